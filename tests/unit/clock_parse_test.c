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
	    {"23.11.26", DATES_DMY, "2026-11-23T00:00:00+03:00"},
	    {"23.11.26 9:05", DATES_DMY, "2026-11-23T09:05:00+03:00"},
	    {"3/1/99", DATES_DMY, "1999-01-03T00:00:00+03:00"}, {"3/1/99", DATES_MDY, "1999-03-01T00:00:00+03:00"},
	    {"26-11-23", DATES_YMD, "2026-11-23T00:00:00+03:00"}, {"99/12/31", DATES_DMY, "1999-12-31T00:00:00+03:00"},
	    {"15 Apr 21", DATES_DMY, "2021-04-15T00:00:00+03:00"},
	    {"20-ноя-26", DATES_DMY, "2026-11-20T00:00:00+03:00"},
	    {"20.ноя.2026", DATES_DMY, "2026-11-20T00:00:00+03:00"},
	    {"«20» ноября 2026 г.", DATES_DMY, "2026-11-20T00:00:00+03:00"},
	    {"20 ноября 2026 г. в 10:15", DATES_DMY, "2026-11-20T10:15:00+03:00"},
	    {"20 НОЯБРЯ 2026г., 10:15:33", DATES_DMY, "2026-11-20T10:15:33+03:00"},
	    {"20.11.2026 г. 10:15", DATES_DMY, "2026-11-20T10:15:00+03:00"},
	    {"20.11.2026г.", DATES_DMY, "2026-11-20T00:00:00+03:00"},
	    {"20.11.2026, 10:15:33", DATES_DMY, "2026-11-20T10:15:33+03:00"},
	    {"20.11.2026,10:15:33", DATES_DMY, "2026-11-20T10:15:33+03:00"},
	    {"20.11.2026 - 10:15", DATES_DMY, "2026-11-20T10:15:00+03:00"},
	    {"20.11.2026 10.15", DATES_DMY, "2026-11-20T10:15:00+03:00"},
	    {"20.11.2026 10-15", DATES_DMY, "2026-11-20T10:15:00+03:00"},
	    {"20.11.2026 10.15.33", DATES_DMY, "2026-11-20T10:15:33+03:00"},
	    {"20-NOV-26 10.15.33.000000 AM", DATES_DMY, "2026-11-20T10:15:33+03:00"},
	    {"Nov 20 2026 10:15PM", DATES_DMY, "2026-11-20T22:15:00+03:00"},
	    {"2026-11-20 10:15:33 +03:00", DATES_DMY, "2026-11-20T10:15:33+03:00"},
	    {"20 нояб. 2026 г., 10:15:33", DATES_DMY, "2026-11-20T10:15:33+03:00"},
	    {"20.11.2026 12:00 (UTC+5)", DATES_DMY, "2026-11-20T10:00:00+03:00"},
	    {"11/20/2026 7:15:33 AM UTC", DATES_DMY, "2026-11-20T10:15:33+03:00"},
	    {"20 November, 2026", DATES_DMY, "2026-11-20T00:00:00+03:00"},
	    {"Friday 20 November 2026", DATES_DMY, "2026-11-20T00:00:00+03:00"},
	    {"'20.11.2026", DATES_DMY, "2026-11-20T00:00:00+03:00"},
	    {"45980,4271", DATES_DMY, "2025-11-19T10:15:01+03:00"},
	    {"10:15 20.11.2026", DATES_DMY, "2026-11-20T10:15:00+03:00"},
	    {"10:15, 20 ноября 2026 г.", DATES_DMY, "2026-11-20T10:15:00+03:00"},
	    {"2026-11-23,10:20", DATES_DMY, "2026-11-23T10:20:00+03:00"},
	    {"2026/11/20", DATES_MDY, "2026-11-20T00:00:00+03:00"},
	    {"2026.11.20 10:15", DATES_DMY, "2026-11-20T10:15:00+03:00"},
	    {"2026-Nov-20", DATES_DMY, "2026-11-20T00:00:00+03:00"},
	    {"15/10/2026  10:55:00 PM", DATES_DMY, "2026-10-15T22:55:00+03:00"},
	    {"11/12/2026 12:05 AM", DATES_MDY, "2026-11-12T00:05:00+03:00"},
	    {"11/20/2026 12:05 pm", DATES_DMY, "2026-11-20T12:05:00+03:00"},
	    {"11/20/2026, 1:05\u202fp.m.", DATES_DMY, "2026-11-20T13:05:00+03:00"},
	    {"Nov 20, 2026 10 PM", DATES_DMY, "2026-11-20T22:00:00+03:00"},
	    {"20.11.2026 22:55 PM", DATES_DMY, "2026-11-20T22:55:00+03:00"},
	    {"November 20, 2026 at 10:15 AM", DATES_DMY, "2026-11-20T10:15:00+03:00"},
	    {"Nov 20th, 2026", DATES_DMY, "2026-11-20T00:00:00+03:00"},
	    {"20th of November 2026", DATES_DMY, "2026-11-20T00:00:00+03:00"},
	    {"Friday, November 20, 2026", DATES_DMY, "2026-11-20T00:00:00+03:00"},
	    {"пятница, 20 ноября 2026 г.", DATES_DMY, "2026-11-20T00:00:00+03:00"},
	    {"пт, 20 ноя 2026 10:15", DATES_DMY, "2026-11-20T10:15:00+03:00"},
	    {"Fri, 20 Nov 2026 10:00:00 +0300", DATES_DMY, "2026-11-20T10:00:00+03:00"},
	    {"Fri, 20 Nov 2026 10:00:00 +0500 (YEKT)", DATES_DMY, "2026-11-20T08:00:00+03:00"},
	    {"20 Nov 26 07:00 GMT", DATES_DMY, "2026-11-20T10:00:00+03:00"},
	    {"Fri, 20 Nov 2026 02:00:00 EST", DATES_DMY, "2026-11-20T10:00:00+03:00"},
	    {"Fri Nov 20 2026 10:15:33 GMT+0300 (Moscow Standard Time)", DATES_DMY, "2026-11-20T10:15:33+03:00"},
	    {"Fri Nov 20 10:00:00 2026", DATES_DMY, "2026-11-20T10:00:00+03:00"},
	    {"Fri Nov 20 10:00:00 MSK 2026", DATES_DMY, "2026-11-20T10:00:00+03:00"},
	    {"20/Nov/2026:10:15:33 +0300", DATES_DMY, "2026-11-20T10:15:33+03:00"},
	    {"2026-11-20 07:00:00 UTC", DATES_DMY, "2026-11-20T10:00:00+03:00"},
	    {"2026-11-20 10:00 UTC+5", DATES_DMY, "2026-11-20T08:00:00+03:00"},
	    {"20.11.2026 10:00 GMT+3", DATES_DMY, "2026-11-20T10:00:00+03:00"},
	    {"20.11.2026 10:00 (МСК)", DATES_DMY, "2026-11-20T10:00:00+03:00"},
	    {"20.11.2026 12:00 (МСК+2)", DATES_DMY, "2026-11-20T10:00:00+03:00"},
	    {"2026-11-20T10:15:33+03:00[Europe/Moscow]", DATES_DMY, "2026-11-20T10:15:33+03:00"},
	    {"2026-11-20T10:15:33.123456789Z", DATES_DMY, "2026-11-20T13:15:33+03:00"},
	    {"20261123", DATES_DMY, "2026-11-23T00:00:00+03:00"}, {"23112026", DATES_DMY, "2026-11-23T00:00:00+03:00"},
	    {"11232026", DATES_MDY, "2026-11-23T00:00:00+03:00"},
	    {"20261120T101500Z", DATES_DMY, "2026-11-20T13:15:00+03:00"},
	    {"20261120T1015", DATES_DMY, "2026-11-20T10:15:00+03:00"},
	    {"20261120 101533", DATES_DMY, "2026-11-20T10:15:33+03:00"},
	    {"20261120 10:15", DATES_DMY, "2026-11-20T10:15:00+03:00"},
	    {"20261120101533", DATES_DMY, "2026-11-20T10:15:33+03:00"},
	    {"202611201015", DATES_DMY, "2026-11-20T10:15:00+03:00"},
	    {"1795168800", DATES_DMY, "2026-11-20T13:00:00+03:00"},
	    {"1795168800.25", DATES_DMY, "2026-11-20T13:00:00+03:00"},
	    {"1795168800123", DATES_DMY, "2026-11-20T13:00:00+03:00"},
	    {"1795168800123456", DATES_DMY, "2026-11-20T13:00:00+03:00"},
	    {"45980", DATES_DMY, "2025-11-19T00:00:00+03:00"},
	    {"\u00a020.11.2026\u00a010:15\u200b", DATES_DMY, "2026-11-20T10:15:00+03:00"},
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
	    "2026-11-23T 10:20", "2026-11-23Z", "2026-11-23 10:20+3", "2026-11-23 10:20+03:0", "2026-11-23 10:20+16:00",
	    "2026-11-23 10:20+03:60", "2026-11-23 10:20+03:00 foo", "2026-11-23 10:20ZZ", "2026-11.23", "23.11/2026",
	    "23.11.20266", "123.11.2026", "020.11.2026", "2026-111-23", "-2026-11-23", "+1h", "now", "15 Foo 2021",
	    "15 Ma 2021", "15 ма 2021", "15 2021", "31 Apr 2021", "15 Aprilx 2021", "15 Apr 2021 foo", "Apr 2021",
	    "15 апреля", "1234 Apr 2021", "15 января-февраля 2021", "15 абвгдеабвгдеабвгдеабвгдеабвгдеабвгде 2021",
	    "2026-11-23 10:20 г.", "4563", "456310", "19999", "45631.", "45631x", "45631.5.5", "45631 10:00",
	    "0000-00-00 00:00:00", "1.1", "00:00", "10:15", "вчера", "20.11.2026 15:00 AM", "20.11.2026 13",
	    "20.11.2026 в", "20.11.2026 10:15 12:15", "20.11", "20 ноября", "Nov 20", "пятница", "Fri", "Fri, 10:00",
	    "20.11.2026 - 25.11.2026", "9161234567", "0", "-1", "1", "123456789", "999999999", "4102444800",
	    "17951688001", "89161234567", "79161234567", "99999999", "20261332", "32112026", "20261120T",
	    "20261120T10150", "20261120T256060", "2026-11-20 10:00 UTC+", "2026-11-20 10:00 XYZ",
	    "2026-11-20 10:00 (XYZ)", "20.11.2026 10:00 (МСК", "20.11.026", "20..11.2026", "#N/A", "null", "20-ноя-6",
	    "99999999999999999999", "1,2,3,4,5,6,7,8,9,1,2,3,4,5,6,7,8,9"};
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
	    {"30", -1}, {"30s", -1}, {"30D", 2592000}, {"30 дней", 2592000}, {"2 недели", 1209600}, {"12 Ч", 43200},
	    {"45 минут", 2700}, {"1 day", 86400}, {"дней", -1}, {"30 лет", -1}, {"1 ч 30 м", -1}, {"-1 день", -1},
	    {"-1d", -1}, {"+1d", -1}, {"1.5h", -1}, {"1h30m", -1}, {" 1h", -1}, {"1h ", -1}};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		int64_t seconds = -1;

		assert_int_equal(span_parse(cases[i].text, &seconds), cases[i].seconds < 0 ? CRM_DATA : CRM_OK);
		assert_true(seconds == cases[i].seconds);
	}
}

/* What one cell says of the order of day and month. */
static void order_is_proved(void **state)
{
	static const struct {
		const char *text;
		enum date_says says;
	} cases[] = {{"07/30/2026", DATE_MONTH_FIRST}, {"30/07/2026", DATE_DAY_FIRST}, {"11/05/2026", DATE_EITHER},
	    {"11/11/2026", DATE_SAYS_NOTHING}, {"30.07.26", DATE_DAY_FIRST}, {"7/30/26 10:15 PM", DATE_MONTH_FIRST},
	    {"5-6-2026", DATE_EITHER}, {"11.05.2026 10:15", DATE_EITHER}, {"31.10.2026 23:59", DATE_DAY_FIRST},
	    {"2026-11-05", DATE_SAYS_NOTHING}, {"2026/11/05", DATE_SAYS_NOTHING}, {"5 Nov 2026", DATE_SAYS_NOTHING},
	    {"45980", DATE_SAYS_NOTHING}, {"1795168800", DATE_SAYS_NOTHING}, {"13/13/2026", DATE_SAYS_NOTHING},
	    {"31/02/2026", DATE_SAYS_NOTHING}, {"00/05/2026", DATE_SAYS_NOTHING}, {"soon", DATE_SAYS_NOTHING},
	    {"", DATE_SAYS_NOTHING}, {"99/12/05", DATE_SAYS_NOTHING}};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
		if (date_says(cases[i].text) != cases[i].says)
			fail_msg("«%s»: %d", cases[i].text, (int)date_says(cases[i].text));
}

static void day_is_told_from_time(void **state)
{
	static const char *const days[] = {
	    "2026-11-23", "23.11.2026", "23 ноября 2026 г.", "45980", "20261123", "Nov 23, 2026", "11/23/26"};
	static const char *const times[] = {
	    "2026-11-23 00:00", "23.11.2026 00:00:00", "45980.0", "20261123T0000", "1795168800", "12 AM, Nov 23, 2026"};
	bool day_only;
	instant_t at;

	for (size_t i = 0; i < sizeof days / sizeof *days; i++)
		assert_true(instant_read(days[i], *state, DATES_DMY, &at, &day_only) == CRM_OK && day_only);
	for (size_t i = 0; i + 1 < sizeof times / sizeof *times; i++)
		assert_true(instant_read(times[i], *state, DATES_DMY, &at, &day_only) == CRM_OK && !day_only);
}

struct typed_case {
	const char *text, *at;
};

static void expect_typed(struct time_frame *frame, const struct typed_case *cases, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		bool day_only;
		instant_t at;
		if (due_parse(cases[i].text, frame, &at, &day_only) != CRM_OK)
			fail_msg("«%s» was not read", cases[i].text);
		/* A day without an hour is written as such. */
		if (day_only != (strlen(cases[i].at) == 10))
			fail_msg("«%s»: %s", cases[i].text, day_only ? "a day" : "a time");
		char whole[40];
		snprintf(whole, sizeof whole, "%s%s", cases[i].at, day_only ? "T00:00:00+03:00" : ":00+03:00");
		expect_instant(frame->zone, at, whole, cases[i].text);
	}
}

/* From Monday, 2026-11-23T18:00. */
static void dues_count_from_now(void **state)
{
	static const struct typed_case cases[] = {{"now", "2026-11-23T18:00"}, {"сейчас", "2026-11-23T18:00"},
	    {"today", "2026-11-23"}, {"сегодня", "2026-11-23"}, {"Сегодня 20:00", "2026-11-23T20:00"},
	    {"сегодня в 10", "2026-11-23T10:00"}, {"+1h", "2026-11-23T19:00"}, {"+30m", "2026-11-23T18:30"},
	    {"+2d", "2026-11-25T18:00"}, {"-3d", "2026-11-20T18:00"}, {"+1w", "2026-11-30T18:00"},
	    {"-20h", "2026-11-22T22:00"}, {"+2d 10:00", "2026-11-25T10:00"}, {"+1w 9:30", "2026-11-30T09:30"},
	    {"+2д 10:00", "2026-11-25T10:00"}, {"+30 мин", "2026-11-23T18:30"}, {" +1h ", "2026-11-23T19:00"},
	    {"24.11.2026 10:00", "2026-11-24T10:00"}, {"2026-11-24", "2026-11-24"}, {"завтра", "2026-11-24"},
	    {"Завтра 15:00", "2026-11-24T15:00"}, {"завтра в 15:00", "2026-11-24T15:00"},
	    {"завтра, 15:00", "2026-11-24T15:00"}, {"завтра в 15", "2026-11-24T15:00"},
	    {"завтра 15 часов", "2026-11-24T15:00"}, {"завтра 15.00", "2026-11-24T15:00"},
	    {"завтра 15-30", "2026-11-24T15:30"}, {"завтра в полдень", "2026-11-24T12:00"},
	    {"послезавтра", "2026-11-25"}, {"послезавтра к 11:00", "2026-11-25T11:00"}, {"tomorrow", "2026-11-24"},
	    {"Tomorrow 3pm", "2026-11-24T15:00"}, {"tomorrow at 3:30 PM", "2026-11-24T15:30"},
	    {"day after tomorrow 9:00", "2026-11-25T09:00"}, {"пт", "2026-11-27"}, {"пт 12:00", "2026-11-27T12:00"},
	    {"Пт. 12:00", "2026-11-27T12:00"}, {"в пятницу", "2026-11-27"}, {"в пятницу в 12:00", "2026-11-27T12:00"},
	    {"до пятницы", "2026-11-27"}, {"к среде", "2026-11-25"}, {"во вторник", "2026-11-24"},
	    {"ЧТ 10:00", "2026-11-26T10:00"}, {"вс", "2026-11-29"}, {"fri 12:00", "2026-11-27T12:00"},
	    {"on Friday", "2026-11-27"}, {"by thu 5 pm", "2026-11-26T17:00"}, {"пн", "2026-11-30"},
	    {"пн 19:00", "2026-11-23T19:00"}, {"пн 12:00", "2026-11-30T12:00"}, {"next mon", "2026-11-30"},
	    {"next fri 12:00", "2026-12-04T12:00"}, {"в следующую пятницу", "2026-12-04"},
	    {"через час", "2026-11-23T19:00"}, {"через 2 часа", "2026-11-23T20:00"}, {"через 2ч", "2026-11-23T20:00"},
	    {"через полчаса", "2026-11-23T18:30"}, {"через 15 минут", "2026-11-23T18:15"},
	    {"через день", "2026-11-24T18:00"}, {"через три дня", "2026-11-26T18:00"},
	    {"через 3 дня в 10:00", "2026-11-26T10:00"}, {"через неделю", "2026-11-30T18:00"},
	    {"через 2 недели", "2026-12-07T18:00"}, {"через месяц", "2026-12-23T18:00"},
	    {"через год", "2027-11-23T18:00"}, {"in 2 hours", "2026-11-23T20:00"}, {"in an hour", "2026-11-23T19:00"},
	    {"in half an hour", "2026-11-23T18:30"}, {"in a week", "2026-11-30T18:00"},
	    {"in 3 days at 10:00", "2026-11-26T10:00"}, {"15:00", "2026-11-24T15:00"}, {"19:00", "2026-11-23T19:00"},
	    {"в 19", "2026-11-23T19:00"}, {"7pm", "2026-11-23T19:00"}, {"18:00", "2026-11-24T18:00"},
	    {"25.12 10:00", "2026-12-25T10:00"}, {"25.12", "2026-12-25"}, {"1.1", "2027-01-01"},
	    {"25 декабря в 12:00", "2026-12-25T12:00"}, {"Dec 25", "2026-12-25"}, {"29 февраля", "2028-02-29"},
	    {"час назад", "2026-11-23T17:00"}, {"вчера", "2026-11-22"}, {"вчера 15:00", "2026-11-22T15:00"}};
	static const char *const bad[] = {"", "+", "-", "+1", "+1x", "+-1d", "++1d", "+1.5h", "later", "потом", "через",
	    "через 5", "завтра 25:00", "завтра 15", "завтра 15:00 16:00", "завтра вечером", "пт чт", "в", "next",
	    "+2h 10:00", "через 99999999999 дней", "in 999999999 days", "через 100000 лет", "2 часа", "32.12",
	    "30 февраля", "15", "3:5", "+ 1h", "tomorrow 13pm"};
	struct time_frame frame = {.zone = *state, .order = DATES_DMY};
	bool day_only;
	instant_t at;

	assert_int_equal(clock_now("2026-11-23T18:00:00+03:00", &frame.now, &why), CRM_OK);
	expect_typed(&frame, cases, sizeof cases / sizeof *cases);
	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
		if (due_parse(bad[i], &frame, &at, &day_only) != CRM_DATA)
			fail_msg("«%s» was read", bad[i]);
}

/* What happened is looked for behind. */
static void past_is_looked_for_behind(void **state)
{
	static const struct typed_case cases[] = {{"вчера", "2026-11-22"}, {"вчера в 15:00", "2026-11-22T15:00"},
	    {"позавчера", "2026-11-21"}, {"yesterday 9am", "2026-11-22T09:00"}, {"в пятницу", "2026-11-20"},
	    {"пт 12:00", "2026-11-20T12:00"}, {"пн", "2026-11-16"}, {"пн 12:00", "2026-11-23T12:00"},
	    {"пн 19:00", "2026-11-16T19:00"}, {"в прошлый понедельник", "2026-11-16"}, {"last fri", "2026-11-20"},
	    {"15:00", "2026-11-23T15:00"}, {"2 часа назад", "2026-11-23T16:00"}, {"3 days ago", "2026-11-20T18:00"},
	    {"неделю назад", "2026-11-16T18:00"}, {"an hour ago", "2026-11-23T17:00"},
	    {"полчаса назад", "2026-11-23T17:30"}, {"20.11 10:00", "2026-11-20T10:00"}, {"25.12", "2025-12-25"},
	    {"20 ноября", "2026-11-20"}, {"сегодня", "2026-11-23"}, {"-2h", "2026-11-23T16:00"}};
	struct time_frame frame = {.zone = *state, .order = DATES_DMY, .back = true};

	assert_int_equal(clock_now("2026-11-23T18:00:00+03:00", &frame.now, &why), CRM_OK);
	expect_typed(&frame, cases, sizeof cases / sizeof *cases);
}

static void months_end_where_they_end(void **state)
{
	static const struct typed_case cases[] = {{"через месяц", "2026-02-28T10:00"},
	    {"через 2 месяца", "2026-03-31T10:00"}, {"+3 мес", "2026-04-30T10:00"},
	    {"через 12 месяцев", "2027-01-31T10:00"}};
	struct time_frame frame = {.zone = *state, .order = DATES_DMY};

	assert_int_equal(clock_now("2026-01-31T10:00:00+03:00", &frame.now, &why), CRM_OK);
	expect_typed(&frame, cases, sizeof cases / sizeof *cases);
}

/* Tomorrow at the same hour, although the night between is 23 hours from the same hour. */
static void days_keep_the_hour(void **state)
{
	static const struct {
		const char *now, *text, *at;
	} cases[] = {{"2026-03-28T12:00:00+01:00", "+1d", "2026-03-29T12:00:00+02:00"},
	    {"2026-03-28T12:00:00+01:00", "+24h", "2026-03-29T13:00:00+02:00"},
	    {"1969-12-30T23:30:00Z", "-1d", "1969-12-30T00:30:00+01:00"}};
	struct time_frame frame = {.order = DATES_DMY};
	bool day_only;
	instant_t at;

	(void)state;
	assert_int_equal(zone_open(&frame.zone, "Europe/Berlin", &why), CRM_OK);
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		assert_int_equal(clock_now(cases[i].now, &frame.now, &why), CRM_OK);
		assert_int_equal(due_parse(cases[i].text, &frame, &at, &day_only), CRM_OK);
		expect_instant(frame.zone, at, cases[i].at, cases[i].text);
	}
	zone_free(frame.zone);
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
	    cmocka_unit_test_setup_teardown(past_is_looked_for_behind, open_zone, close_zone),
	    cmocka_unit_test_setup_teardown(months_end_where_they_end, open_zone, close_zone),
	    cmocka_unit_test_setup_teardown(day_is_told_from_time, open_zone, close_zone),
	    cmocka_unit_test(order_is_proved), cmocka_unit_test(midnight_that_is_missing),
	    cmocka_unit_test(dates_alone), cmocka_unit_test(spans_are_read), cmocka_unit_test(days_keep_the_hour),
	    cmocka_unit_test(the_present_can_be_frozen)};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
