/* What managers do with a lead, day by day, until it is closed or today is over. */
#include "demo/demo_department_private.h"

#define OPENS (9 * 60)
#define CLOSES (19 * 60)
#define HOURS 60
#define DAYS DEMO_A_DAY

static bool is_working_day(day_t day)
{
	return day_weekday(day) <= 5 && day != day_of(2026, 11, 4);
}

minute_t demo_next_work(minute_t at, struct demo_dice *dice)
{
	day_t day = (day_t)(at / DEMO_A_DAY);
	int minute = (int)(at % DEMO_A_DAY);

	if (is_working_day(day) && minute >= OPENS && minute < CLOSES)
		return at;
	if (minute >= CLOSES || !is_working_day(day))
		day++;
	while (!is_working_day(day))
		day++;
	return (minute_t)day * DEMO_A_DAY + OPENS + (minute_t)demo_roll(dice, 150);
}

/* ${least} to ${most} minutes later, in working hours. */
static minute_t minutes_later(struct demo_lead_work *lead, minute_t at, int least, int most)
{
	return demo_next_work(at + least + (minute_t)demo_roll(&lead->dice, (uint32_t)(most - least + 1)), &lead->dice);
}

static const char *one_of(struct demo_lead_work *lead, const char *const *words)
{
	uint32_t n = 0;

	while (words[n])
		n++;
	return words[demo_roll(&lead->dice, n)];
}
#define ONE_OF(lead, ...) one_of(lead, (const char *const[]){__VA_ARGS__, NULL})

static void add_touch(struct demo_dept *dept, struct demo_lead_work *lead, minute_t at, const char *kind,
    const char *direction, int minutes, const char *result, const char *text)
{
	DEMO_ROW(dept, TOUCH, at, lead->ext_id, kind, direction, demo_when(dept, at),
	    minutes ? demo_amount(dept, minutes) : "", result, text);
}

static bool call_client(struct demo_dept *dept, struct demo_lead_work *lead, minute_t at)
{
	bool answered = demo_chance(&lead->dice, 720);

	add_touch(dept, lead, at, "call", "out", answered ? 2 + (int)demo_roll(&lead->dice, 11) : 0,
	    answered ? "answered" : "no_answer", "");
	return answered;
}

/* False: that is still to come. */
static bool close_lead(struct demo_dept *dept, struct demo_lead_work *lead, enum demo_sheet sheet, minute_t at,
    const char *reason, const char *note)
{
	if (at > DEMO_NOW)
		return false;
	DEMO_ROW(dept, sheet, at, lead->ext_id, reason, demo_when(dept, at), note);
	lead->closed = at;
	return true;
}

static const char *loss_reason(struct demo_lead_work *lead)
{
	if (lead->stage == 3)
		return lead->mortgage && demo_chance(&lead->dice, 600)
		           ? "mortgage_denied"
		           : ONE_OF(lead, "changed_mind", "competitor", "price");
	if (lead->stage == 2)
		return ONE_OF(lead, "price", "price", "competitor", "location", "timing", "changed_mind");
	return ONE_OF(lead, "price", "timing", "timing", "location", "competitor", "no_answer", "changed_mind");
}

/* Lost some time after ${at}; or nobody gets round to saying so. */
static void lose_lead(struct demo_dept *dept, struct demo_lead_work *lead, minute_t at, const char *reason)
{
	minute_t end = minutes_later(lead, at, 3 * DAYS, 18 * DAYS);

	if (demo_chance(&lead->dice, lead->who->stale))
		return;
	if (end <= DEMO_NOW && demo_chance(&lead->dice, 450))
		call_client(dept, lead, end - 20);
	close_lead(dept, lead, LOSE, end, reason ? reason : loss_reason(lead), "");
}

static bool is_bad(struct demo_lead_work *lead)
{
	static const uint32_t odds[DEMO_SOURCES] = {240, 360, 180, 60, 330};

	return demo_chance(&lead->dice, odds[lead->source]);
}

static const char *bad_reason(struct demo_lead_work *lead)
{
	return ONE_OF(lead, "not_target", "not_target", "not_target", "wrong_number", "wrong_number", "existing");
}

/* The way to the first talk; the time when the lead proved to be a real one, or DEMO_NEVER. */
static minute_t first_talk(struct demo_dept *dept, struct demo_lead_work *lead)
{
	const struct demo_staff *who = lead->who;
	minute_t at = minutes_later(lead, lead->at, who->reply / 3, who->reply * 2);

	if (at > DEMO_NOW)
		return DEMO_NEVER;
	if (demo_chance(&lead->dice, who->hasty)) {
		close_lead(dept, lead, DISQUALIFY,
		    demo_next_work(lead->at + 3 + (minute_t)demo_roll(&lead->dice, 9), &lead->dice), "not_target", "");
		return DEMO_NEVER;
	}
	lead->called = at;
	for (int tries = 0; !call_client(dept, lead, at); tries++) {
		minute_t again = minutes_later(lead, at, 4 * HOURS, 30 * HOURS);
		if (again > DEMO_NOW)
			return DEMO_NEVER;
		if (tries == 2) {
			lose_lead(dept, lead, at, "no_answer");
			return DEMO_NEVER;
		}
		at = again;
	}
	if (is_bad(lead)) {
		close_lead(dept, lead, DISQUALIFY, minutes_later(lead, at, 1, 90), bad_reason(lead), "");
		return DEMO_NEVER;
	}
	return at;
}

static bool qualify_lead(struct demo_dept *dept, struct demo_lead_work *lead, minute_t *at)
{
	if (!demo_chance(&lead->dice, lead->who->qualify)) {
		lose_lead(dept, lead, *at, NULL);
		return false;
	}
	*at = minutes_later(lead, *at, 5, 26 * HOURS);
	if (*at > DEMO_NOW)
		return false;
	lead->stage = 1;
	DEMO_ROW(dept, QUALIFY, *at, lead->ext_id, demo_when(dept, *at),
	    demo_chance(&lead->dice, 150)
	        ? ONE_OF(lead, "Готов приехать на этой неделе", "Смотрит с женой", "Нужен сентябрь, школа")
	        : "");
	return true;
}

static bool meet_client(struct demo_dept *dept, struct demo_lead_work *lead, minute_t *at)
{
	static const int better[DEMO_SOURCES] = {0, -90, 30, 200, -60};

	if (!demo_chance(&lead->dice, (uint32_t)((int)lead->who->meet + better[lead->source]))) {
		lose_lead(dept, lead, *at, NULL);
		return false;
	}
	*at = minutes_later(lead, *at, 1 * DAYS, 7 * DAYS);
	if (*at > DEMO_NOW)
		return false;
	lead->stage = 2;
	DEMO_ROW(dept, MOVE, *at, lead->ext_id, "meeting", demo_when(dept, *at), "");
	add_touch(dept, lead, *at, "meeting", "", 40 + 10 * (int)demo_roll(&lead->dice, 6), "",
	    demo_chance(&lead->dice, 300)
	        ? ONE_OF(lead, "Понравился вид из окна", "Смущает первый взнос", "Сравнивают с соседним домом")
	        : "");
	return true;
}

static bool book_flat(struct demo_dept *dept, struct demo_lead_work *lead, minute_t *at)
{
	minute_t letter = minutes_later(lead, *at, 2 * HOURS, 40 * HOURS);

	if (letter <= DEMO_NOW && demo_chance(&lead->dice, 600))
		add_touch(dept, lead, letter, "email", "out", 0, "", "Планировки и расчёт платежа");
	if (!demo_chance(&lead->dice, lead->who->book)) {
		lose_lead(dept, lead, *at, NULL);
		return false;
	}
	*at = minutes_later(lead, letter, 1 * DAYS, 9 * DAYS);
	if (*at > DEMO_NOW)
		return false;
	lead->stage = 3;
	DEMO_ROW(dept, MOVE, *at, lead->ext_id, "booking", demo_when(dept, *at), "");
	add_touch(dept, lead, *at - 15, "call", "in", 6, "answered", "");
	return true;
}

static void win_lead(struct demo_dept *dept, struct demo_lead_work *lead, minute_t at)
{
	int64_t price = 6200000 + 10000 * (int64_t)demo_roll(&lead->dice, 820);

	if (!demo_chance(&lead->dice, lead->who->win)) {
		lose_lead(dept, lead, at, NULL);
		return;
	}
	at = minutes_later(lead, at, 5 * DAYS, 16 * DAYS);
	if (at > DEMO_NOW)
		return;
	DEMO_ROW(dept, WIN, at, lead->ext_id, demo_amount(dept, price), demo_when(dept, at), "");
	add_touch(dept, lead, at, "meeting", "", 60, "", "Подписание договора");
	lead->closed = at;
}

/* The first call of this month's leads was a task, for half of them. */
static void task_behind(struct demo_dept *dept, struct demo_lead_work *lead)
{
	minute_t due = demo_next_work(lead->at + 60, &lead->dice);

	if (lead->called == DEMO_NEVER || lead->at < (minute_t)day_of(2026, 11, 1) * DEMO_A_DAY ||
	    !demo_chance(&lead->dice, 500))
		return;
	/* Tasks stay in this order, so the number of the row is known. */
	DEMO_ROW(dept, TASK, 0, lead->ext_id, "call", demo_when(dept, due), "10", "Первый звонок");
	DEMO_ROW(dept, TASK_DONE, lead->called, demo_amount(dept, dept->sheet[TASK].n), "done",
	    demo_when(dept, lead->called));
}

static void task_ahead(struct demo_dept *dept, struct demo_lead_work *lead)
{
	static const char *const kind[] = {"call", "meeting", "call", "document"};
	static const char *const text[] = {"Дозвониться и уточнить бюджет", "Показ квартиры",
	    "Узнать решение после показа", "Собрать документы к договору"};
	minute_t due = minutes_later(lead, DEMO_NOW, 14 * HOURS, 7 * DAYS);

	if (demo_chance(&lead->dice, 90))
		return;
	if (demo_chance(&lead->dice, lead->who->late)) {
		due = demo_next_work(DEMO_NOW - (minute_t)(1 + demo_roll(&lead->dice, 6)) * DAYS, &lead->dice);
		due = due < lead->at ? demo_next_work(lead->at + 3 * HOURS, &lead->dice) : due;
	}
	due -= due % 15;
	DEMO_ROW(dept, TASK, 0, lead->ext_id, kind[lead->stage], demo_when(dept, due), lead->stage == 1 ? "60" : "15",
	    text[lead->stage]);
}

void demo_work(struct demo_dept *dept, struct demo_lead_work *lead)
{
	minute_t at;

	lead->closed = lead->called = DEMO_NEVER;
	lead->stage = 0;
	if (!lead->who)
		return;
	at = first_talk(dept, lead);
	if (at != DEMO_NEVER && qualify_lead(dept, lead, &at) && meet_client(dept, lead, &at) &&
	    book_flat(dept, lead, &at))
		win_lead(dept, lead, at);
	task_behind(dept, lead);
	if (lead->closed == DEMO_NEVER)
		task_ahead(dept, lead);
}
