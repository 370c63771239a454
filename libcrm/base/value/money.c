#include "base/value/money.h"

#include <string.h>

#include "base/text/ascii.h"
#include "base/text/casefold.h"

/* What may stand beside a sum, folded. */
static const char *const currencies[] = {
    "₽",
    "руб.",
    "руб",
    "рублей",
    "рубля",
    "рубль",
    "р.",
    "р",
    "rub",
    "rur",
    "$",
    "usd",
    "€",
    "eur",
    "евро",
    "£",
    "gbp",
    "₸",
    "тг.",
    "тг",
    "тенге",
    "kzt",
    "₴",
    "грн.",
    "грн",
    "uah",
    "br",
    "byn",
    "сум",
    "uzs",
    "сом",
    "kgs",
    "֏",
    "amd",
    "₾",
    "лари",
    "gel",
    "₼",
    "azn",
    "сомони",
    "tjs",
    "лей",
    "mdl",
    "tmt",
    "¥",
    "cny",
};

/* The next character at ${s} that is not a format character, folded; a blank of any kind is ' '. */
static uint32_t peek_character(const char *s, const char **next)
{
	uint32_t code;

	do {
		*next = s;
		code = utf8_next(next);
		if (code == 0)
			return 0;
		s = *next;
	} while (utf8_format(code));
	return utf8_blank(code) ? ' ' : utf8_lower(code);
}

/* After the currency ${word} if the text begins with it, else NULL. */
static const char *after_word(const char *s, const char *word)
{
	while (*word != '\0') {
		const char *next;
		uint32_t expected = utf8_next(&word);
		if (peek_character(s, &next) != expected)
			return NULL;
		s = next;
	}
	return s;
}

/* The longest currency here is skipped, if there is one. */
static const char *skip_currency(const char *s)
{
	const char *best = s, *next;
	uint32_t code = peek_character(s, &next);
	char first[4];

	if (code == 0 || (code >= '0' && code <= '9'))
		return s;
	size_t length = utf8_encode(first, code);
	for (size_t i = 0; i < sizeof currencies / sizeof currencies[0]; i++) {
		if (strncmp(currencies[i], first, length) != 0)
			continue;
		const char *after = after_word(s, currencies[i]);
		if (after != NULL && after > best)
			best = after;
	}
	return best;
}

struct sum {
	int64_t whole;
	int cents;
	uint32_t group;     /* the separator of groups, 0 while there was none */
	int groups, digits; /* digits in the group being read */
	bool zero;          /* the first group begins with 0 */
};

static bool add_digit(struct sum *sum, char c)
{
	if (sum->groups == 0 && sum->digits == 0)
		sum->zero = c == '0';
	sum->digits++;
	return !__builtin_mul_overflow(sum->whole, 10, &sum->whole) &&
	       !__builtin_add_overflow(sum->whole, c - '0', &sum->whole);
}

/* A separator with three digits after it, and only such separators. */
static bool add_group(struct sum *sum, uint32_t sign)
{
	if ((sum->group != 0 && sum->group != sign) || (sum->groups == 0 && (sum->digits > 3 || sum->zero)) ||
	    (sum->groups > 0 && sum->digits != 3))
		return false;
	sum->group = sign;
	sum->groups++;
	sum->digits = 0;
	return true;
}

static int count_digits(const char *s)
{
	int n = 0;

	while (ascii_is_digit(s[n]))
		n++;
	return n;
}

/* One or two digits at ${s} and no more separators and digits after them: these are cents. */
static bool is_fraction(const char *s)
{
	int n = count_digits(s);

	if (n != 1 && n != 2)
		return false;
	s = utf8_skip_blanks(s + n);
	return !ascii_is_digit(*s) && !((*s == ',' || *s == '.') && ascii_is_digit(s[1]));
}

/* Read the number; NULL if it is not one. */
static const char *read_sum(const char *s, struct sum *sum)
{
	const char *next;

	if (!ascii_is_digit(*s))
		return NULL;
	for (;;) {
		while (ascii_is_digit(*s))
			if (!add_digit(sum, *s++))
				return NULL;
		uint32_t sign = peek_character(s, &next);
		if (sign == ' ' && !ascii_is_digit(*next))
			break;
		if (sign != ' ' && sign != ',' && sign != '.')
			break;
		if (sign != ' ' && is_fraction(next)) {
			if (sum->group == sign)
				return NULL;
			sum->cents = (next[0] - '0') * 10 + (ascii_is_digit(next[1]) ? next[1] - '0' : 0);
			s = next + count_digits(next);
			break;
		}
		if (!add_group(sum, sign) || !ascii_is_digit(*next))
			return NULL;
		s = next;
	}
	return sum->groups > 0 && sum->digits != 3 ? NULL : s;
}

static const char *skip_sign(const char *s, bool *negative)
{
	const char *next;
	uint32_t code = peek_character(s, &next);

	if (code != '-' && code != 0x2212 && code != '+')
		return s;
	*negative = code != '+';
	return utf8_skip_blanks(next);
}

enum status money_parse(const char *text, money_t *money)
{
	struct sum sum = {0};
	bool negative = false;
	const char *s, *before;
	int64_t minor;

	if (text == NULL)
		return CRM_DATA;
	before = utf8_skip_blanks(text);
	s = skip_sign(before, &negative);
	bool signed_already = s != before;
	before = s;
	s = utf8_skip_blanks(skip_currency(s));
	bool currency = s != before;
	if (currency && !signed_already)
		s = skip_sign(s, &negative);
	s = read_sum(s, &sum);
	if (s == NULL)
		return CRM_DATA;
	s = utf8_skip_blanks(s);
	if (!currency)
		s = utf8_skip_blanks(skip_currency(s));
	if (*s != '\0' || __builtin_mul_overflow(sum.whole, 100, &minor) ||
	    __builtin_add_overflow(minor, sum.cents, &minor))
		return CRM_DATA;
	*money = negative ? -minor : minor;
	return CRM_OK;
}

void money_put(struct buf *buf, money_t money)
{
	uint64_t minor = money < 0 ? -(uint64_t)money : (uint64_t)money;
	char cents[3] = {'.', (char)('0' + minor / 10 % 10), (char)('0' + minor % 10)};

	if (money < 0)
		buf_char(buf, '-');
	buf_int(buf, (int64_t)(minor / 100));
	buf_add(buf, cents, sizeof cents);
}
