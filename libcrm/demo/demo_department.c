/* Who writes to the sample department, from August to the evening of 23 November 2026. */
#include "demo/demo_department_private.h"

#define SEED 2026
#define MOST 800
#define RECENT (5 * DEMO_A_DAY) /* who gets no answer asks again within five days */
#define ROOM 160

/* What stands in the row of an inquiry. */
struct made_inquiry {
	struct demo_lead_work lead;
	char name[ROOM], phone[24], email[64];
	int person, spelling;
	bool worked;
	const char *project, *payment, *family, *company, *consent;
};

struct demo_arrivals {
	struct made_inquiry list[MOST];
	int n, turn, shareholders;
};

/* Five to eight on a working day, a few at the week-end, more in November: there were advertisements. */
static int how_many(day_t day, struct demo_dice *dice)
{
	int weekday = day_weekday(day), n = weekday <= 5 ? 5 + (int)demo_roll(dice, 4) : 1 + (int)demo_roll(dice, 3);

	return n + (weekday <= 5 && day >= day_of(2026, 11, 1) ? 1 : 0) + (day == DEMO_LAST ? 6 : 0);
}

static int by_minute(const void *a, const void *b)
{
	minute_t x = *(const minute_t *)a, y = *(const minute_t *)b;

	return (x > y) - (x < y);
}

static const char *keep_text(struct demo_dept *dept, const char *text)
{
	const char *copy = arena_copy(&dept->arena, text);

	dept->failed |= !copy;
	return copy ? copy : "";
}

static void make_person(struct demo_dept *dept, struct made_inquiry *q, int number)
{
	struct demo_dice *dice = &q->lead.dice;
	struct demo_name name = demo_name(dice);
	char ext_id[16];
	uint32_t reach = demo_roll(dice, 100);

	snprintf(ext_id, sizeof ext_id, "L%04d", number + 1);
	q->lead.ext_id = keep_text(dept, ext_id);
	q->lead.source = demo_source(dice);
	q->person = number;
	q->spelling = (int)demo_roll(dice, DEMO_SPELLINGS);
	snprintf(q->name, ROOM, "%s %s%s%s", name.surname, name.first, name.patronymic ? " " : "",
	    name.patronymic ? name.patronymic : "");
	if (demo_chance(dice, 15))
		snprintf(q->name, ROOM, "%s, %s (\"муж\")", name.surname, name.first);
	if (reach >= 4)
		demo_phone(q->phone, SEED, (uint64_t)number + 100, q->spelling);
	if (reach < 78)
		snprintf(q->email, sizeof q->email, "%s.%d@%s", name.latin, number + 1, demo_word(&demo_domains, dice));
	q->project = demo_word(&demo_projects, dice);
	q->payment = demo_word(&demo_payments, dice);
	q->family = demo_word(&demo_families, dice);
	q->company = demo_chance(dice, 40) ? demo_word(&demo_companies, dice) : "";
	q->consent = demo_chance(dice, 820) ? "да" : "";
	q->lead.mortgage = strcmp(q->payment, "ипотека") == 0;
}

/* Whoever is next and works here already; the afternoon's leads of the last day still wait. */
static const struct demo_staff *whose_turn(struct demo_arrivals *arrivals, minute_t at)
{
	const struct demo_staff *who;
	char day[16] = "";
	struct buf text = {0};

	day_put(&text, (day_t)(at / DEMO_A_DAY));
	if (!text.failed)
		snprintf(day, sizeof day, "%s", text.text);
	buf_free(&text);
	do
		who = &demo_staff[arrivals->turn++ % DEMO_STAFF];
	while (strcmp(who->hired, day) > 0);
	return at >= DEMO_NOW - 5 * 60 ? NULL : who;
}

/* Somebody of the last days whose lead is still open; NULL if there is none. */
static struct made_inquiry *find_again(struct demo_arrivals *arrivals, const struct made_inquiry *q)
{
	struct made_inquiry *earlier = NULL;
	uint32_t back = 1 + demo_roll((struct demo_dice[]){demo_dice(SEED, (uint64_t)q->person)}, 12);

	if ((int)back > arrivals->n)
		return NULL;
	earlier = &arrivals->list[arrivals->n - (int)back];
	return earlier->worked && earlier->lead.closed > q->lead.at && q->lead.at - earlier->lead.at < RECENT ? earlier
	                                                                                                      : NULL;
}

static void put_lead(struct demo_dept *dept, const struct made_inquiry *q, const char *comment)
{
	const struct demo_lead_work *lead = &q->lead;
	struct demo_dice dice = demo_dice(SEED + 1, (uint64_t)q->person);

	DEMO_ROW(dept, LEADS, lead->at, lead->ext_id, demo_when(dept, lead->at), q->name, q->phone, q->email,
	    demo_source_name(lead->source), demo_campaign(lead->source, &dice), q->project, q->payment, q->family,
	    comment, q->company, lead->who ? lead->who->code : "", q->consent);
}

/* The same person in other words: the number in another spelling, the address in capitals. */
static void ask_again(struct demo_dept *dept, struct made_inquiry *q, const struct made_inquiry *earlier)
{
	int person = q->person;

	memcpy(q->name, earlier->name, sizeof q->name);
	memcpy(q->phone, earlier->phone, sizeof q->phone);
	memcpy(q->email, earlier->email, sizeof q->email);
	if (*q->phone)
		demo_phone(q->phone, SEED, (uint64_t)earlier->person + 100,
		    (earlier->spelling + 1 + person % 5) % DEMO_SPELLINGS);
	for (char *c = q->email; *c; c++)
		*c = (char)(*c >= 'a' && *c <= 'z' ? *c - 'a' + 'A' : *c);
	q->project = earlier->project;
	put_lead(dept, q, person % 2 ? "Оставляю заявку второй раз, мне никто не перезвонил" : "");
}

/* Two of three are known by their numbers, the third says so. */
static void put_shareholder(struct demo_dept *dept, struct made_inquiry *q, int nth)
{
	if (nth % 3) {
		DEMO_ROW(dept, LIST, 0, "shareholder", q->phone, q->name);
		put_lead(dept, q, "Когда откроют калитку со двора?");
	} else {
		put_lead(dept, q, "Я ваш дольщик, когда будут ключи?");
	}
}

static void add_inquiry(struct demo_dept *dept, struct demo_arrivals *arrivals, minute_t at)
{
	int number = arrivals->n;
	struct made_inquiry *q = &arrivals->list[number], *earlier;
	struct demo_dice *dice = &q->lead.dice;

	*q = (struct made_inquiry){.lead = {.at = at, .dice = demo_dice(SEED, (uint64_t)number)}};
	make_person(dept, q, number);
	uint32_t what = demo_roll(dice, 1000);
	if (what < 60 && (earlier = find_again(arrivals, q))) {
		ask_again(dept, q, earlier);
	} else if (what >= 975) {
		put_lead(dept, q, demo_word(&demo_spam, dice));
	} else if (what >= 958 && *q->phone) {
		put_shareholder(dept, q, ++arrivals->shareholders);
	} else {
		q->lead.who = whose_turn(arrivals, at);
		q->worked = true;
		put_lead(dept, q, demo_word(&demo_comments, dice));
		if (!q->lead.who)
			DEMO_ROW(dept, ASSIGN, at, q->lead.ext_id, number % 3 ? "" : "petrova");
		demo_work(dept, &q->lead);
	}
	arrivals->n++;
}

static void a_day(struct demo_dept *dept, struct demo_arrivals *arrivals, day_t day)
{
	struct demo_dice dice = demo_dice(SEED + 2, (uint64_t)day);
	minute_t at[20] = {0};
	int n = how_many(day, &dice), hours = day == DEMO_LAST ? 9 : 12;

	for (int i = 0; i < n; i++)
		at[i] = (minute_t)day * DEMO_A_DAY + 9 * 60 + (minute_t)demo_roll(&dice, (uint32_t)hours * 60);
	qsort(at, (size_t)n, sizeof *at, by_minute);
	for (int i = 0; i < n && arrivals->n < MOST; i++)
		add_inquiry(dept, arrivals, at[i]);
}

enum status demo_department(struct demo_table tables[DEMO_TABLES], struct why *why)
{
	struct demo_dept dept = {0};
	struct demo_arrivals *arrivals = arena_zero(&dept.arena, sizeof *arrivals);

	for (int i = 0; i < SHEETS; i++)
		tables[i] = (struct demo_table){0};
	if (!arrivals)
		return why_memory(why);
	demo_staff_rows(&dept);
	for (day_t day = DEMO_FIRST; day <= DEMO_LAST; day++)
		a_day(&dept, arrivals, day);
	for (int i = 0; i < SHEETS; i++) {
		demo_sheet_print(&dept, (enum demo_sheet)i, &tables[i]);
		dept.failed |= tables[i].csv.failed;
	}
	arena_free(&dept.arena);
	return dept.failed ? why_memory(why) : CRM_OK;
}

void demo_department_free(struct demo_table tables[DEMO_TABLES])
{
	for (int i = 0; i < DEMO_TABLES; i++)
		buf_free(&tables[i].csv);
}
