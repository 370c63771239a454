#include "scratch.h"

#include <math.h>

#include "base/value/number.h"
#include "report/kpi/kpi_page.h"
#include "render/page.h"

#define NOVEMBER 20758 /* 2026-11-01 */

static const struct kpi_limits usual = {0.7, 0.3};

static void assert_near(double number, double wanted, double by)
{
	if (!(fabs(number - wanted) <= by) && !(isnan(number) && isnan(wanted)))
		fail_msg("%.6f is not %.6f", number, wanted);
}

/* The vector of D6: 9 of 21 working days. */
static void test_vector(void **state)
{
	struct kpi_days days = {.elapsed = 9, .all = 21};
	struct kpi_line line = {.counted = true, .planned = true, .plan = 42, .sum.month = 15, .base = 1.9};
	(void)state;
	kpi_judge(&line, KPI_MEETINGS, &days, &usual);
	assert_near(line.expected, 18, 1e-9);
	assert_near(line.gap, -3, 1e-9);
	assert_near(line.gap_pct, -16.6667, 1e-3);
	assert_near(line.lag_days, 1.5, 1e-9);
	assert_near(line.pace.rate, 1.75, 1e-9);
	assert_near(line.pace.forecast, 36, 1e-9);
	assert_near(line.pace.lo, 28, 1e-9);
	assert_near(line.pace.hi, 44, 1e-9);
	assert_near(line.pace.chance, 0.18, 0.005);
	assert_int_equal(line.light, KPI_RED);
}

static void test_judge(void **state)
{
	static const struct {
		enum kpi_metric metric;
		int64_t plan, fact;
		double base;
		int elapsed, all;
		double expected, gap, gap_pct, lag;
		enum kpi_light light;
	} row[] = {
	    {KPI_LEADS, 42, 30, 2, 9, 21, 18, 12, 66.6667, -6, KPI_GREEN},
	    {KPI_LEADS, 42, 18, 2, 9, 21, 18, 0, 0, 0, KPI_YELLOW},
	    {KPI_LEADS, 42, 18, NAN, 9, 21, 18, 0, 0, 0, KPI_YELLOW}, /* no history: by plan, 2 a day */
	    {KPI_LEADS, 42, 0, NAN, 0, 21, 0, 0, NAN, 0, KPI_YELLOW}, /* the month begins on a day off */
	    {KPI_LEADS, 42, 42, 0, 9, 21, 18, 24, 133.3333, -12, KPI_GREEN},
	    {KPI_LEADS, 42, 41, 2, 21, 21, 42, -1, -2.3810, 0.5, KPI_RED}, /* the month is over */
	    {KPI_LEADS, 0, 0, NAN, 9, 21, 0, 0, NAN, NAN, KPI_GREEN},
	    {KPI_AMOUNT, 10000000, 5000000, 0, 10, 20, 5000000, 0, 0, 0, KPI_GREEN},
	    {KPI_AMOUNT, 10000000, 4750000, 0, 10, 20, 5000000, -250000, -5, 0.5, KPI_GREEN},
	    {KPI_AMOUNT, 10000000, 4749999, 0, 10, 20, 5000000, -250001, -5.00002, 0.500002, KPI_YELLOW},
	    {KPI_AMOUNT, 10000000, 4000000, 0, 10, 20, 5000000, -1000000, -20, 2, KPI_YELLOW},
	    {KPI_AMOUNT, 10000000, 3999999, 0, 10, 20, 5000000, -1000001, -20.00002, 2.000002, KPI_RED},
	    {KPI_AMOUNT, 1000, 0, 0, 1, 3, 333, -333, -100, 0.999, KPI_RED}, /* whole kopecks */
	    {KPI_AMOUNT, 1000, 0, 0, 0, 3, 0, 0, NAN, 0, KPI_GREEN},
	};
	(void)state;
	for (size_t i = 0; i < COUNT(row); i++) {
		struct kpi_days days = {.elapsed = row[i].elapsed, .all = row[i].all};
		struct kpi_line line = {
		    .planned = true, .plan = row[i].plan, .sum.month = row[i].fact, .base = row[i].base};
		kpi_judge(&line, row[i].metric, &days, &usual);
		assert_near(line.expected, row[i].expected, 1e-6);
		assert_near(line.gap, row[i].gap, 1e-6);
		assert_near(line.gap_pct, row[i].gap_pct, 1e-4);
		assert_near(line.lag_days, row[i].lag, 1e-6);
		if (line.light != row[i].light)
			fail_msg("row %zu: %s, not %s", i, kpi_light_names[line.light], kpi_light_names[row[i].light]);
	}
	struct kpi_days days = {.elapsed = 1, .all = 2};
	struct kpi_line line = {.sum.month = 5};
	kpi_judge(&line, KPI_LEADS, &days, &usual);
	assert_int_equal(line.light, KPI_UNLIT);
	assert_true(isnan(line.lag_days) && isnan(line.gap_pct));
}

static void test_limits(void **state)
{
	const struct kpi_limits mild = {0.15, 0.05};
	struct kpi_days days = {.elapsed = 9, .all = 21};
	struct kpi_line line = {.planned = true, .plan = 42, .sum.month = 15, .base = 1.9};
	(void)state;
	kpi_judge(&line, KPI_MEETINGS, &days, &mild);
	assert_int_equal(line.light, KPI_GREEN);
}

static void test_numbers(void **state)
{
	static const struct {
		double number;
		int decimals;
		const char *text;
	} row[] = {{0, 0, "0"}, {-0.001, 1, "0.0"}, {1234.5, 1, "1,234.5"}, {-1234567, 0, "-1,234,567"},
	    {999, 0, "999"}, {1000, 0, "1,000"}, {0.05, 1, "0.1"}, {123456.789, 2, "123,456.79"}};
	static const struct {
		money_t money;
		const char *text;
	} money[] = {{0, "0"}, {99999950, "1,000,000"}, {100000000, "1.0M"}, {1250000000, "12.5M"},
	    {12540000000, "125M"}, {-1250000000, "-12.5M"}, {95000000, "950,000"}};
	struct buf buf = {0};
	(void)state;
	for (size_t i = 0; i < COUNT(row); i++) {
		buf_clear(&buf);
		number_put(&buf, row[i].number, row[i].decimals);
		assert_string_equal(buf.text, row[i].text);
	}
	for (size_t i = 0; i < COUNT(money); i++) {
		buf_clear(&buf);
		money_put_short(&buf, money[i].money);
		assert_string_equal(buf.text, money[i].text);
	}
	buf_clear(&buf);
	percent_put(&buf, 0.125, 1);
	percent_put_signed(&buf, 0.125, 0);
	percent_put_signed(&buf, -0.1667, 1);
	percent_put_signed(&buf, 0, 1);
	number_put_short(&buf, 15.5);
	number_put_short(&buf, 17.98);
	assert_string_equal(buf.text, "12.5%+12%-16.7%0.0%15.518");
	buf_free(&buf);
}

static void test_html(void **state)
{
	static const char *const row[][2] = {
	    {"<script>alert(\"x\")</script>", "&lt;script&gt;alert(&quot;x&quot;)&lt;/script&gt;"},
	    {"a&b'c", "a&amp;b&#39;c"}, {"\x1b[31m\x07", "\xef\xbf\xbd[31m\xef\xbf\xbd"}, {"1\u00a0234", "1\u00a0234"},
	    {"\u202egnp", "\xef\xbf\xbdgnp"}, {"\u00a0", "\u00a0"}, {"", ""}};
	struct buf buf = {0};
	(void)state;
	for (size_t i = 0; i < COUNT(row); i++) {
		buf_clear(&buf);
		html_put(&buf, row[i][0]);
		assert_string_equal(buf.text ? buf.text : "", row[i][1]);
	}
	buf_clear(&buf);
	html_put(&buf, NULL);
	assert_int_equal(buf.length, 0);
	buf_free(&buf);
}

static void test_text(void **state)
{
	struct buf buf = {0};
	(void)state;
	page_text_cell(&buf, "Ёлка", 6, false);
	page_text_cell(&buf, "日本", 6, true);
	page_text_cell(&buf, "longer", 3, true);
	assert_string_equal(buf.text, "Ёлка    日本longer");
	buf_clear(&buf);
	page_text_wrap(&buf, "  - ", "one two  three");
	page_text_wrap(&buf, "", "");
	page_text_wrap(&buf, "* ",
	    "aaaaaaaaaa bbbbbbbbbb cccccccccc dddddddddd eeeeeeeeee ffffffffff 6\u00a0789 gggg "
	    "hhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhh"
	    "hhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhh");
	assert_string_equal(buf.text,
	    "  - one two three\n\n* aaaaaaaaaa bbbbbbbbbb cccccccccc dddddddddd eeeeeeeeee ffffffffff\n"
	    "  6\u00a0789 gggg\n  "
	    "hhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhh\n");
	buf_free(&buf);
}

/* Four managers, one of them gone bad with his name; November has 21 working days here, Monday 23 is the 16th. */
static void begin(struct scratch *scratch)
{
	struct crm *crm = &scratch->crm;
	scratch_open(scratch);
	scratch_run(
	    scratch, "INSERT INTO unit (unit, parent) VALUES ('all', NULL), ('north', 'all'), ('south', 'all')");
	scratch_run(scratch, "INSERT INTO stage (id, stage, name, pos, kind) VALUES (1, 'new', 'New', 10, 'new'), "
	                     "(2, 'qualified', 'Qualified', 20, 'open'), (3, 'meeting', 'Meeting', 30, 'open'), "
	                     "(4, 'booking', 'Booking', 40, 'open'), (5, 'contract', 'Contract', 50, 'won')");
	scratch_run(scratch,
	    "INSERT INTO manager (id, manager, name, role, unit) VALUES (1, 'ivanov', 'Ivanov', 'manager', 'north'), "
	    "(2, 'petrova', '<b>&', 'manager', 'north'), (3, 'k im', 'Kim', 'manager', 'south'), "
	    "(4, 'idle', 'Idle', 'manager', 'south')");
	/* days: 20699 2026-09-03, 20757 2026-10-31, 20758 2026-11-01, 20779 2026-11-22, 20780 2026-11-23, 20781
	 * 2026-11-24 */
	scratch_run(scratch,
	    "INSERT INTO lead_sum (sum, state, day, who, stage, n, amount) SELECT 1, 0, c.* FROM (VALUES "
	    "(20699, 1, 1, 120, 0), (20699, 1, 2, 60, 0), (20757, 2, 1, 6, 0), (20600, 1, 1, 500, 0), "
	    "(20758, 1, 1, 30, 0), (20780, 1, 1, 2, 0), (20781, 1, 1, 99, 0), (20779, 1, 2, 16, 0), "
	    "(20780, 1, 5, 1, 1100), "
	    "(20758, 2, 1, 30, 0), (20779, 2, 2, 3, 0), (20779, 3, 2, 5, 0), (20779, 0, 1, 4, 0)) AS c");
	scratch_run(scratch, "INSERT INTO plan (plan, month, metric, value, manager, unit) VALUES (1, 20758, 'leads', "
	                     "42, 'ivanov', ''), "
	                     "(2, 20758, 'leads', 42, 'petrova', ''), (3, 20758, 'qualified', 21, 'petrova', ''), "
	                     "(4, 20758, 'leads', 100, '', 'north'), (5, 20758, 'amount', 100000, '', '')");
	assert_int_equal(crm_load(crm), CRM_OK);
}

static void expect_line(
    const struct kpi *kpi, int person, enum kpi_metric metric, int64_t day, int64_t month, int64_t before)
{
	const struct kpi_sum *sum = &kpi->person[person].line[metric].sum;
	assert_int_equal(sum->day, day);
	assert_int_equal(sum->month, month);
	assert_int_equal(sum->before, before);
}

static void test_make(void **state)
{
	struct scratch scratch;
	struct kpi kpi;
	struct query query = {.horizon = {INSTANT_MAX, INSTANT_MAX}};
	(void)state;
	begin(&scratch);
	assert_int_equal(kpi_make(&scratch.crm, &query, &kpi), CRM_OK);
	assert_int_equal(kpi.days.day, 20780);
	assert_int_equal(kpi.days.month, NOVEMBER);
	assert_int_equal(kpi.days.all, 21);
	assert_int_equal(kpi.days.elapsed, 16);
	assert_int_equal(kpi.n, 5); /* who has neither plan nor fact is not there; nobody is */
	assert_null(kpi.person[0].manager);
	assert_string_equal(kpi.person[1].manager->code, "ivanov");
	assert_string_equal(kpi.person[2].manager->code, "k im");
	assert_string_equal(kpi.person[3].manager->code, "petrova");
	expect_line(&kpi, 0, KPI_LEADS, 2, 66, 126);
	expect_line(&kpi, 1, KPI_LEADS, 2, 32, 120);
	expect_line(&kpi, 1, KPI_QUALIFIED, 0, 16, 60);
	expect_line(&kpi, 1, KPI_CONTRACTS, 1, 1, 0);
	expect_line(&kpi, 1, KPI_AMOUNT, 1100, 1100, 0);
	expect_line(&kpi, 2, KPI_QUALIFIED, 0, 5, 0);
	expect_line(&kpi, 3, KPI_LEADS, 0, 30, 6);
	assert_int_equal(kpi.unowned, 4);
	assert_true(kpi_is_nobody(&kpi.person[4]));
	expect_line(&kpi, 4, KPI_LEADS, 0, 4, 0);
	assert_false(kpi.person[4].line[KPI_LEADS].planned);
	assert_int_equal(kpi.person[0].line[KPI_LEADS].plan,
	    100); /* no plan of the company: what there is; north's own is of both */
	assert_int_equal(kpi.person[0].line[KPI_AMOUNT].plan, 100000);
	assert_false(kpi.person[1].line[KPI_QUALIFIED].planned);
	assert_near(kpi.person[1].line[KPI_LEADS].base, 120.0 / 65, 1e-9); /* August to October: 21 + 22 + 22 days */
	assert_near(kpi.person[1].line[KPI_QUALIFIED].rate, 0.5, 1e-9);
	assert_near(kpi.person[1].line[KPI_QUALIFIED].norm, 24.0 / 66, 1e-9);
	assert_true(isnan(kpi.person[2].line[KPI_QUALIFIED].rate));
	assert_true(kpi.person[3].line[KPI_QUALIFIED].low);
	assert_string_equal(kpi.person[3].line[KPI_QUALIFIED].reason,
	    "conversion from leads to qualified is 10% (95%: 3% to 26%), below the department's 36%");
	assert_string_equal(kpi.person[3].line[KPI_QUALIFIED].action, "crm-leads -m petrova --stage new --idle 2d");
	assert_string_equal(kpi.person[2].line[KPI_LEADS].reason, "no plan");
	assert_string_equal(
	    kpi.person[2].line[KPI_LEADS].action, "crm-plan-add month=2026-11 metric=leads value=10 manager='k im'");
	assert_string_equal(
	    kpi.person[0].line[KPI_CONTRACTS].action, "crm-plan-add month=2026-11 metric=contracts value=2");
	scratch_close(&scratch);
}

static void test_filters(void **state)
{
	const char *north[] = {"north"}, *nested[] = {"north", "all", "north"}, *people[] = {"petrova", "k im"};
	struct scratch scratch;
	struct kpi kpi;
	struct query query = {.horizon = {INSTANT_MAX, INSTANT_MAX}, .units = north, .n_units = 1};
	(void)state;
	begin(&scratch);
	assert_int_equal(kpi_make(&scratch.crm, &query, &kpi), CRM_OK);
	assert_int_equal(kpi.n, 3);
	expect_line(&kpi, 0, KPI_LEADS, 2, 62, 126);
	assert_int_equal(kpi.person[0].line[KPI_LEADS].plan, 100);            /* the unit's own */
	assert_near(kpi.person[2].line[KPI_QUALIFIED].norm, 24.0 / 66, 1e-9); /* still the department's */
	query.units = nested;
	query.n_units = 3;
	assert_int_equal(kpi_make(&scratch.crm, &query, &kpi), CRM_OK);
	assert_int_equal(kpi.person[0].line[KPI_LEADS].plan, 100); /* once */
	query = (struct query){.horizon = {INSTANT_MAX, INSTANT_MAX}, .managers = people, .n_managers = 2};
	assert_int_equal(kpi_make(&scratch.crm, &query, &kpi), CRM_OK);
	assert_int_equal(kpi.n, 3);
	expect_line(&kpi, 0, KPI_LEADS, 0, 30, 6);
	expect_line(&kpi, 0, KPI_QUALIFIED, 0, 8, 0);
	assert_int_equal(kpi.person[0].line[KPI_LEADS].plan, 42);
	assert_false(kpi.person[0].line[KPI_AMOUNT].planned);
	assert_string_equal(
	    kpi.person[0].line[KPI_LEADS].action, "crm-funnel --mode cohort -p mtd -g source -m petrova -m 'k im'");
	scratch_close(&scratch);
}

static void test_days(void **state)
{
	static const struct {
		bool has_period;
		struct period period;
		instant_t as_of, known_at;
		day_t day;
	} row[] = {
	    {false, {0, 0}, INSTANT_MAX, INSTANT_MAX, 20780},
	    {true, {20779, 20780}, INSTANT_MAX, INSTANT_MAX, 20779},
	    {true, {20758, 20788}, INSTANT_MAX, INSTANT_MAX, 20780}, /* a month that is not over */
	    {true, {20727, 20758}, INSTANT_MAX, INSTANT_MAX, 20757},
	    {true, {20788, 20819}, INSTANT_MAX, INSTANT_MAX, 20818}, /* all ahead */
	    {false, {0, 0}, NOON - 86400 * 3, INSTANT_MAX, 20777},
	    {false, {0, 0}, NOON - 12 * 3600, INSTANT_MAX, 20779}, /* midnight: the evening before */
	    {false, {0, 0}, INSTANT_MAX, NOON - 86400, 20779},
	    {true, {20780, 20781}, INSTANT_MAX, NOON - 86400, 20780},
	};
	struct scratch scratch;
	struct kpi kpi;
	(void)state;
	begin(&scratch);
	for (size_t i = 0; i < COUNT(row); i++) {
		struct query query = {.has_period = row[i].has_period,
		    .period = row[i].period,
		    .horizon = {row[i].as_of, row[i].known_at}};
		assert_int_equal(kpi_make(&scratch.crm, &query, &kpi), CRM_OK);
		if (kpi.days.day != row[i].day)
			fail_msg("row %zu: %d, not %d", i, kpi.days.day, row[i].day);
	}
	scratch_close(&scratch);
}

static void test_refuses(void **state)
{
	static const char *const operands[] = {"2026-11-23"};
	static const struct query row[] = {{.n_by = 1}, {.operands = operands, .n_operands = 1}, {.fail_on = "green"}};
	static const char *const why[] = {"the report of the day is by manager and metric: no --by",
	    "what is «2026-11-23»? the day is given as -p DAY", "--fail-on is red or yellow, not «green»"};
	struct scratch scratch;
	struct kpi kpi;
	(void)state;
	begin(&scratch);
	for (size_t i = 0; i < COUNT(row); i++) {
		assert_int_equal(kpi_make(&scratch.crm, &row[i], &kpi), CRM_USAGE);
		assert_string_equal(scratch.crm.why.text, why[i]);
	}
	scratch_close(&scratch);
}

static void test_page(void **state)
{
	struct scratch scratch;
	struct buf page = {0}, again = {0};
	struct query query = {.horizon = {INSTANT_MAX, INSTANT_MAX}, .format = FORMAT_HTML};
	(void)state;
	begin(&scratch);
	assert_int_equal(kpi_page(&scratch.crm, &query, &page), CRM_OK);
	assert_int_equal(kpi_page(&scratch.crm, &query, &again), CRM_OK);
	assert_string_equal(page.text, again.text);
	assert_non_null(strstr(page.text, "&lt;b&gt;&amp;"));
	assert_null(strstr(page.text, "<b>"));
	assert_null(strstr(page.text, "<script"));
	assert_null(strstr(page.text, "http://"));
	assert_null(strstr(page.text, "https://"));
	assert_non_null(
	    strstr(page.text, "<h1 class=\"red\">Bad day: amount 11 of 762 expected (-98.6%, 15.8 days behind)</h1>"));
	buf_clear(&page);
	query.format = FORMAT_TEXT;
	query.fail_on = "red";
	assert_int_equal(kpi_page(&scratch.crm, &query, &page), CRM_CONDITION);
	assert_int_equal(
	    strncmp(page.text, "Bad day: amount 11 of 762 expected (-98.6%, 15.8 days behind)\nThis day: ", 71), 0);
	buf_free(&page);
	buf_free(&again);
	scratch_close(&scratch);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_vector),
	    cmocka_unit_test(test_judge),
	    cmocka_unit_test(test_limits),
	    cmocka_unit_test(test_numbers),
	    cmocka_unit_test(test_html),
	    cmocka_unit_test(test_text),
	    cmocka_unit_test(test_make),
	    cmocka_unit_test(test_filters),
	    cmocka_unit_test(test_days),
	    cmocka_unit_test(test_refuses),
	    cmocka_unit_test(test_page),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
