/* Rates and plans: the arithmetic of D6 and D8. Pure functions. */
#ifndef CRM_BASE_STATISTICS_STATS_H
#define CRM_BASE_STATISTICS_STATS_H

struct stats_interval {
	double lo, hi;
};

/* Wilson score interval, 95 %, of k out of n (Wilson 1927). n <= 0 gives [0, 1]; k is clamped to [0, n]. */
struct stats_interval stats_wilson(double k, double n);

/*
 * Gamma-Poisson pace (D6). ${fact} units in ${elapsed} working days of a month of ${all}; ${base} units a day is the
 * mean of the last three months and counts as ${weight} days (5). The remainder of the month is negative binomial with
 * r = weight*base + fact, p = (weight+elapsed)/(weight+all).
 */
struct stats_pace {
	double rate;     /* lambda, a day */
	double forecast; /* fact + expected remainder */
	double lo, hi;   /* 80 % range of the month's total */
	double chance;   /* P(total >= plan) */
};
struct stats_pace stats_pace(double fact, double plan, int elapsed, int all, double base, double weight);

#endif
