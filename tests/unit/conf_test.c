#include "scratch.h"

#include <sys/stat.h>

#include "book/setup/conf_put.h"
#include "book/setup/lint.h"
#include "book/setup/pack.h"

/* A department with a batch begun. Tests run in the root of the tree: share/ is there. */
static void begin(struct scratch *scratch)
{
	struct crm *crm = &scratch->crm;
	int64_t batch = 0;
	scratch_open(scratch);
	crm->share = "share";
	assert_int_equal(crm_load(crm), CRM_OK);
	assert_int_equal(db_begin(crm->db), CRM_OK);
	assert_int_equal(journal_begin(crm->db, &crm->who, crm->now, &batch), CRM_OK);
}

static void end(struct scratch *scratch)
{
	assert_int_equal(journal_end(scratch->crm.db, "done", true), CRM_OK);
	assert_int_equal(db_commit(scratch->crm.db), CRM_OK);
	scratch_close(scratch);
}

/* ${cells}: by the columns of the table, parted by |. */
static struct answer put(struct scratch *scratch, const char *table, const char *cells)
{
	const char *values[CONF_WIDTH] = {0};
	struct answer answer = {0};
	char copy[1024], *rest = copy, *cell;
	snprintf(copy, sizeof copy, "%s", cells);
	for (int i = 0; (cell = strsep(&rest, "|")) != NULL; i++)
		values[i] = *cell ? cell : NULL;
	enum status status = conf_put(&scratch->crm, conf_find(table), values, &answer);
	if (status != CRM_OK)
		fail_msg("%s %s: %s", table, cells, scratch->crm.why.text);
	return answer;
}

static void expect(struct scratch *scratch, const char *table, const char *cells, const char *verdict)
{
	struct answer answer = put(scratch, table, cells);
	if (strcmp(answer.verdict, verdict) != 0)
		fail_msg(
		    "%s %s: %s, not %s: %s", table, cells, answer.verdict, verdict, answer.reason ? answer.reason : "");
}

/* All rows of a table as lines of cells. */
static void expect_rows(struct scratch *scratch, const char *table, const char *wanted)
{
	const struct conf_table *conf = conf_find(table);
	struct conf_rows rows;
	struct buf text = {0};
	assert_int_equal(conf_load(&scratch->crm, conf, &rows), CRM_OK);
	for (int i = 0; i < rows.n; i++) {
		for (int k = 0; conf->column[k].name; k++)
			buf_format(&text, "%s%s", k ? "|" : "", rows.row[i][k]);
		buf_char(&text, '\n');
	}
	assert_string_equal(text.text ? text.text : "", wanted);
	buf_free(&text);
}

static void test_tables(void **state)
{
	static const char *const wanted[] = {
	    "manager manager,name,email,role,unit,phone,extension,weight,capacity,zone,hired,left,wip",
	    "unit unit,name,parent,head", "stage stage,name,pos,kind,target_days,rot_days,required",
	    "reason reason,name,kind,reanimate", "source source,name,channel", "calendar day,kind,intervals",
	    "absence manager,from,to,kind", "route route,pos,segment,members,method",
	    "rule rule,pos,column,pattern,verdict,reason,example", "list list,value,note",
	    "criterion criterion,stage,column,pattern,message",
	    "programme programme,reasons,cooldown_days,max_entries,holdout_pct",
	    "step programme,step,delay_days,channel,template,segment", "setting key,value",
	    "plan month,metric,value,manager,unit"};
	struct scratch scratch = {0};
	int n = 0;
	(void)state;
	for (size_t i = 0; i < COUNT(wanted); i++) {
		size_t name = strcspn(wanted[i], " ");
		char table[16];
		struct buf text = {0};
		snprintf(table, sizeof table, "%.*s", (int)name, wanted[i]);
		const struct field *fields = conf_fields(&scratch.crm, conf_find(table));
		const struct column *columns = conf_columns(&scratch.crm, conf_find(table));
		for (int k = 0; fields[k].name; k++) {
			assert_string_equal(columns[k].name, fields[k].name);
			buf_format(&text, "%s%s", k ? "," : "", fields[k].name);
		}
		assert_string_equal(text.text, wanted[i] + name + 1);
		buf_free(&text);
	}
	while (conf_at(n))
		n++;
	assert_int_equal(n, COUNT(wanted));
	assert_null(conf_find("managers"));
	assert_string_equal(
	    conf_unknown(&scratch.crm, "managers"), "no settings table «managers»: did you mean manager?");
	arena_free(&scratch.crm.run);
	arena_free(&scratch.crm.chunk);
}

static void test_put(void **state)
{
	struct scratch scratch;
	(void)state;
	begin(&scratch);
	expect(&scratch, "stage", "new|Новый|10|new", VERDICT_DONE);
	expect(&scratch, "stage", "new|Новый|10|new", VERDICT_KNOWN);
	expect(&scratch, "stage", "new||||5", VERDICT_DONE); /* what is not said stays */
	expect(&scratch, "stage", " won |Договор|050|WON||| phone,email ; name", VERDICT_DONE);
	expect_rows(&scratch, "stage", "new|Новый|10|new|5||\nwon|Договор|50|won|||phone email name\n");
	expect(&scratch, "stage", "new|-|||-", VERDICT_DONE); /* emptied */
	expect(&scratch, "stage", "new||10|new", VERDICT_KNOWN);
	expect_rows(&scratch, "stage", "new||10|new|||\nwon|Договор|50|won|||phone email name\n");
	assert_int_equal(scratch_number(&scratch, "SELECT count(*) FROM event WHERE kind = 12"), 4);
	assert_int_equal(scratch_number(&scratch, "SELECT id FROM stage WHERE stage = 'won'"), 2);
	assert_string_equal(stage_find(&scratch.crm, "won")->required, "phone email name");
	end(&scratch);
}

static void test_kept(void **state)
{
	struct scratch scratch;
	(void)state;
	begin(&scratch);
	expect(&scratch, "manager", "ivanov|Иван|Ivanov@Dept.Example||north|||||Asia/Omsk|2020-01-31|01.02.2026",
	    VERDICT_DONE);
	expect(&scratch, "manager", "kim|||head", VERDICT_DONE);
	expect_rows(&scratch, "manager",
	    "ivanov|Иван|ivanov@dept.example|manager|north|||||Asia/"
	    "Omsk|2020-01-31|2026-02-01|\nkim|||head|||||||||\n");
	assert_int_equal(scratch_number(&scratch, "SELECT left_on FROM manager WHERE id = 1"), 20485);
	assert_string_equal(zone_name(scratch.crm.zone), "Europe/Moscow");
	assert_int_equal(zone_offset(scratch.crm.zone, NOON), 10800);
	expect(&scratch, "absence", "kim|2026-11-23|2026-11-24|отпуск", VERDICT_DONE);
	expect(&scratch, "absence", "kim|2026-11-23|2026-11-25", VERDICT_DONE);
	expect_rows(&scratch, "absence", "kim|2026-11-23|2026-11-25|отпуск\n");
	expect(&scratch, "calendar", "2026-11-03|short", VERDICT_DONE);
	expect(&scratch, "calendar", "2026-11-04|off", VERDICT_DONE);
	expect(&scratch, "calendar", "2026-11-07|work|09:00-13:00 14:00-18:00", VERDICT_DONE);
	assert_int_equal(calendar_works(crm_calendar(&scratch.crm), day_of(2026, 11, 7)), true);
	expect_rows(
	    &scratch, "calendar", "2026-11-03|short|\n2026-11-04|off|\n2026-11-07|work|09:00-13:00 14:00-18:00\n");
	expect(&scratch, "list", "blocked|8 (916) 123-45-67|шутник", VERDICT_DONE);
	expect(&scratch, "list", "blocked|Spam@Mail.Example", VERDICT_DONE);
	expect(&scratch, "list", "shareholder|ООО  Ёлка", VERDICT_DONE);
	expect(&scratch, "list", "shareholder|ООО  Ёлка", VERDICT_KNOWN);
	expect_rows(&scratch, "list",
	    "blocked|8 (916) 123-45-67|шутник|79161234567\nblocked|Spam@Mail.Example||spam@mail.example\n"
	    "shareholder|ООО  Ёлка||ооо елка\n");
	expect(&scratch, "reason", "price||lose|1", VERDICT_DONE);
	expect(&scratch, "programme", "return|price", VERDICT_DONE);
	expect(&scratch, "step", "return|2|45||again", VERDICT_DONE);
	expect(&scratch, "step", "return|2|45||home|payment=ипотека ; family=дети", VERDICT_DONE);
	expect(&scratch, "step", "return|2|50||home|payment=ипотека;family=дети", VERDICT_DONE);
	expect_rows(&scratch, "step", "return|2|45|email|again|\nreturn|2|50|email|home|payment=ипотека;family=дети\n");
	expect_rows(&scratch, "programme", "return|price|90|3|10\n");
	expect(&scratch, "setting", "country|kz", VERDICT_DONE);
	expect(&scratch, "setting", "department|Что угодно", VERDICT_DONE);
	expect_rows(&scratch, "setting", "country|KZ\ndepartment|Что угодно\n");
	assert_string_equal(scratch.crm.country, "KZ");
	end(&scratch);
}

static void test_rejected(void **state)
{
	static const struct {
		const char *table, *cells, *column, *reason;
	} cases[] = {
	    {"stage", "new", "pos", "missing: pos"},
	    {"stage", "two words||1", "stage", "must be one word without blanks, commas and slashes, not «two words»"},
	    {"stage", "x||-1", "pos", "must be a whole number from 0 to 1000000000, not «-1»"},
	    {"stage", "x||1|opn", "kind", "must be one of new open won, not «opn»: did you mean open?"},
	    {"stage", "x||1|closed", "kind", "must be one of new open won, not «closed»"},
	    {"reason", "x", "kind", "missing: kind"},
	    {"reason", "x||lose|2", "reanimate", "must be a whole number from 0 to 1, not «2»"},
	    {"manager", "x|||boss", "role", "must be one of manager head admin, not «boss»"},
	    {"manager", "x||nobody", "email", "not an e-mail address: «nobody»"},
	    {"manager", "x||||||||-3", "capacity", "must be a whole number from 0 to 1000000000, not «-3»"},
	    {"manager", "x|||||||||Mars/Base", "zone", "no time zone «Mars/Base» in the tz database"},
	    {"manager", "x||||||||||31.02.2026", "hired", "not a date: «31.02.2026»"},
	    {"absence", "ivanof|2026-11-23|2026-11-24", "manager",
	        "no manager «ivanof»: did you mean ivanov? managers: ivanov"},
	    {"absence", "ivanov|2026-11-23|2026-11-22", "to", "2026-11-22 is before 2026-11-23"},
	    {"calendar", "2026-11-31|off", "day", "not a date: «2026-11-31»"},
	    {"calendar", "2026-11-04|off|09:00-10:00", "intervals", "a day off has no hours"},
	    {"rule", "x||comment|(|spam", "pattern", NULL},
	    {"rule", "x|||seo|spam", "column", "missing: column"},
	    {"rule", "x||comment|seo|bad", "verdict", "must be one of spam shareholder existing, not «bad»"},
	    {"list", "black|1", "list", "must be one of blocked shareholder, not «black»"},
	    {"list", "blocked", "value", "missing: value"},
	    {"criterion", "x|qualifid|amount", "stage",
	        "no stage «qualifid»: did you mean qualified? stages: qualified"},
	    {"programme", "x|price lokation", "reasons", "no reason «lokation»; reasons: price"},
	    {"programme", "x|price|||101", "holdout_pct", "must be a whole number from 0 to 100, not «101»"},
	    {"step", "retrun|1|14||t", "programme", "no programme «retrun»: see crm-conf get programme"},
	    {"setting", "timezone|Moscow", "value", "no time zone «Moscow» in the tz database"},
	    {"setting", "lang|de", "value", "must be one of ru en, not «de»"},
	    {"setting", "country|Россия", "value", "a country is two letters such as RU, not «Россия»"},
	    {"setting", "country|DE", "value",
	        "no phone rules for «DE», only for RU KZ BY UA UZ KG AM GE AZ TJ MD TM: numbers of other countries are "
	        "read with their plus and code"},
	    {"setting", "country|lv", "value",
	        "no phone rules for «LV», only for RU KZ BY UA UZ KG AM GE AZ TJ MD TM: numbers of other countries are "
	        "read with their plus and code"},
	    {"setting", "country|RUS", "value", "a country is two letters such as RU, not «RUS»"},
	    {"setting", "light.grace_hours|four", "value", "must be a whole number from 0 to 1000000000, not «four»"},
	    {"setting", "light.profile_pct|101", "value", "must be a whole number from 0 to 100, not «101»"},
	    {"setting", "metric.meetings|meeting", "value", "no stage «meeting»; stages: qualified"},
	    {"setting", "anything.else|x", "key", "no setting «anything.else»: they are in crm-conf(1)"},
	    {"setting", "metric.meeting|qualified", "key",
	        "no setting «metric.meeting»: did you mean metric.meetings?"},
	    {"setting", "workday|9-18", "value", NULL},
	    {"setting", "reanimate.from|25", "value", "must be a whole number from 0 to 24, not «25»"},
	};
	struct scratch scratch;
	(void)state;
	begin(&scratch);
	expect(&scratch, "stage", "qualified||20", VERDICT_DONE);
	expect(&scratch, "manager", "ivanov", VERDICT_DONE);
	expect(&scratch, "reason", "price||lose", VERDICT_DONE);
	int64_t before = scratch_number(&scratch, "SELECT count(*) FROM event");
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct answer answer = put(&scratch, cases[i].table, cases[i].cells);
		if (!answer_is_rejected(&answer))
			fail_msg("%s %s: %s", cases[i].table, cases[i].cells, answer.verdict);
		assert_string_equal(answer.column, cases[i].column);
		if (cases[i].reason)
			assert_string_equal(answer.reason, cases[i].reason);
	}
	assert_int_equal(scratch_number(&scratch, "SELECT count(*) FROM event"), before);
	end(&scratch);
}

static void test_apply(void **state)
{
	struct scratch scratch;
	struct crm *crm = &scratch.crm;
	(void)state;
	begin(&scratch);
	/* What an undo does: the row as it was, then none. */
	expect(&scratch, "manager", "ivanov|Иван||||||2", VERDICT_DONE);
	expect(&scratch, "manager", "petrova", VERDICT_DONE);
	assert_int_equal(
	    conf_apply(crm, "{\"table\":\"manager\",\"manager\":\"ivanov\",\"left\":\"2026-11-23\"}", NULL), CRM_OK);
	expect_rows(&scratch, "manager", "ivanov|||manager||||||||2026-11-23|\npetrova|||manager|||||||||\n");
	scratch_run(&scratch, "INSERT INTO lead (lead, client, event, state, stage, manager, created_at, stage_since) "
	                      "VALUES (1, 1, 1, 0, 1, 1, 0, 0)");
	assert_int_equal(conf_apply(crm, NULL, "{\"table\":\"manager\",\"manager\":\"ivanov\"}"), CRM_DATA);
	assert_string_equal(crm->why.text, "manager «ivanov» is in use: leads 1");
	assert_int_equal(
	    conf_apply(crm, NULL, "{\"table\":\"manager\",\"manager\":\"petrova\",\"name\":\"Анна\"}"), CRM_OK);
	expect_rows(&scratch, "manager", "ivanov|||manager||||||||2026-11-23|\n");
	assert_int_equal(
	    conf_apply(crm, "{\"table\":\"calendar\",\"day\":\"2026-11-04\",\"kind\":\"off\"}", NULL), CRM_OK);
	assert_int_equal(scratch_number(&scratch, "SELECT day FROM calendar"), 20761);
	assert_int_equal(
	    conf_apply(crm, NULL, "{\"table\":\"calendar\",\"day\":\"2026-11-04\",\"kind\":\"off\"}"), CRM_OK);
	expect_rows(&scratch, "calendar", "");
	assert_int_equal(conf_apply(crm, "{\"table\":\"nonsense\"}", NULL), CRM_INTERNAL);
	assert_int_equal(conf_apply(crm, "nonsense", NULL), CRM_INTERNAL);
	assert_int_equal(conf_apply(crm, NULL, NULL), CRM_INTERNAL);
	end(&scratch);
}

struct findings {
	struct buf text;
};

static enum status keep_finding(void *arg, const struct conf_finding *finding)
{
	struct findings *findings = arg;
	buf_format(&findings->text, "%s|%s|%s|%s\n", finding->table, finding->row, finding->level, finding->message);
	return CRM_OK;
}

static void expect_lint(struct scratch *scratch, int wanted_errors, const char *wanted)
{
	struct findings findings = {0};
	int errors;
	assert_int_equal(conf_lint(&scratch->crm, keep_finding, &findings, &errors), CRM_OK);
	assert_string_equal(findings.text.text ? findings.text.text : "", wanted);
	assert_int_equal(errors, wanted_errors);
	buf_free(&findings.text);
}

#define NOBODY                                                                                                         \
	"manager||warning|nobody of role manager: leads cannot be handed out\n"                                        \
	"manager||warning|nobody of role head: the evening report goes to nobody\n"

static void load_pack(struct scratch *scratch, const char *pack)
{
	enum status status = pack_load(&scratch->crm, pack, NULL, NULL);
	if (status != CRM_OK)
		fail_msg("%s: %s", pack, scratch->crm.why.text);
	expect(scratch, "calendar", "2026-01-01|off",
	    scratch_number(scratch, "SELECT count(*) FROM calendar") ? VERDICT_KNOWN : VERDICT_DONE);
}

/* The packs we ship have nothing a lint finds, but that nobody works there yet. */
static void test_packs(void **state)
{
	static const char *const packs[] = {"realty", "b2b"};
	(void)state;
	for (size_t i = 0; i < COUNT(packs); i++) {
		struct scratch scratch;
		begin(&scratch);
		load_pack(&scratch, packs[i]);
		expect_lint(&scratch, 0, NOBODY);
		int64_t events = scratch_number(&scratch, "SELECT count(*) FROM event");
		assert_int_equal(pack_load(&scratch.crm, packs[i], "Europe/Moscow", "ru"), CRM_OK);
		assert_int_equal(scratch_number(&scratch, "SELECT count(*) FROM event"), events);
		assert_int_equal(pack_load(&scratch.crm, packs[i], "Asia/Omsk", "en"), CRM_OK);
		assert_string_equal(zone_name(scratch.crm.zone), "Asia/Omsk");
		assert_string_equal(setting(&scratch.crm, "lang", ""), "en");
		end(&scratch);
	}
}

static void test_realty(void **state)
{
	struct scratch scratch;
	(void)state;
	begin(&scratch);
	load_pack(&scratch, "realty");
	expect_rows(&scratch, "stage",
	    "new|Новый|10|new|1|3|\nqualified|Квалифицирован|20|open|5|7|\nmeeting|Встреча|30|open|10|14|\n"
	    "booking|Бронь|40|open|14|10|\ncontract|Договор|50|won|||\n");
	assert_string_equal(stage_of_metric(&scratch.crm, "contracts")->code, "contract");
	assert_int_equal(reason_find(&scratch.crm, "mortgage_denied")->reanimate, true);
	assert_int_equal(reason_find(&scratch.crm, "spam")->lose, false);
	end(&scratch);
}

static void test_pack_errors(void **state)
{
	static const struct {
		const char *pack, *text;
	} cases[] = {{"relty", "no pack «relty»: there are b2b, realty"},
	    {"../packs/b2b", "no pack «../packs/b2b»: there are b2b, realty"},
	    {"", "no pack «»: there are b2b, realty"}};
	struct scratch scratch;
	(void)state;
	begin(&scratch);
	for (size_t i = 0; i < COUNT(cases); i++) {
		assert_int_equal(pack_load(&scratch.crm, cases[i].pack, NULL, NULL), CRM_USAGE);
		assert_string_equal(scratch.crm.why.text, cases[i].text);
	}
	assert_int_equal(pack_load(&scratch.crm, "realty", "Moscow", NULL), CRM_USAGE);
	assert_string_equal(scratch.crm.why.text, "timezone: no time zone «Moscow» in the tz database");
	end(&scratch);
}

/* A pack of one's own with a mistake: file, row and column are named. */
static void test_bad_file(void **state)
{
	static const struct {
		const char *text, *why;
	} cases[] = {{"stage,pos\nnew,10\nopen,x\n", "packs/own/stage.csv: row 2 (line 3), column pos: must be a whole "
	                                             "number from 0 to 1000000000, not «x»"},
	    {"stage,pos,colour\nnew,10,red\n", "packs/own/stage.csv: no column colour in settings stage"}};
	struct scratch scratch;
	char path[128], share[96];
	(void)state;
	begin(&scratch);
	snprintf(share, sizeof share, "%s/share", scratch.folder);
	scratch.crm.share = share;
	for (size_t i = 0; i < COUNT(cases); i++) {
		static const char *const folders[] = {"", "/packs", "/packs/own"};
		for (int k = 0; k < 3; k++) {
			snprintf(path, sizeof path, "%s%s", share, folders[k]);
			assert_true(mkdir(path, 0700) == 0);
		}
		snprintf(path, sizeof path, "%s/packs/own/stage.csv", share);
		FILE *file = fopen(path, "w");
		assert_non_null(file);
		fputs(cases[i].text, file);
		assert_int_equal(fclose(file), 0);
		assert_int_equal(pack_load(&scratch.crm, "own", NULL, NULL), CRM_CONFIG);
		assert_string_equal(scratch.crm.why.text, cases[i].why);
		assert_int_equal(unlink(path), 0);
		for (int k = 2; k >= 0; k--) {
			snprintf(path, sizeof path, "%s%s", share, folders[k]);
			assert_int_equal(rmdir(path), 0);
		}
	}
	end(&scratch);
}

static void test_lint(void **state)
{
	struct scratch scratch;
	(void)state;
	begin(&scratch);
	load_pack(&scratch, "realty");
	expect(&scratch, "unit", "north|||boss", VERDICT_DONE);
	expect(&scratch, "unit", "east||west", VERDICT_DONE);
	expect(&scratch, "unit", "west||east", VERDICT_DONE);
	expect(&scratch, "unit", "far||away", VERDICT_DONE);
	expect(&scratch, "manager", "ivanov||i@dept.example||nrth", VERDICT_DONE);
	expect(&scratch, "manager", "boss|||head", VERDICT_DONE);
	expect(&scratch, "stage", "late||60", VERDICT_DONE);
	expect(&scratch, "stage", "second||60|new", VERDICT_DONE);
	expect(&scratch, "reason", "spam||lose", VERDICT_DONE);
	expect(&scratch, "rule", "blind|5|comment|seo|existing||реклама", VERDICT_DONE);
	expect(&scratch, "rule", "mute|200|comment|never|spam", VERDICT_DONE);
	expect(&scratch, "programme", "empty|competitor spam", VERDICT_DONE);
	expect(&scratch, "step", "return|3|10||return-3|payment=ипотека", VERDICT_DONE);
	expect(&scratch, "step", "return|3|100||return-3|family=дети", VERDICT_DONE);
	expect(&scratch, "step", "return|4|50||lost-text|payment=наличные", VERDICT_DONE);
	expect(&scratch, "step", "return|4|50||return-1|payment=ипотека", VERDICT_DONE);
	scratch_run(&scratch, "DELETE FROM setting WHERE name = 'metric.bookings'");
	scratch_run(&scratch, "DELETE FROM stage WHERE stage = 'booking'");
	scratch_run(
	    &scratch, "INSERT INTO criterion (criterion, stage, field, pattern) VALUES ('old', 'gone', 'name', NULL)");
	scratch_run(&scratch, "DELETE FROM calendar");
	assert_int_equal(crm_reload(&scratch.crm), CRM_OK);
	expect_lint(&scratch, 12,
	    "criterion|old|error|stage: no stage «gone»; stages: new qualified meeting contract late second\n"
	    "stage|late|warning|stands after a stage that wins\n"
	    "stage|second|error|a stage of kind new must be the first\n"
	    "stage||error|there must be one stage of kind new, not 2\n"
	    "reason|spam|error|must be there with kind disqualify: crm-lead-add uses it\n"
	    "unit|east|error|parent: the units above it go in a circle\n"
	    "unit|far|error|parent: no unit «away»\n"
	    "unit|west|error|parent: the units above it go in a circle\n"
	    "manager|ivanov|error|unit: no unit «nrth»\n"
	    "manager|boss|warning|has no email: the evening report cannot reach him\n"
	    "rule|blind|error|the pattern does not fit its own example «реклама»\n"
	    "rule|promotion|warning|rule blind takes its example before it, as existing\n"
	    "rule|mute|warning|has no example to try it on\n"
	    "programme|empty|warning|has no steps\n"
	    "programme|empty|warning|reason competitor has reanimate 0: nobody comes in by it\n"
	    "programme|empty|warning|reason spam has reanimate 0: nobody comes in by it\n"
	    "step|return 3|error|segments «family=дети» and «payment=ипотека» fit the same lead equally well\n"
	    "step|return 4|error|no line without a segment: some leads get nothing\n"
	    "step|return 4|error|no template «lost-text»: cannot read share/templates/lost-text.txt\n"
	    "setting||warning|no stage stands behind the metric bookings: put setting metric.bookings\n"
	    "calendar||warning|no holidays of 2026 are known\n");
	end(&scratch);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_tables),
	    cmocka_unit_test(test_put),
	    cmocka_unit_test(test_kept),
	    cmocka_unit_test(test_rejected),
	    cmocka_unit_test(test_apply),
	    cmocka_unit_test(test_packs),
	    cmocka_unit_test(test_realty),
	    cmocka_unit_test(test_pack_errors),
	    cmocka_unit_test(test_bad_file),
	    cmocka_unit_test(test_lint),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
