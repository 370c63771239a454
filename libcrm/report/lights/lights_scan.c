/* Two ways to the same clients: the tables as they stand, and the journal. */
#include "book/history/history.h"
#include "report/lights/lights.sql.h"
#include "report/lights/lights_private.h"

static enum status add_lead(void *live, const struct lead_folded *folded, struct stmt *row)
{
	return lights_live_lead(live, &folded->lead, row ? db_text(row, LEAD_COLUMNS) : folded->created_new);
}

static enum status scan_clients(struct light_live *live, const char *sql)
{
	return scan_leads(
	    &(struct scan){.crm = live->crm, .query = live->query, .sql = sql, .each = add_lead, .arg = live});
}

static enum status bind(struct crm *crm, const struct wanted *wanted)
{
	return wanted_bind(crm, "lights_wanted", wanted->key, wanted->n);
}

enum status lights_live_bind(struct light_live *live)
{
	struct wanted *clients = &live->clients;
	enum status status = CRM_OK;
	clients->n = 0;
	for (int i = 0; i < live->n && status == CRM_OK; i++)
		status = wanted_add(live->crm, clients, live->client[i].row.client);
	wanted_sort(clients);
	return status == CRM_OK ? bind(live->crm, clients) : status;
}

/* Open leads: all, or those of the managers wanted, whose clients they then may be. */
static enum status find_open(struct light_live *live, struct wanted *leads)
{
	struct crm *crm = live->crm;
	enum status status = CRM_OK;
	if (query_takes(crm, live->query, 0))
		return wanted_find(crm, leads, sql_lights_open, NULL);
	for (int i = 0; i < manager_count(crm) && status == CRM_OK; i++)
		if (query_takes(crm, live->query, manager_at(crm, i)->id))
			status = wanted_find(crm, leads, sql_lights_open_of, VALS(V_INT(manager_at(crm, i)->id)));
	return status;
}

static enum status find_owners(struct light_live *live, struct wanted *clients)
{
	struct wanted leads = {0};
	enum status status = find_open(live, &leads);
	wanted_sort(&leads);
	if (status == CRM_OK)
		status = bind(live->crm, &leads);
	if (status == CRM_OK)
		status = wanted_find(live->crm, clients, sql_lights_clients, NULL);
	wanted_free(&leads);
	return status;
}

struct task_finding {
	struct light_live *live;
	struct light_working *working;
};

static enum status keep_task(void *arg, struct stmt *row)
{
	const struct task_finding *finding = arg;
	struct light_working *working = finding->working;
	struct crm *crm = finding->live->crm;
	const struct light_task task = {.task = db_int(row, 0),
	    .lead = db_int(row, 1),
	    .client = db_int(row, 2),
	    .manager = db_int(row, 3),
	    .due = db_int(row, 4)};
	if (working->n_tasks == working->tasks_room) {
		int room = working->tasks_room ? working->tasks_room * 2 : 1024;
		struct light_task *grown = reallocarray(working->task, (size_t)room, sizeof *grown);
		if (!grown)
			return why_memory(&crm->why);
		working->task = grown;
		working->tasks_room = room;
	}
	working->task[working->n_tasks++] = task;
	return query_takes(crm, finding->live->query, task.manager) ? wanted_add(crm, &working->clients, task.client)
	                                                            : CRM_OK;
}

static int by_client(const void *a, const void *b)
{
	const struct light_task *x = a, *y = b;
	if (x->client != y->client)
		return x->client < y->client ? -1 : 1;
	if (x->due != y->due)
		return x->due < y->due ? -1 : 1;
	return x->task < y->task ? -1 : x->task > y->task;
}

enum status lights_working_find(struct light_live *live, struct light_working *working)
{
	struct task_finding finding = {live, working};
	enum status status = find_owners(live, &working->clients);
	if (status == CRM_OK)
		status = scan_rows(live->crm, sql_lights_tasks, NULL, keep_task, &finding);
	wanted_sort(&working->clients);
	if (working->n_tasks)
		qsort(working->task, (size_t)working->n_tasks, sizeof *working->task, by_client);
	return status;
}

void lights_working_free(struct light_working *working)
{
	wanted_free(&working->clients);
	free(working->task);
}

/* The place of the first task of ${client} or of one after him. */
static int first_task(const struct light_working *working, int64_t client)
{
	int from = 0, to = working->n_tasks;
	while (from < to) {
		int middle = from + (to - from) / 2;
		if (working->task[middle].client < client)
			from = middle + 1;
		else
			to = middle;
	}
	return from;
}

static enum status add_tasks(struct light_live *live, const struct light_working *working, int from, int n)
{
	const int64_t *client = working->clients.key + from, *end = client + n;
	enum status status = CRM_OK;
	for (int i = first_task(working, *client); i < working->n_tasks && status == CRM_OK; i++) {
		while (client < end && *client < working->task[i].client)
			client++;
		if (client == end)
			break;
		if (*client == working->task[i].client)
			status = lights_live_task(live, &working->task[i]);
	}
	return status;
}

enum status lights_live_scan(struct light_live *live, const struct light_working *working, int from, int n)
{
	const struct wanted clients = {.n = n, .key = working->clients.key + from};
	enum status status = bind(live->crm, &clients);
	if (status == CRM_OK)
		status = scan_clients(live, sql_lights_first);
	if (status == CRM_OK)
		status = scan_clients(live, sql_lights_repeats);
	lights_live_sort(live);
	if (status == CRM_OK)
		status = add_tasks(live, working, from, n);
	return status == CRM_OK ? lights_live_read_puts(live, &horizon_none) : status;
}

enum status lights_live_scan_journal(struct light_live *live)
{
	struct task_history tasks = {0};
	struct arena arena = {0};
	enum status status = scan_clients(live, NULL);
	if (status == CRM_OK)
		status = task_history_load(live->crm, NULL, &live->query->horizon, &arena, &tasks);
	task_history_by_due(&tasks);
	lights_live_sort(live);
	for (int i = 0; status == CRM_OK && i < tasks.n; i++) {
		const struct past_task *task = &tasks.task[i];
		if (task->client)
			status = lights_live_task(live, &(struct light_task){.client = task->client,
			                                    .lead = task->lead,
			                                    .task = task->task,
			                                    .manager = task->manager,
			                                    .due = task->due});
	}
	arena_free(&arena);
	return status == CRM_OK ? lights_live_read_puts(live, &live->query->horizon) : status;
}
