/* The times people write, spans, and the frozen present. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/time/clock.h"

static struct why why;

static int open_zone(void **state)
{
	struct zone *zone;

	assert_int_equal(zone_open(&zone, "Europe/Moscow", &why), CRM_OK);
	*state = zone;
	return 0;
}

static int close_zone(void **state)
{
	zone_free(*state);
	return 0;
}

static void expect_instant(struct zone *zone, instant_t at, const char *expected, const char *text)
{
	struct buf buf = {0};

	instant_put(&buf, zone, at);
	if (strcmp(buf.text, expected) != 0)
		fail_msg("«%s» was read as %s, not %s", text, buf.text, expected);
	buf_free(&buf);
}

static void times_are_read(void **state)
{
	static const struct {
		const char *text;
		enum date_order order;
		const char *at;
	} cases[] = {
	    {"2026-11-23 10:20:30", DATES_DMY, "2026-11-23T10:20:30+03:00"},
	    {"2026-11-23T10:20:30", DATES_DMY, "2026-11-23T10:20:30+03:00"},
	    {"2026-11-23t10:20", DATES_MDY, "2026-11-23T10:20:00+03:00"},
	    {"2026-11-23", DATES_DMY, "2026-11-23T00:00:00+03:00"},
	    {" 2026-11-23 \t", DATES_DMY, "2026-11-23T00:00:00+03:00"},
	    {"2026-11-23 10:20:30.123456", DATES_DMY, "2026-11-23T10:20:30+03:00"},
	    {"2026-11-23T10:20:30,9", DATES_DMY, "2026-11-23T10:20:30+03:00"},
	    {"2026-11-23T10:20:30Z", DATES_DMY, "2026-11-23T13:20:30+03:00"},
	    {"2026-11-23T10:20:30.000z", DATES_DMY, "2026-11-23T13:20:30+03:00"},
	    {"2026-11-23T10:20:30+03:00", DATES_DMY, "2026-11-23T10:20:30+03:00"},
	    {"2026-11-23T10:20+0500", DATES_DMY, "2026-11-23T08:20:00+03:00"},
	    {"2026-11-23 10:20:30 -05", DATES_DMY, "2026-11-23T18:20:30+03:00"},
	    {"2026-11-23T22:20:30-03:30", DATES_DMY, "2026-11-24T04:50:30+03:00"},
	    {"2026-11-23 23:59:60", DATES_DMY, "2026-11-23T23:59:59+03:00"},
	    {"2026-11-23   9:05", DATES_DMY, "2026-11-23T09:05:00+03:00"},
	    {"2026/11/23 10:20", DATES_DMY, "2026-11-23T10:20:00+03:00"},
	    {"2026-04-05", DATES_MDY, "2026-04-05T00:00:00+03:00"},
	    {"23.11.2026", DATES_DMY, "2026-11-23T00:00:00+03:00"},
	    {"23.11.2026 10:20", DATES_DMY, "2026-11-23T10:20:00+03:00"},
	    {"23.11.2026, 10:20:30", DATES_DMY, "2026-11-23T10:20:30+03:00"},
	    {"3.1.2026 9:05:01", DATES_DMY, "2026-01-03T09:05:01+03:00"},
	    {"04/05/2026", DATES_DMY, "2026-05-04T00:00:00+03:00"},
	    {"04/05/2026", DATES_MDY, "2026-04-05T00:00:00+03:00"},
	    {"04-05-2026 12:00", DATES_YMD, "2026-05-04T12:00:00+03:00"},
	    {"12/31/2026", DATES_DMY, "2026-12-31T00:00:00+03:00"},
	    {"31/12/2026", DATES_MDY, "2026-12-31T00:00:00+03:00"}, {"45631", DATES_DMY, "2024-12-05T00:00:00+03:00"},
	    {"45631.75", DATES_MDY, "2024-12-05T18:00:00+03:00"}, {"45631,5", DATES_YMD, "2024-12-05T12:00:00+03:00"},
	    {"45631.9999999", DATES_YMD, "2024-12-05T23:59:59+03:00"},
	    {"15 Apr, 2021 00:03:00", DATES_DMY, "2021-04-15T00:03:00+03:00"},
	    {"15 Apr, 2021", DATES_DMY, "2021-04-15T00:00:00+03:00"},
	    {"15 April 2021", DATES_MDY, "2021-04-15T00:00:00+03:00"},
	    {"5 SEPT 2021 7:30", DATES_DMY, "2021-09-05T07:30:00+03:00"},
	    {"15-Apr-2021 10:00", DATES_DMY, "2021-04-15T10:00:00+03:00"},
	    {"07 Feb 2019 13:18:22 +0500", DATES_DMY, "2019-02-07T11:18:22+03:00"},
	    {"15 апреля 2021", DATES_DMY, "2021-04-15T00:00:00+03:00"},
	    {"15 апреля 2021 г. 10:20", DATES_DMY, "2021-04-15T10:20:00+03:00"},
	    {"1 янв 2024", DATES_DMY, "2024-01-01T00:00:00+03:00"},
	    {"1 янв., 2024 08:00", DATES_DMY, "2024-01-01T08:00:00+03:00"},
	    {"1 Января 2024 года", DATES_DMY, "2024-01-01T00:00:00+03:00"},
	    {"9 МАЯ 2026", DATES_DMY, "2026-05-09T00:00:00+03:00"},
	    {"9 май 2026", DATES_DMY, "2026-05-09T00:00:00+03:00"},
	    {"8 мар 2026", DATES_DMY, "2026-03-08T00:00:00+03:00"},
	    {"1 июн 2026", DATES_DMY, "2026-06-01T00:00:00+03:00"},
	    {"1 июля 2026", DATES_DMY, "2026-07-01T00:00:00+03:00"},
	    {"29.02.2028", DATES_DMY, "2028-02-29T00:00:00+03:00"},
	    {"29.02.2000", DATES_DMY, "2000-02-29T00:00:00+03:00"},
	    {"1969-12-31T23:59:59Z", DATES_DMY, "1970-01-01T02:59:59+03:00"},
	    {"2014-10-26 01:30:00", DATES_DMY, "2014-10-26T01:30:00+04:00"}, /* the first of two */
	    {"2011-03-27 02:30:00", DATES_DMY, "2011-03-27T03:30:00+04:00"}, /* in the gap */
	};
	struct zone *zone = *state;

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		instant_t at;

		if (instant_parse(cases[i].text, zone, cases[i].order, &at) != CRM_OK)
			fail_msg("«%s» was not read", cases[i].text);
		expect_instant(zone, at, cases[i].at, cases[i].text);
	}
}

static void months_are_known_by_name(void **state)
{
	static const char *const names[12][5] = {{"Jan", "January", "янв", "январь", "января"},
	    {"Feb", "February", "фев", "февр.", "февраля"}, {"Mar", "March", "мар", "март", "марта"},
	    {"Apr", "April", "апр", "апрель", "апреля"}, {"May", "may", "май", "Май", "мая"},
	    {"Jun", "June", "июн", "июнь", "июня"}, {"Jul", "July", "июл", "июль", "июля"},
	    {"Aug", "August", "авг", "август", "августа"}, {"Sep", "Sept.", "сен", "сент.", "сентября"},
	    {"Oct", "October", "окт", "октябрь", "октября"}, {"Nov", "November", "ноя", "нояб.", "ноября"},
	    {"Dec", "December", "дек", "декабрь", "декабря"}};
	struct zone *zone = *state;

	for (int month = 1; month <= 12; month++) {
		for (int i = 0; i < 5; i++) {
			char text[64];
			instant_t at;

			snprintf(text, sizeof text, "7 %s 2026", names[month - 1][i]);
			assert_int_equal(instant_parse(text, zone, DATES_DMY, &at), CRM_OK);
			assert_int_equal(zone_day(zone, at), day_of(2026, month, 7));
		}
	}
}

static void others_are_refused(void **state)
{
	static const char *const texts[] = {"", " ", "-", "tomorrow", "2026", "2026-11", "2026-11-", "2026-11-2a",
	    "30.02.2026", "29.02.2026", "29.02.1900", "31.04.2026", "0.1.2026", "00.00.0000", "0000-00-00",
	    "32.01.2026", "13/13/2026", "2026-13-01", "2026-00-10", "2026-11-23 25:00", "2026-11-23 24:00",
	    "2026-11-23 10:60", "2026-11-23 10:20:61", "2026-11-23 10", "2026-11-23 10:2", "2026-11-23 10:20:3",
	    "2026-11-23 10:20:30.", "2026-11-23 10:20x", "2026-11-23x", "2026-11-23T", "2026-11-23,",
	    "2026-11-23,10:20", "2026-11-23T 10:20", "2026-11-23Z", "2026-11-23 10:20+3", "2026-11-23 10:20+03:0",
	    "2026-11-23 10:20+16:00", "2026-11-23 10:20+03:60", "2026-11-23 10:20+03:00 foo", "2026-11-23 10:20ZZ",
	    "2026-11.23", "23.11/2026", "23.11.26", "23.11.20266", "123.11.2026", "020.11.2026", "20261123",
	    "2026-111-23", "-2026-11-23", "+1h", "now", "15 Foo 2021", "15 Ma 2021", "15 ма 2021", "15 2021",
	    "15 Apr 21", "31 Apr 2021", "15 Aprilx 2021", "15 Apr 2021 foo", "Apr 2021", "15 апреля", "1234 Apr 2021",
	    "15 января-февраля 2021", "15 абвгдеабвгдеабвгдеабвгдеабвгдеабвгде 2021", "2026-11-23 10:20 г.", "4563",
	    "456310", "19999", "45631.", "45631x", "45631.5.5", "45631 10:00"};
	struct zone *zone = *state;

	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
		instant_t at = 42;

		if (instant_parse(texts[i], zone, DATES_DMY, &at) != CRM_DATA)
			fail_msg("«%s» was read as %lld", texts[i], (long long)at);
		assert_true(at == 42);
	}
}

static void midnight_that_is_missing(void **state)
{
	struct zone *zone;
	instant_t at;

	(void)state;
	assert_int_equal(zone_open(&zone, "Africa/Cairo", &why), CRM_OK);
	assert_int_equal(instant_parse("24.04.2026", zone, DATES_DMY, &at), CRM_OK);
	expect_instant(zone, at, "2026-04-24T01:00:00+03:00", "24.04.2026");
	assert_int_equal(instant_parse("2026-04-24 00:15", zone, DATES_DMY, &at), CRM_OK);
	expect_instant(zone, at, "2026-04-24T01:15:00+03:00", "00:15");
	zone_free(zone);
}

static void dates_alone(void **state)
{
	static const char *const bad[] = {"", "2026-11-31", "2026-02-29", "2026-1-01", "2026-11-1", "2026-11-23 ",
	    " 2026-11-23", "23.11.2026", "2026/11/23", "2026-11-23T00:00", "0000-01-01", "02026-11-23", "2026-11"};
	day_t day = -7;

	(void)state;
	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
		assert_int_equal(day_parse(bad[i], &day), CRM_DATA);
		assert_int_equal(day, -7);
	}
	assert_int_equal(day_parse("2026-11-23", &day), CRM_OK);
	assert_int_equal(day, 20780);
	assert_int_equal(day_parse("0001-01-01", &day), CRM_OK);
	assert_int_equal(day, -719162);
}

static void spans_are_read(void **state)
{
	static const struct {
		const char *text;
		int64_t seconds; /* -1: refused */
	} cases[] = {{"30d", 2592000}, {"12h", 43200}, {"45m", 2700}, {"2w", 1209600}, {"0m", 0},
	    {"36525d", 3155760000}, {"36526d", -1}, {"999999999w", -1}, {"9999999999m", -1}, {"", -1}, {"d", -1},
	    {"30", -1}, {"30s", -1}, {"30D", -1}, {"-1d", -1}, {"+1d", -1}, {"1.5h", -1}, {"1h30m", -1}, {" 1h", -1},
	    {"1h ", -1}};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		int64_t seconds = -1;

		assert_int_equal(span_parse(cases[i].text, &seconds), cases[i].seconds < 0 ? CRM_DATA : CRM_OK);
		assert_true(seconds == cases[i].seconds);
	}
}

static void dues_count_from_now(void **state)
{
	static const struct {
		const char *text, *at; /* from 2026-11-23T18:00:00+03:00 */
	} cases[] = {{"now", "2026-11-23T18:00:00+03:00"}, {"today", "2026-11-23T00:00:00+03:00"},
	    {"+1h", "2026-11-23T19:00:00+03:00"}, {"+30m", "2026-11-23T18:30:00+03:00"},
	    {"+2d", "2026-11-25T18:00:00+03:00"}, {"-3d", "2026-11-20T18:00:00+03:00"},
	    {"+1w", "2026-11-30T18:00:00+03:00"}, {"-20h", "2026-11-22T22:00:00+03:00"},
	    {"24.11.2026 10:00", "2026-11-24T10:00:00+03:00"}, {"2026-11-24", "2026-11-24T00:00:00+03:00"}};
	static const char *const bad[] = {"", "+", "-", "+1", "+1x", "+-1d", "++1d", "+1d ", "+1.5h", "later"};
	struct zone *zone = *state;
	instant_t now, at;

	assert_int_equal(clock_now("2026-11-23T18:00:00+03:00", &now, &why), CRM_OK);
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		assert_int_equal(due_parse(cases[i].text, zone, DATES_DMY, now, &at), CRM_OK);
		expect_instant(zone, at, cases[i].at, cases[i].text);
	}
	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
		assert_int_equal(due_parse(bad[i], zone, DATES_DMY, now, &at), CRM_DATA);
}

/* Tomorrow at the same hour, although the night between is 23 hours from the same hour. */
static void days_keep_the_hour(void **state)
{
	struct zone *zone;
	instant_t now, at;

	(void)state;
	assert_int_equal(zone_open(&zone, "Europe/Berlin", &why), CRM_OK);
	assert_int_equal(clock_now("2026-03-28T12:00:00+01:00", &now, &why), CRM_OK);
	assert_int_equal(due_parse("+1d", zone, DATES_DMY, now, &at), CRM_OK);
	expect_instant(zone, at, "2026-03-29T12:00:00+02:00", "+1d");
	assert_int_equal(due_parse("+24h", zone, DATES_DMY, now, &at), CRM_OK);
	expect_instant(zone, at, "2026-03-29T13:00:00+02:00", "+24h");
	assert_int_equal(clock_now("1969-12-30T23:30:00Z", &now, &why), CRM_OK);
	assert_int_equal(due_parse("-1d", zone, DATES_DMY, now, &at), CRM_OK);
	expect_instant(zone, at, "1969-12-30T00:30:00+01:00", "-1d");
	zone_free(zone);
}

static void the_present_can_be_frozen(void **state)
{
	static const char *const bad[] = {
	    "", "2026-11-23", "2026-11-23T18:00:00", "yesterday", "2026-11-23T18:00:00+03:00x"};
	instant_t now;

	(void)state;
	assert_int_equal(clock_now("2026-11-23T18:00:00+03:00", &now, &why), CRM_OK);
	assert_true(now == 1795446000);
	assert_int_equal(clock_now("2026-11-23T15:00:00Z", &now, &why), CRM_OK);
	assert_true(now == 1795446000);
	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
		assert_int_equal(clock_now(bad[i], &now, &why), CRM_USAGE);
		assert_non_null(strstr(why.text, bad[i]));
	}
	time_t before = time(NULL);
	assert_int_equal(clock_now(NULL, &now, &why), CRM_OK);
	assert_true(now >= before - 1 && now <= time(NULL) + 1);
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test_setup_teardown(times_are_read, open_zone, close_zone),
	    cmocka_unit_test_setup_teardown(months_are_known_by_name, open_zone, close_zone),
	    cmocka_unit_test_setup_teardown(others_are_refused, open_zone, close_zone),
	    cmocka_unit_test_setup_teardown(dues_count_from_now, open_zone, close_zone),
	    cmocka_unit_test(midnight_that_is_missing), cmocka_unit_test(dates_alone), cmocka_unit_test(spans_are_read),
	    cmocka_unit_test(days_keep_the_hour), cmocka_unit_test(the_present_can_be_frozen)};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
