#include "flow/lead/move.h"

#include "flow/lead/lead_tasks.h"
#include "flow/lead/stage_requirements_private.h"

const struct column move_columns[] = {LEAD_ACTION_COLUMNS, [MOVE_STAGE] = {.name = "stage", .required = true},
    [MOVE_AT] = {.name = "at"}, [MOVE_NOTE] = {.name = "note"}, {.name = NULL}};
const struct field move_fields[] = {ANSWER_FIELDS(N_("lead")), [OWN(MOVED_FROM)] = {"from", KIND_TEXT, N_("from")},
    [OWN(MOVED_TO)] = {"to", KIND_TEXT, N_("to")}, {0}};

/* A move that is recorded late says where the lead has been; it stands where a later one put it. */
static enum status tell_where(struct lead_action *act, const struct stage *to)
{
	struct lead now = {.stage = to->id};
	enum status status = CRM_OK;
	if (act->dated && act->at < act->lead.stage_since)
		status = lead_get(act->crm, act->lead.lead, &now);
	const struct stage *stands = stage_id(act->crm, now.stage);
	if (status != CRM_OK || !stands)
		return status;
	act->answer->own[MOVED_TO] = stands->code;
	if (stands != to)
		lead_action_warn(act, _("recorded late: it stands at %s since %s"), stands->code,
		    lead_action_time_text(act->crm, now.stage_since));
	return CRM_OK;
}

static enum status move_lead(struct lead_action *act, const struct stage *from, const struct stage *to)
{
	struct crm *crm = act->crm;
	struct answer *answer = act->answer;
	const char *note = act->rec->value[MOVE_NOTE];
	enum event_kind kind = to->kind == STAGE_WON ? EV_LEAD_WON : EV_LEAD_MOVED;
	struct stage_requirements gate;
	enum status status = stage_requirements_check(act, to, false, &gate);
	if (status != CRM_OK)
		return status;
	const char *old = lead_action_json(act, PAIRS("stage", from ? from->code : NULL));
	const char *new = lead_action_json_more(act, PAIRS("stage", to->code, "note", note));
	status = lead_action_same(act, kind, new);
	if (status == CRM_OK) {
		answer->own[MOVED_TO] = answer->own[MOVED_FROM];
		return lead_action_known(act, NULL);
	}
	if (status != CRM_NONE)
		return status;
	bool before_its_end = kind == EV_LEAD_MOVED && act->dated && act->at < act->lead.decided_at;
	if (act->lead.state != LEAD_OPEN && !before_its_end)
		return lead_action_closed(act);
	if (*gate.missing && !crm->force)
		return reject(crm, answer, NULL, _("not to %s yet: %s"), to->code, gate.why);
	if (*gate.missing)
		lead_action_warn(act, _("by --force, though: %s"), gate.why);
	status = lead_action_record(act, kind, old, new, NULL);
	if (status == CRM_OK && kind == EV_LEAD_WON)
		status = lead_tasks_end(act, LEAD_WON);
	return status == CRM_OK ? tell_where(act, to) : status;
}

enum status flow_move(struct crm *crm, const struct rec *rec, struct answer *answer)
{
	struct lead_action act;
	enum status status = lead_action_begin(&act, crm, rec, answer, rec->value[MOVE_AT]);
	if (status != CRM_OK)
		return reject_end(answer, status);
	const char *code = lead_action_wish_stage(&act, MOVE_STAGE);
	const struct stage *from = stage_id(crm, act.lead.stage), *to;
	answer->own[MOVED_FROM] = from ? from->code : NULL;
	if (!code)
		return reject(crm, answer, "stage", "%s", _("which stage?"));
	status = stage_meant(crm, code, &to);
	if (status != CRM_OK)
		return status == CRM_DATA ? reject_why(crm, answer, "stage") : status;
	bool before = act.dated && to->kind == STAGE_OPEN && lead_placed_after(crm, act.at, act.lead.stage_since);
	if (from == to && !before && /* it was here before, too */
	    (act.lead.state == LEAD_OPEN || act.lead.state == LEAD_WON)) {
		answer->own[MOVED_TO] = to->code;
		return lead_action_known(&act, NULL);
	}
	return reject_end(answer, move_lead(&act, from, to));
}
