#include "base/time/worktime.h"

#include "base/time/date_tokens_private.h"

#define DAY 86400
#define SHORTER 3600   /* seconds off a shortened day */
#define TEN_YEARS 3653 /* days */

struct exception {
	day_t day;
	struct work_day hours;
};

struct calendar {
	struct work_day week;        /* Monday to Friday */
	struct exception *exception; /* by day */
	int n, room;
};

static bool read_clock(const char **text, int *seconds)
{
	const char *at = *text;
	int hour = 0, minute, digits = 0;

	for (; digits < 2 && *at >= '0' && *at <= '9'; digits++)
		hour = hour * 10 + (*at++ - '0');
	if (digits == 0 || at[0] != ':' || at[1] < '0' || at[1] > '5' || at[2] < '0' || at[2] > '9')
		return false;
	minute = (at[1] - '0') * 10 + (at[2] - '0');
	*seconds = hour * 3600 + minute * 60;
	*text = at + 3;
	return *seconds <= DAY;
}

/* "09:00-13:00 14:00-18:00", in order and apart; false for anything else, also for none. */
static bool read_intervals(const char *text, struct work_day *hours)
{
	int end = 0;

	*hours = (struct work_day){0};
	for (text += strspn(text, " \t"); *text; text += strspn(text, " \t")) {
		int from, to;

		if (hours->n == WORK_SPANS || !read_clock(&text, &from) || *text++ != '-' || !read_clock(&text, &to))
			return false;
		if (from < end || to <= from || (*text != '\0' && *text != ' ' && *text != '\t'))
			return false;
		hours->span[hours->n].from = from;
		hours->span[hours->n++].to = end = to;
	}
	return hours->n > 0;
}

static void shorten_hours(struct work_day *hours)
{
	int left = SHORTER;

	while (hours->n > 0 && left > 0) {
		int last = hours->n - 1, length = hours->span[last].to - hours->span[last].from;

		if (length > left) {
			hours->span[last].to -= left;
			return;
		}
		left -= length;
		hours->n--;
	}
}

enum status calendar_new(struct calendar **calendar, const char *intervals, struct why *why)
{
	struct work_day week;

	*calendar = NULL;
	if (!read_intervals(intervals, &week))
		return why_set(
		    why, CRM_CONFIG, _("working hours are not like 09:00-13:00 14:00-18:00: «%s»"), intervals);
	struct calendar *fresh = calloc(1, sizeof *fresh);
	if (!fresh)
		return why_memory(why);
	fresh->week = week;
	*calendar = fresh;
	return CRM_OK;
}

void calendar_free(struct calendar *calendar)
{
	if (!calendar)
		return;
	free(calendar->exception);
	free(calendar);
}

/* Where ${day} is among the exceptions, or would be. */
static int place_of(const struct calendar *calendar, day_t day)
{
	int low = 0, high = calendar->n;

	while (low < high) {
		int middle = low + (high - low) / 2;

		if (calendar->exception[middle].day < day)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

static const struct exception *exception_of(const struct calendar *calendar, day_t day)
{
	int place = place_of(calendar, day);

	if (place < calendar->n && calendar->exception[place].day == day)
		return &calendar->exception[place];
	return NULL;
}

static enum status insert_exception(struct calendar *calendar, const struct exception *new, struct why *why)
{
	int place = place_of(calendar, new->day);

	if (place < calendar->n && calendar->exception[place].day == new->day) {
		calendar->exception[place] = *new;
		return CRM_OK;
	}
	if (calendar->n == calendar->room) {
		int room = calendar->room ? 2 * calendar->room : 64;
		struct exception *grown = reallocarray(calendar->exception, (size_t)room, sizeof *grown);

		if (!grown)
			return why_memory(why);
		calendar->exception = grown;
		calendar->room = room;
	}
	struct exception *at = calendar->exception + place;
	memmove(at + 1, at, (size_t)(calendar->n - place) * sizeof *at);
	*at = *new;
	calendar->n++;
	return CRM_OK;
}

enum status calendar_set(
    struct calendar *calendar, day_t day, enum day_kind kind, const char *intervals, struct why *why)
{
	struct exception new = {.day = day};
	bool own = intervals && intervals[strspn(intervals, " \t")] != '\0';

	if (own && !read_intervals(intervals, &new.hours))
		return why_set(why, CRM_DATA, _("working hours are not like 09:00-13:00 14:00-18:00: «%s»"), intervals);
	if (own && kind == DAY_OFF)
		return why_set(why, CRM_DATA, _("a day off has no working hours: «%s»"), intervals);
	if (!own && kind != DAY_OFF)
		new.hours = calendar->week;
	if (!own && kind == DAY_SHORT)
		shorten_hours(&new.hours);
	return insert_exception(calendar, &new, why);
}

static const char *const kind_names[] = {[DAY_WORK] = "work", [DAY_SHORT] = "short", [DAY_OFF] = "off"};

enum status day_kind_parse(const char *text, enum day_kind *kind)
{
	for (int i = 0; i < (int)(sizeof kind_names / sizeof *kind_names); i++) {
		if (strcmp(text, kind_names[i]) == 0) {
			*kind = (enum day_kind)i;
			return CRM_OK;
		}
	}
	return CRM_DATA;
}

const char *day_kind_name(enum day_kind kind)
{
	return kind_names[kind];
}

/* NULL when nobody works. */
static const struct work_day *hours_of(const struct calendar *calendar, day_t day)
{
	const struct exception *exception = exception_of(calendar, day);

	if (exception)
		return exception->hours.n > 0 ? &exception->hours : NULL;
	return day_weekday(day) <= 5 ? &calendar->week : NULL;
}

void calendar_day(const struct calendar *calendar, day_t day, struct work_day *out)
{
	const struct work_day *hours = hours_of(calendar, day);

	*out = hours ? *hours : (struct work_day){0};
}

bool calendar_works(const struct calendar *calendar, day_t day)
{
	return hours_of(calendar, day) != NULL;
}

int calendar_count(const struct calendar *calendar, day_t from, day_t to)
{
	int count = 0;

	for (day_t day = from; day < to; day++)
		count += calendar_works(calendar, day);
	return count;
}

int64_t calendar_ordinary(const struct calendar *calendar)
{
	int64_t seconds = 0;

	for (int i = 0; i < calendar->week.n; i++)
		seconds += calendar->week.span[i].to - calendar->week.span[i].from;
	return seconds;
}

enum status work_parse(const char *text, int64_t day, int64_t *seconds)
{
	size_t digits = strspn(text, "0123456789");
	int64_t unit;

	if (digits == 0 || digits > 5 || text[digits] == '\0' || text[digits + 1] != '\0')
		return CRM_DATA;
	switch (text[digits]) {
	case 'm': unit = 60; break;
	case 'h': unit = 3600; break;
	case 'd': unit = day; break;
	default: return CRM_DATA;
	}
	*seconds = strtoll(text, NULL, 10) * unit;
	return CRM_OK;
}

enum status work_said(const char *text, int64_t day, int64_t *seconds)
{
	char short_form[32];
	int64_t count;
	char unit;

	if (!date_span(text, &count, &unit))
		return CRM_DATA;
	(void)snprintf(short_form, sizeof short_form, "%lld%c", (long long)count, unit);
	return work_parse(short_form, day, seconds);
}

int work_spans(const struct calendar *calendar, struct zone *zone, day_t day, struct work_span out[WORK_SPANS])
{
	const struct work_day *hours = hours_of(calendar, day);
	instant_t end = INSTANT_MIN;
	int n = 0;

	if (!hours || zone_start(zone, day) == zone_start(zone, day + 1))
		return 0;
	for (int i = 0; i < hours->n; i++) {
		struct work_span stretch = {
		    zone_instant(zone, day, hours->span[i].from), zone_instant(zone, day, hours->span[i].to)};

		/* A clock that jumps moves what falls into the gap over what follows it. */
		if (stretch.from < end)
			stretch.from = end;
		if (stretch.to > stretch.from) {
			end = stretch.to;
			out[n++] = stretch;
		}
	}
	return n;
}

int64_t work_between(const struct calendar *calendar, struct zone *zone, instant_t from, instant_t to)
{
	int64_t seconds = 0;

	if (to <= from)
		return 0;
	day_t day = zone_day(zone, from), last = zone_day(zone, to);
	day = day < WORK_FIRST_DAY ? WORK_FIRST_DAY : day;
	last = last > WORK_LAST_DAY ? WORK_LAST_DAY : last;
	for (; day <= last; day++) {
		struct work_span stretch[WORK_SPANS];
		int n = work_spans(calendar, zone, day, stretch);

		for (int i = 0; i < n; i++) {
			instant_t begin = stretch[i].from > from ? stretch[i].from : from;
			instant_t end = stretch[i].to < to ? stretch[i].to : to;

			if (end > begin)
				seconds += end - begin;
		}
	}
	return seconds;
}

instant_t work_add(const struct calendar *calendar, struct zone *zone, instant_t from, int64_t seconds)
{
	if (seconds <= 0)
		return from;
	day_t first = zone_day(zone, from);
	for (day_t day = first; day < first + TEN_YEARS; day++) {
		struct work_span stretch[WORK_SPANS];
		int n = work_spans(calendar, zone, day, stretch);

		for (int i = 0; i < n; i++) {
			instant_t begin = stretch[i].from > from ? stretch[i].from : from;

			if (stretch[i].to <= begin)
				continue;
			if (stretch[i].to - begin >= seconds)
				return begin + seconds;
			seconds -= stretch[i].to - begin;
		}
	}
	return INSTANT_MAX;
}
