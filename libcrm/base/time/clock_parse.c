#include "base/time/clock.h"

#include "base/text/ascii.h"
#include "base/time/date_tokens_private.h"
#include "base/time/moment_private.h"

#define HOUR 3600
#define DAY 86400

#define CENTURY INT64_C(3155760000) /* longest span, seconds: more is a slip of the pen, and less never overflows */

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

/* The way most programs write it: "2026-11-23", "23.11.2026 10:20", "2026-11-23T10:20:30". What is not exactly that is
   read with more care. */
static bool plain_read(const char *at, enum date_order order, struct moment *moment)
{
	int first, second, third, hour, minute, seconds = 0;
	char between = at[0] && at[1] && at[2] == '.' ? '.' : '-';
	bool year_first = between == '-';

	if (!take_number(&at, year_first ? 4 : 2, year_first ? 4 : 2, &first) || !take_char(&at, between) ||
	    !take_number(&at, 2, 2, &second) || !take_char(&at, between) ||
	    !take_number(&at, year_first ? 2 : 4, year_first ? 2 : 4, &third))
		return false;
	if (year_first ? !moment_day(first, second, third, &moment->day)
	               : !moment_either(first, second, third, order, moment))
		return false;
	if (*at == '\0')
		return true;
	if (*at != ' ' && *at != 'T')
		return false;
	at++;
	return take_number(&at, 2, 2, &hour) && take_char(&at, ':') && take_number(&at, 2, 2, &minute) &&
	       (!take_char(&at, ':') || take_number(&at, 2, 2, &seconds)) && *at == '\0' &&
	       moment_time(hour, minute, seconds, moment);
}

static bool moment_read(const char *text, enum date_order order, struct moment *moment)
{
	*moment = (struct moment){.says = DATE_SAYS_NOTHING};
	if (plain_read(text, order, moment))
		return true;
	*moment = (struct moment){.says = DATE_SAYS_NOTHING};
	return moment_read_care(text, order, moment);
}

enum date_says date_says(const char *text)
{
	struct moment moment;
	const char *at = text;
	int number;

	/* Most programs begin with the year, and most cells with digits. */
	if (take_number(&at, 4, 4, &number) || !moment_read(text, DATES_DMY, &moment))
		return DATE_SAYS_NOTHING;
	return moment.says;
}

enum status day_parse(const char *text, day_t *day)
{
	const char *at = text;
	int year, month, mday;

	bool good = take_number(&at, 4, 4, &year) && take_char(&at, '-') && take_number(&at, 2, 2, &month) &&
	            take_char(&at, '-') && take_number(&at, 2, 2, &mday) && *at == '\0' &&
	            moment_day(year, month, mday, day);
	return good ? CRM_OK : CRM_DATA;
}

enum status instant_read(const char *text, struct zone *zone, enum date_order order, instant_t *at, bool *day_only)
{
	struct moment moment;

	if (!moment_read(text, order, &moment))
		return CRM_DATA;
	*day_only = !moment.has_time;
	if (moment.has_offset)
		*at = (instant_t)moment.day * DAY + moment.seconds - moment.offset;
	else if (moment.has_time)
		*at = zone_instant(zone, moment.day, moment.seconds);
	else
		*at = zone_start(zone, moment.day);
	return CRM_OK;
}

enum status instant_parse(const char *text, struct zone *zone, enum date_order order, instant_t *at)
{
	bool day_only;

	return instant_read(text, zone, order, at, &day_only);
}

enum status span_parse(const char *text, int64_t *seconds)
{
	int64_t count, unit;
	char which;

	if (!date_span(text, &count, &which))
		return CRM_DATA;
	switch (which) {
	case 'm': unit = 60; break;
	case 'h': unit = HOUR; break;
	case 'd': unit = DAY; break;
	case 'w': unit = 7 * DAY; break;
	default: return CRM_DATA;
	}
	if (count * unit > CENTURY)
		return CRM_DATA;
	*seconds = count * unit;
	return CRM_OK;
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
