#include "base/time/workdays.h"

#define DAYS (WORK_LAST_DAY - WORK_FIRST_DAY + 1)

struct work_days {
	const struct calendar *calendar;
	int first, end;   /* days that are worked out: [first, end) */
	int before[DAYS]; /* working days from some day on up to and with this one; of WORK_FIRST_DAY and on */
};

enum status work_days_new(struct work_days **days, const struct calendar *calendar, struct why *why)
{
	/* Most of it is never looked at, and so never there. */
	*days = calloc(1, sizeof **days);
	if (!*days)
		return why_memory(why);
	(*days)->calendar = calendar;
	return CRM_OK;
}

void work_days_free(struct work_days *days)
{
	free(days);
}

static int before_at(struct work_days *days, day_t day)
{
	int *before = days->before;
	int i = day < WORK_FIRST_DAY ? 0 : day > WORK_LAST_DAY ? DAYS - 1 : day - WORK_FIRST_DAY;

	if (days->first == days->end) {
		before[i] = 0;
		days->first = i;
		days->end = i + 1;
	}
	for (; days->end <= i; days->end++)
		before[days->end] = before[days->end - 1] + calendar_works(days->calendar, WORK_FIRST_DAY + days->end);
	for (; days->first > i; days->first--)
		before[days->first - 1] =
		    before[days->first] - calendar_works(days->calendar, WORK_FIRST_DAY + days->first);
	return before[i];
}

int work_days_between(struct work_days *days, day_t from, day_t to)
{
	return to <= from ? 0 : before_at(days, to) - before_at(days, from);
}
