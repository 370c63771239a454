/* &quot; &amp; &#171; &#xAB; … as web pages write a character. */
#ifndef CRM_BASE_WEB_HTML_ENTITY_H
#define CRM_BASE_WEB_HTML_ENTITY_H

#include <stdint.h>

/* The character that is written at ${s} (which is a `&`): *${code}; returns what is after it. NULL if it is only a
   sign, or a name that is not known. */
const char *html_entity(const char *s, const char *end, uint32_t *code);

#endif
