#include "rows/convert.h"

#include <errno.h>
#include <iconv.h>
#include <string.h>

#include "base/text/casefold.h"
#include "rows/charset.h"

static void put_without_zeros(struct buf *out, const char *bytes, size_t length)
{
	const char *end = bytes + length, *zero;

	for (; (zero = memchr(bytes, '\0', (size_t)(end - bytes))) != NULL; bytes = zero + 1)
		buf_add(out, bytes, (size_t)(zero - bytes));
	buf_add(out, bytes, (size_t)(end - bytes));
}

static bool put_converted(struct buf *out, const char *bytes, size_t length, iconv_t conv)
{
	char room[512], *from = (char *)(uintptr_t)bytes;

	while (length > 0) {
		char *to = room;
		size_t left = sizeof room;
		size_t made = iconv(conv, &from, &length, &to, &left);
		put_without_zeros(out, room, (size_t)(to - room));
		if (made == (size_t)-1 && errno != E2BIG)
			return false;
	}
	return true;
}

static bool is_utf8(const char *bytes, size_t length)
{
	enum utf8_stop stop;
	size_t at = 0;

	while ((at += charset_utf8_span(bytes + at, length - at, &stop)) < length && bytes[at] == '\0')
		at++;
	return at == length;
}

bool convert_put(struct buf *out, const char *bytes, size_t length, const char *charset, bool trust)
{
	bool plain = is_utf8(bytes, length);
	iconv_t conv = (iconv_t)-1;

	if (charset != NULL && (trust || !plain))
		conv = iconv_open("UTF-8", charset);
	if (conv == (iconv_t)-1 && plain) {
		put_without_zeros(out, bytes, length);
		return true;
	}
	if (conv == (iconv_t)-1 && (charset = charset_of_text(bytes, length, true)) != NULL)
		conv = iconv_open("UTF-8", charset);
	if (conv == (iconv_t)-1)
		return false;
	bool good = put_converted(out, bytes, length, conv);
	iconv_close(conv);
	return good;
}
