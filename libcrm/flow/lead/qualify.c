#include "flow/lead/qualify.h"

#include "flow/lead/stage_requirements_private.h"

const struct column qualify_columns[] = {
    LEAD_ACTION_COLUMNS, [QUALIFY_AT] = {.name = "at"}, [QUALIFY_NOTE] = {.name = "note"}, {.name = NULL}};
const struct field qualify_fields[] = {ANSWER_FIELDS(N_("lead")),
    [OWN(QUALIFIED_STAGE)] = {"stage", KIND_TEXT, N_("stage")},
    [OWN(QUALIFIED_MISSING)] = {"missing", KIND_TEXT, N_("missing")}, {0}};

/* The stage behind the metric, or the first that is not for new leads. */
static const struct stage *qualified_stage(struct crm *crm)
{
	const struct stage *stage = stage_of_metric(crm, "qualified");
	for (int i = 0; !stage && i < stage_count(crm); i++)
		if (stage_at(crm, i)->kind != STAGE_NEW)
			stage = stage_at(crm, i);
	return stage;
}

static enum status qualify_lead(struct lead_action *act, const struct stage *from, const struct stage *to)
{
	struct crm *crm = act->crm;
	struct answer *answer = act->answer;
	struct stage_requirements gate;
	enum status status = stage_requirements_check(act, to, true, &gate);
	if (status != CRM_OK)
		return status;
	const char *old = lead_action_json(act, PAIRS("stage", from->code));
	const char *new = lead_action_json_more(act, PAIRS("stage", to->code, "note", act->rec->value[QUALIFY_NOTE]));
	status = lead_action_same(act, EV_LEAD_QUALIFIED, new);
	if (status == CRM_OK)
		return lead_action_known(act, NULL);
	if (status != CRM_NONE)
		return status;
	answer->own[QUALIFIED_MISSING] = gate.missing;
	if (*gate.missing && !crm->force)
		return reject(crm, answer, NULL, _("not %s yet: %s"), to->code, gate.why);
	if (*gate.missing)
		lead_action_warn(act, _("by --force, though: %s"), gate.why);
	answer->own[QUALIFIED_STAGE] = to->code;
	return lead_action_record(act, EV_LEAD_QUALIFIED, old, new, NULL);
}

enum status flow_qualify(struct crm *crm, const struct rec *rec, struct answer *answer)
{
	struct lead_action act;
	enum status status = lead_action_begin(&act, crm, rec, answer, rec->value[QUALIFY_AT]);
	if (status != CRM_OK)
		return reject_end(answer, status);
	const struct stage *from = stage_id(crm, act.lead.stage), *to = qualified_stage(crm);
	if (!from || !to)
		return why_set(&crm->why, CRM_CONFIG, _("there is no stage for qualified leads (crm-conf get stage)"));
	answer->own[QUALIFIED_STAGE] = from->code;
	if (act.lead.state == LEAD_WON || from->pos >= to->pos)
		return lead_action_known(&act, act.lead.state == LEAD_OPEN ? NULL : lead_action_state(&act));
	if (act.lead.state != LEAD_OPEN)
		return reject_end(answer, lead_action_closed(&act));
	return reject_end(answer, qualify_lead(&act, from, to));
}
