#include "department.h"

#include "book/records/fingerprint.h"

#define LEADS                                                                                                          \
	"SELECT lead, client, state, stage, manager, amount, (created_at - 1795424400) / 86400, last_touch, reason "   \
	"FROM lead ORDER BY lead"
#define CLIENTS "SELECT client, name, filled FROM client ORDER BY client"
#define POINTS "SELECT phone, client FROM phone ORDER BY phone"
#define ADDRESSES "SELECT email, client FROM email ORDER BY email"
#define TASKS "SELECT lead, manager, kind, due, minutes, text, done_at - 1795424400, result FROM task ORDER BY task"
#define SEEN "SELECT count(*) FROM seen"

static void test_lead(void **state)
{
	struct scratch scratch;
	(void)state;
	department_open(&scratch);
	int64_t batch = begin(&scratch);
	int64_t created = happen(&scratch, EV_LEAD_CREATED, 1, 0, NOON,
	    "{\"name\":\"Ivan\",\"phone\":\"8 "
	    "916\",\"email\":\"I@X.ru\",\"source\":\"site\",\"_phone\":\"79161234567\"}");
	happen(&scratch, EV_LEAD_ASSIGNED, 1, 0, NOON, "{\"manager\":\"boris\",\"method\":\"rr\"}");
	happen(&scratch, EV_LEAD_WON, 1, 0, NOON + DAY, "{\"stage\":\"contract\",\"amount\":\"500\"}");
	end(&scratch);
	assert_rows(&scratch, LEADS, 9, "1 1 1 5 2 500 0 - -");
	assert_rows(&scratch, CLIENTS, 3, "1 Ivan 7");
	assert_rows(&scratch, POINTS, 2, "79161234567 1");
	assert_rows(&scratch, ADDRESSES, 2, "i@x.ru 1");
	assert_rows(&scratch, SEEN, 1, "1");
	assert_rows(&scratch, "SELECT lead, stage, manager, skipped FROM reach ORDER BY stage", 4,
	    "1 2 2 1; 1 3 2 1; 1 4 2 1; 1 5 2 0");
	assert_rows(&scratch, "SELECT day, who, stage, n, amount FROM lead_sum WHERE sum = 1 AND state = 0", 5,
	    "20780 2 1 1 0; 20781 2 2 1 0; 20781 2 3 1 0; 20781 2 4 1 0; 20781 2 5 1 500");
	assert_rows(&scratch, "SELECT name, value FROM cursor WHERE name LIKE 'assign%'", 2, "assign 1");
	assert_rows(&scratch, "SELECT manager, at - 1795424400, leads FROM received", 3, "2 0 1");
	assert_rows(&scratch, "SELECT kind, id, word FROM dict", 3, "1 1 site");
	assert_replays(&scratch);
	assert_int_equal(undo(&scratch, batch, NULL), 0);
	assert_rows(&scratch, LEADS, 9, "");
	assert_rows(&scratch, CLIENTS, 3, "");
	assert_rows(&scratch, POINTS, 2, "");
	assert_rows(&scratch, ADDRESSES, 2, "");
	assert_rows(&scratch, SEEN, 1, "0");
	assert_rows(&scratch, "SELECT count(*) FROM lead_sum UNION ALL SELECT count(*) FROM reach", 1, "0; 0");
	assert_rows(&scratch, "SELECT name, value FROM cursor", 2, "");
	assert_rows(&scratch, "SELECT manager, at, leads FROM received", 3, "");
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
	/* Lead 3 still has it, and nobody owns it: the next who comes by it will. */
	assert_rows(&scratch, POINTS, 2, "79160000002 0");
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
	static const char *const row[] = {
	    "{\"ext_id\":\"A\",\"source\":\"site\"}", "{\"ext_id\":\"A\",\"source\":\"expo\"}"};
	static const struct {
		int undone; /* which batch is taken back before; -1: none */
		int64_t site, expo, any;
	} step[] = {
	    {-1, 1, 2, FINGERPRINT_SEVERAL}, {0, 0, 2, 2}, {1, 0, 0, 0}, {3, 1, 0, 1}, {2, 1, 2, FINGERPRINT_SEVERAL}};
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
			(void)fingerprint_lead(&scratch.crm, fingerprint_ext("A", sources[k]), &lead, &event);
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
	struct event task = {.kind = EV_TASK_ADDED,
	    .lead = 1,
	    .client = 1,
	    .occurred_at = NOON,
	    .new = "{\"kind\":\"call\",\"due\":\"1000\",\"minutes\":\"15\",\"text\":\"hi\",\"manager\":\"boris\"}"};
	must(&scratch, record(&scratch.crm, &task));
	end(&scratch);
	assert_rows(&scratch, TASKS, 8, "1 2 call 1000 15 hi - -");
	begin(&scratch);
	struct event later = {.kind = EV_TASK_DONE,
	    .lead = 1,
	    .client = 1,
	    .ref = task.event,
	    .occurred_at = NOON,
	    .new = "{\"result\":\"busy\",\"next_due\":\"2000\"}"};
	must(&scratch, record(&scratch.crm, &later));
	end(&scratch);
	assert_rows(&scratch, TASKS, 8, "1 2 call 2000 15 hi - busy");
	int64_t done = begin(&scratch);
	struct event end_of_it = {
	    .kind = EV_TASK_DONE, .lead = 1, .client = 1, .ref = task.event, .occurred_at = NOON + 60, .new = "{}"};
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
	static const char enrolments[] =
	    "SELECT lead, programme, entry, state, ended_at - 1795424400 FROM enrolment ORDER BY enrolment";
	struct scratch scratch;
	(void)state;
	department_open(&scratch);
	int64_t batch = begin(&scratch);
	happen(&scratch, EV_LEAD_CREATED, 1, 0, NOON, "{\"name\":\"A\"}");
	int64_t first = happen(&scratch, EV_PROGRAMME_ENROLLED, 1, 0, NOON, "{\"programme\":\"warm\",\"entry\":\"2\"}");
	happen(
	    &scratch, EV_PROGRAMME_ENROLLED, 1, 0, NOON, "{\"programme\":\"cold\",\"entry\":\"1\",\"held_out\":\"1\"}");
	struct event steps[] = {
	    {.kind = EV_PROGRAMME_SENT,
	        .lead = 1,
	        .client = 1,
	        .ref = first,
	        .occurred_at = NOON + 5,
	        .new = "{\"step\":\"1\"}"},
	    {.kind = EV_PROGRAMME_SENT,
	        .lead = 1,
	        .client = 1,
	        .ref = first,
	        .occurred_at = NOON + 6,
	        .new = "{\"step\":\"2\"}"},
	    {.kind = EV_PROGRAMME_ENDED,
	        .lead = 1,
	        .client = 1,
	        .ref = first,
	        .occurred_at = NOON + 7,
	        .new = "{\"state\":\"finished\"}"},
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

/* A journal that older versions wrote, in which two undos of one event hold at once: it counts when none does. */
static void test_taken_twice(void **state)
{
	struct scratch scratch;
	(void)state;
	department_open(&scratch);
	begin(&scratch);
	int64_t put = 0;
	for (int client = 1; client <= 2; client++)
		put = happen(&scratch, EV_CLIENT_PUT, 0, client, NOON,
		    "{\"name\":\"Ivan\",\"phone\":\"2\",\"_phone\":\"79160000002\"}");
	const struct {
		int64_t after, leads; /* the event that is taken back, after the put; on how many its phone is then */
	} row[] = {{0, 1}, {1, 2}, {0, 1}, {2, 1}, {3, 1}, {4, 2}, {5, 1}, {6, 1}};
	for (size_t i = 0; i < COUNT(row); i++) {
		take_back(&scratch, put + row[i].after, 0, 2, 0);
		assert_int_equal(scratch_number(&scratch, "SELECT leads FROM phone"), row[i].leads);
		assert_int_equal(scratch_number(&scratch, "SELECT count(*) FROM client"), row[i].leads);
	}
	end(&scratch);
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
	happen(&scratch, EV_LEAD_CREATED, 1, 0, NOON + 12 * 3600 - 1,
	    "{\"name\":\"A\",\"company\":\"X\",\"_stage\":\"booking\"}");
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
	assert_rows(&scratch, "SELECT day, stage, n FROM lead_sum WHERE sum = 1 AND state = 0 ORDER BY day, stage", 3,
	    "20781 1 1; 20781 2 1; 20781 4 1");
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

/* A table changed behind our back is found, named, and made good. */
static void test_damage(void **state)
{
	static const struct {
		const char *sql, *says;
	} row[] = {
	    {"UPDATE lead SET manager = 1 WHERE lead = 1", "lead 1: manager is «1», the journal says «2»\n"},
	    {"DELETE FROM phone", "phone 79160000001: is missing, the journal has it\n"},
	    {"INSERT INTO seen (hash, lead, event) VALUES (5, 6, 7)", "seen 5: the journal does not know it\n"},
	    {"UPDATE lead_sum SET n = 2, amount = 3 WHERE sum = 1",
	        "lead_sum of manager 1 20780 2 1 0: n is «1», the journal says «2»\n"},
	    {"DELETE FROM lead_sum WHERE sum = 6", "lead_sum of source 6 0 1 1 0: is missing, the journal has it\n"},
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
	happen(&scratch, EV_LEAD_CREATED, 1, 0, NOON,
	    "{\"_phone\":\"79160000001\",\"source\":\"site\",\"_manager\":\"boris\"}");
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
		rollup_free(&copy);
		crm_unload(&copy);
		db_close(copy.db);
		db_rollback(scratch.crm.db);
		hash_of(&scratch, after);
		if (i < 6)
			assert_string_not_equal(after, before);
		must(&scratch, replay_rebuild(&scratch.crm));
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
	    cmocka_unit_test(test_taken_twice),
	    cmocka_unit_test(test_settings),
	    cmocka_unit_test(test_damage),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
