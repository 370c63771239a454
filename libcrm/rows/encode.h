/*
 * Text in: the bytes of a descriptor as UTF-8, span by span. For the reader of rows, and for those who read text that
 * is no table.
 *
 * The encoding is recognised by a byte order mark, by the zero bytes of UTF-16, by being valid UTF-8, or by which of
 * windows-1251 and koi8-r makes likelier Russian (windows-1252 where the letters stand inside Latin words). While
 * nothing but ASCII has come the question stays open.
 */
#ifndef CRM_ROWS_ENCODE_H
#define CRM_ROWS_ENCODE_H

#include "rows/reader.h"

struct encode;

/*
 * Waits for the first line (or 64 KiB, or the end) and takes what else is there at once: the first span is the sample
 * from which the delimiter is recognised. ${options} is borrowed until encode_close.
 */
enum status encode_open(struct encode **encode, int fd, const struct reader_options *options, struct why *why);

/*
 * The next span of UTF-8 without zero bytes, never empty, borrowed until the next call; characters are whole. What came
 * as UTF-8 and has bytes that are not stays as it came: see encode_damaged. A byte order mark is the first character
 * of the text, as U+FEFF. CRM_NONE at the end; CRM_PAUSE after ${patience} milliseconds without input (-1: never);
 * CRM_DATA when the next byte is not text: the sentence has the reason only, the caller knows the place; CRM_IO,
 * CRM_NOINPUT.
 */
enum status encode_next(struct encode *encode, const char **text, size_t *length, int patience, struct why *why);

/* Some span so far had bytes that are not UTF-8. */
bool encode_damaged(const struct encode *encode);

/* CRM_DATA, and the sentence that this byte is not of ${charset}. */
enum status encode_wrong(char byte, const char *charset, struct why *why);

void encode_close(struct encode *encode); /* NULL is harmless */

#endif
