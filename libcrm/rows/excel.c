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

/* As ${shape} has it: 0 is a digit. How many bytes; 0 if not. */
static size_t has_shape(const char *text, const char *shape)
{
	size_t n = 0;

	for (; shape[n] != '\0'; n++)
		if (shape[n] == '0' ? text[n] < '0' || text[n] > '9' : text[n] != shape[n])
			return 0;
	return n;
}

bool excel_put_time(struct buf *out, const char *text)
{
	size_t day = has_shape(text, "0000-00-00");
	bool hour = day > 0 && has_shape(text + day, "T00:00:00") > 0;

	if (day == 0 || (text[day] != '\0' && !hour))
		return false;
	buf_add(out, text + 8, 2);
	buf_char(out, '.');
	buf_add(out, text + 5, 2);
	buf_char(out, '.');
	buf_add(out, text, 4);
	if (hour) {
		buf_char(out, ' ');
		buf_add(out, text + 11, strncmp(text + 17, "00", 2) == 0 ? 5 : 8);
	}
	return true;
}

/* How many digits of an international number are the code of the country (ITU-T E.164). */
static size_t country_code_length(const char *digits)
{
	static const char two[] =
	    "20 27 30 31 32 33 34 36 39 40 41 43 44 45 46 47 48 49 51 52 53 54 55 56 57 58 60 61 62 63 "
	    "64 65 66 81 82 84 86 90 91 92 93 94 95 98 ";

	if (digits[0] == '1' || digits[0] == '7')
		return 1;
	for (const char *code = two; *code != '\0'; code += 3)
		if (strncmp(code, digits, 2) == 0)
			return 2;
	return 3;
}

bool excel_put_phone(struct buf *out, const char *text)
{
	size_t n = *text == '+' ? digits_length(text + 1) : 0;

	if (n < 8 || n > 15 || text[n + 1] != '\0')
		return false;
	size_t code = country_code_length(text + 1);
	const char *rest = text + 1 + code;
	buf_char(out, '(');
	buf_add(out, text, code + 1);
	buf_put(out, ") ");
	if (n - code == 10)
		buf_format(out, "%.3s %.3s-%.2s-%.2s", rest, rest + 3, rest + 6, rest + 8);
	else
		buf_format(out, "%.2s %s", rest, rest + 2);
	return true;
}
