/*
 * How long something takes, where some of it has not ended yet (D2), in whole units of time.
 *
 * Kaplan and Meier 1958: at each age those who end, out of those at risk. Who was there before the looking began joins
 * at the age he had by then. While some are still to join, an age at which fewer are at risk than the square root of
 * all says nothing (Lai and Ying 1991): else one who joins first and ends at once would decide for all.
 */
#ifndef CRM_BASE_STATISTICS_SURVIVAL_H
#define CRM_BASE_STATISTICS_SURVIVAL_H

#include <stdbool.h>
#include <stdint.h>

#include "base/statistics/stats.h"

/* All zero is empty. Released with survival_free. */
struct survival {
	int ages, room; /* from 0 on */
	struct survival_age {
		int64_t joined; /* so many are looked at from this age on */
		int64_t ended;  /* so many end at it */
		int64_t left;   /* so many are looked at no longer after it, and have not ended */
	} * age;
};

/* ${n} more (or fewer, below 0) that were looked at from age ${from} to age ${to}, and ended then or did not. False
   without memory. */
bool survival_add(struct survival *survival, int from, int to, bool ended, int64_t n);
void survival_free(struct survival *survival);

/* The least age by which ${share} of all have ended; NAN where they have not yet. */
double survival_age_by(const struct survival *survival, double share);
/* Its 95 % interval (Brookmeyer and Crowley 1982, on the log-log scale of Greenwood's variance); hi, or both, NAN where
   it has no end. */
struct stats_interval survival_age_interval(const struct survival *survival, double share);

/* Of those that have ended alone: how many, their mean, and the age of rank ${share} of them, between two at the median
   of an even number. NAN of none. */
int64_t survival_ended(const struct survival *survival);
double survival_ended_mean(const struct survival *survival);
double survival_ended_age(const struct survival *survival, double share);

#endif
