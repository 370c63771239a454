/*
 * Working time: which hours of which days a department works.
 *
 * A calendar is a week (intervals a weekday) and exceptions by date: `work` (a moved working day), `short` (an hour
 * less at the end, unless it has its own intervals) and `off`. Several intervals a day leave room for lunch.
 */
#ifndef CRM_BASE_TIME_WORKTIME_H
#define CRM_BASE_TIME_WORKTIME_H

#include <stdbool.h>

#include "base/time/clock.h"

enum day_kind { DAY_WORK, DAY_SHORT, DAY_OFF };

#define WORK_SPANS 4 /* most intervals in a day */

struct work_day {
	int n; /* 0: nobody works */
	struct {
		int from, to;
	} span[WORK_SPANS]; /* seconds after local midnight, in order, half-open */
};

struct calendar; /* opaque */

/* Monday to Friday by ${intervals}, such as "09:00-13:00 14:00-18:00". CRM_CONFIG if they do not parse. Released with
   calendar_free. */
enum status calendar_new(struct calendar **calendar, const char *intervals, struct why *why);
/* One exception. ${intervals} may be NULL or "". CRM_DATA if they do not parse. A later one for the same day
   replaces. */
enum status calendar_set(
    struct calendar *calendar, day_t day, enum day_kind kind, const char *intervals, struct why *why);
void calendar_free(struct calendar *calendar);

enum status day_kind_parse(const char *text, enum day_kind *kind); /* work short off; CRM_DATA */
const char *day_kind_name(enum day_kind kind);                     /* the same words */

/* The hours of a day, and whether it has any: the exception of that date, else its weekday. */
void calendar_day(const struct calendar *calendar, day_t day, struct work_day *out);
bool calendar_works(const struct calendar *calendar, day_t day);
int calendar_count(const struct calendar *calendar, day_t from, day_t to); /* working days in [from, to) */

/* Working seconds of an ordinary day of the week: what a budget of 1d is. */
int64_t calendar_ordinary(const struct calendar *calendar);

/* The working intervals of a day as instants, in order: how many. None on a date that the zone skipped altogether. */
struct work_span {
	instant_t from, to;
};
int work_spans(const struct calendar *calendar, struct zone *zone, day_t day, struct work_span out[WORK_SPANS]);

/* A budget of working time: "15m", "4h", "2d"; a day has ${day} working seconds. CRM_DATA otherwise. "0m" is 0. */
enum status work_parse(const char *text, int64_t day, int64_t *seconds);
/* The same as people type it: «4 часа», 2Д. */
enum status work_said(const char *text, int64_t day, int64_t *seconds);

/* The days that are worked out; exports write 01.01.0001 for "no date", and those before are not worth walking
   through. */
#define WORK_FIRST_DAY 0    /* 1970-01-01 */
#define WORK_LAST_DAY 47481 /* 2099-12-31 */

/* Working seconds in [from, to), 0 if to <= from. Day arithmetic: cost grows with days, not seconds.
   Only the days of 1970 to 2099 are counted. */
int64_t work_between(const struct calendar *calendar, struct zone *zone, instant_t from, instant_t to);
/* The instant at which ${seconds} of working time after ${from} are over (D3). INSTANT_MAX if it is not reached within
   ten years. */
instant_t work_add(const struct calendar *calendar, struct zone *zone, instant_t from, int64_t seconds);

#endif
