/*
 * Every kind of event, one after the other: it has a name and traits, a replay makes of it what was made at first,
 * taking it back leaves no trace and taking that back brings it again, its words are found if the traits say so, and
 * when the person is erased nothing in it tells of him. A kind without a case here fails.
 */
#include "department.h"

#include "book/history/event_traits.h"
#include "flow/privacy/data_subject.h"
#include "flow/privacy/readmit.h"
#include "report/client/client_texts.h"

#define PERSON "\"name\":\"Zoya\",\"phone\":\"+7 916 123-45-67\",\"email\":\"zoya@x.ru\""
#define PHONE ",\"_phone\":\"79161234567\""
#define SAID "Zoya confided"

struct world {
	struct scratch scratch;
	int64_t batch, event; /* of the case */
	int64_t first;        /* event of the kind that had to come before */
	char before[17];      /* the derived state without it */
};

/* What is recorded, of which lead or client; or a flow of its own. Lead 1 is the person's, client 2 somebody else. */
struct case_of_kind {
	const char *new;
	int64_t lead, client;
	enum event_kind first; /* what comes before, in a batch of its own */
	void (*make)(struct world *world);
};

static void undo_of_touch(struct world *world);
static void erase_of_other(struct world *world);
static void readmit_other(struct world *world);

static const struct case_of_kind cases[EV_KINDS] = {
    [EV_LEAD_CREATED] = {"{" PERSON ",\"comment\":\"" SAID "\",\"source\":\"site\"" PHONE "}", 3, 3},
    [EV_LEAD_UPDATED] =
        {"{\"name\":\"Zoya B\",\"phone\":\"+7 916 123-45-68\",\"email\":\"zoya@y.ru\",\"comment\":\"" SAID
         "\",\"amount\":\"7\",\"consent\":\"no\",\"_phone\":\"79161234568\",\"_amount\":\"700\","
         "\"_consent\":\"-email\"}",
            1, 1},
    [EV_LEAD_ASSIGNED] = {"{\"manager\":\"boris\",\"method\":\"rr\",\"note\":\"" SAID "\"}", 1, 1},
    [EV_LEAD_QUALIFIED] = {"{\"stage\":\"qualified\",\"note\":\"" SAID "\"}", 1, 1},
    [EV_LEAD_DISQUALIFIED] = {"{\"reason\":\"spam\",\"note\":\"" SAID "\"}", 1, 1},
    [EV_LEAD_MOVED] = {"{\"stage\":\"meeting\",\"note\":\"" SAID "\"}", 1, 1},
    [EV_LEAD_WON] = {"{\"stage\":\"contract\",\"amount\":\"500\",\"note\":\"" SAID "\"}", 1, 1},
    [EV_LEAD_LOST] = {"{\"reason\":\"price\",\"note\":\"" SAID "\"}", 1, 1},
    [EV_LEAD_RETURNED] = {"{\"stage\":\"meeting\",\"note\":\"" SAID "\"}", 1, 1, EV_LEAD_LOST},
    [EV_LEAD_CORRECTED] = {"{\"amount\":\"600\",\"note\":\"" SAID "\"}", 1, 1, EV_LEAD_WON},
    [EV_LEAD_POOLED] = {"{\"why\":\"absent\",\"note\":\"" SAID "\"}", 1, 1},
    [EV_TOUCH_ADDED] = {"{\"kind\":\"call\",\"direction\":\"in\",\"text\":\"" SAID "\",\"msgid\":\"m@x\"}", 1, 1},
    [EV_ALERTED] = {"{\"clock\":\"pool\",\"started\":\"5\",\"state\":\"breached\",\"note\":\"" SAID "\"}", 1, 1},
    [EV_TASK_ADDED] = {"{\"kind\":\"call\",\"due\":\"9\",\"manager\":\"anna\",\"text\":\"" SAID "\"}", 1, 1},
    [EV_TASK_DONE] = {"{\"result\":\"" SAID "\"}", 1, 1, EV_TASK_ADDED},
    [EV_TASK_SET] = {"{\"manager\":\"boris\",\"due\":\"10\",\"text\":\"" SAID "\"}", 1, 1, EV_TASK_ADDED},
    [EV_PROGRAMME_ENROLLED] = {"{\"programme\":\"p\",\"entry\":\"1\",\"note\":\"" SAID "\"}", 1, 1},
    [EV_PROGRAMME_SENT] = {"{\"step\":\"1\",\"note\":\"" SAID "\"}", 1, 1, EV_PROGRAMME_ENROLLED},
    [EV_PROGRAMME_ENDED] = {"{\"state\":\"stopped\",\"note\":\"" SAID "\"}", 1, 1, EV_PROGRAMME_ENROLLED},
    [EV_CLIENT_PUT] = {"{" PERSON ",\"role\":\"vip\",\"comment\":\"" SAID "\"" PHONE "}", 0, 1},
    [EV_CLIENT_MERGED] = {"{\"into\":\"1\",\"note\":\"" SAID "\"}", 0, 2},
    [EV_CLIENT_SPLIT] = {"{\"note\":\"" SAID "\"}", 0, 2, EV_CLIENT_MERGED},
    [EV_PAIR_REFUSED] = {"{\"other\":\"2\",\"note\":\"" SAID "\"}", 0, 1},
    [EV_CONSENT_GIVEN] = {"{\"channel\":\"email\",\"proof\":\"form of Zoya\",\"text\":\"" SAID "\"}", 0, 1},
    [EV_CONSENT_WITHDRAWN] = {"{\"channel\":\"email\",\"proof\":\"zoya@x.ru\",\"text\":\"" SAID "\"}", 0, 1},
    [EV_PERSON_ERASED] = {.client = 2, .make = erase_of_other},
    [EV_PERSON_EXPORTED] = {.client = 1, .new = "{\"note\":\"" SAID "\"}"},
    [EV_PERSON_READMITTED] = {.client = 2, .make = readmit_other},
    [EV_CONF_PUT] = {"{\"table\":\"list\",\"list\":\"blocked\",\"value\":\"+7 916 1234567\",\"note\":\"" SAID
                     "\",\"norm\":\"79161234567\"}"},
    [EV_UNDONE] = {.lead = 1, .client = 1, .make = undo_of_touch},
};

/* Record the case of ${kind} in a batch of its own. */
static int64_t make(struct world *world, enum event_kind kind)
{
	const struct case_of_kind *one = &cases[kind];
	const struct event_traits *traits = event_traits(kind);
	struct event event = {
	    .kind = kind, .lead = one->lead, .client = one->client, .occurred_at = NOON, .new = one->new};
	if ((traits->about == ABOUT_TASK || traits->about == ABOUT_ENROLMENT) && !traits->makes)
		event.ref = world->first;
	hash_of(&world->scratch, world->before);
	world->batch = begin(&world->scratch);
	must(&world->scratch, record(&world->scratch.crm, &event));
	end(&world->scratch);
	return world->event = event.event;
}

static void undo_of_touch(struct world *world)
{
	make(world, EV_TOUCH_ADDED);
	hash_of(&world->scratch, world->before);
	assert_int_equal(undo(&world->scratch, world->batch, NULL), 0);
	world->batch++;
	world->event++;
}

static void erase(struct world *world, const char *client)
{
	struct crm *crm = &world->scratch.crm;
	struct data_subject subject;
	struct erasure erasing;
	world->batch = begin(&world->scratch);
	must(&world->scratch, data_subject_find(crm, client, &subject));
	must(&world->scratch, data_subject_erase(crm, &subject, "request", &erasing));
	must(&world->scratch, data_subject_erase_end(crm));
	end(&world->scratch);
	if (erasing.event)
		world->event = erasing.event;
}

static void erase_of_other(struct world *world)
{
	erase(world, "2");
}

static void readmit_other(struct world *world)
{
	struct readmission readmission = {.word = "p@x.ru", .proof = "paper"};
	erase(world, "2");
	hash_of(&world->scratch, world->before);
	world->batch = begin(&world->scratch);
	must(&world->scratch, readmit(&world->scratch.crm, &readmission));
	end(&world->scratch);
	assert_int_equal(readmission.client, 2);
	assert_int_equal(readmission.keys, 1);
	world->event = readmission.event;
}

static void world_open(struct world *world, enum event_kind kind)
{
	const struct case_of_kind *one = &cases[kind];
	*world = (struct world){0};
	department_open(&world->scratch);
	begin(&world->scratch);
	happen(&world->scratch, EV_LEAD_CREATED, 1, 0, NOON - DAY, "{" PERSON PHONE ",\"_manager\":\"anna\"}");
	happen(&world->scratch, EV_LEAD_CREATED, 2, 0, NOON - DAY, "{\"name\":\"Pavel\",\"email\":\"p@x.ru\"}");
	end(&world->scratch);
	if (one->first)
		world->first = make(world, one->first);
	if (one->make)
		one->make(world);
	else
		make(world, kind);
}

static void test_rows(void **state)
{
	(void)state;
	for (int i = 1; i < EV_KINDS; i++) {
		enum event_kind kind = (enum event_kind)i;
		const char *name = event_kind_name(kind);
		const struct event_traits *traits = event_traits(kind);
		if (!name)
			fail_msg("kind %d has no name", i);
		assert_int_equal(event_kind_find(name), kind);
		if (!traits->about || !traits->undo || !traits->words || !traits->kept)
			fail_msg("%s has no row of traits, or half a row", name);
		if (!cases[i].new && !cases[i].make)
			fail_msg("%s has no case in this test", name);
	}
	assert_null(event_kind_name(EV_KINDS));
	assert_int_equal(event_traits(EV_KINDS)->about, 0);
	assert_int_equal(event_traits((enum event_kind) - 1)->about, 0);
}

/* Take ${batch} back; the number of the batch that does it. */
static int64_t back(struct world *world, enum event_kind kind, int64_t batch)
{
	struct undone undone = {0};
	int64_t last = scratch_number(&world->scratch, "SELECT max(batch) FROM batch");
	undo(&world->scratch, batch, &undone);
	bool never = event_traits(kind)->undo == UNDO_NEVER;
	for (int i = 0; i < undone.n; i++)
		if (strcmp(undone.answer[i].verdict, never ? VERDICT_REJECTED : VERDICT_DONE) != 0)
			fail_msg("undo of %s: %s %s", event_kind_name(kind), undone.answer[i].verdict,
			    undone.answer[i].reason ? undone.answer[i].reason : "");
	assert_int_equal(undone.n, 1);
	undone_free(&undone);
	assert_replays(&world->scratch);
	return last + 1;
}

static void assert_state(struct world *world, enum event_kind kind, const char *what, const char *wanted)
{
	char now[17];
	hash_of(&world->scratch, now);
	if (strcmp(now, wanted) != 0)
		fail_msg("%s: %s is not what it was", event_kind_name(kind), what);
}

static void test_replay_and_undo(void **state)
{
	(void)state;
	for (int i = 1; i < EV_KINDS; i++) {
		enum event_kind kind = (enum event_kind)i;
		const struct event_traits *traits = event_traits(kind);
		struct world world;
		char after[17];
		world_open(&world, kind);
		assert_replays(&world.scratch);
		hash_of(&world.scratch, after);
		if (traits->changes_lead && strcmp(world.before, after) == 0)
			fail_msg("%s is said to change its lead, and does not", event_kind_name(kind));
		int64_t undone = back(&world, kind, world.batch);
		if (traits->undo == UNDO_NEVER) {
			assert_state(&world, kind, "what cannot be taken back", after);
		} else {
			assert_state(&world, kind, "what is taken back", world.before);
			back(&world, kind, undone);
			assert_state(&world, kind, "what is there again", after);
		}
		scratch_close(&world.scratch);
	}
}

static bool is_found(struct world *world, const struct case_of_kind *one)
{
	struct arena arena = {0};
	struct client_texts texts = {0};
	struct crm *crm = &world->scratch.crm;
	bool found = false;
	enum status status = one->lead     ? client_texts_lead(crm, one->lead, &arena, &texts)
	                     : one->client ? client_texts_client(crm, one->client, &arena, &texts)
	                                   : CRM_NONE;
	if (status != CRM_NONE)
		must(&world->scratch, status);
	for (int i = 0; i < texts.n; i++)
		found |= strstr(texts.item[i].text, "confided") != NULL;
	arena_free(&arena);
	return found;
}

static void test_words(void **state)
{
	(void)state;
	for (int i = 1; i < EV_KINDS; i++) {
		struct case_of_kind one = cases[i];
		struct world world;
		if (one.first && event_is_searched(one.first))
			continue; /* what came before is found */
		world_open(&world, (enum event_kind)i);
		if (is_found(&world, &one) != event_is_searched((enum event_kind)i))
			fail_msg("%s: what was said is %s", event_kind_name((enum event_kind)i),
			    event_is_searched((enum event_kind)i) ? "not found" : "found");
		scratch_close(&world.scratch);
	}
}

static void assert_silent(struct world *world, const char *name, int64_t from)
{
	static const char *const secrets[] = {"Zoya", "zoya", "confided", "9161234567", "916 123", "Pavel", "p@x.ru"};
	struct stmt *row;
	must(&world->scratch, db_ask(world->scratch.crm.db,
	                          "SELECT coalesce(old, '') || coalesce(new, ''), event FROM event WHERE event >= $1",
	                          VALS(V_INT(from)), &row));
	while (db_next(row) == CRM_OK)
		for (size_t i = 0; i < COUNT(secrets); i++)
			if (strstr(db_text(row, 0), secrets[i]))
				fail_msg(
				    "%s: event %lld still says %s", name, (long long)db_int(row, 1), db_text(row, 0));
}

static void test_erasure(void **state)
{
	(void)state;
	for (int i = 1; i < EV_KINDS; i++) {
		enum event_kind kind = (enum event_kind)i;
		struct world world;
		char client[24];
		world_open(&world, kind);
		int64_t event = world.event;
		if (event_traits(kind)->undo != UNDO_NEVER) { /* an undo carries the text of what it takes back */
			back(&world, kind, back(&world, kind, world.batch));
			snprintf(client, sizeof client, "%lld", (long long)(cases[i].client ? cases[i].client : 1));
			erase(&world, client);
		}
		assert_silent(&world, event_kind_name(kind), event);
		assert_replays(&world.scratch);
		scratch_close(&world.scratch);
	}
}

/* A number that is no kind is not passed over in silence. */
static void test_unknown(void **state)
{
	struct scratch scratch;
	struct lead_folded folded = {0};
	(void)state;
	department_open(&scratch);
	begin(&scratch);
	struct event event = {.kind = EV_KINDS, .lead = 1, .client = 1, .occurred_at = NOON, .new = "{}"};
	assert_int_equal(record(&scratch.crm, &event), CRM_INTERNAL);
	assert_non_null(strstr(scratch.crm.why.text, "of which nothing is known"));
	assert_int_equal(lead_fold_event(&scratch.crm, &folded, &event), CRM_INTERNAL);
	db_rollback(scratch.crm.db);
	scratch_close(&scratch);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_rows),
	    cmocka_unit_test(test_replay_and_undo),
	    cmocka_unit_test(test_words),
	    cmocka_unit_test(test_erasure),
	    cmocka_unit_test(test_unknown),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
