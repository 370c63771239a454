#include "base/text/json.h"
#include "book/projection/apply.h"
#include "book/history/client_facts.h"
#include "book/settings/conf.h"
#include "book/projection/apply_private.h"

#include "book/projection/apply_conf.sql.h"

static void put_number(struct buf *buf, int64_t number)
{
	buf_int(buf, number);
	buf_char(buf, ' ');
}

/* What the sums depend on, as a text to compare. */
static enum status put_basis(struct crm *crm, struct buf *buf)
{
	buf_put(buf, setting(crm, "timezone", ""));
	buf_char(buf, '\n');
	buf_put(buf, setting(crm, "profile.fields", ""));
	buf_char(buf, '\n');
	buf_put(buf, setting(crm, "sla.missed", ""));
	buf_char(buf, '\n');
	for (int i = 0; i < stage_count(crm); i++) {
		put_number(buf, stage_at(crm, i)->id);
		put_number(buf, (int64_t)stage_at(crm, i)->kind);
	}
	return buf->failed ? why_memory(&crm->why) : CRM_OK;
}

/* The words of the table that changed, and what hangs on them, are read again. */
static enum status reload_table(struct crm *crm, const char *table)
{
	static const char *const with_words[] = {"manager", "stage", "reason", "unit", "source", "absence", NULL};
	if (strcmp(table, "setting") == 0)
		return crm_reload(crm);
	for (int i = 0; with_words[i] != NULL; i++)
		if (strcmp(table, with_words[i]) == 0)
			return dictionaries_load(crm);
	calendar_free(crm->calendar);
	crm->calendar = NULL;
	return CRM_OK;
}

static enum status compare_basis(struct crm *crm, const struct buf *before)
{
	struct buf after = {0};
	int64_t leads = 0;
	enum status status = put_basis(crm, &after);
	if (status == CRM_OK && strcmp(before->text, after.text) != 0)
		status = db_number(crm->db, sql_any_lead, NULL, 0, &leads);
	if (status == CRM_OK && leads != 0)
		status = rollup_stale(crm);
	buf_free(&after);
	return status;
}

static enum status table_of(struct crm *crm, const struct event *event, char table[32])
{
	struct arena arena = {0};
	struct json json;
	const char *name = NULL;
	if (json_parse(&json, event->new != NULL ? event->new : event->old, &arena) == 0)
		name = json_get(&json, "table");
	snprintf(table, 32, "%s", name != NULL ? name : "");
	arena_free(&arena);
	return name != NULL ? CRM_OK
	                    : why_set(&crm->why, CRM_INTERNAL, _("event %lld names no table of settings"),
	                          (long long)event->event);
}

enum status apply_conf(struct crm *crm, const struct event *event)
{
	char table[32];
	struct buf before = {0};
	enum status status = table_of(crm, event, table);
	if (status == CRM_OK)
		status = put_basis(crm, &before);
	if (status == CRM_OK)
		status = conf_apply(crm, event->new, event->old);
	if (status == CRM_OK)
		status = reload_table(crm, table);
	if (status == CRM_OK)
		status = compare_basis(crm, &before);
	buf_free(&before);
	return status;
}

/* A lead in the tables that were emptied. */
static enum status make_again(void *arg, struct crm *crm, const struct history *history)
{
	static const struct lead_made nothing;
	struct arena *arena = arg;
	struct lead_made made;
	arena_reset(arena);
	enum status status = apply_lead_make(crm, history, arena, &made);
	if (status != CRM_OK || !made.folded.exists)
		return status;
	status = apply_lead_write(crm, &nothing, &made);
	if (status != CRM_OK)
		return status;
	return db_run(crm->db, sql_profile_add,
	    VALS(V_INT(made.folded.home), V_INT(client_profile_filled(crm, made.folded.created_new))));
}

enum status apply_settings_again(struct crm *crm)
{
	static const char *const empty[] = {
	    sql_reach_empty, sql_clocks_empty, sql_ownings_empty, sql_sums_empty, sql_profiles_empty, NULL};
	struct arena arena = {0};
	enum status status = CRM_OK;
	for (int i = 0; empty[i] != NULL && status == CRM_OK; i++)
		status = db_run(crm->db, empty[i], NULL);
	if (status == CRM_OK)
		status = lead_fold_histories(crm, &horizon_none, make_again, &arena);
	arena_free(&arena);
	return status == CRM_OK ? apply_clients_refresh(crm) : status;
}
