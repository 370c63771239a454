/* Chances of the laws that counts obey. Pure functions; ${k} may be any number, counts and means are not negative. */
#ifndef CRM_BASE_STATISTICS_DISTRIBUTION_H
#define CRM_BASE_STATISTICS_DISTRIBUTION_H

/* Regularised incomplete beta function I_x(a, b), a and b above 0, x within [0, 1]. */
double chance_beta(double a, double b, double x);

/* P(X <= k): of ${n} trials with chance ${p} each; of events that come ${mean} at a time. */
double chance_binomial(double k, double n, double p);
double chance_poisson(double k, double mean);

/* P(|Z| >= |z|) of the normal law. */
double chance_normal_beyond(double z);
/* P(X >= x) of chi-square with ${degrees} of freedom, at least 1. */
double chance_chi_square_above(double x, double degrees);

#endif
