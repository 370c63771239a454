#include "base/statistics/rate.h"

#include <math.h>

#include "base/statistics/distribution.h"

struct stats_interval rate_difference(double k1, double n1, double k0, double n0)
{
	struct stats_interval all = {-1, 1};

	if (!(n1 > 0) || !(n0 > 0))
		return all;
	double p1 = k1 / n1, p0 = k0 / n0;
	struct stats_interval one = stats_wilson(k1, n1), other = stats_wilson(k0, n0);
	struct stats_interval apart = {
	    p1 - p0 - hypot(p1 - one.lo, other.hi - p0), p1 - p0 + hypot(one.hi - p1, p0 - other.lo)};
	return apart;
}

double rate_z(double k1, double n1, double k0, double n0)
{
	if (!(n1 > 0) || !(n0 > 0))
		return 0;
	double pool = (k1 + k0) / (n1 + n0);
	double deviation = sqrt(pool * (1 - pool) * (1 / n1 + 1 / n0));
	return deviation > 0 ? (k1 / n1 - k0 / n0) / deviation : 0;
}

double counts_differ_by_chance(double one, double one_span, double other, double other_span)
{
	double all = one + other, share = one_span / (one_span + other_span);

	if (!(all > 0) || !(one_span > 0) || !(other_span > 0))
		return 1;
	double below = chance_binomial(one, all, share), above = 1 - chance_binomial(one - 1, all, share);
	return fmin(1, 2 * fmin(below, above));
}
