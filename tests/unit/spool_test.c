/* What is put by comes back, from memory and from the file, whole and in parts. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/core/spool.h"

#define PIECES 70000 /* of 100 bytes: the first in a file, the last in memory */

static void fill(struct spool *spool, int pieces)
{
	char text[128];
	for (int i = 0; i < pieces; i++) {
		(void)snprintf(text, sizeof text, "%099d", i);
		assert_true(spool_add(spool, text, 100));
	}
	assert_int_equal(spool_length(spool), pieces * INT64_C(100));
}

static void read_piece(struct spool *spool, int i)
{
	char text[128], want[128];
	(void)snprintf(want, sizeof want, "%099d", i);
	assert_true(spool_read(spool, i * INT64_C(100), text, 100));
	assert_string_equal(text, want);
}

static void test_few_bytes_need_no_file(void **state)
{
	struct spool spool = {0};
	(void)state;
	fill(&spool, 10);
	assert_int_equal(spool.fd, 0);
	read_piece(&spool, 9);
	read_piece(&spool, 0);
	spool_free(&spool);
}

static void test_many_are_read_anywhere(void **state)
{
	struct spool spool = {0};
	static char two[200];
	(void)state;
	fill(&spool, PIECES);
	assert_true(spool.fd > 0);
	for (int i = PIECES - 1; i >= 0; i -= 997)
		read_piece(&spool, i);
	/* Across the end of the file into memory. */
	assert_true(spool_read(&spool, spool.filed - 100, two, 200));
	assert_int_equal(two[99], '\0');
	assert_int_equal(strtol(two + 100, NULL, 10), strtol(two, NULL, 10) + 1);
	spool_free(&spool);
}

static void test_all_is_copied(void **state)
{
	struct spool spool = {0};
	char *text = NULL;
	size_t length = 0;
	FILE *out = open_memstream(&text, &length);
	(void)state;
	fill(&spool, PIECES);
	assert_true(spool_copy(&spool, out));
	assert_int_equal(fclose(out), 0);
	assert_int_equal(length, PIECES * (size_t)100);
	for (int i = 0; i < PIECES; i++)
		assert_int_equal(strtol(text + (size_t)i * 100, NULL, 10), i);
	free(text);
	spool_free(&spool);
}

static void test_a_full_disk_is_said(void **state)
{
	struct spool spool = {0};
	FILE *full = fopen("/dev/full", "w");
	(void)state;
	fill(&spool, PIECES);
	assert_non_null(full);
	assert_false(spool_copy(&spool, full));
	assert_true(ferror(full));
	(void)fclose(full);
	spool_free(&spool);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_few_bytes_need_no_file),
	    cmocka_unit_test(test_many_are_read_anywhere),
	    cmocka_unit_test(test_all_is_copied),
	    cmocka_unit_test(test_a_full_disk_is_said),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
