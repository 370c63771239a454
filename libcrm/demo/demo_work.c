/* What managers do with a lead, day by day, until it is closed or today is over. */
#include "demo/demo_department_private.h"

#define OPENS (9 * 60)
#define CLOSES (19 * 60)
#define HOURS 60
#define DAYS A_DAY

static bool works(day_t day)
{
	return day_weekday(day) <= 5 && day != day_of(2026, 11, 4);
}

minute_t next_work(minute_t at, struct dice *dice)
{
	day_t day = (day_t)(at / A_DAY);
	int minute = (int)(at % A_DAY);

	if (works(day) && minute >= OPENS && minute < CLOSES)
		return at;
	if (minute >= CLOSES || !works(day))
		day++;
	while (!works(day))
		day++;
	return (minute_t)day * A_DAY + OPENS + (minute_t)roll(dice, 150);
}

/* ${least} to ${most} minutes later, in working hours. */
static minute_t later(struct lead_work *lead, minute_t at, int least, int most)
{
	return next_work(at + least + (minute_t)roll(&lead->dice, (uint32_t)(most - least + 1)), &lead->dice);
}

static const char *one_of(struct lead_work *lead, const char *const *words)
{
	uint32_t n = 0;

	while (words[n])
		n++;
	return words[roll(&lead->dice, n)];
}
#define ONE_OF(lead, ...) one_of(lead, (const char *const[]){__VA_ARGS__, NULL})

static void touch(struct dept *dept, struct lead_work *lead, minute_t at, const char *kind, const char *direction,
    int minutes, const char *result, const char *text)
{
	ROW(dept, TOUCH, at, lead->ext_id, kind, direction, when(dept, at), minutes ? amount(dept, minutes) : "",
	    result, text);
}

static bool call(struct dept *dept, struct lead_work *lead, minute_t at)
{
	bool answered = chance(&lead->dice, 720);

	touch(dept, lead, at, "call", "out", answered ? 2 + (int)roll(&lead->dice, 11) : 0,
	    answered ? "answered" : "no_answer", "");
	return answered;
}

/* False: that is still to come. */
static bool close_lead(
    struct dept *dept, struct lead_work *lead, enum sheet sheet, minute_t at, const char *reason, const char *note)
{
	if (at > DEMO_NOW)
		return false;
	ROW(dept, sheet, at, lead->ext_id, reason, when(dept, at), note);
	lead->closed = at;
	return true;
}

static const char *loss_reason(struct lead_work *lead)
{
	if (lead->stage == 3)
		return lead->mortgage && chance(&lead->dice, 600) ? "mortgage_denied"
		                                                  : ONE_OF(lead, "changed_mind", "competitor", "price");
	if (lead->stage == 2)
		return ONE_OF(lead, "price", "price", "competitor", "location", "timing", "changed_mind");
	return ONE_OF(lead, "price", "timing", "timing", "location", "competitor", "no_answer", "changed_mind");
}

/* Lost some time after ${at}; or nobody gets round to saying so. */
static void lose(struct dept *dept, struct lead_work *lead, minute_t at, const char *reason)
{
	minute_t end = later(lead, at, 3 * DAYS, 18 * DAYS);

	if (chance(&lead->dice, lead->who->stale))
		return;
	if (end <= DEMO_NOW && chance(&lead->dice, 450))
		call(dept, lead, end - 20);
	close_lead(dept, lead, LOSE, end, reason ? reason : loss_reason(lead), "");
}

static bool is_bad(struct lead_work *lead)
{
	static const uint32_t odds[DEMO_SOURCES] = {240, 360, 180, 60, 330};

	return chance(&lead->dice, odds[lead->source]);
}

static const char *bad_reason(struct lead_work *lead)
{
	return ONE_OF(lead, "not_target", "not_target", "not_target", "wrong_number", "wrong_number", "existing");
}

/* The way to the first talk; the time when the lead proved to be a real one, or NEVER. */
static minute_t first_talk(struct dept *dept, struct lead_work *lead)
{
	const struct staff *who = lead->who;
	minute_t at = later(lead, lead->at, who->reply / 3, who->reply * 2);

	if (at > DEMO_NOW)
		return NEVER;
	if (chance(&lead->dice, who->hasty)) {
		close_lead(dept, lead, DISQUALIFY,
		    next_work(lead->at + 3 + (minute_t)roll(&lead->dice, 9), &lead->dice), "not_target", "");
		return NEVER;
	}
	lead->called = at;
	for (int tries = 0; !call(dept, lead, at); tries++) {
		minute_t again = later(lead, at, 4 * HOURS, 30 * HOURS);
		if (again > DEMO_NOW)
			return NEVER;
		if (tries == 2) {
			lose(dept, lead, at, "no_answer");
			return NEVER;
		}
		at = again;
	}
	if (is_bad(lead)) {
		close_lead(dept, lead, DISQUALIFY, later(lead, at, 1, 90), bad_reason(lead), "");
		return NEVER;
	}
	return at;
}

static bool qualify(struct dept *dept, struct lead_work *lead, minute_t *at)
{
	if (!chance(&lead->dice, lead->who->qualify)) {
		lose(dept, lead, *at, NULL);
		return false;
	}
	*at = later(lead, *at, 5, 26 * HOURS);
	if (*at > DEMO_NOW)
		return false;
	lead->stage = 1;
	ROW(dept, QUALIFY, *at, lead->ext_id, when(dept, *at),
	    chance(&lead->dice, 150)
	        ? ONE_OF(lead, "Готов приехать на этой неделе", "Смотрит с женой", "Нужен сентябрь, школа")
	        : "");
	return true;
}

static bool meet(struct dept *dept, struct lead_work *lead, minute_t *at)
{
	static const int better[DEMO_SOURCES] = {0, -90, 30, 200, -60};

	if (!chance(&lead->dice, (uint32_t)((int)lead->who->meet + better[lead->source]))) {
		lose(dept, lead, *at, NULL);
		return false;
	}
	*at = later(lead, *at, 1 * DAYS, 7 * DAYS);
	if (*at > DEMO_NOW)
		return false;
	lead->stage = 2;
	ROW(dept, MOVE, *at, lead->ext_id, "meeting", when(dept, *at), "");
	touch(dept, lead, *at, "meeting", "", 40 + 10 * (int)roll(&lead->dice, 6), "",
	    chance(&lead->dice, 300)
	        ? ONE_OF(lead, "Понравился вид из окна", "Смущает первый взнос", "Сравнивают с соседним домом")
	        : "");
	return true;
}

static bool book(struct dept *dept, struct lead_work *lead, minute_t *at)
{
	minute_t letter = later(lead, *at, 2 * HOURS, 40 * HOURS);

	if (letter <= DEMO_NOW && chance(&lead->dice, 600))
		touch(dept, lead, letter, "email", "out", 0, "", "Планировки и расчёт платежа");
	if (!chance(&lead->dice, lead->who->book)) {
		lose(dept, lead, *at, NULL);
		return false;
	}
	*at = later(lead, letter, 1 * DAYS, 9 * DAYS);
	if (*at > DEMO_NOW)
		return false;
	lead->stage = 3;
	ROW(dept, MOVE, *at, lead->ext_id, "booking", when(dept, *at), "");
	touch(dept, lead, *at - 15, "call", "in", 6, "answered", "");
	return true;
}

static void win(struct dept *dept, struct lead_work *lead, minute_t at)
{
	int64_t price = 6200000 + 10000 * (int64_t)roll(&lead->dice, 820);

	if (!chance(&lead->dice, lead->who->win)) {
		lose(dept, lead, at, NULL);
		return;
	}
	at = later(lead, at, 5 * DAYS, 16 * DAYS);
	if (at > DEMO_NOW)
		return;
	ROW(dept, WIN, at, lead->ext_id, amount(dept, price), when(dept, at), "");
	touch(dept, lead, at, "meeting", "", 60, "", "Подписание договора");
	lead->closed = at;
}

/* The first call of this month's leads was a task, for half of them. */
static void task_behind(struct dept *dept, struct lead_work *lead)
{
	minute_t due = next_work(lead->at + 60, &lead->dice);

	if (lead->called == NEVER || lead->at < (minute_t)day_of(2026, 11, 1) * A_DAY || !chance(&lead->dice, 500))
		return;
	/* Tasks stay in this order, so the number of the row is known. */
	ROW(dept, TASK, 0, lead->ext_id, "call", when(dept, due), "10", "Первый звонок");
	ROW(dept, TASK_DONE, lead->called, amount(dept, dept->sheet[TASK].n), "done", when(dept, lead->called));
}

static void task_ahead(struct dept *dept, struct lead_work *lead)
{
	static const char *const kind[] = {"call", "meeting", "call", "document"};
	static const char *const text[] = {"Дозвониться и уточнить бюджет", "Показ квартиры",
	    "Узнать решение после показа", "Собрать документы к договору"};
	minute_t due = later(lead, DEMO_NOW, 14 * HOURS, 7 * DAYS);

	if (chance(&lead->dice, 90))
		return;
	if (chance(&lead->dice, lead->who->late)) {
		due = next_work(DEMO_NOW - (minute_t)(1 + roll(&lead->dice, 6)) * DAYS, &lead->dice);
		due = due < lead->at ? next_work(lead->at + 3 * HOURS, &lead->dice) : due;
	}
	due -= due % 15;
	ROW(dept, TASK, 0, lead->ext_id, kind[lead->stage], when(dept, due), lead->stage == 1 ? "60" : "15",
	    text[lead->stage]);
}

void work(struct dept *dept, struct lead_work *lead)
{
	minute_t at;

	lead->closed = lead->called = NEVER;
	lead->stage = 0;
	if (!lead->who)
		return;
	at = first_talk(dept, lead);
	if (at != NEVER && qualify(dept, lead, &at) && meet(dept, lead, &at) && book(dept, lead, &at))
		win(dept, lead, at);
	task_behind(dept, lead);
	if (lead->closed == NEVER)
		task_ahead(dept, lead);
}
