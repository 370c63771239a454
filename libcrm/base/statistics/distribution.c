#include "base/statistics/distribution.h"

#include <math.h>

static double log_gamma(double x)
{
	int sign;

	return lgamma_r(x, &sign);
}

/* The continued fraction of the incomplete beta function, by the modified Lentz method. */
static double beta_fraction(double a, double b, double x)
{
	const double tiny = 1e-300;
	double c = 1, d = 1 - (a + b) * x / (a + 1);
	double f = d = 1 / (fabs(d) < tiny ? tiny : d);

	for (int m = 1; m < 20000; m++) {
		double even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m));
		double odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1));
		double step = 1;
		for (int i = 0; i < 2; i++) {
			double term = i == 0 ? even : odd;
			d = 1 + term * d;
			c = 1 + term / c;
			d = 1 / (fabs(d) < tiny ? tiny : d);
			c = fabs(c) < tiny ? tiny : c;
			step = c * d;
			f *= step;
		}
		if (fabs(step - 1) < 1e-14)
			break;
	}
	return f;
}

double chance_beta(double a, double b, double x)
{
	if (!(x > 0))
		return 0;
	if (x >= 1)
		return 1;
	double front = exp(log_gamma(a + b) - log_gamma(a) - log_gamma(b) + a * log(x) + b * log1p(-x));
	if (x < (a + 1) / (a + b + 2))
		return front * beta_fraction(a, b, x) / a;
	return 1 - front * beta_fraction(b, a, 1 - x) / b;
}

double chance_binomial(double k, double n, double p)
{
	k = floor(k);
	if (k < 0)
		return 0;
	return k >= n ? 1 : chance_beta(n - k, k + 1, 1 - p);
}

/* The lower incomplete gamma function by its series, for x < a + 1. */
static double gamma_series(double a, double x)
{
	double term = 1 / a, sum = term;

	for (int i = 1; i < 100000 && term > sum * 1e-16; i++)
		sum += term *= x / (a + i);
	return sum * exp(a * log(x) - x - log_gamma(a));
}

/* The upper one by its continued fraction (modified Lentz), for x >= a + 1. */
static double gamma_fraction(double a, double x)
{
	const double tiny = 1e-300;
	double b = x + 1 - a, c = 1 / tiny, d = 1 / b, f = d;

	for (int i = 1; i < 100000; i++) {
		double term = -i * (i - a);
		b += 2;
		d = term * d + b;
		c = b + term / c;
		d = 1 / (fabs(d) < tiny ? tiny : d);
		c = fabs(c) < tiny ? tiny : c;
		f *= c * d;
		if (fabs(c * d - 1) < 1e-15)
			break;
	}
	return f * exp(a * log(x) - x - log_gamma(a));
}

/* Q(a, x): the share of the gamma function above x. */
static double gamma_above(double a, double x)
{
	if (!(x > 0))
		return 1;
	return x < a + 1 ? 1 - gamma_series(a, x) : gamma_fraction(a, x);
}

double chance_poisson(double k, double mean)
{
	return k < 0 ? 0 : gamma_above(floor(k) + 1, mean);
}

double chance_normal_beyond(double z)
{
	return erfc(fabs(z) / sqrt(2));
}

double chance_chi_square_above(double x, double degrees)
{
	return gamma_above(degrees / 2, x / 2);
}
