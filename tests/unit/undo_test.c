#include "department.h"

static void test_collisions(void **state)
{
	struct scratch scratch;
	struct undone undone = {0};
	(void)state;
	department_open(&scratch);
	int64_t import = begin(&scratch);
	int64_t first = happen(&scratch, EV_LEAD_CREATED, 1, 0, NOON, "{\"name\":\"A\",\"phone\":\"1\"}");
	happen(&scratch, EV_LEAD_CREATED, 2, 0, NOON, "{\"name\":\"B\"}");
	happen(&scratch, EV_LEAD_ASSIGNED, 2, 0, NOON, "{\"manager\":\"anna\"}");
	end(&scratch);
	int64_t losing = begin(&scratch);
	int64_t lost = happen(&scratch, EV_LEAD_LOST, 2, 0, NOON, "{\"reason\":\"price\"}");
	end(&scratch);
	undo(&scratch, import, &undone);
	assert_int_equal(undone.n, 3);
	assert_int_equal(undone.done, 1);
	assert_int_equal(undone.rejected, 2);
	char reason[160];
	snprintf(reason, sizeof reason,
	    "lead 2 changed since: event %lld (lead.lost) of batch %lld; --with-later takes that back too",
	    (long long)lost, (long long)losing);
	static const struct {
		int64_t event, lead;
		const char *verdict;
	} row[] = {{2, 2, VERDICT_REJECTED}, {1, 2, VERDICT_REJECTED}, {0, 1, VERDICT_DONE}};
	for (int i = 0; i < 3; i++) {
		assert_int_equal(undone.answer[i].event, first + row[i].event);
		assert_int_equal(undone.answer[i].lead, row[i].lead);
		assert_string_equal(undone.answer[i].verdict, row[i].verdict);
		if (row[i].event != 0)
			assert_string_equal(undone.answer[i].reason, reason);
		else
			assert_null(undone.answer[i].reason);
	}
	undone_free(&undone);
	/* What was in the way goes; then the rest goes too, and the one that is gone is known. */
	assert_int_equal(undo(&scratch, losing, NULL), 0);
	undo(&scratch, import, &undone);
	assert_int_equal(undone.done, 2);
	assert_int_equal(undone.known, 1);
	snprintf(reason, sizeof reason, "taken back by event %lld", (long long)lost + 1);
	assert_string_equal(undone.answer[2].reason, reason);
	undone_free(&undone);
	assert_int_equal(scratch_number(&scratch, "SELECT count(*) FROM lead"), 0);
	assert_replays(&scratch);
	/* Losing cannot be done again while the lead is not there, and lead 1 not while its row is another lead. */
	undo(&scratch, losing + 2, &undone);
	assert_int_equal(undone.rejected, 1);
	undone_free(&undone);
	begin(&scratch);
	happen(&scratch, EV_LEAD_CREATED, 3, 0, NOON, "{\"name\":\"A\",\"phone\":\"1\"}");
	end(&scratch);
	undo(&scratch, import + 2, &undone);
	assert_int_equal(undone.rejected, 1);
	assert_string_equal(undone.answer[0].reason, "the same row is lead 3 now");
	undone_free(&undone);
	assert_replays(&scratch);
	scratch_close(&scratch);
}

static void test_odd_batches(void **state)
{
	struct scratch scratch;
	struct undone undone = {0};
	(void)state;
	department_open(&scratch);
	int64_t empty = begin(&scratch);
	end(&scratch);
	int64_t used = begin(&scratch);
	happen(
	    &scratch, EV_LEAD_CREATED, 1, 0, NOON, "{\"name\":\"A\",\"_manager\":\"boris\",\"_stage\":\"qualified\"}");
	end(&scratch);
	int64_t repeats = begin(&scratch);
	happen(&scratch, EV_LEAD_CREATED, 2, 1, NOON,
	    "{\"name\":\"A\",\"x\":\"2\",\"_origin\":\"1\",\"_state\":\"disqualified\",\"_reason\":\"duplicate\"}");
	end(&scratch);
	const struct {
		int64_t batch;
		const char *verdict, *reason;
	} row[] = {
	    {99, VERDICT_REJECTED, "no batch 99"},
	    {repeats + 1, VERDICT_REJECTED, NULL}, /* the one that is running */
	    {empty, VERDICT_KNOWN, "batch 2 wrote nothing"},
	    {used, VERDICT_REJECTED, "lead 2 repeats lead 1; --with-later takes that back too"},
	};
	begin(&scratch);
	for (size_t i = 0; i < COUNT(row); i++) {
		must(&scratch, undo_batch(&scratch.crm, row[i].batch, false, &undone));
		assert_int_equal(undone.n, i + 1);
		assert_string_equal(undone.answer[i].verdict, row[i].verdict);
		if (row[i].reason != NULL)
			assert_string_equal(undone.answer[i].reason, row[i].reason);
	}
	end(&scratch);
	undone_free(&undone);
	/* Of the settings only what no record names can go. */
	undo(&scratch, 1, &undone);
	assert_int_equal(undone.n, 14);
	static const char *const reasons[14] = {
	    [1] = "manager «boris» is in use: leads 1, leads in the past 1, days of results 2",
	    [4] = "reason «duplicate» is in use: leads 1",
	    [10] = "stage «qualified» is in use: leads 1, leads in the past 1",
	    [11] = "stage «new» is in use: leads 1"};
	for (int i = 0; i < undone.n; i++) {
		assert_string_equal(undone.answer[i].verdict, reasons[i] != NULL ? VERDICT_REJECTED : VERDICT_DONE);
		if (reasons[i] != NULL)
			assert_string_equal(undone.answer[i].reason, reasons[i]);
	}
	assert_rows(&scratch, "SELECT manager FROM manager ORDER BY id", 1, "boris");
	assert_rows(&scratch, "SELECT reason FROM reason ORDER BY id", 1, "duplicate");
	undone_free(&undone);
	assert_replays(&scratch);
	scratch_close(&scratch);
}

/* A row of settings that somebody changed since stays as it is. */
static void test_changed_setting(void **state)
{
	static const char a[] = "{\"table\":\"setting\",\"key\":\"lang\",\"value\":\"ru\"}";
	static const char b[] = "{\"table\":\"setting\",\"key\":\"lang\",\"value\":\"en\"}";
	struct scratch scratch;
	struct undone undone = {0};
	(void)state;
	department_open(&scratch);
	int64_t first = begin(&scratch);
	put(&scratch, NULL, a);
	end(&scratch);
	int64_t second = begin(&scratch);
	put(&scratch, a, b);
	end(&scratch);
	undo(&scratch, first, &undone);
	assert_int_equal(undone.rejected, 1);
	assert_string_equal(undone.answer[0].reason,
	    "setting «lang» changed since: event 16 (conf.put) of batch 3; --with-later takes that back too");
	undone_free(&undone);
	assert_int_equal(undo(&scratch, second, NULL), 0);
	assert_rows(&scratch, "SELECT value FROM setting WHERE name = 'lang'", 1, "ru");
	assert_int_equal(undo(&scratch, first, NULL), 0);
	assert_rows(&scratch, "SELECT value FROM setting WHERE name = 'lang'", 1, "");
	assert_replays(&scratch);
	scratch_close(&scratch);
}

/* A stage put in the middle is passed over by leads that are further on; nobody ever stood there, so it can go again.
 */
static void test_stage_between(void **state)
{
	struct scratch scratch;
	char before[17], after[17];
	(void)state;
	department_open(&scratch);
	begin(&scratch);
	happen(&scratch, EV_LEAD_CREATED, 1, 0, NOON, "{\"name\":\"A\",\"_stage\":\"booking\"}");
	end(&scratch);
	hash_of(&scratch, before);
	int64_t batch = begin(&scratch);
	put(&scratch, NULL, "{\"table\":\"stage\",\"stage\":\"show\",\"pos\":\"35\",\"kind\":\"open\"}");
	end(&scratch);
	assert_rows(&scratch, "SELECT stage, skipped FROM reach ORDER BY stage", 2, "2 1; 3 1; 4 0; 6 1");
	assert_replays(&scratch);
	assert_int_equal(undo(&scratch, batch, NULL), 0);
	assert_rows(&scratch, "SELECT stage, skipped FROM reach ORDER BY stage", 2, "2 1; 3 1; 4 0");
	hash_of(&scratch, after);
	assert_string_equal(after, before);
	assert_replays(&scratch);
	scratch_close(&scratch);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_collisions),
	    cmocka_unit_test(test_odd_batches),
	    cmocka_unit_test(test_changed_setting),
	    cmocka_unit_test(test_stage_between),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
