/* Times as people type them, counted from now. */
#include "base/time/clock.h"

#include "base/time/date_tokens_private.h"

#define HOUR 3600
#define DAY 86400
#define COUNT_MAX 36525 /* of whatever unit: more is a slip of the pen */

struct typing {
	const struct date_token *at;
	const struct time_frame *frame;
	day_t today, day;
	int seconds; /* after midnight of it */
	bool has_time;
	bool shifted; /* in hours and minutes: the time is ${instant} */
	instant_t instant;
};

static bool take_word(struct typing *t, const char *const *words)
{
	for (; *words != NULL; words++)
		if (date_is_word(t->at, *words)) {
			t->at++;
			return true;
		}
	return false;
}

/* "15:00", "в 15", "3 pm", "15.00", "noon", to the end of the text; "2 часа" ${alone} may be meant as a span. */
static bool take_time(struct typing *t, bool alone)
{
	static const char *const joints[] = {"в", "к", "до", "at", "by", "на", "с", NULL};
	static const char *const noon[] = {"noon", "полдень", NULL}, *const midnight[] = {"midnight", "полночь", NULL};
	static const char *const hours[] = {"ч", "час", "часа", "часов", "h", NULL};
	bool joint = date_is_sign(t->at, ',') && (++t->at, true);
	int64_t hour, minute = 0;

	joint = take_word(t, joints) || joint;
	t->has_time = true;
	if (take_word(t, noon)) {
		t->seconds = 12 * HOUR;
		return t->at->kind == DATE_END;
	}
	if (take_word(t, midnight)) {
		t->seconds = 0;
		return t->at->kind == DATE_END;
	}
	if (t->at->kind != DATE_NUMBER || t->at->digits > 2)
		return false;
	hour = (t->at++)->value;
	bool minutes = (date_is_sign(t->at, ':') || date_is_sign(t->at, '.') || date_is_sign(t->at, '-')) &&
	               t->at[1].kind == DATE_NUMBER && t->at[1].digits == 2;
	if (minutes) {
		minute = t->at[1].value;
		t->at += 2;
	}
	bool after = date_is_word(t->at, "pm") || date_is_word(t->at, "p");
	if (after || date_is_word(t->at, "am") || date_is_word(t->at, "a")) {
		t->at++;
		if (hour < 1 || hour > 12)
			return false;
		hour = hour % 12 + (after ? 12 : 0);
	} else if (!minutes && (!take_word(t, hours) || alone) && !joint) {
		return false;
	}
	t->seconds = (int)(hour * HOUR + minute * 60);
	return hour < 24 && minute < 60 && t->at->kind == DATE_END;
}

/* Words for a day, and how far it is. */
static bool take_near_day(struct typing *t)
{
	static const struct {
		const char *word;
		int days;
	} near[] = {{"today", 0}, {"сегодня", 0}, {"tomorrow", 1}, {"tmrw", 1}, {"tmr", 1}, {"завтра", 1},
	    {"послезавтра", 2}, {"yesterday", -1}, {"вчера", -1}, {"позавчера", -2}};

	for (size_t i = 0; i < sizeof near / sizeof *near; i++) {
		if (!date_is_word(t->at, near[i].word))
			continue;
		t->day = t->today + near[i].days;
		t->at++;
		return true;
	}
	if (!date_is_word(&t->at[0], "day") || !date_is_word(&t->at[2], "tomorrow") ||
	    !date_is_word(&t->at[1], "after"))
		return false;
	t->day = t->today + 2;
	t->at += 3;
	return true;
}

/* "пт", "в пятницу", "next mon", "в следующую среду". */
static bool take_weekday(struct typing *t)
{
	static const char *const joints[] = {"в", "во", "on", "к", "до", "by", "this", "эту", "этот", "это", "эта",
	    "coming", "ближайший", "ближайшую", "ближайшее", NULL};
	static const char *const nexts[] = {"next", "следующий", "следующую", "следующее", "следующая", "след", NULL};
	static const char *const lasts[] = {"last", "прошлый", "прошлую", "прошлое", "прошлая", "прошл", NULL};
	const struct date_token *from = t->at;
	int today = day_weekday(t->today);

	while (take_word(t, joints))
		;
	bool next = take_word(t, nexts), last = !next && take_word(t, lasts);
	int weekday = t->at->kind == DATE_WORD ? date_weekday_word(t->at->word) : 0;
	if (weekday == 0) {
		t->at = from;
		return false;
	}
	t->at++;
	if (next) /* of the next week */
		t->day = t->today - today + 7 + weekday;
	else if (t->frame->back || last)
		t->day = t->today - (today - weekday + 7) % 7 - (last && today == weekday ? 7 : 0);
	else
		t->day = t->today + (weekday - today + 7) % 7;
	return true;
}

/* "25.12", "25 декабря", "Dec 25": the year is the nearest that fits. */
static bool take_yearless(struct typing *t)
{
	const struct date_token *a = t->at;
	int year, month, mday;
	int64_t m = 0, d = 0;
	bool month_first = t->frame->order == DATES_MDY;

	if (a->kind == DATE_NUMBER && a->digits <= 2 && (date_is_sign(&a[1], '.') || date_is_sign(&a[1], '/')) &&
	    a[2].kind == DATE_NUMBER && a[2].digits <= 2 && (a[3].kind == DATE_END || a[3].apart)) {
		d = month_first && a[2].value > 0 && a[0].value <= 12 ? a[2].value : a[0].value;
		m = month_first && a[0].value <= 12 ? a[0].value : a[2].value;
		t->at += 3;
	} else if (a->kind == DATE_NUMBER && a->digits <= 2 && a[1].kind == DATE_WORD && date_month_word(a[1].word)) {
		d = a->value;
		m = date_month_word(a[1].word);
		t->at += 2;
	} else if (a->kind == DATE_WORD && date_month_word(a->word) && a[1].kind == DATE_NUMBER && a[1].digits <= 2) {
		d = a[1].value;
		m = date_month_word(a->word);
		t->at += 2;
	}
	if (d < 1 || d > 31 || m < 1 || m > 12)
		return false;
	day_split(t->today, &year, &month, &mday);
	for (int step = 0; step < 9; step++) { /* 29 February comes every fourth year, or eighth */
		day_t day = day_of(t->frame->back ? year - step : year + step, (int)m, (int)d);
		int y, found_month, found_day;
		day_split(day, &y, &found_month, &found_day);
		if (found_month != m || (t->frame->back ? day > t->today : day < t->today))
			continue;
		t->day = day;
		return true;
	}
	return false;
}

enum unit { UNIT_NONE, UNIT_MINUTE, UNIT_HOUR, UNIT_DAY, UNIT_WEEK, UNIT_MONTH, UNIT_YEAR };

static enum unit take_unit(struct typing *t)
{
	static const struct {
		enum unit unit;
		const char *words[12];
	} units[] = {
	    {UNIT_MINUTE, {"m", "min", "mins", "minute", "minutes", "мин", "минуту", "минуты", "минут", "минута"}},
	    {UNIT_HOUR, {"h", "hr", "hrs", "hour", "hours", "ч", "час", "часа", "часов"}},
	    {UNIT_DAY, {"d", "day", "days", "д", "дн", "день", "дня", "дней", "сут", "сутки", "суток"}},
	    {UNIT_WEEK, {"w", "wk", "week", "weeks", "нед", "неделю", "недели", "недель", "неделя"}},
	    {UNIT_MONTH, {"mo", "month", "months", "мес", "месяц", "месяца", "месяцев"}},
	    {UNIT_YEAR, {"y", "yr", "year", "years", "г", "год", "года", "лет"}},
	};

	for (size_t i = 0; i < sizeof units / sizeof *units; i++)
		if (take_word(t, units[i].words))
			return units[i].unit;
	return UNIT_NONE;
}

/* A number in digits or as a word; half an hour is 30 minutes. 1 where only the unit is named. */
static bool take_count(struct typing *t, int64_t *count)
{
	static const char *const words[][4] = {{"a", "an", "one", "один"}, {"два", "две", "two", "пару"},
	    {"три", "three"}, {"четыре", "four"}, {"пять", "five"}, {"шесть", "six"}, {"семь", "seven"},
	    {"восемь", "eight"}, {"девять", "nine"}, {"десять", "ten"}};

	*count = 1;
	if (t->at->kind == DATE_NUMBER) {
		*count = t->at->value;
		return (t->at++)->digits <= 9 && *count <= COUNT_MAX;
	}
	for (size_t i = 0; i < sizeof words / sizeof *words; i++)
		for (int k = 0; k < 4 && words[i][k] != NULL; k++)
			if (date_is_word(t->at, words[i][k])) {
				t->at++;
				*count = (int64_t)i + 1;
				return true;
			}
	return true;
}

/* The same day of another month, or its last. */
static day_t shift_months(day_t day, int64_t months)
{
	int year, month, mday;

	day_split(day, &year, &month, &mday);
	int64_t whole = (int64_t)year * 12 + month - 1 + months;
	day_t first = day_of((int)(whole / 12), (int)(whole % 12) + 1, 1);
	int days = month_next(first) - first;
	return first + (mday < days ? mday : days) - 1;
}

static bool apply_shift(struct typing *t, int64_t count, enum unit unit)
{
	instant_t now = t->frame->now;

	switch (unit) {
	case UNIT_NONE: return false;
	case UNIT_MINUTE:
	case UNIT_HOUR:
		t->shifted = t->has_time = true;
		t->instant = now + count * (unit == UNIT_HOUR ? HOUR : 60);
		return t->at->kind == DATE_END;
	case UNIT_DAY: t->day = t->today + (day_t)count; break;
	case UNIT_WEEK: t->day = t->today + (day_t)count * 7; break;
	case UNIT_MONTH: t->day = shift_months(t->today, count); break;
	case UNIT_YEAR: t->day = shift_months(t->today, count * 12); break;
	}
	if (t->day < -700000 || t->day > 2900000) /* years 1 to 9999 */
		return false;
	if (t->at->kind != DATE_END)
		return take_time(t, false);
	/* In whole days the clock on the wall stays the same. */
	int64_t wall = now + zone_offset(t->frame->zone, now);
	t->seconds = (int)((wall % DAY + DAY) % DAY);
	t->has_time = true;
	return true;
}

/* "+2d 10:00", "через 2 часа", "in a week", "3 дня назад". */
static bool take_shift(struct typing *t)
{
	static const char *const ahead[] = {"через", "in", NULL}, *const ago[] = {"назад", "ago", NULL};
	static const char *const half[] = {"полчаса", "half", NULL}, *const rest[] = {"an", "hour", NULL};
	const struct date_token *from = t->at;
	int64_t count = 1;
	bool plus = date_is_sign(t->at, '+'), minus = date_is_sign(t->at, '-'), said = plus || minus;
	enum unit unit = UNIT_MINUTE;

	t->at += said;
	if (!said)
		said = take_word(t, ahead);
	if ((plus || minus) && (t->at->kind != DATE_NUMBER || t->at->apart))
		return false;
	if (take_word(t, half)) {
		count = 30;
		while (take_word(t, rest))
			;
	} else {
		if (!take_count(t, &count) || (unit = take_unit(t)) == UNIT_NONE) {
			t->at = from;
			return false;
		}
	}
	if (take_word(t, ago))
		minus = said = true;
	return said && apply_shift(t, minus ? -count : count, unit);
}

static bool typed_read(struct typing *t)
{
	static const char *const now[] = {"now", "сейчас", NULL};
	const struct date_token *from = t->at;

	if (take_word(t, now)) {
		t->shifted = t->has_time = true;
		t->instant = t->frame->now;
		return t->at->kind == DATE_END;
	}
	bool weekday = take_weekday(t);
	if (weekday || take_near_day(t) || take_yearless(t)) {
		if (t->at->kind != DATE_END && !take_time(t, false))
			return false;
		/* The very weekday: whoever means today says so. */
		instant_t at = zone_instant(t->frame->zone, t->day, t->seconds);
		if (weekday && t->day == t->today && !t->frame->back && (!t->has_time || at <= t->frame->now))
			t->day += 7;
		if (weekday && t->day == t->today && t->frame->back && (!t->has_time || at > t->frame->now))
			t->day -= 7;
		return true;
	}
	t->at = from;
	if (take_shift(t))
		return true;
	t->at = from;
	t->has_time = t->shifted = false;
	if (!take_time(t, true))
		return false;
	t->day = t->today;
	if (!t->frame->back && zone_instant(t->frame->zone, t->day, t->seconds) <= t->frame->now)
		t->day++;
	return true;
}

enum status due_parse(const char *text, const struct time_frame *frame, instant_t *at, bool *day_only)
{
	struct date_token tokens[DATE_TOKENS] = {{0}};
	struct typing t = {.at = tokens, .frame = frame, .today = zone_day(frame->zone, frame->now)};

	if (instant_read(text, frame->zone, frame->order, at, day_only) == CRM_OK)
		return CRM_OK;
	if (!date_tokens_read(text, tokens) || !typed_read(&t))
		return CRM_DATA;
	*day_only = !t.has_time;
	*at = t.shifted    ? t.instant
	      : t.has_time ? zone_instant(frame->zone, t.day, t.seconds)
	                   : zone_start(frame->zone, t.day);
	return CRM_OK;
}
