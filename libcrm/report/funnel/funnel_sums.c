/* The cells from the narrow sums by day, where they can answer. */
#include "book/projection/rollup.h"
#include "report/funnel/funnel.sql.h"
#include "report/funnel/funnel_private.h"
#include "report/kit/scan.h"

#define DAY_FIRST (-100000000)
#define DAY_LAST 100000000

static bool groups_within(const struct query *query, enum query_group a, enum query_group b, enum query_group c)
{
	for (int i = 0; i < query->n_by; i++)
		if (query->by[i] != a && query->by[i] != b && query->by[i] != c)
			return false;
	return true;
}

static bool by_month(const struct query *query)
{
	for (int i = 0; i < query->n_by; i++)
		if (query->by[i] == QUERY_BY_MONTH)
			return true;
	return false;
}

/* NULL and why without memory. */
static struct funnel_group *by_source(struct funnel *funnel, int64_t source, instant_t at)
{
	return groups_at(&funnel->groups, &(struct group_keys){.source = source, .at = at});
}

static struct funnel_group *by_manager(struct funnel *funnel, int64_t manager, instant_t at)
{
	return groups_at(&funnel->groups, &(struct group_keys){.manager = manager, .at = at});
}

static struct funnel_cell *cell_at(struct funnel *funnel, struct funnel_group *group, int64_t stage)
{
	return group ? &group->cell[funnel_rank(funnel->crm, stage)] : NULL;
}

static enum status add_cohort(void *arg, struct stmt *row)
{
	struct funnel *funnel = arg;
	instant_t at = by_month(funnel->query) ? zone_start(funnel->crm->zone, (day_t)db_int(row, 0)) : 0;
	struct funnel_group *group = by_source(funnel, db_int(row, 1), at);
	int64_t state = db_int(row, 3), n = db_int(row, 4);
	int rank = funnel_rank(funnel->crm, db_int(row, 2));
	if (!group)
		return funnel->crm->why.status;
	struct funnel_cell *cell = &group->cell[rank];
	for (int i = 0; i <= rank && state <= COHORT_FURTHEST; i++)
		group->cell[i].reached += n;
	if (state == COHORT_FURTHEST)
		return CRM_OK;
	state -= state >= COHORT_ELSEWHERE ? COHORT_ELSEWHERE : 0;
	if (state == LEAD_OPEN)
		cell->open += n;
	else if (state != LEAD_WON)
		cell->dropped += n;
	else
		cell->amount += db_int(row, 5);
	return CRM_OK;
}

static enum status skip_stage(struct funnel *funnel, struct funnel_group *group, int64_t stage)
{
	struct funnel_cell *cell = cell_at(funnel, group, stage);
	if (!cell)
		return funnel->crm->why.status;
	cell->skipped++;
	return CRM_OK;
}

static enum status skip_cohort(void *arg, struct stmt *row)
{
	struct funnel *funnel = arg;
	return skip_stage(funnel, by_source(funnel, db_int(row, 1), db_int(row, 0)), db_int(row, 2));
}

/* An entry into a stage on a day, by manager or by source. */
static enum status add_entries(struct funnel *funnel, struct funnel_group *group, struct stmt *row)
{
	int64_t stage = db_int(row, 2);
	bool annulled = stage < 0;
	struct funnel_cell *cell = cell_at(funnel, group, annulled ? ROLLUP_ANNULLED(stage) : stage);
	if (!cell)
		return funnel->crm->why.status;
	*(annulled ? &cell->dropped : &cell->reached) += db_int(row, 3);
	cell->amount += db_int(row, 4);
	return CRM_OK;
}

static enum status add_by_manager(void *arg, struct stmt *row)
{
	struct funnel *funnel = arg;
	int64_t manager = db_int(row, 1);
	if (!query_takes(funnel->crm, funnel->query, manager))
		return CRM_OK;
	return add_entries(
	    funnel, by_manager(funnel, manager, zone_start(funnel->crm->zone, (day_t)db_int(row, 0))), row);
}

static enum status add_by_source(void *arg, struct stmt *row)
{
	struct funnel *funnel = arg;
	return add_entries(
	    funnel, by_source(funnel, db_int(row, 1), zone_start(funnel->crm->zone, (day_t)db_int(row, 0))), row);
}

static enum status skip_by_manager(void *arg, struct stmt *row)
{
	struct funnel *funnel = arg;
	int64_t manager = db_int(row, 1);
	if (!query_takes(funnel->crm, funnel->query, manager))
		return CRM_OK;
	return skip_stage(funnel, by_manager(funnel, manager, db_int(row, 0)), db_int(row, 3));
}

static enum status skip_by_source(void *arg, struct stmt *row)
{
	struct funnel *funnel = arg;
	return skip_stage(funnel, by_source(funnel, db_int(row, 2), db_int(row, 0)), db_int(row, 3));
}

/* ${sql} of days, ${skipped_sql} of instants: what was passed over is counted entry by entry. */
static enum status add_sums(struct funnel *funnel, const char *sql, enum status (*each)(void *arg, struct stmt *row),
    const char *skipped_sql, enum status (*skipped)(void *arg, struct stmt *row))
{
	const struct query *q = funnel->query;
	const struct val *days =
	    VALS(V_INT(q->has_period ? q->period.from : DAY_FIRST), V_INT(q->has_period ? q->period.to : DAY_LAST));
	enum status status = scan_rows(funnel->crm, sql, days, each, funnel);
	return status == CRM_OK
	           ? scan_rows(funnel->crm, skipped_sql, VALS(V_INT(funnel->from), V_INT(funnel->to)), skipped, funnel)
	           : status;
}

enum status funnel_sums(void *arg)
{
	struct funnel *funnel = arg;
	const struct query *q = funnel->query;
	bool people = q->n_managers || q->n_units;
	if (funnel->within || funnel->ids.thing)
		return CRM_NONE;
	if (funnel->mode == FUNNEL_COHORT && !people &&
	    groups_within(q, QUERY_BY_SOURCE, QUERY_BY_MONTH, QUERY_BY_MONTH))
		return add_sums(funnel, by_month(q) ? sql_sums_cohort : sql_sums_cohort_total, add_cohort,
		    sql_sums_cohort_skipped, skip_cohort);
	if (funnel->mode == FUNNEL_PERIOD && groups_within(q, QUERY_BY_MANAGER, QUERY_BY_UNIT, QUERY_BY_MONTH))
		return add_sums(funnel, sql_sums_manager, add_by_manager, sql_sums_skipped, skip_by_manager);
	if (funnel->mode == FUNNEL_PERIOD && !people &&
	    groups_within(q, QUERY_BY_SOURCE, QUERY_BY_MONTH, QUERY_BY_MONTH))
		return add_sums(funnel, sql_sums_source, add_by_source, sql_sums_skipped, skip_by_source);
	return CRM_NONE;
}
