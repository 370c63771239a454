/* Which encoding bytes are in. Pure functions, for rows/ and for letters (post/mail_read/mime_decode.c). */
#ifndef CRM_ROWS_CHARSET_H
#define CRM_ROWS_CHARSET_H

#include <stdbool.h>
#include <stddef.h>

enum utf8_stop { UTF8_END, UTF8_CUT, UTF8_BROKEN };

/* How many bytes are valid UTF-8 without zero bytes, and what stops them: the end, a character cut by the end, or a
   byte that is wrong. */
size_t charset_utf8_span(const char *bytes, size_t length, enum utf8_stop *stop);

/* The encoding a byte order mark names; NULL if there is none. */
const char *charset_of_mark(const char *bytes, size_t length);

/* UTF-16 without a mark: "UTF-16LE", "UTF-16BE", or NULL. */
const char *charset_of_zeros(const char *bytes, size_t length);

/*
 * "UTF-8", "windows-1251", "koi8-r", or "windows-1252" for letters inside Latin words, by the bytes above ASCII; NULL
 * if there is none yet, or only the beginning of a character at the end and more may come (not ${ended}). UTF-8 that is
 * damaged here and there is still UTF-8.
 */
const char *charset_of_text(const char *bytes, size_t length, bool ended);

#endif
