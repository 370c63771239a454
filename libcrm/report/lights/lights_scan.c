/* Two roads to the same clients: the tables as they stand, and the journal. */
#include "book/history/history.h"
#include "report/kit/task_history.h"
#include "report/lights/lights.sql.h"
#include "report/lights/lights_private.h"

/* Numbers to ask for; in order, so that neighbours in the tables are read together. */
struct keys {
	int64_t *key;
	int n, room;
};

static enum status add_key(struct crm *crm, struct keys *keys, int64_t key)
{
	if (keys->n == keys->room) {
		int room = keys->room ? keys->room * 2 : 1024;
		int64_t *grown = realloc(keys->key, (size_t)room * sizeof *grown);
		if (!grown)
			return why_memory(&crm->why);
		keys->key = grown;
		keys->room = room;
	}
	keys->key[keys->n++] = key;
	return CRM_OK;
}

static int by_number(const void *a, const void *b)
{
	int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;
	return x < y ? -1 : x > y;
}

static enum status want(struct crm *crm, const struct keys *keys)
{
	const struct batch_column column = {.ints = keys->key};
	if (keys->n)
		qsort(keys->key, (size_t)keys->n, sizeof *keys->key, by_number);
	enum status status = db_batch_table(crm->db, "lights_wanted", "key");
	return status == CRM_OK ? db_batch(crm->db, "lights_wanted", &column, 1, keys->n) : status;
}

/* The numbers that ${sql} finds, added. */
static enum status find_keys(struct crm *crm, const char *sql, struct keys *keys)
{
	struct stmt *stmt;
	enum status status = db_ask(crm->db, sql, NULL, &stmt);
	if (status != CRM_OK)
		return status;
	while (status == CRM_OK && (status = db_next(stmt)) == CRM_OK)
		status = add_key(crm, keys, db_int(stmt, 0));
	db_done(stmt);
	return status == CRM_NONE ? CRM_OK : status;
}

static enum status read_leads(struct light_live *live, const struct keys *keys)
{
	struct stmt *stmt;
	enum status status = want(live->crm, keys);
	if (status == CRM_OK)
		status = db_ask(live->crm->db, sql_lights_leads, NULL, &stmt);
	if (status != CRM_OK)
		return status;
	while (status == CRM_OK && (status = db_next(stmt)) == CRM_OK) {
		const struct lead lead = {.lead = db_int(stmt, 0),
		    .client = db_int(stmt, 1),
		    .state = (enum lead_state)db_int(stmt, 2),
		    .stage = db_int(stmt, 3),
		    .manager = db_int(stmt, 4),
		    .created_at = db_int(stmt, 5)};
		status = live_lead(live, &lead, db_text(stmt, 6));
	}
	db_done(stmt);
	return status == CRM_NONE ? CRM_OK : status;
}

static enum status read_tasks(struct light_live *live)
{
	struct stmt *stmt;
	enum status status = db_ask(live->crm->db, sql_lights_tasks, NULL, &stmt);
	if (status != CRM_OK)
		return status;
	while (status == CRM_OK && (status = db_next(stmt)) == CRM_OK) {
		const struct light_task task = {.task = db_int(stmt, 0),
		    .client = db_int(stmt, 1),
		    .manager = db_int(stmt, 2),
		    .due = db_int(stmt, 3)};
		status = live_task(live, &task);
	}
	db_done(stmt);
	return status == CRM_NONE ? CRM_OK : status;
}

/* What decided leads tell of the clients found so far. */
static enum status read_decided(struct light_live *live)
{
	struct crm *crm = live->crm;
	struct keys clients = {0}, leads = {0};
	enum status status = CRM_OK;
	for (int i = 0; i < live->n && status == CRM_OK; i++) {
		const struct light_client *client = &live->client[i];
		status = add_key(crm, &clients, client->row.client);
		if (status == CRM_OK && !client->first_seen)
			status = add_key(crm, &leads, client->row.client);
	}
	if (status == CRM_OK)
		status = want(crm, &clients);
	if (status == CRM_OK)
		status = find_keys(crm, sql_lights_repeats, &leads);
	if (status == CRM_OK)
		status = read_leads(live, &leads);
	free(clients.key);
	free(leads.key);
	return status;
}

enum status road_now(struct light_live *live)
{
	struct keys open = {0};
	enum status status = find_keys(live->crm, sql_lights_open, &open);
	if (status == CRM_OK)
		status = read_leads(live, &open);
	if (status == CRM_OK)
		status = read_tasks(live);
	if (status == CRM_OK)
		status = read_decided(live);
	if (status == CRM_OK)
		status = read_puts(live, &no_horizon);
	free(open.key);
	return status;
}

static enum status one(void *arg, struct crm *crm, const struct folded *folded)
{
	(void)crm;
	return live_lead(arg, &folded->lead, folded->created_new);
}

enum status road_then(struct light_live *live, const struct horizon *horizon)
{
	struct backlog backlog;
	struct arena arena = {0};
	enum status status = fold_all(live->crm, horizon, one, live);
	if (status == CRM_OK)
		status = backlog_load(live->crm, horizon, &arena, &backlog);
	if (status == CRM_OK)
		backlog_by_due(&backlog);
	for (int i = 0; status == CRM_OK && i < backlog.n; i++) {
		const struct backlog_task *from = &backlog.task[i];
		const struct light_task task = {from->task, from->client, from->manager, from->due};
		if (task.client)
			status = live_task(live, &task);
	}
	if (status == CRM_OK)
		status = read_puts(live, horizon);
	arena_free(&arena);
	return status;
}
