#include "flow/lead/close.h"

#include "flow/lead/lead_tasks.h"
#include "flow/lead/stage_requirements_private.h"

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

static const char *minor_units(struct lead_action *act, money_t amount)
{
	return amount == AMOUNT_NONE ? NULL : arena_format(&act->crm->chunk, "%lld", (long long)amount);
}

static const char *before(struct lead_action *act)
{
	const char *amount = act->lead.state == LEAD_WON ? minor_units(act, act->lead.amount) : NULL;
	return lead_action_json(
	    act, PAIRS("state", lead_state_name(act->lead.state), "stage", stage_code(act), "amount", amount));
}

static const char *money_text(struct lead_action *act, money_t amount)
{
	struct buf text = {0};
	money_put(&text, amount);
	const char *copy = text.failed ? NULL : arena_copy(&act->crm->chunk, text.text);
	buf_free(&text);
	return copy ? copy : "";
}

/* Won already: only another amount is news. */
static enum status correct_amount(struct lead_action *act, money_t amount)
{
	if (amount == AMOUNT_NONE || amount == act->lead.amount)
		return lead_action_known(act, NULL);
	const char *old = lead_action_json(act, PAIRS("amount", minor_units(act, act->lead.amount)));
	const char *new =
	    lead_action_json_more(act, PAIRS("amount", minor_units(act, amount), "note", act->rec->value[WIN_NOTE]));
	enum status status = lead_action_same(act, EV_LEAD_CORRECTED, new);
	if (status != CRM_NONE)
		return status == CRM_OK ? lead_action_known(act, NULL) : status;
	lead_action_warn(act, _("won already, on %s: the amount is corrected, it was %s"),
	    lead_action_day_text(act->crm, zone_day(act->crm->zone, act->lead.decided_at)),
	    act->lead.amount == AMOUNT_NONE ? _("none") : money_text(act, act->lead.amount));
	return lead_action_record(act, EV_LEAD_CORRECTED, old, new, NULL);
}

/* What the stage requires; the amount may come with the row. */
static enum status won_requirements(
    struct lead_action *act, const struct stage *won, money_t amount, struct stage_requirements *gate)
{
	money_t had = act->lead.amount;
	if (amount != AMOUNT_NONE)
		act->lead.amount = amount;
	enum status status = stage_requirements_check(act, won, false, gate);
	act->lead.amount = had;
	return status;
}

enum status flow_win(struct crm *crm, const struct rec *rec, struct answer *answer)
{
	struct lead_action act;
	money_t amount = AMOUNT_NONE;
	const struct stage *won = stage_won(crm);
	enum status status = lead_action_begin(&act, crm, rec, answer, rec->value[WIN_AT]);
	if (status == CRM_OK)
		status = cell_amount(crm, rec, WIN_AMOUNT, "amount", &amount, answer);
	const char *asked = lead_action_wish(&act, WIN_AMOUNT, amount == act.lead.amount);
	if (status == CRM_OK && asked != rec->value[WIN_AMOUNT])
		status = cell_amount(crm, &(struct rec){.value = rec->operand}, WIN_AMOUNT, "amount", &amount, answer);
	if (status != CRM_OK && status != CRM_NONE)
		return reject_end(answer, status);
	if (!won)
		return why_set(&crm->why, CRM_CONFIG, _("there is no stage of kind won (crm-conf get stage)"));
	struct stage_requirements gate;
	status = won_requirements(&act, won, amount, &gate);
	if (status != CRM_OK)
		return status;
	const char *new = lead_action_json_more(
	    &act, PAIRS("stage", won->code, "amount", minor_units(&act, amount), "note", rec->value[WIN_NOTE]));
	answer->own[CLOSED_STAGE] = stage_code(&act);
	status = lead_action_same(&act, EV_LEAD_WON, new);
	if (status == CRM_OK)
		return lead_action_known(&act, NULL);
	if (status != CRM_NONE)
		return status;
	if (act.lead.state == LEAD_WON)
		return correct_amount(&act, amount);
	if (act.lead.state != LEAD_OPEN)
		return reject_end(answer, lead_action_closed(&act));
	if (*gate.missing && !crm->force)
		return reject_end(answer, reject(crm, answer, NULL, _("not to %s yet: %s"), won->code, gate.why));
	if (*gate.missing)
		lead_action_warn(&act, _("by --force, though: %s"), gate.why);
	status = lead_action_record(&act, EV_LEAD_WON, before(&act), new, NULL);
	answer->own[CLOSED_STAGE] = won->code;
	return status == CRM_OK ? lead_tasks_end(&act, LEAD_WON) : status;
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
	if (act->lead.state == LEAD_WON)
		lead_action_annuls(act);
	else if (act->lead.state != LEAD_OPEN)
		return lead_action_closed(act);
	status = lead_action_record(act, kind, before(act), new, NULL);
	return status == CRM_OK ? lead_tasks_end(act, lose ? LEAD_LOST : LEAD_DISQUALIFIED) : status;
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
