/* The line says what work_between and work_add say, wherever it is asked. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/time/workline.h"

#define HOUR INT64_C(3600)
#define DAY (24 * HOUR)

static struct why why;

struct office {
	struct calendar *calendar;
	struct zone *zone;
	struct work_line *line;
};

/* Two stretches a day; some days off, short, or of their own hours, every year. */
static void open_office(struct office *office, const char *zone)
{
	assert_int_equal(zone_open(&office->zone, zone, &why), CRM_OK);
	assert_int_equal(calendar_new(&office->calendar, "09:00-13:00 14:00-18:00", &why), CRM_OK);
	for (day_t day = day_of(2020, 1, 1); day < day_of(2030, 1, 1); day += 17)
		assert_int_equal(calendar_set(office->calendar, day, DAY_OFF, NULL, &why), CRM_OK);
	for (day_t day = day_of(2020, 1, 3); day < day_of(2030, 1, 1); day += 23)
		assert_int_equal(calendar_set(office->calendar, day, DAY_SHORT, NULL, &why), CRM_OK);
	for (day_t day = day_of(2020, 1, 7); day < day_of(2030, 1, 1); day += 31)
		assert_int_equal(
		    calendar_set(office->calendar, day, DAY_WORK, "00:00-00:30 02:30-03:30 22:00-24:00", &why), CRM_OK);
	assert_int_equal(work_line_new(&office->line, office->calendar, office->zone, &why), CRM_OK);
}

static void close_office(struct office *office)
{
	work_line_free(office->line);
	calendar_free(office->calendar);
	zone_free(office->zone);
}

static uint64_t seed = 7;

static int64_t below(int64_t n)
{
	seed = seed * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
	return (int64_t)((seed >> 33) % (uint64_t)n);
}

static void as_the_slow_ones(void **state)
{
	static const char *const zones[] = {"Europe/Moscow", "Europe/Berlin", "America/St_Johns", "Pacific/Apia"};
	(void)state;
	for (size_t z = 0; z < sizeof zones / sizeof *zones; z++) {
		struct office office;
		open_office(&office, zones[z]);
		for (int i = 0; i < 3000; i++) {
			instant_t from = day_of(2019, 6, 1) * DAY + below(11 * 365 * DAY);
			instant_t to = from + below(i % 2 ? 40 * DAY : 3 * HOUR) - (i % 5 == 0 ? DAY : 0);
			int64_t seconds = below(i % 3 ? 30 * HOUR : 900 * HOUR);
			assert_int_equal(work_line_between(office.line, from, to),
			    work_between(office.calendar, office.zone, from, to));
			assert_int_equal(work_line_add(office.line, from, seconds),
			    work_add(office.calendar, office.zone, from, seconds));
		}
		close_office(&office);
	}
}

static void at_the_edges(void **state)
{
	struct office office;
	instant_t old = day_of(1, 1, 1) * DAY, year = day_of(2026, 1, 1) * DAY;
	(void)state;
	open_office(&office, "UTC");
	assert_int_equal(work_line_between(office.line, year, year), 0);
	assert_int_equal(work_line_between(office.line, year, old), 0);
	assert_int_equal(
	    work_line_between(office.line, old, year), work_between(office.calendar, office.zone, old, year));
	assert_int_equal(work_line_add(office.line, year, 0), year);
	assert_int_equal(work_line_add(office.line, year, 40000 * HOUR), INSTANT_MAX);
	assert_int_equal(work_line_add(office.line, day_of(2099, 12, 31) * DAY, 100 * HOUR), INSTANT_MAX);
	for (int i = 0; i < 500; i++) {
		int64_t seconds = below(500 * HOUR);
		instant_t to = year + below(365 * DAY), from = work_line_back(office.line, to, seconds);
		assert_true(work_line_between(office.line, from, to) >= seconds);
		/* and not a day too early */
		assert_true(work_line_between(office.line, from + DAY, to) < seconds ||
		            work_line_between(office.line, from, from + DAY) == 0);
	}
	assert_int_equal(work_line_back(office.line, DAY, 100 * HOUR), INSTANT_MIN);
	close_office(&office);
}

static void budgets(void **state)
{
	static const struct {
		const char *text;
		int64_t seconds; /* -1: none */
	} cases[] = {{"15m", 900}, {"4h", 4 * HOUR}, {"2d", 16 * HOUR}, {"0m", 0}, {"99999h", 99999 * HOUR}, {"", -1},
	    {"m", -1}, {"15", -1}, {"15s", -1}, {"1h30m", -1}, {"-1h", -1}, {"100000h", -1}, {" 1h", -1}, {"1H", -1}};
	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		int64_t seconds = -1;
		assert_int_equal(
		    work_parse(cases[i].text, 8 * HOUR, &seconds), cases[i].seconds < 0 ? CRM_DATA : CRM_OK);
		assert_int_equal(seconds, cases[i].seconds);
	}
	struct office office;
	open_office(&office, "UTC");
	assert_int_equal(calendar_ordinary(office.calendar), 8 * HOUR);
	close_office(&office);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(as_the_slow_ones), cmocka_unit_test(at_the_edges), cmocka_unit_test(budgets)};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
