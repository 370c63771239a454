#include "base/text/json.h"
#include "book/history/history.h"

#include "book/history/lead_row.sql.h"

/* ${more} over ${row}. */
static enum status lay_over(struct crm *crm, struct json *row, const struct json *more, struct arena *arena)
{
	struct json_field *field = arena_get(arena, (size_t)(row->n + more->n + 1) * sizeof *field);
	if (field == NULL)
		return why_memory(&crm->why);
	if (row->n > 0)
		memcpy(field, row->field, (size_t)row->n * sizeof *field);
	row->field = field;
	for (int i = 0; i < more->n; i++) {
		int k = 0;
		while (k < row->n && strcmp(row->field[k].key, more->field[i].key) != 0)
			k++;
		row->field[k] = more->field[i];
		row->n += k == row->n;
	}
	return CRM_OK;
}

enum status lead_row_read(struct crm *crm, int64_t lead, const char *created_new, struct arena *arena, struct json *row)
{
	struct stmt *stmt;
	int64_t any;
	if (json_parse(row, created_new, arena) != 0)
		return why_set(&crm->why, CRM_INTERNAL, _("lead %lld: its row does not parse"), (long long)lead);
	enum status status = db_number(crm->db, sql_lead_row_any, NULL, 0, &any);
	if (status != CRM_OK || !any)
		return status;
	status = db_ask(crm->db, sql_lead_row_updates, VALS(V_INT(lead)), &stmt);
	if (status != CRM_OK)
		return status;
	while ((status = db_next(stmt)) == CRM_OK) {
		struct json more;
		bool counts;
		status = history_event_counts(crm, db_int(stmt, 0), HISTORY_END, &counts, NULL);
		if (status == CRM_OK && counts)
			status = json_parse(&more, db_text(stmt, 1), arena) == 0 ? lay_over(crm, row, &more, arena)
			                                                         : why_memory(&crm->why);
		if (status != CRM_OK) {
			db_done(stmt);
			return status;
		}
	}
	return status == CRM_NONE ? CRM_OK : status;
}
