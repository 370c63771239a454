#include <string.h>

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

/* Eight bytes at once: none is NUL and none has its high bit (a borrow can only make this say no too often). */
static bool eight_ascii(const char *s)
{
	uint64_t w;

	memcpy(&w, s, sizeof w);
	return ((w | (w - UINT64_C(0x0101010101010101))) & UINT64_C(0x8080808080808080)) == 0;
}

/* Four letters of two bytes at once, the first byte D0 to DF: Cyrillic is among them. */
static bool four_letters(const char *s)
{
	static const unsigned char mask[] = {0xF0, 0xC0, 0xF0, 0xC0, 0xF0, 0xC0, 0xF0, 0xC0};
	static const unsigned char wanted[] = {0xD0, 0x80, 0xD0, 0x80, 0xD0, 0x80, 0xD0, 0x80};
	uint64_t w, m, x;

	memcpy(&w, s, sizeof w);
	memcpy(&m, mask, sizeof m);
	memcpy(&x, wanted, sizeof x);
	return (w & m) == x;
}

/* The last bytes of a text that may have no NUL after them. */
static bool valid_tail(const char *text, size_t length)
{
	unsigned char tail[5] = {0};
	uint32_t code;
	size_t at = 0;

	memcpy(tail, text, length);
	while (at < length) {
		int n = decode(tail + at, &code);
		if (n == 0 || code == 0)
			return false;
		at += (size_t)n;
	}
	return true;
}

bool utf8_valid(const char *text, size_t length)
{
	const char *end = text + length;
	uint32_t code;

	while (end - text >= 4) {
		const unsigned char *s = (const unsigned char *)text;
		int n = 1;
		if (s[0] == '\0')
			return false;
		if (s[0] < 0x80)
			n = end - text >= 8 && eight_ascii(text) ? 8 : 1;
		else if (s[0] >= 0xC2 && s[0] < 0xE0 && (s[1] & 0xC0) == 0x80)
			n = end - text >= 8 && four_letters(text) ? 8 : 2;
		else if ((n = decode(s, &code)) == 0)
			return false;
		text += n;
	}
	return valid_tail(text, (size_t)(end - text));
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

void utf8_put(struct buf *buf, uint32_t code)
{
	char text[4];

	buf_add(buf, text, utf8_encode(text, code));
}

struct range {
	uint32_t first, last;
};

static bool within(const struct range *range, size_t n, uint32_t code)
{
	size_t low = 0;

	while (low < n) {
		size_t middle = (low + n) / 2;
		if (code > range[middle].last)
			low = middle + 1;
		else if (code < range[middle].first)
			n = middle;
		else
			return true;
	}
	return false;
}

#define WITHIN(table, code) within(table, sizeof(table) / sizeof(table)[0], code)

/* How a block of letters becomes lower case: by a distance, or the even (odd) one by the odd (even) one after it. */
enum { EVEN = 1, ODD = 2 };

static const struct lower {
	uint16_t first, last;
	int16_t add; /* or EVEN, ODD */
} lowers[] = {
    {0x00C0, 0x00D6, 32},
    {0x00D8, 0x00DE, 32},
    {0x0100, 0x012F, EVEN},
    {0x0130, 0x0130, 'i' - 0x130},
    {0x0132, 0x0137, EVEN},
    {0x0139, 0x0148, ODD},
    {0x014A, 0x0177, EVEN},
    {0x0178, 0x0178, 0xFF - 0x178},
    {0x0179, 0x017E, ODD},
    {0x017F, 0x017F, 's' - 0x17F},
    {0x018F, 0x018F, 0x259 - 0x18F}, /* Azerbaijani */
    {0x01CD, 0x01DC, ODD},
    {0x01DE, 0x01EF, EVEN},
    {0x01F8, 0x021F, EVEN},
    {0x0386, 0x0386, 0x3AC - 0x386},
    {0x0388, 0x038A, 0x3AD - 0x388},
    {0x038C, 0x038C, 0x3CC - 0x38C},
    {0x038E, 0x038F, 0x3CD - 0x38E},
    {0x0391, 0x03A1, 32},
    {0x03A3, 0x03AB, 32},
    {0x03C2, 0x03C2, 0x3C3 - 0x3C2}, /* final sigma */
    {0x0400, 0x040F, 80},
    {0x0410, 0x042F, 32},
    {0x0460, 0x0481, EVEN},
    {0x048A, 0x04BF, EVEN},
    {0x04C0, 0x04C0, 0x4CF - 0x4C0},
    {0x04C1, 0x04CE, ODD},
    {0x04D0, 0x052F, EVEN},
    {0x0531, 0x0556, 48},              /* Armenian */
    {0x1C90, 0x1CBF, 0x10D0 - 0x1C90}, /* Georgian headline letters */
    {0x1E00, 0x1E95, EVEN},
    {0x1E9E, 0x1E9E, 0xDF - 0x1E9E},
    {0x1EA0, 0x1EFF, EVEN},
    {0xFF21, 0xFF3A, 32},
};

uint32_t utf8_lower(uint32_t code)
{
	size_t low = 0, n = sizeof lowers / sizeof lowers[0];

	if (code < 0x80)
		return code >= 'A' && code <= 'Z' ? code + 32 : code;
	while (low < n) {
		size_t middle = (low + n) / 2;
		const struct lower *block = &lowers[middle];
		if (code > block->last)
			low = middle + 1;
		else if (code < block->first)
			n = middle;
		else if (block->add == EVEN)
			return code | 1;
		else if (block->add == ODD)
			return code + (code & 1);
		else
			return (uint32_t)((int32_t)code + block->add);
	}
	return code;
}

bool utf8_blank(uint32_t code)
{
	if (code < 0x80)
		return code == ' ' || (code >= '\t' && code <= '\r');
	return code == 0x85 || code == 0xA0 || code == 0x1680 || (code >= 0x2000 && code <= 0x200A) || code == 0x2028 ||
	       code == 0x2029 || code == 0x202F || code == 0x205F || code == 0x3000;
}

bool utf8_format(uint32_t code)
{
	static const struct range table[] = {
	    {0x00AD, 0x00AD},
	    {0x034F, 0x034F},
	    {0x061C, 0x061C},
	    {0x180B, 0x180F},
	    {0x200B, 0x200F},
	    {0x202A, 0x202E},
	    {0x2060, 0x206F},
	    {0xFE00, 0xFE0F},
	    {0xFEFF, 0xFEFF},
	    {0xFFF9, 0xFFFB},
	    {0xE0000, 0xE0FFF},
	};

	return code >= 0xAD && WITHIN(table, code);
}

static const struct range combining[] = {
    {0x0300, 0x036F},
    {0x0483, 0x0489},
    {0x0591, 0x05BD},
    {0x05BF, 0x05BF},
    {0x05C1, 0x05C2},
    {0x05C4, 0x05C5},
    {0x0610, 0x061A},
    {0x064B, 0x065F},
    {0x0670, 0x0670},
    {0x06D6, 0x06DD},
    {0x06DF, 0x06E4},
    {0x06E7, 0x06E8},
    {0x06EA, 0x06ED},
    {0x0900, 0x0902},
    {0x093C, 0x093C},
    {0x0941, 0x0948},
    {0x094D, 0x094D},
    {0x0951, 0x0957},
    {0x0E31, 0x0E31},
    {0x0E34, 0x0E3A},
    {0x0E47, 0x0E4E},
    {0x1160, 0x11FF},
    {0x1AB0, 0x1ACE},
    {0x1DC0, 0x1DFF},
    {0x20D0, 0x20F0},
    {0x2DE0, 0x2DFF},
    {0x302A, 0x302D},
    {0x3099, 0x309A},
    {0xA66F, 0xA672},
    {0xA674, 0xA67D},
    {0xFE20, 0xFE2F},
};

static const struct range wide[] = {
    {0x1100, 0x115F},
    {0x231A, 0x231B},
    {0x2329, 0x232A},
    {0x23E9, 0x23EC},
    {0x23F0, 0x23F0},
    {0x23F3, 0x23F3},
    {0x25FD, 0x25FE},
    {0x2614, 0x2615},
    {0x2648, 0x2653},
    {0x267F, 0x267F},
    {0x2693, 0x2693},
    {0x26A1, 0x26A1},
    {0x26AA, 0x26AB},
    {0x26BD, 0x26BE},
    {0x26C4, 0x26C5},
    {0x26CE, 0x26CE},
    {0x26D4, 0x26D4},
    {0x26EA, 0x26EA},
    {0x26F2, 0x26F3},
    {0x26F5, 0x26F5},
    {0x26FA, 0x26FA},
    {0x26FD, 0x26FD},
    {0x2705, 0x2705},
    {0x270A, 0x270B},
    {0x2728, 0x2728},
    {0x274C, 0x274C},
    {0x274E, 0x274E},
    {0x2753, 0x2755},
    {0x2757, 0x2757},
    {0x2795, 0x2797},
    {0x27B0, 0x27B0},
    {0x27BF, 0x27BF},
    {0x2B1B, 0x2B1C},
    {0x2B50, 0x2B50},
    {0x2B55, 0x2B55},
    {0x2E80, 0x303E},
    {0x3041, 0x3247},
    {0x3250, 0x4DBF},
    {0x4E00, 0xA4CF},
    {0xA960, 0xA97F},
    {0xAC00, 0xD7A3},
    {0xF900, 0xFAFF},
    {0xFE10, 0xFE19},
    {0xFE30, 0xFE6F},
    {0xFF01, 0xFF60},
    {0xFFE0, 0xFFE6},
    {0x16FE0, 0x1B2FF},
    {0x1F004, 0x1F004},
    {0x1F0CF, 0x1F0CF},
    {0x1F18E, 0x1F18E},
    {0x1F191, 0x1F19A},
    {0x1F200, 0x1F320},
    {0x1F32D, 0x1F335},
    {0x1F337, 0x1F37C},
    {0x1F37E, 0x1F393},
    {0x1F3A0, 0x1F3CA},
    {0x1F3CF, 0x1F3D3},
    {0x1F3E0, 0x1F3F0},
    {0x1F3F4, 0x1F3F4},
    {0x1F3F8, 0x1F43E},
    {0x1F440, 0x1F440},
    {0x1F442, 0x1F4FC},
    {0x1F4FF, 0x1F53D},
    {0x1F54B, 0x1F54E},
    {0x1F550, 0x1F567},
    {0x1F57A, 0x1F57A},
    {0x1F595, 0x1F596},
    {0x1F5A4, 0x1F5A4},
    {0x1F5FB, 0x1F64F},
    {0x1F680, 0x1F6C5},
    {0x1F6CC, 0x1F6CC},
    {0x1F6D0, 0x1F6D2},
    {0x1F6D5, 0x1F6DF},
    {0x1F6EB, 0x1F6EC},
    {0x1F6F4, 0x1F6FC},
    {0x1F7E0, 0x1F7F0},
    {0x1F90C, 0x1F93A},
    {0x1F93C, 0x1F945},
    {0x1F947, 0x1F9FF},
    {0x1FA70, 0x1FAFF},
    {0x20000, 0x2FFFD},
    {0x30000, 0x3FFFD},
};

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
		if (code >= 0x370 && code < 0x483) {
			width++; /* Greek and Cyrillic */
			continue;
		}
		if (code < 0xA0 || WITHIN(combining, code) || utf8_format(code))
			continue;
		width += WITHIN(wide, code) ? 2 : 1;
	}
	return width;
}
