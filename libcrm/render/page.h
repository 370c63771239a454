/*
 * Pages for people: plain text of 72 columns, and HTML that is one file and loads nothing.
 * Memory: the buffer's `failed` says it.
 */
#ifndef CRM_RENDER_PAGE_H
#define CRM_RENDER_PAGE_H

#include <stdbool.h>

#include "base/core/buf.h"

#define PAGE_WIDTH 72

/* Text inside an element or a quoted attribute: & < > " ' escaped, what a terminal or a reader must not see replaced.
 */
void html_put(struct buf *page, const char *text);

/* ${text} escaped between two constants of the program; html_buf uses ${text} up. */
void html_tag(struct buf *page, const char *before, const char *text, const char *after);
void html_buf(struct buf *page, const char *before, struct buf *text, const char *after);

/* From <!DOCTYPE to <body>. No script, no address of anything: the policy forbids all but our own style. ${css} is a
   constant of the program. */
void html_begin(struct buf *page, const char *lang, const char *title, const char *css);
void html_end(struct buf *page);

/* A cell of so many columns, filled up with blanks at the end, or in front if ${right}; wider texts are not cut. */
void page_text_cell(struct buf *page, const char *text, int width, bool right);

/* A paragraph that ends its line, broken at blanks. The first line begins with ${first}, the others with as many blanks
   as that is wide. */
void page_text_wrap(struct buf *page, const char *first, const char *text);

#endif
