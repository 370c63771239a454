#include "flow/lead/lead_tasks.h"

#include "book/projection/record.h"
#include "flow/lead/lead_tasks.sql.h"

struct open_task {
	int64_t task;
	const struct manager *manager; /* NULL: nobody's */
};

/* All of them, before any changes. */
static enum status read_open(struct lead_action *act, struct open_task **task, int *n)
{
	struct crm *crm = act->crm;
	struct buf rows = {0};
	struct stmt *row;
	*task = NULL;
	*n = 0;
	enum status status = db_ask(crm->db, sql_lead_tasks_open, VALS(V_INT(act->lead.lead)), &row);
	while (status == CRM_OK && (status = db_next(row)) == CRM_OK) {
		struct open_task one = {db_int(row, 0), manager_id(crm, db_int(row, 1))};
		buf_add(&rows, (const char *)&one, sizeof one);
	}
	if (status == CRM_NONE)
		status = rows.failed ? why_memory(&crm->why) : CRM_OK;
	if (status == CRM_OK && rows.length && !(*task = arena_get(&crm->chunk, rows.length)))
		status = why_memory(&crm->why);
	if (status == CRM_OK && rows.length) {
		memcpy(*task, rows.text, rows.length);
		*n = (int)(rows.length / sizeof **task);
	}
	buf_free(&rows);
	return status;
}

static enum status follows(
    struct lead_action *act, const struct open_task *task, const struct manager *owner, bool *yes)
{
	const char *missing = NULL;
	*yes = task->manager != owner;
	if (!*yes || !task->manager || task->manager->id == act->lead.manager)
		return CRM_OK;
	enum status status = CRM_OK;
	if (act->lead.manager)
		missing = manager_gone(act->crm, task->manager);
	else
		status = manager_missing(act->crm, task->manager, &missing);
	*yes = missing != NULL;
	return status;
}

static enum status record_of_task(
    struct lead_action *act, const struct open_task *task, enum event_kind kind, const char *old, const char *new)
{
	struct event event = {.kind = kind,
	    .lead = act->lead.lead,
	    .client = act->lead.client,
	    .ref = task->task,
	    .occurred_at = act->at,
	    .old = old,
	    .new = new};
	return new ? record(act->crm, &event) : why_memory(&act->crm->why);
}

static void list_number(struct buf *list, int64_t task)
{
	buf_put(list, list->length ? ", " : "");
	buf_int(list, task);
}

/* ${format} has the numbers; nothing is told where there are none. */
static enum status tell(struct lead_action *act, struct buf *list, const char *format, enum status status)
{
	if (status == CRM_OK && list->failed)
		status = why_memory(&act->crm->why);
	if (status == CRM_OK && list->length)
		lead_action_warn(act, format, list->text);
	buf_free(list);
	return status;
}

enum status lead_tasks_follow(struct lead_action *act, const struct manager *owner)
{
	struct open_task *task;
	struct buf list = {0};
	int n;
	enum status status = read_open(act, &task, &n);
	for (int i = 0; i < n && status == CRM_OK; i++) {
		bool yes;
		status = follows(act, &task[i], owner, &yes);
		if (status != CRM_OK || !yes)
			continue;
		const char *had = task[i].manager ? task[i].manager->code : NULL;
		status = record_of_task(act, &task[i], EV_TASK_SET, lead_action_json(act, PAIRS("manager", had)),
		    lead_action_json(act, PAIRS("manager", owner->code)));
		list_number(&list, task[i].task);
	}
	return tell(act, &list, _("with its open tasks: %s"), status);
}

enum status lead_tasks_end(struct lead_action *act, enum lead_state state)
{
	struct open_task *task;
	struct buf list = {0};
	int n;
	enum status status = read_open(act, &task, &n);
	for (int i = 0; i < n && status == CRM_OK; i++) {
		status = record_of_task(
		    act, &task[i], EV_TASK_DONE, NULL, lead_action_json(act, PAIRS("ended", lead_state_name(state))));
		list_number(&list, task[i].task);
	}
	return tell(act, &list, _("ends its open tasks: %s"), status);
}
