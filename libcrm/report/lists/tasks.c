#include "report/lists/tasks.h"

#include "base/time/workline.h"
#include "base/text/casefold.h"
#include "base/text/word_meant.h"
#include "report/kit/asked.h"
#include "report/kit/line.h"
#include "report/kit/scan.h"
#include "report/kit/task_history.h"
#include "report/lists/tasks.sql.h"

enum { TASK, LEAD, CLIENT, NAME, MANAGER, KIND, DUE, LATE_HOURS, TEXT };

const struct field tasks_fields[] = {[TASK] = {"task", KIND_INT, N_("task")},
    [LEAD] = {"lead", KIND_INT, N_("lead")},
    [CLIENT] = {"client", KIND_INT, N_("client")},
    [NAME] = {"name", KIND_TEXT, N_("name")},
    [MANAGER] = {"manager", KIND_TEXT, N_("manager")},
    [KIND] = {"kind", KIND_TEXT, N_("kind")},
    [DUE] = {"due", KIND_TIME, N_("due")},
    [LATE_HOURS] = {"late_hours", KIND_INT, N_("late, hours")},
    [TEXT] = {"text", KIND_TEXT, N_("text")},
    {0}};

struct tasks_list {
	struct crm *crm;
	const struct query *query;
	struct work_line *work;
	struct line line;
	instant_t now;      /* the moment that is looked at */
	instant_t from, to; /* due in [from, to) */
	const char *kind;   /* folded; NULL: all */
	const char *meant;  /* and what that means; the same word, if nothing else */
};

static enum status print_task(struct tasks_list *list, const struct past_task *task, const char *name)
{
	struct line *line = &list->line;
	if (!query_takes(list->crm, list->query, task->manager))
		return CRM_OK;
	line_id(line, TASK, task->task);
	line_id(line, LEAD, task->lead);
	line_id(line, CLIENT, task->client);
	line_text(line, NAME, name);
	line_text(line, MANAGER, manager_code(list->crm, task->manager));
	line_text(line, KIND, task->kind);
	line_time(line, DUE, task->due);
	if (line->wanted[LATE_HOURS])
		line_int(line, LATE_HOURS, work_line_between(list->work, task->due, list->now) / 3600);
	line_text(line, TEXT, task->text);
	return line_write(line);
}

static enum status print_row(void *list, struct stmt *row)
{
	const struct past_task task = {.task = db_int(row, 0),
	    .lead = db_int(row, 1),
	    .client = db_int(row, 2),
	    .manager = db_int(row, 4),
	    .kind = db_text(row, 5),
	    .due = db_int(row, 6),
	    .text = db_text(row, 7)};
	return print_task(list, &task, db_text(row, 3));
}

static enum status print_named(struct tasks_list *list, const struct past_task *task)
{
	struct stmt *client = NULL;
	enum status status = CRM_NONE;
	if (list->line.wanted[NAME])
		status = db_ask_one(list->crm->db, sql_tasks_client, VALS(V_INT(task->client)), &client);
	if (status == CRM_OK || status == CRM_NONE)
		status = print_task(list, task, client ? db_text(client, 0) : NULL);
	db_done(client);
	return status;
}

/* As the journal tells it. */
static enum status print_then(struct tasks_list *list)
{
	struct crm *crm = list->crm;
	struct task_history tasks = {0};
	enum status status = task_history_load(crm, NULL, &list->query->horizon, &crm->run, &tasks);
	if (status != CRM_OK)
		return status;
	task_history_by_due(&tasks);
	for (int i = 0; i < tasks.n && status == CRM_OK; i++) {
		const struct past_task *task = &tasks.task[i];
		if (task->due >= list->from && task->due < list->to &&
		    (!list->kind || strcmp(list->kind, task->kind) == 0 || strcmp(list->meant, task->kind) == 0))
			status = print_named(list, task);
	}
	return status;
}

static enum status print_all(struct tasks_list *list)
{
	return list->query->has_horizon
	           ? print_then(list)
	           : scan_rows(list->crm, sql_tasks_open,
	                 VALS(V_INT(list->from), V_INT(list->to), V_TEXT(list->kind), V_TEXT(list->meant)), print_row,
	                 list);
}

/* Up to that moment; a date is its whole day. */
static enum status take_due(struct tasks_list *list, const char *word)
{
	struct crm *crm = list->crm;
	const struct time_frame frame = {.zone = crm->zone, .order = crm->dates, .now = list->now};
	bool day_only;
	instant_t at;
	if (due_parse(word, &frame, &at, &day_only) != CRM_OK)
		return why_set(&crm->why, CRM_USAGE, _("not a time: «%s»"), word);
	at = day_only ? zone_start(crm->zone, zone_day(crm->zone, at) + 1) : at + 1;
	if (at < list->to)
		list->to = at;
	return CRM_OK;
}

/* A kind of the department's own is one that some task has. */
static enum status check_kind(struct crm *crm, const char *kind)
{
	const char *nearest = NULL;
	int least = (int)strlen(kind) / 3 + 2;
	struct stmt *row;
	enum status status = db_ask(crm->db, sql_tasks_kinds, NULL, &row);
	while (status == CRM_OK && (status = db_next(row)) == CRM_OK) {
		const char *one = db_text(row, 0);
		int distance = text_distance(kind, one);
		if (distance == 0) {
			db_done(row);
			return CRM_OK;
		}
		if (distance < least) {
			least = distance;
			nearest = arena_copy(&crm->run, one);
		}
	}
	for (int i = 0; word_kinds[i]; i++)
		if (text_distance(kind, word_kinds[i]) < least) {
			least = text_distance(kind, word_kinds[i]);
			nearest = word_kinds[i];
		}
	if (status != CRM_NONE)
		return status;
	return nearest ? why_set(&crm->why, CRM_USAGE, _("no task is of kind «%s»: did you mean %s?"), kind, nearest)
	               : why_set(&crm->why, CRM_USAGE, _("no task is of kind «%s»"), kind);
}

static enum status take_kind(struct tasks_list *list, const char *word)
{
	struct crm *crm = list->crm;
	struct buf folded = {0};
	casefold_put(&folded, word);
	list->kind = folded.failed ? NULL : arena_copy(&crm->run, folded.text ? folded.text : "");
	buf_free(&folded);
	int meant = list->kind ? word_meant(list->kind, word_kinds) : -1;
	list->meant = meant < 0 ? list->kind : word_kinds[meant];
	if (!list->kind)
		return why_memory(&crm->why);
	return meant < 0 ? check_kind(crm, list->kind) : CRM_OK;
}

static enum status take_options(struct tasks_list *list)
{
	struct crm *crm = list->crm;
	enum status status = asked_options_only(crm, list->query);
	if (option(crm, "overdue") && list->now < list->to)
		list->to = list->now;
	if (status == CRM_OK && option(crm, "today"))
		status = take_due(list, "today");
	if (status == CRM_OK && option(crm, "due"))
		status = take_due(list, option(crm, "due"));
	return status == CRM_OK && option(crm, "kind") ? take_kind(list, option(crm, "kind")) : status;
}

enum status tasks_report(struct crm *crm, const struct query *query, struct writer *writer, struct buf *page)
{
	struct tasks_list list = {.crm = crm, .query = query, .now = asked_moment(crm, query)};
	(void)page;
	if (!crm_calendar(crm))
		return crm->why.status;
	asked_period(crm, query, &list.from, &list.to);
	line_open(&list.line, crm, writer, tasks_fields);
	enum status status = take_options(&list);
	if (status == CRM_OK)
		status = work_line_new(&list.work, crm_calendar(crm), crm->zone, &crm->why);
	if (status == CRM_OK)
		status = print_all(&list);
	work_line_free(list.work);
	line_close(&list.line);
	return status;
}
