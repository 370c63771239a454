#include "scratch.h"

#include "base/core/hash.h"
#include "book/records/fingerprint.h"

static void open_loaded(struct scratch *scratch)
{
	scratch_open(scratch);
	if (crm_load(&scratch->crm) != CRM_OK)
		fail_msg("%s", scratch->crm.why.text);
}

static void assert_same(const struct lead *a, const struct lead *b)
{
	assert_int_equal(a->lead, b->lead);
	assert_int_equal(a->client, b->client);
	assert_int_equal(a->event, b->event);
	assert_int_equal(a->state, b->state);
	assert_int_equal(a->stage, b->stage);
	assert_int_equal(a->manager, b->manager);
	assert_int_equal(a->source, b->source);
	assert_int_equal(a->campaign, b->campaign);
	assert_int_equal(a->project, b->project);
	assert_int_equal(a->amount, b->amount);
	assert_int_equal(a->created_at, b->created_at);
	assert_int_equal(a->stage_since, b->stage_since);
	assert_int_equal(a->decided_at, b->decided_at);
	assert_int_equal(a->last_touch, b->last_touch);
	assert_int_equal(a->reason, b->reason);
	assert_int_equal(a->origin, b->origin);
}

static void test_states(void **state)
{
	static const char *const names[] = {"open", "won", "lost", "disqualified"};
	(void)state;
	for (int i = 0; i < 4; i++) {
		enum lead_state parsed = LEAD_OPEN;
		assert_string_equal(lead_state_name((enum lead_state)i), names[i]);
		assert_int_equal(lead_state_parse(names[i], &parsed), CRM_OK);
		assert_int_equal(parsed, i);
	}
	enum lead_state untouched = LEAD_LOST;
	assert_int_equal(lead_state_parse("closed", &untouched), CRM_DATA);
	assert_int_equal(lead_state_parse("", &untouched), CRM_DATA);
	assert_int_equal(untouched, LEAD_LOST);
	assert_string_equal(lead_state_name((enum lead_state)4), "");
}

static void test_row(void **state)
{
	static const struct lead leads[] = {
	    {1, 1, 10, LEAD_OPEN, 1, 0, 0, 0, 0, AMOUNT_NONE, 100, 100, 0, 0, 0, 0},
	    {1, 2, 11, LEAD_LOST, 3, 4, 5, 6, 7, 0, -108, 109, 110, 111, 12, 13},
	    {2, 1, 12, LEAD_WON, 5, 4, 5, 6, 7, 450000000, 108, 109, 110, 111, 0, 1},
	};
	struct scratch scratch;
	struct lead lead;
	(void)state;
	open_loaded(&scratch);
	assert_int_equal(lead_get(&scratch.crm, 1, &lead), CRM_NONE);
	for (size_t i = 0; i < COUNT(leads); i++) { /* the second one replaces the first */
		assert_int_equal(lead_put(&scratch.crm, &leads[i]), CRM_OK);
		assert_int_equal(lead_get(&scratch.crm, leads[i].lead, &lead), CRM_OK);
		assert_same(&lead, &leads[i]);
	}
	assert_int_equal(scratch_number(&scratch, "SELECT count(*) FROM lead"), 2);
	assert_int_equal(scratch_number(&scratch, "SELECT count(*) FROM lead WHERE manager IS NULL"), 0);
	assert_int_equal(scratch_number(&scratch, "SELECT count(*) FROM lead WHERE reason IS NULL"), 1);
	assert_int_equal(lead_delete(&scratch.crm, 1), CRM_OK);
	assert_int_equal(lead_get(&scratch.crm, 1, &lead), CRM_NONE);
	assert_int_equal(lead_get(&scratch.crm, 2, &lead), CRM_OK);
	scratch_close(&scratch);
}

/* Kept in databases: these numbers must be the same for ever, on every machine. */
static void test_hash(void **state)
{
	static const struct {
		const char *ext_id, *source;
		int64_t hash;
	} row[] = {
	    {"A-17", "site", INT64_C(0x51e16f4679575b99)},
	    {"A-17", "", INT64_C(0x72cdf7df3fc71e53)},
	    {"A-17", NULL, INT64_C(0x6654bfaf54b1c92d)},
	    {"A-1", "7site", INT64_C(0x22059afb05b27bdf)},
	    {"00Q5g00000ABCDE", "salesforce", INT64_C(0x72f5a55f04c3536f)},
	};
	static const char line[] = "name=Иван phone=79161234567";
	(void)state;
	for (size_t i = 0; i < COUNT(row); i++)
		assert_int_equal(fingerprint_ext(row[i].ext_id, row[i].source), row[i].hash);
	assert_int_equal(hash_text(line, sizeof line - 1), INT64_C(0x601830d589d50c5b));
	assert_int_equal(hash_text("", 0), INT64_C(0x75a97ce8ade4e606));
}

/* No two of many short and similar texts meet, and all 63 bits are used. */
static int order(const void *a, const void *b)
{
	int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;
	return (x > y) - (x < y);
}

static void test_hash_spreads(void **state)
{
	enum { N = 40000 };
	int64_t *hash = calloc(N, sizeof *hash);
	int64_t all = 0, any = INT64_MAX;
	char text[32];
	(void)state;
	assert_non_null(hash);
	for (int i = 0; i < N; i += 4) {
		int length = snprintf(text, sizeof text, "%d", i);
		hash[i] = fingerprint_ext(text, NULL);
		hash[i + 1] = fingerprint_ext(text, "");
		hash[i + 2] = fingerprint_ext(text, "site");
		hash[i + 3] = hash_text(text, (size_t)length);
	}
	qsort(hash, N, sizeof *hash, order);
	for (int i = 0; i < N; i++) {
		assert_true(hash[i] >= 0);
		assert_false(i > 0 && hash[i] == hash[i - 1]);
		all |= hash[i];
		any &= hash[i];
	}
	assert_int_equal(all, INT64_MAX);
	assert_int_equal(any, 0);
	free(hash);
}

static void see(struct scratch *scratch, const char *ext_id, const char *source, int64_t lead, int64_t event)
{
	assert_int_equal(db_run(scratch->crm.db, "INSERT INTO seen (hash, lead, event) VALUES ($1, $2, $3)",
	                     VALS(V_INT(fingerprint_ext(ext_id, source)), V_INT(lead), V_INT(event))),
	    CRM_OK);
}

static void add(struct scratch *scratch, int64_t id, const char *new)
{
	struct event event = {.kind = EV_LEAD_CREATED, .lead = id, .client = id, .occurred_at = NOON, .new = new};
	assert_int_equal(journal_add(scratch->crm.db, &event), CRM_OK);
	const struct lead lead = {.lead = id, .client = id, .event = event.event, .stage = 1, .amount = AMOUNT_NONE};
	assert_int_equal(lead_put(&scratch->crm, &lead), CRM_OK);
}

/* Events 1 to 4 create leads 11 to 14. */
static void fill(struct scratch *scratch)
{
	int64_t batch = 0;
	assert_int_equal(db_begin(scratch->crm.db), CRM_OK);
	assert_int_equal(journal_begin(scratch->crm.db, &scratch->crm.who, NOON, &batch), CRM_OK);
	add(scratch, 11, "{\"ext_id\":\"A\",\"source\":\"site\"}");
	see(scratch, "A", "site", 11, 1);
	see(scratch, "A", NULL, 11, 1);
	add(scratch, 12, "{\"ext_id\":\"B\",\"source\":\"site\"}");
	see(scratch, "B", "site", 12, 2);
	see(scratch, "B", NULL, FINGERPRINT_SEVERAL, 2);
	add(scratch, 13, "{\"ext_id\":\"B\",\"source\":\"expo\"}");
	see(scratch, "B", "expo", 13, 3);
	add(scratch, 14, "{\"ext_id\":\"C\"}");
	see(scratch, "C", "", 14, 4);
	see(scratch, "C", NULL, FINGERPRINT_SEVERAL, 4);
	see(scratch, "D", NULL, 11, 1); /* its hash is that of another one's */
	see(scratch, "E", NULL, 99, 1);
	see(scratch, "A", "expo", 11, 1);
	assert_int_equal(journal_end(scratch->crm.db, NULL, true), CRM_OK);
	assert_int_equal(db_commit(scratch->crm.db), CRM_OK);
}

static void test_resolve(void **state)
{
	static const struct {
		const char *lead, *ext_id, *source;
		enum status status;
		int64_t found;
		const char *why;
	} row[] = {
	    {"11", NULL, NULL, CRM_OK, 11, NULL},
	    {"12", "A", "site", CRM_OK, 12, NULL},
	    {"0012", NULL, NULL, CRM_OK, 12, NULL},
	    {"1042", NULL, NULL, CRM_NONE, 0, "no lead 1042"},
	    {"abc", NULL, NULL, CRM_DATA, 0, "not a lead number: «abc»"},
	    {"11a", NULL, NULL, CRM_DATA, 0, "not a lead number: «11a»"},
	    {"-11", NULL, NULL, CRM_DATA, 0, "not a lead number: «-11»"},
	    {" 11", NULL, NULL, CRM_DATA, 0, "not a lead number: « 11»"},
	    {"0", NULL, NULL, CRM_DATA, 0, "not a lead number: «0»"},
	    {"99999999999999999999", NULL, NULL, CRM_DATA, 0, "not a lead number: «99999999999999999999»"},
	    {NULL, "A", "site", CRM_OK, 11, NULL},
	    {"", "A", NULL, CRM_OK, 11, NULL},
	    {NULL, "A", "", CRM_OK, 11, NULL},
	    {NULL, "A", "expo", CRM_NONE, 0, "no lead with ext_id «A» of source «expo»"},
	    {NULL, "B", "site", CRM_OK, 12, NULL},
	    {NULL, "B", "expo", CRM_OK, 13, NULL},
	    {NULL, "B", NULL, CRM_DATA, 0, "ext_id «B» is used by several sources: give source too"},
	    {NULL, "C", NULL, CRM_OK, 14, NULL},
	    {NULL, "D", NULL, CRM_NONE, 0, "no lead with ext_id «D»"},
	    {NULL, "E", NULL, CRM_NONE, 0, "no lead with ext_id «E»"},
	    {NULL, "F", "site", CRM_NONE, 0, "no lead with ext_id «F» of source «site»"},
	    {NULL, NULL, "site", CRM_DATA, 0, "neither lead nor ext_id says which lead"},
	    {"", "", NULL, CRM_DATA, 0, "neither lead nor ext_id says which lead"},
	};
	struct scratch scratch;
	(void)state;
	open_loaded(&scratch);
	fill(&scratch);
	for (size_t i = 0; i < COUNT(row); i++) {
		struct lead lead = {0};
		assert_int_equal(
		    lead_resolve(&scratch.crm, row[i].lead, row[i].ext_id, row[i].source, &lead), row[i].status);
		assert_int_equal(lead.lead, row[i].found);
		if (row[i].why)
			assert_string_equal(scratch.crm.why.text, row[i].why);
	}
	scratch_close(&scratch);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_states),
	    cmocka_unit_test(test_row),
	    cmocka_unit_test(test_hash),
	    cmocka_unit_test(test_hash_spreads),
	    cmocka_unit_test(test_resolve),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
