#include "scratch.h"

static int64_t begin(struct scratch *scratch, int64_t batch)
{
	assert_int_equal(db_begin(scratch->crm.db), CRM_OK);
	assert_int_equal(journal_begin(scratch->crm.db, &scratch->crm.who, NOON + batch, &batch), CRM_OK);
	return batch;
}

static void end(struct scratch *scratch, const char *counts, bool finished)
{
	assert_int_equal(journal_end(scratch->crm.db, counts, finished), CRM_OK);
	assert_int_equal(db_commit(scratch->crm.db), CRM_OK);
}

static struct event added(struct scratch *scratch, enum event_kind kind, int64_t lead)
{
	struct event event = {.kind = kind, .lead = lead, .occurred_at = NOON - 60, .new = "{\"stage\":\"meeting\"}"};
	assert_int_equal(journal_add(scratch->crm.db, &event), CRM_OK);
	return event;
}

static void test_kinds(void **state)
{
	static const struct {
		enum event_kind kind;
		const char *name;
	} row[] = {{EV_LEAD_CREATED, "lead.created"}, {EV_LEAD_LOST, "lead.lost"}, {EV_TASK_DONE, "task.done"},
	    {EV_CONF_PUT, "conf.put"}, {EV_PROGRAMME_ENDED, "programme.ended"}, {EV_UNDONE, "undone"}};
	(void)state;
	for (size_t i = 0; i < COUNT(row); i++) {
		assert_string_equal(event_kind_name(row[i].kind), row[i].name);
		assert_int_equal(event_kind_find(row[i].name), row[i].kind);
	}
	for (int kind = 1; kind < EV_KINDS; kind++)
		assert_int_equal(event_kind_find(event_kind_name((enum event_kind)kind)), kind);
	assert_null(event_kind_name((enum event_kind)0));
	assert_null(event_kind_name(EV_KINDS));
	assert_int_equal(event_kind_find("lead"), 0);
}

static void check_batch(struct scratch *scratch, int64_t batch, int64_t first, int64_t last, const char *counts)
{
	struct stmt *stmt;
	assert_int_equal(db_ask_one(scratch->crm.db,
	                     "SELECT command, line, actor, login, host, started_at, finished_at, counts, first_event, "
	                     "last_event FROM batch WHERE batch = $1",
	                     VALS(V_INT(batch)), &stmt),
	    CRM_OK);
	assert_string_equal(db_text(stmt, 0), "crm-test");
	assert_string_equal(db_text(stmt, 1), "crm-test -");
	assert_string_equal(db_text(stmt, 2), "olga");
	assert_string_equal(db_text(stmt, 3), "olga");
	assert_string_equal(db_text(stmt, 4), "host");
	assert_int_equal(db_int(stmt, 5), NOON);
	assert_int_equal(db_int(stmt, 6), counts ? NOON + batch : 0);
	if (counts)
		assert_string_equal(db_text(stmt, 7), counts);
	else
		assert_null(db_text(stmt, 7));
	assert_int_equal(db_int(stmt, 8), first);
	assert_int_equal(db_int(stmt, 9), last);
	db_done(stmt);
}

static void test_batch_of_two_transactions(void **state)
{
	struct scratch scratch;
	(void)state;
	scratch_open(&scratch);
	assert_int_equal(journal_batch(scratch.crm.db), 0);
	int64_t batch = begin(&scratch, 0);
	assert_int_equal(batch, 1);
	assert_int_equal(journal_batch(scratch.crm.db), 1);
	assert_int_equal(journal_now(scratch.crm.db), NOON);
	assert_int_equal(added(&scratch, EV_LEAD_CREATED, 1).event, 1);
	assert_int_equal(added(&scratch, EV_LEAD_MOVED, 1).event, 2);
	end(&scratch, NULL, false);
	check_batch(&scratch, 1, 1, 2, NULL);

	int64_t other = begin(&scratch, 0);
	assert_int_equal(other, 2);
	struct event event = added(&scratch, EV_LEAD_MOVED, 1);
	assert_int_equal(event.event, 3);
	assert_int_equal(event.batch, 2);
	assert_int_equal(event.recorded_at, NOON);
	end(&scratch, "read 1 = done 1", false);

	assert_int_equal(begin(&scratch, batch), 1);
	assert_int_equal(added(&scratch, EV_LEAD_MOVED, 1).event, 4);
	end(&scratch, "read 3 = done 3", true);
	check_batch(&scratch, 1, 1, 4, "read 3 = done 3");

	begin(&scratch, batch); /* nothing happens: the range stays */
	end(&scratch, NULL, false);
	check_batch(&scratch, 1, 1, 4, "read 3 = done 3");
	scratch_close(&scratch);
}

static void test_no_such_batch(void **state)
{
	struct scratch scratch;
	int64_t batch = 7;
	(void)state;
	scratch_open(&scratch);
	assert_int_equal(db_begin(scratch.crm.db), CRM_OK);
	assert_int_equal(journal_begin(scratch.crm.db, &scratch.crm.who, NOON, &batch), CRM_INTERNAL);
	assert_string_equal(scratch.crm.why.text, "there is no batch 7 to go on with");
	scratch_close(&scratch);
}

static void test_event_row(void **state)
{
	struct scratch scratch;
	struct stmt *stmt;
	struct event event = {.kind = EV_UNDONE,
	    .lead = 5,
	    .client = 4,
	    .ref = 3,
	    .occurred_at = -1,
	    .reverses = 2,
	    .old = "{\"stage\":\"new\"}"};
	(void)state;
	scratch_open(&scratch);
	begin(&scratch, 0);
	assert_int_equal(journal_add(scratch.crm.db, &event), CRM_OK);
	assert_int_equal(
	    db_ask_one(scratch.crm.db,
	        "SELECT event, batch, kind, lead, client, ref, occurred_at, recorded_at, reverses, old, new "
	        "FROM event",
	        NULL, &stmt),
	    CRM_OK);
	event_row(stmt, &event);
	assert_int_equal(event.event, 1);
	assert_int_equal(event.batch, 1);
	assert_int_equal(event.kind, EV_UNDONE);
	assert_int_equal(event.lead, 5);
	assert_int_equal(event.client, 4);
	assert_int_equal(event.ref, 3);
	assert_int_equal(event.occurred_at, -1);
	assert_int_equal(event.recorded_at, NOON);
	assert_int_equal(event.reverses, 2);
	assert_string_equal(event.old, "{\"stage\":\"new\"}");
	assert_null(event.new);
	db_done(stmt);
	end(&scratch, NULL, true);
	scratch_close(&scratch);
}

/* The greatest number is taken from what there is and from what there was: a number taken back is not given again. */
static void test_numbers(void **state)
{
	struct scratch scratch;
	(void)state;
	scratch_open(&scratch);
	begin(&scratch, 0);
	assert_int_equal(journal_next_lead(scratch.crm.db), 1);
	assert_int_equal(journal_next_lead(scratch.crm.db), 2);
	assert_int_equal(journal_next_event(scratch.crm.db), 1);
	assert_int_equal(added(&scratch, EV_LEAD_CREATED, 41).event, 2);
	scratch_run(&scratch, "INSERT INTO lead (lead, client, event, state, stage, created_at, stage_since) VALUES "
	                      "(41, 41, 2, 0, 1, 0, 0)");
	end(&scratch, NULL, true);
	begin(&scratch, 0);
	assert_int_equal(journal_next_lead(scratch.crm.db), 42);
	struct event undo = {.kind = EV_UNDONE, .lead = 41, .occurred_at = NOON, .reverses = 2};
	assert_int_equal(journal_add(scratch.crm.db, &undo), CRM_OK);
	scratch_run(&scratch, "DELETE FROM lead");
	end(&scratch, NULL, true);
	begin(&scratch, 0);
	assert_int_equal(journal_next_lead(scratch.crm.db), 42);
	assert_int_equal(journal_next_event(scratch.crm.db), 4);
	db_rollback(scratch.crm.db);
	begin(&scratch, 0);
	assert_int_equal(journal_next_lead(scratch.crm.db), 42);
	assert_int_equal(journal_next_event(scratch.crm.db), 4);
	scratch_close(&scratch);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_kinds),
	    cmocka_unit_test(test_batch_of_two_transactions),
	    cmocka_unit_test(test_no_such_batch),
	    cmocka_unit_test(test_event_row),
	    cmocka_unit_test(test_numbers),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
