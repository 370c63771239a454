#include "base/time/clock.h"

#define DAY 86400

/* 2026, 2026-11 or 2026-11-23, given by its length, as the days it holds. */
static bool parse_whole(const char *text, size_t length, struct period *period)
{
	char day[11] = "0000-01-01";
	int year, month, mday;

	if (length != 4 && length != 7 && length != 10)
		return false;
	/* What is missing is the first of its kind. */
	memcpy(day, text, length);
	if (day_parse(day, &period->from) != CRM_OK)
		return false;
	day_split(period->from, &year, &month, &mday);
	if (length == 4)
		period->to = day_of(year + 1, 1, 1);
	else
		period->to = length == 7 ? month_next(period->from) : period->from + 1;
	return true;
}

/* The last N days or weeks, this one included. */
static bool parse_last_days(const char *text, day_t today, struct period *period)
{
	int64_t seconds;
	size_t length = strlen(text);

	if (length < 2 || (text[length - 1] != 'd' && text[length - 1] != 'w'))
		return false;
	if (span_parse(text, &seconds) != CRM_OK || seconds == 0)
		return false;
	*period = (struct period){today + 1 - (day_t)(seconds / DAY), today + 1};
	return true;
}

static bool parse_named(const char *text, day_t today, struct period *period)
{
	if (strcmp(text, "today") == 0)
		*period = (struct period){today, today + 1};
	else if (strcmp(text, "yesterday") == 0)
		*period = (struct period){today - 1, today};
	else if (strcmp(text, "mtd") == 0)
		*period = (struct period){month_start(today), today + 1};
	else if (strcmp(text, "prev-month") == 0)
		*period = (struct period){month_start(month_start(today) - 1), month_start(today)};
	else
		return false;
	return true;
}

enum status period_parse(const char *text, struct zone *zone, instant_t now, struct period *period, struct why *why)
{
	day_t today = zone_day(zone, now);
	const char *dots = strstr(text, "..");
	struct period first, last;

	if (parse_named(text, today, period) || parse_last_days(text, today, period) ||
	    parse_whole(text, strlen(text), period))
		return CRM_OK;
	if (!dots || !parse_whole(text, (size_t)(dots - text), &first) ||
	    !parse_whole(dots + 2, strlen(dots + 2), &last))
		return why_set(why, CRM_USAGE,
		    _("no such period: «%s» (known are 2026, 2026-11, 2026-11-23, 2026-11-01..2026-11-16, today, "
		      "yesterday, mtd, prev-month, 30d)"),
		    text);
	if (last.from <= first.from)
		return why_set(
		    why, CRM_USAGE, _("the period «%s» is empty: it ends where the second date begins"), text);
	*period = (struct period){first.from, last.from};
	return CRM_OK;
}
