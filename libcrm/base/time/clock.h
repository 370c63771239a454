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
 * The times people write (contract section 2): ISO 8601 with T or blank, with or without seconds, fractions and offset
 * or Z; a bare date; dd.mm.yyyy, dd/mm/yyyy, dd-mm-yyyy (read by ${order} when ambiguous; a four-digit year in front is
 * always ymd) with optional hh:mm[:ss]; "15 Apr, 2021 00:03:00" and "15 April 2021" with English or Russian month
 * names; 45631 or 45631.75, the days of a spreadsheet. Without an offset the time is local to ${zone}; a bare date is
 * the start of that local day. CRM_DATA if it is none of these.
 */
enum status instant_parse(const char *text, struct zone *zone, enum date_order order, instant_t *at);
/* The same, and also "now", "today", "+1h", "+30m", "+2d", "-3d" (from ${now}) */
enum status due_parse(const char *text, struct zone *zone, enum date_order order, instant_t now, instant_t *at);
void instant_put(struct buf *buf, struct zone *zone, instant_t at); /* 2026-11-23T18:00:00+03:00 */

/* "30d", "12h", "45m", "2w": seconds. CRM_DATA otherwise. */
enum status span_parse(const char *text, int64_t *seconds);

/* Half-open. */
struct period {
	day_t from, to;
};

/* 2026-11 · 2026-11-23 · 2026 · today · yesterday · mtd · prev-month · 30d (the last 30 days, today included) · A..B,
   where A and B are days, months or years: from the first day of A up to, and without, the first day of B. Relative to
   the local date of ${now}. CRM_USAGE with a sentence otherwise. */
enum status period_parse(const char *text, struct zone *zone, instant_t now, struct period *period, struct why *why);

/* The present: ${frozen} ("2026-11-23T18:00:00+03:00", from CRM_NOW) if not NULL, else the system's clock. CRM_USAGE if
   it does not parse or has no offset. */
enum status clock_now(const char *frozen, instant_t *now, struct why *why);

#endif
