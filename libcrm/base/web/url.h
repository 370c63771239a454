/* Addresses of pages that may go into a header: visible ASCII, no quotes, nothing that two programs read differently.
 */
#ifndef CRM_BASE_WEB_URL_H
#define CRM_BASE_WEB_URL_H

#include <stdbool.h>
#include <stddef.h>

#define URL_MAX 2000

/* How many bytes of ${text} are its origin, as in https://site.example:8443; 0 if it is not an http or https address,
   names a user, or has characters that are not for addresses. */
size_t url_origin(const char *text);

/* A page of the same site: begins with one slash. */
bool url_is_path(const char *text);

/* Is the origin of ${text} among ${origins}, separated by blanks? */
bool url_is_of(const char *text, const char *origins);

#endif
