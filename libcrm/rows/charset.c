#include "rows/charset.h"

#include <stdint.h>
#include <string.h>

#include "base/text/casefold.h"

#define LOW UINT64_C(0x0101010101010101)
#define HIGH UINT64_C(0x8080808080808080)

static bool is_continuation(unsigned char byte)
{
	return (byte & 0xC0) == 0x80;
}

/* The second byte excludes overlong forms, surrogates and what is above U+10FFFF. */
static bool is_second(unsigned char lead, unsigned char byte)
{
	switch (lead) {
	case 0xE0: return byte >= 0xA0 && byte <= 0xBF;
	case 0xED: return byte >= 0x80 && byte <= 0x9F;
	case 0xF0: return byte >= 0x90 && byte <= 0xBF;
	case 0xF4: return byte >= 0x80 && byte <= 0x8F;
	default: return is_continuation(byte);
	}
}

/* Length of the character above ASCII at ${s}; 0 if it is broken, -1 if the end cuts it. */
static int character_length(const unsigned char *s, size_t left)
{
	int size = s[0] < 0xC2 || s[0] > 0xF4 ? 0 : s[0] < 0xE0 ? 2 : s[0] < 0xF0 ? 3 : 4;

	for (int i = 1; i < size; i++) {
		if ((size_t)i == left)
			return -1;
		if (!(i == 1 ? is_second(s[0], s[1]) : is_continuation(s[i])))
			return 0;
	}
	return size;
}

/* End of the run of ASCII at ${i}, eight bytes at a time. A zero byte ends it too. */
static size_t ascii_end(const unsigned char *s, size_t i, size_t length)
{
	uint64_t word;

	while (length - i >= sizeof word) {
		memcpy(&word, s + i, sizeof word);
		if ((((word - LOW) | word) & HIGH) != 0)
			break;
		i += sizeof word;
	}
	while (i < length && s[i] < 0x80 && s[i] != 0)
		i++;
	return i;
}

size_t charset_utf8_span(const char *bytes, size_t length, enum utf8_stop *stop)
{
	const unsigned char *s = (const unsigned char *)bytes;
	size_t i = 0;

	*stop = UTF8_END;
	while (i < length) {
		i += utf8_simple_span(bytes + i, length - i);
		/* What stopped it is within sixteen bytes. */
		for (size_t end = length - i > 16 ? i + 16 : length; i < end;) {
			int size = s[i] == 0 ? 0 : s[i] < 0x80 ? 1 : character_length(s + i, length - i);
			if (size <= 0) {
				*stop = size < 0 ? UTF8_CUT : UTF8_BROKEN;
				return i;
			}
			i += (size_t)size;
		}
	}
	return i;
}

const char *charset_of_mark(const char *bytes, size_t length)
{
	static const struct {
		const char *mark;
		size_t size;
		const char *charset;
	} marks[] = {{"\xEF\xBB\xBF", 3, "UTF-8"}, {"\xFF\xFE\0\0", 4, "UTF-32LE"}, {"\0\0\xFE\xFF", 4, "UTF-32BE"},
	    {"\xFF\xFE", 2, "UTF-16LE"}, {"\xFE\xFF", 2, "UTF-16BE"}};

	for (size_t i = 0; i < sizeof marks / sizeof marks[0]; i++)
		if (length >= marks[i].size && memcmp(bytes, marks[i].mark, marks[i].size) == 0)
			return marks[i].charset;
	return NULL;
}

/* The high halves of Latin, Cyrillic and of the punctuation between them: 00, 04, 20, 21. */
static bool high_half(unsigned char byte)
{
	return byte == 0 || byte == 0x04 || byte == 0x20 || byte == 0x21;
}

const char *charset_of_zeros(const char *bytes, size_t length)
{
	const unsigned char *s = (const unsigned char *)bytes;
	size_t half[2] = {0, 0}, zero[2] = {0, 0}, units = length / 2;

	if (units < 2 || memchr(bytes, 0, length) == NULL)
		return NULL;
	for (size_t i = 0; i < units * 2; i++) {
		half[i % 2] += high_half(s[i]);
		zero[i % 2] += s[i] == 0;
	}
	for (int odd = 0; odd < 2; odd++)
		if (zero[odd] > 0 && zero[!odd] * 10 <= zero[odd] && half[odd] * 10 >= units * 9)
			return odd ? "UTF-16LE" : "UTF-16BE";
	return NULL;
}

/* How likely the letters а..я are in Russian, in eighths of a bit above one in a thousand. */
static const unsigned char likely[32] = {51, 32, 44, 33, 39, 51, 25, 32, 50, 29, 41, 44, 40, 49, 54, 38, 44, 46, 48, 38,
    13, 27, 19, 31, 22, 16, 0, 34, 33, 13, 21, 35};

/* The letters of koi8-r in the order of its bytes, as places in the alphabet. */
static const unsigned char koi[32] = {30, 0, 1, 22, 4, 5, 20, 3, 21, 8, 9, 10, 11, 12, 13, 14, 15, 31, 16, 17, 18, 19,
    6, 2, 28, 27, 7, 24, 29, 25, 23, 26};

enum {
	SMALL = 1,
	CAPITAL_INSIDE = 64,
	STRANGE = 32
}; /* eighths of a bit too: small letters are likelier, the other two are not */

/* The two encodings have small letters and capitals the other way round. */
static long likelihood(const unsigned char *s, size_t length, bool koi8)
{
	bool after_small = false;
	long sum = 0;

	for (size_t i = 0; i < length; i++) {
		bool letter = s[i] >= 0xC0, small = letter && (s[i] >= 0xE0) != koi8;
		if (letter)
			sum += likely[koi8 ? koi[s[i] & 31] : s[i] & 31] + (small            ? SMALL
			                                                       : after_small ? -CAPITAL_INSIDE
			                                                                     : 0);
		/* ё and Ё of koi8-r; its other signs below the letters draw boxes, those of windows-1251 are quotes,
		   dashes, № and ё */
		if (s[i] >= 0x80 && !letter && (s[i] == 0xA3 || s[i] == 0xB3) != koi8)
			sum -= STRANGE;
		after_small = small;
	}
	return sum;
}

static bool latin(unsigned char byte)
{
	return (byte >= 'A' && byte <= 'Z') || (byte >= 'a' && byte <= 'z');
}

/* Letters above ASCII inside Latin words: "Descripción". */
static bool looks_western(const unsigned char *s, size_t length)
{
	size_t inside = 0, all = 0;

	for (size_t i = 0; i < length; i++) {
		all += s[i] >= 0xC0;
		inside += s[i] >= 0xC0 && ((i > 0 && latin(s[i - 1])) || (i + 1 < length && latin(s[i + 1])));
	}
	return inside * 2 > all;
}

static const char *one_byte(const unsigned char *s, size_t length)
{
	if (looks_western(s, length))
		return "windows-1252";
	return likelihood(s, length, true) > likelihood(s, length, false) ? "koi8-r" : "windows-1251";
}

const char *charset_of_text(const char *bytes, size_t length, bool ended)
{
	const unsigned char *s = (const unsigned char *)bytes;
	size_t first = 0, good = 0, wrong = 0;
	enum utf8_stop stop;

	/* Nearly always there is nothing to weigh. */
	if (charset_utf8_span(bytes, length, &stop) == length && ascii_end(s, 0, length) < length)
		return "UTF-8";
	while ((first = ascii_end(s, first, length)) < length && s[first] == 0)
		first++;
	for (size_t i = first; i < length;) {
		int size = s[i] < 0x80 ? 1 : character_length(s + i, length - i);
		if (size < 0 && !ended)
			break;
		good += size > 1;
		wrong += size <= 0;
		i += size <= 0 ? 1 : (size_t)size;
	}
	if (good == 0 && wrong == 0)
		return NULL;
	return good >= wrong ? "UTF-8" : one_byte(s, length);
}
