/* Against qsort of the same records. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <errno.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>

#include "base/core/sorter.h"

struct record {
	int64_t key, number;
	char filling[84];
};

static int by_key(const void *a, const void *b)
{
	const struct record *x = a, *y = b;
	int order = (x->key > y->key) - (x->key < y->key);

	return order ? order : (x->number > y->number) - (x->number < y->number);
}

/* ${spread}: how many keys there are; 0: as many as records, in order; -1: in the other order. */
static struct record record_of(int64_t i, int n, int spread)
{
	struct record record = {.number = i};

	record.key = spread > 0 ? (int64_t)((uint64_t)(i + 7) * UINT64_C(2654435761) % (uint64_t)spread)
	             : spread   ? n - i
	                        : i;
	memset(record.filling, (int)(i % 251), sizeof record.filling);
	return record;
}

static void sort_both_ways(int n, int spread)
{
	struct sorter sorter = {.size = sizeof(struct record), .compare = by_key};
	struct record *all = calloc((size_t)n + 1, sizeof *all), got;
	bool any;

	for (int i = 0; i < n; i++) {
		all[i] = record_of(i, n, spread);
		assert_true(sorter_add(&sorter, &all[i]));
	}
	qsort(all, (size_t)n, sizeof *all, by_key);
	for (int i = 0; i < n; i++) {
		assert_true(sorter_take(&sorter, &got, &any) && any);
		if (memcmp(&got, &all[i], sizeof got) != 0)
			fail_msg("%d of %d, spread %d: %lld", i, n, spread, (long long)got.number);
	}
	for (int i = 0; i < 2; i++)
		assert_true(sorter_take(&sorter, &got, &any) && !any);
	sorter_free(&sorter);
	free(all);
}

static void test_order(void **state)
{
	static const int n[] = {0, 1, 2, 3, 255, 256, 257, 32767, 32768, 32769, 65536, 65537, 300000};

	(void)state;
	for (size_t i = 0; i < sizeof n / sizeof *n; i++)
		for (int spread = -1; spread < 3000; spread = spread < 1 ? spread + 1 : spread * 50)
			sort_both_ways(n[i], spread);
}

/* A record larger than a piece of a run. */
static int by_first_byte(const void *a, const void *b)
{
	return *(const unsigned char *)a - *(const unsigned char *)b;
}

static void test_large(void **state)
{
	struct sorter sorter = {.size = 40000, .compare = by_first_byte};
	char *record = calloc(1, sorter.size);
	bool any;

	(void)state;
	for (int i = 0; i < 400; i++) {
		memset(record, (i * 77) % 200, sorter.size);
		assert_true(sorter_add(&sorter, record));
	}
	for (int i = 0; i < 400; i++) {
		assert_true(sorter_take(&sorter, record, &any) && any);
		assert_int_equal((unsigned char)record[0], i / 2);
		assert_int_equal((unsigned char)record[39999], i / 2);
	}
	assert_true(sorter_take(&sorter, record, &any) && !any);
	sorter_free(&sorter);
	free(record);
}

/* No file may grow: nothing is lost silently. */
static void test_no_room(void **state)
{
	struct rlimit was, none = {0, 0};
	struct sorter sorter = {.size = sizeof(struct record), .compare = by_key};
	struct record got;
	bool any, done = true;

	(void)state;
	getrlimit(RLIMIT_FSIZE, &was);
	none.rlim_max = was.rlim_max;
	assert_int_equal(setrlimit(RLIMIT_FSIZE, &none), 0);
	for (int i = 0; i < 200000 && done; i++) {
		struct record record = record_of(i, 0, 0);
		done = sorter_add(&sorter, &record);
	}
	done = done && sorter_take(&sorter, &got, &any);
	int error = errno;
	setrlimit(RLIMIT_FSIZE, &was);
	assert_false(done);
	assert_int_equal(error, EFBIG);
	sorter_free(&sorter);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_order), cmocka_unit_test(test_large), cmocka_unit_test(test_no_room)};

	signal(SIGXFSZ, SIG_IGN);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
