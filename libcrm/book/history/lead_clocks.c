#include "book/history/lead_clocks.h"

#include "base/text/casefold.h"
#include "base/text/json.h"
#include "book/history/event_traits.h"

#define MISSED "missed no_answer busy abandoned cancelled voicemail пропущен пропущенный неотвеченный"

int64_t lead_life_owner_at(const struct lead_life *life, instant_t at)
{
	int64_t manager = life->n_owners ? life->owner[0].manager : 0;
	for (int i = 0; i < life->n_owners; i++)
		if (life->owner[i].at <= at)
			manager = life->owner[i].manager;
	return manager;
}

/* Folded, with a blank before and after each word. */
static void put_words(struct buf *buf, const char *text)
{
	buf_char(buf, ' ');
	casefold_put(buf, text);
	buf_char(buf, ' ');
}

enum status call_was_missed(struct crm *crm, const char *result, bool *missed)
{
	struct buf word = {0}, words = {0};
	*missed = false;
	if (!result)
		return CRM_OK;
	put_words(&word, result);
	put_words(&words, setting(crm, "sla.missed", MISSED));
	bool failed = word.failed || words.failed;
	for (size_t i = 1; !failed && i + 1 < word.length; i++)
		if (word.text[i] == ' ')
			word.text[i] = '_';
	if (!failed)
		*missed = word.length > 2 && strstr(words.text, word.text) != NULL;
	buf_free(&word);
	buf_free(&words);
	return failed ? why_memory(&crm->why) : CRM_OK;
}

static bool is_word(const char *text, const char *word)
{
	return text && strcmp(text, word) == 0;
}

/* Most are no talk, and need not be read. */
static bool may_say(const char *new)
{
	return new && (strstr(new, "\"call\"") || strstr(new, "\"out\"") || strstr(new, "\"meeting\"") ||
	                  strstr(new, "\"visit\""));
}

enum status touch_says(struct crm *crm, const struct event *touch, struct arena *arena, enum touch_says *says)
{
	struct json json;
	bool missed = false;
	*says = SAYS_NOTHING;
	if (!may_say(touch->new))
		return CRM_OK;
	if (json_parse(&json, touch->new, arena) != 0)
		return json_why(&crm->why, &json, _("event %lld cannot be read"), (long long)touch->event);
	const char *kind = json_get(&json, "kind"), *direction = json_get(&json, "direction");
	bool call = is_word(kind, "call"), out = is_word(direction, "out");
	enum status status = call && !out ? call_was_missed(crm, json_get(&json, "result"), &missed) : CRM_OK;
	if (out ? !is_word(kind, "note") : is_word(kind, "meeting") || is_word(kind, "visit") || (call && !missed))
		*says = SAYS_ANSWER;
	else if (missed && is_word(direction, "in"))
		*says = SAYS_MISSED;
	return status;
}

static enum status gather_touch(struct lead_life *life, const struct event *event)
{
	enum touch_says says;
	enum status status = touch_says(life->crm, event, life->arena, &says);
	if (status == CRM_OK && says != SAYS_NOTHING)
		life->said[life->n_said++] = (struct spoken_result){event->occurred_at, says == SAYS_MISSED};
	return status;
}

static void end_stay(struct lead_life *life, const struct lead *now, instant_t at)
{
	struct clock_stay *stay = &life->stay[life->n_stays - 1];
	bool closed = now->state == LEAD_LOST || now->state == LEAD_DISQUALIFIED;
	stay->until = at;
	stay->end = closed ? CLOCK_CLOSED : CLOCK_ENDED;
}

/* What became of the lead by an event of its own. */
static void gather_change(struct lead_life *life, const struct lead *before, const struct event *event)
{
	const struct lead *now = &life->folded.lead;
	const struct stage *stage = stage_id(life->crm, now->stage);
	bool born = event->kind == EV_LEAD_CREATED, was_open = !born && before->state == LEAD_OPEN;
	bool is_open = now->state == LEAD_OPEN, low = !stage || stage->pos == 0;
	bool moved = born || now->stage != before->stage || now->stage_since != before->stage_since;
	instant_t at = event->occurred_at;
	if (born) {
		life->born_open = is_open;
		life->fresh = is_open && low;
	}
	if (born || now->manager != before->manager)
		life->owner[life->n_owners++] = (struct owning){at, now->manager};
	if (now->manager)
		life->pooled = INSTANT_MAX;
	if (!is_open && at < life->decided)
		life->decided = at;
	if (was_open && (moved || !is_open))
		end_stay(life, now, at);
	if (is_open && (moved || !was_open))
		life->stay[life->n_stays++] = (struct clock_stay){
		    .stage = now->stage, .since = now->stage_since, .until = INSTANT_MAX, .first = born && low};
}

enum status lead_life_begin(struct lead_life *life, struct crm *crm, struct arena *arena, int events)
{
	size_t n = (size_t)events + 1;
	*life = (struct lead_life){.crm = crm, .arena = arena, .decided = INSTANT_MAX, .pooled = INSTANT_MAX};
	life->owner = arena_get(arena, n * sizeof *life->owner);
	life->said = arena_get(arena, n * sizeof *life->said);
	life->stay = arena_get(arena, n * sizeof *life->stay);
	return life->owner && life->said && life->stay ? CRM_OK : why_memory(&crm->why);
}

enum status lead_life_event(struct lead_life *life, const struct event *event)
{
	const struct lead before = life->folded.lead;
	enum status status = lead_fold_event(life->crm, &life->folded, event);
	if (status != CRM_OK || !life->folded.exists)
		return status;
	if (event->kind == EV_TOUCH_ADDED)
		return gather_touch(life, event);
	if (event->kind == EV_LEAD_POOLED && !before.manager && life->pooled == INSTANT_MAX)
		life->pooled = event->occurred_at;
	if (event_traits(event->kind)->changes_lead)
		gather_change(life, &before, event);
	return CRM_OK;
}

enum status lead_life_read(struct lead_life *life, struct crm *crm, struct arena *arena, const struct history *history)
{
	enum status status = lead_life_begin(life, crm, arena, history->n);
	for (int i = 0; i < history->n && status == CRM_OK; i++)
		if (history->counts[i])
			status = lead_life_event(life, &history->event[i]);
	return status;
}

/* What is told of each clock of a lead. */
struct clock_telling {
	struct lead_life *life;
	enum status (*each)(void *arg, const struct lead_clock *clock);
	void *arg;
};

/* The first moment from which on he had it without a break until ${stopped}. */
static instant_t owner_since(const struct lead_life *life, instant_t stopped, int64_t manager)
{
	instant_t since = INSTANT_MIN;
	for (int i = 0; i < life->n_owners; i++) {
		instant_t at = life->owner[i].at;
		if (at <= stopped && at > since && at > INSTANT_MIN && lead_life_owner_at(life, at - 1) != manager)
			since = at;
	}
	return since;
}

/* Who had it before then, if it was always the same. */
static int64_t owner_before(const struct lead_life *life, instant_t since)
{
	int64_t former = life->owner[0].manager;
	for (int i = 0; i < life->n_owners && since != INSTANT_MIN; i++)
		if (life->owner[i].at < since && life->owner[i].manager != former)
			return CLOCK_OF_MANY;
	return since == INSTANT_MIN ? 0 : former;
}

void lead_life_owner(const struct lead_life *life, instant_t *since, int64_t *former)
{
	*since = owner_since(life, INSTANT_MAX, life->folded.lead.manager);
	*former = owner_before(life, *since);
}

/* Nothing begins after the decision. */
static enum status tell_clock(const struct clock_telling *telling, struct lead_clock clock)
{
	const struct lead_life *life = telling->life;
	const struct lead *lead = &life->folded.lead;
	clock.started = clock.started > lead->created_at ? clock.started : lead->created_at;
	if (lead->state != LEAD_OPEN && clock.started > lead->decided_at)
		return CRM_OK;
	if (clock.end != CLOCK_RUNS) {
		clock.manager = lead_life_owner_at(life, clock.stopped);
		clock.since = owner_since(life, clock.stopped, clock.manager);
		clock.former = owner_before(life, clock.since);
	}
	return telling->each(telling->arg, &clock);
}

static enum status tell_first_response(const struct clock_telling *telling)
{
	const struct lead_life *life = telling->life;
	struct lead_clock clock = {
	    .kind = CLOCK_FIRST_RESPONSE, .started = life->folded.lead.created_at, .stopped = life->decided};
	instant_t answer = INSTANT_MAX;
	for (int i = 0; i < life->n_said; i++)
		if (!life->said[i].missed && life->said[i].at < answer)
			answer = life->said[i].at;
	if (answer <= life->decided && answer != INSTANT_MAX) {
		clock.stopped = answer;
		clock.end = CLOCK_ENDED;
	} else if (life->decided != INSTANT_MAX) {
		clock.end = CLOCK_CLOSED;
	}
	return tell_clock(telling, clock);
}

static enum status tell_qualify(const struct clock_telling *telling)
{
	const struct lead_folded *folded = &telling->life->folded;
	struct lead_clock clock = {.kind = CLOCK_QUALIFY,
	    .started = folded->lead.created_at,
	    .stopped = folded->n_reach ? folded->reach[0].at : INSTANT_MAX};
	if (telling->life->decided < clock.stopped)
		clock.stopped = telling->life->decided;
	clock.end = clock.stopped == INSTANT_MAX ? CLOCK_RUNS : CLOCK_ENDED;
	return tell_clock(telling, clock);
}

/* By the time it happened; what was recorded first stays first. */
static void sort_said(struct spoken_result *said, int n)
{
	for (int i = 1; i < n; i++) {
		struct spoken_result one = said[i];
		int k = i;
		for (; k > 0 && said[k - 1].at > one.at; k--)
			said[k] = said[k - 1];
		said[k] = one;
	}
}

static void begin_callback(struct lead_clock *clock, const struct lead *lead, instant_t at)
{
	instant_t started = at > lead->created_at ? at : lead->created_at;
	clock->nth = started == clock->started ? clock->nth + 1 : 0;
	clock->started = started;
}

static enum status tell_callbacks(const struct clock_telling *telling)
{
	struct lead_life *life = telling->life;
	const struct lead *lead = &life->folded.lead;
	const struct spoken_result *missed = NULL;
	struct lead_clock clock = {.kind = CLOCK_CALLBACK, .started = INSTANT_MIN};
	enum status status = CRM_OK;
	sort_said(life->said, life->n_said);
	for (int i = 0; i < life->n_said && status == CRM_OK; i++) {
		const struct spoken_result *said = &life->said[i];
		/* What follows the decision is no attempt any more. */
		if (lead->state != LEAD_OPEN && said->at > lead->decided_at)
			break;
		if (said->missed && !missed)
			missed = said;
		if (said->missed || !missed)
			continue;
		clock.end = CLOCK_ENDED;
		begin_callback(&clock, lead, missed->at);
		clock.stopped = said->at;
		status = tell_clock(telling, clock);
		missed = NULL;
	}
	if (!missed || status != CRM_OK)
		return status;
	clock.end = lead->state == LEAD_OPEN ? CLOCK_RUNS : CLOCK_CLOSED;
	begin_callback(&clock, lead, missed->at);
	clock.stopped = lead->state == LEAD_OPEN ? INSTANT_MAX : lead->decided_at;
	return tell_clock(telling, clock);
}

/* Stays at one stage that began at one moment: earlier ones. A stay begins with the coming at the earliest. */
static int stays_alike(const struct lead_life *life, int i)
{
	instant_t came = life->folded.lead.created_at;
	const struct clock_stay *stay = &life->stay[i];
	int n = 0;
	for (int k = 0; k < i; k++) {
		const struct clock_stay *other = &life->stay[k];
		n += !other->first && other->stage == stay->stage &&
		     (other->since == stay->since || (other->since <= came && stay->since <= came));
	}
	return n;
}

static enum status tell_stays(const struct clock_telling *telling)
{
	const struct lead_life *life = telling->life;
	enum status status = CRM_OK;
	for (int i = 0; i < life->n_stays && status == CRM_OK; i++) {
		const struct clock_stay *stay = &life->stay[i];
		if (!stay->first)
			status = tell_clock(telling, (struct lead_clock){.kind = CLOCK_STAGE,
			                                 .end = stay->end,
			                                 .stage = stay->stage,
			                                 .started = stay->since,
			                                 .stopped = stay->until,
			                                 .nth = stays_alike(life, i)});
	}
	return status;
}

enum status lead_life_clocks(
    struct lead_life *life, enum status (*each)(void *arg, const struct lead_clock *clock), void *arg)
{
	const struct clock_telling telling = {life, each, arg};
	if (!life->born_open)
		return CRM_OK;
	enum status status = life->fresh ? tell_first_response(&telling) : CRM_OK;
	if (life->fresh && status == CRM_OK)
		status = tell_qualify(&telling);
	if (status == CRM_OK)
		status = tell_callbacks(&telling);
	return status == CRM_OK ? tell_stays(&telling) : status;
}
