#include "report/kit/open_leads.h"

#include "report/kit/lives.h"
#include "report/kit/open_leads.sql.h"

struct open_reading {
	struct crm *crm;
	const struct query *query;
	enum status (*each)(void *arg, const struct open_lead *open);
	void *arg;
	bool told;           /* kinds and texts of tasks are wanted */
	struct arena *arena; /* of the tasks */
	struct task_history *tasks;
	int next; /* the first task of a lead to come */
};

/* All, or those of the managers wanted. */
static enum status find_open(void *arg, struct wanted *leads)
{
	const struct open_reading *reading = arg;
	struct crm *crm = reading->crm;
	enum status status = CRM_OK;
	if (query_takes(crm, reading->query, 0))
		return wanted_find(crm, leads, sql_open_leads_find, NULL);
	for (int i = 0; i < manager_count(crm) && status == CRM_OK; i++)
		if (query_takes(crm, reading->query, manager_at(crm, i)->id))
			status = wanted_find(crm, leads, sql_open_leads_find_of, VALS(V_INT(manager_at(crm, i)->id)));
	return status;
}

static enum status take_task(void *arg, struct stmt *row)
{
	const struct open_reading *reading = arg;
	const struct past_task task = {.task = db_int(row, 0),
	    .lead = db_int(row, 1),
	    .client = db_int(row, 2),
	    .manager = db_int(row, 3),
	    .due = db_int(row, 4),
	    .kind = reading->told ? db_text(row, 5) : NULL,
	    .text = reading->told ? db_text(row, 6) : NULL};
	return lives_is_ahead(reading->query, task.lead)
	           ? CRM_OK
	           : task_history_add(reading->crm, reading->arena, reading->tasks, &task);
}

/* Of leads with something ahead the journal tells. */
static enum status take_ahead(struct open_reading *reading)
{
	struct crm *crm = reading->crm;
	const struct query *query = reading->query;
	struct wanted wanted = {0};
	enum status status = CRM_OK;
	for (int i = 0; i < query->n_ahead && status == CRM_OK; i++)
		status = wanted_find(crm, &wanted, sql_open_tasks_of, VALS(V_INT(query->ahead[i])));
	wanted_sort(&wanted);
	if (status == CRM_OK && wanted.n)
		status = task_history_load(crm, &wanted, &query->horizon, reading->arena, reading->tasks);
	wanted_free(&wanted);
	return status;
}

static enum status load_tasks(struct open_reading *reading)
{
	struct crm *crm = reading->crm;
	const struct query *query = reading->query;
	enum status status;
	*reading->tasks = (struct task_history){0};
	if (lives_by_journal(query))
		status = task_history_load(crm, NULL, &query->horizon, reading->arena, reading->tasks);
	else
		status = scan_rows(crm, reading->told ? sql_open_tasks_told : sql_open_tasks, NULL, take_task, reading);
	if (status == CRM_OK && query->n_ahead)
		status = take_ahead(reading);
	task_history_by_lead(reading->tasks);
	return status;
}

enum status open_tasks_load(
    struct crm *crm, const struct query *query, bool told, struct arena *arena, struct task_history *tasks)
{
	struct open_reading reading = {.crm = crm, .query = query, .told = told, .arena = arena, .tasks = tasks};
	return load_tasks(&reading);
}

static enum status take_lead(void *arg, const struct lead_folded *folded, struct stmt *row)
{
	struct open_reading *reading = arg;
	const struct task_history *tasks = reading->tasks;
	const struct lead *lead = &folded->lead;
	int n = 0;
	(void)row;
	if (lead->state != LEAD_OPEN)
		return CRM_OK;
	while (reading->next < tasks->n && tasks->task[reading->next].lead < lead->lead)
		reading->next++;
	while (reading->next + n < tasks->n && tasks->task[reading->next + n].lead == lead->lead)
		n++;
	const struct open_lead open = {lead, tasks->task + reading->next, n};
	return reading->each(reading->arg, &open);
}

enum status open_leads_each(
    struct crm *crm, const struct query *query, enum status (*each)(void *arg, const struct open_lead *open), void *arg)
{
	struct arena arena = {0};
	struct task_history tasks;
	struct open_reading reading = {
	    .crm = crm, .query = query, .each = each, .arg = arg, .told = true, .arena = &arena, .tasks = &tasks};
	enum status status = load_tasks(&reading);
	if (status == CRM_OK)
		status = scan_leads(&(const struct scan){.crm = crm,
		    .query = query,
		    .find = find_open,
		    .sql = sql_open_leads_found,
		    .each = take_lead,
		    .arg = &reading});
	arena_free(&arena);
	return status;
}

const struct past_task *open_lead_next(const struct open_lead *open, instant_t at)
{
	for (int i = 0; i < open->n_tasks; i++)
		if (open->task[i].due >= at)
			return &open->task[i];
	return NULL;
}

instant_t open_lead_since(const struct lead *lead)
{
	return lead->created_at > lead->stage_since ? lead->created_at : lead->stage_since;
}

instant_t open_lead_seen(const struct lead *lead)
{
	instant_t since = open_lead_since(lead);
	return since > lead->last_touch ? since : lead->last_touch;
}

int64_t open_lead_rot_days(struct crm *crm, const struct lead *lead)
{
	const struct stage *stage = stage_id(crm, lead->stage);
	return stage && stage->rot_days ? stage->rot_days : setting_int(crm, "forgotten.days", 7);
}
