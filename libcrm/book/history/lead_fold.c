#include "base/text/json.h"
#include "book/records/client.h"
#include "book/history/event_traits.h"
#include "book/history/history.h"

#include "book/history/lead_fold.sql.h"

/* A stage and all below it are reached. The first stage is not among them: that is the creation. */
static void mark_reached(struct lead_folded *folded, const struct stage *stage, instant_t at, bool skipped)
{
	struct reach *reach = &folded->reach[stage->pos - 1];
	if (stage->pos > folded->n_reach) {
		*reach = (struct reach){stage->id, at, folded->lead.manager, skipped};
		folded->n_reach = stage->pos;
	} else if (at < reach->at) {
		/* Typed in late: it happened before what was recorded first. */
		reach->at = at;
		reach->skipped = skipped;
	}
}

static void reach_stage(struct crm *crm, struct lead_folded *folded, const struct stage *stage, instant_t at)
{
	for (int pos = 1; pos <= stage->pos; pos++)
		mark_reached(folded, stage_at(crm, pos), at, pos < stage->pos);
}

/* An event takes the lead from where it stands, if it stands anywhere. */
static enum status end_stay(struct crm *crm, struct lead_folded *folded, const struct event *event)
{
	const struct lead *lead = &folded->lead;
	instant_t at = event->occurred_at;
	if (lead->state != LEAD_OPEN)
		return CRM_OK;
	struct stay *stay = arena_get(&crm->chunk, sizeof *stay);
	if (stay == NULL)
		return why_memory(&crm->why);
	/* Before it came it stood nowhere. */
	instant_t since = lead->stage_since > lead->created_at ? lead->stage_since : lead->created_at;
	*stay = (struct stay){.stage = lead->stage,
	    .manager = lead->manager,
	    .since = since,
	    .until = at > since ? at : since,
	    .recorded = event->recorded_at,
	    .closed = event->kind == EV_LEAD_LOST || event->kind == EV_LEAD_DISQUALIFIED,
	    .before = folded->stays};
	folded->stays = stay;
	return CRM_OK;
}

static void enter_stage(struct crm *crm, struct lead_folded *folded, const struct stage *stage, instant_t at)
{
	folded->lead.stage = stage->id;
	folded->lead.stage_since = at;
	reach_stage(crm, folded, stage, at);
}

bool lead_placed_after(const struct crm *crm, instant_t at, instant_t since)
{
	if (at >= since)
		return false;
	day_t day = zone_day(crm->zone, at);
	return day != zone_day(crm->zone, since) || at != zone_start(crm->zone, day);
}

static const struct stage *stage_named(struct crm *crm, const struct json *json, const char *key)
{
	const char *code = json_get(json, key);
	return code != NULL ? stage_find(crm, code) : NULL;
}

static void set_owner(struct crm *crm, struct lead_folded *folded, const char *code)
{
	const struct manager *manager = code != NULL ? manager_find(crm, code) : NULL;
	folded->lead.manager = manager != NULL ? manager->id : 0;
	if (folded->first_owner == 0)
		folded->first_owner = folded->lead.manager;
}

static void set_decided(
    struct crm *crm, struct lead_folded *folded, enum lead_state state, const char *reason_code, instant_t at)
{
	const struct reason *reason = reason_code != NULL ? reason_find(crm, reason_code) : NULL;
	folded->lead.state = state;
	folded->lead.reason = reason != NULL ? reason->id : 0;
	folded->lead.decided_at = at;
}

/* An event takes the lead out of what it had won. */
static enum status annul(struct crm *crm, struct lead_folded *folded, instant_t at)
{
	const struct lead *lead = &folded->lead;
	if (lead->state != LEAD_WON)
		return CRM_OK;
	struct annulment *annulled = arena_get(&crm->chunk, sizeof *annulled);
	if (annulled == NULL)
		return why_memory(&crm->why);
	*annulled = (struct annulment){.won_at = lead->decided_at,
	    .at = at,
	    .stage = lead->stage,
	    .manager = folded->winner,
	    .amount = lead->amount == AMOUNT_NONE ? 0 : lead->amount,
	    .before = folded->annulled};
	folded->annulled = annulled;
	return CRM_OK;
}

static enum status fold_assigned(
    struct crm *crm, struct lead_folded *folded, const struct event *event, const struct json *json)
{
	(void)event;
	set_owner(crm, folded, json_get(json, "manager"));
	return CRM_OK;
}

static enum status fold_moved(
    struct crm *crm, struct lead_folded *folded, const struct event *event, const struct json *json)
{
	const struct stage *stage = stage_named(crm, json, "stage");
	instant_t at = event->occurred_at, since = folded->lead.stage_since;
	if (stage == NULL)
		return CRM_OK;
	if (folded->placed && lead_placed_after(crm, at, since)) { /* recorded late */
		reach_stage(crm, folded, stage, at);
		return CRM_OK;
	}
	instant_t from = folded->placed && since > at ? since : at;
	bool stays = stage->id == folded->lead.stage && from == since; /* said again */
	enum status status = stays ? CRM_OK : end_stay(crm, folded, event);
	enter_stage(crm, folded, stage, from);
	folded->placed = true;
	return status;
}

static enum status lose(struct crm *crm, struct lead_folded *folded, const struct event *event, const struct json *json)
{
	enum lead_state state = event->kind == EV_LEAD_LOST ? LEAD_LOST : LEAD_DISQUALIFIED;
	enum status status = annul(crm, folded, event->occurred_at);
	if (status == CRM_OK)
		status = end_stay(crm, folded, event);
	set_decided(crm, folded, state, json_get(json, "reason"), event->occurred_at);
	return status;
}

static enum status set_won(
    struct crm *crm, struct lead_folded *folded, const struct event *event, const struct json *json)
{
	const struct stage *stage = stage_named(crm, json, "stage");
	enum status status = end_stay(crm, folded, event);
	if (stage == NULL)
		stage = stage_won(crm);
	folded->won_from = folded->lead.stage;
	folded->winner = folded->lead.manager;
	if (stage != NULL)
		enter_stage(crm, folded, stage, event->occurred_at);
	folded->placed = true;
	folded->lead.amount = json_get_int(json, "amount", folded->lead.amount);
	set_decided(crm, folded, LEAD_WON, NULL, event->occurred_at);
	return status;
}

static enum status give_back(
    struct crm *crm, struct lead_folded *folded, const struct event *event, const struct json *json)
{
	instant_t at = event->occurred_at;
	const struct stage *stage = stage_named(crm, json, "stage");
	enum status status = annul(crm, folded, at);
	if (status == CRM_OK)
		status = end_stay(crm, folded, event);
	folded->lead.state = LEAD_OPEN;
	folded->lead.reason = 0;
	folded->lead.decided_at = 0;
	folded->lead.stage_since = at;
	folded->placed = true;
	if (json_get(json, "manager") != NULL)
		set_owner(crm, folded, json_get(json, "manager"));
	if (stage != NULL)
		enter_stage(crm, folded, stage, at);
	return status;
}

static enum status correct(
    struct crm *crm, struct lead_folded *folded, const struct event *event, const struct json *json)
{
	(void)crm, (void)event;
	folded->lead.amount = json_get_int(json, "amount", folded->lead.amount);
	return CRM_OK;
}

static enum status words_of(struct crm *crm, struct lead *lead, const struct json *json)
{
	const char *called = json_get(json, "_source");
	enum status status = dict_id(crm, DICT_SOURCE, json_get(json, "source"), &lead->source);
	if (status == CRM_OK && called)
		status = dict_id(crm, DICT_SOURCE, called, &lead->source);
	if (status == CRM_OK)
		status = dict_id(crm, DICT_CAMPAIGN, json_get(json, "campaign"), &lead->campaign);
	if (status == CRM_OK)
		status = dict_id(crm, DICT_PROJECT, json_get(json, "project"), &lead->project);
	return status;
}

static enum status fold_created(
    struct crm *crm, struct lead_folded *folded, const struct event *event, const struct json *json)
{
	const struct stage *first = stage_at(crm, 0), *stage = stage_named(crm, json, "_stage");
	const char *state_name = json_get(json, "_state");
	enum lead_state state = LEAD_OPEN;
	*folded = (struct lead_folded){.exists = true, .home = event->client, .created_new = event->new};
	struct lead *lead = &folded->lead;
	*lead = (struct lead){.lead = event->lead,
	    .client = event->client,
	    .event = event->event,
	    .stage = first != NULL ? first->id : 0,
	    .amount = json_get_int(json, "_amount", AMOUNT_NONE),
	    .created_at = event->occurred_at,
	    .stage_since = event->occurred_at,
	    .origin = json_get_int(json, "_origin", 0)};
	set_owner(crm, folded, json_get(json, "_manager"));
	if (stage != NULL)
		enter_stage(crm, folded, stage, event->occurred_at);
	if (state_name != NULL && lead_state_parse(state_name, &state) != CRM_OK)
		return why_set(&crm->why, CRM_INTERNAL, _("event %lld has the state «%s», which is none"),
		    (long long)event->event, state_name);
	if (stage != NULL && stage->kind == STAGE_WON)
		state = LEAD_WON;
	folded->winner = lead->manager;
	if (state != LEAD_OPEN)
		set_decided(crm, folded, state, json_get(json, "_reason"), event->occurred_at);
	enum status status = client_root(crm, event->client, &lead->client);
	return status == CRM_OK ? words_of(crm, lead, json) : status;
}

/* The row came again with other values: of those that are the lead's own only what it says. */
static enum status fold_updated(
    struct crm *crm, struct lead_folded *folded, const struct event *event, const struct json *json)
{
	struct lead *lead = &folded->lead, said = {0};
	(void)event;
	enum status status = words_of(crm, &said, json);
	lead->source = said.source ? said.source : lead->source;
	lead->campaign = said.campaign ? said.campaign : lead->campaign;
	lead->project = said.project ? said.project : lead->project;
	lead->amount = json_get_int(json, "_amount", lead->amount);
	return status;
}

typedef enum status fold(
    struct crm *crm, struct lead_folded *folded, const struct event *event, const struct json *json);

/* A touch has no function: it is only a moment, and what was said is not parsed for that. */
static fold *const folds[EV_KINDS] = {
    [EV_LEAD_CREATED] = fold_created,
    [EV_LEAD_UPDATED] = fold_updated,
    [EV_LEAD_ASSIGNED] = fold_assigned,
    [EV_LEAD_QUALIFIED] = fold_moved,
    [EV_LEAD_MOVED] = fold_moved,
    [EV_LEAD_WON] = set_won,
    [EV_LEAD_LOST] = lose,
    [EV_LEAD_DISQUALIFIED] = lose,
    [EV_LEAD_RETURNED] = give_back,
    [EV_LEAD_CORRECTED] = correct,
};

enum status lead_fold_event(struct crm *crm, struct lead_folded *folded, const struct event *event)
{
	struct arena arena = {0};
	struct json json;
	enum status status;
	const struct event_traits *traits = event_traits(event->kind);
	bool touch = event->kind == EV_TOUCH_ADDED;
	if (!traits->about || traits->changes_lead != (touch || folds[event->kind]))
		return why_set(&crm->why, CRM_INTERNAL, _("event %lld is of kind %d, of which nothing is known"),
		    (long long)event->event, (int)event->kind);
	if (!traits->changes_lead || (!folded->exists && event->kind != EV_LEAD_CREATED))
		return CRM_OK;
	if (touch) {
		if (event->occurred_at > folded->lead.last_touch)
			folded->lead.last_touch = event->occurred_at;
		return CRM_OK;
	}
	if (json_parse(&json, event->new, &arena) == 0)
		status = folds[event->kind](crm, folded, event, &json);
	else
		status = json_why(&crm->why, &json, _("event %lld (%s) does not parse"), (long long)event->event,
		    event_kind_name(event->kind));
	arena_free(&arena);
	return status;
}

enum status lead_fold(struct crm *crm, int64_t id, const struct horizon *horizon, struct lead_folded *folded)
{
	struct history history;
	enum status status = history_lead(crm, id, HISTORY_END, &crm->chunk, &history);
	*folded = (struct lead_folded){0};
	if (status != CRM_OK)
		return status;
	history_judge(&history, history.n, horizon);
	return history_fold(crm, &history, history.n, folded);
}

enum status lead_stage_before_win(struct crm *crm, const struct lead *lead, const struct stage **stage)
{
	struct lead_folded folded;
	*stage = stage_id(crm, lead->stage);
	if (*stage == NULL || (*stage)->kind != STAGE_WON)
		return CRM_OK;
	enum status status = lead_fold(crm, lead->lead, &horizon_none, &folded);
	const struct stage *before = stage_id(crm, folded.won_from);
	*stage = before != NULL && before->kind != STAGE_WON ? before
	                                                     : stage_at(crm, (*stage)->pos > 0 ? (*stage)->pos - 1 : 0);
	return status;
}

typedef enum status history_each(void *arg, struct crm *crm, const struct history *history);

/* Two readings of the journal in order of lead, side by side: what creates, and what comes after. */
struct lead_walk {
	struct crm *crm;
	struct stmt *after;
	bool ended;
	struct event next;  /* of after; borrowed from it */
	struct arena arena; /* of one lead */
};

static enum status next_event(struct lead_walk *walk)
{
	enum status status = db_next(walk->after);
	walk->ended = status != CRM_OK;
	if (status == CRM_OK)
		event_row(walk->after, &walk->next);
	return status == CRM_NONE ? CRM_OK : status;
}

static enum status gather_lead(struct lead_walk *walk, const struct event *created, struct history *history)
{
	enum status status = history_add(walk->crm, history, created, &walk->arena);
	while (status == CRM_OK && !walk->ended && walk->next.lead <= created->lead) {
		struct event event = walk->next;
		const char *text = event_traits(event.kind)->changes_lead ? event.new : NULL;
		event.new = arena_copy(&walk->arena, text);
		if (event.new == NULL && text != NULL)
			status = why_memory(&walk->crm->why);
		else if (event.lead == created->lead)
			status = history_add(walk->crm, history, &event, &walk->arena);
		if (status == CRM_OK)
			status = next_event(walk);
	}
	return status;
}

static enum status visit_lead(
    struct lead_walk *walk, int64_t event, const struct horizon *horizon, history_each *each, void *arg)
{
	struct stmt *one;
	struct history history = {0};
	struct event created;
	enum status status = db_ask_one(walk->crm->db, sql_creating_one, VALS(V_INT(event)), &one);
	if (status != CRM_OK)
		return status == CRM_NONE ? CRM_OK : status;
	event_row(one, &created);
	arena_reset(&walk->arena);
	status = gather_lead(walk, &created, &history);
	if (status == CRM_OK) {
		history_judge(&history, history.n, horizon);
		status = each(arg, walk->crm, &history);
	}
	db_done(one);
	return status;
}

static enum status visit_all(struct lead_walk *walk, const struct horizon *horizon, history_each *each, void *arg)
{
	struct stmt *creating;
	enum status status = db_ask(walk->crm->db, sql_creating_in_order, NULL, &creating);
	if (status != CRM_OK)
		return status;
	while ((status = db_next(creating)) == CRM_OK) {
		status = visit_lead(walk, db_int(creating, 0), horizon, each, arg);
		if (status != CRM_OK) {
			db_done(creating);
			return status;
		}
	}
	return status == CRM_NONE ? CRM_OK : status;
}

enum status lead_fold_histories(struct crm *crm, const struct horizon *horizon, history_each *each, void *arg)
{
	struct lead_walk walk = {.crm = crm};
	enum status status = db_ask(crm->db, sql_events_after, NULL, &walk.after);
	if (status != CRM_OK)
		return status;
	status = next_event(&walk);
	if (status == CRM_OK)
		status = visit_all(&walk, horizon, each, arg);
	if (!walk.ended)
		db_done(walk.after);
	arena_free(&walk.arena);
	return status;
}

struct lead_folding {
	enum status (*each)(void *arg, struct crm *crm, const struct lead_folded *folded);
	void *arg;
	struct arena chunk; /* crm->chunk while a lead is told: what others keep there stays */
};

static enum status fold_one(void *arg, struct crm *crm, const struct history *history)
{
	struct lead_folding *folding = arg;
	struct lead_folded folded;
	struct arena kept = crm->chunk;
	arena_reset(&folding->chunk);
	crm->chunk = folding->chunk;
	enum status status = history_fold(crm, history, history->n, &folded);
	if (status == CRM_OK && folded.exists)
		status = folding->each(folding->arg, crm, &folded);
	folding->chunk = crm->chunk;
	crm->chunk = kept;
	return status;
}

enum status lead_fold_all(struct crm *crm, const struct horizon *horizon,
    enum status (*each)(void *arg, struct crm *crm, const struct lead_folded *folded), void *arg)
{
	struct lead_folding folding = {.each = each, .arg = arg};
	enum status status = lead_fold_histories(crm, horizon, fold_one, &folding);
	arena_free(&folding.chunk);
	return status;
}
