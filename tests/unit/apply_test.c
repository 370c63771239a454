#include "department.h"

#include "base/buf.h"
#include "book/seen.h"
#include "flow/undo.h"

#define LEADS                                                                                                          \
	"SELECT lead, client, state, stage, manager, amount, (created_at - 1795424400) / 86400, last_touch, reason FROM lead ORDER BY lead"
#define CLIENTS "SELECT client, name, filled FROM client ORDER BY client"
#define POINTS "SELECT phone, client FROM phone ORDER BY phone"
#define ADDRESSES "SELECT email, client FROM email ORDER BY email"
#define TASKS "SELECT lead, manager, kind, due, minutes, text, done_at - 1795424400, result FROM task ORDER BY task"
#define SEEN "SELECT count(*) FROM seen"

static void assert_rows(struct scratch *scratch, const char *sql, int columns, const char *rows)
{
	char text[4096];
	rows_of(scratch, sql, columns, text, sizeof text);
	assert_string_equal(text, rows);
}

static void complain(void *arg, const char *table, const char *text)
{
	struct buf *all = arg;
	buf_format(all, "%s %s\n", table, text);
}

/* What stands in the tables is what the journal says. */
static void assert_replays(struct scratch *scratch)
{
	struct crm copy = {.now = NOON};
	struct buf all = {0};
	int64_t differences = -1;
	must(scratch, db_scratch(scratch->crm.db, &copy.db));
	must(scratch, crm_load(&copy));
	must(scratch, replay(&scratch->crm, &copy));
	must(scratch, derived_compare(&scratch->crm, &copy, 20, complain, &all, &differences));
	if (differences != 0)
		fail_msg("%lld differences:\n%s", (long long)differences, all.text);
	buf_free(&all);
	crm_unload(&copy);
	db_close(copy.db);
}

static void hash_of(struct scratch *scratch, char out[17])
{
	must(scratch, derived_hash(&scratch->crm, out));
}

/* Take batch back in a batch of its own; how many were rejected. */
static int undo(struct scratch *scratch, int64_t batch, struct undone *undone)
{
	struct undone own = {0}, *out = undone != NULL ? undone : &own;
	begin(scratch);
	must(scratch, undo_batch(&scratch->crm, batch, out));
	end(scratch);
	int rejected = out->rejected;
	undone_free(&own);
	return rejected;
}

static void test_lead(void **state)
{
	struct scratch scratch;
	(void)state;
	department_open(&scratch);
	int64_t batch = begin(&scratch);
	int64_t created = happen(&scratch, EV_LEAD_CREATED, 1, 0, NOON,
	    "{\"name\":\"Ivan\",\"phone\":\"8 916\",\"email\":\"I@X.ru\",\"source\":\"site\",\"_phone\":\"79161234567\"}");
	happen(&scratch, EV_LEAD_ASSIGNED, 1, 0, NOON, "{\"manager\":\"boris\",\"method\":\"rr\"}");
	happen(&scratch, EV_LEAD_WON, 1, 0, NOON + DAY, "{\"stage\":\"contract\",\"amount\":\"500\"}");
	end(&scratch);
	assert_rows(&scratch, LEADS, 9, "1 1 1 5 2 500 0 - -");
	assert_rows(&scratch, CLIENTS, 3, "1 Ivan 7");
	assert_rows(&scratch, POINTS, 2, "79161234567 1");
	assert_rows(&scratch, ADDRESSES, 2, "i@x.ru 1");
	assert_rows(&scratch, SEEN, 1, "1");
	assert_rows(&scratch, "SELECT lead, stage, manager, skipped FROM reach ORDER BY stage", 4, "1 2 2 1; 1 3 2 1; 1 4 2 1; 1 5 2 0");
	assert_rows(&scratch, "SELECT day, manager, stage, n, amount FROM kpi_day", 5,
	    "20780 2 1 1 0; 20781 2 2 1 0; 20781 2 3 1 0; 20781 2 4 1 0; 20781 2 5 1 500");
	assert_rows(&scratch, "SELECT name, value FROM cursor", 2, "assign 2");
	assert_rows(&scratch, "SELECT kind, id, word FROM dict", 3, "1 1 site");
	assert_replays(&scratch);
	assert_int_equal(undo(&scratch, batch, NULL), 0);
	assert_rows(&scratch, LEADS, 9, "");
	assert_rows(&scratch, CLIENTS, 3, "");
	assert_rows(&scratch, POINTS, 2, "");
	assert_rows(&scratch, ADDRESSES, 2, "");
	assert_rows(&scratch, SEEN, 1, "0");
	assert_rows(&scratch, "SELECT count(*) FROM kpi_day UNION ALL SELECT count(*) FROM src_day UNION ALL "
	                      "SELECT count(*) FROM cohort_day UNION ALL SELECT count(*) FROM reach", 1, "0; 0; 0; 0");
	assert_rows(&scratch, "SELECT name, value FROM cursor", 2, "assign 2");
	assert_int_equal(scratch_number(&scratch, "SELECT count(*) FROM event WHERE kind = 16"), 3);
	assert_int_equal(scratch_number(&scratch, "SELECT min(reverses) FROM event"), created);
	assert_replays(&scratch);
	scratch_close(&scratch);
}

/* A client is what is left of its leads. */
static void test_clients(void **state)
{
	struct scratch scratch;
	int64_t batch[4];
	(void)state;
	department_open(&scratch);
	static const struct {
		int64_t lead, client;
		const char *new;
	} row[] = {
	    {1, 1, "{\"phone\":\"1\",\"_phone\":\"79160000001\"}"},
	    {2, 1, "{\"name\":\"Olga\",\"phone\":\"2\",\"_phone\":\"79160000002\",\"email\":\"o@x.ru\"}"},
	    {3, 3, "{\"name\":\"Petr\",\"phone\":\"2\",\"_phone\":\"79160000002\"}"},
	    {4, 1, "{\"name\":\"Lena\",\"phone\":\"2\",\"_phone\":\"79160000002\"}"},
	};
	for (size_t i = 0; i < COUNT(row); i++) {
		batch[i] = begin(&scratch);
		happen(&scratch, EV_LEAD_CREATED, row[i].lead, row[i].client, NOON, row[i].new);
		end(&scratch);
	}
	assert_rows(&scratch, CLIENTS, 3, "1 Olga 7; 3 Petr 3");
	assert_rows(&scratch, POINTS, 2, "79160000001 1; 79160000002 1");
	undo(&scratch, batch[1], NULL);
	assert_rows(&scratch, CLIENTS, 3, "1 Lena 3; 3 Petr 3");
	assert_rows(&scratch, POINTS, 2, "79160000001 1; 79160000002 1");
	assert_rows(&scratch, ADDRESSES, 2, "");
	undo(&scratch, batch[0], NULL);
	assert_rows(&scratch, CLIENTS, 3, "1 Lena 3; 3 Petr 3");
	assert_rows(&scratch, POINTS, 2, "79160000002 1");
	undo(&scratch, batch[3], NULL);
	assert_rows(&scratch, CLIENTS, 3, "3 Petr 3");
	assert_rows(&scratch, POINTS, 2, "");
	/* The second one comes back. */
	undo(&scratch, 6, NULL);
	assert_rows(&scratch, CLIENTS, 3, "1 Olga 7; 3 Petr 3");
	assert_rows(&scratch, POINTS, 2, "79160000002 1");
	assert_rows(&scratch, ADDRESSES, 2, "o@x.ru 1");
	assert_replays(&scratch);
	scratch_close(&scratch);
}

/* Two sources with the same ext_id: alone it names one lead while there is one. */
static void test_seen(void **state)
{
	struct scratch scratch;
	int64_t batch[2];
	(void)state;
	department_open(&scratch);
	static const char *const row[] = {"{\"ext_id\":\"A\",\"source\":\"site\"}", "{\"ext_id\":\"A\",\"source\":\"expo\"}"};
	static const struct {
		int undone;        /* which batch is taken back before; -1: none */
		int64_t site, expo, any;
	} step[] = {{-1, 1, 2, SEEN_SEVERAL}, {0, 0, 2, 2}, {1, 0, 0, 0}, {3, 1, 0, 1}, {2, 1, 2, SEEN_SEVERAL}};
	for (int i = 0; i < 2; i++) {
		batch[i] = begin(&scratch);
		happen(&scratch, EV_LEAD_CREATED, i + 1, 0, NOON, row[i]);
		end(&scratch);
	}
	int64_t undos[4] = {batch[0], batch[1], 0, 0};
	for (size_t i = 0; i < COUNT(step); i++) {
		static const char *const sources[] = {"site", "expo", NULL};
		if (step[i].undone >= 0) {
			int64_t now = scratch_number(&scratch, "SELECT max(batch) + 1 FROM batch");
			assert_int_equal(undo(&scratch, undos[step[i].undone], NULL), 0);
			if (step[i].undone < 2)
				undos[3 - step[i].undone] = now;
		}
		const int64_t expected[] = {step[i].site, step[i].expo, step[i].any};
		for (int k = 0; k < 3; k++) {
			int64_t lead = 0, event;
			(void)seen_lead(&scratch.crm, seen_hash_ext("A", sources[k]), &lead, &event);
			assert_int_equal(lead, expected[k]);
		}
		assert_replays(&scratch);
	}
	scratch_close(&scratch);
}

static void test_tasks(void **state)
{
	struct scratch scratch;
	(void)state;
	department_open(&scratch);
	begin(&scratch);
	happen(&scratch, EV_LEAD_CREATED, 1, 0, NOON, "{\"name\":\"A\"}");
	end(&scratch);
	int64_t added = begin(&scratch);
	struct event task = {.kind = EV_TASK_ADDED, .lead = 1, .client = 1, .occurred_at = NOON,
	    .new = "{\"kind\":\"call\",\"due\":\"1000\",\"minutes\":\"15\",\"text\":\"hi\",\"manager\":\"boris\"}"};
	must(&scratch, record(&scratch.crm, &task));
	end(&scratch);
	assert_rows(&scratch, TASKS, 8, "1 2 call 1000 15 hi - -");
	begin(&scratch);
	struct event later = {.kind = EV_TASK_DONE, .lead = 1, .client = 1, .ref = task.event, .occurred_at = NOON,
	    .new = "{\"result\":\"busy\",\"next_due\":\"2000\"}"};
	must(&scratch, record(&scratch.crm, &later));
	end(&scratch);
	assert_rows(&scratch, TASKS, 8, "1 2 call 2000 15 hi - busy");
	int64_t done = begin(&scratch);
	struct event end_of_it = {.kind = EV_TASK_DONE, .lead = 1, .client = 1, .ref = task.event, .occurred_at = NOON + 60, .new = "{}"};
	must(&scratch, record(&scratch.crm, &end_of_it));
	end(&scratch);
	assert_rows(&scratch, TASKS, 8, "1 2 call 2000 15 hi 60 busy");
	assert_int_equal(undo(&scratch, added, NULL), 1);
	assert_int_equal(undo(&scratch, done, NULL), 0);
	assert_rows(&scratch, TASKS, 8, "1 2 call 2000 15 hi - busy");
	assert_int_equal(undo(&scratch, done - 1, NULL), 0);
	assert_rows(&scratch, TASKS, 8, "1 2 call 1000 15 hi - -");
	assert_int_equal(undo(&scratch, added, NULL), 0);
	assert_rows(&scratch, TASKS, 8, "");
	assert_replays(&scratch);
	scratch_close(&scratch);
}

static void test_enrolments(void **state)
{
	static const char sent[] = "SELECT step, at - 1795424400 FROM sent ORDER BY step";
	static const char enrolments[] = "SELECT lead, programme, entry, state, ended_at - 1795424400 FROM enrolment ORDER BY enrolment";
	struct scratch scratch;
	(void)state;
	department_open(&scratch);
	int64_t batch = begin(&scratch);
	happen(&scratch, EV_LEAD_CREATED, 1, 0, NOON, "{\"name\":\"A\"}");
	int64_t first = happen(&scratch, EV_PROGRAMME_ENROLLED, 1, 0, NOON, "{\"programme\":\"warm\",\"entry\":\"2\"}");
	happen(&scratch, EV_PROGRAMME_ENROLLED, 1, 0, NOON, "{\"programme\":\"cold\",\"entry\":\"1\",\"held_out\":\"1\"}");
	struct event steps[] = {
	    {.kind = EV_PROGRAMME_SENT, .lead = 1, .client = 1, .ref = first, .occurred_at = NOON + 5, .new = "{\"step\":\"1\"}"},
	    {.kind = EV_PROGRAMME_SENT, .lead = 1, .client = 1, .ref = first, .occurred_at = NOON + 6, .new = "{\"step\":\"2\"}"},
	    {.kind = EV_PROGRAMME_ENDED, .lead = 1, .client = 1, .ref = first, .occurred_at = NOON + 7, .new = "{\"state\":\"finished\"}"},
	};
	for (size_t i = 0; i < COUNT(steps); i++)
		must(&scratch, record(&scratch.crm, &steps[i]));
	assert_rows(&scratch, enrolments, 5, "1 warm 2 2 7; 1 cold 1 3 -");
	assert_rows(&scratch, sent, 2, "1 5; 2 6");
	take_back(&scratch, steps[2].event, 1, 1, first);
	take_back(&scratch, steps[0].event, 1, 1, first);
	assert_rows(&scratch, enrolments, 5, "1 warm 2 0 -; 1 cold 1 3 -");
	assert_rows(&scratch, sent, 2, "2 6");
	end(&scratch);
	assert_replays(&scratch);
	assert_int_equal(undo(&scratch, batch, NULL), 0);
	assert_rows(&scratch, enrolments, 5, "");
	assert_rows(&scratch, sent, 2, "");
	assert_replays(&scratch);
	scratch_close(&scratch);
}

/* Settings on which sums depend: what was counted before is counted anew. */
static void test_settings(void **state)
{
	struct scratch scratch;
	char before[17], after[17];
	(void)state;
	department_open(&scratch);
	begin(&scratch);
	happen(&scratch, EV_LEAD_CREATED, 1, 0, NOON + 12 * 3600 - 1, "{\"name\":\"A\",\"company\":\"X\",\"_stage\":\"booking\"}");
	end(&scratch);
	hash_of(&scratch, before);
	int64_t batch = begin(&scratch);
	put(&scratch, "{\"table\":\"setting\",\"key\":\"timezone\",\"value\":\"Europe/Moscow\"}",
	    "{\"table\":\"setting\",\"key\":\"timezone\",\"value\":\"Asia/Yekaterinburg\"}");
	put(&scratch, "{\"table\":\"setting\",\"key\":\"profile.fields\",\"value\":\"name phone email\"}",
	    "{\"table\":\"setting\",\"key\":\"profile.fields\",\"value\":\"phone company name\"}");
	put(&scratch, "{\"table\":\"stage\",\"stage\":\"meeting\",\"pos\":\"30\",\"kind\":\"open\"}",
	    "{\"table\":\"stage\",\"stage\":\"meeting\",\"pos\":\"45\",\"kind\":\"open\"}");
	end(&scratch);
	assert_rows(&scratch, "SELECT day, stage, n FROM kpi_day ORDER BY day, stage", 3, "20781 1 1; 20781 2 1; 20781 4 1");
	assert_rows(&scratch, CLIENTS, 3, "1 A 6");
	assert_rows(&scratch, "SELECT stage FROM reach", 1, "2; 4");
	assert_replays(&scratch);
	assert_int_equal(undo(&scratch, batch, NULL), 0);
	hash_of(&scratch, after);
	assert_string_equal(after, before);
	assert_rows(&scratch, CLIENTS, 3, "1 A 1");
	assert_replays(&scratch);
	scratch_close(&scratch);
}

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
	char reason[128];
	snprintf(reason, sizeof reason, "lead 2 changed since: event %lld (lead.lost) of batch %lld", (long long)lost, (long long)losing);
	static const struct {
		int64_t event, lead;
		const char *verdict;
	} row[] = {{2, 2, REJECTED}, {1, 2, REJECTED}, {0, 1, DONE}};
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
	assert_rows(&scratch, LEADS, 9, "");
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
	happen(&scratch, EV_LEAD_CREATED, 1, 0, NOON, "{\"name\":\"A\",\"_manager\":\"boris\",\"_stage\":\"qualified\"}");
	end(&scratch);
	int64_t repeats = begin(&scratch);
	happen(&scratch, EV_LEAD_CREATED, 2, 1, NOON,
	    "{\"name\":\"A\",\"x\":\"2\",\"_origin\":\"1\",\"_state\":\"disqualified\",\"_reason\":\"duplicate\"}");
	end(&scratch);
	const struct {
		int64_t batch;
		const char *verdict, *reason;
	} row[] = {
	    {99, REJECTED, "no batch 99"},
	    {repeats + 1, REJECTED, NULL}, /* the one that is running */
	    {empty, KNOWN, "batch 2 wrote nothing"},
	    {used, REJECTED, "lead 2 repeats lead 1"},
	};
	begin(&scratch);
	for (size_t i = 0; i < COUNT(row); i++) {
		must(&scratch, undo_batch(&scratch.crm, row[i].batch, &undone));
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
	static const char *const reasons[14] = {[1] = "manager «boris» is in use", [4] = "reason «duplicate» is in use",
	    [10] = "stage «qualified» is in use", [11] = "stage «new» is in use"};
	for (int i = 0; i < undone.n; i++) {
		assert_string_equal(undone.answer[i].verdict, reasons[i] != NULL ? REJECTED : DONE);
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
	assert_string_equal(undone.answer[0].reason, "setting «lang» changed since");
	undone_free(&undone);
	assert_int_equal(undo(&scratch, second, NULL), 0);
	assert_rows(&scratch, "SELECT value FROM setting WHERE name = 'lang'", 1, "ru");
	assert_int_equal(undo(&scratch, first, NULL), 0);
	assert_rows(&scratch, "SELECT value FROM setting WHERE name = 'lang'", 1, "");
	assert_replays(&scratch);
	scratch_close(&scratch);
}

/* A table changed behind our back is found, named, and made good. */
static void test_damage(void **state)
{
	static const struct {
		const char *sql, *says;
	} row[] = {
	    {"UPDATE lead SET manager = 1 WHERE lead = 1", "lead 1: manager is «1», the journal says «2»\n"},
	    {"DELETE FROM phone", "phone 79160000001: is missing, the journal has it\n"},
	    {"INSERT INTO seen (hash, lead, event) VALUES (5, 6, 7)", "seen 5: the journal does not know it\n"},
	    {"UPDATE kpi_day SET n = 2, amount = 3", "kpi_day 20780 2 1: n is «1», the journal says «2»\n"},
	    {"UPDATE setting SET value = 'x' WHERE name = 'profile.fields'",
	        "setting profile.fields: value is «x», the journal says «name phone email»\n"},
	    {"UPDATE reason SET id = 9 WHERE reason = 'price'", "reason price: id is «9», the journal says «1»\n"},
	    {"DELETE FROM dict", "dict 1 1: is missing, the journal has it\n"},
	};
	struct scratch scratch;
	char before[17], after[17];
	(void)state;
	department_open(&scratch);
	begin(&scratch);
	happen(&scratch, EV_LEAD_CREATED, 1, 0, NOON, "{\"_phone\":\"79160000001\",\"source\":\"site\",\"_manager\":\"boris\"}");
	end(&scratch);
	hash_of(&scratch, before);
	for (size_t i = 0; i < COUNT(row); i++) {
		struct crm copy = {.now = NOON};
		struct buf all = {0};
		int64_t differences = 0;
		scratch_run(&scratch, row[i].sql);
		must(&scratch, db_scratch(scratch.crm.db, &copy.db));
		must(&scratch, crm_load(&copy));
		must(&scratch, replay(&scratch.crm, &copy));
		must(&scratch, derived_compare(&scratch.crm, &copy, 1, complain, &all, &differences));
		if (i != 3)
			assert_string_equal(all.text, row[i].says);
		assert_int_equal(differences, i == 3 ? 2 : 1);
		buf_free(&all);
		crm_unload(&copy);
		db_close(copy.db);
		hash_of(&scratch, after);
		if (i < 5)
			assert_string_not_equal(after, before);
		must(&scratch, rebuild(&scratch.crm));
		hash_of(&scratch, after);
		assert_string_equal(after, before);
		assert_replays(&scratch);
	}
	scratch_close(&scratch);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_lead),
	    cmocka_unit_test(test_clients),
	    cmocka_unit_test(test_seen),
	    cmocka_unit_test(test_tasks),
	    cmocka_unit_test(test_enrolments),
	    cmocka_unit_test(test_settings),
	    cmocka_unit_test(test_collisions),
	    cmocka_unit_test(test_odd_batches),
	    cmocka_unit_test(test_changed_setting),
	    cmocka_unit_test(test_damage),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
