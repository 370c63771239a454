#include "base/value/money_private.h"

#include <string.h>

#include "base/text/ascii.h"
#include "base/text/casefold.h"

/* Folded; longer ones win. A word that ends in a letter may have a dot, and a currency, right behind it. */
static const struct {
	const char *word;
	int power; /* of ten */
} multiples[] = {{"тысяч", 3}, {"тысячи", 3}, {"тысяча", 3}, {"тыс", 3}, {"тыщ", 3}, {"тыр", 3}, {"тысячах", 3},
    {"т", 3}, {"к", 3}, {"k", 3}, {"thousand", 3}, {"thousands", 3}, {"ths", 3}, {"thsd", 3}, {"миллионов", 6},
    {"миллиона", 6}, {"миллион", 6}, {"миллионах", 6}, {"млн", 6}, {"лям", 6}, {"ляма", 6}, {"лямов", 6}, {"м", 6},
    {"m", 6}, {"mm", 6}, {"mln", 6}, {"mn", 6}, {"mio", 6}, {"mil", 6}, {"million", 6}, {"millions", 6}, {"кк", 6},
    {"kk", 6}, {"миллиардов", 9}, {"миллиарда", 9}, {"миллиард", 9}, {"млрд", 9}, {"b", 9}, {"bn", 9}, {"bln", 9},
    {"mrd", 9}, {"billion", 9}, {"триллион", 12}, {"трлн", 12}, {"trillion", 12}};

static const char *const small_change[] = {"коп", "копеек", "копейки", "копейка", "к", "kop", "c", "cents", "ct"};

const char *money_after_word(const char *s, const char *word)
{
	char code[CURRENCY_ROOM];
	const char *next;

	while (*word != '\0') {
		if (utf8_peek_folded(s, &next) != utf8_next(&word))
			return NULL;
		s = next;
	}
	uint32_t follows = utf8_peek_folded(s, &next);
	if (follows == '.')
		return next;
	return currency_letter(follows) && currency_take(s, NULL, code) == s ? NULL : s;
}

#define GROUPS 12

/* A number taken apart: digits, and what stands between them. */
struct figure {
	struct {
		const char *digits;
		int n;
	} group[GROUPS];
	uint32_t between[GROUPS]; /* [i]: before group i */
	int n;
};

/* ' ` ’ ʼ ′ _ are what some countries, and programs, put between thousands. */
static uint32_t separator(uint32_t code)
{
	return code == '\'' || code == '`' || code == 0x2019 || code == 0x2BC || code == 0x2032 || code == '_' ? '\''
	                                                                                                       : code;
}

/* Groups of digits with single separators between them; NULL if there are none, or too many. */
static const char *take_figure(const char *s, struct figure *figure)
{
	for (;;) {
		const char *next;
		int n = 0;

		while (ascii_is_digit(s[n]))
			n++;
		if (n == 0 || figure->n == GROUPS)
			return NULL;
		figure->group[figure->n].digits = s;
		figure->group[figure->n++].n = n;
		s += n;
		uint32_t sign = separator(utf8_peek_folded(s, &next));
		if ((sign != ' ' && sign != ',' && sign != '.' && sign != '\'') || !ascii_is_digit(*next))
			return s;
		if (figure->n < GROUPS)
			figure->between[figure->n] = sign;
		s = next;
	}
}

/* Are the first ${n} groups thousands, all parted alike? In India all but the last have two digits. */
static bool is_grouped(const struct figure *figure, int n)
{
	bool threes = figure->group[0].n <= 3, twos = figure->group[0].n <= 2 && figure->between[1] == ',' && n > 2;

	if (n > 1 && *figure->group[0].digits == '0')
		return false;
	for (int i = 1; i < n; i++) {
		if (figure->between[i] != figure->between[1])
			return false;
		threes = threes && figure->group[i].n == 3;
		twos = twos && figure->group[i].n == (i == n - 1 ? 3 : 2);
	}
	return n == 1 || threes || twos;
}

static unsigned parts_off(uint32_t sign)
{
	return sign == ',' ? MONEY_COMMA_PARTS : sign == '.' ? MONEY_DOT_PARTS : 0;
}

static unsigned groups_with(uint32_t sign)
{
	return sign == ',' ? MONEY_COMMA_GROUPS : sign == '.' ? MONEY_DOT_GROUPS : 0;
}

/* One separator: how many digits stand around it says what it is. */
static bool is_lone_decimal(const struct figure *figure, char decimals, bool multiplied, unsigned *says)
{
	uint32_t sign = figure->between[1];
	int before = figure->group[0].n;
	bool zero = *figure->group[0].digits == '0';

	if (sign != ',' && sign != '.')
		return false;
	if (multiplied)
		return true;
	if (figure->group[1].n == 3 && before <= 3 && !zero) {
		*says |= sign == ',' ? MONEY_COMMA_EITHER : MONEY_DOT_EITHER;
		return sign == (unsigned char)decimals;
	}
	*says |= parts_off(sign);
	return figure->group[1].n != 3 || !zero || before == 1;
}

/* How many of the groups are before the decimal sign; 0 if they cannot be read. */
static int whole_groups(const struct figure *figure, char decimals, bool multiplied, unsigned *says)
{
	int n = figure->n;
	uint32_t last = n > 1 ? figure->between[n - 1] : 0;

	if (n == 1)
		return 1;
	if (n == 2 && is_lone_decimal(figure, decimals, multiplied, says))
		return 1;
	if (n > 2 && (last == ',' || last == '.') && last != figure->between[1]) {
		*says |= parts_off(last) | groups_with(figure->between[1]);
		return is_grouped(figure, n - 1) ? n - 1 : 0;
	}
	if (n > 2)
		*says |= groups_with(last);
	return is_grouped(figure, n) ? n : 0;
}

static bool multiply(int64_t *value, int power)
{
	while (power-- > 0)
		if (__builtin_mul_overflow(*value, 10, value))
			return false;
	return true;
}

/* Digits behind the decimal sign, ${power} places to the left of minor units: what they come to, rounded. */
static bool fraction_of(const char *digits, int n, int power, int64_t *minor, bool *rounded)
{
	int64_t value = 0;
	int used = n < power ? n : power;

	for (int i = 0; i < used; i++)
		if (__builtin_mul_overflow(value, 10, &value) || __builtin_add_overflow(value, digits[i] - '0', &value))
			return false;
	for (int i = used; i < n; i++)
		*rounded = *rounded || digits[i] != '0';
	if (!multiply(&value, power - used))
		return false;
	*minor = value + (n > used && digits[used] >= '5');
	return true;
}

/* The figure times ten to ${power}, in minor units. */
static bool value_of(const struct figure *figure, int whole, int power, struct money_written *written)
{
	int64_t value = 0, cents = 0;

	for (int g = 0; g < whole; g++)
		for (int i = 0; i < figure->group[g].n; i++)
			if (__builtin_mul_overflow(value, 10, &value) ||
			    __builtin_add_overflow(value, figure->group[g].digits[i] - '0', &value))
				return false;
	if (value != 0 && !multiply(&value, power + 2))
		return false;
	if (whole < figure->n &&
	    !fraction_of(figure->group[whole].digits, figure->group[whole].n, power + 2, &cents, &written->rounded))
		return false;
	return !__builtin_add_overflow(value, cents, &written->money);
}

const char *money_take_multiple(const char *s, int *power)
{
	char code[CURRENCY_ROOM];
	const char *best = s, *next, *blank = utf8_skip_blanks(s);
	uint32_t letter = utf8_peek_folded(s, &next);

	if (letter == 'e' || letter == 0x435) {
		next += *next == '+';
		int value = ascii_is_digit(next[0]) ? next[0] - '0' : -1;
		bool two = value >= 0 && ascii_is_digit(next[1]);
		value = two ? value * 10 + (next[1] - '0') : value;
		if (value >= 0 && !ascii_is_digit(next[1 + two])) {
			*power = value;
			return next + 1 + two;
		}
	}
	if (!currency_letter(utf8_peek_folded(blank, &next)) || currency_take(blank, NULL, code) != blank)
		return s;
	for (size_t i = 0; i < sizeof multiples / sizeof *multiples; i++) {
		const char *after = money_after_word(blank, multiples[i].word);
		if (after == NULL || after <= best)
			continue;
		best = after;
		*power = multiples[i].power;
	}
	return best;
}

/* "200 тыс." behind "1 млн". */
static const char *take_smaller(const char *s, int above, struct money_written *written)
{
	struct figure figure = {.n = 0};
	struct money_written part = {0};
	const char *at = utf8_skip_blanks(s), *end = ascii_is_digit(*at) ? take_figure(at, &figure) : NULL;
	int power = 0;

	if (end == NULL)
		return s;
	const char *after = money_take_multiple(end, &power);
	int whole = whole_groups(&figure, 0, true, &part.says);
	if (after == end || power >= above || whole == 0 || !value_of(&figure, whole, power, &part) ||
	    __builtin_add_overflow(written->money, part.money, &written->money))
		return s;
	written->rounded = written->rounded || part.rounded;
	return after;
}

/* "50 коп." behind the currency. */
static const char *take_small_change(const char *s, struct money_written *written)
{
	int n = 0, cents = 0;

	while (n < 3 && ascii_is_digit(s[n]))
		cents = cents * 10 + (s[n++] - '0');
	if (n == 0 || n > 2 || written->money % 100 != 0)
		return s;
	const char *word = utf8_skip_blanks(s + n);
	if (n == 2 && *word == '\0' && !__builtin_add_overflow(written->money, cents, &written->money))
		return word;
	for (size_t i = 0; i < sizeof small_change / sizeof *small_change; i++) {
		const char *after = money_after_word(word, small_change[i]);
		if (after != NULL && !__builtin_add_overflow(written->money, cents, &written->money))
			return utf8_skip_blanks(after);
	}
	return s;
}

static const char *skip_bar(const char *s)
{
	s = utf8_skip_blanks(s);
	return *s == '|' ? utf8_skip_blanks(s + 1) : s;
}

/* What stands around the figure. */
struct around {
	const char *own;
	bool negative, signed_already, bracket;
	char currency[CURRENCY_ROOM];
	const char *currency_at; /* where it was written; NULL: not yet */
	size_t currency_length;
};

/* A currency, unless another stands there already: "$1000 CAD" names one twice, "$5 $" is nothing. */
static const char *take_currency(const char *s, struct around *around)
{
	char code[CURRENCY_ROOM];
	const char *after = currency_take(s, around->own, code);

	if (after == s)
		return s;
	if (around->currency_at != NULL) {
		size_t length = (size_t)(after - s);
		bool which_dollar = around->currency_length == 1 && *around->currency_at == '$' && length == 3 &&
		                    *s >= 'A' && *s <= 'Z';
		bool same = length == around->currency_length && memcmp(s, around->currency_at, length) == 0;
		if (same || (strcmp(code, around->currency) != 0 && !which_dollar))
			return s;
	}
	around->currency_at = s;
	around->currency_length = (size_t)(after - s);
	memcpy(around->currency, code, sizeof code);
	return after;
}

static const char *take_sign(const char *s, struct around *around)
{
	const char *next;
	uint32_t code = utf8_peek_folded(s, &next);

	if (around->signed_already || (code != '-' && code != 0x2212 && code != 0x2013 && code != '+'))
		return s;
	around->negative = code != '+';
	around->signed_already = true;
	return next;
}

/* A sign, a currency and a bracket, in whatever order. */
static const char *take_front(const char *s, struct around *around)
{
	for (;;) {
		const char *before = s;

		s = skip_bar(take_sign(s, around));
		if (around->currency_at == NULL)
			s = skip_bar(take_currency(s, around));
		if (*s == '(' && !around->bracket && !around->signed_already) {
			around->bracket = around->negative = true;
			s = utf8_skip_blanks(s + 1);
		}
		if (s == before)
			return s;
	}
}

static const char *skip_bracket(const char *s, bool *open)
{
	s = skip_bar(s);
	if (*s != ')' || !*open)
		return s;
	*open = false;
	return skip_bar(s + 1);
}

static bool is_dash(uint32_t code)
{
	return code == '-' || code == 0x2013 || code == 0x2014;
}

/* ",-", ".-", ",--" and "=" stand for no kopecks. */
static const char *skip_no_cents(const char *s)
{
	const char *next, *after;

	if ((*s == ',' || *s == '.') && is_dash(utf8_peek_folded(s + 1, &next)))
		return is_dash(utf8_peek_folded(next, &after)) ? after : next;
	next = utf8_skip_blanks(s);
	return *next == '=' ? next + 1 : s;
}

/* "1 250 000-00" and "1250=50": kopecks behind a dash. Of a short number, or of a year, it may be a range or a date. */
static const char *take_dashed(const char *s, struct figure *figure)
{
	const char *first = figure->group[0].digits, *next;
	uint32_t sign = utf8_peek_folded(s, &next);
	bool year = figure->n == 1 && s - first == 4 && (strncmp(first, "19", 2) == 0 || strncmp(first, "20", 2) == 0);

	if ((sign != '=' && !is_dash(sign)) || s - first < 3 || year || figure->n == GROUPS)
		return s;
	if (!ascii_is_digit(next[0]) || !ascii_is_digit(next[1]) || ascii_is_digit(next[2]))
		return s;
	figure->group[figure->n].digits = next;
	figure->group[figure->n++].n = 2;
	return next + 2;
}

/* What stands behind the figure and its multiple: a currency, kopecks, the tax, the sum again in words. */
static const char *take_back(const char *s, struct around *around, struct money_written *written)
{
	char spelled[CURRENCY_ROOM];
	bool open = around->bracket;
	const char *before;

	s = skip_bracket(skip_no_cents(s), &open);
	before = s;
	s = money_skip_spelled(s, around->own, spelled);
	if (spelled[0] != '\0' && around->currency_at == NULL) {
		around->currency_at = before;
		memcpy(around->currency, spelled, sizeof spelled);
	}
	before = s;
	s = skip_bracket(take_currency(s, around), &open);
	if (s > before && (*s == '.' || *s == ';'))
		s = utf8_skip_blanks(s + 1);
	s = skip_bracket(skip_no_cents(take_small_change(s, written)), &open);
	before = s;
	s = money_skip_tax(s);
	written->unsure = written->unsure || s > before;
	return *s == '\0' && !open ? s : NULL;
}

/* A heading says thousands, or kopecks; the sum names roubles, or is as large as one in roubles: one of them is
   wrong. */
static bool contradicts(const struct money_written *written, int power)
{
	static const int64_t most[] = {[3] = INT64_C(100000000000), [6] = INT64_C(1000000000000)};
	money_t money = written->money < 0 ? -written->money : written->money;

	return power != 0 &&
	       (written->currency[0] != '\0' || (power > 0 && power <= 6 && most[power] != 0 && money >= most[power]));
}

enum status money_read(const char *text, const struct money_way *way, struct money_written *written)
{
	static const struct money_way unknown = {.decimals = 0};
	struct figure figure = {.n = 0};
	int power = 0;
	const char *s;

	way = way != NULL ? way : &unknown;
	struct around around = {.own = way->own};

	if (text == NULL)
		return CRM_DATA;
	*written = (struct money_written){0};
	s = utf8_skip_blanks(text);
	if (s[0] == '\'') /* how a spreadsheet keeps a number from being one */
		s = utf8_skip_blanks(s + 1);
	const char *about = money_skip_about(s);
	written->unsure = about > s;
	s = take_figure(take_front(about, &around), &figure);
	if (s == NULL)
		return CRM_DATA;
	const char *after = money_take_multiple(s, &power);
	bool multiplied = after != s;
	if (!multiplied)
		power = way->power;
	int whole = whole_groups(&figure, way->decimals, multiplied, &written->says);
	if (whole == figure.n && !multiplied)
		after = take_dashed(s, &figure);
	if (whole == 0 || !value_of(&figure, whole, power, written))
		return CRM_DATA;
	if (multiplied)
		after = take_smaller(after, power, written);
	if (take_back(after, &around, written) == NULL)
		return CRM_DATA;
	if (around.negative)
		written->money = -written->money;
	memcpy(written->currency, around.currency, sizeof around.currency);
	written->unsure = written->unsure || (!multiplied && way->unsure);
	written->contradicts = !multiplied && contradicts(written, power);
	return CRM_OK;
}

char money_decimals(unsigned says)
{
	bool comma = (says & (MONEY_COMMA_PARTS | MONEY_COMMA_GROUPS)) == MONEY_COMMA_PARTS;
	bool dot = (says & (MONEY_DOT_PARTS | MONEY_DOT_GROUPS)) == MONEY_DOT_PARTS;

	if (comma == dot)
		return 0;
	if (comma)
		return says & MONEY_COMMA_EITHER ? ',' : 0;
	return says & MONEY_DOT_EITHER ? '.' : 0;
}

bool money_either(const char *text)
{
	const char *at = strpbrk(text, ",.");

	return at != NULL && ascii_is_digit(at[1]) && ascii_is_digit(at[2]) && ascii_is_digit(at[3]) &&
	       !ascii_is_digit(at[4]);
}

enum status money_parse(const char *text, money_t *money)
{
	struct money_written written;
	enum status status = money_read(text, NULL, &written);

	if (status == CRM_OK)
		*money = written.money;
	return status;
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
