/* Traffic lights: colour, reasons and fix of a client, whose he is, and both roads to the same rows. */
#include "department.h"

#include "report/lights/lights.h"

#define HOUR INT64_C(3600)
#define NONE_AHEAD INSTANT_MAX

static const struct light_rules rules = {.grace = 4 * HOUR,
    .profile_pct = 60,
    .contacts_pct = 80,
    .red_norm_pct = 10,
    .profile = {4, {"name", "project", "payment", "family"}},
    .contacts = {2, {"phone", "email"}}};

static const struct {
	const char *name;
	struct light_row row;
	const char *light, *reasons, *fix;
} judged[] = {
    {"all well",
        {.interest = 1, .late = LIGHT_NOT_LATE, .next_task = NOON, .profile = 15, .contacts = 3, .lead = 7, .task = 9},
        "green", "", ""},
    {"three of four fields are enough",
        {.interest = 1, .late = LIGHT_NOT_LATE, .next_task = NOON, .profile = 7, .contacts = 3, .lead = 7, .task = 9},
        "green", "", ""},
    {"late by a second more than grace",
        {.interest = 1, .late = 4 * HOUR + 1, .next_task = NOON, .profile = 15, .contacts = 3, .lead = 7, .task = 9},
        "red", "overdue", "crm-task-done 9"},
    {"late by just grace",
        {.interest = 1, .late = 4 * HOUR, .next_task = NOON, .profile = 15, .contacts = 3, .lead = 7, .task = 9},
        "yellow", "late", "crm-task-done 9"},
    {"due when nobody worked",
        {.interest = 1, .late = 0, .next_task = NOON, .profile = 15, .contacts = 3, .lead = 7, .task = 9}, "yellow",
        "late", "crm-task-done 9"},
    {"no open lead, one lost",
        {.late = LIGHT_NOT_LATE, .next_task = NOON, .profile = 15, .contacts = 3, .lost = 5, .task = 9}, "red",
        "no_interest", "crm-return 5"},
    {"no open lead, none lost", {.late = LIGHT_NOT_LATE, .next_task = NOON, .profile = 15, .contacts = 3, .task = 9},
        "red", "no_interest", "crm-task-done 9"},
    {"no next task",
        {.interest = 2, .late = LIGHT_NOT_LATE, .next_task = NONE_AHEAD, .profile = 15, .contacts = 3, .lead = 7},
        "yellow", "no_next_task", "crm-task-add kind=call due=+1h lead=7"},
    {"half a profile",
        {.interest = 1, .late = LIGHT_NOT_LATE, .next_task = NOON, .profile = 3, .contacts = 3, .lead = 7, .task = 9},
        "yellow", "profile:payment,family", "crm-task-add kind=call due=+1h lead=7 text='payment,family'"},
    {"no address",
        {.interest = 1, .late = LIGHT_NOT_LATE, .next_task = NOON, .profile = 15, .contacts = 1, .lead = 7, .task = 9},
        "yellow", "contacts:email", "crm-task-add kind=call due=+1h lead=7 text='email'"},
    {"everything", {.late = 99 * HOUR, .next_task = NONE_AHEAD, .lost = 5, .task = 9}, "red",
        "overdue no_interest no_next_task profile:name,project,payment,family contacts:phone,email", "crm-task-done 9"},
    {"late is not so bad as no interest",
        {.late = 1, .next_task = NOON, .profile = 15, .contacts = 3, .lost = 5, .task = 9}, "red", "no_interest late",
        "crm-return 5"},
};

static void test_judge(void **state)
{
	struct buf buf = {0};
	(void)state;
	for (size_t i = 0; i < COUNT(judged); i++) {
		struct light_row row = judged[i].row;
		light_judge(&rules, &row);
		if (strcmp(light_name(row.light), judged[i].light) != 0)
			fail_msg("%s: %s", judged[i].name, light_name(row.light));
		buf_clear(&buf);
		light_reasons_put(&buf, &rules, &row);
		assert_string_equal(buf.length ? buf.text : "", judged[i].reasons);
		buf_clear(&buf);
		light_fix_put(&buf, &rules, &row);
		assert_string_equal(buf.length ? buf.text : "", judged[i].fix);
	}
	buf_free(&buf);
}

static void test_numbers(void **state)
{
	static const struct {
		int64_t seconds, tenths;
	} late[] = {{LIGHT_NOT_LATE, 0}, {0, 0}, {179, 0}, {180, 1}, {360, 1}, {4 * HOUR, 40}, {4 * HOUR + 179, 40},
	    {4 * HOUR + 180, 41}};
	static const struct light_fields three = {3, {"a", "b'c", "d"}}, none = {0};
	struct light_rules odd = {.profile_pct = 67, .profile = three};
	struct light_row row = {.interest = 1, .late = LIGHT_NOT_LATE, .lead = 7, .profile = 5};
	struct buf buf = {0};
	(void)state;
	for (size_t i = 0; i < COUNT(late); i++)
		assert_int_equal(light_tenths(late[i].seconds), late[i].tenths);
	assert_int_equal(light_pct(&three, 0), 0);
	assert_int_equal(light_pct(&three, 4), 33);
	assert_int_equal(light_pct(&three, 6), 66);
	assert_int_equal(light_pct(&three, 7), 100);
	assert_int_equal(light_pct(&none, 0), 100);
	light_judge(&odd, &row); /* 66 is below 67, and a quote does not leave its word */
	light_fix_put(&buf, &odd, &row);
	assert_string_equal(buf.text, "crm-task-add kind=call due=+1h lead=7 text='b'\\''c'");
	buf_free(&buf);
}

static int64_t task(struct scratch *scratch, int64_t lead, int64_t client, instant_t due, const char *manager)
{
	char new[128];
	snprintf(new, sizeof new, "{\"kind\":\"call\",\"due\":\"%lld\",\"manager\":\"%s\"}", (long long)due, manager);
	struct event event = {
	    .kind = EV_TASK_ADDED, .lead = lead, .client = client, .occurred_at = NOON - 30 * DAY, .new = new};
	must(scratch, record(&scratch->crm, &event));
	return event.event;
}

static int64_t done(struct scratch *scratch, int64_t number, int64_t lead, int64_t client, const char *new)
{
	struct event event = {
	    .kind = EV_TASK_DONE, .lead = lead, .client = client, .ref = number, .occurred_at = NOON - DAY, .new = new};
	must(scratch, record(&scratch->crm, &event));
	return event.event;
}

static void created(struct scratch *scratch, int64_t lead, int64_t client, int days, const char *new)
{
	happen(scratch, EV_LEAD_CREATED, lead, client, NOON - days * DAY, new);
}

/* Seven clients, of whom five are working. */
static void fill(struct scratch *scratch)
{
	begin(scratch);
	/* 1: late since friday 17:00, four working hours; his leads tell of him together, and the latest one with a
	 * manager says whose he is. */
	created(scratch, 1, 1, 40,
	    "{\"name\":\"A \\\"Q\\\"\",\"phone\":\"89160000001\",\"_phone\":\"79160000001\",\"_manager\":\"anna\"}");
	created(scratch, 2, 1, 5, "{\"name\":\"B\",\"email\":\"a@x.example\",\"_manager\":\"boris\"}");
	created(scratch, 3, 1, 3, "{}");
	task(scratch, 1, 1, NOON - 3 * DAY + 5 * HOUR, "vera");
	task(scratch, 2, 1, NOON + 9 * DAY, "vera");
	task(scratch, 2, 1, NOON + 2 * DAY, "vera");
	/* 4: nothing but a bad address. */
	created(scratch, 4, 4, 9, "{\"email\":\"nobody\",\"_manager\":\"anna\"}");
	/* 5: lost, and somebody has something to do still. */
	created(scratch, 5, 5, 9,
	    "{\"name\":\"E\",\"_phone\":\"79160000005\",\"email\":\"e@x.example\",\"phone\":\"1\",\"_manager\":"
	    "\"anna\"}");
	happen(scratch, EV_LEAD_LOST, 5, 0, NOON - 8 * DAY, "{\"reason\":\"price\"}");
	task(scratch, 5, 5, NOON + DAY, "boris");
	/* 6: decided and done: not working. 7: what was to be done is taken back. */
	created(scratch, 6, 6, 9, "{\"name\":\"F\"}");
	happen(scratch, EV_LEAD_LOST, 6, 0, NOON - 8 * DAY, "{\"reason\":\"price\"}");
	done(scratch, task(scratch, 6, 6, NOON - 9 * DAY, "anna"), 6, 6, "{}");
	created(scratch, 7, 7, 9, "{\"name\":\"G\"}");
	happen(scratch, EV_LEAD_LOST, 7, 0, NOON - 8 * DAY, "{\"reason\":\"price\"}");
	take_back(scratch, task(scratch, 7, 7, NOON - 9 * DAY, "anna"), 7, 7, 0);
	/* 8: done, and that is taken back; put off, and that counts. A second after grace. */
	created(
	    scratch, 8, 8, 9, "{\"name\":\"H\",\"phone\":\"1\",\"email\":\"h@x.example\",\"_phone\":\"79160000008\"}");
	int64_t first = task(scratch, 8, 8, NOON - 3 * DAY + 5 * HOUR - 1, "vera"),
	        second = task(scratch, 8, 8, NOON - 5 * DAY, "vera");
	take_back(scratch, done(scratch, first, 8, 8, "{}"), 8, 8, first);
	done(scratch, second, 8, 8, "{\"next_due\":\"1795500000\"}");
	end(scratch);
}

static void say(struct scratch *scratch, const struct query *query, struct buf *out)
{
	struct lights lights;
	buf_clear(out);
	must(scratch, lights_make(&scratch->crm, query, &lights));
	for (int i = 0; i < lights.n; i++) {
		struct light_row read, *row = &read;
		must(scratch, lights_row(&scratch->crm, &lights, i, row));
		buf_format(out, "%lld %s %s %s %d %lld %d %d%%", (long long)row->client, row->name ? row->name : "-",
		    manager_code(&scratch->crm, row->manager), light_name(row->light), row->interest,
		    (long long)light_tenths(row->late),
		    row->next_task == NONE_AHEAD ? 0 : (int)((row->next_task - NOON) / HOUR),
		    light_pct(&lights.rules.contacts, row->contacts));
		buf_put(out, " [");
		light_reasons_put(out, &lights.rules, row);
		buf_put(out, "] ");
		light_fix_put(out, &lights.rules, row);
		buf_char(out, '\n');
	}
	lights_free(&lights);
}

static const char expected[] = "8 H vera red 1 40 21 100% [overdue] crm-task-done 34\n"
                               "5 E boris red 0 0 24 100% [no_interest] crm-return 5\n"
                               "1 A \"Q\" boris yellow 3 40 48 100% [late] crm-task-done 18\n"
                               "4 - anna yellow 1 0 0 0% [no_next_task profile:name,phone contacts:phone,email] "
                               "crm-task-add kind=call due=+1h lead=4\n";

static const struct query all = {.horizon = {INSTANT_MAX, INSTANT_MAX}};

static void test_rows(void **state)
{
	struct query then = {.has_horizon = true, .horizon = {NOON + DAY, INSTANT_MAX}};
	struct scratch scratch;
	struct buf out = {0};
	(void)state;
	department_open(&scratch);
	fill(&scratch);
	say(&scratch, &all, &out);
	assert_string_equal(out.text, expected);
	say(&scratch, &then, &out);
	assert_string_equal(out.text, expected);
	then.horizon = (struct horizon){.as_of = INSTANT_MAX, .known_at = NOON};
	say(&scratch, &then, &out);
	assert_string_equal(out.text, expected);
	then.horizon.known_at = NOON - 1;
	say(&scratch, &then, &out);
	assert_int_equal(out.length, 0);
	/* Eight days before: 1 and 2 had not asked again, 5 was not yet lost, and a task was far from due. */
	then.horizon = (struct horizon){.as_of = NOON - 8 * DAY, .known_at = INSTANT_MAX};
	say(&scratch, &then, &out);
	assert_non_null(strstr(out.text, "1 A \"Q\" anna yellow 1 0 -67 50% [contacts:email]"));
	assert_non_null(strstr(out.text, "5 E anna green 1 0 24 100% []"));
	buf_free(&out);
	scratch_close(&scratch);
}

static void test_filters(void **state)
{
	static const char *anna[] = {"anna"}, *vera[] = {"vera"};
	struct query query = all;
	struct scratch scratch;
	struct lights lights;
	(void)state;
	department_open(&scratch);
	fill(&scratch);
	query.managers = anna;
	query.n_managers = 1;
	query.fail_on = "red";
	must(&scratch, lights_make(&scratch.crm, &query, &lights));
	assert_int_equal(lights.n, 1);
	assert_int_equal(lights.place[0].client, 4);
	assert_int_equal(lights_condition(&query, &lights), CRM_OK);
	query.fail_on = "yellow";
	assert_int_equal(lights_condition(&query, &lights), CRM_CONDITION);
	lights_free(&lights);
	query.managers = vera;
	query.fail_on = "red";
	must(&scratch, lights_make(&scratch.crm, &query, &lights));
	assert_int_equal(lights.n, 1);
	assert_int_equal(lights_condition(&query, &lights), CRM_CONDITION);
	lights_free(&lights);
	query.fail_on = "grey";
	assert_int_equal(lights_make(&scratch.crm, &query, &lights), CRM_USAGE);
	assert_string_equal(scratch.crm.why.text, "--fail-on is red, yellow or green, not «grey»");
	lights_free(&lights);
	scratch_close(&scratch);
}

/* One of two is far above the norm, and two clients are no proof. */
static void test_sums(void **state)
{
	enum { FEW = 2, MANY = 40 };
	struct light_row row[MANY + FEW + 2];
	struct lights lights = {.rules = rules};
	struct scratch scratch;
	int n, given = 0;
	(void)state;
	department_open(&scratch);
	int64_t boris = manager_find(&scratch.crm, "boris")->id, anna = manager_find(&scratch.crm, "anna")->id;
	for (int i = 0; i < MANY; i++)
		row[given++] = (struct light_row){.manager = boris, .light = i % 4 ? LIGHT_GREEN : LIGHT_RED};
	row[given++] = (struct light_row){.manager = anna, .light = LIGHT_RED};
	row[given++] = (struct light_row){.manager = anna, .light = LIGHT_GREEN};
	row[given++] = (struct light_row){.light = LIGHT_YELLOW};
	row[given++] = (struct light_row){.manager = 99, .light = LIGHT_YELLOW};
	for (int i = 0; i < given; i++)
		must(&scratch, lights_put(&scratch.crm, &lights, &row[i]));
	const struct light_sum *sum = lights_sums(&scratch.crm, &lights, &n);
	assert_int_equal(n, 4);
	assert_int_equal(sum[0].manager, boris); /* 10 of 40: from 14.1 % on */
	assert_int_equal(sum[0].light, LIGHT_RED);
	assert_int_equal(sum[0].n[LIGHT_RED], 10);
	assert_int_equal((int)(sum[0].bound.lo * 1000), 141);
	assert_int_equal(sum[1].manager, anna); /* 1 of 2: from 9.4 % on */
	assert_int_equal(sum[1].light, LIGHT_YELLOW);
	assert_int_equal(sum[2].manager, 0);
	assert_int_equal(sum[2].n[LIGHT_YELLOW], 2);
	assert_int_equal(sum[2].light, LIGHT_GREEN);
	assert_int_equal(sum[3].manager, -1);
	assert_int_equal(sum[3].n[LIGHT_RED] + sum[3].n[LIGHT_YELLOW] + sum[3].n[LIGHT_GREEN], MANY + FEW + 2);
	lights_free(&lights);
	scratch_close(&scratch);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_judge),
	    cmocka_unit_test(test_numbers),
	    cmocka_unit_test(test_rows),
	    cmocka_unit_test(test_filters),
	    cmocka_unit_test(test_sums),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
