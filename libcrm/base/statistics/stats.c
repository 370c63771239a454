#include "base/statistics/stats.h"

#include <math.h>
#include <stdbool.h>

#include "base/statistics/distribution.h"

struct stats_interval stats_wilson(double k, double n)
{
	const double z = 1.959963984540054;
	struct stats_interval whole = {0, 1};

	if (!(n > 0) || isnan(k))
		return whole;
	k = fmin(fmax(k, 0), n);
	double p = k / n, zz = z * z / n;
	double centre = (p + zz / 2) / (1 + zz);
	double half = z * sqrt(p * (1 - p) / n + zz / (4 * n)) / (1 + zz);
	/* At the ends rounding must not leave 1e-17 instead of 0. */
	struct stats_interval around = {k <= 0 ? 0 : fmax(centre - half, 0), k >= n ? 1 : fmin(centre + half, 1)};
	return around;
}

struct negbin {
	double r, p;
};

static double mean_of(struct negbin nb)
{
	return nb.r * (1 - nb.p) / nb.p;
}

/* P(X <= k). Sums of money make r and k so large that the normal law is exact enough, and much faster. */
static double cumulative(struct negbin nb, double k)
{
	if (k < 0)
		return 0;
	if (nb.r + k < 1e6)
		return chance_beta(nb.r, k + 1, nb.p);
	double deviation = sqrt(mean_of(nb) / nb.p);
	return erfc(-(k + 0.5 - mean_of(nb)) / deviation / sqrt(2)) / 2;
}

/* The least whole k with P(X <= k) >= ${share}. */
static double quantile(struct negbin nb, double share)
{
	double low = -1, high = ceil(mean_of(nb)) + 1;

	while (cumulative(nb, high) < share)
		high *= 2;
	while (high - low > 1) {
		double middle = floor((low + high) / 2);
		if (cumulative(nb, middle) >= share)
			high = middle;
		else
			low = middle;
	}
	return high;
}

static double not_negative(double x)
{
	return x > 0 && isfinite(x) ? x : 0;
}

struct stats_pace stats_pace(double fact, double plan, int elapsed, int all, double base, double weight)
{
	struct stats_pace pace = {0};
	double done = elapsed > 0 ? elapsed : 0, left = all > done ? all - done : 0;

	base = not_negative(base);
	weight = not_negative(weight);
	double known = weight + done;
	struct negbin nb = {weight * base + not_negative(fact), known / (known + left)};
	pace.rate = known > 0 ? nb.r / known : base;
	pace.forecast = fact + pace.rate * left;
	pace.lo = pace.hi = pace.forecast;
	pace.chance = pace.forecast >= plan;
	/* Nothing is left to chance: the month is over, or there never was a unit, or there is no knowledge at all. */
	if (!(left > 0) || !(nb.r > 0) || !(known > 0))
		return pace;
	pace.lo = fact + quantile(nb, 0.1);
	pace.hi = fact + quantile(nb, 0.9);
	pace.chance = plan <= fact ? 1 : 1 - cumulative(nb, ceil(plan - fact) - 1);
	return pace;
}
