/* Two ways to the same clients: the tables as they stand, and the journal. */
#include "book/history/history.h"
#include "report/lights/lights.sql.h"
#include "report/lights/lights_private.h"

static enum status add_lead(void *live, const struct lead_folded *folded, struct stmt *row)
{
	return lights_live_lead(live, &folded->lead, row ? db_text(row, LEAD_COLUMNS) : folded->created_new);
}

static enum status scan_clients(struct light_live *live)
{
	return scan_leads(&(struct scan){
	    .crm = live->crm, .query = live->query, .sql = sql_lights_leads, .each = add_lead, .arg = live});
}

static enum status read_leads(struct light_live *live, struct wanted *leads)
{
	wanted_sort(leads);
	enum status status = wanted_bind(live->crm, "lights_wanted", leads->key, leads->n);
	return status == CRM_OK ? scan_clients(live) : status;
}

static enum status add_task(void *live, struct stmt *row)
{
	return lights_live_task(live,
	    &(struct past_task){
	        .task = db_int(row, 0), .client = db_int(row, 1), .manager = db_int(row, 2), .due = db_int(row, 3)});
}

enum status lights_live_bind(struct light_live *live)
{
	struct wanted *clients = &live->clients;
	enum status status = CRM_OK;
	clients->n = 0;
	for (int i = 0; i < live->n && status == CRM_OK; i++)
		status = wanted_add(live->crm, clients, live->client[i].row.client);
	wanted_sort(clients);
	return status == CRM_OK ? wanted_bind(live->crm, "lights_wanted", clients->key, clients->n) : status;
}

/* What decided leads tell of the clients found so far. */
static enum status read_decided(struct light_live *live, struct wanted *leads)
{
	enum status status = lights_live_bind(live);
	for (int i = 0; i < live->n && status == CRM_OK; i++)
		if (!live->client[i].first_seen)
			status = wanted_add(live->crm, leads, live->client[i].row.client);
	if (status == CRM_OK)
		status = wanted_find(live->crm, leads, sql_lights_repeats, NULL);
	return status == CRM_OK ? read_leads(live, leads) : status;
}

static enum status scan_now(struct light_live *live)
{
	struct wanted open = {0}, decided = {0};
	enum status status = wanted_find(live->crm, &open, sql_lights_open, NULL);
	if (status == CRM_OK)
		status = read_leads(live, &open);
	if (status == CRM_OK)
		status = scan_rows(live->crm, sql_lights_tasks, NULL, add_task, live);
	if (status == CRM_OK)
		status = read_decided(live, &decided);
	wanted_free(&open);
	wanted_free(&decided);
	return status;
}

static enum status scan_then(struct light_live *live)
{
	struct task_history tasks = {0};
	struct arena arena = {0};
	enum status status = scan_clients(live);
	if (status == CRM_OK)
		status = task_history_load(live->crm, &live->query->horizon, &arena, &tasks);
	task_history_by_due(&tasks);
	for (int i = 0; status == CRM_OK && i < tasks.n; i++)
		if (tasks.task[i].client)
			status = lights_live_task(live, &tasks.task[i]);
	arena_free(&arena);
	return status;
}

enum status lights_live_scan(struct light_live *live)
{
	const struct query *query = live->query;
	enum status status = query->has_horizon ? scan_then(live) : scan_now(live);
	return status == CRM_OK ? lights_live_read_puts(live, query->has_horizon ? &query->horizon : &horizon_none)
	                        : status;
}
