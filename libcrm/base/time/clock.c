#include "base/time/clock.h"

#include <errno.h>
#include <sys/stat.h>

#define ZONES "/usr/share/zoneinfo"
#define DAY 86400
#define SLOTS 1024 /* days remembered, a power of two: about three years of rows in any order */

/* No clock was ever further than this from UTC, so that a local midnight is never further from the UTC one. */
#define REACH (16 * 3600)

/* 0001-01-02 and 9999-12-30T23:59:59Z: what the C library is asked, and what fits in four digits of year. */
#define EARLIEST INT64_C(-62135510400)
#define LATEST INT64_C(253402214399)

/* Further than this no day_t can say; within it no arithmetic overflows. */
#define EDGE INT64_C(100000000000000)

/* One local day. It is even if its clock runs from 00:00 to 24:00 with one offset: then all questions are additions. */
struct local_day {
	instant_t start, next;
	day_t day;
	int offset;
	bool known, even;
};

struct zone {
	char name[64];
	int offset;    /* of the last answer: the best guess for the next */
	unsigned last; /* its slot: what comes is often of the same day */
	struct local_day slot[SLOTS];
};

/* Around a wall-clock moment: the offset before and after, and when it changes (if it does). */
struct zone_change {
	int before, after;
	instant_t at;
};

static int64_t floor_div(int64_t a, int64_t b)
{
	return a / b - (a % b < 0);
}

static instant_t clamp(instant_t at, instant_t low, instant_t high)
{
	return at < low ? low : at > high ? high : at;
}

day_t day_of(int year, int month, int day)
{
	/* Years that begin in March put the leap day at the end; eras of 400 years are all alike. */
	int64_t y = month > 2 ? year : (int64_t)year - 1;
	int64_t era = floor_div(y, 400), in_era = y - era * 400;
	int64_t in_year = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;

	return (day_t)(era * 146097 + in_era * 365 + in_era / 4 - in_era / 100 + in_year - 719468);
}

void day_split(day_t day, int *year, int *month, int *mday)
{
	int64_t since = (int64_t)day + 719468, era = floor_div(since, 146097);
	int64_t in_era = since - era * 146097;
	int64_t y = (in_era - in_era / 1460 + in_era / 36524 - in_era / 146096) / 365;
	int64_t in_year = in_era - (365 * y + y / 4 - y / 100);
	int64_t march = (5 * in_year + 2) / 153;

	*mday = (int)(in_year - (153 * march + 2) / 5 + 1);
	*month = (int)(march < 10 ? march + 3 : march - 9);
	*year = (int)(y + era * 400 + (*month <= 2));
}

int day_weekday(day_t day)
{
	int64_t from_monday = (int64_t)day + 3; /* 1970-01-01 was a Thursday */

	return (int)(from_monday - floor_div(from_monday, 7) * 7) + 1;
}

day_t month_start(day_t day)
{
	int year, month, mday;

	day_split(day, &year, &month, &mday);
	return day_of(year, month, 1);
}

day_t month_next(day_t day)
{
	int year, month, mday;

	day_split(day, &year, &month, &mday);
	return month == 12 ? day_of(year + 1, 1, 1) : day_of(year, month + 1, 1);
}

static bool zone_name_good(const char *name)
{
	static const char allowed[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_+-/";
	size_t length = strlen(name);

	if (length == 0 || length >= sizeof((struct zone *)NULL)->name || strspn(name, allowed) != length)
		return false;
	/* Zones below right/ count leap seconds, which instants here do not. */
	return name[0] != '/' && strncmp(name, "right/", 6) != 0;
}

/* Read what it begins and how it ends: its last line is the rule for the years to come. */
static enum status zone_file_read(const char *path, const char *name, char last[64], struct why *why)
{
	char magic[4], end[64];
	struct stat st;
	FILE *file = fopen(path, "re");

	last[0] = '\0';
	if (!file &&
	    (errno == ENOENT || errno == ENOTDIR || errno == EISDIR || errno == ENAMETOOLONG || errno == ELOOP))
		return why_set(why, CRM_CONFIG, _("no time zone «%s» in the tz database"), name);
	if (!file)
		return errno == ENOMEM ? why_memory(why) : why_errno(why, CRM_IO, _("cannot read %s"), path);
	bool good = fstat(fileno(file), &st) == 0 && S_ISREG(st.st_mode) &&
	            fread(magic, 1, sizeof magic, file) == sizeof magic && memcmp(magic, "TZif", 4) == 0;
	if (good && fseek(file, -(long)(sizeof end - 1), SEEK_END) == 0) {
		size_t n = fread(end, 1, sizeof end - 1, file);
		while (n > 0 && end[n - 1] == '\n')
			n--;
		end[n] = '\0';
		const char *line = memrchr(end, '\n', n);
		snprintf(last, sizeof end, "%s", line ? line + 1 : "");
	}
	bool failed = ferror(file) != 0;
	if (fclose(file) != 0 || failed)
		return why_errno(why, CRM_IO, _("cannot read %s"), path);
	return good ? CRM_OK : why_set(why, CRM_CONFIG, _("no time zone «%s» in the tz database"), name);
}

/* Where it finds no memory or no descriptor for its file, the C library takes UTC without a word: what it calls a day
   beyond all listed changes must be a name of the rule. */
static bool zone_is_taken(const char *rule)
{
	time_t later = 2524608000; /* 2050 */
	struct tm tm;

	return localtime_r(&later, &tm) != NULL &&
	       (*rule == '\0' || (*tm.tm_zone != '\0' && strstr(rule, tm.tm_zone) != NULL));
}

enum status zone_open(struct zone **zone, const char *name, struct why *why)
{
	char path[sizeof ":" ZONES "/" + sizeof((struct zone *)NULL)->name], last[64] = "UTC0";
	enum status status = CRM_OK;

	*zone = NULL;
	if (!zone_name_good(name))
		return why_set(why, CRM_CONFIG, _("no time zone «%s» in the tz database"), name);
	struct zone *fresh = calloc(1, sizeof *fresh);
	if (!fresh)
		return why_memory(why);
	memcpy(fresh->name, name, strlen(name));

	/* With the whole path nobody's TZDIR can put another database in its place; UTC needs no database. */
	bool utc = strcmp(fresh->name, "UTC") == 0;
	snprintf(path, sizeof path, ":" ZONES "/%s", fresh->name);
	if (!utc)
		status = zone_file_read(path + 1, name, last, why);
	if (status == CRM_OK && setenv("TZ", utc ? "UTC0" : path, 1) != 0)
		status = why_memory(why);
	if (status == CRM_OK) {
		tzset();
		if (!zone_is_taken(last))
			status = why_memory(why);
	}
	if (status != CRM_OK) {
		free(fresh);
		return status;
	}
	*zone = fresh;
	return CRM_OK;
}

void zone_free(struct zone *zone)
{
	free(zone);
}

const char *zone_name(const struct zone *zone)
{
	return zone->name;
}

static int ask_offset(instant_t at)
{
	time_t t = (time_t)clamp(at, EARLIEST, LATEST);
	struct tm tm;

	return localtime_r(&t, &tm) ? (int)tm.tm_gmtoff : 0;
}

/* The offsets around the wall-clock moment ${wall} (seconds since 1970 on the local clock). */
static struct zone_change change_near(int64_t wall)
{
	instant_t low = wall - REACH, high = wall + REACH;
	struct zone_change change = {ask_offset(low), ask_offset(high), high};

	if (change.before == change.after)
		return change;
	while (high - low > 1) {
		instant_t middle = low + (high - low) / 2;

		if (ask_offset(middle) == change.before)
			low = middle;
		else
			high = middle;
	}
	change.at = high;
	return change;
}

/* The first instant at which the local clock shows ${wall} or later: where it is skipped, the end of the gap. */
static instant_t first_reach(int64_t wall)
{
	struct zone_change change = change_near(wall);

	if (wall - change.before < change.at || change.before == change.after)
		return wall - change.before;
	return wall - change.after > change.at ? wall - change.after : change.at;
}

static void fill_local_day(struct local_day *slot, day_t day)
{
	int64_t midnight = (int64_t)day * DAY;

	slot->day = day;
	slot->start = first_reach(midnight);
	slot->next = first_reach(midnight + DAY);
	slot->offset = ask_offset(slot->start);
	slot->even = slot->start == midnight - slot->offset && slot->next - slot->start == DAY &&
	             ask_offset(slot->next - 1) == slot->offset;
	slot->known = true;
}

static const struct local_day *local_day(struct zone *zone, day_t day)
{
	struct local_day *slot = &zone->slot[(uint32_t)day % SLOTS];

	if (!slot->known || slot->day != day)
		fill_local_day(slot, day);
	zone->offset = slot->offset;
	zone->last = (unsigned)(slot - zone->slot);
	return slot;
}

/* The day whose interval holds ${at}. The guess is at most a day or two away (Apia once skipped one). */
static const struct local_day *day_around(struct zone *zone, instant_t at)
{
	const struct local_day *found = &zone->slot[zone->last];
	if (found->known && at >= found->start && at < found->next)
		return found;

	day_t day = (day_t)floor_div(at + zone->offset, DAY);
	found = local_day(zone, day);
	while (at < found->start)
		found = local_day(zone, --day);
	while (at >= found->next)
		found = local_day(zone, ++day);
	return found;
}

instant_t zone_start(struct zone *zone, day_t day)
{
	return local_day(zone, day)->start;
}

/* By the intervals, so that a report by days and a report by a period always agree. The wall clock says otherwise only
   where it was set back across midnight, such as 00:01 to 23:01 in Newfoundland before 2011. */
day_t zone_day(struct zone *zone, instant_t at)
{
	return day_around(zone, clamp(at, -EDGE, EDGE))->day;
}

int zone_offset(struct zone *zone, instant_t at)
{
	const struct local_day *around = day_around(zone, clamp(at, -EDGE, EDGE));

	return around->even ? around->offset : ask_offset(at);
}

instant_t zone_instant(struct zone *zone, day_t day, int seconds)
{
	int64_t wall = (int64_t)day * DAY + seconds;

	if (seconds >= 0 && seconds < DAY) {
		const struct local_day *found = local_day(zone, day);

		if (found->even)
			return found->start + seconds;
	}
	struct zone_change change = change_near(wall);
	if (wall - change.before < change.at || wall - change.after < change.at)
		return wall - change.before;
	return wall - change.after;
}

static char *put_digits(char *to, int number, int width)
{
	for (int i = width; i-- > 0; number /= 10)
		to[i] = (char)('0' + number % 10);
	return to + width;
}

static char *put_date(char *to, int year, int month)
{
	to = put_digits(to, year < 0 ? 0 : year > 9999 ? 9999 : year, 4);
	*to++ = '-';
	return put_digits(to, month, 2);
}

static char *put_day(char *to, day_t day)
{
	int year, month, mday;

	day_split(day, &year, &month, &mday);
	to = put_date(to, year, month);
	*to++ = '-';
	return put_digits(to, mday, 2);
}

void day_put(struct buf *buf, day_t day)
{
	char text[16];

	buf_add(buf, text, (size_t)(put_day(text, day) - text));
}

void month_put(struct buf *buf, day_t day)
{
	char text[16];
	int year, month, mday;

	day_split(day, &year, &month, &mday);
	buf_add(buf, text, (size_t)(put_date(text, year, month) - text));
}

void instant_put(struct buf *buf, struct zone *zone, instant_t at)
{
	at = clamp(at, EARLIEST, LATEST);
	/* Offsets of the 19th century have seconds, ISO 8601 has not: the clock shown is that of the whole minute. */
	int offset = zone_offset(zone, at) / 60 * 60, minutes = abs(offset) / 60;
	int64_t wall = at + offset, day = floor_div(wall, DAY);
	int second = (int)(wall - day * DAY);
	char text[40], *to = put_day(text, (day_t)day);

	*to++ = 'T';
	to = put_digits(to, second / 3600, 2);
	*to++ = ':';
	to = put_digits(to, second / 60 % 60, 2);
	*to++ = ':';
	to = put_digits(to, second % 60, 2);
	*to++ = offset < 0 ? '-' : '+';
	to = put_digits(to, minutes / 60, 2);
	*to++ = ':';
	to = put_digits(to, minutes % 60, 2);
	buf_add(buf, text, (size_t)(to - text));
}
