#include "report/kit/task_history.h"

#include "base/text/json.h"
#include "book/history/history.h"
#include "report/kit/task_history.sql.h"

static int by_number(const void *a, const void *b)
{
	const struct backlog_task *x = a, *y = b;
	return x->task < y->task ? -1 : x->task > y->task;
}

static struct backlog_task *find(struct backlog *backlog, int64_t number)
{
	struct backlog_task key = {.task = number};
	return backlog->n ? bsearch(&key, backlog->task, (size_t)backlog->n, sizeof key, by_number) : NULL;
}

static void add(struct crm *crm, struct backlog *backlog, const struct event *event, const struct json *json)
{
	const char *code = json_get(json, "manager");
	const struct manager *manager = code ? manager_find(crm, code) : NULL;
	backlog->task[backlog->n++] = (struct backlog_task){.task = event->event,
	    .lead = event->lead,
	    .client = event->client,
	    .manager = manager ? manager->id : 0,
	    .kind = json_get(json, "kind"),
	    .text = json_get(json, "text"),
	    .due = json_get_int(json, "due", event->occurred_at),
	    .open = true};
}

static void done(struct backlog *backlog, const struct event *event, const struct json *json)
{
	struct backlog_task *task = find(backlog, event->ref);
	if (!task)
		return;
	if (json_get(json, "next_due"))
		task->due = json_get_int(json, "next_due", task->due);
	else
		task->open = false;
}

static enum status fold(struct crm *crm, const struct history *history, struct arena *arena, struct backlog *backlog)
{
	struct json json;
	for (int i = 0; i < history->n; i++) {
		const struct event *event = &history->event[i];
		if (!history->counts[i] || event->kind == EV_UNDONE)
			continue;
		if (json_parse(&json, event->new, arena) != 0)
			return why_set(
			    &crm->why, CRM_INTERNAL, _("event %lld cannot be read"), (long long)event->event);
		if (event->kind == EV_TASK_ADDED)
			add(crm, backlog, event, &json);
		else
			done(backlog, event, &json);
	}
	return CRM_OK;
}

enum status backlog_load(struct crm *crm, const struct horizon *horizon, struct arena *arena, struct backlog *backlog)
{
	struct history history = {0};
	*backlog = (struct backlog){0};
	enum status status = history_read(crm, sql_backlog_events, NULL, arena, &history);
	if (status != CRM_OK || history.n == 0)
		return status;
	history_judge(&history, history.n, horizon);
	backlog->task = arena_get(arena, (size_t)history.n * sizeof *backlog->task);
	return backlog->task ? fold(crm, &history, arena, backlog) : why_memory(&crm->why);
}

static int by_due(const void *a, const void *b)
{
	const struct backlog_task *x = a, *y = b;
	if (x->due != y->due)
		return x->due < y->due ? -1 : 1;
	return by_number(a, b);
}

static int by_lead(const void *a, const void *b)
{
	const struct backlog_task *x = a, *y = b;
	if (x->lead != y->lead)
		return x->lead < y->lead ? -1 : 1;
	return by_due(a, b);
}

static void open_only(struct backlog *backlog, int (*order)(const void *a, const void *b))
{
	int n = 0;
	for (int i = 0; i < backlog->n; i++)
		if (backlog->task[i].open)
			backlog->task[n++] = backlog->task[i];
	backlog->n = n;
	if (n > 1)
		qsort(backlog->task, (size_t)n, sizeof *backlog->task, order);
}

void backlog_by_due(struct backlog *backlog)
{
	open_only(backlog, by_due);
}

void backlog_by_lead(struct backlog *backlog)
{
	open_only(backlog, by_lead);
}

const struct backlog_task *backlog_next(const struct backlog *backlog, int64_t lead)
{
	int from = 0, to = backlog->n;
	while (from < to) {
		int middle = from + (to - from) / 2;
		if (backlog->task[middle].lead < lead)
			from = middle + 1;
		else
			to = middle;
	}
	return from < backlog->n && backlog->task[from].lead == lead ? &backlog->task[from] : NULL;
}
