/* From what happened to a lead or a task to its clocks. */
#include "base/text/casefold.h"
#include "base/text/json.h"
#include "book/history/event_traits.h"
#include "book/projection/rollup.h"
#include "report/sla/sla_private.h"

struct owning {
	instant_t at;
	int64_t manager;
};

struct spoken_result {
	instant_t at;
	bool missed; /* else an answer */
};

/* A lead, gathered in the order recorded; arrays hold as many as there are events. */
struct life {
	struct sla_maker *maker;
	struct lead_folded folded;
	bool fresh; /* it came in open, at the first stage */
	bool born_open;
	instant_t decided, pooled; /* the first; INSTANT_MAX: never */
	int n_owners, n_said;
	struct owning *owner;
	struct spoken_result *said;
};

/* The last word recorded about that moment; before any, the first one. */
static int64_t owner_at(const struct life *life, instant_t at)
{
	int64_t manager = life->n_owners ? life->owner[0].manager : 0;
	for (int i = 0; i < life->n_owners; i++)
		if (life->owner[i].at <= at)
			manager = life->owner[i].manager;
	return manager;
}

/* Is the result one of the words of sla.missed? Blanks inside it are as underscores. */
static enum status is_missed(struct sla_maker *maker, const char *result, bool *missed)
{
	struct buf word = {0};
	*missed = false;
	if (!result)
		return CRM_OK;
	buf_char(&word, ' ');
	casefold_put(&word, result);
	for (size_t i = 1; !word.failed && i < word.length; i++)
		if (word.text[i] == ' ')
			word.text[i] = '_';
	buf_char(&word, ' ');
	if (!word.failed)
		*missed = word.length > 2 && strstr(maker->missed, word.text) != NULL;
	bool failed = word.failed;
	buf_free(&word);
	return failed ? why_memory(&maker->crm->why) : CRM_OK;
}

static bool is_word(const char *text, const char *word)
{
	return text && strcmp(text, word) == 0;
}

static enum status gather_touch(struct life *life, const struct event *event)
{
	struct sla_maker *maker = life->maker;
	struct json json;
	bool missed = false;
	if (json_parse(&json, event->new, &maker->arena) != 0)
		return json_why(&maker->crm->why, &json, _("event %lld cannot be read"), (long long)event->event);
	const char *kind = json_get(&json, "kind"), *direction = json_get(&json, "direction");
	bool call = is_word(kind, "call"), out = is_word(direction, "out");
	enum status status = call && !out ? is_missed(maker, json_get(&json, "result"), &missed) : CRM_OK;
	bool answer =
	    out ? !is_word(kind, "note") : is_word(kind, "meeting") || is_word(kind, "visit") || (call && !missed);
	if (status == CRM_OK && (answer || (missed && is_word(direction, "in"))))
		life->said[life->n_said++] = (struct spoken_result){event->occurred_at, !answer};
	return status;
}

/* What became of the lead by an event of its own. */
static void gather_change(struct life *life, const struct lead *before, const struct event *event)
{
	const struct lead *now = &life->folded.lead;
	const struct stage *stage = stage_id(life->maker->crm, now->stage);
	bool born = event->kind == EV_LEAD_CREATED;
	bool is_open = now->state == LEAD_OPEN, low = !stage || stage->pos == 0;
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
}

static enum status gather_events(struct life *life, const struct history *history)
{
	struct crm *crm = life->maker->crm;
	enum status status = CRM_OK;
	for (int i = 0; i < history->n && status == CRM_OK; i++) {
		const struct event *event = &history->event[i];
		struct lead before = life->folded.lead;
		if (!history->counts[i] || (!life->folded.exists && event->kind != EV_LEAD_CREATED))
			continue;
		if (event->kind == EV_TOUCH_ADDED)
			status = gather_touch(life, event);
		else if (event->kind == EV_LEAD_POOLED && !before.manager && life->pooled == INSTANT_MAX)
			life->pooled = event->occurred_at;
		else if (event_traits(event->kind)->changes_lead &&
		         (status = lead_fold_event(crm, &life->folded, event)) == CRM_OK)
			gather_change(life, &before, event);
	}
	return status;
}

/* A clock of this lead from ${started} until ${stopped}. */
static enum status keep_clock(
    struct life *life, enum sla_kind kind, instant_t started, instant_t stopped, struct sla_run run)
{
	const struct lead *lead = &life->folded.lead;
	struct sla_clock clock = {.kind = kind,
	    .lead = lead->lead,
	    .client = lead->client,
	    .owner = lead->manager,
	    .source = lead->source,
	    .project = lead->project,
	    .campaign = lead->campaign,
	    .reason = lead->reason,
	    .stage = lead->stage,
	    .started = started > lead->created_at ? started : lead->created_at,
	    .stopped = stopped};
	if (run.budget == 0 || (lead->state != LEAD_OPEN && clock.started > lead->decided_at))
		return CRM_OK;
	if (kind == SLA_QUALIFY || kind == SLA_STAGE)
		run.away = run.end == SLA_RUNS ? lead->manager : owner_at(life, stopped);
	if (!sla_judge(life->maker, &run, &clock))
		return CRM_OK;
	clock.manager = owner_at(life, clock.stopped < clock.deadline ? clock.stopped : clock.deadline);
	return sla_keep(life->maker, &clock);
}

static enum status keep_first_response(struct life *life)
{
	instant_t answer = INSTANT_MAX;
	struct sla_run run = {.budget = life->maker->budget[SLA_FIRST_RESPONSE], .end = SLA_RUNS};
	for (int i = 0; i < life->n_said; i++)
		if (!life->said[i].missed && life->said[i].at < answer)
			answer = life->said[i].at;
	if (answer <= life->decided && answer != INSTANT_MAX)
		run.end = SLA_ENDED;
	else if (life->decided != INSTANT_MAX)
		run.end = SLA_CLOSED;
	return keep_clock(
	    life, SLA_FIRST_RESPONSE, life->folded.lead.created_at, run.end == SLA_ENDED ? answer : life->decided, run);
}

static enum status keep_qualify(struct life *life)
{
	struct sla_run run = {.budget = life->maker->budget[SLA_QUALIFY]};
	const struct lead_folded *folded = &life->folded;
	instant_t qualified = folded->n_reach ? folded->reach[0].at : INSTANT_MAX;
	if (life->decided < qualified)
		qualified = life->decided;
	run.end = qualified == INSTANT_MAX ? SLA_RUNS : SLA_ENDED;
	return keep_clock(life, SLA_QUALIFY, folded->lead.created_at, qualified, run);
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

static enum status keep_callbacks(struct life *life)
{
	const struct lead *lead = &life->folded.lead;
	struct sla_run run = {.budget = life->maker->budget[SLA_CALLBACK], .end = SLA_ENDED};
	const struct spoken_result *missed = NULL;
	enum status status = CRM_OK;
	sort_said(life->said, life->n_said);
	for (int i = 0; i < life->n_said && status == CRM_OK; i++) {
		const struct spoken_result *said = &life->said[i];
		/* What follows the decision is no attempt any more. */
		if (lead->state != LEAD_OPEN && said->at > lead->decided_at)
			break;
		if (said->missed && !missed)
			missed = said;
		if (!said->missed && missed) {
			status = keep_clock(life, SLA_CALLBACK, missed->at, said->at, run);
			missed = NULL;
		}
	}
	if (!missed || status != CRM_OK)
		return status;
	run.end = lead->state == LEAD_OPEN ? SLA_RUNS : SLA_CLOSED;
	return keep_clock(life, SLA_CALLBACK, missed->at, lead->decided_at, run);
}

/* The first one of a lead that came in at the first stage is the clock qualify. */
static enum status keep_stay(struct life *life, const struct stay *stay, enum sla_end end)
{
	struct sla_maker *maker = life->maker;
	const struct stage *stage = stage_id(maker->crm, stay->stage);
	int64_t now_at = life->folded.lead.stage;
	if (!stage || stage->target_days <= 0 || (!stay->before && life->fresh))
		return CRM_OK;
	life->folded.lead.stage = stay->stage;
	enum status status = keep_clock(life, SLA_STAGE, stay->since, stay->until,
	    (struct sla_run){.budget = stage->target_days * maker->day, .end = end});
	life->folded.lead.stage = now_at;
	return status;
}

/* The one that runs, too; in the order in which they began. */
static enum status keep_stays(struct life *life)
{
	const struct lead *lead = &life->folded.lead;
	const struct stay runs = {.stage = lead->stage, .since = lead->stage_since, .before = life->folded.stays};
	const struct stay *last = lead->state == LEAD_OPEN ? &runs : life->folded.stays;
	int n = 0, i = 0;
	for (const struct stay *stay = last; stay; stay = stay->before)
		n++;
	const struct stay **all = arena_get(&life->maker->arena, ((size_t)n + 1) * sizeof *all);
	enum status status = all ? CRM_OK : why_memory(&life->maker->crm->why);
	for (const struct stay *stay = last; stay && all; stay = stay->before)
		all[n - ++i] = stay;
	for (i = 0; i < n && status == CRM_OK; i++)
		status = keep_stay(life, all[i], all[i] == &runs ? SLA_RUNS : all[i]->closed ? SLA_CLOSED : SLA_ENDED);
	return status;
}

/* No deadline: it is late as soon as it is so. */
static enum status keep_pool(struct life *life)
{
	const struct lead *lead = &life->folded.lead;
	struct sla_clock clock = {.kind = SLA_POOL,
	    .state = SLA_BREACHED,
	    .open = true,
	    .lead = lead->lead,
	    .client = lead->client,
	    .stage = lead->stage,
	    .started = life->pooled,
	    .deadline = life->pooled,
	    .stopped = life->maker->at};
	if (life->maker->scope != SLA_OPEN || lead->state != LEAD_OPEN || lead->manager || life->pooled == INSTANT_MAX)
		return CRM_OK;
	clock.spent = work_line_between(life->maker->line, clock.started, clock.stopped);
	clock.left = -clock.spent;
	return sla_keep(life->maker, &clock);
}

static bool room_for(struct life *life, int n)
{
	struct arena *arena = &life->maker->arena;
	life->owner = arena_get(arena, (size_t)n * sizeof *life->owner);
	life->said = arena_get(arena, (size_t)n * sizeof *life->said);
	return life->owner && life->said;
}

enum status sla_lead(void *maker, struct crm *crm, const struct history *history)
{
	struct life life = {.maker = maker, .decided = INSTANT_MAX, .pooled = INSTANT_MAX};
	if (!room_for(&life, history->n))
		return why_memory(&crm->why);
	enum status status = gather_events(&life, history);
	if (status != CRM_OK || !life.folded.exists || !life.born_open ||
	    !rollup_counts_as_lead(crm, &life.folded.lead))
		return status;
	if (life.fresh)
		status = keep_first_response(&life);
	if (life.fresh && status == CRM_OK)
		status = keep_qualify(&life);
	if (status == CRM_OK)
		status = keep_callbacks(&life);
	if (status == CRM_OK)
		status = keep_stays(&life);
	return status == CRM_OK ? keep_pool(&life) : status;
}

static int64_t manager_of_task(struct crm *crm, const struct json *json)
{
	const char *code = json_get(json, "manager");
	const struct manager *manager = code ? manager_find(crm, code) : NULL;
	return manager ? manager->id : 0;
}

/* Somebody else may have it now; what was late by then, and is not put off, is not his doing. */
static void hand_task_over(
    struct crm *crm, struct sla_clock *clock, instant_t at, bool put_off, const struct json *json)
{
	if (json_get(json, "manager"))
		clock->owner = manager_of_task(crm, json);
	if (put_off || at <= clock->deadline)
		clock->manager = clock->owner;
}

enum status sla_task(void *arg, const struct event *const *events, int n)
{
	struct sla_maker *maker = arg;
	struct crm *crm = maker->crm;
	struct sla_clock clock = {.kind = SLA_TASK,
	    .lead = events[0]->lead,
	    .task = events[0]->event,
	    .client = events[0]->client,
	    .started = events[0]->occurred_at};
	struct sla_run run = {.end = SLA_RUNS};
	enum status status = CRM_OK;
	bool over = false;
	arena_reset(&maker->arena);
	for (int i = 0; i < n && !over && status == CRM_OK; i++) {
		struct json json;
		if (json_parse(&json, events[i]->new, &maker->arena) != 0)
			return json_why(&crm->why, &json, _("event %lld cannot be read"), (long long)events[i]->event);
		if (i == 0) {
			clock.owner = clock.manager = manager_of_task(crm, &json);
			clock.deadline = json_get_int(&json, "due", clock.started);
			continue;
		}
		const char *due = json_get(&json, events[i]->kind == EV_TASK_SET ? "due" : "next_due");
		struct sla_clock past = clock;
		past.stopped = events[i]->occurred_at;
		over = events[i]->kind == EV_TASK_DONE && !due;
		/* Put off, or ended with its lead: nobody did it. */
		run.end = over && !json_get(&json, "ended") ? SLA_ENDED : SLA_CLOSED;
		if ((over || due) && sla_judge(maker, &run, &past))
			status = sla_keep(maker, &past);
		if (due) {
			clock.started = events[i]->occurred_at;
			clock.deadline = strtoll(due, NULL, 10);
		}
		run.end = SLA_RUNS;
		hand_task_over(crm, &clock, events[i]->occurred_at, due != NULL, &json);
	}
	if (status != CRM_OK || over)
		return status;
	return sla_judge(maker, &run, &clock) ? sla_keep(maker, &clock) : CRM_OK;
}
