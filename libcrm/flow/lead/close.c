#include "flow/lead/close.h"

const struct column win_columns[] = {
    LEAD_ACTION_COLUMNS, [WIN_AMOUNT] = {.name = "amount"}, [WIN_AT] = {.name = "at"}, [WIN_NOTE] = {.name = "note"},
    {.name = NULL}};
const struct column close_columns[] = {LEAD_ACTION_COLUMNS, [CLOSE_REASON] = {.name = "reason", .required = true},
    [CLOSE_AT] = {.name = "at"}, [CLOSE_NOTE] = {.name = "note"}, {.name = NULL}};
const struct field close_fields[] = {
    ANSWER_FIELDS(N_("lead")), [OWN(CLOSED_STAGE)] = {"stage", KIND_TEXT, N_("stage")}, {0}};
const struct field disqualify_fields[] = {ANSWER_FIELDS(N_("lead")), {0}};

static const char *stage_code(struct lead_action *act)
{
	const struct stage *stage = stage_id(act->crm, act->lead.stage);
	return stage ? stage->code : "";
}

static const char *before(struct lead_action *act)
{
	return lead_action_json(act, PAIRS("state", lead_state_name(act->lead.state), "stage", stage_code(act)));
}

/* Known when nothing is new; a different sum cannot be told from a mistake. */
static enum status won_already(struct lead_action *act, money_t amount)
{
	struct buf sum = {0};
	if (amount == AMOUNT_NONE || amount == act->lead.amount)
		return lead_action_known(act, NULL);
	if (act->lead.amount != AMOUNT_NONE)
		money_put(&sum, act->lead.amount);
	enum status status = reject(act->crm, act->answer, "amount",
	    _("lead %lld is won already, amount: %s (crm-undo takes that back)"), (long long)act->lead.lead,
	    sum.length ? sum.text : _("none"));
	buf_free(&sum);
	return status;
}

enum status flow_win(struct crm *crm, const struct rec *rec, struct answer *answer)
{
	struct lead_action act;
	money_t amount = AMOUNT_NONE;
	const struct stage *won = stage_won(crm);
	enum status status = lead_action_begin(&act, crm, rec, answer, rec->value[WIN_AT]);
	if (status == CRM_OK)
		status = cell_money(crm, rec->value[WIN_AMOUNT], "amount", &amount, answer);
	if (status != CRM_OK && status != CRM_NONE)
		return reject_end(answer, status);
	if (!won)
		return why_set(&crm->why, CRM_CONFIG, _("there is no stage of kind won (crm-conf get stage)"));
	const char *minor = amount == AMOUNT_NONE ? NULL : arena_format(&crm->chunk, "%lld", (long long)amount);
	const char *new =
	    lead_action_json_more(&act, PAIRS("stage", won->code, "amount", minor, "note", rec->value[WIN_NOTE]));
	answer->own[CLOSED_STAGE] = stage_code(&act);
	status = lead_action_same(&act, EV_LEAD_WON, new);
	if (status == CRM_OK)
		return lead_action_known(&act, NULL);
	if (status != CRM_NONE)
		return status;
	if (act.lead.state == LEAD_WON)
		return won_already(&act, amount);
	if (act.lead.state != LEAD_OPEN)
		return reject_end(answer, lead_action_closed(&act));
	status = lead_action_record(&act, EV_LEAD_WON, before(&act), new, NULL);
	answer->own[CLOSED_STAGE] = won->code;
	return status;
}

static enum status cell_reason(struct lead_action *act, bool lose, const struct reason **reason)
{
	struct crm *crm = act->crm;
	const char *code = act->rec->value[CLOSE_REASON];
	const struct reason *other;
	if (!code)
		return reject_cell(crm, act->answer, "reason", "%s", _("which reason?"));
	enum status status = reason_meant(crm, code, lose ? REASON_TO_LOSE : REASON_TO_DISQUALIFY, reason);
	if (status != CRM_DATA)
		return status;
	status = reject_cell_why(crm, act->answer, "reason");
	if (reason_meant(crm, code, lose ? REASON_TO_DISQUALIFY : REASON_TO_LOSE, &other) != CRM_OK)
		return status;
	if (lose)
		return reject_cell(
		    crm, act->answer, "reason", _("«%s» is a reason to disqualify: see crm-disqualify"), code);
	return reject_cell(crm, act->answer, "reason", _("«%s» is a reason to lose: see crm-lose"), code);
}

static enum status close_lead(struct lead_action *act, bool lose)
{
	const char *note = act->rec->value[CLOSE_NOTE];
	const struct reason *reason;
	enum event_kind kind = lose ? EV_LEAD_LOST : EV_LEAD_DISQUALIFIED;
	enum status status = cell_reason(act, lose, &reason);
	if (status != CRM_OK)
		return status;
	const char *new = lead_action_json_more(act, PAIRS("reason", reason->code, "note", note));
	status = lead_action_same(act, kind, new);
	if (status == CRM_OK || (status == CRM_NONE && act->lead.state == (lose ? LEAD_LOST : LEAD_DISQUALIFIED) &&
	                            act->lead.reason == reason->id))
		return lead_action_known(act, NULL);
	if (status != CRM_NONE)
		return status;
	if (act->lead.state != LEAD_OPEN)
		return lead_action_closed(act);
	return lead_action_record(act, kind, before(act), new, NULL);
}

enum status flow_lose(struct crm *crm, const struct rec *rec, struct answer *answer)
{
	struct lead_action act;
	enum status status = lead_action_begin(&act, crm, rec, answer, rec->value[CLOSE_AT]);
	if (status == CRM_OK) {
		answer->own[CLOSED_STAGE] = stage_code(&act);
		status = close_lead(&act, true);
	}
	return reject_end(answer, status);
}

enum status flow_disqualify(struct crm *crm, const struct rec *rec, struct answer *answer)
{
	struct lead_action act;
	enum status status = lead_action_begin(&act, crm, rec, answer, rec->value[CLOSE_AT]);
	if (status == CRM_OK)
		status = close_lead(&act, false);
	return reject_end(answer, status);
}
