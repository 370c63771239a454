#include "department.h"

#define ENTRIES(sum)                                                                                                   \
	"SELECT day - 20780, who, stage, n, amount FROM lead_sum WHERE state = 0 AND sum = " sum                       \
	" ORDER BY day, who, stage"
#define COHORT(sum)                                                                                                    \
	"SELECT day - 20780, who, stage, state, n, amount FROM lead_sum WHERE state <> 9 AND sum = " sum               \
	" ORDER BY day, who, stage, state"
#define SKIPPED "SELECT sum, day, who, stage, n FROM lead_sum WHERE state = CASE WHEN sum < 3 THEN 1 ELSE 9 END"
/* What the cohorts of all days are not that those of each day make together. */
#define EVER                                                                                                           \
	"SELECT 1 FROM (SELECT sum + 2 AS a, who, stage, state, sum(n), sum(amount) FROM lead_sum WHERE sum IN (3, "   \
	"4) "                                                                                                          \
	"GROUP BY sum, who, stage, state EXCEPT SELECT sum, who, stage, state, n, amount FROM lead_sum WHERE day = "   \
	"0) "                                                                                                          \
	"UNION ALL SELECT 2 FROM lead_sum WHERE sum IN (5, 6) AND day <> 0"

/* 2026-11-23 is day 20780; stages are 1 to 5, managers anna 1 and boris 2. */
#define WON                                                                                                            \
	{                                                                                                              \
		.exists = true,                                                                                        \
		.lead = {.lead = 1,                                                                                    \
		    .client = 1,                                                                                       \
		    .state = LEAD_WON,                                                                                 \
		    .stage = 5,                                                                                        \
		    .manager = 2,                                                                                      \
		    .source = 3,                                                                                       \
		    .amount = 700,                                                                                     \
		    .created_at = NOON,                                                                                \
		    .decided_at = NOON + 2 * DAY},                                                                     \
		.first_owner = 1, .n_reach = 4, .reach = {                                                             \
			{2, NOON, 1, false},                                                                           \
			{3, NOON + DAY, 1, true},                                                                      \
			{4, NOON + DAY, 1, false},                                                                     \
			{5, NOON + 2 * DAY, 2, false}                                                                  \
		}                                                                                                      \
	}

static const struct lead_folded won = WON;

static void assert_sums(struct scratch *scratch, const char *kpi, const char *src, const char *cohort)
{
	char text[4096];
	rows_of(scratch, ENTRIES("1"), 5, text, sizeof text);
	assert_string_equal(text, kpi);
	rows_of(scratch, ENTRIES("2"), 5, text, sizeof text);
	assert_string_equal(text, src);
	rows_of(scratch, COHORT("4"), 6, text, sizeof text);
	assert_string_equal(text, cohort);
	rows_of(scratch, EVER, 1, text, sizeof text);
	assert_string_equal(text, "");
}

static void count(struct scratch *scratch, const struct lead_folded *folded, int sign)
{
	must(scratch, rollup_lead(&scratch->crm, folded, sign));
}

static void flush(struct scratch *scratch)
{
	must(scratch, rollup_flush(&scratch->crm));
}

#define WON_KPI "0 1 1 1 0; 0 1 2 1 0; 1 1 3 1 0; 1 1 4 1 0; 2 2 5 1 700"
#define WON_SRC "0 3 1 1 0; 0 3 2 1 0; 1 3 3 1 0; 1 3 4 1 0; 2 3 5 1 700"

static void test_one(void **state)
{
	struct scratch scratch;
	struct lead_folded other = won;
	(void)state;
	department_open(&scratch);
	must(&scratch, db_begin(scratch.crm.db));
	assert_sums(&scratch, "", "", "");
	count(&scratch, &won, 1);
	assert_sums(&scratch, "", "", "");
	flush(&scratch);
	assert_sums(&scratch, WON_KPI, WON_SRC, "0 3 5 1 1 700");
	flush(&scratch);
	assert_sums(&scratch, WON_KPI, WON_SRC, "0 3 5 1 1 700");
	/* Another of the same, and it returns to work: its money goes, its entries stay. */
	count(&scratch, &won, 1);
	count(&scratch, &won, -1);
	other.lead.state = LEAD_OPEN;
	other.lead.stage = 3;
	count(&scratch, &other, 1);
	flush(&scratch);
	assert_sums(&scratch, "0 1 1 2 0; 0 1 2 2 0; 1 1 3 2 0; 1 1 4 2 0; 2 2 5 2 700",
	    "0 3 1 2 0; 0 3 2 2 0; 1 3 3 2 0; 1 3 4 2 0; 2 3 5 2 700", "0 3 3 5 1 700; 0 3 5 1 1 700; 0 3 5 4 1 0");
	count(&scratch, &won, -1);
	flush(&scratch);
	assert_sums(&scratch, "0 1 1 1 0; 0 1 2 1 0; 1 1 3 1 0; 1 1 4 1 0; 2 2 5 1 0",
	    "0 3 1 1 0; 0 3 2 1 0; 1 3 3 1 0; 1 3 4 1 0; 2 3 5 1 0", "0 3 3 5 1 700; 0 3 5 4 1 0");
	count(&scratch, &other, -1);
	flush(&scratch);
	assert_sums(&scratch, "", "", "");
	db_rollback(scratch.crm.db);
	scratch_close(&scratch);
}

/* For its owner of now in cohorts, for that of then in entries; what was passed over for both. */
static void test_owner(void **state)
{
	struct scratch scratch;
	char text[256];
	(void)state;
	department_open(&scratch);
	must(&scratch, db_begin(scratch.crm.db));
	count(&scratch, &won, 1);
	flush(&scratch);
	rows_of(&scratch, COHORT("3"), 6, text, sizeof text);
	assert_string_equal(text, "0 2 5 1 1 700");
	rows_of(&scratch, SKIPPED " ORDER BY sum", 5, text, sizeof text);
	assert_string_equal(text, "1 20781 1 3 1; 2 20781 3 3 1; 3 20780 2 3 1; 4 20780 3 3 1; 5 0 2 3 1; 6 0 3 3 1");
	struct lead_folded given = won;
	given.lead.manager = 1;
	count(&scratch, &won, -1);
	count(&scratch, &given, 1);
	flush(&scratch);
	rows_of(&scratch, COHORT("3"), 6, text, sizeof text);
	assert_string_equal(text, "0 1 5 1 1 700");
	assert_sums(&scratch, WON_KPI, WON_SRC, "0 3 5 1 1 700");
	db_rollback(scratch.crm.db);
	scratch_close(&scratch);
}

/* An amount that is none does not stop the others. */
static void test_vast(void **state)
{
	struct scratch scratch;
	struct lead_folded folded = {
	    .exists = true, .lead = {.lead = 1, .stage = 1, .amount = INT64_MAX - 1, .created_at = NOON}};
	(void)state;
	department_open(&scratch);
	must(&scratch, db_begin(scratch.crm.db));
	for (int i = 0; i < 3; i++)
		count(&scratch, &folded, 1);
	flush(&scratch);
	assert_sums(&scratch, "0 0 1 3 0", "0 0 1 3 0", "0 0 1 0 3 300000000000000");
	db_rollback(scratch.crm.db);
	scratch_close(&scratch);
}

/* What is not a lead counts nowhere, whatever it had entered before that came out. */
static void test_leads(void **state)
{
	static const struct {
		enum lead_state state;
		const char *reason;
		const char *kpi, *cohort;
	} row[] = {
	    {LEAD_OPEN, NULL, "0 0 1 1 0; 0 0 2 1 0", "0 0 2 0 1 0"},
	    {LEAD_LOST, "price", "0 0 1 1 0; 0 0 2 1 0", "0 0 2 2 1 0"},
	    {LEAD_DISQUALIFIED, "not_target", "0 0 1 1 0; 0 0 2 1 0", "0 0 2 3 1 0"},
	    {LEAD_DISQUALIFIED, "spam", "", ""},
	    {LEAD_DISQUALIFIED, "duplicate", "", ""},
	};
	struct scratch scratch;
	(void)state;
	department_open(&scratch);
	for (size_t i = 0; i < COUNT(row); i++) {
		const struct reason *reason = row[i].reason != NULL ? reason_find(&scratch.crm, row[i].reason) : NULL;
		struct lead_folded folded = {.exists = true, .n_reach = 1, .reach = {{2, NOON, 0, false}}};
		folded.lead = (struct lead){.lead = 1,
		    .state = row[i].state,
		    .stage = 2,
		    .amount = AMOUNT_NONE,
		    .created_at = NOON,
		    .reason = reason != NULL ? reason->id : 0};
		must(&scratch, db_begin(scratch.crm.db));
		count(&scratch, &folded, 1);
		flush(&scratch);
		assert_sums(&scratch, row[i].kpi, row[i].kpi, row[i].cohort);
		db_rollback(scratch.crm.db);
	}
	count(&scratch, &(struct lead_folded){0}, 1);
	flush(&scratch);
	assert_sums(&scratch, "", "", "");
	scratch_close(&scratch);
}

/* A day is the department's: 23:59:59 and 00:00:00 of Moscow. */
static void test_days(void **state)
{
	struct scratch scratch;
	struct lead_folded folded = {.exists = true, .lead = {.lead = 1, .stage = 1, .amount = AMOUNT_NONE}};
	(void)state;
	department_open(&scratch);
	must(&scratch, db_begin(scratch.crm.db));
	folded.lead.created_at = NOON + 12 * 3600 - 1;
	count(&scratch, &folded, 1);
	folded.lead.created_at++;
	count(&scratch, &folded, 1);
	flush(&scratch);
	assert_sums(&scratch, "0 0 1 1 0; 1 0 1 1 0", "0 0 1 1 0; 1 0 1 1 0", "0 0 1 0 1 0; 1 0 1 0 1 0");
	db_rollback(scratch.crm.db);
	scratch_close(&scratch);
}

static void test_giveup(void **state)
{
	struct scratch scratch;
	struct lead_folded folded = {
	    .exists = true, .lead = {.lead = 1, .stage = 1, .amount = AMOUNT_NONE, .created_at = NOON}};
	(void)state;
	department_open(&scratch);
	must(&scratch, db_begin(scratch.crm.db));
	count(&scratch, &folded, 1);
	must(&scratch, rollup_mark(&scratch.crm));
	count(&scratch, &folded, 1);
	must(&scratch, rollup_mark(&scratch.crm));
	count(&scratch, &folded, -1);
	for (int i = 0; i < 2000; i++) { /* the table grows meanwhile */
		struct lead_folded far = folded;
		far.lead.created_at += i * DAY;
		count(&scratch, &far, 1);
	}
	count(&scratch, &won, 1);
	rollup_giveup(&scratch.crm);
	rollup_giveup(&scratch.crm);
	flush(&scratch);
	assert_sums(&scratch, "0 0 1 2 0", "0 0 1 2 0", "0 0 1 0 2 0");
	count(&scratch, &won, 1);
	rollup_clear(&scratch.crm);
	flush(&scratch);
	assert_sums(&scratch, "0 0 1 2 0", "0 0 1 2 0", "0 0 1 0 2 0");
	db_rollback(scratch.crm.db);
	scratch_close(&scratch);
}

/* Many cells, each twice, in no order: all are there, and all go again. */
static void test_many(void **state)
{
	enum { N = 5000 };
	struct scratch scratch;
	(void)state;
	department_open(&scratch);
	must(&scratch, db_begin(scratch.crm.db));
	for (int sign = 1; sign >= -1; sign -= 2) {
		for (int i = 0; i < 2 * N; i++) {
			struct lead_folded folded = {.exists = true,
			    .first_owner = i % 7,
			    .lead = {.lead = 1,
			        .stage = 1,
			        .amount = AMOUNT_NONE,
			        .source = i % 3,
			        .created_at = NOON + i * 7919 % N * DAY}};
			count(&scratch, &folded, sign);
		}
		flush(&scratch);
		if (sign > 0)
			assert_int_equal(scratch_number(&scratch, "SELECT sum(n) FROM lead_sum WHERE sum = 1"), 2 * N);
		assert_int_equal(scratch_number(&scratch, "SELECT count(DISTINCT day) FROM lead_sum WHERE sum = 2"),
		    sign > 0 ? N : 0);
	}
	assert_sums(&scratch, "", "", "");
	db_rollback(scratch.crm.db);
	scratch_close(&scratch);
}

static void test_no_stages(void **state)
{
	struct scratch scratch;
	(void)state;
	scratch_open(&scratch);
	must(&scratch, crm_load(&scratch.crm));
	assert_int_equal(rollup_lead(&scratch.crm, &won, 1), CRM_CONFIG);
	assert_string_equal(scratch.crm.why.text, "there are no stages: see crm-conf put stage");
	scratch_close(&scratch);
}

static void test_overflow(void **state)
{
	struct scratch scratch;
	struct lead_folded folded = WON;
	(void)state;
	department_open(&scratch);
	folded.lead.amount = INT64_MAX - 1;
	count(&scratch, &folded, 1);
	assert_int_equal(rollup_lead(&scratch.crm, &folded, 1), CRM_IO);
	scratch_close(&scratch);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_one),
	    cmocka_unit_test(test_owner),
	    cmocka_unit_test(test_vast),
	    cmocka_unit_test(test_leads),
	    cmocka_unit_test(test_days),
	    cmocka_unit_test(test_giveup),
	    cmocka_unit_test(test_many),
	    cmocka_unit_test(test_no_stages),
	    cmocka_unit_test(test_overflow),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
