#include "base/text/casefold.h"

#include <string.h>

/* What casefold_put is doing. There is always room for as many bytes as are left of the input, and ${gap}'s blank was
   one of the input. */
struct casefolding {
	struct buf *buf;
	size_t start;
	char *out;
	bool gap; /* blanks were seen: one is due before the next character */
};

static void due_blank(struct casefolding *f)
{
	if (f->gap && f->out > f->buf->text + f->start)
		*f->out++ = ' ';
	f->gap = false;
}

/* Compose the Cyrillic letter just written with a breve or diaeresis that follows it. */
static bool compose(struct casefolding *f, uint32_t mark)
{
	static const struct {
		uint16_t mark;
		char base[3], whole[3];
	} pair[] = {
	    {0x306, "и", "й"},
	    {0x308, "е", "е"}, /* ё as е */
	    {0x308, "і", "ї"},
	    {0x306, "у", "ў"},
	};

	if (f->gap || f->out - (f->buf->text + f->start) < 2)
		return false;
	for (size_t i = 0; i < sizeof pair / sizeof pair[0]; i++)
		if (pair[i].mark == mark && memcmp(f->out - 2, pair[i].base, 2) == 0) {
			memcpy(f->out - 2, pair[i].whole, 2);
			return true;
		}
	return false;
}

/* Anything that is neither ASCII nor everyday Cyrillic. Returns where to go on, NULL when there is no memory. */
static const char *fold_other(struct casefolding *f, const char *text)
{
	const char *next = text;
	uint32_t code = utf8_lower(utf8_next(&next));

	if (utf8_blank(code)) {
		f->gap = true;
		return next;
	}
	if (utf8_format(code) || code < 0xA0 || ((code == 0x306 || code == 0x308) && compose(f, code)))
		return next;
	due_blank(f);
	/* U+FFFD for a broken byte is the only thing that grows. */
	f->buf->length = (size_t)(f->out - f->buf->text);
	if (next == text + 1 && !buf_reserve(f->buf, 3 + strlen(next)))
		return NULL;
	utf8_put(f->buf, code);
	f->out = f->buf->text + f->buf->length;
	return next;
}

/* U+0400 + ${i} of the first 128 Cyrillic letters, folded. */
static unsigned fold_cyrillic(unsigned i)
{
	if (i < 0x10)
		i += 0x50;
	else if (i < 0x30)
		i += 0x20;
	else if (i >= 0x60)
		i |= 1;
	return i == 0x51 ? 0x35 : i;
}

void casefold_put(struct buf *buf, const char *text)
{
	if (text == NULL || !buf_reserve(buf, strlen(text)))
		return;
	struct casefolding f = {buf, buf->length, buf->text + buf->length, false};

	while (*text != '\0') {
		unsigned char c = (unsigned char)*text, d = (unsigned char)text[1];
		if (c > ' ' && c < 0x7F) {
			due_blank(&f);
			*f.out++ = (char)(c >= 'A' && c <= 'Z' ? c + 32 : c);
			text++;
		} else if ((c == 0xD0 || c == 0xD1) && (d & 0xC0) == 0x80) {
			unsigned i = fold_cyrillic((c & 1u) << 6 | (d & 63u));
			due_blank(&f);
			*f.out++ = (char)(0xD0 | i >> 6);
			*f.out++ = (char)(0x80 | (i & 63));
			text += 2;
		} else if (c < 0x80) {
			f.gap |= c == ' ' || (c >= '\t' && c <= '\r');
			text++;
		} else if ((text = fold_other(&f, text)) == NULL) {
			return;
		}
	}
	*f.out = '\0';
	buf->length = (size_t)(f.out - buf->text);
}

/* A key of ASCII and everyday Cyrillic alone, which most are, in one pass. False: there is something else in it. */
static bool put_plain_key(struct buf *buf, const char *text)
{
	char *out = buf->text + buf->length;
	for (; *text != '\0'; text++) {
		unsigned char c = (unsigned char)*text, d = (unsigned char)text[1];
		if (c > ' ' && c < 0x7F) {
			*out = (char)(c >= 'A' && c <= 'Z' ? c + 32 : c);
			out += c != '_' && c != '-' && c != '.';
		} else if ((c == 0xD0 || c == 0xD1) && (d & 0xC0) == 0x80) {
			unsigned i = fold_cyrillic((c & 1u) << 6 | (d & 63u));
			*out++ = (char)(0xD0 | i >> 6);
			*out++ = (char)(0x80 | (i & 63));
			text++;
		} else if (c >= 0x80) {
			return false;
		}
	}
	*out = '\0';
	buf->length = (size_t)(out - buf->text);
	return true;
}

void casefold_key_put(struct buf *buf, const char *text)
{
	size_t start = buf->length, to = start;

	if (text == NULL || !buf_reserve(buf, strlen(text)) || put_plain_key(buf, text))
		return;
	casefold_put(buf, text);
	if (buf->text == NULL)
		return;
	for (size_t from = start; from < buf->length; from++) {
		char c = buf->text[from];
		if (c != ' ' && c != '_' && c != '-' && c != '.')
			buf->text[to++] = c;
	}
	buf->length = to;
	buf->text[to] = '\0';
}

/* Controls, and what can turn the line around on a terminal. */
static bool harmful(uint32_t code)
{
	return code < 0x20 || (code >= 0x7F && code < 0xA0) || code == 0x61C || code == 0x200E || code == 0x200F ||
	       (code >= 0x202A && code <= 0x202E) || (code >= 0x2066 && code <= 0x2069);
}

static void put_visible(struct buf *buf, const char *text, bool lines)
{
	while (text != NULL) {
		const char *start = text;
		while ((unsigned char)*text >= 0x20 && (unsigned char)*text < 0x7F)
			text++;
		buf_add(buf, start, (size_t)(text - start));
		if (*text == '\0')
			return;
		if (text[0] == '\r' && text[1] == '\n')
			text++;
		uint32_t code = utf8_next(&text);
		if (lines && code == '\n')
			buf_char(buf, '\n');
		else if (utf8_blank(code))
			buf_char(buf, ' ');
		else
			utf8_put(buf, harmful(code) ? 0xFFFD : code);
	}
}

void text_visible_put(struct buf *buf, const char *text)
{
	put_visible(buf, text, false);
}

void text_visible_lines_put(struct buf *buf, const char *text)
{
	put_visible(buf, text, true);
}

enum { MOST = 64 }; /* characters that text_distance compares; the rest count as one each */

static int decode_letters(uint32_t letter[MOST], const char *text, int *rest)
{
	int n = 0;

	for (*rest = 0; *text != '\0';) {
		uint32_t code = utf8_next(&text);
		if (n < MOST)
			letter[n++] = code;
		else if (*rest < MOST)
			++*rest;
	}
	return n;
}

static int least_of_two(int a, int b)
{
	return a < b ? a : b;
}

int text_distance(const char *a, const char *b)
{
	uint32_t x[MOST], y[MOST];
	int rest_a, rest_b, n = decode_letters(x, a, &rest_a), m = decode_letters(y, b, &rest_b);
	int row[3][MOST + 1];
	int *two = row[0], *one = row[1], *now = row[2];

	for (int j = 0; j <= m; j++)
		now[j] = j;
	for (int i = 1; i <= n; i++) {
		int *spare = two;
		two = one;
		one = now;
		now = spare;
		now[0] = i;
		for (int j = 1; j <= m; j++) {
			now[j] =
			    least_of_two(least_of_two(one[j], now[j - 1]) + 1, one[j - 1] + (x[i - 1] != y[j - 1]));
			if (i > 1 && j > 1 && x[i - 1] == y[j - 2] && x[i - 2] == y[j - 1])
				now[j] = least_of_two(now[j], two[j - 2] + 1);
		}
	}
	return now[m] + (rest_a > rest_b ? rest_a : rest_b);
}

bool text_is_among(const char *text, const char *const *list)
{
	for (; *list; list++)
		if (strcmp(text, *list) == 0)
			return true;
	return false;
}
