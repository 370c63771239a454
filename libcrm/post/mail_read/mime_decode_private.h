/*
 * Bytes of letters as text. What a letter says of its encoding is believed only as far as the bytes allow. Pure
 * functions.
 *
 * What is put is UTF-8 without control characters but \n and \t, whatever comes in.
 */
#ifndef CRM_POST_MAIL_READ_MIME_DECODE_PRIVATE_H
#define CRM_POST_MAIL_READ_MIME_DECODE_PRIVATE_H

#include "base/core/buf.h"

/* ${charset} as declared; NULL or one nobody knows: guess. Declared as UTF-8 or one-byte and clearly the other: as they
   are. */
void mime_decode_put(struct buf *out, const char *bytes, size_t length, const char *charset);

/* The value of a header: folded lines joined, =?…?= words (RFC 2047) decoded, raw bytes resolved. */
void mime_decode_header_put(struct buf *out, const char *raw, size_t length);

/* The length of the =?charset?B?text?= word at ${at}; 0 if there is none. */
size_t mime_encoded_word(const char *at, const char *end);

#endif
