/*
 * Working days as a line: how many lie between two dates, at the same price however far apart they are. Only those of
 * 1970 to 2099 are counted; what lies outside is as its nearest end.
 */
#ifndef CRM_BASE_TIME_WORKDAYS_H
#define CRM_BASE_TIME_WORKDAYS_H

#include "base/time/worktime.h"

struct work_days; /* opaque */

/* The calendar is borrowed, and must stay as it is. Released with work_days_free. */
enum status work_days_new(struct work_days **days, const struct calendar *calendar, struct why *why);
void work_days_free(struct work_days *days);

/* Working days after ${from} up to and with ${to}: 0 on the same day, 1 on the next working day. 0 if to < from. */
int work_days_between(struct work_days *days, day_t from, day_t to);

#endif
