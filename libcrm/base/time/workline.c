#include "base/time/workline.h"

#define DAYS (WORK_LAST_DAY - WORK_FIRST_DAY + 1)
#define TEN_YEARS 3653

struct line_day {
	int64_t before; /* working seconds from some day on until this one begins */
	int n;
	struct work_span span[WORK_SPANS];
};

struct work_line {
	const struct calendar *calendar;
	struct zone *zone;
	int first, end;        /* days that are worked out: [first, end) */
	struct line_day day[]; /* of WORK_FIRST_DAY and on */
};

enum status work_line_new(struct work_line **line, const struct calendar *calendar, struct zone *zone, struct why *why)
{
	/* Most of it is never looked at, and so never there. */
	*line = calloc(1, sizeof **line + DAYS * sizeof *(*line)->day);
	if (!*line)
		return why_memory(why);
	(*line)->calendar = calendar;
	(*line)->zone = zone;
	return CRM_OK;
}

void work_line_free(struct work_line *line)
{
	free(line);
}

static int64_t seconds_of(const struct line_day *day)
{
	int64_t seconds = 0;

	for (int i = 0; i < day->n; i++)
		seconds += day->span[i].to - day->span[i].from;
	return seconds;
}

static void work_out_day(struct work_line *line, int i)
{
	line->day[i].n = work_spans(line->calendar, line->zone, WORK_FIRST_DAY + i, line->day[i].span);
}

static const struct line_day *day_at(struct work_line *line, int i)
{
	struct line_day *day = line->day;

	if (line->first == line->end) {
		work_out_day(line, i);
		day[i].before = 0;
		line->first = i;
		line->end = i + 1;
	}
	for (; line->end <= i; line->end++) {
		work_out_day(line, line->end);
		day[line->end].before = day[line->end - 1].before + seconds_of(&day[line->end - 1]);
	}
	while (line->first > i) {
		work_out_day(line, --line->first);
		day[line->first].before = day[line->first + 1].before - seconds_of(&day[line->first]);
	}
	return &day[i];
}

/* The day that holds ${at}, or the nearest there is. */
static int day_index(struct work_line *line, instant_t at)
{
	day_t day = zone_day(line->zone, at);

	return day < WORK_FIRST_DAY ? 0 : day > WORK_LAST_DAY ? DAYS - 1 : day - WORK_FIRST_DAY;
}

/* ${at} lies in that day of the line. */
static int64_t seconds_in(struct work_line *line, int index, instant_t at)
{
	const struct line_day *day = day_at(line, index);
	int64_t seconds = day->before;

	for (int i = 0; i < day->n && day->span[i].from < at; i++)
		seconds += (day->span[i].to < at ? day->span[i].to : at) - day->span[i].from;
	return seconds;
}

static int64_t seconds_until(struct work_line *line, instant_t at)
{
	return seconds_in(line, day_index(line, at), at);
}

int64_t work_line_between(struct work_line *line, instant_t from, instant_t to)
{
	return to > from ? seconds_until(line, to) - seconds_until(line, from) : 0;
}

/* The first day in [low, high] at whose end the line is at ${target} or beyond; high + 1 if none is. */
static int find_day_reaching(struct work_line *line, int low, int high, int64_t target)
{
	int step = 1, top = low;

	/* Near days first: those far ahead need not be worked out. */
	while (top < high && day_at(line, top)->before + seconds_of(&line->day[top]) < target) {
		low = top + 1;
		top = top + step > high ? high : top + step;
		step *= 2;
	}
	day_at(line, top);
	while (low <= top) {
		int middle = low + (top - low) / 2;

		if (line->day[middle].before + seconds_of(&line->day[middle]) >= target)
			top = middle - 1;
		else
			low = middle + 1;
	}
	return low;
}

instant_t work_line_add(struct work_line *line, instant_t from, int64_t seconds)
{
	if (seconds <= 0)
		return from;
	int first = day_index(line, from), high = first + TEN_YEARS - 1 < DAYS ? first + TEN_YEARS - 1 : DAYS - 1;
	int64_t target = seconds_in(line, first, from) + seconds;
	int at = find_day_reaching(line, first, high, target);
	if (at > high)
		return INSTANT_MAX;
	const struct line_day *day = day_at(line, at);
	int64_t left = target - day->before;
	for (int i = 0; i < day->n; i++) {
		int64_t length = day->span[i].to - day->span[i].from;

		if (length >= left)
			return day->span[i].from + left;
		left -= length;
	}
	return INSTANT_MAX;
}

instant_t work_line_back(struct work_line *line, instant_t to, int64_t seconds)
{
	int at = day_index(line, to);
	int64_t target = seconds_until(line, to) - seconds;

	while (at > 0 && day_at(line, at)->before > target)
		at--;
	return at > 0 ? zone_start(line->zone, WORK_FIRST_DAY + at) : INSTANT_MIN;
}
