/* Clocks by deadline, with the names of their clients: so many at a time. */
#include "report/kit/scan.h"
#include "report/sla/sla_order.sql.h"
#include "report/sla/sla_private.h"

#define TOGETHER 1000

int sla_clock_order(const void *a, const void *b)
{
	const struct sla_clock *x = a, *y = b;
	int64_t keys[][2] = {{x->deadline, y->deadline}, {x->kind, y->kind}, {x->lead, y->lead}, {x->task, y->task},
	    {x->started, y->started}, {x->found, y->found}};
	for (size_t i = 0; i < sizeof keys / sizeof *keys; i++)
		if (keys[i][0] != keys[i][1])
			return keys[i][0] < keys[i][1] ? -1 : 1;
	return 0;
}

struct together {
	struct sla_maker *maker;
	int n;
	struct sla_clock clock[TOGETHER];
	struct wanted clients;
	const char *name[TOGETHER]; /* by place of the client */
};

static enum status keep_name(void *arg, struct stmt *row)
{
	struct together *some = arg;
	struct sla_maker *maker = some->maker;
	int place = wanted_place(&some->clients, db_int(row, 0));
	if (place < 0 || db_null(row, 1))
		return CRM_OK;
	some->name[place] = arena_copy(&maker->arena, db_text(row, 1));
	return some->name[place] ? CRM_OK : why_memory(&maker->crm->why);
}

static enum status name_clients(struct together *some)
{
	struct sla_maker *maker = some->maker;
	struct crm *crm = maker->crm;
	enum status status = CRM_OK;
	some->clients.n = 0;
	memset(some->name, 0, sizeof some->name);
	arena_reset(&maker->arena);
	for (int i = 0; i < some->n && status == CRM_OK; i++)
		status = wanted_add(crm, &some->clients, some->clock[i].client);
	wanted_sort(&some->clients);
	if (status == CRM_OK)
		status = wanted_bind(crm, "sla_wanted", some->clients.key, some->clients.n);
	return status == CRM_OK ? scan_rows(crm, sql_sla_names, NULL, keep_name, some) : status;
}

static enum status hand_on_some(struct together *some)
{
	const struct sla_search *search = some->maker->search;
	enum status status = search->named ? name_clients(some) : CRM_OK;
	for (int i = 0; i < some->n && status == CRM_OK; i++) {
		int place = search->named ? wanted_place(&some->clients, some->clock[i].client) : -1;
		status = search->each(search->arg, &some->clock[i], place < 0 ? NULL : some->name[place]);
	}
	return status;
}

enum status sla_hand_on(struct sla_maker *maker)
{
	struct crm *crm = maker->crm;
	struct together *some = calloc(1, sizeof *some);
	enum status status = some ? CRM_OK : why_memory(&crm->why);
	bool any = some != NULL;
	while (any && status == CRM_OK) {
		some->maker = maker;
		for (some->n = 0; any && some->n < TOGETHER && status == CRM_OK; some->n += any)
			if (!sorter_take(&maker->sorter, &some->clock[some->n], &any))
				status = spool_why(&crm->why);
		if (status == CRM_OK)
			status = hand_on_some(some);
	}
	if (some)
		wanted_free(&some->clients);
	free(some);
	return status;
}
