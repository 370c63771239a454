#include "base/time/clock.h"

#include "base/text/ascii.h"
#include "base/text/casefold.h"

#define HOUR 3600
#define DAY 86400

#define CENTURY INT64_C(3155760000) /* longest span, seconds: more is a slip of the pen, and less never overflows */

/* What was read from a text. */
struct moment {
	day_t day;
	int seconds; /* after midnight */
	int offset;  /* seconds east of UTC */
	bool has_time, has_offset;
};

/* The words for a month as they are written out; an abbreviation is three letters or more from the front of one. */
static const char *const month_words[12][3] = {{"january", "январь", "января"}, {"february", "февраль", "февраля"},
    {"march", "март", "марта"}, {"april", "апрель", "апреля"}, {"may", "май", "мая"}, {"june", "июнь", "июня"},
    {"july", "июль", "июля"}, {"august", "август", "августа"}, {"september", "сентябрь", "сентября"},
    {"october", "октябрь", "октября"}, {"november", "ноябрь", "ноября"}, {"december", "декабрь", "декабря"}};

static const char *skip_blanks(const char *at)
{
	while (*at == ' ' || *at == '\t')
		at++;
	return at;
}

/* ${least} to ${most} digits, not followed by another; false if they are not there. */
static bool take_number(const char **at, int least, int most, int *number)
{
	int n = 0, value = 0;

	for (; n < most && ascii_is_digit((*at)[n]); n++)
		value = value * 10 + ((*at)[n] - '0');
	if (n < least || ascii_is_digit((*at)[n]))
		return false;
	*at += n;
	*number = value;
	return true;
}

static bool take_char(const char **at, char c)
{
	if (**at != c)
		return false;
	(*at)++;
	return true;
}

static bool make_day(int year, int month, int mday, day_t *day)
{
	static const int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};

	if (year < 1 || month < 1 || month > 12 || mday < 1)
		return false;
	bool leap = month == 2 && year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
	if (mday > days[month - 1] + leap)
		return false;
	*day = day_of(year, month, mday);
	return true;
}

/* The next word, folded; false if it does not fit, which no month does. */
static bool take_word(const char **at, char word[32])
{
	size_t length = 0;

	for (const char *next = *at; *next; *at = next) {
		uint32_t code = utf8_lower(utf8_next(&next));

		if ((code < 'a' || code > 'z') && (code < 0x430 || code > 0x44F))
			break;
		if (length + 4 >= 32)
			return false;
		length += utf8_encode(word + length, code);
	}
	word[length] = '\0';
	return true;
}

static bool take_month(const char **at, int *month)
{
	char word[32];

	if (!take_word(at, word))
		return false;
	size_t length = strlen(word), least = (word[0] & 0x80) ? 6 : 3; /* Cyrillic takes two bytes a letter */

	if (length < least)
		return false;
	for (int i = 0; i < 12; i++) {
		for (int form = 0; form < 3; form++) {
			if (strncmp(word, month_words[i][form], length) == 0) {
				*month = i + 1;
				take_char(at, '.');
				return true;
			}
		}
	}
	return false;
}

/* Over the "г." or "года" of a Russian date, if it is there. */
static void skip_year_word(const char **at)
{
	const char *next = skip_blanks(*at);
	char word[32];

	if (!take_word(&next, word) || (strcmp(word, "г") != 0 && strcmp(word, "года") != 0))
		return;
	take_char(&next, '.');
	*at = next;
}

/* "15 Apr, 2021", "15 апреля 2021 г.", "15-Apr-2021": what follows the day. */
static bool take_named_date(const char **at, int mday, day_t *day)
{
	int month, year;

	if (**at == '-' || **at == '.')
		(*at)++;
	*at = skip_blanks(*at);
	if (!take_month(at, &month))
		return false;
	if (**at == ',' || **at == '-')
		(*at)++;
	*at = skip_blanks(*at);
	if (!take_number(at, 4, 4, &year))
		return false;
	skip_year_word(at);
	return make_day(year, month, mday, day);
}

static bool take_date(const char **at, enum date_order order, day_t *day)
{
	const char *start = *at;
	int first, second, third;

	if (!take_number(at, 1, 4, &first))
		return false;
	int digits = (int)(*at - start);
	char between = **at;
	bool numeric = (between == '-' || between == '.' || between == '/') && ascii_is_digit((*at)[1]);

	if (!numeric)
		return digits <= 2 && take_named_date(at, first, day);
	(*at)++;
	if (!take_number(at, 1, 2, &second) || !take_char(at, between))
		return false;
	if (digits == 4)
		return take_number(at, 1, 2, &third) && make_day(first, second, third, day);
	if (digits > 2 || !take_number(at, 4, 4, &third))
		return false;
	if (second > 12 || (order == DATES_MDY && first <= 12))
		return make_day(third, first, second, day);
	return make_day(third, second, first, day);
}

/* hh:mm[:ss[.fraction]] */
static bool take_time(const char **at, int *seconds)
{
	int hour, minute, second = 0;

	if (!take_number(at, 1, 2, &hour) || !take_char(at, ':') || !take_number(at, 2, 2, &minute))
		return false;
	if (take_char(at, ':')) {
		if (!take_number(at, 2, 2, &second))
			return false;
		if ((**at == '.' || **at == ',') && ascii_is_digit((*at)[1])) {
			do
				(*at)++;
			while (ascii_is_digit(**at));
		}
	}
	if (hour > 23 || minute > 59 || second > 60)
		return false;
	if (second == 60) /* a leap second: instants have none */
		second = 59;
	*seconds = hour * HOUR + minute * 60 + second;
	return true;
}

/* Z, +03, +0300, +03:00. True also when there is none; false if it is broken. */
static bool take_offset(const char **at, struct moment *moment)
{
	int hours, minutes = 0;
	const char *next = skip_blanks(*at);
	char sign = *next;

	if (sign != 'Z' && sign != 'z' && sign != '+' && sign != '-')
		return true;
	moment->has_offset = true;
	*at = next + 1;
	if (sign == 'Z' || sign == 'z')
		return true;
	if (!ascii_is_digit((*at)[0]) || !ascii_is_digit((*at)[1]))
		return false;
	hours = ((*at)[0] - '0') * 10 + ((*at)[1] - '0');
	*at += 2;
	if ((take_char(at, ':') || ascii_is_digit(**at)) && !take_number(at, 2, 2, &minutes))
		return false;
	moment->offset = (hours * HOUR + minutes * 60) * (sign == '-' ? -1 : 1);
	return hours <= 15 && minutes <= 59;
}

#define SERIAL_ZERO (-25569) /* 1899-12-30, which spreadsheets count days from */

/* 45631, 45631.75: days as a spreadsheet counts them, from 1954 to 2173. */
static bool serial_read(const char *at, struct moment *moment)
{
	int days;
	double part = 0, digit = 0.1;

	if (!take_number(&at, 5, 5, &days) || days < 20000)
		return false;
	if (take_char(&at, '.') || take_char(&at, ',')) {
		if (!ascii_is_digit(*at))
			return false;
		for (; ascii_is_digit(*at); at++, digit /= 10)
			part += (*at - '0') * digit;
		moment->has_time = true;
	}
	moment->day = SERIAL_ZERO + days;
	moment->seconds = (int)(part * DAY + 0.5);
	if (moment->seconds >= DAY)
		moment->seconds = DAY - 1;
	return *skip_blanks(at) == '\0';
}

static bool moment_read(const char *text, enum date_order order, struct moment *moment)
{
	const char *at = skip_blanks(text);

	*moment = (struct moment){0};
	if (serial_read(at, moment))
		return true;
	*moment = (struct moment){0};
	if (!take_date(&at, order, &moment->day))
		return false;
	const char *after = at;
	take_char(&at, ',');
	bool apart = *skip_blanks(at) != '\0' && (*at == ' ' || *at == '\t');
	if (apart || (at == after && (*at == 'T' || *at == 't'))) {
		at = apart ? skip_blanks(at) : at + 1;
		moment->has_time = true;
		if (!take_time(&at, &moment->seconds) || !take_offset(&at, moment))
			return false;
	} else {
		at = after;
	}
	return *skip_blanks(at) == '\0';
}

enum status day_parse(const char *text, day_t *day)
{
	const char *at = text;
	int year, month, mday;

	bool good = take_number(&at, 4, 4, &year) && take_char(&at, '-') && take_number(&at, 2, 2, &month) &&
	            take_char(&at, '-') && take_number(&at, 2, 2, &mday) && *at == '\0' &&
	            make_day(year, month, mday, day);
	return good ? CRM_OK : CRM_DATA;
}

enum status instant_parse(const char *text, struct zone *zone, enum date_order order, instant_t *at)
{
	struct moment moment;

	if (!moment_read(text, order, &moment))
		return CRM_DATA;
	if (moment.has_offset)
		*at = (instant_t)moment.day * DAY + moment.seconds - moment.offset;
	else if (moment.has_time)
		*at = zone_instant(zone, moment.day, moment.seconds);
	else
		*at = zone_start(zone, moment.day);
	return CRM_OK;
}

enum status span_parse(const char *text, int64_t *seconds)
{
	const char *at = text;
	int count;
	int64_t unit;

	if (!take_number(&at, 1, 9, &count))
		return CRM_DATA;
	switch (*at) {
	case 'm': unit = 60; break;
	case 'h': unit = HOUR; break;
	case 'd': unit = DAY; break;
	case 'w': unit = 7 * DAY; break;
	default: return CRM_DATA;
	}
	if (at[1] != '\0' || count * unit > CENTURY)
		return CRM_DATA;
	*seconds = count * unit;
	return CRM_OK;
}

/* In whole days the clock on the wall stays the same, in hours and minutes time simply passes. */
static instant_t shift_instant(struct zone *zone, instant_t now, int64_t seconds, bool days)
{
	if (!days)
		return now + seconds;
	int64_t wall = now + zone_offset(zone, now);
	int64_t in_day = (wall % DAY + DAY) % DAY;

	return zone_instant(zone, (day_t)((wall - in_day + seconds) / DAY), (int)in_day);
}

enum status due_parse(const char *text, struct zone *zone, enum date_order order, instant_t now, instant_t *at)
{
	int64_t seconds;

	text = skip_blanks(text);
	if (*text == '+' || *text == '-') {
		if (span_parse(text + 1, &seconds) != CRM_OK)
			return CRM_DATA;
		*at = shift_instant(zone, now, *text == '-' ? -seconds : seconds, strpbrk(text, "dw") != NULL);
		return CRM_OK;
	}
	if (strcmp(text, "now") == 0) {
		*at = now;
		return CRM_OK;
	}
	if (strcmp(text, "today") == 0) {
		*at = zone_start(zone, zone_day(zone, now));
		return CRM_OK;
	}
	return instant_parse(text, zone, order, at);
}

enum status clock_now(const char *frozen, instant_t *now, struct why *why)
{
	struct moment moment;
	struct timespec ts;

	if (frozen) {
		if (!moment_read(frozen, DATES_YMD, &moment) || !moment.has_offset)
			return why_set(why, CRM_USAGE,
			    _("CRM_NOW is not a time with an offset, such as 2026-11-23T18:00:00+03:00: «%s»"), frozen);
		*now = (instant_t)moment.day * DAY + moment.seconds - moment.offset;
		return CRM_OK;
	}
	if (clock_gettime(CLOCK_REALTIME, &ts) != 0)
		return why_errno(why, CRM_INTERNAL, _("the clock does not answer"));
	*now = ts.tv_sec;
	return CRM_OK;
}
