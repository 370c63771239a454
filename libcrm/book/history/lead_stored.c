/* A lead as its rows say it, without its events: those of a lead lie all over a large journal. */
#include "book/history/history.h"

#include "book/history/lead_stored.sql.h"

static enum status read_reach(struct crm *crm, struct lead_folded *folded, int *rows)
{
	struct stmt *row;
	enum status status = db_ask(crm->db, sql_stored_reach, VALS(V_INT(folded->lead.lead)), &row);
	for (*rows = 0; status == CRM_OK && (status = db_next(row)) == CRM_OK; ++*rows) {
		const struct stage *stage = stage_id(crm, db_int(row, 0));
		if (stage == NULL || stage->pos == 0) { /* of settings that are no more */
			db_done(row);
			return CRM_NONE;
		}
		folded->reach[stage->pos - 1] =
		    (struct reach){stage->id, db_int(row, 1), db_int(row, 2), db_int(row, 3) != 0};
		if (stage->pos > folded->n_reach)
			folded->n_reach = stage->pos;
	}
	return status == CRM_NONE ? CRM_OK : status;
}

enum status lead_fold_stored(struct crm *crm, int64_t lead, struct lead_folded *folded)
{
	int rows;
	*folded = (struct lead_folded){.exists = true};
	enum status status = lead_get(crm, lead, &folded->lead);
	if (status == CRM_OK)
		status = read_reach(crm, folded, &rows);
	folded->first_owner = folded->lead.manager;
	return status == CRM_OK && rows != folded->n_reach ? CRM_NONE : status;
}
