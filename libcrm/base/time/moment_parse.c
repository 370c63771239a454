/* Dates and times as people and programs write them, from numbers, words and signs. */
#include "base/time/moment_private.h"

#include "base/time/date_tokens_private.h"

#define HOUR 3600
#define DAY 86400

bool moment_day(int64_t year, int64_t month, int64_t mday, day_t *day)
{
	static const int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};

	if (year < 1 || year > 9999 || month < 1 || month > 12 || mday < 1)
		return false;
	bool leap = month == 2 && year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
	if (mday > days[month - 1] + leap)
		return false;
	*day = day_of((int)year, (int)month, (int)mday);
	return true;
}

bool moment_time(int64_t hour, int64_t minute, int64_t second, struct moment *moment)
{
	if (hour > 23 || minute > 59 || second > 60)
		return false;
	if (second == 60) /* a leap second: instants have none */
		second = 59;
	moment->seconds = (int)(hour * HOUR + minute * 60 + second);
	moment->has_time = true;
	return true;
}

bool moment_either(int64_t first, int64_t second, int64_t year, enum date_order order, struct moment *moment)
{
	moment->says = first > 12                                   ? DATE_DAY_FIRST
	               : second > 12                                ? DATE_MONTH_FIRST
	               : first != second && first > 0 && second > 0 ? DATE_EITHER
	                                                            : DATE_SAYS_NOTHING;
	if (second > 12 || (order == DATES_MDY && first <= 12))
		return moment_day(year, first, second, &moment->day);
	return moment_day(year, second, first, &moment->day);
}

/* A text on its way from tokens to a moment. */
struct dating {
	const struct date_token *at;
	enum date_order order;
	struct moment *moment;
	bool yearless; /* "Nov 20" of "Nov 20 10:00:00 2026" */
	int64_t month, mday;
};

static bool take_sign(struct dating *d, char sign)
{
	if (!date_is_sign(d->at, sign))
		return false;
	d->at++;
	return true;
}

static bool take_word(struct dating *d, const char *const *words)
{
	for (; *words != NULL; words++)
		if (date_is_word(d->at, *words)) {
			d->at++;
			return true;
		}
	return false;
}

/* A year of two digits is of this century, or of the last from 70 on. */
static bool year_of(const struct date_token *token, int64_t *year)
{
	if (token->kind != DATE_NUMBER || (token->digits != 4 && token->digits != 2))
		return false;
	*year = token->digits == 4 ? token->value : token->value + (token->value < 70 ? 2000 : 1900);
	return true;
}

static bool is_number(const struct date_token *token, int most)
{
	return token->kind == DATE_NUMBER && token->digits <= most;
}

static void skip_year_word(struct dating *d)
{
	static const char *const words[] = {"г", "год", "года", NULL};

	take_word(d, words);
}

/* 23.11.2026, 11/23/26, 2026/11/23: three numbers with one sign between them. */
static bool take_numeric(struct dating *d)
{
	const struct date_token *t = d->at;
	struct moment *moment = d->moment;
	char between = t[1].sign;
	int64_t first = t->value, second = t[2].value, third = t[4].value, year;

	if ((between != '-' && between != '.' && between != '/') || !is_number(&t[2], 2) ||
	    !date_is_sign(&t[3], between) || t[4].kind != DATE_NUMBER)
		return false;
	d->at += 5;
	if (t->digits == 4 || (t->digits == 2 && t[4].digits == 2 && (d->order == DATES_YMD || first > 31)))
		return year_of(t, &year) && is_number(&t[4], 2) && moment_day(year, second, third, &moment->day);
	if (t->digits > 2 || !year_of(&t[4], &year))
		return false;
	skip_year_word(d);
	return moment_either(first, second, year, d->order, moment);
}

static void skip_between(struct dating *d)
{
	static const char *const words[] = {"of", "st", "nd", "rd", "th", "го", "числа", NULL};

	while (date_is_sign(d->at, '-') || date_is_sign(d->at, '.') || date_is_sign(d->at, '/') ||
	       date_is_sign(d->at, ',') || take_word(d, words))
		d->at += d->at->kind == DATE_SIGN;
}

/* "15 Apr, 2021", "15 апреля 2021 г.", "15-Apr-21", "2021 Apr 15", "April 15th, 2021". */
static bool take_named(struct dating *d)
{
	const struct date_token *number = d->at->kind == DATE_NUMBER ? d->at++ : NULL;
	int64_t year;

	if (number != NULL)
		skip_between(d);
	d->month = d->at->kind == DATE_WORD ? date_month_word(d->at->word) : 0;
	if (d->month == 0)
		return false;
	d->at++;
	skip_between(d);
	if (number == NULL) {
		if (!is_number(d->at, 2))
			return false;
		d->mday = (d->at++)->value;
		const struct date_token *after = d->at;
		skip_between(d);
		if (!year_of(d->at, &year) || d->at->digits != 4 || date_is_sign(&d->at[1], ':')) {
			d->at = after;
			d->yearless = true;
			return true;
		}
		d->at++;
		skip_year_word(d);
		return moment_day(year, d->month, d->mday, &d->moment->day);
	}
	if (number->digits == 4 && year_of(number, &year))
		return is_number(d->at, 2) && moment_day(year, d->month, (d->at++)->value, &d->moment->day);
	if (number->digits > 2 || !year_of(d->at, &year))
		return false;
	d->at++;
	skip_year_word(d);
	return moment_day(year, d->month, number->value, &d->moment->day);
}

/* 101500 or 1015 */
static bool take_compact_time(struct dating *d)
{
	int64_t value = d->at->value;

	if (d->at->kind != DATE_NUMBER || (d->at->digits != 6 && d->at->digits != 4))
		return false;
	if (d->at->digits == 4)
		value *= 100;
	d->at++;
	return moment_time(value / 10000, value / 100 % 100, value % 100, d->moment);
}

/* 20261120, 20112026, 20261120101500. */
static bool take_compact(struct dating *d)
{
	const struct date_token *token = d->at++;
	int64_t day = token->value, time = 0;

	if (token->digits > 8) {
		time = token->digits == 12 ? token->value % 10000 * 100 : token->value % 1000000;
		day = token->value / (token->digits == 12 ? 10000 : 1000000);
		if (!moment_time(time / 10000, time / 100 % 100, time % 100, d->moment))
			return false;
	}
	if (day / 10000 >= 1900 && day / 10000 < 2200)
		if (moment_day(day / 10000, day / 100 % 100, day % 100, &d->moment->day))
			return true;
	bool month_first = d->order == DATES_MDY;
	int64_t first = day / 1000000, second = day / 10000 % 100;
	return day % 10000 >= 1900 && day % 10000 < 2200 &&
	       moment_day(day % 10000, month_first ? first : second, month_first ? second : first, &d->moment->day);
}

static bool take_date(struct dating *d)
{
	const struct date_token *t = d->at;

	if (t->kind == DATE_NUMBER && (t->digits == 8 || t->digits == 12 || t->digits == 14))
		return take_compact(d);
	if (t->kind == DATE_NUMBER && t->digits <= 4 && t[1].kind == DATE_SIGN && t[2].kind == DATE_NUMBER)
		return take_numeric(d);
	return take_named(d);
}

static bool take_half(struct dating *d, int64_t *hour)
{
	bool after = date_is_word(d->at, "pm");

	if (!after && !date_is_word(d->at, "am"))
		return true;
	d->at++;
	if (*hour > 12) /* 22:55 PM, as some programs have it */
		return after;
	*hour = *hour % 12 + (after ? 12 : 0);
	return true;
}

/* hh:mm[:ss[.fraction]] [AM], 10 PM; also with dots, and 10-15 at the end. */
static bool take_time(struct dating *d)
{
	const struct date_token *t = d->at;
	int64_t hour = t->value, minute = 0, second = 0;
	char between = t[1].kind == DATE_SIGN && t[2].kind == DATE_NUMBER && !t[1].apart && !t[2].apart ? t[1].sign : 0;

	if (!is_number(t, 2))
		return false;
	d->at++;
	if (between == ':' || between == '.' || (between == '-' && t[3].kind == DATE_END)) {
		if (t[2].digits != 2)
			return false;
		minute = t[2].value;
		d->at += 2;
	} else if (!date_is_word(d->at, "am") && !date_is_word(d->at, "pm")) {
		return false;
	}
	if ((between == ':' || between == '.') && take_sign(d, between)) {
		if (d->at->kind != DATE_NUMBER || d->at->digits != 2)
			return false;
		second = (d->at++)->value;
		if ((date_is_sign(d->at, '.') || date_is_sign(d->at, ',')) && d->at[1].kind == DATE_NUMBER &&
		    !d->at[1].apart)
			d->at += 2;
	}
	return take_half(d, &hour) && moment_time(hour, minute, second, d->moment);
}

/* The clocks that people name by letters, seconds east of UTC. */
static const struct {
	const char *word;
	int offset;
} zones[] = {{"z", 0}, {"utc", 0}, {"gmt", 0}, {"ut", 0}, {"msk", 3 * HOUR}, {"мск", 3 * HOUR}, {"est", -5 * HOUR},
    {"edt", -4 * HOUR}, {"cst", -6 * HOUR}, {"cdt", -5 * HOUR}, {"mst", -7 * HOUR}, {"mdt", -6 * HOUR},
    {"pst", -8 * HOUR}, {"pdt", -7 * HOUR}, {"cet", HOUR}, {"cest", 2 * HOUR}, {"eet", 2 * HOUR}, {"eest", 3 * HOUR}};

/* +03, +0300, +03:00; behind a word +3 too. */
static bool take_shift(struct dating *d, bool after_word)
{
	int sign = date_is_sign(d->at, '-') ? -1 : 1;
	const struct date_token *number = &d->at[1];
	int64_t hours = number->value, minutes = 0;

	if (number->kind != DATE_NUMBER || number->apart ||
	    (number->digits != 2 && number->digits != 4 && !(after_word && number->digits == 1)))
		return false;
	d->at += 2;
	if (number->digits == 4) {
		hours = number->value / 100;
		minutes = number->value % 100;
	} else if (take_sign(d, ':')) {
		if (d->at->kind != DATE_NUMBER || d->at->digits != 2)
			return false;
		minutes = (d->at++)->value;
	}
	d->moment->offset += sign * (int)(hours * HOUR + minutes * 60);
	d->moment->has_offset = true;
	return hours <= 15 && minutes <= 59;
}

/* True also when there is none; false if it is broken. */
static bool take_offset(struct dating *d)
{
	bool word = false;

	for (size_t i = 0; i < sizeof zones / sizeof *zones && !word; i++) {
		word = date_is_word(d->at, zones[i].word);
		if (word)
			d->moment->offset = zones[i].offset;
	}
	if (word)
		d->at++;
	d->moment->has_offset = d->moment->has_offset || word;
	if (!date_is_sign(d->at, '+') && !date_is_sign(d->at, '-'))
		return true;
	return take_shift(d, word);
}

/* "(MSK)", "[Europe/Moscow]": the offset if it was not said yet, else a comment. */
static bool take_comment(struct dating *d)
{
	char close = date_is_sign(d->at, '(') ? ')' : date_is_sign(d->at, '[') ? ']' : 0;

	if (close == 0)
		return true;
	d->at++;
	if (!d->moment->has_offset && (!take_offset(d) || !d->moment->has_offset))
		return false;
	while (d->at->kind != DATE_END && !date_is_sign(d->at, close))
		d->at++;
	return take_sign(d, close);
}

static bool take_clock(struct dating *d)
{
	return take_time(d) && take_offset(d) && take_comment(d);
}

/* What may stand between a date and its time; then the time must follow. */
static bool take_joint(struct dating *d)
{
	static const char *const words[] = {"в", "at", NULL};
	static const char signs[] = ",;|-_@:";
	const struct date_token *from = d->at;

	if (date_is_word(d->at, "t") && !d->at->apart) {
		d->at++;
		return !d->at->apart;
	}
	for (int i = 0; signs[i]; i++)
		if (take_sign(d, signs[i]))
			break;
	take_word(d, words);
	return d->at != from || d->at->apart;
}

static bool take_rest(struct dating *d)
{
	int64_t year;

	if (d->at->kind == DATE_END)
		return !d->yearless;
	bool compact = d->at[-1].kind == DATE_NUMBER && d->at[-1].digits == 8;
	if (d->moment->has_time || !take_joint(d))
		return d->moment->has_time && take_offset(d);
	if (compact && d->at->kind == DATE_NUMBER && d->at->digits >= 4) {
		if (!take_compact_time(d) || !take_offset(d))
			return false;
	} else if (!take_clock(d)) {
		return false;
	}
	if (!d->yearless)
		return true;
	return year_of(d->at, &year) && moment_day(year, d->month, d->mday, &d->moment->day) && (++d->at, true);
}

#define SERIAL_ZERO (-25569) /* 1899-12-30, which spreadsheets count days from */

/* 45631, 45631.75: days as a spreadsheet counts them, from 1954 to 2173. */
static bool take_serial(struct dating *d)
{
	const struct date_token *days = d->at++;
	double part = 0;

	if (days->value < 20000)
		return false;
	if (take_sign(d, '.') || take_sign(d, ',')) {
		double unit = 1;
		if (d->at->kind != DATE_NUMBER || d->at->apart)
			return false;
		for (int i = 0; i < d->at->digits; i++)
			unit *= 10;
		part = (double)(d->at++)->value / unit;
		d->moment->has_time = true;
	}
	d->moment->day = SERIAL_ZERO + (day_t)days->value;
	d->moment->seconds = (int)(part * DAY + 0.5);
	if (d->moment->seconds >= DAY)
		d->moment->seconds = DAY - 1;
	return true;
}

/* 1795168800, 1795168800.25, 1795168800123: seconds, milliseconds or microseconds since 1970, from 2001 to 2100. */
static bool take_epoch(struct dating *d)
{
	int64_t value = (d->at++)->value;

	while (value >= INT64_C(100000000000))
		value /= 1000;
	if (value < 1000000000 || value >= INT64_C(4102444800))
		return false;
	if (take_sign(d, '.') && (d->at++)->kind != DATE_NUMBER)
		return false;
	d->moment->day = (day_t)(value / DAY);
	d->moment->seconds = (int)(value % DAY);
	d->moment->has_time = d->moment->has_offset = true;
	return true;
}

bool moment_read_care(const char *text, enum date_order order, struct moment *moment)
{
	struct date_token tokens[DATE_TOKENS] = {{0}};
	struct dating d = {.at = tokens, .order = order, .moment = moment};

	if (!date_tokens_read(text, tokens))
		return false;
	bool good;
	if (tokens->kind == DATE_NUMBER && tokens->digits == 5) {
		good = take_serial(&d);
	} else if (tokens->kind == DATE_NUMBER &&
	           (tokens->digits == 10 || tokens->digits == 13 || tokens->digits == 16)) {
		good = take_epoch(&d);
	} else {
		if (tokens->kind == DATE_WORD && date_weekday_word(tokens->word)) {
			d.at++;
			take_sign(&d, ',');
		}
		/* The time may come first. */
		if (is_number(d.at, 2) && date_is_sign(&d.at[1], ':')) {
			good = take_time(&d);
			take_sign(&d, ',');
		} else {
			good = true;
		}
		good = good && take_date(&d) && take_rest(&d);
	}
	return good && d.at->kind == DATE_END;
}
