#include "report/kit/task_history.h"

#include "base/text/json.h"
#include "book/history/history.h"
#include "report/kit/task_history.sql.h"

static int by_number(const void *a, const void *b)
{
	const struct past_task *x = a, *y = b;
	return x->task < y->task ? -1 : x->task > y->task;
}

static struct past_task *find(struct task_history *tasks, int64_t number)
{
	struct past_task key = {.task = number};
	return tasks->n ? bsearch(&key, tasks->task, (size_t)tasks->n, sizeof key, by_number) : NULL;
}

/* As it was added, or what of it was set anew. */
static void take_facts(struct crm *crm, struct past_task *task, const struct json *json)
{
	const char *code = json_get(json, "manager");
	const struct manager *manager = code ? manager_find(crm, code) : NULL;
	if (code)
		task->manager = manager ? manager->id : 0;
	if (json_get(json, "kind"))
		task->kind = json_get(json, "kind");
	if (json_get(json, "text"))
		task->text = json_get(json, "text");
	task->due = json_get_int(json, "due", task->due);
}

static struct past_task *add_task(struct task_history *tasks, const struct event *event)
{
	struct past_task *task = &tasks->task[tasks->n++];
	*task = (struct past_task){.task = event->event,
	    .lead = event->lead,
	    .client = event->client,
	    .due = event->occurred_at,
	    .open = true};
	return task;
}

static void finish_task(struct past_task *task, const struct json *json)
{
	if (json_get(json, "next_due"))
		task->due = json_get_int(json, "next_due", task->due);
	else
		task->open = false;
}

static enum status fold_history(
    struct crm *crm, const struct history *history, struct arena *arena, struct task_history *tasks)
{
	struct json json;
	for (int i = 0; i < history->n; i++) {
		const struct event *event = &history->event[i];
		if (!history->counts[i] || event->kind == EV_UNDONE)
			continue;
		if (json_parse(&json, event->new, arena) != 0)
			return json_why(&crm->why, &json, _("event %lld cannot be read"), (long long)event->event);
		struct past_task *task =
		    event->kind == EV_TASK_ADDED ? add_task(tasks, event) : find(tasks, event->ref);
		if (task && event->kind == EV_TASK_DONE)
			finish_task(task, &json);
		else if (task)
			take_facts(crm, task, &json);
	}
	return CRM_OK;
}

enum status task_history_load(
    struct crm *crm, const struct horizon *horizon, struct arena *arena, struct task_history *tasks)
{
	struct history history = {0};
	*tasks = (struct task_history){0};
	enum status status = history_read(crm, sql_task_history_events, NULL, arena, &history);
	if (status != CRM_OK || history.n == 0)
		return status;
	history_judge(&history, history.n, horizon);
	tasks->task = arena_get(arena, (size_t)history.n * sizeof *tasks->task);
	return tasks->task ? fold_history(crm, &history, arena, tasks) : why_memory(&crm->why);
}

static int by_due(const void *a, const void *b)
{
	const struct past_task *x = a, *y = b;
	if (x->due != y->due)
		return x->due < y->due ? -1 : 1;
	return by_number(a, b);
}

static int by_lead(const void *a, const void *b)
{
	const struct past_task *x = a, *y = b;
	if (x->lead != y->lead)
		return x->lead < y->lead ? -1 : 1;
	return by_due(a, b);
}

static void open_only(struct task_history *tasks, int (*order)(const void *a, const void *b))
{
	int n = 0;
	for (int i = 0; i < tasks->n; i++)
		if (tasks->task[i].open)
			tasks->task[n++] = tasks->task[i];
	tasks->n = n;
	if (n > 1)
		qsort(tasks->task, (size_t)n, sizeof *tasks->task, order);
}

void task_history_by_due(struct task_history *tasks)
{
	open_only(tasks, by_due);
}

void task_history_by_lead(struct task_history *tasks)
{
	open_only(tasks, by_lead);
}

const struct past_task *task_history_next(const struct task_history *tasks, int64_t lead)
{
	int from = 0, to = tasks->n;
	while (from < to) {
		int middle = from + (to - from) / 2;
		if (tasks->task[middle].lead < lead)
			from = middle + 1;
		else
			to = middle;
	}
	return from < tasks->n && tasks->task[from].lead == lead ? &tasks->task[from] : NULL;
}
