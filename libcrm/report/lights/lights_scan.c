/* Two ways to the same clients: the tables as they stand, and the journal. */
#include "book/history/history.h"
#include "report/kit/lives.h"
#include "report/kit/open_leads.h"
#include "report/lights/lights.sql.h"
#include "report/lights/lights_private.h"

static enum status add_lead(void *live, const struct lead_folded *folded, struct stmt *row)
{
	return lights_live_lead(live, &folded->lead, row ? db_text(row, LEAD_COLUMNS) : folded->created_new);
}

static enum status add_row(void *arg, const struct lead_folded *folded, struct stmt *row)
{
	const struct light_live *live = arg;
	return lives_is_ahead(live->query, folded->lead.lead) ? CRM_OK : add_lead(arg, folded, row);
}

static enum status scan_tables(struct light_live *live, const char *sql)
{
	static const struct query now = {.n_by = 0};
	return scan_leads(&(struct scan){.crm = live->crm, .query = &now, .sql = sql, .each = add_row, .arg = live});
}

/* Of leads with something ahead the journal tells. */
static enum status add_ahead(struct light_live *live, const struct wanted *clients)
{
	struct crm *crm = live->crm;
	const struct query *query = live->query;
	enum status status = CRM_OK;
	for (int i = 0; i < query->n_ahead && status == CRM_OK; i++) {
		struct lead lead;
		struct lead_folded folded;
		status = lead_get(crm, query->ahead[i], &lead);
		if (status != CRM_OK || !wanted_has(clients, lead.client)) {
			status = status == CRM_NONE ? CRM_OK : status;
			continue;
		}
		status = lead_fold(crm, lead.lead, &query->horizon, &folded);
		if (status == CRM_OK && folded.exists)
			status = add_lead(live, &folded, NULL);
	}
	return status;
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
	for (int i = 0; i < live->query->n_ahead && status == CRM_OK; i++)
		status = wanted_add(live->crm, &leads, live->query->ahead[i]);
	wanted_sort(&leads);
	if (status == CRM_OK)
		status = bind(live->crm, &leads);
	if (status == CRM_OK)
		status = wanted_find(live->crm, clients, sql_lights_clients, NULL);
	wanted_free(&leads);
	return status;
}

static int by_client(const void *a, const void *b)
{
	const struct past_task *x = a, *y = b;
	if (x->client != y->client)
		return x->client < y->client ? -1 : 1;
	if (x->due != y->due)
		return x->due < y->due ? -1 : 1;
	return x->task < y->task ? -1 : x->task > y->task;
}

enum status lights_working_find(struct light_live *live, struct light_working *working)
{
	struct crm *crm = live->crm;
	struct task_history *tasks = &working->tasks;
	enum status status = find_owners(live, &working->clients);
	if (status == CRM_OK)
		status = open_tasks_load(crm, live->query, false, &working->arena, tasks);
	for (int i = 0; i < tasks->n && status == CRM_OK; i++)
		if (tasks->task[i].client && query_takes(crm, live->query, tasks->task[i].manager))
			status = wanted_add(crm, &working->clients, tasks->task[i].client);
	wanted_sort(&working->clients);
	if (tasks->n)
		qsort(tasks->task, (size_t)tasks->n, sizeof *tasks->task, by_client);
	return status;
}

void lights_working_free(struct light_working *working)
{
	wanted_free(&working->clients);
	arena_free(&working->arena);
}

/* The place of the first task of ${client} or of one after him. */
static int first_task(const struct light_working *working, int64_t client)
{
	int from = 0, to = working->tasks.n;
	while (from < to) {
		int middle = from + (to - from) / 2;
		if (working->tasks.task[middle].client < client)
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
	for (int i = first_task(working, *client); i < working->tasks.n && status == CRM_OK; i++) {
		while (client < end && *client < working->tasks.task[i].client)
			client++;
		if (client == end)
			break;
		if (*client == working->tasks.task[i].client)
			status = lights_live_task(live, &working->tasks.task[i]);
	}
	return status;
}

enum status lights_live_scan(struct light_live *live, const struct light_working *working, int from, int n)
{
	const struct wanted clients = {.n = n, .key = working->clients.key + from};
	enum status status = bind(live->crm, &clients);
	if (status == CRM_OK)
		status = scan_tables(live, sql_lights_first);
	if (status == CRM_OK)
		status = scan_tables(live, sql_lights_repeats);
	if (status == CRM_OK)
		status = add_ahead(live, &clients);
	lights_live_sort(live);
	if (status == CRM_OK)
		status = add_tasks(live, working, from, n);
	return status == CRM_OK ? lights_live_read_puts(live, &horizon_none) : status;
}

enum status lights_live_scan_journal(struct light_live *live)
{
	struct task_history tasks = {0};
	struct arena arena = {0};
	enum status status =
	    scan_leads(&(struct scan){.crm = live->crm, .query = live->query, .each = add_lead, .arg = live});
	if (status == CRM_OK)
		status = task_history_load(live->crm, NULL, &live->query->horizon, &arena, &tasks);
	task_history_by_due(&tasks);
	lights_live_sort(live);
	for (int i = 0; status == CRM_OK && i < tasks.n; i++)
		if (tasks.task[i].client)
			status = lights_live_task(live, &tasks.task[i]);
	arena_free(&arena);
	return status == CRM_OK ? lights_live_read_puts(live, &live->query->horizon) : status;
}
