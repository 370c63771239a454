/* Who was handed a lead, whose turn it is, who is owed what: sums of the events that count. */
#include "department.h"

#include "book/records/credit.h"

#define RECEIVED "SELECT manager, (at - 1795424400) / 86400, leads FROM received ORDER BY manager, at"
#define CREDIT "SELECT route, manager, value FROM credit ORDER BY route, manager"
#define TURNS "SELECT name, value FROM cursor WHERE name LIKE 'assign%' ORDER BY name"

static int64_t lead(struct scratch *scratch, int64_t number)
{
	return happen(scratch, EV_LEAD_CREATED, number, 0, NOON, "{\"name\":\"Ivan\"}");
}

static int64_t give(struct scratch *scratch, int64_t number, int day, const char *new)
{
	return happen(scratch, EV_LEAD_ASSIGNED, number, 0, NOON + day * DAY, new);
}

/* Written before a commit. */
static void assert_credit(struct scratch *scratch, const char *rows)
{
	assert_int_equal(rollup_flush(&scratch->crm), CRM_OK);
	assert_rows(scratch, CREDIT, 3, rows);
}

static void test_parts(void **state)
{
	(void)state;
	assert_int_equal(credit_part(1, 1), CREDIT_LEAD);
	assert_int_equal(credit_part(0, 7), 0);
	for (int64_t total = 1; total <= 40; total++)
		assert_int_equal(credit_part(1, total) * total, CREDIT_LEAD);
	/* 1000000000 of 50000000000 is a fiftieth, whatever 64 bits think of the product */
	assert_int_equal(credit_part(1000000000, INT64_C(50000000000)), CREDIT_LEAD / 50);
	assert_int_equal(credit_part(2, 41), INT64_C(260630802783570)); /* rounded down */
}

/* A lead's parts: anna 1 of 3, boris 2 of 3. 5342931457063200 / 3 = 1780977152354400. */
static void test_sums(void **state)
{
	struct scratch scratch;
	(void)state;
	department_open(&scratch);
	begin(&scratch);
	for (int i = 1; i <= 6; i++)
		lead(&scratch, i);
	int64_t first =
	    give(&scratch, 1, 0, "{\"manager\":\"boris\",\"method\":\"weighted\",\"among\":\"1 anna\\n2 boris\"}");
	give(&scratch, 2, 0, "{\"manager\":\"boris\",\"method\":\"rr\",\"route\":\"site\",\"among\":\"1 boris\"}");
	give(&scratch, 3, 1, "{\"manager\":\"boris\",\"method\":\"named\"}");
	give(&scratch, 4, 1,
	    "{\"manager\":\"anna\",\"method\":\"rr\",\"route\":\"site\",\"among\":\"1 anna\\n1 boris\"}");
	assert_rows(&scratch, RECEIVED, 3, "1 1 1; 2 0 2; 2 1 1");
	assert_credit(
	    &scratch, "1 1780977152354400;  2 -1780977152354400; site 1 -2671465728531600; site 2 2671465728531600");
	assert_rows(&scratch, TURNS, 2, "assign site 2");
	/* the turn of the second half comes, and nothing is left of the route's credit */
	int64_t last = give(&scratch, 5, 2,
	    "{\"manager\":\"boris\",\"method\":\"rr\",\"route\":\"site\",\"among\":\"1 anna\\n1 boris\"}");
	assert_credit(&scratch, "1 1780977152354400;  2 -1780977152354400");
	/* taken back in another order than it came */
	take_back(&scratch, first, 1, 1, 0);
	assert_credit(&scratch, "");
	assert_rows(&scratch, RECEIVED, 3, "1 1 1; 2 0 1; 2 1 1; 2 2 1");
	int64_t undo = take_back(&scratch, last, 5, 5, 0);
	assert_credit(&scratch, "site 1 -2671465728531600; site 2 2671465728531600");
	assert_rows(&scratch, TURNS, 2, "assign site 2");
	/* and the taking back taken back */
	take_back(&scratch, undo, 5, 5, 0);
	assert_credit(&scratch, "");
	assert_rows(&scratch, RECEIVED, 3, "1 1 1; 2 0 1; 2 1 1; 2 2 1");
	assert_rows(&scratch, TURNS, 2, "assign site 3");
	/* settings that have all counted anew leave it as it is */
	take_back(&scratch, last, 5, 5, 0);
	put(&scratch, "{\"table\":\"stage\",\"stage\":\"meeting\",\"pos\":\"30\",\"kind\":\"open\"}",
	    "{\"table\":\"stage\",\"stage\":\"meeting\",\"pos\":\"45\",\"kind\":\"open\"}");
	assert_credit(&scratch, "site 1 -2671465728531600; site 2 2671465728531600");
	end(&scratch);
	assert_replays(&scratch);
	scratch_close(&scratch);
}

/* What an older version wrote, or nobody: no harm. */
static void test_strange(void **state)
{
	static const char *const news[] = {"{\"manager\":\"nobody\",\"method\":\"rr\",\"among\":\"1 nobody\"}",
	    "{\"method\":\"rr\"}", "{\"manager\":\"anna\",\"among\":\"\"}",
	    "{\"manager\":\"anna\",\"among\":\"0 anna\\n0 boris\"}", "{\"manager\":\"anna\",\"among\":\"x\\n\\n\"}"};
	struct scratch scratch;
	(void)state;
	department_open(&scratch);
	begin(&scratch);
	lead(&scratch, 1);
	for (size_t i = 0; i < COUNT(news); i++)
		give(&scratch, 1, 0, news[i]);
	assert_credit(&scratch, "");
	assert_rows(&scratch, TURNS, 2, "");
	assert_rows(&scratch, RECEIVED, 3, "1 0 3");
	/* one of those it was handed out among is not known any more: his part is nobody's */
	give(&scratch, 1, 0, "{\"manager\":\"anna\",\"among\":\"1 anna\\n1 gone\"}");
	assert_credit(&scratch, "1 -2671465728531600");
	end(&scratch);
	assert_replays(&scratch);
	scratch_close(&scratch);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_parts), cmocka_unit_test(test_sums), cmocka_unit_test(test_strange)};
	return cmocka_run_group_tests_name("assigned", tests, NULL, NULL);
}
