/* What is known of clients beside their leads: rows of crm-client-add, and how one is called under whom others stand.
 */
#include "book/history/history.h"
#include "report/lights/lights.sql.h"
#include "report/lights/lights_private.h"

struct putting {
	struct light_live *live;
	const struct horizon *horizon;
};

static enum status read_put(void *arg, struct stmt *row)
{
	const struct putting *putting = arg;
	int64_t client = db_int(row, 0), root = db_int(row, 1);
	struct arena arena = {0};
	struct history history;
	enum status status = history_client(putting->live->crm, client, HISTORY_END, &arena, &history);
	if (status == CRM_OK)
		history_judge(&history, history.n, putting->horizon);
	for (int i = 0; status == CRM_OK && i < history.n; i++)
		if (history.counts[i] && history.event[i].kind == EV_CLIENT_PUT)
			status = lights_live_put(putting->live, client, root, history.event[i].new);
	arena_free(&arena);
	return status;
}

static enum status read_name(void *live, struct stmt *row)
{
	return lights_live_name(live, db_int(row, 0), db_text(row, 1));
}

enum status lights_live_read_puts(struct light_live *live, const struct horizon *horizon)
{
	struct crm *crm = live->crm;
	struct putting putting = {live, horizon};
	int64_t merged = 0;
	enum status status = db_number(crm->db, sql_lights_any_merged, NULL, 0, &merged);
	if (status == CRM_OK)
		status = lights_live_bind(live);
	if (status == CRM_OK)
		status = scan_rows(crm, sql_lights_put, VALS(V_INT(EV_CLIENT_PUT)), read_put, &putting);
	return status == CRM_OK && merged && !live->with_leads ? scan_rows(crm, sql_lights_named, NULL, read_name, live)
	                                                       : status;
}
