/* Working time: what a day holds, how much lies between two moments, and when a budget is used up (D3). */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/time/workdays.h"
#include "base/time/worktime.h"

#define LUNCH "09:00-13:00 14:00-18:00"

struct office {
	struct calendar *calendar;
	struct zone *zone;
};

static struct why why;

static day_t day(const char *text)
{
	day_t found;

	assert_int_equal(day_parse(text, &found), CRM_OK);
	return found;
}

/* November 2026 as in Russia: Tuesday 3 is short, Wednesday 4 off. Saturday 14 works, Friday 20 has hours of its own.
 */
static struct calendar *november(const char *hours)
{
	struct calendar *calendar;

	assert_int_equal(calendar_new(&calendar, hours, &why), CRM_OK);
	assert_int_equal(calendar_set(calendar, day("2026-11-14"), DAY_WORK, NULL, &why), CRM_OK);
	assert_int_equal(calendar_set(calendar, day("2026-11-04"), DAY_OFF, "", &why), CRM_OK);
	assert_int_equal(calendar_set(calendar, day("2026-11-03"), DAY_SHORT, " ", &why), CRM_OK);
	assert_int_equal(calendar_set(calendar, day("2026-11-20"), DAY_SHORT, "10:00-12:30", &why), CRM_OK);
	return calendar;
}

static struct office open_office(const char *zone, const char *hours)
{
	struct office office = {.calendar = november(hours)};

	assert_int_equal(zone_open(&office.zone, zone, &why), CRM_OK);
	return office;
}

static void close_office(struct office *office)
{
	calendar_free(office->calendar);
	zone_free(office->zone);
}

static instant_t at(struct office *office, const char *text)
{
	instant_t found;

	assert_int_equal(instant_parse(text, office->zone, DATES_YMD, &found), CRM_OK);
	return found;
}

static void days_have_hours(void **state)
{
	static const struct {
		const char *day, *hours;
	} cases[] = {
	    {"2026-11-02", "32400-46800 50400-64800 "}, {"2026-11-03", "32400-46800 50400-61200 "}, /* short */
	    {"2026-11-04", ""},                                                                     /* off */
	    {"2026-11-07", ""},                                                                     /* Saturday */
	    {"2026-11-14", "32400-46800 50400-64800 "}, /* Saturday that works */
	    {"2026-11-15", ""},                         /* Sunday */
	    {"2026-11-20", "36000-45000 "},             /* its own hours */
	};
	struct calendar *calendar = november(LUNCH);

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct work_day hours;
		struct buf buf = {0};

		buf_put(&buf, "");
		calendar_day(calendar, day(cases[i].day), &hours);
		for (int j = 0; j < hours.n; j++)
			buf_format(&buf, "%d-%d ", hours.span[j].from, hours.span[j].to);
		assert_string_equal(buf.text ? buf.text : "", cases[i].hours);
		assert_int_equal(calendar_works(calendar, day(cases[i].day)), hours.n > 0);
		buf_free(&buf);
	}
	calendar_free(calendar);
}

static void working_days_are_counted(void **state)
{
	struct calendar *calendar = november(LUNCH);

	(void)state;
	assert_int_equal(calendar_count(calendar, day("2026-11-01"), day("2026-12-01")), 21); /* 21 - 1 + 1 */
	assert_int_equal(calendar_count(calendar, day("2026-11-02"), day("2026-11-09")), 4);
	assert_int_equal(calendar_count(calendar, day("2026-11-04"), day("2026-11-05")), 0);
	assert_int_equal(calendar_count(calendar, day("2026-11-09"), day("2026-11-09")), 0);
	assert_int_equal(calendar_count(calendar, day("2026-11-10"), day("2026-11-09")), 0);
	calendar_free(calendar);
}

static void a_later_word_replaces(void **state)
{
	struct calendar *calendar;
	struct work_day hours;

	(void)state;
	assert_int_equal(calendar_new(&calendar, "9:00-18:00", &why), CRM_OK);
	/* Backwards and many, so that places are made in front and the list grows. */
	for (day_t d = 21000; d > 20500; d--)
		assert_int_equal(calendar_set(calendar, d, DAY_OFF, NULL, &why), CRM_OK);
	assert_int_equal(calendar_count(calendar, 20501, 21001), 0);
	for (day_t d = 20501; d <= 21000; d += 2)
		assert_int_equal(calendar_set(calendar, d, DAY_WORK, "10:00-11:00", &why), CRM_OK);
	assert_int_equal(calendar_count(calendar, 20501, 21001), 250);
	assert_int_equal(calendar_set(calendar, 20502, DAY_WORK, NULL, &why), CRM_OK);
	calendar_day(calendar, 20502, &hours);
	assert_int_equal(hours.span[0].to, 64800);
	calendar_day(calendar, 20501, &hours);
	assert_int_equal(hours.span[0].to, 39600);
	calendar_free(calendar);
}

static void short_days_lose_an_hour_from_the_end(void **state)
{
	static const struct {
		const char *hours;
		int n, last;
	} cases[] = {{"09:00-18:00", 1, 61200}, {"09:00-17:00 17:30-18:00", 1, 59400},
	    {"09:00-13:00 17:00-18:00", 1, 46800}, {"09:00-10:00", 0, 0}, {"09:00-09:20 10:00-10:20 11:00-11:10", 0, 0},
	    {"00:00-24:00", 1, 82800}};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct calendar *calendar;
		struct work_day hours;

		assert_int_equal(calendar_new(&calendar, cases[i].hours, &why), CRM_OK);
		assert_int_equal(calendar_set(calendar, 20780, DAY_SHORT, NULL, &why), CRM_OK);
		calendar_day(calendar, 20780, &hours);
		assert_int_equal(hours.n, cases[i].n);
		if (hours.n > 0)
			assert_int_equal(hours.span[hours.n - 1].to, cases[i].last);
		calendar_free(calendar);
	}
}

static void broken_hours_are_refused(void **state)
{
	static const char *const texts[] = {"9-18", "09:00", "09:00-", "-18:00", "09:00-18:00x", "09:00-18:60",
	    "09:00-24:01", "18:00-09:00", "09:00-09:00", "09:00-13:00 12:00-18:00", "14:00-18:00 09:00-13:00",
	    "09:00-13:00,14:00-18:00", "09:00 - 18:00", "1:00-2:00 3:00-4:00 5:00-6:00 7:00-8:00 9:00-10:00",
	    "009:00-18:00", "09:0-18:00", "пн-пт"};
	struct calendar *calendar = NULL, *good = november(LUNCH);
	struct work_day hours;

	(void)state;
	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
		assert_int_equal(calendar_new(&calendar, texts[i], &why), CRM_CONFIG);
		assert_null(calendar);
		assert_int_equal(calendar_set(good, day("2026-11-04"), DAY_WORK, texts[i], &why), CRM_DATA);
		assert_non_null(strstr(why.text, texts[i]));
	}
	assert_int_equal(calendar_new(&calendar, "", &why), CRM_CONFIG);
	assert_int_equal(calendar_new(&calendar, " ", &why), CRM_CONFIG);
	assert_int_equal(calendar_set(good, day("2026-11-05"), DAY_OFF, LUNCH, &why), CRM_DATA);
	calendar_day(good, day("2026-11-04"), &hours);
	assert_int_equal(hours.n, 0);
	assert_true(calendar_works(good, day("2026-11-05")));
	calendar_free(good);
	calendar_free(NULL);
}

static void kinds_have_names(void **state)
{
	enum day_kind kind;

	(void)state;
	for (int i = DAY_WORK; i <= DAY_OFF; i++) {
		assert_int_equal(day_kind_parse(day_kind_name((enum day_kind)i), &kind), CRM_OK);
		assert_int_equal(kind, i);
	}
	assert_string_equal(day_kind_name(DAY_SHORT), "short");
	assert_int_equal(day_kind_parse("holiday", &kind), CRM_DATA);
	assert_int_equal(day_kind_parse("", &kind), CRM_DATA);
}

static const struct {
	const char *from;
	int minutes;
	const char *to;
} additions[] = {
    {"2026-11-05 10:00", 60, "2026-11-05 11:00"},   /* inside the morning */
    {"2026-11-05 12:30", 60, "2026-11-05 14:30"},   /* over lunch */
    {"2026-11-05 13:15", 15, "2026-11-05 14:15"},   /* begun at lunch */
    {"2026-11-05 12:00", 60, "2026-11-05 13:00"},   /* ends with the morning, not after lunch */
    {"2026-11-05 17:00", 60, "2026-11-05 18:00"},   /* ends with the day */
    {"2026-11-05 17:30", 60, "2026-11-06 09:30"},   /* overnight */
    {"2026-11-05 22:00", 30, "2026-11-06 09:30"},   /* begun at night */
    {"2026-11-06 03:00", 30, "2026-11-06 09:30"},   /* and before the day */
    {"2026-11-06 17:30", 60, "2026-11-09 09:30"},   /* Friday to Monday */
    {"2026-11-07 12:00", 1, "2026-11-09 09:01"},    /* begun on Saturday */
    {"2026-11-13 17:30", 60, "2026-11-14 09:30"},   /* Friday to the Saturday that works */
    {"2026-11-14 17:30", 60, "2026-11-16 09:30"},   /* and from it to Monday */
    {"2026-11-03 16:30", 60, "2026-11-05 09:30"},   /* short day, then a holiday */
    {"2026-11-03 17:30", 60, "2026-11-05 10:00"},   /* after the end of a short day */
    {"2026-11-02 17:30", 60, "2026-11-03 09:30"},   /* into a short day */
    {"2026-11-02 09:00", 480, "2026-11-02 18:00"},  /* one whole day */
    {"2026-11-02 09:00", 481, "2026-11-03 09:01"},  /* and a minute */
    {"2026-11-02 09:00", 900, "2026-11-03 17:00"},  /* a day and a short day */
    {"2026-11-02 09:00", 1440, "2026-11-06 10:00"}, /* three times eight hours: 8 + 7 + 8 + 1 */
    {"2026-11-19 17:00", 180, "2026-11-20 12:00"},  /* into the day with its own hours */
    {"2026-11-20 09:00", 180, "2026-11-23 09:30"},  /* and through it */
    {"2026-11-02 09:00", 9690, "2026-11-30 18:00"}, /* November whole: 19 days, a short one, and 2:30 */
    {"2026-11-02 09:00", 9691, "2026-12-01 09:01"}, /* and a minute */
    {"2026-11-05 13:30", 0, "2026-11-05 13:30"},    /* nothing to add */
    {"2026-11-05 13:30", -60, "2026-11-05 13:30"},
};

static void budgets_are_added(void **state)
{
	struct office office = open_office("Europe/Moscow", LUNCH);

	(void)state;
	for (size_t i = 0; i < sizeof additions / sizeof *additions; i++) {
		instant_t from = at(&office, additions[i].from), to = at(&office, additions[i].to);
		instant_t end = work_add(office.calendar, office.zone, from, additions[i].minutes * 60);
		struct buf buf = {0};

		instant_put(&buf, office.zone, end);
		if (end != to)
			fail_msg("%s + %d min is %s, not %s", additions[i].from, additions[i].minutes, buf.text,
			    additions[i].to);
		buf_free(&buf);
		if (additions[i].minutes > 0)
			assert_int_equal(
			    work_between(office.calendar, office.zone, from, to), additions[i].minutes * 60);
	}
	close_office(&office);
}

static void time_between_is_summed(void **state)
{
	static const struct {
		const char *from, *to;
		int minutes;
	} cases[] = {
	    {"2026-11-05 10:00", "2026-11-05 10:00", 0},
	    {"2026-11-05 11:00", "2026-11-05 10:00", 0},
	    {"2026-11-05 13:00", "2026-11-05 14:00", 0},
	    {"2026-11-06 18:00", "2026-11-09 09:00", 0},
	    {"2026-11-04 00:00", "2026-11-05 00:00", 0},
	    {"2026-11-05 00:00", "2026-11-06 00:00", 480},
	    {"2026-11-03 00:00", "2026-11-04 00:00", 420},
	    {"2026-11-20 00:00", "2026-11-21 00:00", 150},
	    {"2026-11-05 12:59", "2026-11-05 14:01", 2},
	    {"2026-11-02 00:00", "2026-11-09 00:00", 480 + 420 + 480 + 480},
	    {"2026-11-01 00:00", "2026-12-01 00:00", 19 * 480 + 420 + 150},
	};
	struct office office = open_office("Asia/Kamchatka", LUNCH);

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		int64_t seconds =
		    work_between(office.calendar, office.zone, at(&office, cases[i].from), at(&office, cases[i].to));
		assert_int_equal(seconds, cases[i].minutes * 60);
	}
	close_office(&office);
}

/* Ten minutes at a time over three weeks: the slow way must agree. */
static void sums_agree_with_single_steps(void **state)
{
	struct office office = open_office("Europe/Moscow", LUNCH);
	instant_t start = at(&office, "2026-11-01 00:00"), end = at(&office, "2026-11-23 00:00");
	int64_t sum = 0;

	(void)state;
	for (instant_t t = start; t < end; t += 600) {
		assert_int_equal(work_between(office.calendar, office.zone, start, t), sum);
		if (sum > 0)
			assert_true(work_add(office.calendar, office.zone, start, sum) <= t);
		assert_true(work_add(office.calendar, office.zone, start, sum + 1) > t);
		sum += work_between(office.calendar, office.zone, t, t + 600);
	}
	close_office(&office);
}

/* An export's "no date" and an open end, against the same in years that are counted. */
static void far_ends_are_cut(void **state)
{
	struct office office = open_office("Europe/Moscow", LUNCH);
	instant_t first = at(&office, "1970-01-01"), end = at(&office, "2100-01-01");
	int64_t all = work_between(office.calendar, office.zone, first, end);

	(void)state;
	/* 130 years of whole days, less the hour of the 3rd and the 5:30 of the 20th */
	assert_int_equal(all, (int64_t)calendar_count(office.calendar, 0, 47482) * 8 * 3600 - 3600 - 19800);
	assert_int_equal(work_between(office.calendar, office.zone, INSTANT_MIN, INSTANT_MAX), all);
	assert_int_equal(work_between(office.calendar, office.zone, at(&office, "0001-01-01"), end), all);
	assert_int_equal(work_between(office.calendar, office.zone, end, INSTANT_MAX), 0);
	assert_int_equal(work_between(office.calendar, office.zone, INSTANT_MIN, first), 0);
	close_office(&office);
}

static void round_the_clock_on_awkward_days(void **state)
{
	static const struct {
		const char *zone, *from, *to;
		int minutes; /* of those two days, round the clock and at night */
		int night;   /* 02:00-03:30 */
	} cases[] = {
	    {"Europe/Berlin", "2026-03-29", "2026-03-31", 47 * 60, 30 + 90},
	    {"Europe/Berlin", "2026-10-25", "2026-10-27", 49 * 60, 150 + 90},
	    {"Europe/Moscow", "2026-03-29", "2026-03-31", 48 * 60, 180},
	    {"Pacific/Apia", "2011-12-29", "2011-12-31", 24 * 60, 90}, /* the 30th was skipped */
	    {"America/Sao_Paulo", "2018-11-04", "2018-11-06", 47 * 60, 180},
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		for (int night = 0; night < 2; night++) {
			struct office office =
			    open_office(cases[i].zone, night ? "02:00-02:20 02:20-03:30" : "00:00-24:00");

			for (day_t d = day(cases[i].from); d < day(cases[i].to); d++)
				assert_int_equal(calendar_set(office.calendar, d, DAY_WORK, NULL, &why), CRM_OK);
			int64_t seconds = work_between(
			    office.calendar, office.zone, at(&office, cases[i].from), at(&office, cases[i].to));
			assert_int_equal(seconds, 60 * (night ? cases[i].night : cases[i].minutes));
			close_office(&office);
		}
	}
}

static void out_of_reach(void **state)
{
	struct office office = open_office("Europe/Moscow", LUNCH);
	instant_t from = at(&office, "2026-11-02 09:00");

	(void)state;
	assert_true(work_add(office.calendar, office.zone, from, INT64_MAX) == INSTANT_MAX);
	assert_true(work_add(office.calendar, office.zone, from, 10 * 240 * 8 * 3600) < from + INT64_C(3653) * 86400);
	assert_true(work_add(office.calendar, office.zone, from, 11 * 262 * 8 * 3600) == INSTANT_MAX);
	assert_true(work_add(office.calendar, office.zone, INSTANT_MAX, 1) == INSTANT_MAX);
	for (day_t d = day("2026-11-01"); d < day("2036-12-01"); d++)
		assert_int_equal(calendar_set(office.calendar, d, DAY_OFF, NULL, &why), CRM_OK);
	assert_true(work_add(office.calendar, office.zone, from, 1) == INSTANT_MAX);
	assert_int_equal(work_between(office.calendar, office.zone, from, at(&office, "2036-12-01")), 0);
	close_office(&office);
}

/* Day by day, forwards and backwards, and beyond the days that are counted. */
static void working_days_as_a_line(void **state)
{
	static const char *const first[] = {"2026-11-02", "2025-01-01", "2027-06-30"};
	struct office office = open_office("Europe/Moscow", LUNCH);
	struct work_days *days;

	(void)state;
	assert_int_equal(work_days_new(&days, office.calendar, &why), CRM_OK);
	for (size_t i = 0; i < sizeof first / sizeof *first; i++)
		for (int far = 0; far < 40; far++) {
			day_t from = day(first[i]) + far % 7, to = from + far;
			assert_int_equal(
			    work_days_between(days, from, to), calendar_count(office.calendar, from + 1, to + 1));
			assert_int_equal(work_days_between(days, to + 1, from), 0);
		}
	assert_int_equal(work_days_between(days, INT32_MIN, -5), 0);
	assert_int_equal(work_days_between(days, WORK_LAST_DAY, INT32_MAX), 0);
	assert_int_equal(work_days_between(days, INT32_MIN, day("1970-01-12")), 7);
	work_days_free(days);
	close_office(&office);
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(days_have_hours),
	    cmocka_unit_test(working_days_are_counted), cmocka_unit_test(a_later_word_replaces),
	    cmocka_unit_test(short_days_lose_an_hour_from_the_end), cmocka_unit_test(broken_hours_are_refused),
	    cmocka_unit_test(kinds_have_names), cmocka_unit_test(budgets_are_added),
	    cmocka_unit_test(time_between_is_summed), cmocka_unit_test(sums_agree_with_single_steps),
	    cmocka_unit_test(far_ends_are_cut), cmocka_unit_test(round_the_clock_on_awkward_days),
	    cmocka_unit_test(out_of_reach), cmocka_unit_test(working_days_as_a_line)};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
