/* Two roads to the same clocks: what is looked for by the tables, and the whole journal. */
#include "book/history/event_traits.h"
#include "report/sla/sla.sql.h"
#include "report/sla/sla_private.h"

#define SLICE 20000 /* leads or tasks whose events are in memory together */

struct keys {
	int64_t *key;
	int n, room;
};

static enum status find_keys(struct crm *crm, const char *sql, const struct val *vals, struct keys *keys)
{
	struct stmt *stmt;
	enum status status = db_ask(crm->db, sql, vals, &stmt);
	if (status != CRM_OK)
		return status;
	while (status == CRM_OK && (status = db_next(stmt)) == CRM_OK) {
		if (keys->n == keys->room) {
			int room = keys->room ? keys->room * 2 : 1024;
			int64_t *grown = reallocarray(keys->key, (size_t)room, sizeof *grown);
			if (!grown) {
				status = why_memory(&crm->why);
				break;
			}
			keys->key = grown;
			keys->room = room;
		}
		keys->key[keys->n++] = db_int(stmt, 0);
	}
	db_done(stmt);
	return status == CRM_NONE ? CRM_OK : status;
}

static int by_key(const void *a, const void *b)
{
	int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;
	return x < y ? -1 : x > y;
}

/* ${key} in order, so that neighbours in the tables are read together. */
static enum status want(struct crm *crm, const int64_t *key, int n)
{
	const struct batch_column column = {.ints = key};
	enum status status = db_batch_table(crm->db, "sla_wanted", "key");
	return status == CRM_OK ? db_batch(crm->db, "sla_wanted", &column, 1, n) : status;
}

/* Events of ${sql}, added; in maker->arena. */
static enum status read_events(struct sla_maker *maker, const char *sql, struct history *all)
{
	struct crm *crm = maker->crm;
	struct stmt *stmt;
	struct event event;
	enum status status = db_ask(crm->db, sql, NULL, &stmt);
	if (status != CRM_OK)
		return status;
	while (status == CRM_OK && (status = db_next(stmt)) == CRM_OK) {
		event_row(stmt, &event);
		const char *new = event.kind == EV_UNDONE || event.kind == EV_LEAD_POOLED ? NULL : event.new;
		event.new = arena_copy(&maker->arena, new);
		status = new && !event.new ? why_memory(&crm->why) : history_add(crm, all, &event, &maker->arena);
	}
	db_done(stmt);
	return status == CRM_NONE ? CRM_OK : status;
}

/* What creates a lead is the first of its events. */
static int by_lead(const void *a, const void *b)
{
	const struct event *x = a, *y = b;
	bool created[] = {x->kind == EV_LEAD_CREATED, y->kind == EV_LEAD_CREATED};
	if (x->lead != y->lead)
		return x->lead < y->lead ? -1 : 1;
	if (created[0] != created[1])
		return created[0] ? -1 : 1;
	return x->event < y->event ? -1 : x->event > y->event;
}

static int by_event(const void *a, const void *b)
{
	const struct event *x = a, *y = b;
	return x->event < y->event ? -1 : x->event > y->event;
}

static enum status lead_slice(struct sla_maker *maker, const int64_t *key, int n)
{
	struct history all = {0};
	enum status status = want(maker->crm, key, n);
	if (status == CRM_OK)
		status = read_events(maker, sql_sla_created, &all);
	if (status == CRM_OK)
		status = read_events(maker, sql_sla_after, &all);
	if (status == CRM_OK && all.n > 1)
		qsort(all.event, (size_t)all.n, sizeof *all.event, by_lead);
	for (int i = 0, end; i < all.n && status == CRM_OK; i = end) {
		for (end = i + 1; end < all.n && all.event[end].lead == all.event[i].lead;)
			end++;
		struct history one = {.n = end - i, .event = all.event + i, .counts = all.counts + i};
		history_judge(&one, one.n, &no_horizon);
		status = sla_lead(maker, maker->crm, &one);
	}
	return status;
}

static int64_t task_of(const struct event *event)
{
	return event_traits(event->kind)->about == ABOUT_TASK ? event_subject(event) : 0;
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
static enum status tasks_of(struct sla_maker *maker, struct history *all, const struct horizon *horizon)
{
	const struct event **counted = arena_get(&maker->arena, ((size_t)all->n + 1) * sizeof *counted);
	enum status status = counted ? CRM_OK : why_memory(&maker->crm->why);
	int n = 0;
	if (all->n > 1)
		qsort(all->event, (size_t)all->n, sizeof *all->event, by_event);
	history_judge(all, all->n, horizon);
	for (int i = 0; i < all->n && counted; i++)
		if (all->counts[i] && task_of(&all->event[i]))
			counted[n++] = &all->event[i];
	if (n > 1)
		qsort(counted, (size_t)n, sizeof(const struct event *), by_task);
	for (int i = 0, end; i < n && status == CRM_OK; i = end) {
		for (end = i + 1; end < n && task_of(counted[end]) == task_of(counted[i]);)
			end++;
		if (counted[i]->kind == EV_TASK_ADDED)
			status = sla_task(maker, counted + i, end - i);
	}
	return status;
}

static enum status task_slice(struct sla_maker *maker, const int64_t *key, int n)
{
	struct history all = {0};
	enum status status = want(maker->crm, key, n);
	if (status == CRM_OK)
		status = read_events(maker, sql_sla_task_added, &all);
	if (status == CRM_OK)
		status = read_events(maker, sql_sla_task_news, &all);
	return status == CRM_OK ? tasks_of(maker, &all, &no_horizon) : status;
}

static enum status slices(struct sla_maker *maker, struct keys *keys,
    enum status (*slice)(struct sla_maker *maker, const int64_t *key, int n))
{
	enum status status = CRM_OK;
	if (keys->n > 1)
		qsort(keys->key, (size_t)keys->n, sizeof *keys->key, by_key);
	for (int i = 0; i < keys->n && status == CRM_OK; i += SLICE) {
		arena_reset(&maker->arena);
		status = slice(maker, keys->key + i, keys->n - i < SLICE ? keys->n - i : SLICE);
	}
	return status;
}

/* The longest that a clock can have run before the period and still be due in it. */
static instant_t earliest(struct sla_maker *maker)
{
	struct crm *crm = maker->crm;
	int64_t longest = 0, away = 0;
	instant_t edge = maker->from;
	if (maker->scope != SLA_DUE_IN || edge == INSTANT_MIN)
		return INSTANT_MIN;
	for (int kind = 0; kind < SLA_POOL; kind++)
		longest = maker->budget[kind] > longest ? maker->budget[kind] : longest;
	for (int i = 0; i < stage_count(crm); i++) {
		int64_t budget = stage_at(crm, i)->target_days * maker->day;
		longest = budget > longest ? budget : longest;
	}
	for (int i = 0; i < maker->n_away; i++)
		away += work_line_between(maker->line, zone_start(crm->zone, maker->away[i].from),
		    zone_start(crm->zone, maker->away[i].to + 1));
	return work_line_back(maker->line, edge, longest + away);
}

enum status sla_road_now(struct sla_maker *maker)
{
	struct crm *crm = maker->crm;
	struct keys leads = {0}, tasks = {0};
	enum status status;
	if (maker->scope == SLA_OPEN)
		status = find_keys(crm, sql_sla_open, NULL, &leads);
	else
		status = find_keys(crm, sql_sla_alive, VALS(V_INT(earliest(maker)), V_INT(maker->to)), &leads);
	if (status == CRM_OK && maker->scope == SLA_OPEN)
		status = find_keys(crm, sql_sla_open_tasks, NULL, &tasks);
	else if (status == CRM_OK)
		status = find_keys(crm, sql_sla_tasks, VALS(V_INT(maker->from)), &tasks);
	if (status == CRM_OK)
		status = slices(maker, &leads, lead_slice);
	if (status == CRM_OK)
		status = slices(maker, &tasks, task_slice);
	free(leads.key);
	free(tasks.key);
	return status;
}

static enum status one_lead(void *arg, struct crm *crm, const struct history *history)
{
	struct sla_maker *maker = arg;
	arena_reset(&maker->arena);
	return sla_lead(maker, crm, history);
}

enum status sla_road_then(struct sla_maker *maker)
{
	const struct horizon *horizon = &maker->query->horizon;
	struct history tasks = {0};
	enum status status = history_all(maker->crm, horizon, one_lead, maker);
	arena_reset(&maker->arena);
	if (status == CRM_OK)
		status = read_events(maker, sql_sla_task_events, &tasks);
	return status == CRM_OK ? tasks_of(maker, &tasks, horizon) : status;
}

/* Names of clients, asked once each. */
enum status sla_names(struct crm *crm, const struct sla *sla, const char ***names)
{
	struct keys keys = {.key = reallocarray(NULL, (size_t)sla->n + 1, sizeof(int64_t))};
	const char **name = arena_zero(&crm->run, ((size_t)sla->n + 1) * sizeof *name);
	struct stmt *stmt;
	*names = arena_zero(&crm->run, ((size_t)sla->n + 1) * sizeof **names);
	enum status status = keys.key && name && *names ? CRM_OK : why_memory(&crm->why);
	for (int i = 0; i < sla->n && status == CRM_OK; i++)
		keys.key[i] = sla->clock[i].client;
	if (status == CRM_OK) {
		qsort(keys.key, (size_t)sla->n, sizeof *keys.key, by_key);
		for (int i = 0; i < sla->n; i++)
			if (keys.n == 0 || keys.key[keys.n - 1] != keys.key[i])
				keys.key[keys.n++] = keys.key[i];
		status = want(crm, keys.key, keys.n);
	}
	if (status == CRM_OK)
		status = db_ask(crm->db, sql_sla_names, NULL, &stmt);
	while (status == CRM_OK && (status = db_next(stmt)) == CRM_OK) {
		int64_t client = db_int(stmt, 0);
		const int64_t *at = bsearch(&client, keys.key, (size_t)keys.n, sizeof *keys.key, by_key);
		if (at && !db_null(stmt, 1) && !(name[at - keys.key] = arena_copy(&crm->run, db_text(stmt, 1)))) {
			status = why_memory(&crm->why);
			db_done(stmt);
		}
	}
	for (int i = 0; i < sla->n && status == CRM_NONE; i++) {
		const int64_t *at = bsearch(&sla->clock[i].client, keys.key, (size_t)keys.n, sizeof *keys.key, by_key);
		(*names)[i] = at ? name[at - keys.key] : NULL;
	}
	free(keys.key);
	return status == CRM_NONE ? CRM_OK : status;
}
