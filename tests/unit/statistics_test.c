/* Expected values: the worked figures of the definitions; the rest plain sums, fractions and mpmath. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <math.h>

#include "base/statistics/distribution.h"
#include "base/statistics/incidence.h"
#include "base/statistics/outlier.h"
#include "base/statistics/rate.h"
#include "base/statistics/split.h"

#define COUNT(table) (sizeof(table) / sizeof(table)[0])

static void near(double got, double expected, double error)
{
	if (!(fabs(got - expected) <= error))
		fail_msg("%.12g instead of %.12g", got, expected);
}

static void test_distributions(void **state)
{
	(void)state;
	near(chance_binomial(3, 10, .3), 0.64961071840, 1e-10);
	near(chance_binomial(120, 400, .27), 0.91923962353, 1e-10);
	near(chance_binomial(0, 50, .01), 0.60500606714, 1e-10);
	near(chance_binomial(-1, 50, .01), 0, 0);
	near(chance_binomial(50, 50, .01), 1, 0);
	near(chance_poisson(0, 7), 0.00091188196555, 1e-13);
	near(chance_poisson(12, 7.5), 0.95733413246, 1e-10);
	near(chance_poisson(250, 300), 0.00168112846948, 1e-13);
	near(chance_poisson(3, .2), 0.99994315976, 1e-10);
	near(chance_poisson(0, 0), 1, 0);
	near(chance_normal_beyond(-3.09), 0.00200156495323, 1e-13);
	near(chance_chi_square_above(7.17, 3), 0.06667222335931, 1e-12);
	near(chance_chi_square_above(30, 20), 0.06985366069941, 1e-12);
	near(chance_chi_square_above(.5, 1), 0.47950012218695, 1e-12);
	near(chance_chi_square_above(0, 4), 1, 0);
}

static void test_two_rates(void **state)
{
	(void)state;
	struct stats_interval apart = rate_difference(38, 364, 139, 676);
	near(apart.lo, -0.14341370617, 1e-10);
	near(apart.hi, -0.05541885786, 1e-10);
	apart = rate_difference(0, 10, 3, 4);
	near(apart.lo, -0.95441273919, 1e-10);
	near(apart.hi, -0.22184546898, 1e-10);
	apart = rate_difference(0, 0, 3, 4);
	assert_true(apart.lo == -1 && apart.hi == 1);
	near(rate_z(30, 40, 20, 40), 2.3094010768, 1e-9);
	near(rate_z(0, 10, 0, 20), 0, 0);
	near(counts_differ_by_chance(12, 28, 30, 28), 0.0079158973349, 1e-12);
	near(counts_differ_by_chance(0, 7, 9, 7), 0.00390625, 1e-14);
	near(counts_differ_by_chance(5, 7, 20, 28), 1, 0);
	near(counts_differ_by_chance(0, 7, 0, 7), 1, 0);
}

static void adds_up(const double *was, const double *is, int n, const double *expected, double error)
{
	double part[SPLIT_FACTORS], sum = 0, before = 1, after = 1;

	split_product(was, is, n, part);
	for (int i = 0; i < n; i++) {
		near(part[i], expected[i], error);
		sum += part[i];
		before *= was[i];
		after *= is[i];
	}
	near(sum, after - before, 1e-12 * fmax(1, fabs(after)));
}

static void test_gap_of_a_product(void **state)
{
	const double plan[] = {1000, .2, .5, .4, .5}, fact[] = {1040, .17, .48, .41, .5};
	const double parts[] = {0.7321850990, -3.0339565226, -0.7620783433, 0.4609697668, 0};
	const double was[] = {40, .25, 5e6, 1 / 90.}, is[] = {44, .22, 5.1e6, 1 / 97.};
	const double velocity[] = {50696.60, -67996.07, 10533.25, -39840.88};
	const double none[] = {10, .5, 0, .4}, some[] = {12, .25, 3, .4};
	const double orders[] = {0.4, -1.7, 4.9, 0};

	(void)state;
	adds_up(plan, fact, 5, parts, 1e-9);
	adds_up(was, is, 4, velocity, 0.005);
	adds_up(none, some, 4, orders, 1e-12);
	adds_up(plan, plan, 5, (const double[5]){0}, 0);
}

static void test_gap_of_a_mean(void **state)
{
	const struct split_segment managers[] = {{.34, .2, .30, .2}, {.33, .2, .35, .21}, {.33, .2, .35, .1043}};
	const struct split_segment came[] = {{1, .2, .5, .2}, {0, 0, .5, .4}};
	double rate[3], mix[3];

	(void)state;
	split_rate(managers, 3, rate, mix);
	near(rate[0], 0, 1e-12);
	near(rate[1], .0034, 1e-12);
	near(rate[2], -.032538, 1e-12);
	near(mix[0] + mix[1] + mix[2], -.000857, 1e-12);
	split_rate(came, 2, rate, mix);
	near(rate[0] + rate[1], 0, 1e-12);
	near(mix[0] + mix[1], .1, 1e-12);
	near(mix[1], .075, 1e-12);
}

static void test_incidence(void **state)
{
	static const struct incidence_life watched[] = {
	    {9, 0}, {5, 1}, {1, 1}, {2, 0}, {2, 2}, {3, 1}, {5, 2}, {4, 0}, {7, 0}, {8, 1}};
	struct incidence_life lives[COUNT(watched)];
	static const struct {
		int end;
		double horizon, share, left;
	} row[] = {{1, INFINITY, 39 / 70., 0}, {2, INFINITY, 83 / 350., 0}, {1, 5, 123 / 350., 3}, {1, 4, 3 / 14., 5},
	    {2, 1, 0, 9}};

	(void)state;
	for (size_t i = 0; i < COUNT(row); i++) {
		for (size_t j = 0; j < COUNT(watched); j++)
			lives[j] = watched[j];
		struct incidence got = incidence_of(lives, COUNT(lives), row[i].end, row[i].horizon);
		near(got.share, row[i].share, 1e-12);
		near(got.watched, row[i].left, 0);
		assert_true(got.range.lo <= got.share && got.share <= got.range.hi);
	}
	struct incidence none = incidence_of(NULL, 0, 1, INFINITY);
	assert_true(none.share == 0 && none.range.lo == 0 && none.range.hi == 1);
}

/* Where nobody is still under way, it is the plain share, with a binomial variance. */
static void test_incidence_of_those_that_ended(void **state)
{
	struct incidence_life lives[40];

	(void)state;
	for (int i = 0; i < 40; i++)
		lives[i] = (struct incidence_life){i * 7 % 13, i % 4 == 0 ? 1 : 2};
	struct incidence got = incidence_of(lives, 40, 1, INFINITY);
	double half = 1.959963984540054 * sqrt(.25 * .75 / 40) / (.25 * fabs(log(.25)));
	near(got.share, .25, 1e-12);
	near(got.range.lo, pow(.25, exp(half)), 1e-12);
	near(got.range.hi, pow(.25, exp(-half)), 1e-12);
}

static void test_outliers(void **state)
{
	/* Ivanov, Petrova, Sidorov, Kim, Orlova */
	const struct outlier_cell cells[] = {{41, 50}, {160, 200}, {4, 4}, {147, 155}, {118, 160}};
	struct outlier got[5];

	(void)state;
	near(outliers_judge(cells, 5, 1, 20, .05, got), 1, 0);
	near(got[3].z, 5.06, .005);
	near(got[4].z, -2.23, .005);
	near(got[4].expected, 160 * 205 / 254., 1e-9);
	assert_true(got[3].aside && got[3].light == OUTLIER_FAR && got[3].found);
	assert_true(!got[4].aside && got[4].light == OUTLIER_WIDE);
	assert_true(got[2].light == OUTLIER_FEW && !got[2].found && got[2].chance == 1);
	assert_true(got[0].light == OUTLIER_NONE && got[1].light == OUTLIER_NONE);
}

/* Who is fed with a cold stream is compared with what the others make of it. */
static void test_outliers_by_stream(void **state)
{
	const struct outlier_cell cells[] = {
	    {5, 100}, {0, 0}, {5, 100}, {40, 80}, {0, 0}, {100, 200}, {0, 0}, {70, 80}};
	struct outlier got[4];

	(void)state;
	near(outliers_judge(cells, 4, 2, 20, .05, got), 1, 0);
	near(got[1].expected, 5 + 40, 1e-9);
	near(got[2].z, 0, .5);
	assert_true(got[2].light == OUTLIER_NONE);
	assert_true(got[3].light == OUTLIER_FAR && got[3].found);
}

/* Little is expected: plain sums of binomials. */
static void test_outliers_of_few(void **state)
{
	const struct outlier_cell cells[] = {{7, 40}, {2, 100}, {3, 100}, {5, 200}, {300, 4000}};
	struct outlier got[3];

	(void)state;
	near(outliers_judge(cells, 3, 1, 20, .05, got), 1, 0);
	near(got[0].expected, 40 * 5 / 200., 1e-9);
	double below = chance_binomial(6, 40, 5 / 200.);
	near(got[0].chance, 2 * (1 - below), 1e-12);
	assert_true(got[0].light == OUTLIER_FAR && got[0].found);
	near(outliers_judge(cells + 3, 2, 1, 20, .05, got), 1, 0);
	assert_true(outliers_judge(cells, 0, 1, 20, .05, got) == 1);
}

/* Of two each is all the other is judged by: what would be found among many is not. */
static void test_outliers_in_doubt(void **state)
{
	struct outlier_cell cells[] = {{28, 50}, {15, 50}, {150, 500}};
	struct outlier got[3];

	(void)state;
	outliers_judge(cells, 2, 1, 20, .003, got);
	near(got[0].z, 4.01, .005);
	near(got[0].doubt, 1, 1e-12);
	assert_true(got[0].light == OUTLIER_FAR && !got[0].found);
	outliers_judge(cells, 3, 1, 20, .003, got);
	near(got[0].z, 4.01, .005);
	near(got[0].doubt, 50 / 550., 1e-12);
	assert_true(got[0].light == OUTLIER_FAR && got[0].found && !got[1].found && !got[2].found);
}

/* Twelve that differ more than chance explains, none of them far out: the limits give way. */
static void test_spread_widens_limits(void **state)
{
	struct outlier_cell cells[12];
	struct outlier got[12];

	(void)state;
	for (int i = 0; i < 12; i++)
		cells[i] = (struct outlier_cell){i % 2 ? 124 : 96, 400};
	double widened = outliers_judge(cells, 12, 1, 20, .05, got);
	/* p = .275 but for the own: z is about 1.5 each way */
	near(widened, got[0].z * got[0].z / 2 + got[1].z * got[1].z / 2, .05);
	assert_true(widened > 2);
	for (int i = 0; i < 12; i++)
		assert_true(got[i].light == OUTLIER_NONE);
	assert_true(outliers_judge(cells, 9, 1, 20, .05, got) == 1);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_distributions),
	    cmocka_unit_test(test_two_rates),
	    cmocka_unit_test(test_gap_of_a_product),
	    cmocka_unit_test(test_gap_of_a_mean),
	    cmocka_unit_test(test_incidence),
	    cmocka_unit_test(test_incidence_of_those_that_ended),
	    cmocka_unit_test(test_outliers),
	    cmocka_unit_test(test_outliers_by_stream),
	    cmocka_unit_test(test_outliers_of_few),
	    cmocka_unit_test(test_outliers_in_doubt),
	    cmocka_unit_test(test_spread_widens_limits),
	};

	return cmocka_run_group_tests_name("statistics", tests, NULL, NULL);
}
