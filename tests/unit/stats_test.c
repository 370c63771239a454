/* Expected values: roots of the score equation and plain sums of probabilities in 40-digit arithmetic. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <math.h>

#include "base/statistics/stats.h"

#define COUNT(table) (sizeof(table) / sizeof(table)[0])

static void near(double got, double expected, double error)
{
	if (!(fabs(got - expected) <= error))
		fail_msg("%.12g instead of %.12g", got, expected);
}

static void test_wilson(void **state)
{
	static const struct {
		double k, n, lo, hi;
	} row[] = {
	    {3, 4, 0.300641842582, 0.95441273919},
	    {30, 40, 0.598060385792, 0.858128813609},
	    {0, 10, 0, 0.277532799863},
	    {10, 10, 0.722467200137, 1},
	    {1, 1, 0.206549314377, 1},
	    {0, 1, 0, 0.793450685623},
	    {38, 364, 0.0770074445335, 0.140046552253},
	    {139, 676, 0.176858887693, 0.23771050222},
	    {1, 1000000, 1.76524576745e-7, 5.66491180431e-6},
	    {500000, 1000000, 0.49902001989, 0.50097998011},
	    {0, 0, 0, 1},
	    {5, 0, 0, 1},
	    {1, -3, 0, 1},
	    {12, 10, 0.722467200137, 1},
	    {-2, 10, 0, 0.277532799863},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(row); i++) {
		struct stats_interval got = stats_wilson(row[i].k, row[i].n);
		near(got.lo, row[i].lo, 1e-11);
		near(got.hi, row[i].hi, 1e-11);
	}
	assert_true(stats_wilson(0, 7).lo == 0 && stats_wilson(7, 7).hi == 1);
	assert_true(stats_wilson(1, NAN).lo == 0 && stats_wilson(NAN, 5).hi == 1);
}

static void test_pace(void **state)
{
	static const struct {
		double fact, plan;
		int elapsed, all;
		double base, weight;
		struct stats_pace expected;
	} row[] = {
	    {15, 42, 9, 21, 1.9, 5, {1.75, 36, 28, 44, 0.183659773417}},
	    {15, 41.5, 9, 21, 1.9, 5, {1.75, 36, 28, 44, 0.183659773417}},
	    {0, 10, 1, 20, 0.5, 5, {0.416666666667, 7.91666666667, 2, 16, 0.318090124963}},
	    {0, 42, 0, 21, 1.9, 5, {1.9, 39.9, 23, 59, 0.413512873309}},
	    {3, 5, 20, 21, 0.2, 5, {0.16, 3.16, 3, 4, 0.0136874718888}},
	    {40, 42, 9, 21, 1.9, 5, {3.53571428571, 82.4285714286, 71, 94, 1}},
	    {0, 3, 5, 22, 0.05, 5, {0.025, 0.425, 0, 1, 0.0487657250503}},
	    {900, 2000, 10, 22, 88.5, 5, {89.5, 1974, 1918, 2031, 0.278762725509}},
	    {2, 30, 3, 22, 4, 0, {0.666666666667, 14.6666666667, 5, 28, 0.0794600708765}},
	    {12000, 30000, 8, 22, 1400, 5, {1461.53846154, 32461.5384615, 32198, 32726, 1}},
	    /* the plan is reached already */
	    {42, 42, 9, 21, 1.9, 5, {3.67857142857, 86.1428571429, 75, 98, 1}},
	    /* the month is over */
	    {41, 42, 21, 21, 1.9, 5, {1.94230769231, 41, 41, 41, 0}},
	    {42, 42, 25, 21, 1.9, 5, {1.71666666667, 42, 42, 42, 1}},
	    /* nothing was ever sold, nothing is known */
	    {0, 5, 9, 21, 0, 5, {0, 0, 0, 0, 0}},
	    {0, 0, 9, 21, 0, 5, {0, 0, 0, 0, 1}},
	    {0, 30, 0, 20, 2, 0, {2, 40, 40, 40, 1}},
	    {0, 5, 0, 0, 2, 5, {2, 0, 0, 0, 0}},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(row); i++) {
		struct stats_pace got =
		    stats_pace(row[i].fact, row[i].plan, row[i].elapsed, row[i].all, row[i].base, row[i].weight);
		near(got.rate, row[i].expected.rate, 1e-8);
		near(got.forecast, row[i].expected.forecast, 1e-7);
		near(got.lo, row[i].expected.lo, 0);
		near(got.hi, row[i].expected.hi, 0);
		near(got.chance, row[i].expected.chance, 1e-10);
	}
}

/* Returns (a negative fact), sums of money and nonsense give numbers, and at once. */
static void test_pace_extremes(void **state)
{
	struct stats_pace got;

	(void)state;
	got = stats_pace(1.5e11, 4.2e11, 9, 21, 1.9e10, 5);
	near(got.rate, 1.75e10, 1);
	near(got.forecast, 3.6e11, 10);
	assert_true(got.lo < got.forecast && got.forecast < got.hi && got.chance < 1e-9);
	got = stats_pace(-3, 10, 9, 21, 1, 5);
	assert_true(got.lo >= -3 && got.lo <= got.hi && got.chance >= 0 && got.chance <= 1);
	got = stats_pace(5, 10, 3, 21, NAN, 5);
	assert_true(isfinite(got.forecast) && isfinite(got.lo) && isfinite(got.hi));
	got = stats_pace(5, 10, 3, 21, 1, INFINITY);
	assert_true(isfinite(got.forecast) && got.lo <= got.hi);
	got = stats_pace(5, 10, -4, -9, 1, 5);
	near(got.forecast, 5, 0);
}

/* The normal law takes over at a million: the seam does not show. */
static void test_pace_seam(void **state)
{
	struct stats_pace under = stats_pace(4.0e5, 9.0e5, 10, 21, 4e4, 5),
	                  over = stats_pace(7.0e5, 1.4e6, 10, 21, 6e4, 5);

	(void)state;
	double a = (under.hi - under.lo) / sqrt(under.forecast), b = (over.hi - over.lo) / sqrt(over.forecast);
	near(a, b, 0.05);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_wilson),
	    cmocka_unit_test(test_pace),
	    cmocka_unit_test(test_pace_extremes),
	    cmocka_unit_test(test_pace_seam),
	};

	return cmocka_run_group_tests_name("stats", tests, NULL, NULL);
}
