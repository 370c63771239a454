/* From what happened to a lead or a task to its clocks. */
#include "base/text/json.h"
#include "book/history/event_traits.h"
#include "book/projection/rollup.h"
#include "report/sla/sla_private.h"

/* A lead while its clocks are told. */
struct lead_telling {
	struct sla_maker *maker;
	const struct lead_life *life;
};

static int64_t budget_of(const struct sla_maker *maker, const struct lead_clock *clock)
{
	if (clock->kind != CLOCK_STAGE)
		return maker->budget[clock->kind];
	const struct stage *stage = stage_id(maker->crm, clock->stage);
	return stage ? stage->target_days * maker->day : 0;
}

bool sla_judge_lead(struct sla_maker *maker, const struct lead_clock *told, struct sla_clock *clock)
{
	struct sla_run run = {.end = told->end, .budget = budget_of(maker, told)};
	clock->kind = (enum sla_kind)told->kind;
	clock->started = told->started;
	clock->stopped = told->stopped;
	clock->nth = told->nth;
	if (told->kind == CLOCK_STAGE)
		clock->stage = told->stage;
	if (told->kind == CLOCK_QUALIFY || told->kind == CLOCK_STAGE)
		run.away = told->end == CLOCK_RUNS ? clock->owner : told->manager;
	return run.budget > 0 && sla_judge(maker, &run, clock);
}

static enum status keep_told(void *arg, const struct lead_clock *told)
{
	const struct lead_telling *telling = arg;
	const struct lead *lead = &telling->life->folded.lead;
	struct sla_clock clock = {.lead = lead->lead,
	    .client = lead->client,
	    .owner = lead->manager,
	    .source = lead->source,
	    .project = lead->project,
	    .campaign = lead->campaign,
	    .stage = lead->stage};
	if (!sla_judge_lead(telling->maker, told, &clock))
		return CRM_OK;
	clock.manager =
	    lead_life_owner_at(telling->life, clock.stopped < clock.deadline ? clock.stopped : clock.deadline);
	return sla_keep(telling->maker, &clock);
}

/* No deadline: it is late as soon as it is so. */
static enum status keep_pool(struct sla_maker *maker, const struct lead_life *life)
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
	    .stopped = maker->at};
	if (maker->scope != SLA_OPEN || lead->state != LEAD_OPEN || lead->manager || life->pooled == INSTANT_MAX)
		return CRM_OK;
	clock.spent = work_line_between(maker->line, clock.started, clock.stopped);
	clock.left = -clock.spent;
	return sla_keep(maker, &clock);
}

enum status sla_lead(void *maker, struct crm *crm, const struct history *history)
{
	struct lead_life life;
	struct sla_maker *of = maker;
	struct lead_telling telling = {of, &life};
	enum status status = lead_life_read(&life, crm, &of->arena, history);
	if (status != CRM_OK || !life.folded.exists || !life.born_open ||
	    !rollup_counts_as_lead(crm, &life.folded.lead))
		return status;
	status = lead_life_clocks(&life, keep_told, &telling);
	return status == CRM_OK ? keep_pool(of, &life) : status;
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
	struct sla_run run = {.end = CLOCK_RUNS};
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
		clock.nth = i;
		struct sla_clock past = clock;
		past.stopped = events[i]->occurred_at;
		over = events[i]->kind == EV_TASK_DONE && !due;
		/* Put off, or ended with its lead: nobody did it. */
		run.end = over && !json_get(&json, "ended") ? CLOCK_ENDED : CLOCK_CLOSED;
		if ((over || due) && sla_judge(maker, &run, &past))
			status = sla_keep(maker, &past);
		if (due) {
			clock.started = events[i]->occurred_at;
			clock.deadline = strtoll(due, NULL, 10);
		}
		run.end = CLOCK_RUNS;
		hand_task_over(crm, &clock, events[i]->occurred_at, due != NULL, &json);
	}
	if (status != CRM_OK || over)
		return status;
	return sla_judge(maker, &run, &clock) ? sla_keep(maker, &clock) : CRM_OK;
}
