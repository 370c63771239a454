#include "report/lists/tasks.h"

#include "base/text/casefold.h"
#include "report/kit/task_history.h"
#include "report/lists/tasks.sql.h"

struct list {
	struct crm *crm;
	const struct query *query;
	struct writer *writer;
	const struct calendar *calendar;
	instant_t now;      /* the moment that is looked at */
	instant_t from, to; /* due in [from, to) */
	const char *kind;   /* folded; NULL: all */
	struct arena row;
};

static const char *id_text(struct list *list, int64_t id)
{
	return id ? arena_format(&list->row, "%lld", (long long)id) : NULL;
}

static enum status show(struct list *list, const struct backlog_task *task, const char *name)
{
	struct crm *crm = list->crm;
	struct buf due = {0};
	if (!query_takes(crm, list->query, task->manager))
		return CRM_OK;
	int64_t late = work_between(list->calendar, crm->zone, task->due, list->now) / 3600;
	instant_put(&due, crm->zone, task->due);
	const char *cells[] = {id_text(list, task->task), id_text(list, task->lead), id_text(list, task->client), name,
	    manager_code(crm, task->manager), task->kind, due.text, arena_format(&list->row, "%lld", (long long)late),
	    task->text};
	enum status status =
	    due.failed || !cells[0] || !cells[7] ? why_memory(&crm->why) : writer_row(list->writer, cells, &crm->why);
	buf_free(&due);
	arena_reset(&list->row);
	return status;
}

static enum status show_now(struct list *list)
{
	struct stmt *stmt;
	enum status status =
	    db_ask(list->crm->db, sql_tasks_open, VALS(V_INT(list->from), V_INT(list->to), V_TEXT(list->kind)), &stmt);
	if (status != CRM_OK)
		return status;
	while (status == CRM_OK && (status = db_next(stmt)) == CRM_OK) {
		struct backlog_task task = {.task = db_int(stmt, 0),
		    .lead = db_int(stmt, 1),
		    .client = db_int(stmt, 2),
		    .manager = db_int(stmt, 4),
		    .kind = db_text(stmt, 5),
		    .due = db_int(stmt, 6),
		    .text = db_text(stmt, 7)};
		status = show(list, &task, db_text(stmt, 3));
	}
	db_done(stmt);
	return status == CRM_NONE ? CRM_OK : status;
}

static enum status show_named(struct list *list, const struct backlog_task *task)
{
	struct stmt *stmt;
	enum status status = db_ask_one(list->crm->db, sql_tasks_client, VALS(V_INT(task->client)), &stmt);
	if (status != CRM_OK)
		return status == CRM_NONE ? show(list, task, NULL) : status;
	status = show(list, task, db_text(stmt, 0));
	db_done(stmt);
	return status;
}

static enum status show_then(struct list *list)
{
	struct crm *crm = list->crm;
	struct backlog backlog;
	enum status status = backlog_load(crm, &list->query->horizon, &crm->run, &backlog);
	if (status != CRM_OK)
		return status;
	backlog_by_due(&backlog);
	for (int i = 0; i < backlog.n && status == CRM_OK; i++) {
		const struct backlog_task *task = &backlog.task[i];
		if (task->due >= list->from && task->due < list->to &&
		    (!list->kind || strcmp(list->kind, task->kind) == 0))
			status = show_named(list, task);
	}
	return status;
}

/* Up to that moment; a date is its whole day. */
static enum status until(struct list *list, const char *word)
{
	struct crm *crm = list->crm;
	instant_t at;
	day_t day;
	if (day_parse(word, &day) == CRM_OK)
		at = zone_start(crm->zone, day + 1);
	else if (strcmp(word, "today") == 0)
		at = zone_start(crm->zone, zone_day(crm->zone, list->now) + 1);
	else if (due_parse(word, crm->zone, crm->dates, list->now, &at) == CRM_OK)
		at++;
	else
		return why_set(&crm->why, CRM_USAGE, _("not a time: «%s»"), word);
	if (at < list->to)
		list->to = at;
	return CRM_OK;
}

static enum status ask(struct list *list)
{
	struct crm *crm = list->crm;
	const struct query *query = list->query;
	struct buf folded = {0};
	enum status status = CRM_OK;
	if (query->n_operands)
		return why_set(
		    &crm->why, CRM_USAGE, _("what is «%s»? this list takes options only"), query->operands[0]);
	if (query->horizon.as_of < list->now && query->has_horizon)
		list->now = query->horizon.as_of;
	if (query->has_period) {
		list->from = zone_start(crm->zone, query->period.from);
		list->to = zone_start(crm->zone, query->period.to);
	}
	if (option(crm, "overdue") && list->now < list->to)
		list->to = list->now;
	if (option(crm, "due"))
		status = until(list, option(crm, "due"));
	if (status == CRM_OK && option(crm, "kind")) {
		fold_put(&folded, option(crm, "kind"));
		list->kind = folded.failed ? NULL : arena_copy(&crm->run, folded.text ? folded.text : "");
		status = list->kind ? CRM_OK : why_memory(&crm->why);
		buf_free(&folded);
	}
	return status;
}

enum status tasks_report(struct crm *crm, const struct query *query, struct writer *writer, struct buf *page)
{
	struct list list = {
	    .crm = crm, .query = query, .writer = writer, .now = crm->now, .from = INSTANT_MIN, .to = INSTANT_MAX};
	(void)page;
	list.calendar = crm_calendar(crm);
	if (!list.calendar)
		return crm->why.status;
	enum status status = ask(&list);
	if (status == CRM_OK)
		status = query->has_horizon ? show_then(&list) : show_now(&list);
	arena_free(&list.row);
	return status;
}
