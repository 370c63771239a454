/* What is known of clients beside their leads: rows of crm-client-add, and how one is called under whom others stand.
 */
#include "book/history/history.h"
#include "report/lights/lights.sql.h"
#include "report/lights/lights_private.h"

static int by_number(const void *a, const void *b)
{
	int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;
	return x < y ? -1 : x > y;
}

static enum status want_all(struct light_live *live)
{
	struct crm *crm = live->crm;
	int64_t *key = arena_get(&crm->run, ((size_t)live->n + 1) * sizeof *key);
	if (!key)
		return why_memory(&crm->why);
	for (int i = 0; i < live->n; i++)
		key[i] = live->client[i].row.client;
	qsort(key, (size_t)live->n, sizeof *key, by_number);
	const struct batch_column column = {.ints = key};
	enum status status = db_batch_table(crm->db, "lights_wanted", "key");
	return status == CRM_OK ? db_batch(crm->db, "lights_wanted", &column, 1, live->n) : status;
}

static enum status put_of(struct light_live *live, int64_t client, int64_t root, const struct horizon *horizon)
{
	struct arena arena = {0};
	struct history history;
	enum status status = history_client(live->crm, client, UPTO_END, &arena, &history);
	if (status == CRM_OK)
		history_judge(&history, history.n, horizon);
	for (int i = 0; status == CRM_OK && i < history.n; i++)
		if (history.counts[i] && history.event[i].kind == EV_CLIENT_PUT)
			status = live_put(live, client, root, history.event[i].new);
	arena_free(&arena);
	return status;
}

static enum status put_all(struct light_live *live, const struct horizon *horizon)
{
	struct crm *crm = live->crm;
	struct stmt *row;
	enum status status = db_ask(crm->db, sql_lights_put, VALS(V_INT(EV_CLIENT_PUT)), &row);
	if (status != CRM_OK)
		return status;
	while (status == CRM_OK && (status = db_next(row)) == CRM_OK)
		status = put_of(live, db_int(row, 0), db_int(row, 1), horizon);
	db_done(row);
	return status == CRM_NONE ? CRM_OK : status;
}

static enum status name_all(struct light_live *live)
{
	struct stmt *row;
	enum status status = db_ask(live->crm->db, sql_lights_named, NULL, &row);
	if (status != CRM_OK)
		return status;
	while (status == CRM_OK && (status = db_next(row)) == CRM_OK)
		status = live_name(live, db_int(row, 0), db_text(row, 1));
	db_done(row);
	return status == CRM_NONE ? CRM_OK : status;
}

enum status read_puts(struct light_live *live, const struct horizon *horizon)
{
	struct crm *crm = live->crm;
	int64_t put = 0, merged = 0;
	enum status status = db_number(crm->db, sql_lights_any_put, VALS(V_INT(EV_CLIENT_PUT)), 0, &put);
	if (status == CRM_OK)
		status = db_number(crm->db, sql_lights_any_merged, NULL, 0, &merged);
	if (status != CRM_OK || (!put && !merged) || live->n == 0)
		return status;
	status = want_all(live);
	if (status == CRM_OK && put)
		status = put_all(live, horizon);
	return status == CRM_OK && merged ? name_all(live) : status;
}
