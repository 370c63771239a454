/* Three roads to the same figures: the sums by day, the leads, the journal. */
#include "report/funnel/funnel.sql.h"
#include "report/funnel/funnel_table.h"

#define DAY_FIRST (-100000000)
#define DAY_LAST 100000000

static bool groups_within(const struct query *query, enum group a, enum group b, enum group c)
{
	for (int i = 0; i < query->n_by; i++)
		if (query->by[i] != a && query->by[i] != b && query->by[i] != c)
			return false;
	return true;
}

static struct group_row *row_for(struct sheet *sheet, bool by_source, int64_t who, instant_t at)
{
	struct keys keys = {.at = at};
	if (by_source)
		keys.source = who;
	else
		keys.manager = who;
	return sheet_group(sheet, &keys);
}

static int rank(struct sheet *sheet, int64_t stage)
{
	const struct stage *s = stage_id(sheet->crm, stage);
	return s ? s->pos : 0;
}

static const struct val *days(const struct sheet *sheet, struct val vals[3])
{
	const struct query *q = sheet->query;
	vals[0] = V_INT(q->has_period ? q->period.from : DAY_FIRST);
	vals[1] = V_INT(q->has_period ? q->period.to : DAY_LAST);
	vals[2] = (struct val){.kind = VAL_END};
	return vals;
}

static void add_cohort(struct sheet *sheet, struct group_row *row, struct stmt *stmt)
{
	int highest = rank(sheet, db_int(stmt, 2));
	int64_t n = db_int(stmt, 4);
	enum lead_state state = (enum lead_state)db_int(stmt, 3);
	for (int r = 0; r <= highest; r++)
		row->cell[r].reached += n;
	if (state == LEAD_OPEN)
		row->cell[highest].open += n;
	if (state == LEAD_WON) {
		row->cell[highest].won += n;
		row->cell[highest].amount += db_int(stmt, 5);
	}
}

static bool by_month(const struct query *query)
{
	for (int i = 0; i < query->n_by; i++)
		if (query->by[i] == BY_MONTH)
			return true;
	return false;
}

static enum status sums_cohort(struct sheet *sheet)
{
	struct crm *crm = sheet->crm;
	struct stmt *stmt;
	struct val vals[3];
	bool monthly = by_month(sheet->query);
	enum status status =
	    db_ask(crm->db, monthly ? sql_sums_cohort : sql_sums_cohort_total, days(sheet, vals), &stmt);
	while (status == CRM_OK && (status = db_next(stmt)) == CRM_OK) {
		instant_t at = monthly ? zone_start(crm->zone, (day_t)db_int(stmt, 0)) : 0;
		struct group_row *row = row_for(sheet, true, db_int(stmt, 1), at);
		if (!row) {
			db_done(stmt);
			return CRM_IO;
		}
		add_cohort(sheet, row, stmt);
	}
	if (status == CRM_NONE)
		status = db_ask(crm->db, sql_sums_cohort_skipped, VALS(V_INT(sheet->from), V_INT(sheet->to)), &stmt);
	while (status == CRM_OK && (status = db_next(stmt)) == CRM_OK) {
		struct group_row *row = row_for(sheet, true, db_int(stmt, 1), db_int(stmt, 0));
		if (row)
			row->cell[rank(sheet, db_int(stmt, 2))].skipped++;
	}
	return status == CRM_NONE ? CRM_OK : status;
}

static enum status sums_period(struct sheet *sheet, bool by_source)
{
	struct crm *crm = sheet->crm;
	struct stmt *stmt;
	struct val vals[3];
	enum status status = db_ask(crm->db, by_source ? sql_sums_source : sql_sums_manager, days(sheet, vals), &stmt);
	while (status == CRM_OK && (status = db_next(stmt)) == CRM_OK) {
		if (!by_source && !query_takes(crm, sheet->query, db_int(stmt, 1)))
			continue;
		struct group_row *row =
		    row_for(sheet, by_source, db_int(stmt, 1), zone_start(crm->zone, (day_t)db_int(stmt, 0)));
		if (!row) {
			db_done(stmt);
			return CRM_IO;
		}
		struct cell *cell = &row->cell[rank(sheet, db_int(stmt, 2))];
		cell->reached += db_int(stmt, 3);
		cell->amount += db_int(stmt, 4);
	}
	if (status == CRM_NONE)
		status = db_ask(crm->db, sql_sums_skipped, VALS(V_INT(sheet->from), V_INT(sheet->to)), &stmt);
	while (status == CRM_OK && (status = db_next(stmt)) == CRM_OK) {
		if (!query_takes(crm, sheet->query, db_int(stmt, 1)))
			continue;
		struct group_row *row = row_for(sheet, by_source, db_int(stmt, by_source ? 2 : 1), db_int(stmt, 0));
		if (row)
			row->cell[rank(sheet, db_int(stmt, 3))].skipped++;
	}
	return status == CRM_NONE ? CRM_OK : status;
}

enum status road_sums(struct sheet *sheet)
{
	const struct query *q = sheet->query;
	bool people = q->n_managers || q->n_units;
	if (q->has_horizon || sheet->within || sheet->ids_rank >= 0)
		return CRM_NONE;
	if (sheet->mode == FUNNEL_COHORT && !people && groups_within(q, BY_SOURCE, BY_MONTH, BY_MONTH))
		return sums_cohort(sheet);
	if (sheet->mode == FUNNEL_PERIOD && groups_within(q, BY_MANAGER, BY_UNIT, BY_MONTH))
		return sums_period(sheet, false);
	if (sheet->mode == FUNNEL_PERIOD && !people && groups_within(q, BY_SOURCE, BY_MONTH, BY_MONTH))
		return sums_period(sheet, true);
	return CRM_NONE;
}

static void add_reach(struct folded *folded, struct stmt *stmt)
{
	if (!db_null(stmt, 16) && folded->n_reach < STAGES_MAX)
		folded->reach[folded->n_reach++] = (struct reach){.stage = db_int(stmt, 16),
		    .at = db_int(stmt, 17),
		    .manager = db_int(stmt, 18),
		    .skipped = db_int(stmt, 19) != 0};
}

enum status road_leads(struct sheet *sheet)
{
	struct crm *crm = sheet->crm;
	struct stmt *stmt;
	struct folded folded = {0};
	const char *sql = sheet->mode == FUNNEL_SNAPSHOT ? sql_leads_open : sql_leads_cohort;
	enum status status = db_ask(crm->db, sql, VALS(V_INT(sheet->from), V_INT(sheet->to)), &stmt);
	while (status == CRM_OK && (status = db_next(stmt)) == CRM_OK) {
		if (folded.exists && db_int(stmt, 0) != folded.lead.lead) {
			status = sheet_lead(sheet, &folded);
			folded.exists = false;
		}
		if (!folded.exists) {
			lead_row(stmt, &folded.lead);
			folded.exists = true;
			folded.n_reach = 0;
		}
		add_reach(&folded, stmt);
		if (status != CRM_OK)
			db_done(stmt);
	}
	if (status == CRM_NONE)
		status = sheet_lead(sheet, &folded);
	return status;
}

static enum status one(void *arg, struct crm *crm, const struct folded *folded)
{
	(void)crm;
	return sheet_lead(arg, folded);
}

enum status road_journal(struct sheet *sheet)
{
	return fold_all(sheet->crm, &sheet->query->horizon, one, sheet);
}
