#include "report/kit/ordered.h"

#include "report/kit/ordered.sql.h"
#include "report/kit/scan.h"

#define TOGETHER 1000 /* rows whose names are asked for together */

struct together {
	struct ordered *ordered;
	int n;
	char *row; /* TOGETHER of them */
	struct wanted clients;
	const char *name[TOGETHER]; /* by place of the client */
	struct arena arena;         /* of the names */
};

static char *row_at(const struct together *some, int i)
{
	return some->row + (size_t)i * some->ordered->sorter.size;
}

static int64_t client_of(const struct together *some, int i)
{
	int64_t client;
	memcpy(&client, row_at(some, i) + some->ordered->client_at, sizeof client);
	return client;
}

static enum status keep_name(void *arg, struct stmt *row)
{
	struct together *some = arg;
	int place = wanted_place(&some->clients, db_int(row, 0));
	if (place < 0 || db_null(row, 1))
		return CRM_OK;
	some->name[place] = arena_copy(&some->arena, db_text(row, 1));
	return some->name[place] ? CRM_OK : why_memory(&some->ordered->crm->why);
}

static enum status name_clients(struct together *some)
{
	struct crm *crm = some->ordered->crm;
	enum status status = CRM_OK;
	some->clients.n = 0;
	memset(some->name, 0, sizeof some->name);
	arena_reset(&some->arena);
	for (int i = 0; i < some->n && status == CRM_OK; i++)
		status = wanted_add(crm, &some->clients, client_of(some, i));
	wanted_sort(&some->clients);
	if (status == CRM_OK)
		status = wanted_bind(crm, "ordered_clients", some->clients.key, some->clients.n);
	return status == CRM_OK ? scan_rows(crm, sql_ordered_names, NULL, keep_name, some) : status;
}

static enum status take_some(struct together *some, bool *any)
{
	struct ordered *ordered = some->ordered;
	for (some->n = 0; *any && some->n < TOGETHER; some->n += *any)
		if (!sorter_take(&ordered->sorter, row_at(some, some->n), any))
			return spool_why(&ordered->crm->why);
	return CRM_OK;
}

enum status ordered_add(struct ordered *ordered, const void *row)
{
	return sorter_add(&ordered->sorter, row) ? CRM_OK : spool_why(&ordered->crm->why);
}

enum status ordered_each(
    struct ordered *ordered, bool named, enum status (*each)(void *arg, const void *row, const char *name), void *arg)
{
	struct together *some = calloc(1, sizeof *some);
	bool any = true;
	if (!some || !(some->row = calloc(TOGETHER, ordered->sorter.size))) {
		free(some);
		return why_memory(&ordered->crm->why);
	}
	some->ordered = ordered;
	enum status status = CRM_OK;
	while (any && status == CRM_OK) {
		status = take_some(some, &any);
		if (status == CRM_OK && named)
			status = name_clients(some);
		for (int i = 0; i < some->n && status == CRM_OK; i++) {
			int place = named ? wanted_place(&some->clients, client_of(some, i)) : -1;
			status = each(arg, row_at(some, i), place < 0 ? NULL : some->name[place]);
		}
	}
	wanted_free(&some->clients);
	arena_free(&some->arena);
	free(some->row);
	free(some);
	return status;
}

void ordered_free(struct ordered *ordered)
{
	sorter_free(&ordered->sorter);
}
