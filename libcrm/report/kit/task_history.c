#include "report/kit/task_history.h"

#include "base/text/json.h"
#include "book/history/event_traits.h"
#include "book/history/history.h"
#include "book/records/client.h"
#include "report/kit/task_history.sql.h"

#define SLICE 2000 /* tasks whose events are in memory together */

struct task_reading {
	struct crm *crm;
	const struct horizon *horizon;
	each_task_history *each;
	void *arg;
	struct arena arena; /* of a slice */
};

static int64_t task_of(const struct event *event)
{
	return event_traits(event->kind)->about == ABOUT_TASK ? event_subject(event) : 0;
}

static int by_event(const void *a, const void *b)
{
	const struct event *x = a, *y = b;
	return x->event < y->event ? -1 : x->event > y->event;
}

static int by_task(const void *a, const void *b)
{
	const struct event *x = *(const struct event *const *)a, *y = *(const struct event *const *)b;
	int64_t x_task = task_of(x), y_task = task_of(y);
	if (x_task != y_task)
		return x_task < y_task ? -1 : 1;
	return by_event(x, y);
}

/* Judged as a whole, then looked at task by task. */
static enum status judge_slice(struct task_reading *reading, struct history *all)
{
	const struct event **counted = arena_get(&reading->arena, ((size_t)all->n + 1) * sizeof *counted);
	enum status status = counted ? CRM_OK : why_memory(&reading->crm->why);
	int n = 0;
	if (all->n > 1)
		qsort(all->event, (size_t)all->n, sizeof *all->event, by_event);
	history_judge(all, all->n, reading->horizon);
	for (int i = 0; i < all->n && counted; i++)
		if (all->counts[i] && task_of(&all->event[i]))
			counted[n++] = &all->event[i];
	if (n > 1)
		qsort(counted, (size_t)n, sizeof(const struct event *), by_task);
	for (int i = 0, end; i < n && status == CRM_OK; i = end) {
		for (end = i + 1; end < n && task_of(counted[end]) == task_of(counted[i]);)
			end++;
		if (counted[i]->kind == EV_TASK_ADDED)
			status = reading->each(reading->arg, counted + i, end - i);
	}
	return status;
}

static enum status read_slice(struct task_reading *reading, const int64_t *key, int n)
{
	static const char *const sources[] = {sql_task_history_added, sql_task_history_news, sql_task_history_undone};
	struct crm *crm = reading->crm;
	struct history all = {0};
	int undos = 0;
	arena_reset(&reading->arena);
	enum status status = wanted_bind(crm, "task_history_wanted", key, n);
	for (size_t i = 0; i < sizeof sources / sizeof *sources && status == CRM_OK; i++) {
		undos = all.n;
		status = history_read(crm, sources[i], NULL, &reading->arena, &all);
	}
	for (int i = undos; i < all.n && status == CRM_OK; i++)
		status = history_read(
		    crm, sql_task_history_undone_again, VALS(V_INT(all.event[i].event)), &reading->arena, &all);
	return status == CRM_OK ? judge_slice(reading, &all) : status;
}

enum status task_histories(
    struct crm *crm, const struct wanted *tasks, const struct horizon *horizon, each_task_history *each, void *arg)
{
	struct task_reading reading = {.crm = crm, .horizon = horizon, .each = each, .arg = arg};
	struct wanted ever = {0};
	enum status status = tasks ? CRM_OK : wanted_find(crm, &ever, sql_task_history_ever, NULL);
	if (!tasks)
		wanted_sort(&ever);
	const struct wanted *all = tasks ? tasks : &ever;
	for (int i = 0; i < all->n && status == CRM_OK; i += SLICE)
		status = read_slice(&reading, all->key + i, all->n - i < SLICE ? all->n - i : SLICE);
	wanted_free(&ever);
	arena_free(&reading.arena);
	return status;
}

/* Those that are open are kept. */
struct task_loading {
	struct crm *crm;
	struct arena *arena; /* theirs */
	struct arena parsed; /* of one task */
	struct task_history *tasks;
};

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

enum status task_history_add(
    struct crm *crm, struct arena *arena, struct task_history *tasks, const struct past_task *open)
{
	if (tasks->n == tasks->room) {
		int room = tasks->room ? 2 * tasks->room : 64;
		struct past_task *grown = arena_get(arena, (size_t)room * sizeof *grown);
		if (!grown)
			return why_memory(&crm->why);
		if (tasks->n)
			memcpy(grown, tasks->task, (size_t)tasks->n * sizeof *grown);
		tasks->task = grown;
		tasks->room = room;
	}
	struct past_task *task = &tasks->task[tasks->n++];
	*task = *open;
	task->kind = arena_copy(arena, open->kind);
	task->text = arena_copy(arena, open->text);
	bool failed = (open->kind && !task->kind) || (open->text && !task->text);
	return failed ? why_memory(&crm->why) : CRM_OK;
}

static enum status load_task(void *arg, const struct event *const *events, int n)
{
	struct task_loading *loading = arg;
	struct past_task task = {.task = events[0]->event,
	    .lead = events[0]->lead,
	    .client = events[0]->client,
	    .due = events[0]->occurred_at};
	bool open = true;
	arena_reset(&loading->parsed);
	for (int i = 0; i < n; i++) {
		struct json json;
		if (json_parse(&json, events[i]->new, &loading->parsed) != 0)
			return json_why(
			    &loading->crm->why, &json, _("event %lld cannot be read"), (long long)events[i]->event);
		if (events[i]->kind != EV_TASK_DONE)
			take_facts(loading->crm, &task, &json);
		else if (json_get(&json, "next_due"))
			task.due = json_get_int(&json, "next_due", task.due);
		else
			open = false;
	}
	if (!open)
		return CRM_OK;
	/* Of whom the task is now: he may have become one with another since it was added. */
	enum status status = task.client ? client_root(loading->crm, task.client, &task.client) : CRM_OK;
	return status == CRM_OK ? task_history_add(loading->crm, loading->arena, loading->tasks, &task) : status;
}

enum status task_history_load(struct crm *crm, const struct wanted *which, const struct horizon *horizon,
    struct arena *arena, struct task_history *tasks)
{
	struct task_loading loading = {.crm = crm, .arena = arena, .tasks = tasks};
	enum status status = task_histories(crm, which, horizon, load_task, &loading);
	arena_free(&loading.parsed);
	return status;
}

static int by_due(const void *a, const void *b)
{
	const struct past_task *x = a, *y = b;
	if (x->due != y->due)
		return x->due < y->due ? -1 : 1;
	return x->task < y->task ? -1 : x->task > y->task;
}

static int by_lead(const void *a, const void *b)
{
	const struct past_task *x = a, *y = b;
	if (x->lead != y->lead)
		return x->lead < y->lead ? -1 : 1;
	return by_due(a, b);
}

static void sort_tasks(struct task_history *tasks, int (*order)(const void *a, const void *b))
{
	if (tasks->n > 1)
		qsort(tasks->task, (size_t)tasks->n, sizeof *tasks->task, order);
}

void task_history_by_due(struct task_history *tasks)
{
	sort_tasks(tasks, by_due);
}

void task_history_by_lead(struct task_history *tasks)
{
	sort_tasks(tasks, by_lead);
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
