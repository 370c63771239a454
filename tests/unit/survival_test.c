/* Kaplan and Meier. Expected values: remission of leukaemia (Freireich and others 1963), as printed in text books, and
   products worked out by hand. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <math.h>

#include "base/statistics/survival.h"

#define COUNT(table) (sizeof(table) / sizeof(table)[0])

struct observed {
	int age;
	bool ended;
	int n;
};

static void fill(struct survival *survival, const struct observed *observed, size_t n)
{
	*survival = (struct survival){0};
	for (size_t i = 0; i < n; i++)
		assert_true(survival_add(survival, 0, observed[i].age, observed[i].ended, observed[i].n));
}

static const struct observed treated[] = {{6, true, 3}, {6, false, 1}, {7, true, 1}, {9, false, 1}, {10, true, 1},
    {10, false, 1}, {11, false, 1}, {13, true, 1}, {16, true, 1}, {17, false, 1}, {19, false, 1}, {20, false, 1},
    {22, true, 1}, {23, true, 1}, {25, false, 1}, {32, false, 2}, {34, false, 1}, {35, false, 1}};
static const struct observed untreated[] = {{1, true, 2}, {2, true, 2}, {3, true, 1}, {4, true, 2}, {5, true, 2},
    {8, true, 4}, {11, true, 2}, {12, true, 2}, {15, true, 1}, {17, true, 1}, {22, true, 1}, {23, true, 1}};

/* S: .857 .807 .753 .690 .627 .538 .448 at 6 7 10 13 16 22 23. */
static void test_treated(void **state)
{
	struct survival survival;
	(void)state;
	fill(&survival, treated, COUNT(treated));
	assert_true(survival_age_by(&survival, .142) == 6);
	assert_true(survival_age_by(&survival, .143) == 7);
	assert_true(survival_age_by(&survival, .25) == 13);
	assert_true(survival_age_by(&survival, .462) == 22);
	assert_true(survival_age_by(&survival, .463) == 23);
	assert_true(survival_age_by(&survival, .5) == 23);
	assert_true(survival_age_by(&survival, .5518) == 23);
	assert_true(isnan(survival_age_by(&survival, .552)));
	struct stats_interval median = survival_age_interval(&survival, .5);
	assert_true(median.lo == 13 && isnan(median.hi));
	/* Those alone that have ended make it look half as long. */
	assert_int_equal(survival_ended(&survival), 9);
	assert_true(survival_ended_age(&survival, .5) == 10);
	assert_true(survival_ended_age(&survival, .75) == 16);
	assert_true(survival_ended_age(&survival, .9) == 23);
	assert_true(fabs(survival_ended_mean(&survival) - 109 / 9.) < 1e-12);
	survival_free(&survival);
}

static void test_untreated(void **state)
{
	struct survival survival;
	(void)state;
	fill(&survival, untreated, COUNT(untreated));
	struct stats_interval median = survival_age_interval(&survival, .5);
	assert_true(survival_age_by(&survival, .5) == 8 && median.lo == 4 && median.hi == 11);
	assert_true(survival_age_by(&survival, 1) == 23);
	assert_true(survival_ended_age(&survival, .5) == 8);
	survival_free(&survival);
}

static void test_few(void **state)
{
	struct survival survival = {0};
	(void)state;
	assert_true(isnan(survival_age_by(&survival, .5)) && isnan(survival_ended_age(&survival, .5)));
	assert_true(isnan(survival_ended_mean(&survival)) && isnan(survival_age_interval(&survival, .5).lo));
	/* Two of four: a half has gone at the second, exactly. */
	for (int age = 1; age <= 4; age++)
		assert_true(survival_add(&survival, 0, age, true, 1));
	assert_true(survival_age_by(&survival, .5) == 2);
	assert_true(survival_ended_age(&survival, .5) == 2.5);
	/* Counted in and out again. */
	assert_true(survival_add(&survival, 0, 100, false, 5) && survival_add(&survival, 0, 100, false, -5));
	assert_true(survival_age_by(&survival, .5) == 2);
	/* No age is below that at which it joined, nor below 0. */
	assert_true(survival_add(&survival, 7, 3, true, 1) && survival_add(&survival, -3, -1, true, 1));
	assert_int_equal(survival_ended(&survival), 6);
	assert_int_equal(survival.age[7].ended, 1);
	assert_int_equal(survival.age[0].joined, 5);
	survival_free(&survival);
	/* None has ended. */
	assert_true(survival_add(&survival, 0, 9, false, 3));
	assert_true(isnan(survival_age_by(&survival, .01)) && survival_ended(&survival) == 0);
	survival_free(&survival);
}

static void test_who_joins_late(void **state)
{
	struct survival survival = {0};
	(void)state;
	/* One comes and goes at once; nine stood there before. Alone at risk, the one says nothing. */
	assert_true(survival_add(&survival, 0, 1, true, 1) && survival_add(&survival, 10, 12, true, 3));
	assert_true(survival_add(&survival, 10, 20, false, 6));
	assert_true(isnan(survival_age_by(&survival, .5)));
	assert_true(survival_age_by(&survival, .33) == 12);
	survival_free(&survival);
	/* Four of 5 at 2, of 9 at 5: 1/5, then 5/45. */
	assert_true(survival_add(&survival, 0, 2, true, 4) && survival_add(&survival, 0, 9, false, 1));
	assert_true(survival_add(&survival, 4, 5, true, 4) && survival_add(&survival, 4, 9, false, 4));
	assert_true(survival_age_by(&survival, .8) == 2);
	assert_true(survival_age_by(&survival, .81) == 5);
	assert_true(isnan(survival_age_by(&survival, .9)));
	survival_free(&survival);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_treated),
	    cmocka_unit_test(test_untreated),
	    cmocka_unit_test(test_few),
	    cmocka_unit_test(test_who_joins_late),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
