#include "flow/lead/reopen.h"

#include "flow/lead/lead_tasks.h"

const struct column reopen_columns[] = {LEAD_ACTION_COLUMNS, [REOPEN_MANAGER] = {.name = "manager"},
    [REOPEN_STAGE] = {.name = "stage"}, [REOPEN_AT] = {.name = "at"}, [REOPEN_NOTE] = {.name = "note"}, {.name = NULL}};
const struct field reopen_fields[] = {ANSWER_FIELDS(N_("lead")), [OWN(BROUGHT_FROM)] = {"from", KIND_TEXT, N_("from")},
    [OWN(BROUGHT_STAGE)] = {"stage", KIND_TEXT, N_("stage")},
    [OWN(BROUGHT_MANAGER)] = {"manager", KIND_TEXT, N_("manager")}, {0}};

/* The manager of the row, else the owner it had while he is here; *manager is NULL if he is not: then it waits to be
   handed out. A list of leads carries its owners along: naming the old owner is not naming anybody. */
static enum status to_whom(struct lead_action *act, const struct manager **manager)
{
	struct crm *crm = act->crm;
	const struct manager *owner = manager_id(crm, act->lead.manager);
	const char *missing = NULL;
	*manager = NULL;
	enum status status = lead_action_wish_manager(act, REOPEN_MANAGER, owner, manager);
	if (status != CRM_OK && status != CRM_NONE)
		return status;
	bool named = *manager && (*manager != owner || lead_action_is_asked(act, REOPEN_MANAGER));
	if (named && !manager_here(crm, *manager))
		return reject_cell(crm, act->answer, "manager", _("%s does not work here now"), (*manager)->code);
	if (!named)
		*manager = owner;
	status = *manager ? manager_missing(crm, *manager, &missing) : CRM_OK;
	if (status != CRM_OK)
		return status;
	if (missing && named)
		lead_action_warn(act, "%s", missing);
	else if (missing && !manager_here(crm, owner))
		lead_action_warn(act, _("its owner %s does not work here now: nobody has it"), owner->code);
	else if (missing)
		lead_action_warn(act, _("%s: nobody has it"), missing);
	if (missing && !named)
		*manager = NULL;
	if (*manager)
		explain(crm, _("lead %lld: %s: %s"), (long long)act->lead.lead, (*manager)->code,
		    named ? _("named in the row") : _("its owner"));
	return CRM_OK;
}

static enum status to_where(struct lead_action *act, const struct stage **stage)
{
	struct crm *crm = act->crm;
	const char *code = lead_action_wish_stage(act, REOPEN_STAGE);
	if (!code)
		return lead_stage_before_win(crm, &act->lead, stage);
	enum status status = stage_meant(crm, code, stage);
	/* A list of won leads says where they stand, not where to. */
	if (status == CRM_OK && act->lead.state == LEAD_WON && (*stage)->id == act->lead.stage)
		return lead_stage_before_win(crm, &act->lead, stage);
	if (status != CRM_OK)
		return status == CRM_DATA ? reject_cell_why(crm, act->answer, "stage") : status;
	if ((*stage)->kind != STAGE_WON)
		return CRM_OK;
	return reject_cell(crm, act->answer, "stage", _("«%s» is for won leads: see crm-win"), (*stage)->code);
}

static enum status take_back(struct lead_action *act)
{
	struct answer *answer = act->answer;
	const struct stage *stage, *stood = stage_id(act->crm, act->lead.stage);
	const struct manager *manager;
	const struct reason *reason = reason_id(act->crm, act->lead.reason);
	const char *state = lead_state_name(act->lead.state), *owner = manager_code(act->crm, act->lead.manager);
	bool won = act->lead.state == LEAD_WON;
	enum status status = to_where(act, &stage);
	if (status == CRM_OK)
		status = to_whom(act, &manager);
	if (status != CRM_OK)
		return status;
	const char *whose = manager ? manager->code : *owner ? LEAD_NOBODY : NULL, *note = act->rec->value[REOPEN_NOTE];
	const char *old = lead_action_json(act, PAIRS("state", state, "reason", reason ? reason->code : NULL, "stage",
	                                            stood ? stood->code : NULL, "manager", owner));
	const char *new = lead_action_json_more(act, PAIRS("stage", stage->code, "manager", whose, "note", note));
	status = lead_action_same(act, EV_LEAD_RETURNED, new);
	if (status == CRM_OK)
		return lead_action_known(act, NULL);
	if (status != CRM_NONE)
		return status;
	if (won)
		lead_action_annuls(act);
	answer->own[BROUGHT_FROM] = state;
	answer->own[BROUGHT_STAGE] = stage->code;
	answer->own[BROUGHT_MANAGER] = manager ? manager->code : NULL;
	status = lead_action_record(act, EV_LEAD_RETURNED, old, new, NULL);
	return status == CRM_OK && manager ? lead_tasks_follow(act, manager) : status;
}

enum status flow_reopen(struct crm *crm, const struct rec *rec, struct answer *answer)
{
	struct lead_action act;
	enum status status = lead_action_begin(&act, crm, rec, answer, rec->value[REOPEN_AT]);
	if (status != CRM_OK)
		return reject_end(answer, status);
	const struct stage *stage = stage_id(crm, act.lead.stage);
	answer->own[BROUGHT_STAGE] = stage ? stage->code : NULL;
	answer->own[BROUGHT_MANAGER] = manager_code(crm, act.lead.manager);
	if (act.lead.state == LEAD_OPEN)
		return lead_action_known(&act, NULL);
	return reject_end(answer, take_back(&act));
}
