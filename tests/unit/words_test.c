#include "scratch.h"

#include "book/context/verdict.h"
#include "book/records/query.h"

static void fill(struct scratch *scratch)
{
	scratch_run(scratch, "INSERT INTO stage (id, stage, name, pos, kind, target_days, rot_days, required) VALUES "
	                     "(1, 'new', 'Новый', 10, 'new', NULL, NULL, NULL), "
	                     "(7, 'qualified', NULL, 20, 'open', 1, 3, 'phone name'), "
	                     "(3, 'meeting', 'Встреча', 30, 'open', NULL, 14, NULL), "
	                     "(4, 'booking', NULL, 40, 'open', NULL, NULL, NULL), "
	                     "(5, 'contract', NULL, 50, 'won', NULL, NULL, NULL)");
	scratch_run(scratch,
	    "INSERT INTO manager (id, manager, name, email, role, unit, weight, hired, left_on) VALUES "
	    "(2, 'petrov', 'Пётр', 'p@example.org', 'manager', 'south', 3, 20000, 20700), "
	    "(1, 'ivanov', 'Иван', NULL, 'manager', 'centre', NULL, NULL, NULL), "
	    "(9, 'olga', NULL, NULL, 'head', NULL, NULL, NULL, NULL)");
	scratch_run(scratch, "INSERT INTO reason (id, reason, name, kind, reanimate) VALUES "
	                     "(1, 'price', 'Дорого', 'lose', 1), (2, 'stale', NULL, 'lose', 0), "
	                     "(3, 'spam', NULL, 'disqualify', 0)");
	scratch_run(scratch,
	    "INSERT INTO unit (unit, parent) VALUES ('all', NULL), ('city', 'all'), ('south', 'city'), "
	    "('centre', 'city'), ('ring', 'gnir'), ('gnir', 'ring')");
}

static void load(struct scratch *scratch)
{
	if (crm_load(&scratch->crm) != CRM_OK)
		fail_msg("%s", scratch->crm.why.text);
}

static void test_stages(void **state)
{
	static const char *const order[] = {"new", "qualified", "meeting", "booking", "contract"};
	struct scratch scratch;
	struct crm *crm = &scratch.crm;
	(void)state;
	scratch_open(&scratch);
	fill(&scratch);
	load(&scratch);
	assert_int_equal(stage_count(crm), COUNT(order));
	for (int i = 0; i < stage_count(crm); i++) {
		assert_string_equal(stage_at(crm, i)->code, order[i]);
		assert_int_equal(stage_at(crm, i)->pos, i);
		assert_ptr_equal(stage_find(crm, order[i]), stage_at(crm, i));
	}
	assert_null(stage_at(crm, -1));
	assert_null(stage_at(crm, 5));
	const struct stage *stage = stage_id(crm, 7);
	assert_string_equal(stage->code, "qualified");
	assert_int_equal(stage->kind, STAGE_OPEN);
	assert_int_equal(stage->target_days, 1);
	assert_int_equal(stage->rot_days, 3);
	assert_string_equal(stage->required, "phone name");
	assert_null(stage->name);
	assert_string_equal(stage_id(crm, 3)->name, "Встреча");
	assert_int_equal(stage_id(crm, 1)->kind, STAGE_NEW);
	assert_null(stage_id(crm, 2));
	assert_null(stage_find(crm, "metting"));
	assert_string_equal(stage_won(crm)->code, "contract");
	scratch_close(&scratch);
}

static void test_metrics(void **state)
{
	static const struct {
		const char *metric, *usual, *set;
	} row[] = {{"leads", "new", "new"}, {"qualified", "qualified", "qualified"}, {"meetings", "meeting", "booking"},
	    {"bookings", "booking", "booking"}, {"contracts", "contract", "contract"}, {"amount", NULL, NULL},
	    {"calls", NULL, NULL}, {"visits", NULL, "meeting"}, {"", NULL, NULL}};
	struct scratch scratch;
	(void)state;
	scratch_open(&scratch);
	fill(&scratch);
	for (int set = 0; set < 2; set++) {
		load(&scratch);
		for (size_t i = 0; i < COUNT(row); i++) {
			const struct stage *stage = stage_of_metric(&scratch.crm, row[i].metric);
			const char *expected = set ? row[i].set : row[i].usual;
			if (expected)
				assert_string_equal(stage->code, expected);
			else
				assert_null(stage);
		}
		if (!set)
			scratch_run(&scratch,
			    "INSERT INTO setting (name, value) VALUES ('metric.meetings', 'booking'), "
			    "('metric.visits', 'meeting')");
	}
	scratch_close(&scratch);
}

static void test_too_many_stages(void **state)
{
	struct scratch scratch;
	(void)state;
	scratch_open(&scratch);
	fill(&scratch);
	load(&scratch);
	scratch_run(&scratch, "INSERT INTO stage (id, stage, pos, kind) WITH RECURSIVE n (i) AS (SELECT 100 UNION ALL "
	                      "SELECT i + 1 FROM n WHERE i < 127) SELECT i, 's' || i, i, 'open' FROM n");
	assert_int_equal(crm_reload(&scratch.crm), CRM_CONFIG);
	assert_string_equal(scratch.crm.why.text, "there are 33 stages, at most 32 are possible");
	assert_int_equal(stage_count(&scratch.crm), 5); /* what was there stays */
	scratch_run(&scratch, "DELETE FROM stage WHERE id = 100");
	assert_int_equal(crm_reload(&scratch.crm), CRM_OK);
	assert_int_equal(stage_count(&scratch.crm), STAGES_MAX);
	scratch_close(&scratch);
}

static void test_people_and_reasons(void **state)
{
	struct scratch scratch;
	struct crm *crm = &scratch.crm;
	(void)state;
	scratch_open(&scratch);
	fill(&scratch);
	load(&scratch);
	assert_int_equal(manager_count(crm), 3);
	assert_string_equal(manager_at(crm, 0)->code, "ivanov");
	assert_string_equal(manager_at(crm, 2)->code, "olga");
	assert_null(manager_at(crm, 3));
	const struct manager *manager = manager_find(crm, "petrov");
	assert_int_equal(manager->id, 2);
	assert_string_equal(manager->name, "Пётр");
	assert_string_equal(manager->email, "p@example.org");
	assert_string_equal(manager->role, "manager");
	assert_string_equal(manager->unit, "south");
	assert_int_equal(manager->weight, 3);
	assert_int_equal(manager->hired, 20000);
	assert_int_equal(manager->left, 20700);
	assert_ptr_equal(manager_id(crm, 2), manager);
	assert_int_equal(manager_id(crm, 1)->weight, 1);
	assert_int_equal(manager_id(crm, 1)->left, INT32_MAX);
	assert_null(manager_id(crm, 3));
	assert_null(manager_find(crm, "ivano"));
	assert_string_equal(manager_code(crm, 9), "olga");
	assert_string_equal(manager_code(crm, 0), "");
	assert_true(reason_find(crm, "price")->lose);
	assert_true(reason_find(crm, "price")->reanimate);
	assert_string_equal(reason_id(crm, 1)->name, "Дорого");
	assert_false(reason_id(crm, 2)->reanimate);
	assert_false(reason_id(crm, 3)->lose);
	assert_null(reason_id(crm, 4));
	assert_null(reason_find(crm, "prise"));
	scratch_close(&scratch);
}

/* What the words of ${which} mean: the code, or the sentence that refuses them. */
enum list { STAGES, MANAGERS, UNITS, LOSE, DISQUALIFY, ANY };

static const char *meant(struct crm *crm, enum list list, const char *word)
{
	const struct stage *stage;
	const struct manager *manager;
	const struct reason *reason;
	const char *unit;
	enum status status = CRM_INTERNAL;
	switch (list) {
	case STAGES: status = stage_meant(crm, word, &stage); break;
	case MANAGERS: status = manager_meant(crm, word, &manager); break;
	case UNITS: status = unit_meant(crm, word, &unit); break;
	case LOSE: status = reason_meant(crm, word, REASON_TO_LOSE, &reason); break;
	case DISQUALIFY: status = reason_meant(crm, word, REASON_TO_DISQUALIFY, &reason); break;
	case ANY: status = reason_meant(crm, word, REASON_ANY, &reason); break;
	}
	assert_true(status == CRM_OK || status == CRM_DATA);
	if (status == CRM_DATA)
		return crm->why.text;
	return list == STAGES ? stage->code : list == MANAGERS ? manager->code : list == UNITS ? unit : reason->code;
}

static void test_unknown(void **state)
{
	static const struct {
		enum list list;
		const char *word, *sentence;
	} row[] = {
	    {STAGES, "metting",
	        "no stage «metting»: did you mean meeting? stages: new qualified meeting booking contract"},
	    {STAGES, "Встрича",
	        "no stage «Встрича»: did you mean meeting? stages: new qualified meeting booking contract"},
	    {STAGES, "сделка", "no stage «сделка»; stages: new qualified meeting booking contract"},
	    {STAGES, "", "no stage «»; stages: new qualified meeting booking contract"},
	    {MANAGERS, "ivanow", "no manager «ivanow»: did you mean ivanov? managers: ivanov petrov olga"},
	    {UNITS, "sauth", "no unit «sauth»: did you mean south? units: all city south centre ring gnir"},
	    {LOSE, "prise", "no reason to lose «prise»: did you mean price? reasons: price stale"},
	    {ANY, "prise", "no reason «prise»: did you mean price? reasons: price stale spam"},
	    {DISQUALIFY, "price", "no reason to disqualify «price»; reasons: spam"},
	};
	struct scratch scratch;
	struct crm *crm = &scratch.crm;
	(void)state;
	scratch_open(&scratch);
	fill(&scratch);
	load(&scratch);
	for (size_t i = 0; i < COUNT(row); i++)
		assert_string_equal(meant(crm, row[i].list, row[i].word), row[i].sentence);
	scratch_run(&scratch,
	    "INSERT INTO reason (id, reason, kind, reanimate) WITH RECURSIVE n (i) AS (SELECT 10 UNION "
	    "ALL SELECT i + 1 FROM n WHERE i < 40) SELECT i, 'd' || i, 'disqualify', 0 FROM n");
	assert_int_equal(crm_reload(crm), CRM_OK);
	assert_string_equal(meant(crm, DISQUALIFY, "unheard-of"),
	    "no reason to disqualify «unheard-of»; reasons: spam d10 d11 d12 d13 d14 d15 d16 d17 d18 d19 d20 d21 d22 "
	    "d23 "
	    "d24 d25 d26 d27 d28 …");
	scratch_close(&scratch);
}

/* Each twice: what was understood once is understood again. */
static void test_named(void **state)
{
	static const struct {
		enum list list;
		const char *word, *meant;
	} row[] = {
	    {STAGES, "meeting", "meeting"},
	    {STAGES, "MEETING", "meeting"},
	    {STAGES, " Встреча ", "meeting"},
	    {STAGES, "ВСТРЕЧИ", "meeting"},
	    {STAGES, "meetings", "meeting"},
	    {STAGES, "новые", "new"},
	    {LOSE, "дорого!", "price"},
	    {ANY, "SPAM", "spam"},
	    {LOSE, "spam", NULL},
	    {UNITS, "South", "south"},
	    {UNITS, "Отдел продаж", "sales"},
	    {UNITS, "отделы продаж", "sales"},
	    {MANAGERS, "IVANOV", "ivanov"},
	    {MANAGERS, "Иванов Иван", "ivanov"},
	    {MANAGERS, "иван иванов", "ivanov"},
	    {MANAGERS, "Иванов, Иван", "ivanov"},
	    {MANAGERS, "Иванов И.", "ivanov"},
	    {MANAGERS, "И. Иванов", "ivanov"},
	    {MANAGERS, "Иванов Иван Петрович", "ivanov"},
	    {MANAGERS, "Иван Иванов [12]", "ivanov"},
	    {MANAGERS, "Ivan Ivanov", "ivanov"},
	    {MANAGERS, "Иванов", "ivanov"},
	    {MANAGERS, "ivanow", NULL},
	    {MANAGERS, "Иванова", NULL},
	    {MANAGERS, "Иванов Пётр", NULL},
	    {MANAGERS, "Ковалев Петр", "petrov"},
	    {MANAGERS, "P@Example.org", "petrov"},
	    {MANAGERS, "Пётр <p@example.org>", "petrov"},
	    {MANAGERS, "x@example.org", NULL},
	    {MANAGERS, "Белов", "«Белов» is more than one: belov1 (Белов Олег), belov2 (Белов Игорь)"},
	    {MANAGERS, "Белов И.", "belov2"},
	    {MANAGERS, "olga", "olga"},
	    {MANAGERS, "-", NULL},
	};
	struct scratch scratch;
	struct crm *crm = &scratch.crm;
	(void)state;
	scratch_open(&scratch);
	fill(&scratch);
	scratch_run(&scratch, "UPDATE manager SET name = 'Иван Иванов' WHERE id = 1");
	scratch_run(&scratch, "UPDATE manager SET name = 'Ковалёв Пётр' WHERE id = 2");
	scratch_run(&scratch,
	    "INSERT INTO manager (id, manager, name, role) VALUES (20, 'belov1', 'Белов Олег', 'manager'), "
	    "(21, 'belov2', 'Белов Игорь', 'manager')");
	scratch_run(&scratch, "INSERT INTO unit (unit, name) VALUES ('sales', 'Отдел продаж')");
	load(&scratch);
	for (size_t i = 0; i < 2 * COUNT(row); i++) {
		const char *word = row[i / 2].word, *is = meant(crm, row[i / 2].list, word);
		if (row[i / 2].meant ? strcmp(is, row[i / 2].meant) != 0 : strncmp(is, "no ", 3) != 0)
			fail_msg("«%s» is %s", word, is);
	}
	scratch_close(&scratch);
}

static int64_t dict(struct crm *crm, enum dict kind, const char *word)
{
	int64_t id = -1;
	assert_int_equal(dict_id(crm, kind, word, &id), CRM_OK);
	return id;
}

static void test_dict(void **state)
{
	struct scratch scratch;
	struct crm *crm = &scratch.crm;
	char word[32];
	(void)state;
	scratch_open(&scratch);
	scratch_run(
	    &scratch, "INSERT INTO dict (kind, id, word) VALUES (1, 1, 'site'), (1, 5, 'expo'), (2, 1, 'spring')");
	load(&scratch);
	assert_int_equal(dict(crm, DICT_SOURCE, NULL), 0);
	assert_int_equal(dict(crm, DICT_SOURCE, ""), 0);
	assert_int_equal(dict(crm, DICT_SOURCE, "expo"), 5);
	assert_int_equal(dict_find(crm, DICT_SOURCE, "new"), 0);
	assert_int_equal(dict(crm, DICT_SOURCE, "циан"), 6);
	assert_int_equal(dict(crm, DICT_SOURCE, "циан"), 6);
	/* Other spellings are the same word, called as it came first. */
	assert_int_equal(dict(crm, DICT_SOURCE, "  ЦИАН "), 6);
	assert_int_equal(dict_find(crm, DICT_SOURCE, "цИан"), 6);
	assert_int_equal(dict(crm, DICT_SOURCE, "Звонок  ещё"), 7);
	assert_int_equal(dict(crm, DICT_SOURCE, "звонок еще"), 7);
	assert_string_equal(dict_word(crm, DICT_SOURCE, 7), "Звонок  ещё");
	assert_int_equal(dict(crm, DICT_CAMPAIGN, "site"), 2);
	assert_int_equal(dict(crm, DICT_PROJECT, "site"), 1);
	assert_string_equal(dict_word(crm, DICT_SOURCE, 6), "циан");
	assert_string_equal(dict_word(crm, DICT_CAMPAIGN, 1), "spring");
	assert_string_equal(dict_word(crm, DICT_SOURCE, 3), "");
	assert_string_equal(dict_word(crm, DICT_SOURCE, 0), "");
	assert_string_equal(dict_word(crm, DICT_SOURCE, -4), "");
	assert_string_equal(dict_word(crm, DICT_SOURCE, INT64_MAX), "");
	assert_int_equal(db_begin(crm->db), CRM_OK);
	for (int i = 0; i < 3000; i++) {
		snprintf(word, sizeof word, "project %d", i);
		assert_int_equal(dict(crm, DICT_PROJECT, word), i + 2);
	}
	assert_int_equal(db_commit(crm->db), CRM_OK);
	dictionaries_forget(crm);
	assert_int_equal(dict_find(crm, DICT_PROJECT, "project 2999"), 3001);
	assert_string_equal(dict_word(crm, DICT_PROJECT, 3001), "project 2999");
	assert_int_equal(scratch_number(&scratch, "SELECT count(*) FROM dict"), 3 + 2 + 2 + 3000);
	scratch_close(&scratch);
}

static void test_dict_forgets(void **state)
{
	struct scratch scratch;
	struct crm *crm = &scratch.crm;
	(void)state;
	scratch_open(&scratch);
	load(&scratch);
	assert_int_equal(db_begin(crm->db), CRM_OK);
	assert_int_equal(dict(crm, DICT_SOURCE, "gone"), 1);
	db_rollback(crm->db);
	dictionaries_forget(crm);
	assert_int_equal(dict_find(crm, DICT_SOURCE, "gone"), 0);
	assert_int_equal(dict(crm, DICT_SOURCE, "site"), 1);
	assert_string_equal(dict_word(crm, DICT_SOURCE, 1), "site");
	assert_int_equal(db_begin(crm->db), CRM_OK);
	assert_int_equal(db_mark(crm->db), CRM_OK);
	assert_int_equal(dict(crm, DICT_SOURCE, "expo"), 2);
	assert_int_equal(db_giveup(crm->db), CRM_OK);
	dictionaries_forget(crm);
	assert_int_equal(dict(crm, DICT_SOURCE, "fair"), 2);
	assert_int_equal(db_commit(crm->db), CRM_OK);
	assert_int_equal(scratch_number(&scratch, "SELECT count(*) FROM dict WHERE id = 2 AND word = 'fair'"), 1);
	/* Emptied behind our back: all is forgotten by a reload. */
	scratch_run(&scratch, "DELETE FROM dict");
	assert_int_equal(crm_reload(crm), CRM_OK);
	assert_int_equal(dict_find(crm, DICT_SOURCE, "fair"), 0);
	scratch_close(&scratch);
}

static void test_defaults(void **state)
{
	struct scratch scratch;
	struct crm *crm = &scratch.crm;
	(void)state;
	scratch_open(&scratch);
	load(&scratch);
	assert_string_equal(zone_name(crm->zone), "Europe/Moscow");
	assert_string_equal(crm->lang, "ru");
	assert_string_equal(crm->country, "RU");
	assert_string_equal(setting(crm, "currency", "RUB"), "RUB");
	assert_int_equal(setting_int(crm, "sla.minutes", 15), 15);
	assert_null(setting(crm, "currency", NULL));
	struct work_day day;
	calendar_day(crm_calendar(crm), day_of(2026, 11, 23), &day);
	assert_int_equal(day.n, 1);
	assert_int_equal(day.span[0].from, 9 * 3600);
	assert_int_equal(day.span[0].to, 18 * 3600);
	assert_int_equal(stage_count(crm), 0);
	assert_null(stage_won(crm));
	assert_null(manager_id(crm, 1));
	scratch_close(&scratch);
}

static void test_settings(void **state)
{
	struct scratch scratch;
	struct crm *crm = &scratch.crm;
	(void)state;
	scratch_open(&scratch);
	scratch_run(&scratch, "INSERT INTO setting (name, value) VALUES ('timezone', 'Asia/Almaty'), ('lang', 'en'), "
	                      "('country', 'KZ'), ('workday', '10:00-14:00 15:00-19:00'), ('sla.minutes', '20'), "
	                      "('sla.odd', '20m'), ('Z', 'capital')");
	scratch_run(&scratch, "INSERT INTO calendar (day, kind, intervals) VALUES (20780, 'off', NULL), "
	                      "(20785, 'work', '10:00-12:00')");
	load(&scratch);
	assert_string_equal(zone_name(crm->zone), "Asia/Almaty");
	assert_string_equal(crm->lang, "en");
	assert_string_equal(crm->country, "KZ");
	assert_string_equal(setting(crm, "Z", NULL), "capital");
	assert_int_equal(setting_int(crm, "sla.minutes", 15), 20);
	assert_int_equal(setting_int(crm, "sla.odd", 15), 15);
	assert_int_equal(day_weekday(20780), 1);
	struct work_day day;
	calendar_day(crm_calendar(crm), 20780, &day);
	assert_int_equal(day.n, 0);
	calendar_day(crm_calendar(crm), 20781, &day);
	assert_int_equal(day.n, 2);
	assert_int_equal(day.span[1].to, 19 * 3600);
	calendar_day(crm_calendar(crm), 20785, &day);
	assert_int_equal(day.n, 1);
	assert_int_equal(day.span[0].to, 12 * 3600);
	crm->lang = "ru"; /* as --lang does */
	scratch_run(&scratch, "UPDATE setting SET value = 'Mars/Olympus' WHERE name = 'timezone'");
	assert_int_equal(crm_reload(crm), CRM_CONFIG);
	assert_string_equal(crm->lang, "ru");
	scratch_run(&scratch, "UPDATE setting SET value = '9-18' WHERE name = 'workday'");
	scratch_run(&scratch, "UPDATE setting SET value = 'UTC' WHERE name = 'timezone'");
	assert_int_equal(crm_reload(crm), CRM_OK);
	assert_string_equal(zone_name(crm->zone), "UTC");
	assert_null(crm_calendar(crm));
	assert_int_equal(crm->why.status, CRM_CONFIG);
	scratch_close(&scratch);
}

static void test_explain(void **state)
{
	struct scratch scratch;
	struct crm *crm = &scratch.crm;
	(void)state;
	scratch_open(&scratch);
	explain(crm, "row %d: silent", 1);
	assert_int_equal(crm->explained.length, 0);
	crm->explain = true;
	explain(crm, "row %d: rule %s", 1, "spam");
	explain(crm, "row %d: phone +%lld", 2, 79161234567LL);
	assert_string_equal(crm->explained.text, "row 1: rule spam\nrow 2: phone +79161234567\n");
	scratch_close(&scratch);
}

static void test_query(void **state)
{
	static const char *south[] = {"south"}, *city[] = {"city"}, *rest[] = {"north", "ring"};
	static const char *people[] = {"olga", "petrov"};
	static const struct {
		struct query query;
		bool ivanov, petrov, olga, nobody;
	} row[] = {
	    {{.n_managers = 0}, true, true, true, true},
	    {{.n_managers = 2, .managers = people}, false, true, true, false},
	    {{.n_units = 1, .units = south}, false, true, false, false},
	    {{.n_units = 1, .units = city}, true, true, false, false},
	    {{.n_units = 2, .units = rest}, false, false, false, false},
	    {{.n_managers = 1, .managers = people, .n_units = 1, .units = city}, false, false, false, false},
	    {{.n_managers = 2, .managers = people, .n_units = 1, .units = city}, false, true, false, false},
	};
	struct scratch scratch;
	(void)state;
	scratch_open(&scratch);
	fill(&scratch);
	scratch_run(&scratch, "INSERT INTO manager (id, manager, role, unit) VALUES (20, 'dizzy', 'manager', 'gnir')");
	load(&scratch);
	for (size_t i = 0; i < COUNT(row); i++) {
		assert_int_equal(query_takes(&scratch.crm, &row[i].query, 1), row[i].ivanov);
		assert_int_equal(query_takes(&scratch.crm, &row[i].query, 2), row[i].petrov);
		assert_int_equal(query_takes(&scratch.crm, &row[i].query, 9), row[i].olga);
		assert_int_equal(query_takes(&scratch.crm, &row[i].query, 0), row[i].nobody);
		assert_int_equal(query_takes(&scratch.crm, &row[i].query, 20), i == 0 || i == 4);
	}
	scratch_close(&scratch);
}

static void test_cells(void **state)
{
	struct scratch scratch;
	struct crm *crm = &scratch.crm;
	struct answer answer = {0};
	int64_t value = 7;
	(void)state;
	scratch_open(&scratch);
	load(&scratch);
	assert_int_equal(cell_time(crm, NULL, "at", &value, &answer), CRM_NONE);
	assert_int_equal(cell_due(crm, "", "due", &value, &answer), CRM_NONE);
	const char *sum = "";
	const struct rec rec = {.value = &sum};
	assert_int_equal(cell_amount(crm, &rec, 0, "amount", &value, &answer), CRM_NONE);
	assert_int_equal(cell_int(crm, NULL, "minutes", &value, &answer), CRM_NONE);
	assert_int_equal(value, 7);
	assert_int_equal(cell_time(crm, "23.11.2026 12:00", "at", &value, &answer), CRM_OK);
	assert_int_equal(value, NOON);
	assert_int_equal(cell_due(crm, "+1h", "due", &value, &answer), CRM_OK);
	assert_int_equal(value, NOON + 3600);
	sum = "4 500,50";
	assert_int_equal(cell_amount(crm, &rec, 0, "amount", &value, &answer), CRM_OK);
	assert_int_equal(value, 450050);
	assert_int_equal(cell_int(crm, "-15", "minutes", &value, &answer), CRM_OK);
	assert_int_equal(value, -15);
	assert_null(answer.verdict);
	assert_int_equal(cell_time(crm, "soon", "at", &value, &answer), CRM_DATA);
	assert_string_equal(answer.reason, "not a time: «soon»");
	assert_int_equal(cell_due(crm, "later", "due", &value, &answer), CRM_DATA);
	assert_string_equal(answer.reason, "not a time: «later»");
	sum = "much";
	assert_int_equal(cell_amount(crm, &rec, 0, "amount", &value, &answer), CRM_DATA);
	assert_string_equal(answer.reason, "not an amount of money: «much»");
	static const char *const odd[] = {"ten", "1.5", "5 ", "-", "", "+-3", "99999999999999999999"};
	for (size_t i = 0; i < COUNT(odd); i++)
		assert_int_equal(cell_int(crm, odd[i], "minutes", &value, &answer), *odd[i] ? CRM_DATA : CRM_NONE);
	assert_string_equal(answer.reason, "not a whole number: «99999999999999999999»");
	assert_string_equal(answer.column, "minutes");
	assert_true(answer_is_rejected(&answer));
	assert_int_equal(value, -15);
	(void)why_set(&crm->why, CRM_NONE, "no lead 4");
	assert_int_equal(reject_why(crm, &answer, "lead"), CRM_OK);
	assert_string_equal(answer.reason, "no lead 4");
	assert_string_equal(answer.column, "lead");
	scratch_close(&scratch);
}

/* Seen to fail when the rules that gave up are counted again with the rows. */
static void test_said_again(void **state)
{
	struct scratch scratch;
	struct crm *crm = &scratch.crm;
	(void)state;
	scratch_open(&scratch);
	load(&scratch);
	crm->explain = true;
	for (int again = 0; again < 3; again++) {
		explain(crm, "row 1: a match");
		note(crm, "beside it");
		note_runaway(crm, "spam", false);
		note_runaway(crm, "spam", true);
		note_unread(crm, "stage", "vorbei");
		if (again == 0)
			said_mark(crm);
		note_runaway(crm, "loops", false);
		note_unread(crm, "manager", "nemo");
		if (again == 1)
			said_giveup(crm);
	}
	assert_string_equal(crm->explained.text, "row 1: a match\nrow 1: a match\n");
	assert_string_equal(crm->noted.text, "beside it\nbeside it\n");
	const struct runaway *one = crm->runaways;
	assert_string_equal(one->rule, "spam");
	assert_int_equal(one->rows, 2);
	one = one->next;
	assert_true(one->late);
	assert_int_equal(one->rows, 2);
	one = one->next;
	assert_string_equal(one->rule, "loops");
	assert_int_equal(one->rows, 1);
	assert_null(one->next);
	assert_int_equal(crm->unread->rows, 2);
	assert_string_equal(crm->unread->next->word, "nemo");
	assert_int_equal(crm->unread->next->rows, 1);
	assert_null(crm->unread->next->next);
	scratch_close(&scratch);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_stages),
	    cmocka_unit_test(test_metrics),
	    cmocka_unit_test(test_too_many_stages),
	    cmocka_unit_test(test_people_and_reasons),
	    cmocka_unit_test(test_unknown),
	    cmocka_unit_test(test_named),
	    cmocka_unit_test(test_dict),
	    cmocka_unit_test(test_dict_forgets),
	    cmocka_unit_test(test_defaults),
	    cmocka_unit_test(test_settings),
	    cmocka_unit_test(test_explain),
	    cmocka_unit_test(test_said_again),
	    cmocka_unit_test(test_query),
	    cmocka_unit_test(test_cells),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
