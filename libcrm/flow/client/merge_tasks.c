#include "flow/client/merge_tasks_private.h"

#include "base/text/json.h"
#include "book/projection/record.h"
#include "flow/client/merge_tasks.sql.h"

struct one_task {
	int64_t task, lead, manager, due;
	const char *kind, *text;
};

static enum status read_open(struct crm *crm, int64_t client, struct buf *rows)
{
	struct stmt *row;
	enum status status = db_ask(crm->db, sql_merge_tasks_open, VALS(V_INT(client)), &row);
	while (status == CRM_OK && (status = db_next(row)) == CRM_OK) {
		struct one_task one = {.task = db_int(row, 0),
		    .lead = db_int(row, 1),
		    .manager = db_int(row, 2),
		    .due = db_int(row, 4),
		    .kind = arena_copy(&crm->chunk, db_text(row, 3)),
		    .text = arena_copy(&crm->chunk, db_text(row, 5))};
		buf_add(rows, (const char *)&one, sizeof one);
		rows->failed = rows->failed || !one.kind || !one.text;
	}
	if (status == CRM_NONE)
		status = rows->failed ? why_memory(&crm->why) : CRM_OK;
	return status;
}

static bool is_same(const struct one_task *a, const struct one_task *b)
{
	return a->manager == b->manager && a->due == b->due && strcmp(a->kind, b->kind) == 0 &&
	       strcmp(a->text, b->text) == 0;
}

static enum status end_task(struct crm *crm, int64_t client, const struct one_task *task, struct buf *list)
{
	struct event event = {.kind = EV_TASK_DONE,
	    .lead = task->lead,
	    .client = client,
	    .ref = task->task,
	    .occurred_at = crm->now,
	    .new = "{\"ended\":\"merged\"}"};
	buf_put(list, list->length ? ", " : "");
	buf_int(list, task->task);
	return list->failed ? why_memory(&crm->why) : record(crm, &event);
}

enum status merge_tasks_twice(struct crm *crm, int64_t client, struct buf *list)
{
	struct buf rows = {0};
	enum status status = read_open(crm, client, &rows);
	const struct one_task *task = (const struct one_task *)(const void *)rows.text;
	size_t n = rows.length / sizeof *task;
	for (size_t i = 1; i < n && status == CRM_OK; i++) {
		bool twice = false;
		for (size_t k = 0; k < i && !twice; k++)
			twice = is_same(&task[k], &task[i]);
		if (twice)
			status = end_task(crm, client, &task[i], list);
	}
	buf_free(&rows);
	return status;
}
