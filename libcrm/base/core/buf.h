/*
 * A growing text. A failed allocation sticks: `failed` is set, later calls do
 * nothing, and whoever uses the text checks once at the end.
 */
#ifndef CRM_BASE_CORE_BUF_H
#define CRM_BASE_CORE_BUF_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct buf {
	char *text; /* NUL-terminated once something was added; NULL before */
	size_t length, room;
	bool failed;
};

/* At the end of the text: ${length} bytes, a text, a byte. */
void buf_add(struct buf *buf, const char *bytes, size_t length);
void buf_put(struct buf *buf, const char *text); /* NULL adds nothing */
void buf_char(struct buf *buf, char c);
/* The number in decimal, at the end of ${room}; returns where it begins. */
const char *buf_int_text(char room[24], int64_t number);
void buf_int(struct buf *buf, int64_t number); /* in decimal */
void buf_format(struct buf *buf, const char *format, ...) __attribute__((format(printf, 2, 3)));
/* Room for ${extra} more bytes and the NUL, for those who write text + length themselves. False when there is no
   memory. */
bool buf_reserve(struct buf *buf, size_t extra);
void buf_clear(struct buf *buf);              /* empty again, memory kept */
void buf_cut(struct buf *buf, size_t length); /* the first ${length} bytes stay, which are there */
void buf_free(struct buf *buf);

#endif
