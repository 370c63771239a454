#include "scratch.h"

#include "book/setup/conf_put.h"
#include "book/setup/plan.h"
#include "book/setup/plan_sum.h"

#define NOVEMBER 20758 /* 2026-11-01 */

static void begin(struct scratch *scratch)
{
	struct crm *crm = &scratch->crm;
	int64_t batch = 0;
	scratch_open(scratch);
	scratch_run(
	    scratch, "INSERT INTO unit (unit, parent) VALUES ('all', NULL), ('north', 'all'), ('south', 'all')");
	scratch_run(scratch,
	    "INSERT INTO manager (id, manager, role, unit) VALUES (1, 'ivanov', 'manager', 'north'), "
	    "(2, 'petrova', 'manager', 'north'), (3, 'kim', 'manager', 'south'), (4, 'loner', 'manager', NULL)");
	assert_int_equal(crm_load(crm), CRM_OK);
	assert_int_equal(db_begin(crm->db), CRM_OK);
	assert_int_equal(journal_begin(crm->db, &crm->who, crm->now, &batch), CRM_OK);
}

static void end(struct scratch *scratch)
{
	assert_int_equal(journal_end(scratch->crm.db, "done", true), CRM_OK);
	assert_int_equal(db_commit(scratch->crm.db), CRM_OK);
	scratch_close(scratch);
}

struct put {
	const char *values[5]; /* month metric value manager unit */
	const char *verdict, *reason;
	int64_t plan;
};

static void expect(struct scratch *scratch, const struct put *put)
{
	struct answer answer = {0};
	assert_int_equal(plan_put(&scratch->crm, put->values, &answer), CRM_OK);
	if (strcmp(answer.verdict, put->verdict) != 0)
		fail_msg("%s %s: %s, not %s: %s", put->values[0], put->values[1], answer.verdict, put->verdict,
		    answer.reason ? answer.reason : "");
	assert_string_equal(answer.reason ? answer.reason : "", put->reason ? put->reason : "");
	assert_int_equal(answer.object, put->plan);
}

static void test_put(void **state)
{
	static const struct put puts[] = {
	    {{"2026-11", "leads", "100", "ivanov"}, VERDICT_DONE, NULL, 1},
	    {{"2026-11", "leads", "100", "ivanov"}, VERDICT_KNOWN, NULL, 1},
	    {{"2026-11-23", "Leads", "120", "ivanov"}, VERDICT_DONE, NULL, 1},
	    {{"2026-11", "amount", "4 500 000,50 ₽"}, VERDICT_DONE, NULL, 2},
	    {{"2026-11", "amount", "4500000.50"}, VERDICT_KNOWN, NULL, 2},
	    {{"2026-12", "meetings", "7", NULL, "north"}, VERDICT_DONE, NULL, 3},
	    {{"2026-12", "meetings", "7", "kim", "south"}, VERDICT_DONE, "a plan of the manager: the unit is not kept",
	        4},
	    {{"2026-12", "meetings", "7", "kim"}, VERDICT_KNOWN, NULL, 4},
	    {{"2026-13", "leads", "1"}, VERDICT_REJECTED, "not a month like 2026-11: «2026-13»", 0},
	    {{"лето", "leads", "1"}, VERDICT_REJECTED, "not a month like 2026-11: «лето»", 0},
	    {{"2026-11", "meting", "1"}, VERDICT_REJECTED,
	        "must be one of leads qualified meetings bookings contracts amount, not «meting»: did you mean "
	        "meetings?",
	        0},
	    {{"2026-11", "leads", "1.5"}, VERDICT_REJECTED, "must be a whole number from 0 to 1000000000, not «1.5»",
	        0},
	    {{"2026-11", "amount", "-5"}, VERDICT_REJECTED, "less than nothing: «-5»", 0},
	    {{"2026-11", "amount", "5 $"}, VERDICT_REJECTED, "in USD, not in RUB: «5 $»", 0},
	    {{"2026-11", "amount", "much"}, VERDICT_REJECTED, "not an amount of money: «much»", 0},
	    {{"2026-11", "leads", "1", "ivanof"}, VERDICT_REJECTED,
	        "no manager «ivanof»: did you mean ivanov? managers: ivanov petrova kim loner", 0},
	    {{"2026-11", "leads", "1", NULL, "nord"}, VERDICT_REJECTED, "no unit «nord»; units: all north south", 0},
	    {{"2026-11", "leads"}, VERDICT_REJECTED, "missing: value", 0},
	};
	struct scratch scratch;
	(void)state;
	begin(&scratch);
	for (size_t i = 0; i < COUNT(puts); i++)
		expect(&scratch, &puts[i]);
	assert_int_equal(scratch_number(&scratch, "SELECT value FROM plan WHERE plan = 2"), 450000050);
	assert_int_equal(scratch_number(&scratch, "SELECT month FROM plan WHERE plan = 1"), NOVEMBER);
	assert_int_equal(scratch_number(&scratch, "SELECT count(*) FROM event WHERE kind = 12"), 5);
	end(&scratch);
}

static void fill(struct scratch *scratch)
{
	static const struct put puts[] = {
	    {{"2026-11", "leads", "10", "ivanov"}, VERDICT_DONE, NULL, 1},
	    {{"2026-11", "leads", "20", "petrova"}, VERDICT_DONE, NULL, 2},
	    {{"2026-11", "leads", "40", "kim"}, VERDICT_DONE, NULL, 3},
	    {{"2026-11", "leads", "80", "loner"}, VERDICT_DONE, NULL, 4},
	    {{"2026-11", "leads", "35", NULL, "south"}, VERDICT_DONE,
	        "the plan of unit south for leads is 35, those of its people add up to 40", 5},
	    {{"2026-11", "contracts", "5"}, VERDICT_DONE, NULL, 6},
	    {{"2026-11", "contracts", "2", "kim"}, VERDICT_DONE, NULL, 7},
	    {{"2026-11", "bookings", "0", "kim"}, VERDICT_DONE, NULL, 8},
	};
	for (size_t i = 0; i < COUNT(puts); i++)
		expect(scratch, &puts[i]);
}

static void test_value(void **state)
{
	static const struct {
		day_t month;
		const char *metric, *who;
		enum status status;
		int64_t value;
	} managers[] = {{NOVEMBER, "leads", "ivanov", CRM_OK, 10}, {NOVEMBER + 29, "leads", "ivanov", CRM_OK, 10},
	    {NOVEMBER + 30, "leads", "ivanov", CRM_NONE, 0}, {NOVEMBER, "leads", "nobody", CRM_NONE, 0},
	    {NOVEMBER, "leads", "", CRM_NONE, 0}, {NOVEMBER, "contracts", "kim", CRM_OK, 2},
	    {NOVEMBER, "contracts", "ivanov", CRM_NONE, 0}},
	  units[] = {{NOVEMBER, "leads", "north", CRM_OK, 30}, {NOVEMBER, "leads", "south", CRM_OK, 35},
	      {NOVEMBER, "leads", "all", CRM_OK, 65}, /* 35 stands for kim's 40, too */
	      {NOVEMBER, "leads", NULL, CRM_OK, 145}, {NOVEMBER, "contracts", "north", CRM_NONE, 0},
	      {NOVEMBER, "contracts", "all", CRM_OK, 2}, {NOVEMBER, "contracts", NULL, CRM_OK, 5},
	      {NOVEMBER, "bookings", NULL, CRM_OK, 0}, {NOVEMBER, "amount", NULL, CRM_NONE, 0},
	      {NOVEMBER, "leads", "west", CRM_NONE, 0}};
	struct scratch scratch;
	struct plans plans;
	int64_t value;
	(void)state;
	begin(&scratch);
	fill(&scratch);
	for (size_t i = 0; i < COUNT(managers); i++) {
		value = 0;
		assert_int_equal(plans_load(&scratch.crm, managers[i].month, NULL, &scratch.crm.run, &plans), CRM_OK);
		assert_int_equal(plans_of_manager(&plans, managers[i].metric, managers[i].who, &value),
		    managers[i].status == CRM_OK);
		assert_int_equal(value, managers[i].value);
	}
	assert_int_equal(plans_load(&scratch.crm, NOVEMBER, NULL, &scratch.crm.run, &plans), CRM_OK);
	for (size_t i = 0; i < COUNT(units); i++) {
		value = 0;
		assert_int_equal(
		    plans_of_unit(&scratch.crm, &plans, units[i].metric, units[i].who, &value), units[i].status);
		assert_int_equal(value, units[i].value);
	}
	end(&scratch);
}

/* In whose plan is a manager? */
static void test_count_in(void **state)
{
	static const struct {
		const char *metric, *unit, *manager;
		bool counted;
	} row[] = {
	    {"leads", NULL, "ivanov", true},
	    {"leads", NULL, "kim", true},
	    {"leads", "south", "kim", true},
	    {"leads", "all", "kim", true},
	    {"contracts", "all", "kim", true},
	    {"contracts", "all", "ivanov", false},
	    {"contracts", NULL, "ivanov", true}, /* of the company's */
	    {"bookings", NULL, "kim", true},
	    {"bookings", NULL, "loner", false},
	    {"meetings", NULL, "kim", false},
	};
	struct scratch scratch;
	struct plans plans;
	(void)state;
	begin(&scratch);
	fill(&scratch);
	assert_int_equal(plans_load(&scratch.crm, NOVEMBER, NULL, &scratch.crm.run, &plans), CRM_OK);
	for (size_t i = 0; i < COUNT(row); i++)
		if (plans_count_in(&scratch.crm, &plans, row[i].metric, row[i].unit,
		        manager_find(&scratch.crm, row[i].manager)) != row[i].counted)
			fail_msg("%s of %s", row[i].metric, row[i].manager);
	assert_true(unit_is_within(&scratch.crm, "north", "all"));
	assert_true(unit_is_within(&scratch.crm, "north", "north"));
	assert_false(unit_is_within(&scratch.crm, "all", "north"));
	assert_false(unit_is_within(&scratch.crm, NULL, "north"));
	assert_false(unit_is_within(&scratch.crm, "", "north"));
	/* Units that go in a circle end. */
	scratch_run(&scratch, "UPDATE unit SET parent = 'north' WHERE unit = 'all'");
	assert_int_equal(crm_reload(&scratch.crm), CRM_OK);
	assert_false(unit_is_within(&scratch.crm, "north", "south"));
	end(&scratch);
}

/* get and put are inverse: the figure of money comes back as it was. */
static void test_round_trip(void **state)
{
	static const struct put amount = {{"2026-11", "amount", "1234.5"}, VERDICT_DONE, NULL, 1};
	struct scratch scratch;
	struct conf_rows rows;
	struct answer answer = {0};
	(void)state;
	begin(&scratch);
	expect(&scratch, &amount);
	assert_int_equal(conf_load(&scratch.crm, conf_find("plan"), &rows), CRM_OK);
	assert_int_equal(rows.n, 1);
	assert_string_equal(rows.row[0][2], "1234.50");
	assert_int_equal(conf_put(&scratch.crm, conf_find("plan"), rows.row[0], &answer), CRM_OK);
	assert_string_equal(answer.verdict, VERDICT_KNOWN);
	end(&scratch);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_put),
	    cmocka_unit_test(test_value),
	    cmocka_unit_test(test_count_in),
	    cmocka_unit_test(test_round_trip),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
