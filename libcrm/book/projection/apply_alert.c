/* Of what heads were told: a row for each state of a deadline, as of the earliest event that counts and says so. */
#include "base/text/json.h"
#include "book/projection/apply_private.h"

#include "book/projection/apply_alert.sql.h"

struct alert {
	int64_t lead, task, started, manager;
	const char *clock, *state;
};

static enum status read_alert(struct crm *crm, const struct event *event, struct arena *arena, struct alert *alert)
{
	struct json json;
	if (json_parse(&json, event->new, arena) != 0)
		return json_why(&crm->why, &json, _("event %lld (%s) does not parse"), (long long)event->event,
		    event_kind_name(event->kind));
	const char *clock = json_get(&json, "clock"), *state = json_get(&json, "state"),
	           *code = json_get(&json, "manager");
	const struct manager *manager = code != NULL ? manager_find(crm, code) : NULL;
	*alert = (struct alert){.lead = event->lead,
	    .task = event->ref,
	    .started = json_get_int(&json, "started", event->occurred_at),
	    .manager = manager != NULL ? manager->id : 0,
	    .clock = clock != NULL ? clock : "",
	    .state = state != NULL ? state : ""};
	return CRM_OK;
}

static bool same(const struct alert *a, const struct alert *b)
{
	return a->lead == b->lead && a->task == b->task && a->started == b->started && a->manager == b->manager &&
	       strcmp(a->clock, b->clock) == 0 && strcmp(a->state, b->state) == 0;
}

/* The earliest moment at which an event says the same and counts; CRM_NONE. The clock may have run ahead in between. */
static enum status first_said(
    struct crm *crm, const struct alert *alert, int64_t upto, struct arena *arena, instant_t *at)
{
	struct stmt *stmt;
	struct event event;
	struct alert other;
	bool found = false;
	enum status status = alert->lead != 0
	                         ? db_ask(crm->db, sql_alerts_of_lead, VALS(V_INT(alert->lead), V_INT(upto)), &stmt)
	                         : db_ask(crm->db, sql_alerts_of_task, VALS(V_INT(alert->task), V_INT(upto)), &stmt);
	while (status == CRM_OK && (status = db_next(stmt)) == CRM_OK) {
		bool counts = false;
		event_row(stmt, &event);
		status = read_alert(crm, &event, arena, &other);
		if (status == CRM_OK && same(alert, &other))
			status = history_event_counts(crm, event.event, upto, &counts, NULL);
		if (status != CRM_OK)
			db_done(stmt);
		else if (counts && (!found || event.occurred_at < *at))
			*at = event.occurred_at;
		found = found || counts;
	}
	return status == CRM_NONE && found ? CRM_OK : status;
}

enum status apply_alert(struct crm *crm, int64_t first, int64_t upto)
{
	struct arena arena = {0};
	struct event event;
	struct alert alert;
	instant_t at = 0;
	enum status status = history_event(crm, first, &arena, &event);
	if (status == CRM_NONE)
		status = why_set(
		    &crm->why, CRM_INTERNAL, _("event %lld is spoken of and not in the journal"), (long long)first);
	if (status == CRM_OK)
		status = read_alert(crm, &event, &arena, &alert);
	if (status != CRM_OK) {
		arena_free(&arena);
		return status;
	}
	const struct val key[] = {V_INT(alert.lead), V_TEXT(alert.clock), V_INT(alert.task), V_INT(alert.started),
	    V_TEXT(alert.state), V_INT(alert.manager), {.kind = VAL_END}};
	status = first_said(crm, &alert, upto, &arena, &at);
	if (status == CRM_OK)
		status =
		    db_run(crm->db, sql_alert_put, VALS(key[0], key[1], key[2], key[3], key[4], key[5], V_INT(at)));
	else if (status == CRM_NONE)
		status = db_run(crm->db, sql_alert_delete, key);
	arena_free(&arena);
	return status;
}
