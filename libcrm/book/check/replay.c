/* The journal once more from its beginning: into another database to compare, or into this one to repair. */
#include "book/history/history.h"
#include "book/projection/apply.h"
#include "book/projection/rollup.h"

#include "book/check/replay.sql.h"

#define EVENTS_AT_ONCE 1000 /* then what they left in memory goes */

/* Each event in the order recorded; an event knows nothing of later ones even when they are in the same journal. */
static enum status apply_each(struct crm *from, struct crm *to)
{
	struct stmt *row;
	struct event event;
	int64_t n = 0, all;
	enum status status = db_number(from->db, sql_events_last, NULL, 0, &all);
	if (status == CRM_OK)
		status = db_ask(from->db, sql_events_all, NULL, &row);
	if (status != CRM_OK)
		return status;
	while ((status = db_next(row)) == CRM_OK) {
		event_row(row, &event);
		status = apply(to, &event);
		if (status != CRM_OK) {
			db_done(row);
			return status;
		}
		if (++n % EVENTS_AT_ONCE == 0)
			arena_reset(&to->chunk);
		tell_progress(to, N_("%lld of %lld events"), n, all);
	}
	return status == CRM_NONE ? CRM_OK : status;
}

static enum status apply_all(struct crm *from, struct crm *to)
{
	enum status status = apply_leads_later(to);
	if (status == CRM_OK)
		status = apply_each(from, to);
	if (status == CRM_OK)
		status = apply_leads_caught_up(to, HISTORY_END);
	apply_leads_at_once(to);
	return status == CRM_OK ? rollup_flush(to) : status;
}

enum status replay(struct crm *from, struct crm *to)
{
	to->why = (struct why){0};
	enum status status = db_share_journal(from->db, to->db);
	if (status == CRM_OK)
		status = apply_all(from, to);
	if (status != CRM_OK && to->why.text[0] != '\0')
		from->why = to->why;
	return status;
}

static enum status empty_all(struct crm *crm)
{
	static const char *const statements[] = {sql_empty_manager, sql_empty_unit, sql_empty_stage, sql_empty_reason,
	    sql_empty_source, sql_empty_calendar, sql_empty_absence, sql_empty_rule, sql_empty_list,
	    sql_empty_criterion, sql_empty_programme, sql_empty_step, sql_empty_setting, sql_empty_plan, sql_empty_dict,
	    sql_empty_client, sql_empty_phone, sql_empty_email, sql_empty_inn, sql_empty_lead, sql_empty_reach,
	    sql_empty_seen, sql_empty_task, sql_empty_lead_sum, sql_empty_cursor, sql_empty_enrolment, sql_empty_sent,
	    sql_empty_route, sql_empty_shared, sql_empty_role, sql_empty_merged, sql_empty_refused, sql_empty_consent,
	    sql_empty_received, sql_empty_credit, sql_empty_alert, sql_empty_letter, sql_empty_suppressed,
	    sql_empty_clock, sql_empty_owning, NULL};
	enum status status = CRM_OK;
	for (int i = 0; statements[i] != NULL && status == CRM_OK; i++)
		status = db_run(crm->db, statements[i], NULL);
	return status == CRM_OK ? crm_reload(crm) : status;
}

enum status replay_rebuild_within(struct crm *crm)
{
	rollup_clear(crm);
	enum status status = empty_all(crm);
	return status == CRM_OK ? apply_all(crm, crm) : status;
}

enum status replay_rebuild(struct crm *crm)
{
	enum status status = db_begin(crm->db);
	if (status == CRM_OK)
		status = replay_rebuild_within(crm);
	if (status == CRM_OK && !crm->dry_run)
		return db_commit(crm->db);
	db_rollback(crm->db);
	rollup_clear(crm);
	return status;
}
