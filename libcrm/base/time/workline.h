/*
 * Working time as a line: what work_between and work_add say, at the same price however far apart the moments lie. A
 * report that asks for thousands of deadlines works each day out once.
 */
#ifndef CRM_BASE_TIME_WORKLINE_H
#define CRM_BASE_TIME_WORKLINE_H

#include "base/time/worktime.h"

struct work_line; /* opaque */

/* Calendar and zone are borrowed, and must stay as they are. Released with work_line_free. */
enum status work_line_new(struct work_line **line, const struct calendar *calendar, struct zone *zone, struct why *why);
void work_line_free(struct work_line *line);

/* Working seconds in [from, to), 0 if to <= from. */
int64_t work_line_between(struct work_line *line, instant_t from, instant_t to);
/* The instant at which ${seconds} of working time after ${from} are over; INSTANT_MAX if it is not reached within ten
   years. */
instant_t work_line_add(struct work_line *line, instant_t from, int64_t seconds);
/* The start of a day from which on at least ${seconds} of working time lie until ${to}; INSTANT_MIN if there is none.
 */
instant_t work_line_back(struct work_line *line, instant_t to, int64_t seconds);

#endif
