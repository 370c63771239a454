/*
 * Instants, zones and local days.
 *
 * An instant is UTC seconds since 1970. A day is a calendar date, counted from
 * 1970-01-01 = 0, and is never shifted. Only a zone turns one into the other:
 * a department's day D is the half-open interval [zone_start(D), zone_start(D+1)),
 * 23 or 25 hours long where clocks change, and beginning at the first instant
 * of the date where midnight does not exist.
 */
#ifndef CRM_BASE_TIME_CLOCK_H
#define CRM_BASE_TIME_CLOCK_H

#include <stdint.h>

#include "base/core/buf.h"
#include "base/core/status.h"

typedef int64_t instant_t; /* UTC seconds */
typedef int32_t day_t;     /* days since 1970-01-01, proleptic Gregorian */

#define INSTANT_MIN INT64_MIN
#define INSTANT_MAX INT64_MAX

enum date_order { DATES_DMY, DATES_MDY, DATES_YMD };

struct zone; /* opaque */

/*
 * Load the zone of that tz database name ("Europe/Moscow", "UTC"). Names with "..", a leading "/" or that are not in
 * the database are CRM_CONFIG. The caller releases with zone_free. The process has one zone at a time: opening another
 * replaces it (the C library keeps only one).
 */
enum status zone_open(struct zone **zone, const char *name, struct why *why);
void zone_free(struct zone *zone);
const char *zone_name(const struct zone *zone);

instant_t zone_start(struct zone *zone, day_t day); /* first instant of the local date */
day_t zone_day(struct zone *zone, instant_t at);    /* local date at that instant */
int zone_offset(struct zone *zone, instant_t at);   /* seconds east of UTC */
/* Local wall clock, in seconds after the date's nominal midnight, to an instant. A time that happens twice is the first
   one; one that does not exist is moved forward by the gap. */
instant_t zone_instant(struct zone *zone, day_t day, int seconds);

/* Arithmetic of the calendar; no zone has a say in it. */
day_t day_of(int year, int month, int day);                  /* no checks */
void day_split(day_t day, int *year, int *month, int *mday); /* month and day of it from 1 */
int day_weekday(day_t day);                                  /* 1 = Monday .. 7 = Sunday */
day_t month_start(day_t day);                                /* first day of its month */
day_t month_next(day_t day);                                 /* first day of the next month */

/* "2026-11-23" and nothing else. CRM_DATA if it is not a date that exists. */
enum status day_parse(const char *text, day_t *day);
void day_put(struct buf *buf, day_t day);   /* 2026-11-23 */
void month_put(struct buf *buf, day_t day); /* 2026-11 */

/*
 * The times people and programs write: ISO 8601 with T or blank, with or without seconds, fractions and offset; a bare
 * date; dd.mm.yyyy, dd/mm/yy, dd-mm-yyyy (read by ${order} where day and month could change places; a year of four
 * digits in front is always ymd), yyyy/mm/dd; "15 Apr, 2021 00:03", "15 апреля 2021 г. в 10:15", "20-ноя-26", "Nov 20,
 * 2026", with English or Russian months, whole or from three letters on; RFC 5322 and what the C library and browsers
 * print; 10:15 PM; 20261120, 20261120T101500Z; 45631 or 45631.75, the days of a spreadsheet; 1795168800, seconds since
 * 1970 (or 13 digits of milliseconds). The time may also stand before the date. UTC, GMT+3, MSK, МСК and the zones of
 * RFC 5322 are offsets; without one the time is local to ${zone}. A year of two digits is from 1970 to 2069. A bare
 * date is the start of that local day, and then *${day_only}. CRM_DATA if it is none of these.
 */
enum status instant_read(const char *text, struct zone *zone, enum date_order order, instant_t *at, bool *day_only);
/* Where nobody asks whether it was a day. */
enum status instant_parse(const char *text, struct zone *zone, enum date_order order, instant_t *at);

/* What the spelling of one date says of the order of day and month in its column. */
enum date_says { DATE_SAYS_NOTHING, DATE_EITHER, DATE_DAY_FIRST, DATE_MONTH_FIRST };
enum date_says date_says(const char *text);

/* From when, and which way, people count who type a time. */
struct time_frame {
	struct zone *zone;
	enum date_order order;
	instant_t now;
	bool back; /* what happened: «в пятницу» is the last one, "15:00" today's; else what is due: the next */
};
/*
 * All of instant_read, and what people type: now, сейчас; today, сегодня, завтра, yesterday, послезавтра …; a weekday
 * ("пт", "в пятницу", "next mon": of the next week); each with a time or without; "15:00" alone; "+1h", "-3d", "+2d
 * 10:00", "через 2 часа", "через неделю", "in 30 minutes", "2 дня назад"; "25.12 10:00", "25 декабря" without a year.
 * Days and weeks keep the hour on the clock.
 */
enum status due_parse(const char *text, const struct time_frame *frame, instant_t *at, bool *day_only);
void instant_put(struct buf *buf, struct zone *zone, instant_t at); /* 2026-11-23T18:00:00+03:00 */

/* "30d", "12h", "45m", "2w", «30 дней»: seconds. CRM_DATA otherwise. */
enum status span_parse(const char *text, int64_t *seconds);

/* Half-open. */
struct period {
	day_t from, to;
};

/* 2026-11 · 2026-11-23 · 2026 · 2026-Q4 · today · yesterday · week · month · quarter · year, with "prev-" the one
   before · mtd (the month so far) · 30d (the last 30 days, today included) · A..B, where A and B are days, months,
   quarters or years: from the first day of A up to, and without, the first day of B. Weeks begin on Monday; a named
   unit is whole, its days to come included. Relative to the local date of ${now}. CRM_USAGE with a sentence
   otherwise. */
enum status period_parse(const char *text, struct zone *zone, instant_t now, struct period *period, struct why *why);

/* The present: ${frozen} ("2026-11-23T18:00:00+03:00", from CRM_NOW) if not NULL, else the system's clock. CRM_USAGE if
   it does not parse or has no offset. */
enum status clock_now(const char *frozen, instant_t *now, struct why *why);

#endif
