#include "base/statistics/split.h"

#include <math.h>
#include <stdbool.h>

static double product(const double *x, int n)
{
	double whole = 1;

	for (int i = 0; i < n; i++)
		whole *= x[i];
	return whole;
}

/* The logarithmic mean of two numbers above nought. */
static double logarithmic_mean(double a, double b)
{
	double apart = log(a / b);

	return fabs(apart) < 1e-9 ? (a + b) / 2 : (a - b) / apart;
}

static void split_by_logarithms(const double *was, const double *is, int n, double *part)
{
	double weight = logarithmic_mean(product(is, n), product(was, n));

	for (int i = 0; i < n; i++)
		part[i] = weight * log(is[i] / was[i]);
}

/* The product where the factors in ${set} are as they are, and the rest as they were. */
static double mixed_product(const double *was, const double *is, int n, unsigned set)
{
	double whole = 1;

	for (int i = 0; i < n; i++)
		whole *= set >> i & 1 ? is[i] : was[i];
	return whole;
}

/* What a factor adds, over all orders in which the factors may have changed. */
static void split_by_orders(const double *was, const double *is, int n, double *part)
{
	for (int i = 0; i < n; i++)
		part[i] = 0;
	for (unsigned set = 0; set < 1u << n; set++) {
		int others = __builtin_popcount(set);
		double weight = exp(lgamma(others + 1.0) + lgamma(n - others) - lgamma(n + 1.0));
		for (int i = 0; i < n && others < n; i++)
			if (!(set >> i & 1))
				part[i] += weight *
				           (mixed_product(was, is, n, set | 1u << i) - mixed_product(was, is, n, set));
	}
}

void split_product(const double *was, const double *is, int n, double *part)
{
	bool positive = true;

	for (int i = 0; i < n; i++)
		positive = positive && was[i] > 0 && is[i] > 0;
	(positive ? split_by_logarithms : split_by_orders)(was, is, n, part);
}

void split_rate(const struct split_segment *segments, int n, double *rate, double *mix)
{
	double whole = 0; /* of both times: a share that grows is good only if its rate is above it */
	for (int i = 0; i < n; i++)
		whole +=
		    (segments[i].share_was * segments[i].rate_was + segments[i].share_is * segments[i].rate_is) / 2;
	for (int i = 0; i < n; i++) {
		struct split_segment s = segments[i];
		double was = s.share_was > 0 ? s.rate_was : s.rate_is, is = s.share_is > 0 ? s.rate_is : s.rate_was;
		rate[i] = (is - was) * (s.share_was + s.share_is) / 2;
		mix[i] = (s.share_is - s.share_was) * ((was + is) / 2 - whole);
	}
}
