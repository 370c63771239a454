#include "base/text/phone.h"

#include <stdbool.h>
#include <string.h>

#include "base/text/casefold.h"

#define MOST_DIGITS 15 /* of an international number */

/* Russia and Kazakhstan share a code: each is asked for the numbers of the other, too. */
#define SEVEN "9 70 77 74 71 72 73 75 76 785 49 80 81 82 83 84 85 86 87 30 33 34 35 36 38 39 40 41 42 47 48 "

/*
 * National numbers: how long they are and how they begin (loosely: ranges open more often than tables are renewed).
 * Service numbers (800…) may have another length. ${trunk} is what is dialled before a number inside the country.
 */
static const struct country {
	char name[3], code[4];
	const char *trunk[3];
	int length;
	const char *lead; /* beginnings, a blank after each; "" is any */
	int service_length;
	const char *service;
} countries[] = {
    {"RU", "7", {"8"}, 10, SEVEN, 0, ""},
    {"KZ", "7", {"8"}, 10, SEVEN, 0, ""},
    {"BY", "375", {"80", "8", "0"}, 9, "15 16 17 2 33 44 80 90 ", 10, "800 801 803 810 902 "},
    {"UA", "380", {"0", "80"}, 9, "3 4 5 6 7 8 9 ", 10, "800 900 "},
    {"UZ", "998", {"8", "0"}, 9, "2 3 5 6 7 8 9 ", 0, ""},
    {"KG", "996", {"0"}, 9, "2 3 5 6 7 8 9 ", 10, "800 "},
    {"AM", "374", {"0"}, 8, "1 2 3 4 5 6 7 8 9 ", 0, ""},
    {"GE", "995", {"0"}, 9, "3 4 5 70 79 80 ", 0, ""},
    {"AZ", "994", {"0"}, 9, "1 2 36 4 5 60 7 8 90 99 ", 0, ""},
    {"TJ", "992", {"8"}, 9, "", 0, ""},
    {"MD", "373", {"0"}, 8, "2 3 5 6 7 8 9 ", 0, ""},
    {"TM", "993", {"8"}, 8, "1 2 3 4 5 6 7 ", 0, ""},
};

enum { COUNTRIES = sizeof countries / sizeof countries[0] };

static bool begins_with_lead(const char *digits, const char *lead)
{
	const char *d = digits;
	bool same = true;

	if (*lead == '\0')
		return true;
	for (; *lead != '\0'; lead++) {
		if (*lead != ' ') {
			same = same && *lead == *d++;
		} else if (same) {
			return true;
		} else {
			same = true;
			d = digits;
		}
	}
	return false;
}

static int64_t append_digits(int64_t number, const char *digits)
{
	for (; *digits != '\0'; digits++)
		number = number * 10 + (*digits - '0');
	return number;
}

/* The whole number of these ${n} national digits, or 0. */
static int64_t exact_number(const struct country *country, const char *digits, int n)
{
	if ((n == country->length && begins_with_lead(digits, country->lead)) ||
	    (n == country->service_length && begins_with_lead(digits, country->service)))
		return append_digits(append_digits(0, country->code), digits);
	return 0;
}

/* The same, perhaps with the trunk prefix. */
static int64_t national_number(const struct country *country, const char *digits, int n)
{
	int64_t number = exact_number(country, digits, n);

	for (int i = 0; number == 0 && i < 3 && country->trunk[i] != NULL; i++) {
		int length = (int)strlen(country->trunk[i]);
		if (n > length && strncmp(digits, country->trunk[i], (size_t)length) == 0)
			number = exact_number(country, digits + length, n - length);
	}
	return number;
}

/* A code is one digit or three. */
static int code_length(const struct country *country, const char *digits)
{
	const char *code = country->code;

	if (code[0] != digits[0])
		return 0;
	if (code[1] == '\0')
		return 1;
	return code[1] == digits[1] && code[2] == digits[2] ? 3 : 0;
}

/* By the country code in front, if it is one of the table: *${known}. A trunk prefix written after the code is
   forgiven. */
static int64_t international_number(const char *digits, int n, bool *known)
{
	*known = false;
	for (int i = 0; i < COUNTRIES; i++) {
		int length = code_length(&countries[i], digits);
		if (length > 0 && n > length) {
			*known = true;
			return national_number(&countries[i], digits + length, n - length);
		}
	}
	return 0;
}

/* After a plus or an international prefix. */
static int64_t with_code(const char *digits, int n)
{
	bool known;
	int64_t number = international_number(digits, n, &known);

	if (known)
		return number;
	/* +8 9…: somebody put a plus before the trunk prefix; no country has code 89. */
	if (n == 11 && digits[0] == '8' && digits[1] == '9')
		return exact_number(&countries[0], digits + 1, n - 1);
	return n >= 8 && n <= MOST_DIGITS && digits[0] != '0' ? append_digits(0, digits) : 0;
}

static const struct country *find_country(const char *name)
{
	if (name == NULL || name[0] == '\0')
		return NULL;
	for (int i = 0; i < COUNTRIES; i++)
		if (countries[i].name[0] == name[0] && countries[i].name[1] == name[1] && name[2] == '\0')
			return &countries[i];
	return NULL;
}

int phone_begun(const char *digits, bool plus, const char *name, char begun[PHONE_BEGUN_MAX][24])
{
	const struct country *country = find_country(name);
	int n = 0;
	(void)snprintf(begun[n++], 24, "%.15s", digits);
	if (plus || country == NULL)
		return n;
	for (int i = 0; i < 3 && country->trunk[i] != NULL; i++) {
		size_t length = strlen(country->trunk[i]);
		if (strncmp(digits, country->trunk[i], length) == 0 && digits[length] != '\0')
			(void)snprintf(begun[n++], 24, "%s%.15s", country->code, digits + length);
	}
	if (n == 1)
		(void)snprintf(begun[n++], 24, "%s%.15s", country->code, digits);
	return n;
}

bool phone_country_known(const char *name)
{
	return find_country(name) != NULL;
}

void phone_countries_put(struct buf *buf)
{
	for (int i = 0; i < COUNTRIES; i++)
		buf_format(buf, "%s%s", i > 0 ? " " : "", countries[i].name);
}

static int64_t read_number(const char *digits, int n, bool plus, const char *name)
{
	const struct country *country = find_country(name);
	bool known;
	int64_t number;

	if (n < 8 || n > MOST_DIGITS + 3)
		return 0;
	if (plus)
		return with_code(digits, n);
	if (country != NULL && (number = national_number(country, digits, n)) != 0)
		return number;
	if ((number = international_number(digits, n, &known)) != 0)
		return number;
	if (digits[0] == '8' && n == 11 && (number = exact_number(&countries[0], digits + 1, n - 1)) != 0)
		return number;
	if (digits[0] == '0' && digits[1] == '0')
		return with_code(digits + 2, n - 2);
	if (strncmp(digits, "810", 3) == 0)
		return with_code(digits + 3, n - 3);
	return 0;
}

enum phone_char { DIGIT, LETTER, MARK, PLUS, BREAK, END };

/* What the character at ${s} is to a phone; *${next} is after it. A BREAK separates one number from the next. */
static enum phone_char kind_of(const char *s, const char **next)
{
	unsigned char c = (unsigned char)*s;

	if (c < 0x80) {
		*next = s + (c != '\0');
		if (c >= '0' && c <= '9')
			return DIGIT;
		if ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '@' || c == '_')
			return LETTER;
		if (c == '+')
			return PLUS;
		if (c == ',' || c == ';' || c == '/' || c == '|' || c == '\\' || c == '\n' || c == '\r' || c == '#')
			return BREAK;
		return c == '\0' ? END : MARK;
	}
	*next = s;
	uint32_t code = utf8_next(next);
	if (code == 0xFF0B)
		return PLUS;
	if (code == 0x2028 || code == 0x2029)
		return BREAK;
	/* Typographic blanks, dashes and quotes. */
	return code < 0xC0 || (code >= 0x2000 && code < 0x2070) || code == 0x2212 || utf8_format(code) ? MARK : LETTER;
}

/* After the word ${word} (folded) if the text begins with it, else NULL. */
static const char *after_word(const char *s, const char *word)
{
	while (*word != '\0') {
		uint32_t expected = utf8_next(&word);
		if (utf8_lower(utf8_next(&s)) != expected)
			return NULL;
	}
	return s;
}

/* After what announces an extension, be it in brackets or behind a comma; NULL if it is not there. */
static const char *after_announcement(const char *s)
{
	static const char *const word[] = {"доб", "ext", "внутр", "вн", "x", "х", "#"};
	const char *next;
	enum phone_char kind;

	while (*s != '#' && ((kind = kind_of(s, &next)) == MARK || kind == BREAK))
		s = next;
	if (*s == '\0')
		return NULL;
	for (size_t i = 0; i < sizeof word / sizeof word[0]; i++) {
		const char *after = after_word(s, word[i]);
		/* A letter alone must not be the beginning of some word. */
		if (after != NULL && (i < 4 || kind_of(after, &next) != LETTER))
			return after;
	}
	return NULL;
}

static void read_extension(const char *s, char extension[12])
{
	const char *next;
	enum phone_char kind;
	size_t n = 0;

	s = after_announcement(s);
	while (s != NULL && *s != '\0' && ((kind = kind_of(s, &next)) == MARK || kind == LETTER || *s == '#'))
		s = next;
	while (s != NULL && s[n] >= '0' && s[n] <= '9')
		n++;
	if (n == 0 || n > 11)
		return;
	memcpy(extension, s, n);
	extension[n] = '\0';
}

/* One number's worth of the text: from a digit or a plus to a letter, a plus or a break. */
struct part {
	char digits[MOST_DIGITS + 4];
	int n;
	bool plus, bad;
	const char *end;
};

/* pandas and spreadsheets write a column of numbers as 79161234567.0 */
static bool float_tail(const char *s, int n)
{
	const char *next;

	return n >= 8 && s[0] == '.' && s[1] == '0' && kind_of(s + 2, &next) != DIGIT;
}

static void read_digits(const char *s, struct part *part)
{
	enum phone_char kind, before = MARK;
	const char *next;

	for (;; before = kind, s = next) {
		kind = kind_of(s, &next);
		if (kind == DIGIT) {
			if (part->n < (int)sizeof part->digits - 1)
				part->digits[part->n++] = *s;
			else
				part->bad = true;
		} else if (kind == MARK) {
			if (float_tail(s, part->n))
				next = s + 2;
		} else {
			break;
		}
	}
	/* Digits grown together with letters are a code of some kind. */
	if (kind == LETTER && before == DIGIT && after_announcement(s) == NULL)
		part->bad = true;
	part->digits[part->n] = '\0';
	part->end = s;
}

static bool next_part(const char *s, struct part *part)
{
	enum phone_char kind, before = MARK;
	const char *next;

	while ((kind = kind_of(s, &next)) != DIGIT && kind != PLUS) {
		if (kind == END)
			return false;
		before = kind;
		s = next;
	}
	part->n = 0;
	part->plus = kind == PLUS;
	part->bad = before == LETTER;
	read_digits(part->plus ? next : s, part);
	return true;
}

#define LEAST_SIGNIFICANT 9

/*
 * 7.9161234567E10, as spreadsheets and programs write a large number: its digits in ${digits} of MOST_DIGITS + 2 bytes.
 * False if it is none, or digits were lost in it (7.91612E+10): then nobody can say which number it was.
 */
static bool expand_power_of_ten(const char *s, char *digits)
{
	int n = 0, whole = 0, power = 0;

	s += strspn(s, " '\"=+");
	for (; (*s >= '0' && *s <= '9') || ((*s == '.' || *s == ',') && whole == 0 && n > 0); s++) {
		if (*s == '.' || *s == ',')
			whole = n;
		else if (n < MOST_DIGITS)
			digits[n++] = *s;
		else
			return false;
	}
	if (n < LEAST_SIGNIFICANT || (*s != 'E' && *s != 'e'))
		return false;
	s += 1 + (s[1] == '+');
	for (; *s >= '0' && *s <= '9' && power < 100; s++)
		power = power * 10 + (*s - '0');
	s += strspn(s, " '\"");
	whole = (whole == 0 ? n : whole) + power;
	if (*s != '\0' || power == 0 || whole < n || whole > MOST_DIGITS)
		return false;
	while (n < whole)
		digits[n++] = '0';
	digits[n] = '\0';
	return true;
}

struct phone phone_parse(const char *text, const char *country)
{
	struct phone phone = {0};
	struct part part;
	char digits[MOST_DIGITS + 2];

	if (text != NULL && expand_power_of_ten(text, digits))
		text = digits;
	for (; text != NULL && phone.e164 == 0 && next_part(text, &part); text = part.end)
		if (!part.bad)
			phone.e164 = read_number(part.digits, part.n, part.plus, country);
	if (phone.e164 != 0)
		read_extension(part.end, phone.extension);
	return phone;
}
