#include "rows/excel_private.h"

#include <stddef.h>
#include <string.h>

#include "base/text/casefold.h"

#define DIGITS_SHOWN 11 /* more are shown as 3.8E+11, and more than 15 are lost */

static size_t digits_length(const char *text)
{
	size_t n = 0;

	while (text[n] >= '0' && text[n] <= '9')
		n++;
	return n;
}

/* What a spreadsheet, or the reader's eye, passes over. */
static bool unseen(uint32_t code)
{
	return code <= 0x20 || (code >= 0x7F && code <= 0xA0) || code == 0xAD || code == 0x061C || code == 0x1680 ||
	       code == 0x180E || (code >= 0x2000 && code <= 0x200F) || (code >= 0x2028 && code <= 0x202F) ||
	       (code >= 0x205F && code <= 0x206F) || code == 0x3000 || code == 0xFEFF;
}

/* ASCII, full width, and the small forms of the same signs. */
static bool formula_sign(uint32_t code)
{
	switch (code) {
	case '=':
	case '+':
	case '-':
	case '@':
	case 0xFF1D:
	case 0xFF0B:
	case 0xFF0D:
	case 0xFF20:
	case 0xFE66:
	case 0xFE62:
	case 0xFE63:
	case 0xFE6B: return true;
	default: return false;
	}
}

static bool looks_like_formula(const char *text)
{
	uint32_t code;

	while ((code = utf8_next(&text)) != 0 && unseen(code))
		if (code == '\t' || code == '\r' || code == '\n')
			return true;
	return formula_sign(code);
}

/* E5, e-05 */
static bool is_exponent(const char *text)
{
	if (*text != 'e' && *text != 'E')
		return false;
	text++;
	text += *text == '+' || *text == '-';
	size_t n = digits_length(text);
	return n > 0 && text[n] == '\0';
}

/* 007, 5000100200300400500 and 12E5 are texts here, and numbers in a spreadsheet. */
static bool spoilt_number(const char *text)
{
	size_t n = digits_length(text);

	if (n == 0)
		return false;
	if (text[n] == '\0')
		return n > DIGITS_SHOWN || (n > 1 && text[0] == '0');
	return is_exponent(text + n);
}

bool excel_live(const char *text)
{
	text += strspn(text, "'");
	return looks_like_formula(text) || spoilt_number(text);
}

bool excel_number(const char *text)
{
	text += *text == '+' || *text == '-';
	size_t whole = digits_length(text), part = 0;
	text += whole;
	if (*text == '.') {
		part = digits_length(++text);
		text += part;
	}
	return whole + part > 0 && (*text == '\0' || is_exponent(text));
}

const char *excel_bare(const char *text)
{
	return *text == '\'' && excel_live(text) ? text + 1 : text;
}
