#include "base/core/buf.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define FIRST_ROOM ((size_t)128)

static bool grow_room(struct buf *buf, size_t extra)
{
	size_t room = buf->room < FIRST_ROOM ? FIRST_ROOM : buf->room;
	char *text;

	if (extra > SIZE_MAX / 2 - 1 - buf->length) {
		buf->failed = true;
		return false;
	}
	while (room <= buf->length + extra)
		room *= 2;
	text = realloc(buf->text, room);
	if (text == NULL) {
		buf->failed = true;
		return false;
	}
	if (buf->text == NULL)
		text[0] = '\0';
	buf->text = text;
	buf->room = room;
	return true;
}

bool buf_reserve(struct buf *buf, size_t extra)
{
	if (buf->failed)
		return false;
	return extra < buf->room - buf->length || grow_room(buf, extra);
}

void buf_add(struct buf *buf, const char *bytes, size_t length)
{
	if (!buf_reserve(buf, length))
		return;
	if (length > 0)
		memcpy(buf->text + buf->length, bytes, length);
	buf->length += length;
	buf->text[buf->length] = '\0';
}

void buf_put(struct buf *buf, const char *text)
{
	if (text != NULL)
		buf_add(buf, text, strlen(text));
}

void buf_char(struct buf *buf, char c)
{
	if (!buf_reserve(buf, 1))
		return;
	buf->text[buf->length++] = c;
	buf->text[buf->length] = '\0';
}

const char *buf_int_text(char room[24], int64_t number)
{
	uint64_t rest = number < 0 ? 0 - (uint64_t)number : (uint64_t)number;
	char *at = room + 23;

	*at = '\0';
	do
		*--at = (char)('0' + rest % 10);
	while (rest /= 10);
	if (number < 0)
		*--at = '-';
	return at;
}

void buf_int(struct buf *buf, int64_t number)
{
	char room[24];

	buf_put(buf, buf_int_text(room, number));
}

void buf_format(struct buf *buf, const char *format, ...)
{
	va_list args;
	int length;

	if (!buf_reserve(buf, FIRST_ROOM / 2))
		return;
	va_start(args, format);
	length = vsnprintf(buf->text + buf->length, buf->room - buf->length, format, args);
	va_end(args);
	if (length >= 0 && (size_t)length >= buf->room - buf->length) {
		if (!buf_reserve(buf, (size_t)length)) {
			buf->text[buf->length] = '\0';
			return;
		}
		va_start(args, format);
		length = vsnprintf(buf->text + buf->length, buf->room - buf->length, format, args);
		va_end(args);
	}
	if (length < 0) {
		buf->text[buf->length] = '\0';
		buf->failed = true;
	} else {
		buf->length += (size_t)length;
	}
}

void buf_clear(struct buf *buf)
{
	buf->length = 0;
	if (buf->text != NULL)
		buf->text[0] = '\0';
}

void buf_cut(struct buf *buf, size_t length)
{
	buf->length = length;
	if (buf->text != NULL)
		buf->text[length] = '\0';
}

void buf_free(struct buf *buf)
{
	free(buf->text);
	*buf = (struct buf){0};
}
