#include "flow/assign/assign_all.h"

#include "flow/assign/assign_all.sql.h"

const struct column assign_all_columns[] = {[ACTION_LEAD] = {.name = "lead"},
    [ACTION_EXT_ID] = {.name = "ext_id"},
    [ACTION_SOURCE] = {.name = "source"},
    [ASSIGN_MANAGER] = {.name = "manager"},
    {.name = NULL}};

struct all_rows {
	struct buf from, lead;
};

static enum status add_leads(struct crm *crm, const struct assign_all *all, struct all_rows *rows)
{
	struct stmt *row;
	enum status status = db_ask(crm->db, sql_assign_all_leads, VALS(V_INT(all->manager->id)), &row);
	while (status == CRM_OK && (status = db_next(row)) == CRM_OK) {
		struct assign_from one = {.manager = all->manager};
		int64_t lead = db_int(row, 0);
		buf_add(&rows->from, (const char *)&one, sizeof one);
		buf_add(&rows->lead, (const char *)&lead, sizeof lead);
	}
	return status == CRM_NONE ? CRM_OK : status;
}

static enum status add_tasks(struct crm *crm, const struct assign_all *all, struct all_rows *rows)
{
	struct stmt *row;
	enum status status = db_ask(crm->db, sql_assign_all_tasks, VALS(V_INT(all->manager->id)), &row);
	while (status == CRM_OK && (status = db_next(row)) == CRM_OK) {
		struct assign_from one = {
		    .manager = all->manager, .task = db_int(row, 0), .lead = db_int(row, 1), .client = db_int(row, 2)};
		int64_t none = 0;
		buf_add(&rows->from, (const char *)&one, sizeof one);
		buf_add(&rows->lead, (const char *)&none, sizeof none);
	}
	return status == CRM_NONE ? CRM_OK : status;
}

static enum status keep_rows(struct crm *crm, struct assign_all *all, const struct all_rows *rows)
{
	all->n = (int)(rows->lead.length / sizeof *all->lead);
	if (rows->from.failed || rows->lead.failed)
		return why_memory(&crm->why);
	if (!all->n)
		return CRM_OK;
	all->from = arena_get(&crm->run, rows->from.length);
	all->lead = arena_get(&crm->run, rows->lead.length);
	if (!all->from || !all->lead)
		return why_memory(&crm->why);
	memcpy(all->from, rows->from.text, rows->from.length);
	memcpy(all->lead, rows->lead.text, rows->lead.length);
	return CRM_OK;
}

enum status assign_all_find(struct crm *crm, const char *name, struct assign_all *all)
{
	struct all_rows rows = {0};
	*all = (struct assign_all){0};
	enum status status = manager_meant(crm, name, &all->manager);
	if (status == CRM_DATA)
		return CRM_USAGE;
	if (status == CRM_OK)
		status = add_leads(crm, all, &rows);
	if (status == CRM_OK)
		status = add_tasks(crm, all, &rows);
	if (status == CRM_OK)
		status = keep_rows(crm, all, &rows);
	buf_free(&rows.from);
	buf_free(&rows.lead);
	return status;
}

enum status assign_all_next(struct crm *crm, struct assign_all *all, struct rec *rec)
{
	const char **value = (const char **)(uintptr_t)rec->value; /* given to be filled */
	if (all->next == all->n)
		return CRM_NONE;
	int i = all->next++;
	rec->own = &all->from[i];
	if (all->lead[i] && !(value[ACTION_LEAD] = arena_format(&crm->chunk, "%lld", (long long)all->lead[i])))
		return why_memory(&crm->why);
	return CRM_OK;
}
