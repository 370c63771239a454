/* What reports are made of: typed cells, shares, groups, --ids, and numbers asked for together. */
#include "department.h"

#include <math.h>

#include "base/text/word_meant.h"
#include "report/kit/asked.h"
#include "report/kit/groups.h"
#include "report/kit/line.h"
#include "report/kit/scan.h"

enum { NUMBER, WORD, SUM, SHARE, LO, HI, AT, DAY_OF, SOME, MADE };

static const struct field typed[] = {[NUMBER] = {"number", KIND_INT, NULL},
    [WORD] = {"word", KIND_TEXT, NULL},
    [SUM] = {"sum", KIND_MONEY, NULL},
    [SHARE] = {"share", KIND_REAL, NULL},
    [LO] = {"lo", KIND_REAL, NULL},
    [HI] = {"hi", KIND_REAL, NULL},
    [AT] = {"at", KIND_TIME, NULL},
    [DAY_OF] = {"day", KIND_TEXT, NULL},
    [SOME] = {"some", KIND_INT, NULL},
    [MADE] = {"made", KIND_TEXT, NULL},
    {0}};

/* Rows of a line into a text. */
struct page {
	struct line line;
	struct writer *writer;
	FILE *out;
	char *text;
	size_t length;
};

static void page_open(struct page *page, struct crm *crm, const struct field *fields, const char *columns)
{
	const struct writer_options options = {.format = FORMAT_CSV, .columns = columns};
	*page = (struct page){0};
	page->out = open_memstream(&page->text, &page->length);
	assert_non_null(page->out);
	assert_int_equal(writer_open(&page->writer, page->out, fields, &options, &crm->why), CRM_OK);
	line_open(&page->line, crm, page->writer, fields);
}

static void page_is(struct page *page, const char *expected)
{
	assert_int_equal(writer_close(page->writer, &page->line.crm->why), CRM_OK);
	line_close(&page->line);
	assert_int_equal(fclose(page->out), 0);
	assert_string_equal(page->text, expected);
	free(page->text);
}

static void fill(struct line *line)
{
	struct buf *made;
	line_int(line, NUMBER, -5);
	line_text(line, WORD, "слово, с запятой");
	line_money(line, SUM, 450000050);
	line_share(line, SHARE, 3, 4);
	line_time(line, AT, NOON);
	line_day(line, DAY_OF, 20780);
	line_id(line, SOME, INT64_MAX);
	if ((made = line_begin(line, MADE)) != NULL) {
		buf_put(made, "a");
		buf_put(made, "b");
	}
}

#define FILLED "-5,\"слово, с запятой\",4500000.50,0.7500,0.3006,0.9544,2026-11-23T12:00:00+03:00,2026-11-23,"

static void test_cells(void **state)
{
	struct scratch scratch;
	struct page page;
	(void)state;
	department_open(&scratch);
	page_open(&page, &scratch.crm, typed, NULL);
	fill(&page.line);
	assert_int_equal(line_write(&page.line), CRM_OK);
	assert_int_equal(line_write(&page.line), CRM_OK); /* what nobody fills is empty, and nothing is left over */
	line_int(&page.line, NUMBER, 0);
	line_text(&page.line, WORD, NULL);
	line_money(&page.line, SUM, AMOUNT_NONE);
	line_share(&page.line, SHARE, 0, 0);
	line_time_or_none(&page.line, AT, 0);
	line_id(&page.line, SOME, 0);
	assert_non_null(line_begin(&page.line, MADE));
	assert_int_equal(line_write(&page.line), CRM_OK);
	line_text(&page.line, WORD, "");
	line_money(&page.line, SUM, 0);
	line_real(&page.line, SHARE, 4, NAN);
	line_real(&page.line, LO, 1, -0.25);
	line_real(&page.line, HI, 0, 7);
	line_time(&page.line, AT, INSTANT_MIN);
	assert_int_equal(line_write(&page.line), CRM_OK);
	line_time(&page.line, AT, INSTANT_MAX);
	assert_non_null(line_begin(&page.line, WORD)); /* two made ones, both empty */
	assert_non_null(line_begin(&page.line, MADE));
	assert_int_equal(line_write(&page.line), CRM_OK);
	page_is(&page, "number,word,sum,share,lo,hi,at,day,some,made\n" FILLED "9223372036854775807,ab\n"
	               ",,,,,,,,,\n0,,,,,,,,,\n,,0.00,,-0.2,7,,,,\n,,,,,,,,,\n");
	scratch_close(&scratch);
}

/* What is not asked for is not made, and what is comes in the order asked for, twice if it is. */
static void test_columns(void **state)
{
	struct scratch scratch;
	struct page page;
	(void)state;
	department_open(&scratch);
	page_open(&page, &scratch.crm, typed, "hi,word,number,hi");
	fill(&page.line);
	assert_null(line_begin(&page.line, MADE));
	assert_null(line_begin(&page.line, SHARE));
	assert_int_equal(page.line.text.length, strlen("-5") + 1 + strlen("0.9544"));
	assert_int_equal(line_write(&page.line), CRM_OK);
	page_is(&page, "hi,word,number,hi\n0.9544,\"слово, с запятой\",-5,0.9544\n");
	scratch_close(&scratch);
}

static void test_failure(void **state)
{
	static const struct field source[] = {{"source", KIND_TEXT, NULL}, {0}};
	const struct query by_source = {.n_by = 1, .by = {QUERY_BY_SOURCE}};
	struct scratch scratch;
	struct page page;
	(void)state;
	department_open(&scratch);
	page_open(&page, &scratch.crm, typed, "number");
	line_int(&page.line, NUMBER, 1);
	page.line.text.failed = true;
	line_int(&page.line, SOME, 2);
	assert_int_equal(line_write(&page.line), CRM_IO);
	assert_string_not_equal(scratch.crm.why.text, "");
	page_is(&page, "number\n");
	page_open(&page, &scratch.crm, source, NULL);
	line_lead(&page.line, &(struct lead){.source = 77}); /* a word that cannot be read is not an empty cell */
	assert_int_equal(line_write(&page.line), CRM_IO);
	page_is(&page, "source\n");
	struct groups groups = {.crm = &scratch.crm, .query = &by_source, .size = sizeof(struct group_row)};
	assert_null(groups_at(&groups, &(struct group_keys){.source = 77}));
	assert_int_equal(scratch.crm.why.status, CRM_IO);
	groups_close(&groups);
	line_close(&(struct line){0});
	scratch_close(&scratch);
}

/* The figures of Wilson's interval as they are taught. */
static void test_share(void **state)
{
	static const struct {
		double k, n;
		const char *cells;
	} cases[] = {{3, 4, "0.7500,0.3006,0.9544"}, {30, 40, "0.7500,0.5981,0.8581"}, {0, 10, "0.0000,0.0000,0.2775"},
	    {10, 10, "1.0000,0.7225,1.0000"}, {38, 364, "0.1044,0.0770,0.1400"}, {139, 676, "0.2056,0.1769,0.2377"},
	    {0, 0, ",,"}};
	struct scratch scratch;
	struct page page;
	struct buf expected = {0};
	(void)state;
	department_open(&scratch);
	page_open(&page, &scratch.crm, typed, "share,lo,hi");
	buf_put(&expected, "share,lo,hi\n");
	for (size_t i = 0; i < COUNT(cases); i++) {
		line_share(&page.line, SHARE, cases[i].k, cases[i].n);
		assert_int_equal(line_write(&page.line), CRM_OK);
		buf_format(&expected, "%s\n", cases[i].cells);
	}
	page_is(&page, expected.text);
	buf_free(&expected);
	scratch_close(&scratch);
}

static void test_lead(void **state)
{
	static const struct field fields[] = {{"lead", KIND_INT, NULL}, {"note", KIND_TEXT, NULL},
	    {"state", KIND_TEXT, NULL}, {"stage", KIND_TEXT, NULL}, {"manager", KIND_TEXT, NULL},
	    {"amount", KIND_MONEY, NULL}, {"created_at", KIND_TIME, NULL}, {"last_touch", KIND_TIME, NULL},
	    {"reason", KIND_TEXT, NULL}, {"client", KIND_INT, NULL}, {"source", KIND_TEXT, NULL}, {0}};
	const struct lead open = {.lead = 7, .client = 3, .amount = AMOUNT_NONE, .created_at = NOON};
	struct scratch scratch;
	struct page page;
	(void)state;
	department_open(&scratch);
	page_open(&page, &scratch.crm, fields, NULL);
	const struct lead lost = {.lead = 8,
	    .client = 8,
	    .state = LEAD_LOST,
	    .stage = stage_find(&scratch.crm, "meeting")->id,
	    .manager = manager_find(&scratch.crm, "anna")->id,
	    .reason = reason_find(&scratch.crm, "price")->id,
	    .amount = 100,
	    .created_at = NOON,
	    .last_touch = NOON};
	line_text(&page.line, 1, "own");
	line_lead(&page.line, &open);
	assert_int_equal(line_write(&page.line), CRM_OK);
	line_lead(&page.line, &lost);
	assert_int_equal(line_write(&page.line), CRM_OK);
	page_is(&page, "lead,note,state,stage,manager,amount,created_at,last_touch,reason,client,source\n"
	               "7,own,open,,,,2026-11-23T12:00:00+03:00,,,3,\n"
	               "8,,lost,meeting,anna,1.00,2026-11-23T12:00:00+03:00,2026-11-23T12:00:00+03:00,price,8,\n");
	scratch_close(&scratch);
}

struct counted {
	struct group_row row;
	int n;
};

#define NAMES 10000

static void test_groups(void **state)
{
	const struct query query = {.n_by = 2, .by = {QUERY_BY_SOURCE, QUERY_BY_MANAGER}};
	struct scratch scratch;
	struct crm *crm = &scratch.crm;
	int64_t id[NAMES];
	char word[24];
	(void)state;
	department_open(&scratch);
	struct groups groups = {.crm = crm, .query = &query, .size = sizeof(struct counted)};
	int64_t anna = manager_find(crm, "anna")->id;
	must(&scratch, db_begin(crm->db));
	for (int i = 0; i < NAMES; i++) {
		snprintf(word, sizeof word, "s%d", i);
		must(&scratch, dict_id(crm, DICT_SOURCE, word, &id[i]));
	}
	for (int i = 0; i < 3 * NAMES; i++) {
		struct counted *counted =
		    groups_at(&groups, &(struct group_keys){.source = id[i * 7919 % NAMES], .manager = anna});
		assert_non_null(counted);
		counted->n++;
	}
	struct group_row **all = groups_in_order(&groups);
	assert_int_equal(groups.n, NAMES);
	for (int i = 0; i < groups.n; i++) {
		assert_true(i == 0 || strcmp(all[i - 1]->name, all[i]->name) < 0);
		assert_int_equal(((struct counted *)all[i])->n, 3);
	}
	assert_string_equal(all[0]->name, "s0/anna");
	assert_string_equal(all[2]->name, "s10/anna");
	assert_string_equal(all[NAMES - 1]->name, "s9999/anna");
	groups_close(&groups);
	scratch_close(&scratch);
}

static void test_no_groups(void **state)
{
	const struct query none = {0}, nobody = {.n_by = 3, .by = {QUERY_BY_UNIT, QUERY_BY_STAGE, QUERY_BY_MONTH}};
	struct scratch scratch;
	(void)state;
	department_open(&scratch);
	struct groups groups = {.crm = &scratch.crm, .query = &none, .size = sizeof(struct counted)};
	assert_non_null(groups_in_order(&groups));
	assert_int_equal(groups.n, 0);
	struct counted *one = groups_at(&groups, &(struct group_keys){.source = 1});
	assert_ptr_equal(one, groups_at(&groups, &(struct group_keys){.source = 2}));
	assert_string_equal(one->row.name, "");
	groups_close(&groups);
	groups = (struct groups){.crm = &scratch.crm, .query = &nobody, .size = sizeof(struct counted)};
	one = groups_at(&groups, &(struct group_keys){.at = NOON});
	assert_string_equal(one->row.name, "//2026-11");
	groups_close(&groups);
	scratch_close(&scratch);
}

static void test_ids(void **state)
{
	static const char *const figures[] = {"reached", "open", NULL};
	static const struct {
		const char *given;
		bool figures;
		const char *group, *thing;
		int figure, n_by; /* groups by source, then by month */
	} cases[] = {
	    {NULL, true, NULL, NULL, -1, 0},
	    {"price", false, NULL, "price", -1, 0},
	    {"SITE/price", false, "site", "price", -1, 1},
	    {"price.high", false, NULL, "price.high", -1, 0},
	    {"site.ru/price", false, "site.ru", "price", -1, 1},
	    {"site.ru/2026-11/price", false, "site.ru/2026-11", "price", -1, 2},
	    {"site.ru/ноябрь 2026/price", false, "site.ru/2026-11", "price", -1, 2},
	    {"https://site.ru/a/price", false, "https://site.ru/a", "price", -1, 1},
	    {"/price", false, "", "price", -1, 1},
	    {"site/", false, "site", "", -1, 1},
	    {"", false, NULL, "", -1, 0},
	    {"qualified", true, NULL, "qualified", -1, 0},
	    {"qualified.open", true, NULL, "qualified", 1, 0},
	    {"site/qualified.reached", true, "site", "qualified", 0, 1},
	    {"site.ru/qualified", true, "site.ru", "qualified", -1, 1},
	    {"site.ru/2026-11/qualified.open", true, "site.ru/2026-11", "qualified", 1, 2},
	    {"qualified.OPEN", true, NULL, "qualified", 1, 0},
	    {"step.2.open", true, NULL, "step.2", 1, 0},
	};
	static const char *const wrong[] = {"qualified.won", "qualified.", "step.2", "site/qualified.opne"};
	static const struct {
		const char *given, *why;
		int n_by;
	} odd[] = {{"site/qualified", "--ids site/…: give -g too, there is no group «site»", 0},
	    {"siet/qualified", "no source «siet»: did you mean site?", 1},
	    {"expo/qualified", "there is no source «expo»", 1},
	    {"site/qualified", "--ids wants 2 groups and what is counted, as in site/qualified", 2},
	    {"site/2026/qualified", "not a month like 2026-11: «2026»", 2}};
	struct scratch scratch;
	struct crm *crm = &scratch.crm;
	struct asked_ids ids;
	(void)state;
	department_open(&scratch);
	scratch_run(&scratch, "INSERT INTO dict (kind, id, word) VALUES (1, 1, 'site'), (1, 2, 'site.ru'), "
	                      "(1, 3, 'https://site.ru/a')");
	for (size_t i = 0; i < COUNT(odd); i++) {
		const struct query query = {
		    .ids = odd[i].given, .n_by = odd[i].n_by, .by = {QUERY_BY_SOURCE, QUERY_BY_MONTH}};
		assert_int_equal(asked_ids(crm, &query, NULL, "not «%s»", &ids), CRM_USAGE);
		assert_string_equal(crm->why.text, odd[i].why);
	}
	for (size_t i = 0; i < COUNT(cases); i++) {
		const struct query query = {
		    .ids = cases[i].given, .n_by = cases[i].n_by, .by = {QUERY_BY_SOURCE, QUERY_BY_MONTH}};
		must(&scratch, asked_ids(crm, &query, cases[i].figures ? figures : NULL, "not «%s»", &ids));
		assert_string_equal(ids.group ? ids.group : "none", cases[i].group ? cases[i].group : "none");
		assert_string_equal(ids.thing ? ids.thing : "none", cases[i].thing ? cases[i].thing : "none");
		assert_int_equal(ids.figure, cases[i].figure);
	}
	for (size_t i = 0; i < COUNT(wrong); i++) {
		const struct query query = {.ids = wrong[i]};
		assert_int_equal(asked_ids(crm, &query, figures, "not «%s»", &ids), CRM_USAGE);
		assert_non_null(strstr(crm->why.text, wrong[i]));
	}
	scratch_close(&scratch);
}

static void test_asked(void **state)
{
	static const char *const words[] = {"red", "green", NULL};
	const char *const operands[] = {"what"};
	struct query query = {0};
	instant_t from, to;
	struct scratch scratch;
	struct crm *crm = &scratch.crm;
	(void)state;
	department_open(&scratch);
	asked_period(crm, &query, &from, &to);
	assert_true(from == INSTANT_MIN && to == INSTANT_MAX);
	assert_int_equal(asked_moment(crm, &query), NOON);
	assert_int_equal(asked_options_only(crm, &query), CRM_OK);
	query = (struct query){.has_period = true,
	    .period = {20780, 20781},
	    .has_horizon = true,
	    .horizon = {NOON - DAY, INSTANT_MAX},
	    .operands = operands,
	    .n_operands = 1};
	asked_period(crm, &query, &from, &to);
	assert_int_equal(from, NOON - DAY / 2);
	assert_int_equal(to, NOON + DAY / 2);
	assert_int_equal(asked_moment(crm, &query), NOON - DAY);
	query.horizon.as_of = NOON + DAY;
	assert_int_equal(asked_moment(crm, &query), NOON);
	assert_int_equal(asked_options_only(crm, &query), CRM_USAGE);
	assert_int_equal(word_meant("green", words), 1);
	assert_int_equal(word_meant("gree", words), -1);
	scratch_close(&scratch);
}

static void test_numbers(void **state)
{
	static const char *const wrong[] = {
	    "", "0", "-1", "+1", " 1", "1 ", "1.0", "0x1", "9223372036854775808", "99999999999999999999"};
	int64_t number;
	(void)state;
	assert_true(asked_number("1", &number) && number == 1);
	assert_true(asked_number("007", &number) && number == 7);
	assert_true(asked_number("9223372036854775807", &number) && number == INT64_MAX);
	for (size_t i = 0; i < COUNT(wrong); i++)
		if (asked_number(wrong[i], &number))
			fail_msg("«%s» is a number", wrong[i]);
}

static void test_wanted_sort(void **state)
{
	static const int64_t given[] = {5, 3, 5, INT64_MAX, 1, 3, 3, INT64_MIN, 0, -1},
	                     sorted[] = {INT64_MIN, -1, 0, 1, 3, 5, INT64_MAX};
	struct crm crm = {0};
	struct wanted wanted = {0};
	(void)state;
	wanted_sort(&wanted);
	assert_int_equal(wanted.n, 0);
	assert_false(wanted_has(&wanted, 0));
	for (size_t i = 0; i < COUNT(given); i++)
		assert_int_equal(wanted_add(&crm, &wanted, given[i]), CRM_OK);
	wanted_sort(&wanted);
	assert_int_equal(wanted.n, COUNT(sorted));
	assert_memory_equal(wanted.key, sorted, sizeof sorted);
	for (size_t i = 0; i < COUNT(given); i++)
		assert_true(wanted_has(&wanted, given[i]));
	assert_false(wanted_has(&wanted, 2) || wanted_has(&wanted, 6));
	wanted_free(&wanted);
	wanted_free(&wanted);
}

struct sum {
	int64_t n, sum, most;
};

static enum status add_row(void *arg, struct stmt *row)
{
	struct sum *sum = arg;
	if (sum->n == sum->most)
		return CRM_DATA;
	sum->n++;
	sum->sum += db_int(row, 0);
	return CRM_OK;
}

/* Found, bound and read back in order; a reader that stops leaves the statement free for the next one. */
static void test_wanted_rows(void **state)
{
	static const char sql_count[] =
	    "WITH RECURSIVE c (x) AS (SELECT $1 UNION ALL SELECT x - 1 FROM c WHERE x > 1) SELECT x / 2 FROM c";
	static const char sql_join[] = "SELECT k.key FROM test_keys AS k";
	struct scratch scratch;
	struct crm *crm = &scratch.crm;
	struct wanted wanted = {0};
	(void)state;
	department_open(&scratch);
	must(&scratch, wanted_find(crm, &wanted, sql_count, VALS(V_INT(5000))));
	assert_int_equal(wanted.n, 5000);
	wanted_sort(&wanted);
	assert_int_equal(wanted.n, 2501);
	must(&scratch, wanted_bind(crm, "test_keys", wanted.key, wanted.n));
	struct sum sum = {.most = 10};
	assert_int_equal(scan_rows(crm, sql_join, NULL, add_row, &sum), CRM_DATA);
	assert_int_equal(sum.sum, 45);
	sum = (struct sum){.most = INT64_MAX};
	must(&scratch, scan_rows(crm, sql_join, NULL, add_row, &sum));
	assert_int_equal(sum.n, 2501);
	assert_int_equal(sum.sum, 2500 * 2501 / 2);
	wanted_free(&wanted);
	scratch_close(&scratch);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_cells),
	    cmocka_unit_test(test_columns),
	    cmocka_unit_test(test_failure),
	    cmocka_unit_test(test_share),
	    cmocka_unit_test(test_lead),
	    cmocka_unit_test(test_groups),
	    cmocka_unit_test(test_no_groups),
	    cmocka_unit_test(test_ids),
	    cmocka_unit_test(test_asked),
	    cmocka_unit_test(test_numbers),
	    cmocka_unit_test(test_wanted_sort),
	    cmocka_unit_test(test_wanted_rows),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
