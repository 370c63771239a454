/* Periods, from 2026-11-23 in the afternoon and from moments at which the date depends on the zone. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/time/clock.h"

static struct why why;

static void expect(const char *now_text, const char *zone_text, const char *text, const char *expected)
{
	struct zone *zone;
	struct period period;
	instant_t now;
	struct buf buf = {0};

	assert_int_equal(zone_open(&zone, zone_text, &why), CRM_OK);
	assert_int_equal(clock_now(now_text, &now, &why), CRM_OK);
	if (period_parse(text, zone, now, &period, &why) != CRM_OK)
		fail_msg("«%s»: %s", text, why.text);
	day_put(&buf, period.from);
	buf_char(&buf, ' ');
	day_put(&buf, period.to);
	if (strcmp(buf.text, expected) != 0)
		fail_msg("«%s» is %s, not %s", text, buf.text, expected);
	buf_free(&buf);
	zone_free(zone);
}

static void periods_are_half_open(void **state)
{
	static const char *const cases[][2] = {
	    {"2026-11", "2026-11-01 2026-12-01"},
	    {"2026-12", "2026-12-01 2027-01-01"},
	    {"2028-02", "2028-02-01 2028-03-01"},
	    {"2026-11-23", "2026-11-23 2026-11-24"},
	    {"2026-12-31", "2026-12-31 2027-01-01"},
	    {"2026", "2026-01-01 2027-01-01"},
	    {"today", "2026-11-23 2026-11-24"},
	    {"yesterday", "2026-11-22 2026-11-23"},
	    {"mtd", "2026-11-01 2026-11-24"},
	    {"prev-month", "2026-10-01 2026-11-01"},
	    {"week", "2026-11-23 2026-11-30"},
	    {"prev-week", "2026-11-16 2026-11-23"},
	    {"month", "2026-11-01 2026-12-01"},
	    {"quarter", "2026-10-01 2027-01-01"},
	    {"prev-quarter", "2026-07-01 2026-10-01"},
	    {"year", "2026-01-01 2027-01-01"},
	    {"prev-year", "2025-01-01 2026-01-01"},
	    {"2026-Q4", "2026-10-01 2027-01-01"},
	    {"2026-q1", "2026-01-01 2026-04-01"},
	    {"2026-Q2", "2026-04-01 2026-07-01"},
	    {"2026-Q3", "2026-07-01 2026-10-01"},
	    {"2025-Q4..2026-Q3", "2025-10-01 2026-07-01"},
	    {"2026-Q1..2026-11", "2026-01-01 2026-11-01"},
	    {"1d", "2026-11-23 2026-11-24"},
	    {"7d", "2026-11-17 2026-11-24"},
	    {"30d", "2026-10-25 2026-11-24"},
	    {"2w", "2026-11-10 2026-11-24"},
	    {"2026-11-01..2026-11-15", "2026-11-01 2026-11-15"},
	    {"2026-11-01..2026-11-08", "2026-11-01 2026-11-08"},
	    {"2026-11-05..2026-11-06", "2026-11-05 2026-11-06"},
	    {"2026-01..2026-03", "2026-01-01 2026-03-01"},
	    {"2017-01..2019-01", "2017-01-01 2019-01-01"},
	    {"2026-11-15..2026-12", "2026-11-15 2026-12-01"},
	    {"2025-12..2026-01-15", "2025-12-01 2026-01-15"},
	    {"2025..2026", "2025-01-01 2026-01-01"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
		expect("2026-11-23T18:00:00+03:00", "Europe/Moscow", cases[i][0], cases[i][1]);
}

static void the_zone_decides_the_date(void **state)
{
	static const char *const cases[][4] = {
	    {"2026-11-30T20:59:59Z", "Europe/Moscow", "mtd", "2026-11-01 2026-12-01"},
	    {"2026-11-30T21:00:00Z", "Europe/Moscow", "mtd", "2026-12-01 2026-12-02"},
	    {"2026-11-30T21:00:00Z", "Europe/Moscow", "prev-month", "2026-11-01 2026-12-01"},
	    {"2026-11-30T21:00:00Z", "Europe/Kaliningrad", "today", "2026-11-30 2026-12-01"},
	    {"2026-12-31T12:00:00Z", "Asia/Kamchatka", "today", "2027-01-01 2027-01-02"},
	    {"2026-12-31T12:00:00Z", "Asia/Kamchatka", "prev-month", "2026-12-01 2027-01-01"},
	    {"2026-03-31T12:00:00Z", "UTC", "prev-month", "2026-02-01 2026-03-01"},
	    {"2026-01-15T12:00:00Z", "UTC", "prev-month", "2025-12-01 2026-01-01"},
	    {"2026-11-22T20:59:59Z", "Europe/Moscow", "week", "2026-11-16 2026-11-23"},
	    {"2026-11-22T21:00:00Z", "Europe/Moscow", "week", "2026-11-23 2026-11-30"},
	    {"2027-01-01T12:00:00Z", "UTC", "week", "2026-12-28 2027-01-04"},
	    {"2027-01-01T12:00:00Z", "UTC", "prev-week", "2026-12-21 2026-12-28"},
	    {"2026-12-31T21:00:00Z", "Europe/Moscow", "prev-quarter", "2026-10-01 2027-01-01"},
	    {"2026-12-31T21:00:00Z", "Europe/Moscow", "year", "2027-01-01 2028-01-01"},
	    {"2028-02-29T12:00:00Z", "UTC", "quarter", "2028-01-01 2028-04-01"},
	    {"2028-12-31T12:00:00Z", "UTC", "year", "2028-01-01 2029-01-01"},
	    {"2018-11-04T02:59:59Z", "America/Sao_Paulo", "yesterday", "2018-11-02 2018-11-03"},
	    {"2018-11-04T03:00:00Z", "America/Sao_Paulo", "yesterday", "2018-11-03 2018-11-04"},
	    {"2011-12-30T10:00:00Z", "Pacific/Apia", "today", "2011-12-31 2012-01-01"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
		expect(cases[i][0], cases[i][1], cases[i][2], cases[i][3]);
}

static void others_are_refused(void **state)
{
	static const char *const texts[] = {"", "tomorrow", "Today", "2026-13", "2026-00", "2026-11-31", "2026-1",
	    "26-11", "20261", "2026-Q0",
	    "2026-Q5", "2026-Q", "2026-Q11", "Q4", "2026-K4", "next-week", "prev-", "prev-today", "2026-11-", "11.2026", "23.11.2026", "0d", "0w", "30", "d", "-30d", "12h", "45m", "30d ",
	    "36526d", "..", "2026-11-01..", "..2026-11-01", "2026-11-01...2026-11-02", "2026-11-01..2026-11-31",
	    "2026-11-01..today", "2026-11-01..2026-11-02..2026-11-03", "2026-11-01.2026-11-02",
	    "2026-11-02..2026-11-01", "2026-11-05..2026-11-05", "2026-12..2026-11", "2026-11-01 .. 2026-11-02"};
	struct zone *zone;

	(void)state;
	assert_int_equal(zone_open(&zone, "Europe/Moscow", &why), CRM_OK);
	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
		struct period period = {-1, -2};
		char quoted[64];

		if (period_parse(texts[i], zone, 1795446000, &period, &why) != CRM_USAGE)
			fail_msg("«%s» is taken", texts[i]);
		snprintf(quoted, sizeof quoted, "«%s»", texts[i]);
		assert_non_null(strstr(why.text, quoted));
		assert_true(period.from == -1 && period.to == -2);
	}
	zone_free(zone);
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(periods_are_half_open),
	    cmocka_unit_test(the_zone_decides_the_date), cmocka_unit_test(others_are_refused)};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
