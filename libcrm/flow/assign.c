#include "flow/assign.h"

#include "flow/assign.sql.h"

#define NAMED_AT_MOST 8 /* managers in the sentence when nobody is left */

const struct column assign_columns[] = {IN_LEAD_COLUMNS, [ASSIGN_MANAGER] = {.name = "manager"}, {.name = NULL}};

/* CRM_OK if he may get a lead now, else CRM_NONE and why not. */
static enum status eligible(struct crm *crm, const struct manager *m, const char **why_not)
{
	day_t until, today = zone_day(crm->zone, crm->now);
	*why_not = "";
	if (strcmp(m->role, "manager") != 0) {
		*why_not = arena_format(&crm->chunk, _("role is %s"), m->role);
		return CRM_NONE;
	}
	if (today >= m->left) {
		*why_not = arena_format(&crm->chunk, _("left on %s"), day_text(crm, m->left));
		return CRM_NONE;
	}
	if (today < m->hired) {
		*why_not = arena_format(&crm->chunk, _("comes on %s"), day_text(crm, m->hired));
		return CRM_NONE;
	}
	enum status status = manager_away(crm, m, &until);
	if (status != CRM_OK)
		return status == CRM_NONE ? CRM_OK : status;
	*why_not = arena_format(&crm->chunk, _("absent until %s"), day_text(crm, until));
	return CRM_NONE;
}

static enum status nobody(struct act *act)
{
	struct crm *crm = act->crm;
	struct buf list = {0};
	int n = manager_count(crm);
	enum status status = CRM_OK;
	for (int i = 0; i < n && i < NAMED_AT_MOST && (status == CRM_OK || status == CRM_NONE); i++) {
		const char *why_not;
		const struct manager *m = manager_at(crm, i);
		status = eligible(crm, m, &why_not);
		buf_format(&list, "%s%s %s", i ? ", " : "", m->code, why_not ? why_not : "");
	}
	if (n > NAMED_AT_MOST)
		buf_put(&list, ", …");
	if (list.failed)
		status = why_memory(&crm->why);
	else if (status == CRM_OK || status == CRM_NONE)
		status = reject(crm, act->answer, "manager", _("nobody to hand out to: %s"),
		    n ? list.text : _("there are no managers (crm-conf put manager)"));
	buf_free(&list);
	return status;
}

/* The first who may, after the one who was last. CRM_NONE if there is nobody. */
static enum status in_turn(struct act *act, const struct manager **chosen)
{
	struct crm *crm = act->crm;
	int n = manager_count(crm), first = 0;
	int64_t last;
	enum status status = db_number(crm->db, sql_assign_cursor, VALS(V_TEXT("assign")), 0, &last);
	if (status != CRM_OK)
		return status;
	*chosen = NULL;
	while (first < n && manager_at(crm, first)->id <= last)
		first++;
	for (int i = 0; i < n && (!*chosen || crm->explain); i++) {
		const struct manager *m = manager_at(crm, (first + i) % n);
		const char *why_not;
		status = eligible(crm, m, &why_not);
		if (status != CRM_OK && status != CRM_NONE)
			return status;
		if (status == CRM_OK && *chosen)
			why_not = _("could, but it is not his turn");
		explain(crm, _("lead %lld: %s: %s"), (long long)act->lead.lead, m->code,
		    status == CRM_OK && !*chosen ? _("his turn, gets it")
		    : why_not                    ? why_not
		                                 : "");
		if (status == CRM_OK && !*chosen)
			*chosen = m;
	}
	return *chosen ? CRM_OK : CRM_NONE;
}

static enum status give(struct act *act, const struct manager *manager, const char *method)
{
	const char *had =
	    act->lead.manager ? act_json(act, PAIRS("manager", manager_code(act->crm, act->lead.manager))) : NULL;
	const char *new = act_json(act, PAIRS("manager", manager->code, "method", method));
	act->answer->own[0] = manager->code;
	act->answer->own[1] = method;
	return act_record(act, EV_LEAD_ASSIGNED, had, new, NULL);
}

static enum status give_named(struct act *act, const struct manager *manager)
{
	struct crm *crm = act->crm;
	day_t until;
	if (zone_day(crm->zone, crm->now) >= manager->left)
		return reject(
		    crm, act->answer, "manager", _("%s left on %s"), manager->code, day_text(crm, manager->left));
	enum status status = manager_away(crm, manager, &until);
	if (status == CRM_OK)
		act_warn(act, _("%s is absent until %s"), manager->code, day_text(crm, until));
	else if (status != CRM_NONE)
		return status;
	explain(crm, _("lead %lld: %s: named in the row"), (long long)act->lead.lead, manager->code);
	return give(act, manager, "named");
}

enum status flow_assign(struct crm *crm, const struct rec *rec, struct answer *answer)
{
	struct act act;
	const struct manager *manager = NULL;
	enum status status = act_begin(&act, crm, rec, answer, NULL);
	if (status == CRM_OK)
		status = act_manager(&act, rec->value[ASSIGN_MANAGER], &manager);
	if (status != CRM_OK && status != CRM_NONE)
		return act_end(answer, status);
	answer->own[0] = manager_code(crm, act.lead.manager);
	if (act.lead.state != LEAD_OPEN)
		return act_known(&act, act_state(&act));
	if (act.lead.manager && (!manager || manager->id == act.lead.manager)) {
		explain(crm, _("lead %lld: %s has it already"), (long long)act.lead.lead, answer->own[0]);
		return act_known(&act, NULL);
	}
	if (manager)
		return act_end(answer, give_named(&act, manager));
	status = in_turn(&act, &manager);
	if (status == CRM_NONE)
		return nobody(&act);
	return status == CRM_OK ? give(&act, manager, "rr") : status;
}
