#include <string.h>
#include <utf8proc.h>

#include "base/text/bytes16_private.h"
#include "base/text/casefold.h"

/* Length of the well-formed sequence at ${s} and its code; 0 if it is broken. Never reads past a NUL. */
static int decode(const unsigned char *s, uint32_t *code)
{
	if (s[0] < 0x80) {
		*code = s[0];
		return 1;
	}
	if (s[0] < 0xC2 || s[0] > 0xF4 || (s[1] & 0xC0) != 0x80)
		return 0;
	if (s[0] < 0xE0) {
		*code = (uint32_t)(s[0] & 31) << 6 | (s[1] & 63);
		return 2;
	}
	if ((s[2] & 0xC0) != 0x80)
		return 0;
	if (s[0] < 0xF0) {
		*code = (uint32_t)(s[0] & 15) << 12 | (uint32_t)(s[1] & 63) << 6 | (s[2] & 63);
		return *code < 0x800 || (*code >= 0xD800 && *code < 0xE000) ? 0 : 3;
	}
	if ((s[3] & 0xC0) != 0x80)
		return 0;
	*code = (uint32_t)(s[0] & 7) << 18 | (uint32_t)(s[1] & 63) << 12 | (uint32_t)(s[2] & 63) << 6 | (s[3] & 63);
	return *code < 0x10000 || *code > 0x10FFFF ? 0 : 4;
}

/* Sixteen bytes of ASCII and of letters of two bytes? *${open}, 0 or 255: does the byte before begin a letter, and then
   does the last one. */
static bool is_simple(bytes16 v, unsigned char *open)
{
	bytes16 first = (bytes16)(v >= 0xC0), second = first ^ (bytes16)(v >= 0x80);
	/* NUL; longer than two bytes; C0 and C1, which would spell ASCII; a half of a letter without the other. */
	bytes16 wrong = (bytes16)(v == 0) | (bytes16)(v >= 0xE0) | (bytes16)((v & 0xFE) == 0xC0);
	wrong |= second ^ bytes16_later(first, *open);
	*open = first[15];
	return !bytes16_any(wrong);
}

size_t utf8_simple_span(const char *text, size_t length)
{
	unsigned char open = 0, before = 0;
	size_t i = 0;

	while (length - i >= 16 && is_simple(bytes16_at(text + i), &open)) {
		before = open;
		i += 16;
	}
	return before != 0 ? i - 1 : i;
}

/* Fewer than sixteen bytes of a text that may have no NUL after them. */
static bool valid_tail(const char *text, size_t length)
{
	char padded[16 + 4] = "                ";
	const char *at = padded;
	unsigned char open = 0;
	uint32_t code;

	memcpy(padded, text, length);
	if (is_simple(bytes16_at(padded), &open))
		return true;
	while (at < padded + length) {
		int n = decode((const unsigned char *)at, &code);
		if (n == 0 || code == 0)
			return false;
		at += n;
	}
	return true;
}

bool utf8_valid(const char *text, size_t length)
{
	uint32_t code;

	for (;;) {
		size_t simple = utf8_simple_span(text, length);
		text += simple;
		length -= simple;
		if (length < 16)
			return valid_tail(text, length);
		/* What stopped it is within sixteen bytes. */
		for (const char *end = text + 16; text < end && length >= 4;) {
			int n = decode((const unsigned char *)text, &code);
			if (n == 0 || code == 0)
				return false;
			text += n;
			length -= (size_t)n;
		}
	}
}

uint32_t utf8_next(const char **text)
{
	uint32_t code;
	int n = decode((const unsigned char *)*text, &code);

	if (n == 0) {
		*text += 1;
		return 0xFFFD;
	}
	if (code != 0)
		*text += n;
	return code;
}

size_t utf8_encode(char out[4], uint32_t code)
{
	size_t n = 0;

	if (code < 0x80) {
		out[n++] = (char)code;
		return n;
	}
	if (code < 0x800) {
		out[n++] = (char)(0xC0 | code >> 6);
	} else if (code < 0x10000) {
		out[n++] = (char)(0xE0 | code >> 12);
		out[n++] = (char)(0x80 | (code >> 6 & 63));
	} else {
		out[n++] = (char)(0xF0 | code >> 18);
		out[n++] = (char)(0x80 | (code >> 12 & 63));
		out[n++] = (char)(0x80 | (code >> 6 & 63));
	}
	out[n++] = (char)(0x80 | (code & 63));
	return n;
}

void utf8_mend(char *text)
{
	char *to = text;

	for (const char *at = text, *next = text; *at != '\0'; at = next) {
		if (utf8_next(&next) == 0xFFFD && next - at == 1)
			continue;
		memmove(to, at, (size_t)(next - at));
		to += next - at;
	}
	*to = '\0';
}

void utf8_put(struct buf *buf, uint32_t code)
{
	char text[4];

	buf_add(buf, text, utf8_encode(text, code));
}

static const utf8proc_property_t *property(uint32_t code)
{
	return utf8proc_get_property((utf8proc_int32_t)code);
}

/* Greek and everyday Cyrillic: nothing but letters, and nobody has to be asked. */
static bool is_everyday(uint32_t code)
{
	return code >= 0x370 && code < 0x483;
}

uint32_t utf8_lower(uint32_t code)
{
	if (code < 0x80)
		return code >= 'A' && code <= 'Z' ? code + 32 : code;
	if (code >= 0x400 && code < 0x460)
		return code < 0x410 ? code + 80 : code < 0x430 ? code + 32 : code;
	if (code == 0x3C2) /* final sigma */
		return 0x3C3;
	if (code == 0x17F) /* long s */
		return 's';
	utf8proc_propval_t category = property(code)->category;
	if (category != UTF8PROC_CATEGORY_LU && category != UTF8PROC_CATEGORY_LT)
		return code;
	uint32_t lower = (uint32_t)utf8proc_tolower((utf8proc_int32_t)code);
	return code < 0x800 && lower >= 0x800 ? code : lower; /* two rare letters of Latin would grow */
}

uint32_t utf8_fold(uint32_t code)
{
	code = utf8_lower(code);
	return code == 0x451 ? 0x435 : code;
}

bool utf8_blank(uint32_t code)
{
	if (code < 0x80)
		return code == ' ' || (code >= '\t' && code <= '\r');
	if (is_everyday(code))
		return false;
	utf8proc_propval_t category = property(code)->category;
	return category == UTF8PROC_CATEGORY_ZS || category == UTF8PROC_CATEGORY_ZL ||
	       category == UTF8PROC_CATEGORY_ZP || code == 0x85;
}

bool utf8_format(uint32_t code)
{
	if (code < 0xAD || is_everyday(code))
		return false;
	/* Those Unicode has left free for more of them, and the marks around a note between the lines. */
	return property(code)->ignorable || code == 0x2065 || (code >= 0xE0000 && code <= 0xE0FFF) ||
	       (code >= 0xFFF9 && code <= 0xFFFB);
}

const char *utf8_skip_blanks(const char *text)
{
	const char *next = text;

	for (uint32_t code = utf8_next(&next); utf8_blank(code) || utf8_format(code); code = utf8_next(&next))
		text = next;
	return text;
}

/* Of a character that is not everyday. */
static int count_columns(uint32_t code)
{
	/* The vowel and the end of a Korean syllable in pieces stand in the columns of its beginning. */
	if (code == 0xAD || (code >= 0x1160 && code <= 0x11FF))
		return 0;
	/* A mark that takes room (Indian vowels) takes it on a terminal too, whatever the library says. */
	return property(code)->category == UTF8PROC_CATEGORY_MC ? 1 : utf8proc_charwidth((utf8proc_int32_t)code);
}

int utf8_width(const char *text)
{
	int width = 0;

	while (*text != '\0') {
		unsigned char c = (unsigned char)*text;
		if (c < 0x80) {
			width += c >= 0x20 && c != 0x7F;
			text++;
			continue;
		}
		uint32_t code = utf8_next(&text);
		width += is_everyday(code) ? 1 : count_columns(code);
	}
	return width;
}

uint32_t utf8_peek_folded(const char *text, const char **next)
{
	uint32_t code;

	do {
		*next = text;
		code = utf8_next(next);
		if (code == 0)
			return 0;
		text = *next;
	} while (utf8_format(code));
	return utf8_blank(code) ? ' ' : utf8_fold(code);
}
