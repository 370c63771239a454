/* The parts of a period's parsing: period.c and period_words.c only. */
#ifndef CRM_BASE_TIME_PERIOD_PRIVATE_H
#define CRM_BASE_TIME_PERIOD_PRIVATE_H

#include <stdbool.h>

#include "base/time/clock.h"

enum period_unit { PERIOD_DAY, PERIOD_WEEK, PERIOD_MONTH, PERIOD_QUARTER, PERIOD_YEAR };

/* The whole unit that ${day} is in. */
struct period period_around(enum period_unit unit, day_t day);

/*
 * A period as people say it, in Russian or English: «ноябрь», «ноябрь 2026», «23 ноября», «4 квартал 2026», «прошлый
 * месяц», «эта неделя», «последние 30 дней», «с начала года», 23.11.2026, 11.2026. A month or day without a year is the
 * last one that has begun by ${today}. False: it is none.
 */
bool period_words(const char *text, day_t today, struct period *period);

#endif
