/* Managers compared: the figures of D8, quiet among the honest, awake to one who is not. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "report/quality/quality_private.h"

static void near(double got, double expected, double error)
{
	if (!(fabs(got - expected) <= error))
		fail_msg("%.12g instead of %.12g", got, expected);
}

static void add(struct manager_comparison *comparison, int64_t manager, int64_t source, int k, int n)
{
	for (int i = 0; i < n; i++)
		assert_true(comparison_add(comparison, manager, source, i < k));
}

static void test_masking(void **state)
{
	enum { IVANOV = 1, PETROVA, SIDOROV, KIM, ORLOVA };
	struct manager_comparison all = {0};

	(void)state;
	add(&all, ORLOVA, 7, 118, 160);
	add(&all, IVANOV, 7, 41, 50);
	add(&all, KIM, 7, 147, 155);
	add(&all, SIDOROV, 7, 4, 4);
	add(&all, PETROVA, 7, 160, 200);
	assert_true(comparison_judge(&all));
	assert_int_equal(all.managers, 5);
	near(comparison_of(&all, KIM)->z, 5.06, .005);
	near(comparison_of(&all, ORLOVA)->z, -2.23, .005);
	assert_true(comparison_of(&all, KIM)->found && comparison_of(&all, KIM)->light == OUTLIER_FAR);
	assert_false(comparison_of(&all, ORLOVA)->found);
	assert_int_equal(comparison_of(&all, SIDOROV)->light, OUTLIER_FEW);
	assert_null(comparison_of(&all, 6));
	comparison_free(&all);
}

/* Cold traffic is no fault, whatever the numbers of sources are; small ones are one stream. */
static void test_sources(void **state)
{
	struct manager_comparison all = {0};

	(void)state;
	for (int64_t manager = 1; manager <= 6; manager++) {
		add(&all, manager, 900, manager == 3 ? 80 : 8, manager == 3 ? 100 : 10);
		add(&all, manager, 5, manager == 3 ? 2 : 20, manager == 3 ? 10 : 100);
		add(&all, manager, 1000 + manager, 1, 2);
	}
	assert_true(comparison_judge(&all));
	near(comparison_of(&all, 3)->expected, 80 + 2 + 1, 1e-9);
	near(comparison_of(&all, 3)->z, 0, 1e-9);
	near(comparison_of(&all, 3)->n, 112, 0);
	comparison_free(&all);
}

static void test_nobody(void **state)
{
	struct manager_comparison none = {0};

	(void)state;
	assert_true(comparison_judge(&none));
	assert_null(comparison_of(&none, 1));
	comparison_free(&none);
	add(&none, 1, 1, 30, 40);
	assert_true(comparison_judge(&none));
	assert_false(comparison_of(&none, 1)->found);
	comparison_free(&none);
}

/* xorshift64*: the same months on every machine. */
static uint64_t seed;
static double chance(void)
{
	seed ^= seed >> 12;
	seed ^= seed << 25;
	seed ^= seed >> 27;
	return (double)(seed * UINT64_C(2685821657736338717) >> 11) / 9007199254740992.0;
}

#define SOURCES 8
struct month {
	int managers, leads; /* leads: of each, on average */
	double share;        /* disqualified by the honest, on average over sources */
	double times;        /* so many times as often by manager 1 */
	bool flat;           /* sources are alike */
};

/* Sources differ in size and rate, and each manager's mix in turn. How many are named, and is manager 1? */
static int name_in(const struct month *month, bool *first)
{
	static const double size[SOURCES] = {.3, .2, .15, .12, .1, .07, .04, .02};
	static const double rate[SOURCES] = {.8, 1.2, .9, 1.4, .6, 1, 1.3, 1.8};
	struct manager_comparison all = {0};
	int named = 0;
	for (int m = 1; m <= month->managers; m++) {
		double turn = chance();
		int n = month->leads;
		if (month->times == 1)
			n = (int)(n * (.5 + chance()));
		for (int i = 0; i < n; i++) {
			double at = chance();
			int s = 0;
			if (chance() < .3 * turn) /* what he gets more of */
				s = m % SOURCES;
			else
				for (; s < SOURCES - 1 && at >= size[s]; s++)
					at -= size[s];
			double p = month->share * (month->flat ? 1 : rate[s]) * (m == 1 ? month->times : 1);
			assert_true(comparison_add(&all, m, s + 1, chance() < (p > .98 ? .98 : p)));
		}
	}
	assert_true(comparison_judge(&all));
	for (int m = 1; m <= month->managers; m++)
		named += comparison_of(&all, m) && comparison_of(&all, m)->found;
	*first = comparison_of(&all, 1) && comparison_of(&all, 1)->found;
	comparison_free(&all);
	return named;
}

/* In how many of ${months} is anybody named; *${right}: manager 1, and nobody else. */
static int name_in_months(const struct month *month, int months, int *right)
{
	int any = 0;
	*right = 0;
	for (int i = 0; i < months; i++) {
		bool first;
		int named = name_in(month, &first);
		any += named > 0;
		*right += named == 1 && first;
	}
	return any;
}

static void test_quiet(void **state)
{
	int right, named = 0;

	(void)state;
	seed = 20261130;
	for (double share = .1; share < .8; share += .2)
		named += name_in_months(&(struct month){20, 40, share, 1, false}, 50, &right);
	print_message("honest: somebody named in %d of 200 months\n", named);
	assert_in_range(named, 0, 2);
}

/* As the page promises. */
static void test_awake(void **state)
{
	int right;

	(void)state;
	seed = 20261130;
	name_in_months(&(struct month){20, 40, .45, 2, true}, 100, &right);
	print_message("twice 45 %% among 40 leads: named alone in %d of 100 months\n", right);
	assert_in_range(right, 95, 100);
	name_in_months(&(struct month){20, 80, .3, 2, true}, 100, &right);
	print_message("twice 30 %% among 80 leads: named alone in %d of 100 months\n", right);
	assert_in_range(right, 95, 100);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_masking),
	    cmocka_unit_test(test_sources),
	    cmocka_unit_test(test_nobody),
	    cmocka_unit_test(test_quiet),
	    cmocka_unit_test(test_awake),
	};
	return cmocka_run_group_tests_name("quality", tests, NULL, NULL);
}
