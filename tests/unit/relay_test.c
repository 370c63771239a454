/* What one thread makes another gets in order, each thing once; and either may be the one who ends. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/core/relay.h"

struct numbers {
	int next, last;
	int place[RELAY_PLACES];
};

static bool make_number(void *arg, int place)
{
	struct numbers *numbers = arg;
	numbers->place[place] = numbers->next;
	return numbers->next++ < numbers->last;
}

static void test_all_come_in_order(void **state)
{
	struct numbers numbers = {.next = 1, .last = 20000};
	(void)state;
	struct relay *relay = relay_start(make_number, &numbers);
	assert_non_null(relay);
	for (int n = 1; n <= 20000; n++) {
		int place = relay_next(relay);
		assert_in_range(place, 0, RELAY_PLACES - 1);
		assert_int_equal(numbers.place[place], n);
	}
	assert_int_equal(relay_next(relay), -1);
	relay_stop(relay);
	assert_int_equal(numbers.next, 20001);
}

static void test_the_place_in_use_is_left_alone(void **state)
{
	struct numbers numbers = {.next = 1, .last = 1, .place = {77}};
	(void)state;
	struct relay *relay = relay_start(make_number, &numbers);
	assert_non_null(relay);
	assert_int_equal(numbers.place[0], 77);
	assert_int_equal(relay_next(relay), 1);
	assert_int_equal(numbers.place[1], 1);
	assert_int_equal(relay_next(relay), -1);
	relay_stop(relay);
}

/* The maker waits for a place, or makes: either way it is not more than one thing later that it ends. */
static void test_whoever_wants_no_more_ends_it(void **state)
{
	(void)state;
	for (int taken = 0; taken < 200; taken++) {
		struct numbers numbers = {.next = 1, .last = 1000000};
		struct relay *relay = relay_start(make_number, &numbers);
		assert_non_null(relay);
		for (int n = 1; n <= taken % 5; n++)
			assert_int_equal(numbers.place[relay_next(relay)], n);
		relay_stop(relay);
		assert_in_range(numbers.next, taken % 5 + 1, taken % 5 + RELAY_PLACES);
	}
	relay_stop(NULL);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_all_come_in_order),
	    cmocka_unit_test(test_the_place_in_use_is_left_alone),
	    cmocka_unit_test(test_whoever_wants_no_more_ends_it),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
