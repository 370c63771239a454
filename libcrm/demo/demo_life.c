#include "demo/demo_life_private.h"

#include "base/time/clock.h"

#define MINUTE 60
#define HOUR 3600
#define OPENS (9 * HOUR)
#define CLOSES (20 * HOUR)
#define SUNDAY 7

/* The acts that follow one, as they are thought of. */
struct thought {
	const struct demo_act *done;
	struct demo_dice dice;
	struct demo_act *next;
	int n;
};

/* Nobody works at night or on Sundays. */
static second_t in_hours(second_t at, struct demo_dice *dice)
{
	day_t day = (day_t)(at / DEMO_DAY);
	second_t second = at % DEMO_DAY;

	if (second >= OPENS && second < CLOSES && day_weekday(day) != SUNDAY)
		return at;
	if (second >= CLOSES)
		day++;
	if (day_weekday(day) == SUNDAY)
		day++;
	return day * DEMO_DAY + OPENS + (second_t)demo_roll(dice, 3 * HOUR);
}

/* ${least} to ${most} seconds later. */
static second_t later(struct thought *thought, second_t at, uint32_t least, uint32_t most)
{
	return in_hours(at + least + (second_t)demo_roll(&thought->dice, most - least), &thought->dice);
}

static second_t days_later(struct thought *thought, second_t at, uint32_t least, uint32_t most)
{
	return later(thought, at, least * (uint32_t)DEMO_DAY, most * (uint32_t)DEMO_DAY);
}

static const char *one_of(struct thought *thought, const char *const *words)
{
	uint32_t n = 0;

	while (words[n])
		n++;
	return words[demo_roll(&thought->dice, n)];
}
#define ONE_OF(thought, ...) one_of(thought, (const char *const[]){__VA_ARGS__, NULL})

/* The lead goes on with that. */
static void go_on(struct thought *thought, enum demo_deed deed, second_t at, const char *word)
{
	struct demo_act *act = &thought->next[thought->n++];

	*act = *thought->done;
	act->deed = deed;
	act->told = act->at = at;
	act->word = word;
	act->more = NULL;
	act->number = 0;
}

/* Somebody talks to the client beside it. */
static void add_touch(struct thought *thought, second_t at, const char *kind)
{
	bool call = strcmp(kind, "call") == 0, answered = demo_chance(&thought->dice, 720);
	struct demo_act *act;

	go_on(thought, DEED_TOUCH, at, kind);
	act = &thought->next[thought->n - 1];
	act->more = !call ? NULL : answered ? "answered" : "no_answer";
	act->number = !call      ? 40 + (int64_t)demo_roll(&thought->dice, 60)
	              : answered ? 2 + (int64_t)demo_roll(&thought->dice, 11)
	                         : 0;
	act->fate = FATE_NONE;
}

static void add_task(struct thought *thought, second_t at, second_t due, const char *kind)
{
	go_on(thought, DEED_TASK, at, kind);
	thought->next[thought->n - 1].at = due - due % (15 * MINUTE);
	if (thought->done->fate != FATE_STUCK) /* whose task nobody does */
		thought->next[thought->n - 1].fate = FATE_NONE;
}

static void lose(struct thought *thought, second_t at, const char *reason)
{
	if (demo_chance(&thought->dice, 250))
		add_touch(thought, at, "call");
	go_on(thought, DEED_LOSE, at + 10 * MINUTE, reason);
}

static void win(struct thought *thought, second_t at)
{
	go_on(thought, DEED_WIN, at, NULL);
	thought->next[thought->n - 1].number = 3000000 + 10000 * (int64_t)demo_roll(&thought->dice, 900);
}

/* One of a hundred is forgotten, or never comes further than a meeting: they make the tail of open leads. */
static enum demo_fate fate(struct demo_dice *dice)
{
	static const struct {
		uint32_t upto;
		enum demo_fate fate;
	} fates[] = {{5, FATE_NONE}, {300, FATE_BAD}, {600, FATE_LOST}, {850, FATE_LOST_MET}, {857, FATE_STUCK},
	    {893, FATE_LOST_BOOKED}, {1000, FATE_WON}};
	uint32_t at = demo_roll(dice, 1000);
	int i = 0;

	while (at >= fates[i].upto)
		i++;
	return fates[i].fate;
}

/* What came of the first talk. */
static void tell_talk(struct thought *thought, second_t at, enum demo_fate its)
{
	if (its == FATE_BAD)
		go_on(thought, DEED_DISQUALIFY, at, ONE_OF(thought, "not_target", "not_target", "wrong_number"));
	else
		go_on(thought, DEED_QUALIFY, at, NULL);
	thought->next[thought->n - 1].fate = its;
}

/* Not everybody notes down the call itself. */
static void after_assign(struct thought *thought, second_t now)
{
	bool prompt = demo_chance(&thought->dice, 750);
	enum demo_fate its = fate(&thought->dice);

	if (its == FATE_NONE)
		return;
	second_t at = prompt ? later(thought, now, 3 * MINUTE, 50 * MINUTE) : later(thought, now, HOUR, 20 * HOUR);
	if (demo_chance(&thought->dice, 500)) {
		tell_talk(thought, at, its);
		return;
	}
	add_touch(thought, at, "call");
	thought->next[thought->n - 1].fate = its;
}

static void after_touch(struct thought *thought, second_t at)
{
	if (thought->done->fate != FATE_NONE)
		tell_talk(thought, later(thought, at, 5 * MINUTE, 40 * HOUR), thought->done->fate);
}

static void after_qualify(struct thought *thought, second_t at)
{
	if (demo_chance(&thought->dice, 300))
		add_task(thought, at, days_later(thought, at, 1, 3), "call");
	if (thought->done->fate == FATE_LOST)
		lose(thought, days_later(thought, at, 1, 14),
		    ONE_OF(thought, "price", "price", "timing", "no_answer", "changed_mind"));
	else
		go_on(thought, DEED_MOVE, days_later(thought, at, 1, 14), "meeting");
}

static void after_meeting(struct thought *thought, second_t at)
{
	if (demo_chance(&thought->dice, 200))
		add_touch(thought, at, "meeting");
	if (!thought->done->been_back && demo_chance(&thought->dice, 40)) {
		go_on(thought, DEED_MOVE, days_later(thought, at, 2, 10), "qualified");
		thought->next[thought->n - 1].been_back = true;
	} else if (thought->done->fate == FATE_STUCK) {
		add_task(thought, at, days_later(thought, at, 1, 10), "meeting");
	} else if (thought->done->fate == FATE_LOST_MET) {
		lose(thought, days_later(thought, at, 1, 14),
		    ONE_OF(thought, "price", "competitor", "location", "timing"));
	} else {
		go_on(thought, DEED_MOVE, days_later(thought, at, 1, 14), "booking");
	}
}

static void after_booking(struct thought *thought, second_t at)
{
	if (!thought->done->been_back && demo_chance(&thought->dice, 30)) {
		go_on(thought, DEED_MOVE, days_later(thought, at, 1, 10), "meeting");
		thought->next[thought->n - 1].been_back = true;
	} else if (thought->done->fate == FATE_LOST_BOOKED) {
		lose(thought, days_later(thought, at, 1, 14), ONE_OF(thought, "mortgage_denied", "changed_mind"));
	} else {
		win(thought, days_later(thought, at, 1, 14));
	}
}

static void after_move(struct thought *thought, second_t at)
{
	if (strcmp(thought->done->word, "meeting") == 0)
		after_meeting(thought, at);
	else if (strcmp(thought->done->word, "booking") == 0)
		after_booking(thought, at);
	else
		go_on(thought, DEED_MOVE, days_later(thought, at, 1, 10), "meeting");
}

static void after_loss(struct thought *thought, second_t at)
{
	if (thought->done->fate == FATE_RETURNED || !demo_chance(&thought->dice, 30))
		return;
	go_on(thought, DEED_RETURN, days_later(thought, at, 20, 120), NULL);
	thought->next[thought->n - 1].fate = FATE_RETURNED;
}

static void after_return(struct thought *thought, second_t at)
{
	if (demo_chance(&thought->dice, 400))
		win(thought, days_later(thought, at, 5, 20));
	else
		lose(thought, days_later(thought, at, 5, 20), ONE_OF(thought, "price", "changed_mind"));
}

static void after_task(struct thought *thought, second_t due)
{
	bool late = demo_chance(&thought->dice, 200);

	if (thought->done->fate == FATE_STUCK || demo_chance(&thought->dice, 150))
		return;
	go_on(thought, DEED_TASK_DONE,
	    late ? days_later(thought, due, 1, 3)
	         : in_hours(due - (second_t)demo_roll(&thought->dice, HOUR), &thought->dice),
	    NULL);
}

struct demo_act demo_life_begin(int64_t lead, uint64_t seed, second_t came)
{
	return (struct demo_act){.told = came,
	    .at = came,
	    .lead = lead,
	    .deed = DEED_ASSIGN,
	    .dice = demo_dice(seed ^ UINT64_C(0x6c696665), (uint64_t)lead)};
}

int demo_life_next(const struct demo_act *done, second_t now, struct demo_act next[DEMO_NEXT])
{
	static void (*const after[DEEDS])(struct thought * thought, second_t at) = {[DEED_ASSIGN] = after_assign,
	    [DEED_RETURN] = after_return,
	    [DEED_TOUCH] = after_touch,
	    [DEED_QUALIFY] = after_qualify,
	    [DEED_MOVE] = after_move,
	    [DEED_LOSE] = after_loss,
	    [DEED_TASK] = after_task};
	struct thought thought = {.done = done, .dice = done->dice, .next = next};

	if (after[done->deed])
		after[done->deed](&thought, done->deed == DEED_ASSIGN ? now : done->at);
	/* Each goes on with dice of its own: what goes beside a lead changes nothing about it. */
	for (int i = 0; i < thought.n; i++)
		next[i].dice.state = thought.dice.state + (uint64_t)i * UINT64_C(0x9e3779b97f4a7c15);
	return thought.n;
}
