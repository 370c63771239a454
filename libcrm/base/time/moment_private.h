/* What is read from a text that says when: clock_parse.c, moment_parse.c. */
#ifndef CRM_BASE_TIME_MOMENT_PRIVATE_H
#define CRM_BASE_TIME_MOMENT_PRIVATE_H

#include "base/time/clock.h"

struct moment {
	day_t day;
	int seconds; /* after midnight */
	int offset;  /* seconds east of UTC */
	bool has_time, has_offset;
	enum date_says says;
};

/* Into the moment; false if there is no such day, or time. */
bool moment_day(int64_t year, int64_t month, int64_t mday, day_t *day);
bool moment_time(int64_t hour, int64_t minute, int64_t second, struct moment *moment);
/* Where day and month may change places: the day, and what the numbers say of the order. */
bool moment_either(int64_t first, int64_t second, int64_t year, enum date_order order, struct moment *moment);

/* Whatever spelling instant_read knows; slower than the plain ones. ${moment} is zero. */
bool moment_read_care(const char *text, enum date_order order, struct moment *moment);

#endif
