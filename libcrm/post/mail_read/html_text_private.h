/*
 * The text of an html letter, as somebody would read it: nothing is fetched, run or kept of the markup. Pure, linear in
 * time, one pass.
 */
#ifndef CRM_POST_MAIL_READ_HTML_TEXT_PRIVATE_H
#define CRM_POST_MAIL_READ_HTML_TEXT_PRIVATE_H

#include "base/core/buf.h"

/* ${html} is UTF-8, with a NUL after it. Blocks are lines, cells of a table are parted by tabs, lines of a blockquote
   begin with "> ". Scripts, styles and comments are left out. */
void html_text_put(struct buf *out, const char *html, size_t length);

#endif
