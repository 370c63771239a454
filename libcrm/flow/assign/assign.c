#include "flow/assign/assign.h"

#include "book/history/history.h"
#include "flow/assign/assign.sql.h"
#include "flow/assign/assign_all.h"
#include "flow/assign/assign_choose_private.h"
#include "flow/lead/lead_tasks.h"

const struct column assign_columns[] = {LEAD_ACTION_COLUMNS, [ASSIGN_MANAGER] = {.name = "manager"}, {.name = NULL}};
const struct field assign_fields[] = {ANSWER_FIELDS(N_("lead")),
    [OWN(ASSIGNED_MANAGER)] = {"manager", KIND_TEXT, N_("manager")},
    [OWN(ASSIGNED_METHOD)] = {"method", KIND_TEXT, N_("method")}, {0}};

/* ${assigner} NULL: nothing was read yet, and what is will know of this lead. */
static enum status give_lead(struct lead_action *act, struct assigner *assigner, const struct assign_choice *choice)
{
	const char *code = choice->manager->code;
	const char *had = act->lead.manager
	                      ? lead_action_json(act, PAIRS("manager", manager_code(act->crm, act->lead.manager)))
	                      : NULL;
	const char *new = lead_action_json(
	    act, PAIRS("manager", code, "method", choice->method, "route", choice->route, "among", choice->among));
	act->answer->own[ASSIGNED_MANAGER] = code;
	act->answer->own[ASSIGNED_METHOD] = choice->method;
	enum status status = lead_action_record(act, EV_LEAD_ASSIGNED, had, new, NULL);
	if (status == CRM_OK)
		status = lead_tasks_follow(act, choice->manager);
	if (status == CRM_OK && assigner)
		assign_given(assigner, &act->lead, choice);
	return status;
}

static enum status give_named(struct lead_action *act, struct assigner *assigner, const struct manager *manager)
{
	struct crm *crm = act->crm;
	const char *away;
	if (manager_gone(crm, manager))
		return reject(crm, act->answer, "manager", "%s", manager_gone(crm, manager));
	enum status status = manager_missing(crm, manager, &away);
	if (status != CRM_OK)
		return status;
	if (away)
		lead_action_warn(act, "%s", away);
	explain(crm, _("lead %lld: %s: named in the row"), (long long)act->lead.lead, manager->code);
	return give_lead(act, assigner, &(struct assign_choice){.manager = manager, .method = "named"});
}

/* Of what was said of a lead: does it put it into the pool or take it out? */
static bool moves(enum event_kind kind)
{
	return kind == EV_LEAD_POOLED || kind == EV_LEAD_ASSIGNED || kind == EV_LEAD_RETURNED || kind == EV_LEAD_WON ||
	       kind == EV_LEAD_LOST || kind == EV_LEAD_DISQUALIFIED;
}

/* Is the last thing that moved it its coming into the pool? */
static enum status is_pooled(struct crm *crm, int64_t lead, bool *pooled)
{
	struct stmt *row;
	bool counts = false;
	enum status status = db_ask(crm->db, sql_assign_events, VALS(V_INT(lead)), &row);
	*pooled = false;
	if (status != CRM_OK)
		return status;
	while (!counts && (status = db_next(row)) == CRM_OK) {
		enum event_kind kind = (enum event_kind)db_int(row, 1);
		if (!moves(kind))
			continue;
		status = history_event_counts(crm, db_int(row, 0), HISTORY_END, &counts, NULL);
		if (status != CRM_OK || counts)
			db_done(row);
		if (status != CRM_OK)
			return status;
		*pooled = counts && kind == EV_LEAD_POOLED;
	}
	return status == CRM_NONE ? CRM_OK : status;
}

static enum status pool_lead(struct lead_action *act, const struct assign_choice *choice)
{
	bool pooled;
	enum status status = is_pooled(act->crm, act->lead.lead, &pooled);
	if (status == CRM_OK && !pooled)
		status = lead_action_record(act, EV_LEAD_POOLED, NULL,
		    lead_action_json(act, PAIRS("why", choice->why, "route", choice->route)), NULL);
	act->answer->verdict = ASSIGN_POOL;
	act->answer->reason = choice->reason;
	return status;
}

/* A task that goes with no lead of his: to whom is named, else to the owner of the lead it is of. */
static enum status assign_task(struct crm *crm, const struct rec *rec, struct answer *answer)
{
	const struct assign_from *from = rec->own;
	struct lead_action act = {.crm = crm, .rec = rec, .answer = answer, .ref = from->task, .at = crm->now};
	const struct manager *manager = NULL;
	answer->object = from->lead;
	answer->own[ASSIGNED_MANAGER] = from->manager->code;
	act.lead = (struct lead){.lead = from->lead, .client = from->client};
	enum status status = lead_action_manager(&act, rec->value[ASSIGN_MANAGER], &manager);
	if (status == CRM_NONE && from->lead)
		status = lead_get(crm, from->lead, &act.lead);
	if (status != CRM_OK && status != CRM_NONE)
		return reject_end(answer, status);
	if (!manager)
		manager = manager_id(crm, act.lead.manager);
	if (rec->value[ASSIGN_MANAGER] && manager_gone(crm, manager))
		return reject(crm, answer, "manager", "%s", manager_gone(crm, manager));
	if (!manager || manager == from->manager || manager_gone(crm, manager)) {
		lead_action_warn(&act, _("task %lld goes with no lead: name a manager"), (long long)from->task);
		answer->verdict = ASSIGN_POOL;
		return CRM_OK;
	}
	lead_action_warn(&act, _("task %lld"), (long long)from->task);
	answer->own[ASSIGNED_MANAGER] = manager->code;
	answer->own[ASSIGNED_METHOD] = rec->value[ASSIGN_MANAGER] ? "named" : NULL;
	return lead_action_record(&act, EV_TASK_SET, lead_action_json(&act, PAIRS("manager", from->manager->code)),
	    lead_action_json(&act, PAIRS("manager", manager->code)), NULL);
}

/* Did this run take it from whom ${arg} names, the JSON that was recorded? */
static enum status is_taken_now(void *arg, struct lead_action *act, const struct event *event)
{
	const char *had = arg;
	return event->batch == act->crm->batch && event->old && strcmp(event->old, had) == 0 ? CRM_OK : CRM_NONE;
}

/* ${manager}: who gets it. A list may name a lead twice, as one of tasks does, and who had it when the list was made:
   once it is where the operands want it, or he has left, that is no wish either. */
static enum status wish_manager(struct lead_action *act, const struct manager *owner, const struct manager **manager)
{
	const struct manager *asked = NULL;
	enum status status = lead_action_wish_manager(act, ASSIGN_MANAGER, owner, manager);
	if (status != CRM_OK || *manager == owner || !owner)
		return status;
	if (lead_action_is_asked(act, ASSIGN_MANAGER))
		status = lead_action_manager(act, lead_action_wish(act, ASSIGN_MANAGER, true), &asked);
	else if (manager_gone(act->crm, *manager))
		asked = owner;
	if (status != CRM_OK || asked != owner)
		return status;
	const char *had = lead_action_json(act, PAIRS("manager", (*manager)->code));
	if (!had)
		return why_memory(&act->crm->why);
	status = lead_action_seek(act, EV_LEAD_ASSIGNED, INSTANT_MIN, is_taken_now, (void *)(uintptr_t)had);
	if (status == CRM_OK)
		*manager = owner;
	return status == CRM_NONE ? CRM_OK : status;
}

/* What is known of managers is read when the first lead of a chunk comes for which nobody is named. */
static enum status choose(struct crm *crm, struct assigner **assigner, const struct assign_from *from,
    const struct lead *lead, struct assign_choice *choice)
{
	bool first = *assigner == NULL;
	enum status status = first ? assign_open(crm, assigner) : CRM_OK;
	if (status == CRM_OK && first && from)
		assign_pass_over(*assigner, from->manager);
	return status == CRM_OK ? assign_choose(*assigner, lead, choice) : status;
}

static enum status assign_row(struct crm *crm, struct assigner **assigner, const struct rec *rec, struct answer *answer)
{
	struct lead_action act;
	struct assign_choice choice;
	const struct assign_from *from = rec->own;
	const struct manager *manager = NULL;
	if (from && from->task)
		return assign_task(crm, rec, answer);
	enum status status = lead_action_begin(&act, crm, rec, answer, NULL);
	if (status == CRM_OK)
		status = wish_manager(&act, manager_id(crm, act.lead.manager), &manager);
	if (status != CRM_OK && status != CRM_NONE)
		return reject_end(answer, status);
	const struct manager *owner = manager_id(crm, act.lead.manager);
	const char *gone = owner ? manager_gone(crm, owner) : NULL;
	answer->own[ASSIGNED_MANAGER] = owner ? owner->code : "";
	if (act.lead.state != LEAD_OPEN)
		return lead_action_known(&act, lead_action_state(&act));
	/* Nobody waits for somebody who has left: a list that names him wishes nothing. */
	if (gone && manager == owner && !lead_action_is_asked(&act, ASSIGN_MANAGER))
		manager = NULL;
	if (gone && !manager)
		lead_action_warn(&act, "%s", gone);
	if (gone || (from && owner == from->manager && manager != owner))
		owner = NULL;
	else if (from)
		manager = owner; /* somebody else has got it meanwhile */
	if (owner && (!manager || manager == owner)) {
		explain(
		    crm, _("lead %lld: %s has it already"), (long long)act.lead.lead, answer->own[ASSIGNED_MANAGER]);
		return lead_action_known(&act, NULL);
	}
	if (manager)
		return reject_end(answer, give_named(&act, *assigner, manager));
	status = choose(crm, assigner, from, &act.lead, &choice);
	if (status != CRM_OK)
		return status;
	return choice.manager ? give_lead(&act, *assigner, &choice) : pool_lead(&act, &choice);
}

enum status flow_assign(struct crm *crm, const struct rec *recs, int n, struct answer *answers)
{
	struct assigner *assigner = NULL;
	enum status status = CRM_OK;
	for (int i = 0; i < n && status == CRM_OK; i++)
		status = assign_row(crm, &assigner, &recs[i], &answers[i]);
	return status;
}
