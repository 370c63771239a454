/* Days, zones, and the days on which clocks change. The bounds were found with another program's zone arithmetic. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/time/clock.h"

#define DAY 86400

static struct why why;

/* The judge: "2026-03-28T21:00:00Z" by the C library alone. */
static instant_t utc(const char *text)
{
	struct tm tm = {0};

	assert_int_equal(sscanf(text, "%d-%d-%dT%d:%d:%dZ", &tm.tm_year, &tm.tm_mon, &tm.tm_mday, &tm.tm_hour,
	                     &tm.tm_min, &tm.tm_sec),
	    6);
	tm.tm_year -= 1900;
	tm.tm_mon -= 1;
	return timegm(&tm);
}

static day_t day(const char *text)
{
	day_t found;

	assert_int_equal(day_parse(text, &found), CRM_OK);
	return found;
}

static struct zone *zone_of(const char *name)
{
	struct zone *zone;

	assert_int_equal(zone_open(&zone, name, &why), CRM_OK);
	assert_string_equal(zone_name(zone), name);
	return zone;
}

static void days_are_counted(void **state)
{
	static const struct {
		int year, month, mday;
		day_t day;
		int weekday;
	} cases[] = {
	    {1970, 1, 1, 0, 4},
	    {1969, 12, 31, -1, 3},
	    {1969, 12, 28, -4, 7},
	    {2000, 2, 29, 11016, 2},
	    {2000, 3, 1, 11017, 3},
	    {1900, 3, 1, -25508, 4},
	    {2026, 11, 23, 20780, 1},
	    {2028, 2, 29, 21243, 2},
	    {2100, 2, 28, 47540, 7},
	    {2100, 3, 1, 47541, 1},
	    {1, 1, 1, -719162, 1},
	    {9999, 12, 31, 2932896, 5},
	};
	int year, month, mday;

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		assert_int_equal(day_of(cases[i].year, cases[i].month, cases[i].mday), cases[i].day);
		day_split(cases[i].day, &year, &month, &mday);
		assert_int_equal(year, cases[i].year);
		assert_int_equal(month, cases[i].month);
		assert_int_equal(mday, cases[i].mday);
		assert_int_equal(day_weekday(cases[i].day), cases[i].weekday);
	}
}

static void every_day_comes_back(void **state)
{
	(void)state;
	for (day_t d = -200000; d < 200000; d++) {
		int year, month, mday;
		time_t t = (time_t)d * DAY;
		struct tm tm;

		day_split(d, &year, &month, &mday);
		assert_int_equal(day_of(year, month, mday), d);
		assert_non_null(gmtime_r(&t, &tm));
		assert_int_equal(tm.tm_year + 1900, year);
		assert_int_equal(tm.tm_yday, d - day_of(year, 1, 1));
		assert_int_equal(tm.tm_wday == 0 ? 7 : tm.tm_wday, day_weekday(d));
	}
}

static void months_begin_and_end(void **state)
{
	static const char *const cases[][3] = {
	    {"2026-11-23", "2026-11-01", "2026-12-01"},
	    {"2026-12-31", "2026-12-01", "2027-01-01"},
	    {"2028-02-29", "2028-02-01", "2028-03-01"},
	    {"2027-01-01", "2027-01-01", "2027-02-01"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		assert_int_equal(month_start(day(cases[i][0])), day(cases[i][1]));
		assert_int_equal(month_next(day(cases[i][0])), day(cases[i][2]));
	}
}

static void unknown_zones_are_refused(void **state)
{
	static const char *const names[] = {"", "Europe", "Europe/", "Europe/Nowhere", "../zoneinfo/Europe/Moscow",
	    "Europe/../Asia/Omsk", "/usr/share/zoneinfo/UTC", "/etc/localtime", "zone.tab", "tzdata.zi", "leapseconds",
	    "right/UTC", "MSK-3", "UTC+3", ":UTC", "Europe/Moscow ", "Европа/Москва",
	    "Europe/Moscow_that_is_longer_than_any_name_that_the_database_could_ever_hold_in_it"};

	(void)state;
	for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
		struct zone *zone = (struct zone *)&why;

		assert_int_equal(zone_open(&zone, names[i], &why), CRM_CONFIG);
		assert_null(zone);
		assert_non_null(strstr(why.text, names[i]));
	}
}

static void another_database_is_not_taken(void **state)
{
	(void)state;
	assert_int_equal(setenv("TZDIR", "/nowhere", 1), 0);
	struct zone *zone = zone_of("Asia/Kathmandu");
	assert_int_equal(zone_offset(zone, utc("2026-11-23T00:00:00Z")), 20700);
	zone_free(zone);
	assert_int_equal(unsetenv("TZDIR"), 0);
}

static const struct {
	const char *zone, *day, *from, *to;
} awkward[] = {
    {"Europe/Moscow", "2026-03-29", "2026-03-28T21:00:00Z", "2026-03-29T21:00:00Z"},       /* no change any more */
    {"Europe/Moscow", "2011-03-27", "2011-03-26T21:00:00Z", "2011-03-27T20:00:00Z"},       /* 23 h */
    {"Europe/Moscow", "2014-10-26", "2014-10-25T20:00:00Z", "2014-10-26T21:00:00Z"},       /* 25 h */
    {"Europe/Berlin", "2026-03-29", "2026-03-28T23:00:00Z", "2026-03-29T22:00:00Z"},       /* 23 h */
    {"Europe/Berlin", "2026-10-25", "2026-10-24T22:00:00Z", "2026-10-25T23:00:00Z"},       /* 25 h */
    {"America/Sao_Paulo", "2018-11-04", "2018-11-04T03:00:00Z", "2018-11-05T02:00:00Z"},   /* no midnight */
    {"America/Havana", "2026-11-01", "2026-11-01T04:00:00Z", "2026-11-02T05:00:00Z"},      /* 00:30 twice */
    {"Africa/Cairo", "2026-04-24", "2026-04-23T22:00:00Z", "2026-04-24T21:00:00Z"},        /* no midnight */
    {"Asia/Beirut", "2026-03-29", "2026-03-28T22:00:00Z", "2026-03-29T21:00:00Z"},         /* no midnight */
    {"Australia/Lord_Howe", "2026-04-05", "2026-04-04T13:00:00Z", "2026-04-05T13:30:00Z"}, /* 24 h 30 min */
    {"Pacific/Apia", "2011-12-29", "2011-12-29T10:00:00Z", "2011-12-30T10:00:00Z"},        /* the next does not exist */
    {"Pacific/Apia", "2011-12-30", "2011-12-30T10:00:00Z", "2011-12-30T10:00:00Z"},        /* that one */
    {"Pacific/Apia", "2011-12-31", "2011-12-30T10:00:00Z", "2011-12-31T10:00:00Z"},
    {"Asia/Kathmandu", "2026-11-23", "2026-11-22T18:15:00Z", "2026-11-23T18:15:00Z"}, /* +05:45 */
    {"Asia/Kamchatka", "2026-12-31", "2026-12-30T12:00:00Z", "2026-12-31T12:00:00Z"},
    {"Europe/Kaliningrad", "2026-12-31", "2026-12-30T22:00:00Z", "2026-12-31T22:00:00Z"},
    {"Asia/Almaty", "2024-03-01", "2024-02-29T19:00:00Z", "2024-03-01T19:00:00Z"}, /* moved by law, at midnight */
    {"Asia/Almaty", "2024-02-29", "2024-02-28T18:00:00Z", "2024-02-29T19:00:00Z"}, /* and so the day before has 25 h */
    {"Asia/Omsk", "2016-03-27", "2016-03-26T18:00:00Z", "2016-03-27T18:00:00Z"},
    {"Europe/Saratov", "2016-12-04", "2016-12-03T21:00:00Z", "2016-12-04T20:00:00Z"}, /* 23 h */
    {"UTC", "2026-02-28", "2026-02-28T00:00:00Z", "2026-03-01T00:00:00Z"},
    {"UTC", "2028-02-29", "2028-02-29T00:00:00Z", "2028-03-01T00:00:00Z"},               /* leap day */
    {"Africa/Casablanca", "2026-02-15", "2026-02-14T23:00:00Z", "2026-02-16T00:00:00Z"}, /* 25 h, Ramadan */
    {"America/New_York", "2026-03-08", "2026-03-08T05:00:00Z", "2026-03-09T04:00:00Z"},  /* 23 h */
    {"America/New_York", "2026-11-01", "2026-11-01T04:00:00Z", "2026-11-02T05:00:00Z"},  /* 25 h */
    {"America/St_Johns", "2010-11-07", "2010-11-07T02:30:00Z", "2010-11-08T03:30:00Z"},  /* 00:01 back to 23:01 */
};

static void awkward_days_have_their_bounds(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof awkward / sizeof *awkward; i++) {
		struct zone *zone = zone_of(awkward[i].zone);
		instant_t from = utc(awkward[i].from), to = utc(awkward[i].to);
		day_t d = day(awkward[i].day);

		assert_true(zone_start(zone, d) == from);
		assert_true(zone_start(zone, d + 1) == to);
		assert_true(zone_day(zone, from - 1) < d);
		assert_true(zone_day(zone, to) > d);
		if (from < to) {
			assert_int_equal(zone_day(zone, from), d);
			assert_int_equal(zone_day(zone, from + 1), d);
			assert_int_equal(zone_day(zone, from + (to - from) / 2), d);
			assert_int_equal(zone_day(zone, to - 1), d);
		}
		zone_free(zone);
	}
}

/* Every quarter of an hour of a year is in exactly one day, and it is the day that the C library names. */
static void days_sum_to_the_year(void **state)
{
	static const struct {
		const char *zone;
		int year, hours;
	} years[] = {{"Europe/Moscow", 2014, 8761}, {"Europe/Berlin", 2026, 8760}, {"America/Havana", 2026, 8760},
	    {"Pacific/Apia", 2011, 8736}, {"Europe/Saratov", 2016, 8783}, {"Australia/Lord_Howe", 2026, 8760}};

	(void)state;
	for (size_t i = 0; i < sizeof years / sizeof *years; i++) {
		struct zone *zone = zone_of(years[i].zone);
		day_t first = day_of(years[i].year, 1, 1), end = day_of(years[i].year + 1, 1, 1);
		int64_t quarters = 0;

		for (day_t d = first; d < end; d++) {
			for (instant_t t = zone_start(zone, d); t < zone_start(zone, d + 1); t += 900, quarters++) {
				time_t at = (time_t)t;
				struct tm tm;

				assert_non_null(localtime_r(&at, &tm));
				assert_int_equal(day_of(tm.tm_year + 1900, tm.tm_mon + 1, tm.tm_mday), d);
				assert_int_equal(zone_day(zone, t), d);
				assert_int_equal(zone_offset(zone, t), tm.tm_gmtoff);
			}
		}
		assert_int_equal(quarters, 4 * years[i].hours);
		zone_free(zone);
	}
}

static void wall_clocks_become_instants(void **state)
{
	static const struct {
		const char *zone, *day;
		int seconds;
		const char *at;
	} cases[] = {
	    {"Europe/Berlin", "2026-03-29", 5400, "2026-03-29T00:30:00Z"},
	    {"Europe/Berlin", "2026-03-29", 7200, "2026-03-29T01:00:00Z"},
	    {"Europe/Berlin", "2026-03-29", 9000, "2026-03-29T01:30:00Z"}, /* does not exist: an hour later, 03:30 */
	    {"Europe/Berlin", "2026-03-29", 10800, "2026-03-29T01:00:00Z"},
	    {"Europe/Berlin", "2026-10-25", 9000, "2026-10-25T00:30:00Z"}, /* happens twice: the first */
	    {"Europe/Berlin", "2026-10-25", 10799, "2026-10-25T00:59:59Z"},
	    {"Europe/Berlin", "2026-10-25", 10800, "2026-10-25T02:00:00Z"},
	    {"Europe/Berlin", "2026-10-25", 86400, "2026-10-25T23:00:00Z"},
	    {"America/Sao_Paulo", "2018-11-04", 0, "2018-11-04T03:00:00Z"},
	    {"America/Sao_Paulo", "2018-11-04", 1800, "2018-11-04T03:30:00Z"},
	    {"America/Sao_Paulo", "2018-11-03", 86400, "2018-11-04T03:00:00Z"},
	    {"America/Havana", "2026-11-01", 1800, "2026-11-01T04:30:00Z"},
	    {"America/Havana", "2026-11-01", 3600, "2026-11-01T06:00:00Z"},
	    {"Pacific/Apia", "2011-12-30", 0, "2011-12-30T10:00:00Z"},
	    {"Pacific/Apia", "2011-12-30", 43200, "2011-12-30T22:00:00Z"}, /* noon of no day: noon of the next */
	    {"Australia/Lord_Howe", "2026-04-05", 6300, "2026-04-04T14:45:00Z"},
	    {"Australia/Lord_Howe", "2026-04-05", 7200, "2026-04-04T15:30:00Z"},
	    {"America/St_Johns", "2010-11-06", 84600, "2010-11-07T02:00:00Z"},
	    {"Europe/Moscow", "2026-11-23", 64800, "2026-11-23T15:00:00Z"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct zone *zone = zone_of(cases[i].zone);

		assert_true(zone_instant(zone, day(cases[i].day), cases[i].seconds) == utc(cases[i].at));
		zone_free(zone);
	}
}

/* Days that share a place in the memory of the zone do not answer for each other. */
static void far_days_do_not_mix(void **state)
{
	struct zone *zone = zone_of("Europe/Moscow");
	day_t near = day("2026-11-23"), far = near - 1024 * 6; /* 2010-01-27 */

	(void)state;
	for (int i = 0; i < 3; i++) {
		assert_true(zone_start(zone, near) == utc("2026-11-22T21:00:00Z"));
		assert_true(zone_start(zone, far + 180) == utc("2010-07-25T20:00:00Z"));
		assert_true(zone_start(zone, near + 180) == utc("2027-05-21T21:00:00Z"));
	}
	assert_int_equal(zone_day(zone, INSTANT_MAX) > 2932896, 1);
	assert_int_equal(zone_day(zone, INSTANT_MIN) < -719162, 1);
	assert_int_equal(zone_offset(zone, INSTANT_MAX), 10800);
	assert_true(zone_start(zone, INT32_MAX) == (instant_t)INT32_MAX * DAY - 10800);
	zone_free(zone);
}

static void instants_are_written(void **state)
{
	static const struct {
		const char *zone, *at, *text;
	} cases[] = {
	    {"Europe/Moscow", "2026-11-23T15:00:00Z", "2026-11-23T18:00:00+03:00"},
	    {"Europe/Moscow", "2014-10-25T21:59:59Z", "2014-10-26T01:59:59+04:00"},
	    {"Europe/Moscow", "2014-10-25T22:00:00Z", "2014-10-26T01:00:00+03:00"},
	    {"UTC", "1969-12-31T23:59:59Z", "1969-12-31T23:59:59+00:00"},
	    {"America/St_Johns", "2026-11-23T15:04:05Z", "2026-11-23T11:34:05-03:30"},
	    {"Asia/Kathmandu", "2026-11-23T18:15:00Z", "2026-11-24T00:00:00+05:45"},
	    {"Europe/Moscow", "1890-01-01T00:00:00Z", "1890-01-01T02:30:00+02:30"}, /* +02:30:17 there and then */
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct zone *zone = zone_of(cases[i].zone);
		struct buf buf = {0};

		instant_put(&buf, zone, utc(cases[i].at));
		assert_string_equal(buf.text, cases[i].text);
		buf_clear(&buf);
		day_put(&buf, day("2026-11-03"));
		buf_char(&buf, ' ');
		month_put(&buf, day("2026-11-03"));
		assert_string_equal(buf.text, "2026-11-03 2026-11");
		buf_clear(&buf);
		instant_put(&buf, zone, INSTANT_MAX);
		assert_int_equal(strncmp(buf.text, "9999-12-3", 9), 0);
		buf_free(&buf);
		zone_free(zone);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(days_are_counted), cmocka_unit_test(every_day_comes_back),
	    cmocka_unit_test(months_begin_and_end), cmocka_unit_test(unknown_zones_are_refused),
	    cmocka_unit_test(another_database_is_not_taken), cmocka_unit_test(awkward_days_have_their_bounds),
	    cmocka_unit_test(days_sum_to_the_year), cmocka_unit_test(wall_clocks_become_instants),
	    cmocka_unit_test(far_days_do_not_mix), cmocka_unit_test(instants_are_written)};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
