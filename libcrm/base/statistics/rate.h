/* Two rates beside each other, and two counts (D7, D8). Pure functions. */
#ifndef CRM_BASE_STATISTICS_RATE_H
#define CRM_BASE_STATISTICS_RATE_H

#include "base/statistics/stats.h"

/* The difference k1/n1 - k0/n0 with its 95 % interval: Newcombe's hybrid score (1998, method 10). [-1, 1] where
   either n is not above 0. */
struct stats_interval rate_difference(double k1, double n1, double k0, double n0);

/* The pooled z of the two: 0 where nothing can be told. */
double rate_z(double k1, double n1, double k0, double n0);

/* The chance, two-sided, that counts as far apart as ${one} and ${other}, each of a span of its own (the same unit),
   come from one Poisson law: exact, by the binomial that they are of their sum (Przyborowski and Wilenski 1940). */
double counts_differ_by_chance(double one, double one_span, double other, double other_span);

#endif
