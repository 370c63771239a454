#include "book/projection/apply_private.h"
#include "book/projection/rollup.h"

#include "book/projection/apply_lead.sql.h"

static bool same_reach(const struct lead_folded *a, const struct lead_folded *b)
{
	if (a->n_reach != b->n_reach)
		return false;
	for (int i = 0; i < a->n_reach; i++) {
		const struct reach *x = &a->reach[i], *y = &b->reach[i];
		if (x->stage != y->stage || x->at != y->at || x->manager != y->manager || x->skipped != y->skipped)
			return false;
	}
	return true;
}

static enum status write_reach(
    struct crm *crm, int64_t lead, const struct lead_folded *before, const struct lead_folded *after)
{
	enum status status = CRM_OK;
	if (same_reach(before, after))
		return CRM_OK;
	if (before->n_reach > 0)
		status = db_run(crm->db, sql_reach_delete, VALS(V_INT(lead)));
	for (int i = 0; i < after->n_reach && status == CRM_OK; i++) {
		const struct reach *reach = &after->reach[i];
		status = db_run(crm->db, sql_reach_add,
		    VALS(V_INT(lead), V_INT(reach->stage), V_INT(reach->at), V_ID(reach->manager),
		        V_INT(reach->skipped)));
	}
	return status;
}

enum status apply_lead_write(struct crm *crm, const struct lead_folded *before, const struct lead_folded *after)
{
	int64_t lead = after->exists ? after->lead.lead : before->lead.lead;
	enum status status = CRM_OK;
	if (after->exists)
		status = lead_put(crm, &after->lead);
	else if (before->exists)
		status = lead_delete(crm, lead);
	if (status == CRM_OK)
		status = write_reach(crm, lead, before, after);
	if (status == CRM_OK)
		status = rollup_lead(crm, before, -1);
	if (status == CRM_OK)
		status = rollup_lead(crm, after, +1);
	return status;
}

static enum status bring_lead(struct crm *crm, const struct event *event, const struct history *history)
{
	struct lead_folded before, after;
	struct history told = *history;
	history_judge(&told, told.n, &horizon_none);
	enum status status = history_fold(crm, &told, told.n, &after);
	if (status != CRM_OK)
		return status;
	history_judge(&told, told.n - 1, &horizon_none);
	status = history_fold(crm, &told, told.n - 1, &before);
	if (status == CRM_OK)
		status = apply_lead_write(crm, &before, &after);
	if (status != CRM_OK || before.exists == after.exists)
		return status;
	bool again = event->kind == EV_UNDONE;
	status = after.exists ? apply_fingerprint_join(crm, &after, again) : apply_fingerprint_leave(crm, &before);
	if (status == CRM_OK)
		status = after.exists ? apply_client_join(crm, &after, event->event, again)
		                      : apply_client_leave(crm, &before, event->event);
	return status == CRM_OK ? apply_consent_follow(crm, event, after.exists ? &after : &before) : status;
}

enum status apply_lead(struct crm *crm, const struct event *event)
{
	struct arena arena = {0};
	struct history history = {0};
	enum status status;
	if (event->kind == EV_LEAD_CREATED)
		status = history_add(crm, &history, event, &arena);
	else
		status = history_lead(crm, event->lead, event->event, &arena, &history);
	if (status == CRM_OK && (history.n == 0 || history.event[history.n - 1].event != event->event))
		status = why_set(&crm->why, CRM_INTERNAL, _("event %lld is not among those of lead %lld"),
		    (long long)event->event, (long long)event->lead);
	if (status == CRM_OK)
		status = bring_lead(crm, event, &history);
	arena_free(&arena);
	return status;
}
