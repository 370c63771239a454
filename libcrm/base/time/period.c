#include "base/time/period_private.h"

#include <strings.h>

#include "base/time/date_tokens_private.h"

#define DAY 86400

static day_t unit_start(enum period_unit unit, day_t day)
{
	int year, month, mday;

	day_split(day, &year, &month, &mday);
	switch (unit) {
	case PERIOD_DAY: return day;
	case PERIOD_WEEK: return day - day_weekday(day) + 1;
	case PERIOD_MONTH: return month_start(day);
	case PERIOD_QUARTER: return day_of(year, (month - 1) / 3 * 3 + 1, 1);
	case PERIOD_YEAR: return day_of(year, 1, 1);
	}
	return day;
}

struct period period_around(enum period_unit unit, day_t day)
{
	static const int longest[] = {
	    [PERIOD_DAY] = 1, [PERIOD_WEEK] = 7, [PERIOD_MONTH] = 31, [PERIOD_QUARTER] = 92, [PERIOD_YEAR] = 366};
	day_t start = unit_start(unit, day);

	return (struct period){start, unit_start(unit, start + longest[unit])};
}

/* 2026, 2026-Q4, 2026-11 or 2026-11-23, given by its length, as the days it holds. */
static bool parse_whole(const char *text, size_t length, struct period *period)
{
	char date[11] = "0000-01-01";
	bool quarter = length == 7 && (text[5] == 'Q' || text[5] == 'q') && text[6] >= '1' && text[6] <= '4';
	day_t day;

	if (length != 4 && length != 7 && length != 10)
		return false;
	/* What is missing is the first of its kind. */
	memcpy(date, text, length);
	if (quarter)
		snprintf(date + 5, sizeof date - 5, "%02d-01", (text[6] - '1') * 3 + 1);
	if (day_parse(date, &day) != CRM_OK)
		return false;
	*period = period_around(quarter       ? PERIOD_QUARTER
	                        : length == 4 ? PERIOD_YEAR
	                        : length == 7 ? PERIOD_MONTH
	                                      : PERIOD_DAY,
	    day);
	return true;
}

/* The last N days or weeks, this one included. */
static bool parse_last_days(const char *text, day_t today, struct period *period)
{
	int64_t count, seconds;
	char unit;

	if (!date_span(text, &count, &unit) || (unit != 'd' && unit != 'w'))
		return false;
	if (span_parse(text, &seconds) != CRM_OK || seconds == 0)
		return false;
	*period = (struct period){today + 1 - (day_t)(seconds / DAY), today + 1};
	return true;
}

static const struct named {
	const char *name;
	enum period_unit unit;
	bool previous; /* the one before that of today */
} names[] = {{"today", PERIOD_DAY, false}, {"yesterday", PERIOD_DAY, true}, {"week", PERIOD_WEEK, false},
    {"prev-week", PERIOD_WEEK, true}, {"month", PERIOD_MONTH, false}, {"prev-month", PERIOD_MONTH, true},
    {"quarter", PERIOD_QUARTER, false}, {"prev-quarter", PERIOD_QUARTER, true}, {"year", PERIOD_YEAR, false},
    {"prev-year", PERIOD_YEAR, true}};

static bool parse_named(const char *text, day_t today, struct period *period)
{
	if (strcasecmp(text, "mtd") == 0) {
		*period = (struct period){month_start(today), today + 1};
		return true;
	}
	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		if (strcasecmp(text, names[i].name) == 0) {
			*period = period_around(names[i].unit, today);
			if (names[i].previous)
				*period = period_around(names[i].unit, period->from - 1);
			return true;
		}
	return false;
}

/* An end of A..B. */
static bool parse_end(const char *text, size_t length, day_t today, struct period *period)
{
	char words[96];

	if (parse_whole(text, length, period))
		return true;
	if (length >= sizeof words)
		return false;
	memcpy(words, text, length);
	words[length] = '\0';
	return period_words(words, today, period);
}

enum status period_parse(const char *text, struct zone *zone, instant_t now, struct period *period, struct why *why)
{
	day_t today = zone_day(zone, now);
	const char *dots = strstr(text, "..");
	struct period first, last;

	if (parse_named(text, today, period) || parse_last_days(text, today, period) ||
	    parse_whole(text, strlen(text), period) || (!dots && period_words(text, today, period)))
		return CRM_OK;
	if (!dots || !parse_end(text, (size_t)(dots - text), today, &first) ||
	    !parse_end(dots + 2, strlen(dots + 2), today, &last))
		return why_set(why, CRM_USAGE,
		    _("no such period: «%s» (known are 2026, 2026-Q4, 2026-11, 2026-11-23, 2026-11-01..2026-11-16, "
		      "today, yesterday, week, prev-week, month, mtd, prev-month, quarter, prev-quarter, year, "
		      "prev-year, 30d, 2w; and words: ноябрь 2026, прошлый месяц)"),
		    text);
	/* «ноябрь..февраль»: the one after. */
	if (last.from < first.from)
		parse_end(dots + 2, strlen(dots + 2), first.from + 365, &last);
	if (last.from <= first.from)
		return why_set(
		    why, CRM_USAGE, _("the period «%s» is empty: it ends where the second date begins"), text);
	*period = (struct period){first.from, last.from};
	return CRM_OK;
}
