/* Who gets which letter on which day, who is left alone, and what ends it. */
#include "department.h"

#include "flow/reanimate/reanimate.h"

#define GIVEN "{\"name\":\"A\",\"email\":\"a@c.example\",\"consent\":\"yes\"}"

struct drawer {
	enum status says;
	char letters[512]; /* "lead entry step template address; …" */
};

static enum status post(void *arg, struct crm *crm, const struct reanimate_letter *letter)
{
	struct drawer *drawer = arg;
	size_t used = strlen(drawer->letters);
	if (drawer->says == CRM_OK)
		snprintf(drawer->letters + used, sizeof drawer->letters - used, "%s%lld %lld %s %s %s",
		    used ? "; " : "", (long long)letter->lead->lead, (long long)letter->entry, letter->step,
		    letter->template, letter->address);
	return drawer->says == CRM_OK ? CRM_OK : why_set(&crm->why, drawer->says, "no field «name»");
}

static struct scratch scratch;
static struct drawer drawer;
static char said[32768]; /* "lead step verdict reason; …" of the last run */

static int open_department(void **state)
{
	static const char *const rows[] = {
	    "{\"table\":\"programme\",\"programme\":\"back\",\"reasons\":\"price\",\"cooldown_days\":\"90\",\"max_"
	    "entries\":\"3\",\"holdout_pct\":\"0\"}",
	    "{\"table\":\"programme\",\"programme\":\"empty\",\"reasons\":\"price\",\"cooldown_days\":\"0\",\"max_"
	    "entries\":\"9\",\"holdout_pct\":\"0\"}",
	    "{\"table\":\"step\",\"programme\":\"back\",\"step\":\"1\",\"delay_days\":\"14\",\"channel\":\"email\","
	    "\"template\":\"one\"}",
	    "{\"table\":\"step\",\"programme\":\"back\",\"step\":\"2\",\"delay_days\":\"45\",\"channel\":\"email\","
	    "\"template\":\"two\"}",
	    "{\"table\":\"step\",\"programme\":\"back\",\"step\":\"2\",\"delay_days\":\"45\",\"channel\":\"email\","
	    "\"template\":\"loan\","
	    "\"segment\":\"payment=Ипотека\"}",
	    "{\"table\":\"step\",\"programme\":\"back\",\"step\":\"2\",\"delay_days\":\"45\",\"channel\":\"email\","
	    "\"template\":\"loan-park\","
	    "\"segment\":\"payment=ипотека;Проект дома=парк\"}",
	    "{\"table\":\"step\",\"programme\":\"back\",\"step\":\"3\",\"delay_days\":\"90\",\"channel\":\"email\","
	    "\"template\":\"three\"}",
	};
	(void)state;
	department_open(&scratch);
	begin(&scratch);
	for (size_t i = 0; i < COUNT(rows); i++)
		put(&scratch, NULL, rows[i]);
	end(&scratch);
	drawer = (struct drawer){.says = CRM_OK};
	return 0;
}

static int close_department(void **state)
{
	(void)state;
	scratch_close(&scratch);
	return 0;
}

/* A lead of that client, lost at ${at}; 0: it stays open. */
static void lead(int64_t number, int64_t client, const char *row, instant_t at)
{
	begin(&scratch);
	happen(&scratch, EV_LEAD_CREATED, number, client, NOON - 2 * DAY, row);
	if (at)
		happen(&scratch, EV_LEAD_LOST, number, client, at, "{\"reason\":\"price\"}");
	end(&scratch);
}

static int64_t event(enum event_kind kind, int64_t number, int64_t client, instant_t at, const char *new)
{
	begin(&scratch);
	int64_t it = happen(&scratch, kind, number, client, at, new);
	end(&scratch);
	return it;
}

/* The run of that moment: what it says is in `said`, what it wrote in `drawer`. */
static void run_at(instant_t now)
{
	struct reanimated out;
	size_t used = 0;
	scratch.crm.now = now;
	drawer.letters[0] = said[0] = '\0';
	begin(&scratch);
	must(&scratch, reanimate(&scratch.crm, post, &drawer, &out));
	end(&scratch);
	for (int i = 0; i < out.n; i++) {
		const struct reanimate_row *row = &out.row[i];
		used += (size_t)snprintf(said + used, sizeof said - used, "%s%lld %s %s%s%s", used ? "; " : "",
		    (long long)row->lead, row->step ? row->step : "-", row->verdict, row->reason ? " " : "",
		    row->reason ? row->reason : "");
		assert_true(used < sizeof said);
	}
}

static void test_days(void **state)
{
	static const struct {
		instant_t after; /* the loss, which was at noon */
		const char *said;
	} cases[] = {
	    {0, "1 - enrolled price"}, {13 * DAY, "1 - enrolled price"},
	    {14 * DAY - 12 * 3600 - 1, "1 - enrolled price"}, /* 23:59:59 of day 13 */
	    {14 * DAY - 12 * 3600, "1 - enrolled price; 1 1 sent"}, {28 * DAY, "1 - enrolled price; 1 1 sent"},
	    {29 * DAY, "1 - enrolled price; 1 1 skipped 15 days late"},
	    {45 * DAY, "1 - enrolled price; 1 1 skipped step 2 is due already; 1 2 sent"},
	    {60 * DAY, "1 - enrolled price; 1 1 skipped step 2 is due already; 1 2 skipped 15 days late"},
	    {90 * DAY, "1 - enrolled price; 1 1 skipped step 3 is due already; 1 2 skipped step 3 is due already; 1 3 "
	               "sent; 1 - finished"},
	    {105 * DAY, "1 - enrolled price; 1 1 skipped step 3 is due already; 1 2 skipped step 3 is due already; "
	                "1 3 skipped 15 days late; 1 - finished"},
	    {121 * DAY, ""}, {-1, ""}, /* lost in the future */
	};
	for (size_t i = 0; i < COUNT(cases); i++) {
		if (i > 0) {
			close_department(state);
			open_department(state);
		}
		lead(1, 1, GIVEN, NOON);
		run_at(NOON + cases[i].after);
		assert_string_equal(said, cases[i].said);
		run_at(NOON + cases[i].after);
		assert_string_equal(said, "");
	}
}

static void test_once(void **state)
{
	char all[1024] = "";
	(void)state;
	lead(1, 1, GIVEN, NOON);
	for (int day = 0; day < 150; day++) {
		run_at(NOON + day * DAY);
		if (drawer.letters[0])
			snprintf(all + strlen(all), sizeof all - strlen(all), "%d: %s\n", day, drawer.letters);
	}
	assert_string_equal(all, "14: 1 1 1 one a@c.example\n45: 1 1 2 two a@c.example\n90: 1 1 3 three a@c.example\n");
	char rows[256];
	rows_of(
	    &scratch, "SELECT programme, entry, state, ended_at - enrolled_at FROM enrolment", 4, rows, sizeof rows);
	assert_string_equal(rows, "back 1 2 7776000");
}

/* Undone and done again, every table is as it was. */
static void test_undone(void **state)
{
	char rows[256];
	(void)state;
	lead(1, 1, GIVEN, NOON);
	run_at(NOON + 14 * DAY);
	int64_t enrolment = scratch_number(&scratch, "SELECT enrolment FROM enrolment");
	begin(&scratch);
	take_back(&scratch, enrolment + 1, 1, 1, enrolment);
	take_back(&scratch, enrolment, 1, 1, 0);
	end(&scratch);
	assert_int_equal(scratch_number(&scratch, "SELECT count(*) FROM enrolment"), 0);
	assert_int_equal(scratch_number(&scratch, "SELECT count(*) FROM sent"), 0);
	run_at(NOON + 14 * DAY);
	assert_string_equal(said, "1 - enrolled price; 1 1 sent");
	rows_of(&scratch, "SELECT entry, step FROM enrolment JOIN sent ON sent.enrolment = enrolment.enrolment", 2,
	    rows, sizeof rows);
	assert_string_equal(rows, "1 1");
}

static void test_held_out(void **state)
{
	char rows[256];
	(void)state;
	begin(&scratch);
	put(&scratch,
	    "{\"table\":\"programme\",\"programme\":\"back\",\"reasons\":\"price\",\"cooldown_days\":\"90\",\"max_"
	    "entries\":\"3\",\"holdout_pct\":\"0\"}",
	    "{\"table\":\"programme\",\"programme\":\"back\",\"reasons\":\"price\",\"cooldown_days\":\"90\",\"max_"
	    "entries\":\"3\",\"holdout_pct\":\"10\"}");
	end(&scratch);
	for (int i = 1; i <= 400; i++)
		lead(i, i, GIVEN, NOON);
	run_at(NOON);
	int64_t held = scratch_number(&scratch, "SELECT count(*) FROM enrolment WHERE state = 3");
	assert_in_range(held, 25, 55);
	/* Always the same ones: who is held out does not depend on the machine or the day. */
	rows_of(
	    &scratch, "SELECT lead FROM enrolment WHERE state = 3 AND lead <= 50 ORDER BY lead", 1, rows, sizeof rows);
	assert_string_equal(rows, "16; 28; 35");
	run_at(NOON + 20 * DAY);
	assert_int_equal(scratch_number(&scratch, "SELECT count(*) FROM sent"), 400 - held);
}

static void lose_again(int64_t number, instant_t at)
{
	event(EV_LEAD_RETURNED, number, 1, at - 3600, "{\"stage\":\"new\"}");
	event(EV_LEAD_LOST, number, 1, at, "{\"reason\":\"price\"}");
}

static void test_again(void **state)
{
	char rows[256];
	(void)state;
	lead(1, 1, GIVEN, NOON);
	run_at(NOON);
	lose_again(1, NOON + 89 * DAY);
	run_at(NOON + 89 * DAY);
	assert_string_equal(said, "1 - stopped reopened"); /* and no new entry: too early */
	lose_again(1, NOON + 90 * DAY);
	run_at(NOON + 104 * DAY);
	assert_string_equal(said, "1 - enrolled price; 1 1 sent");
	assert_string_equal(drawer.letters, "1 2 1 one a@c.example");
	/* Another lead of the same client is the same client. */
	lead(2, 1, GIVEN, NOON + 120 * DAY);
	run_at(NOON + 120 * DAY);
	assert_string_equal(said, "");
	lose_again(1, NOON + 180 * DAY);
	run_at(NOON + 180 * DAY);
	assert_string_equal(said, "1 - stopped reopened; 1 - enrolled price");
	/* Three in a year, and no more. */
	lose_again(1, NOON + 300 * DAY);
	run_at(NOON + 300 * DAY);
	assert_string_equal(said, "1 - stopped reopened");
	lose_again(1, NOON + 365 * DAY);
	run_at(NOON + 365 * DAY);
	assert_string_equal(said, "1 - enrolled price");
	rows_of(&scratch, "SELECT lead, entry FROM enrolment ORDER BY enrolment", 2, rows, sizeof rows);
	assert_string_equal(rows, "1 1; 1 2; 1 3; 1 4");
}

struct happening {
	enum event_kind kind;
	int64_t lead;
	instant_t after;
	const char *new;
	const char *said; /* on day 14 */
};

static void test_stop(void **state)
{
	static const struct happening cases[] = {
	    {EV_LEAD_RETURNED, 1, 3600, "{\"stage\":\"new\"}", "1 - stopped reopened"},
	    {EV_LEAD_WON, 1, 3600, "{\"stage\":\"contract\"}", "1 - stopped won"},
	    {EV_LEAD_DISQUALIFIED, 1, 3600, "{\"reason\":\"spam\"}", "1 - stopped no_longer_lost"},
	    {EV_LEAD_CREATED, 2, 3600, "{\"name\":\"A\"}", "1 - stopped new_inquiry"},
	    {EV_LEAD_CREATED, 2, 3600, "{\"name\":\"A\",\"_state\":\"won\"}", "1 - stopped won"},
	    {EV_LEAD_CREATED, 2, 3600, "{\"name\":\"A\",\"_state\":\"disqualified\",\"_reason\":\"spam\"}", "1 1 sent"},
	    {EV_TOUCH_ADDED, 1, 3600, "{\"kind\":\"call\",\"direction\":\"in\"}", "1 - stopped incoming"},
	    {EV_TOUCH_ADDED, 1, 3600, "{\"kind\":\"call\",\"direction\":\"out\"}", "1 1 sent"},
	    {EV_TOUCH_ADDED, 1, 3600, "{\"kind\":\"call\"}", "1 1 sent"},
	    {EV_TOUCH_ADDED, 1, -3600, "{\"kind\":\"call\",\"direction\":\"in\"}", "1 1 sent"},
	    {EV_TASK_ADDED, 1, 3600, "{\"kind\":\"call\",\"due\":\"1800000000\"}", "1 1 sent"},
	};
	for (size_t i = 0; i < COUNT(cases); i++) {
		const struct happening *it = &cases[i];
		if (i > 0) {
			close_department(state);
			open_department(state);
		}
		lead(1, 1, GIVEN, NOON);
		run_at(NOON);
		event(it->kind, it->lead, 1, NOON + it->after, it->new);
		run_at(NOON + 14 * DAY);
		assert_string_equal(said, it->said);
	}
}

static void test_taken_back_touch(void **state)
{
	(void)state;
	lead(1, 1, GIVEN, NOON);
	lead(2, 2, GIVEN, NOON);
	lead(3, 2, "{\"name\":\"A\"}", NOON - DAY);
	run_at(NOON);
	int64_t touch = event(EV_TOUCH_ADDED, 1, 1, NOON + 3600, "{\"kind\":\"call\",\"direction\":\"in\"}");
	begin(&scratch);
	take_back(&scratch, touch, 1, 1, 0);
	end(&scratch);
	event(EV_TOUCH_ADDED, 3, 2, NOON + 3600,
	    "{\"kind\":\"call\",\"direction\":\"in\"}"); /* about another lead of that client */
	run_at(NOON + 14 * DAY);
	assert_string_equal(said, "3 - stopped incoming; 1 1 sent");
}

static void test_segment(void **state)
{
	static const struct {
		const char *row, *template;
	} cases[] = {
	    {"\"payment\":\"наличные\"", "two"},
	    {"\"payment\":\"ИПОТЕКА \"", "loan"},
	    {"\"payment\":\"ипотека\",\"проект_дома\":\"Сад\"", "loan"},
	    {"\"payment\":\"ипотека\",\"Проект Дома\":\"  ПАРК\"", "loan-park"},
	    {"\"Проект Дома\":\"парк\"", "two"},
	    {"\"_payment\":\"ипотека\"", "two"},
	    {"\"payment\":\"ипотека 20%\"", "two"},
	};
	for (size_t i = 0; i < COUNT(cases); i++) {
		char row[256], wanted[64];
		if (i > 0) {
			close_department(state);
			open_department(state);
		}
		snprintf(row, sizeof row, "{\"email\":\"A@C.example\",\"consent\":\"да\",%s}", cases[i].row);
		snprintf(wanted, sizeof wanted, "1 1 2 %s a@c.example", cases[i].template);
		lead(1, 1, row, NOON);
		run_at(NOON + 45 * DAY);
		assert_string_equal(drawer.letters, wanted);
	}
}

static void test_consent(void **state)
{
	static const struct {
		const char *row, *said;
	} cases[] = {
	    {"{\"email\":\"a@c.example\"}", "1 - enrolled price; 1 1 skipped no_consent"},
	    {"{\"email\":\"a@c.example\",\"consent\":\"НЕТ\"}", "1 - enrolled price; 1 1 skipped no_consent"},
	    {"{\"email\":\"a@c.example\",\"consent\":\"no\"}", "1 - enrolled price; 1 1 skipped no_consent"},
	    {"{\"email\":\"a@c.example\",\"consent\":\"0\"}", "1 - enrolled price; 1 1 skipped no_consent"},
	    {"{\"email\":\"a@c.example\",\"consent\":\" False \"}", "1 - enrolled price; 1 1 skipped no_consent"},
	    {"{\"email\":\"a@c.example\",\"consent\":\"2026-01-01\"}", "1 - enrolled price; 1 1 skipped no_consent"},
	    {"{\"email\":\"a@c.example\",\"consent\":\"Да\"}", "1 - enrolled price; 1 1 sent"},
	    {"{\"consent\":\"yes\"}", "1 - enrolled price; 1 1 skipped no_address"},
	    {"{\"email\":\"no address\",\"consent\":\"yes\"}", "1 - enrolled price; 1 1 skipped no_address"},
	    {"{\"email\":\"stop@c.example\",\"consent\":\"yes\"}", "1 - enrolled price; 1 1 skipped blocked"},
	};
	for (size_t i = 0; i < COUNT(cases); i++) {
		if (i > 0) {
			close_department(state);
			open_department(state);
		}
		scratch_run(&scratch,
		    "INSERT INTO list (list, value, norm) VALUES ('blocked', 'stop@c.example', 'stop@c.example')");
		lead(1, 1, cases[i].row, NOON);
		run_at(NOON + 14 * DAY);
		assert_string_equal(said, cases[i].said);
		assert_int_equal(
		    scratch_number(&scratch, "SELECT count(*) FROM sent"), strstr(said, "1 1 sent") != NULL);
	}
}

/* A letter that cannot be written is tried again, until it is too late; others go. */
static void test_rejected(void **state)
{
	(void)state;
	lead(1, 1, GIVEN, NOON);
	drawer.says = CRM_CONFIG;
	run_at(NOON + 14 * DAY);
	assert_string_equal(said, "1 - enrolled price; 1 1 rejected no field «name»");
	drawer.says = CRM_OK;
	run_at(NOON + 15 * DAY);
	assert_string_equal(said, "1 1 sent");
	drawer.says = CRM_IO;
	struct reanimated out;
	scratch.crm.now = NOON + 45 * DAY;
	begin(&scratch);
	assert_int_equal(reanimate(&scratch.crm, post, &drawer, &out), CRM_IO);
	db_rollback(scratch.crm.db);
}

static void test_wanted(void **state)
{
	static const struct reanimate_letter letter = {.programme = "back", .step = "1", .entry = 1};
	const char *why;
	(void)state;
	lead(1, 1, GIVEN, NOON);
	must(&scratch, reanimate_wanted(&scratch.crm, 1, &letter, &why));
	assert_string_equal(why, "undone");
	run_at(NOON + 14 * DAY);
	must(&scratch, reanimate_wanted(&scratch.crm, 1, &letter, &why));
	assert_null(why);
	event(EV_LEAD_CREATED, 2, 1, NOON + DAY, "{\"name\":\"A\"}");
	must(&scratch, reanimate_wanted(&scratch.crm, 1, &letter, &why));
	assert_string_equal(why, "new_inquiry");
	run_at(NOON + 15 * DAY);
	must(&scratch, reanimate_wanted(&scratch.crm, 1, &letter, &why));
	assert_string_equal(why, "stopped");
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, open_department, close_department)

int main(void)
{
	const struct CMUnitTest tests[] = {TEST(test_days), TEST(test_once), TEST(test_undone), TEST(test_held_out),
	    TEST(test_again), TEST(test_stop), TEST(test_taken_back_touch), TEST(test_segment), TEST(test_consent),
	    TEST(test_rejected), TEST(test_wanted)};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
