/*
 * Histories made by chance: whatever happened and was taken back, the tables are what the journal says, and taking a
 * batch back leaves no trace in them.
 */
#include "department.h"

#include "base/text/json.h"

#define OPERATIONS 300
#define HISTORIES 8

struct world {
	struct scratch scratch;
	uint64_t chance;
	int64_t leads[OPERATIONS * 3];
	int64_t tasks[OPERATIONS * 3], enrolments[OPERATIONS * 3];
	int n_leads, n_tasks, n_enrolments, entry;
	struct buf text;
};

static int roll(struct world *world, int sides)
{
	world->chance = world->chance * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
	return (int)((world->chance >> 33) % (uint64_t)sides);
}

static const char *pick(struct world *world, const char *const *words)
{
	int n = 0;
	while (words[n] != NULL)
		n++;
	return words[roll(world, n)];
}

static const char *const stages[] = {"new", "qualified", "meeting", "booking", "contract", NULL};
static const char *const managers[] = {"anna", "boris", "vera", NULL};
static const char *const reasons[] = {"price", "spam", "not_target", "duplicate", NULL};
static const char *const sources[] = {"site", "expo", "avito", "", NULL};
static const char *const zones[] = {"Europe/Moscow", "Asia/Vladivostok", "UTC", NULL};

static instant_t moment(struct world *world)
{
	return world->scratch.crm.now - roll(world, 40 * 86400);
}

/* A client is found by its phone, else by its address, as the intake does it. */
static int64_t client_of(struct world *world, int64_t phone, const char *email, int64_t lead)
{
	struct db *db = world->scratch.crm.db;
	int64_t client = 0;
	if (phone != 0)
		must(&world->scratch,
		    db_number(db, "SELECT client FROM phone WHERE phone = $1", VALS(V_INT(phone)), 0, &client));
	if (client == 0 && email[0] != '\0')
		must(&world->scratch,
		    db_number(db, "SELECT client FROM email WHERE email = $1", VALS(V_TEXT(email)), 0, &client));
	return client != 0 ? client : lead;
}

static void create(struct world *world)
{
	struct scratch *scratch = &world->scratch;
	int64_t lead = journal_next_lead(scratch->crm.db),
	        phone = roll(world, 4) == 0 ? 0 : 79160000000 + roll(world, 30);
	char email[32] = "";
	buf_clear(&world->text);
	json_open(&world->text);
	if (roll(world, 3) != 0)
		json_int(&world->text, "name", roll(world, 1000));
	if (roll(world, 3) == 0)
		snprintf(email, sizeof email, "u%d@x.ru", roll(world, 20));
	json_text(&world->text, "email", email);
	json_text(&world->text, "source", world->entry % 2 == 0 ? "site" : pick(world, sources + 1));
	json_text(&world->text, "project", pick(world, sources));
	/* No row comes twice: the intake sees to that. Two sources may use the same number. */
	json_int(&world->text, roll(world, 3) == 0 ? "ext_id" : "row", ++world->entry / 2);
	if (phone != 0)
		json_int(&world->text, "_phone", phone);
	if (roll(world, 2) == 0)
		json_int(&world->text, "_amount", roll(world, 100000));
	if (roll(world, 2) == 0)
		json_text(&world->text, "_manager", pick(world, managers));
	if (roll(world, 6) == 0) {
		json_text(&world->text, "_state", "disqualified");
		json_text(&world->text, "_reason", pick(world, reasons + 1));
	} else if (roll(world, 5) == 0) {
		json_text(&world->text, "_stage", pick(world, stages));
	}
	json_close(&world->text);
	int64_t client = client_of(world, phone, email, lead);
	happen(scratch, EV_LEAD_CREATED, lead, client, moment(world), world->text.text);
	world->leads[world->n_leads++] = lead;
}

/* A lead that is there; false if chance hit one that is gone. */
static bool some_lead(struct world *world, struct lead *lead)
{
	return world->n_leads > 0 &&
	       lead_get(&world->scratch.crm, world->leads[roll(world, world->n_leads)], lead) == CRM_OK;
}

static void act(struct world *world)
{
	static const enum event_kind kinds[] = {EV_LEAD_ASSIGNED, EV_LEAD_QUALIFIED, EV_LEAD_DISQUALIFIED,
	    EV_LEAD_MOVED, EV_LEAD_MOVED, EV_LEAD_WON, EV_LEAD_LOST, EV_LEAD_RETURNED, EV_TOUCH_ADDED, EV_TOUCH_ADDED};
	struct lead lead;
	enum event_kind kind = kinds[roll(world, (int)COUNT(kinds))];
	if (!some_lead(world, &lead))
		return;
	if (lead.state != LEAD_OPEN && kind != EV_TOUCH_ADDED)
		kind = EV_LEAD_RETURNED;
	else if (lead.state == LEAD_OPEN && kind == EV_LEAD_RETURNED)
		kind = EV_LEAD_LOST;
	buf_clear(&world->text);
	json_open(&world->text);
	if (kind == EV_LEAD_ASSIGNED || (kind == EV_LEAD_RETURNED && roll(world, 2) == 0))
		json_text(&world->text, "manager", pick(world, managers));
	if (kind == EV_LEAD_ASSIGNED) {
		static const char *const among[] = {"1 anna\n1 boris", "2 boris\n5 anna", "1 anna", NULL};
		json_text(&world->text, "method", roll(world, 2) == 0 ? "rr" : "named");
		json_text(&world->text, "among", among[roll(world, (int)COUNT(among))]);
		json_text(&world->text, "route", roll(world, 3) == 0 ? "site" : NULL);
	}
	if (kind == EV_LEAD_QUALIFIED || kind == EV_LEAD_MOVED || kind == EV_LEAD_RETURNED)
		json_text(&world->text, "stage", pick(world, stages));
	if (kind == EV_LEAD_WON && roll(world, 2) == 0)
		json_int(&world->text, "amount", roll(world, 5000));
	if (kind == EV_LEAD_LOST || kind == EV_LEAD_DISQUALIFIED)
		json_text(&world->text, "reason", pick(world, reasons));
	json_close(&world->text);
	happen(&world->scratch, kind, lead.lead, lead.client, moment(world), world->text.text);
}

static void task(struct world *world)
{
	struct scratch *scratch = &world->scratch;
	struct lead lead = {0};
	if (roll(world, 4) != 0 && !some_lead(world, &lead))
		return;
	buf_clear(&world->text);
	buf_format(&world->text, "{\"kind\":\"call\",\"due\":\"%d\",\"manager\":\"%s\"}", roll(world, 99999),
	    pick(world, managers));
	struct event event = {.kind = EV_TASK_ADDED,
	    .lead = lead.lead,
	    .client = lead.client,
	    .occurred_at = moment(world),
	    .new = world->text.text};
	must(scratch, record(&scratch->crm, &event));
	world->tasks[world->n_tasks++] = event.event;
}

static void task_news(struct world *world)
{
	struct scratch *scratch = &world->scratch;
	struct stmt *row;
	if (world->n_tasks == 0)
		return;
	int64_t number = world->tasks[roll(world, world->n_tasks)];
	if (db_ask_one(scratch->crm.db, "SELECT lead, client FROM task WHERE task = $1", VALS(V_INT(number)), &row) !=
	    CRM_OK)
		return;
	struct event event = {.kind = EV_TASK_DONE,
	    .lead = db_int(row, 0),
	    .client = db_int(row, 1),
	    .ref = number,
	    .occurred_at = moment(world),
	    .new = roll(world, 2) == 0 ? "{\"result\":\"ok\"}" : "{\"next_due\":\"777\"}"};
	db_done(row);
	must(scratch, record(&scratch->crm, &event));
}

static void enrol(struct world *world)
{
	struct scratch *scratch = &world->scratch;
	struct lead lead;
	struct stmt *row;
	buf_clear(&world->text);
	if (world->n_enrolments == 0 || roll(world, 2) == 0) {
		if (!some_lead(world, &lead))
			return;
		buf_format(&world->text, "{\"programme\":\"warm\",\"entry\":\"%d\"%s}", ++world->entry,
		    roll(world, 3) == 0 ? ",\"held_out\":\"1\"" : "");
		world->enrolments[world->n_enrolments++] =
		    happen(scratch, EV_PROGRAMME_ENROLLED, lead.lead, lead.client, moment(world), world->text.text);
		return;
	}
	int64_t number = world->enrolments[roll(world, world->n_enrolments)];
	if (db_ask_one(scratch->crm.db, "SELECT lead FROM enrolment WHERE enrolment = $1", VALS(V_INT(number)), &row) !=
	    CRM_OK)
		return;
	struct event event = {
	    .kind = EV_PROGRAMME_SENT, .lead = db_int(row, 0), .ref = number, .occurred_at = moment(world)};
	db_done(row);
	if (roll(world, 2) == 0) {
		event.kind = EV_PROGRAMME_ENDED;
		event.new = roll(world, 2) == 0 ? "{\"state\":\"stopped\"}" : "{\"state\":\"finished\"}";
	} else {
		buf_format(&world->text, "{\"step\":\"%d\"}", roll(world, 4));
		event.new = world->text.text;
	}
	must(scratch, record(&scratch->crm, &event));
}

/* A row that was there is told with what it was. */
static void change_setting(struct world *world, const char *key, const char *value)
{
	struct scratch *scratch = &world->scratch;
	struct buf old = {0};
	const char *was = setting(&scratch->crm, key, NULL);
	if (was != NULL)
		buf_format(&old, "{\"table\":\"setting\",\"key\":\"%s\",\"value\":\"%s\"}", key, was);
	buf_clear(&world->text);
	buf_format(&world->text, "{\"table\":\"setting\",\"key\":\"%s\",\"value\":\"%s\"}", key, value);
	put(scratch, old.text, world->text.text);
	buf_free(&old);
}

static void settle(struct world *world)
{
	static const char *const fields[] = {"name", "phone email source", "source name", NULL};
	int64_t there;
	switch (roll(world, 4)) {
	case 0: change_setting(world, "timezone", pick(world, zones)); break;
	case 1: change_setting(world, "profile.fields", pick(world, fields)); break;
	case 2:
		there =
		    scratch_number(&world->scratch, "SELECT coalesce(max(pos), 0) FROM stage WHERE stage = 'meeting'");
		buf_clear(&world->text);
		buf_format(&world->text, "{\"table\":\"stage\",\"stage\":\"meeting\",\"pos\":\"%d\",\"kind\":\"open\"}",
		    15 + roll(world, 40));
		struct buf old = {0};
		buf_format(&old, "{\"table\":\"stage\",\"stage\":\"meeting\",\"pos\":\"%lld\",\"kind\":\"open\"}",
		    (long long)there);
		put(&world->scratch, old.text, world->text.text);
		buf_free(&old);
		break;
	default:
		buf_clear(&world->text);
		buf_format(
		    &world->text, "{\"table\":\"manager\",\"manager\":\"m%d\",\"role\":\"manager\"}", ++world->entry);
		put(&world->scratch, NULL, world->text.text);
		break;
	}
}

static void operate(struct world *world)
{
	switch (roll(world, 12)) {
	case 0:
	case 1:
	case 2:
	case 3: create(world); break;
	case 4: task(world); break;
	case 5: task_news(world); break;
	case 6: enrol(world); break;
	case 7:
		if (roll(world, 4) == 0)
			settle(world);
		break;
	default: act(world); break;
	}
}

/* Take a batch back; true if all of it went. */
static bool undo_all(struct world *world, int64_t batch)
{
	struct undone undone = {0};
	begin(&world->scratch);
	must(&world->scratch, undo_batch(&world->scratch.crm, batch, false, &undone));
	end(&world->scratch);
	bool all = undone.rejected == 0 && undone.done > 0;
	assert_int_equal(undone.n, undone.done + undone.known + undone.rejected);
	undone_free(&undone);
	return all;
}

/* A batch, at once taken back, and that taken back too: the state is the one before, and the one after. */
static void there_and_back(struct world *world, const char *before, int64_t batch)
{
	struct scratch *scratch = &world->scratch;
	char after[17], now[17];
	must(scratch, derived_hash(&scratch->crm, after));
	if (!undo_all(world, batch))
		return; /* it wrote nothing */
	must(scratch, derived_hash(&scratch->crm, now));
	assert_string_equal(now, before);
	if (roll(world, 2) == 0)
		return;
	assert_true(undo_all(world, batch + 1));
	must(scratch, derived_hash(&scratch->crm, now));
	assert_string_equal(now, after);
}

/* The sums are those of the rows. */
static void assert_sums(struct scratch *scratch)
{
	assert_int_equal(
	    scratch_number(scratch, "SELECT count(*) FROM lead_sum WHERE n <= 0 OR (amount < 0) <> (sum IN (1, 2) "
	                            "AND state = 2) AND amount <> 0"),
	    0);
	/* What is more than first entries was won again, after as many annulments or more. */
	int64_t again = scratch_number(scratch,
	    "WITH l AS (SELECT lead FROM lead "
	    "WHERE NOT (state = 3 AND reason IN (SELECT id FROM reason WHERE reason IN ('spam', 'duplicate')))) "
	    "SELECT (SELECT coalesce(sum(n), 0) FROM lead_sum WHERE sum = 1 AND state = 0) - (SELECT count(*) FROM l) "
	    "- "
	    "(SELECT count(*) FROM reach WHERE lead IN (SELECT lead FROM l))");
	int64_t annulled =
	    scratch_number(scratch, "SELECT coalesce(sum(n), 0) FROM lead_sum WHERE sum = 1 AND state = 2");
	assert_in_range(again, 0, annulled);
	char text[64];
	/* Every open lead stands somewhere, and who owned a lead when a stay ended is somebody or nobody. */
	rows_of(scratch,
	    "SELECT (SELECT coalesce(sum(n), 0) FROM lead_sum WHERE sum = 8 AND day = 2147483647) - "
	    "(SELECT count(*) FROM lead WHERE state = 0), "
	    "(SELECT coalesce(sum(n), 0) FROM lead_sum WHERE sum = 8 AND day < 2147483647) - "
	    "(SELECT coalesce(sum(n), 0) FROM lead_sum WHERE sum = 7)",
	    2, text, sizeof text);
	assert_string_equal(text, "0 0");
	/* The won have their amount in each sum, by manager and by source; the open in those of cohorts. */
	rows_of(scratch,
	    "SELECT sum, coalesce(sum(amount), 0) - (SELECT coalesce(sum(amount), 0) FROM lead WHERE state = 1) "
	    "FROM lead_sum WHERE sum < 3 OR state IN (1, 6) GROUP BY sum HAVING sum(amount) <> "
	    "(SELECT coalesce(sum(amount), 0) FROM lead WHERE state = 1)",
	    2, text, sizeof text);
	assert_string_equal(text, "");
	rows_of(scratch,
	    "SELECT sum, sum(n), sum(amount) FROM lead_sum WHERE sum >= 3 AND state IN (0, 5) GROUP BY sum "
	    "EXCEPT SELECT s.sum, count(*), coalesce(sum(l.amount), 0) FROM lead AS l, "
	    "(SELECT DISTINCT sum FROM lead_sum) AS s WHERE l.state = 0 GROUP BY s.sum",
	    3, text, sizeof text);
	assert_string_equal(text, "");
}

static void history(int number)
{
	static struct world world;
	struct scratch *scratch = &world.scratch;
	char before[17], after[17];
	world = (struct world){.chance = 20261123u + (uint64_t)number};
	department_open(scratch);
	for (int i = 0; i < OPERATIONS; i++) {
		scratch->crm.now += roll(&world, 7200);
		must(scratch, derived_hash(&scratch->crm, before));
		int64_t batch = begin(scratch);
		for (int n = roll(&world, 3); n >= 0; n--)
			operate(&world);
		end(scratch);
		if (roll(&world, 4) == 0)
			there_and_back(&world, before, batch);
		if (roll(&world, 5) == 0)
			undo_all(&world, 2 + roll(&world, (int)batch));
		if (i % 100 == 99)
			assert_replays(scratch);
	}
	assert_sums(scratch);
	must(scratch, derived_hash(&scratch->crm, before));
	must(scratch, replay_rebuild(&scratch->crm));
	must(scratch, derived_hash(&scratch->crm, after));
	assert_string_equal(after, before);
	assert_replays(scratch);
	buf_free(&world.text);
	scratch_close(scratch);
}

static void test_histories(void **state)
{
	(void)state;
	for (int i = 0; i < HISTORIES; i++)
		history(i);
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(test_histories)};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
