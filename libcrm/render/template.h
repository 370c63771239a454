/*
 * Letters from templates: a text with {{field}} and {{field|what to say without it}}.
 *
 * A field that is not known, or is empty without a default, is an error and not an empty place in a letter. The first
 * line of a letter's template is "Subject: …", then a blank line, then the text.
 */
#ifndef CRM_RENDER_TEMPLATE_H
#define CRM_RENDER_TEMPLATE_H

#include "base/core/buf.h"
#include "base/text/json.h"
#include "base/core/status.h"

/* ${fields}: names and values. Line ends inside values become blanks, so that a name cannot begin a header or a
   paragraph. CRM_CONFIG names the field and the line. */
enum status template_render(const char *text, const struct json *fields, struct buf *out, struct why *why);

/* Read ${folder}/${name}.txt; ${name} is letters, digits, - and _ only. In ${arena}. CRM_CONFIG if it is not there. */
enum status template_read(const char *folder, const char *name, struct arena *arena, char **text, struct why *why);

/* Take a rendered letter apart: the subject is what follows "Subject: " on line 1. CRM_CONFIG if there is none. Both
   borrowed from ${letter}, which is cut. */
enum status template_split_letter(char *letter, const char **subject, const char **body, struct why *why);

#endif
