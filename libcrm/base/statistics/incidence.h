/*
 * What becomes of those that came, while some are still under way (D1): cumulative incidence with competing ends, by
 * Aalen and Johansen (1978). Pure functions.
 */
#ifndef CRM_BASE_STATISTICS_INCIDENCE_H
#define CRM_BASE_STATISTICS_INCIDENCE_H

#include <stddef.h>

#include "base/statistics/stats.h"

/* How long one was watched, and which end (1 …) he came to then; 0: none so far. */
struct incidence_life {
	double time;
	int end;
};

struct incidence {
	double share;                /* that comes to the end asked for by ${horizon} */
	struct stats_interval range; /* 95 %, on the log(-log) scale, by the variance of Choudhury (2002) */
	double watched;              /* how many were still under way at the end of what is known */
};

/* Sorts ${lives} by their time. Of ${end} by ${horizon} (INFINITY: as far as anything is known). [0, 1] and a share of
   nought where there is nobody. */
struct incidence incidence_of(struct incidence_life *lives, size_t n, int end, double horizon);

#endif
