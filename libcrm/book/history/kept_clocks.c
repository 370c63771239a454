/* Table clock: what has stopped, and missed calls that wait. What runs besides is known by the row of its lead. */
#include "book/history/lead_clocks.h"

#include "book/history/kept_clocks.sql.h"

static enum status keep_clock(void *arg, const struct lead_clock *clock)
{
	struct kept_clocks *kept = arg;
	if (clock->end != CLOCK_RUNS || clock->kind == CLOCK_CALLBACK)
		kept->clock[kept->n++] = *clock;
	return CRM_OK;
}

enum status kept_clocks_of(struct lead_life *life, struct kept_clocks *kept)
{
	*kept = (struct kept_clocks){0};
	kept->clock = arena_get(life->arena, (size_t)(2 + life->n_said + life->n_stays) * sizeof *kept->clock);
	lead_life_owner(life, &kept->since, &kept->former);
	kept->owned = kept->since != INSTANT_MIN;
	return kept->clock ? lead_life_clocks(life, keep_clock, kept) : why_memory(&life->crm->why);
}

static bool same_key(const struct lead_clock *a, const struct lead_clock *b)
{
	return a->kind == b->kind && a->stage == b->stage && a->started == b->started && a->nth == b->nth;
}

static bool same_clock(const struct lead_clock *a, const struct lead_clock *b)
{
	return same_key(a, b) && a->end == b->end && a->stopped == b->stopped && a->manager == b->manager &&
	       a->since == b->since && a->former == b->former;
}

static bool has(const struct kept_clocks *kept, const struct lead_clock *clock,
    bool same(const struct lead_clock *a, const struct lead_clock *b))
{
	int i = 0;
	while (i < kept->n && !same(&kept->clock[i], clock))
		i++;
	return i < kept->n;
}

static enum status put_clock(struct crm *crm, int64_t lead, const struct lead_clock *clock)
{
	bool stopped = clock->end != CLOCK_RUNS, ever = !stopped || clock->since == INSTANT_MIN;
	return db_run(crm->db, sql_clock_put,
	    VALS(V_INT(clock->kind), V_INT(clock->stage), V_INT(clock->started), V_INT(lead), V_INT(clock->nth),
	        stopped ? V_INT(clock->stopped) : V_NULL, V_INT(clock->end), V_ID(clock->manager),
	        ever ? V_NULL : V_INT(clock->since), V_ID(clock->former)));
}

static enum status put_owning(struct crm *crm, int64_t lead, instant_t since, int64_t former)
{
	return db_run(crm->db, sql_owning_put, VALS(V_INT(lead), V_INT(since), V_ID(former)));
}

static enum status write_owning(
    struct crm *crm, int64_t lead, const struct kept_clocks *before, const struct kept_clocks *after)
{
	if (after->owned && before->owned && before->since == after->since && before->former == after->former)
		return CRM_OK;
	if (after->owned)
		return put_owning(crm, lead, after->since, after->former);
	return before->owned ? db_run(crm->db, sql_owning_drop, VALS(V_INT(lead))) : CRM_OK;
}

enum status kept_clocks_write(
    struct crm *crm, int64_t lead, const struct kept_clocks *before, const struct kept_clocks *after)
{
	enum status status = write_owning(crm, lead, before, after);
	for (int i = 0; i < before->n && status == CRM_OK; i++) {
		const struct lead_clock *clock = &before->clock[i];
		if (!has(after, clock, same_key))
			status = db_run(crm->db, sql_clock_drop,
			    VALS(V_INT(clock->kind), V_INT(clock->stage), V_INT(clock->started), V_INT(lead),
			        V_INT(clock->nth)));
	}
	for (int i = 0; i < after->n && status == CRM_OK; i++)
		if (!has(before, &after->clock[i], same_clock))
			status = put_clock(crm, lead, &after->clock[i]);
	return status;
}

/* A lead by its rows while one event more is laid on it. */
struct step {
	struct crm *crm;
	const struct event *event;
	const struct lead_folded *before, *after;
	bool owned;
	struct lead_clock clock; /* of which whose it is, and was, is set */
};

/* Of a lead that came in open, at the first stage, and was never returned its rows say enough. */
static enum status rows_tell(const struct step *step, bool *tell)
{
	const struct lead_folded *before = step->before;
	const struct lead *was = &before->lead;
	const struct stage *stage = stage_id(step->crm, was->stage);
	int64_t returned = 1;
	*tell = false;
	if (was->state != LEAD_OPEN || step->event->kind == EV_LEAD_RETURNED || stage == NULL)
		return CRM_OK;
	/* Moved to what is the first stage by the settings of now, it has reached none. */
	bool stays = stage->pos == 0 && was->stage_since == was->created_at;
	if (before->n_reach > 0 ? before->reach[0].at <= was->created_at : !stays)
		return CRM_OK;
	enum status status = db_number(step->crm->db, sql_was_returned, VALS(V_INT(was->lead)), 0, &returned);
	*tell = returned == 0;
	return status;
}

static enum status read_owning(struct step *step)
{
	struct stmt *row;
	step->clock = (struct lead_clock){.manager = step->before->lead.manager, .since = INSTANT_MIN};
	enum status status = db_ask_one(step->crm->db, sql_owning_of, VALS(V_INT(step->before->lead.lead)), &row);
	if (status != CRM_OK)
		return status == CRM_NONE ? CRM_OK : status;
	step->owned = true;
	step->clock.since = db_int(row, 0);
	step->clock.former = db_int(row, 1);
	db_done(row);
	return CRM_OK;
}

/* Handed on after all that has stopped: whose it was then stays as it is. */
static enum status step_owner(const struct step *step)
{
	const struct lead *was = &step->before->lead;
	instant_t at = step->event->occurred_at;
	bool moved = step->before->n_reach > 0;
	if (step->after->lead.manager == was->manager)
		return CRM_OK;
	if (at <= step->clock.since || at <= was->created_at || at <= was->last_touch ||
	    (moved && at <= was->stage_since))
		return CRM_NONE;
	return put_owning(step->crm, was->lead, at, step->owned ? CLOCK_OF_MANY : was->manager);
}

/* A decision closes what waits; CRM_NONE: calls were missed, or he was answered later. */
static enum status step_answer(const struct step *step, bool *waits)
{
	const struct lead *was = &step->before->lead;
	int64_t answered, missed;
	enum status status = db_number(
	    step->crm->db, sql_answered_at, VALS(V_INT(was->created_at), V_INT(was->lead)), INSTANT_MIN, &answered);
	if (status == CRM_OK)
		status = db_number(step->crm->db, sql_calls_missed, VALS(V_INT(was->lead)), 0, &missed);
	if (status != CRM_OK)
		return status;
	*waits = answered == INSTANT_MIN;
	return missed || answered > step->event->occurred_at ? CRM_NONE : CRM_OK;
}

static enum status put_step(
    const struct step *step, enum clock_kind kind, enum clock_end end, int64_t stage, instant_t started)
{
	struct lead_clock clock = step->clock;
	clock.kind = kind;
	clock.end = end;
	clock.stage = stage;
	clock.started = started;
	clock.stopped = step->event->occurred_at;
	return put_clock(step->crm, step->before->lead.lead, &clock);
}

/* It left its stage, or was decided. */
static enum status step_stage(const struct step *step)
{
	const struct lead *was = &step->before->lead, *is = &step->after->lead;
	instant_t at = step->event->occurred_at, came = was->created_at, since = was->stage_since;
	bool closes = is->state != LEAD_OPEN, moves = is->stage != was->stage || is->stage_since != since,
	     waits = false;
	bool first = step->before->n_reach == 0;
	enum status status = CRM_OK;
	int64_t alike = 0;
	since = since > came ? since : came;
	if (!closes && !moves)
		return CRM_OK;
	if (at < since || at < step->clock.since)
		return CRM_NONE;
	if (closes)
		status = step_answer(step, &waits);
	if (status == CRM_OK && !first)
		status = db_number(
		    step->crm->db, sql_stay_alike, VALS(V_INT(was->stage), V_INT(since), V_INT(was->lead)), 0, &alike);
	if (status != CRM_OK || alike)
		return status == CRM_OK ? CRM_NONE : status;
	bool lost = is->state == LEAD_LOST || is->state == LEAD_DISQUALIFIED;
	if (!first)
		status = put_step(step, CLOCK_STAGE, lost ? CLOCK_CLOSED : CLOCK_ENDED, was->stage, since);
	else if (closes || step->after->n_reach > 0)
		status = put_step(step, CLOCK_QUALIFY, CLOCK_ENDED, 0, came);
	return status == CRM_OK && waits ? put_step(step, CLOCK_FIRST_RESPONSE, CLOCK_CLOSED, 0, came) : status;
}

enum status kept_clocks_step(
    struct crm *crm, const struct event *event, const struct lead_folded *before, const struct lead_folded *after)
{
	struct step step = {.crm = crm, .event = event, .before = before, .after = after};
	bool tell;
	enum status status = rows_tell(&step, &tell);
	if (status != CRM_OK || !tell)
		return status == CRM_OK ? CRM_NONE : status;
	status = read_owning(&step);
	if (status != CRM_OK)
		return status;
	return event->kind == EV_LEAD_ASSIGNED ? step_owner(&step) : step_stage(&step);
}

enum status kept_clocks_hang_on(struct crm *crm, const struct event *touch, bool *hang)
{
	struct arena arena = {0};
	enum touch_says says;
	int64_t answered = 0;
	enum status status = touch_says(crm, touch, &arena, &says);
	arena_free(&arena);
	if (status == CRM_OK && says == SAYS_ANSWER)
		status = db_number(
		    crm->db, sql_answered_before, VALS(V_INT(touch->lead), V_INT(touch->occurred_at)), 0, &answered);
	*hang = says != SAYS_NOTHING && !answered;
	return status;
}
