/* The cells from the narrow sums, where they can answer. */
#include "book/projection/rollup.h"
#include "report/funnel/funnel.sql.h"
#include "report/funnel/funnel_private.h"
#include "report/kit/scan.h"

#define DAY_FIRST (-100000000)
#define DAY_LAST 100000000

/* What is added up, and where from. */
struct summing {
	struct funnel *funnel;
	enum lead_sum sum;
	bool by_manager, by_month;
};

/* A row of lead_sum. */
struct sum_row {
	int64_t state, n;
	money_t amount;
	int rank;
};

static void add_cohort(struct funnel_group *group, const struct sum_row *row)
{
	struct funnel_cell *cell = &group->cell[row->rank];
	int64_t state = row->state - (row->state >= COHORT_ELSEWHERE ? COHORT_ELSEWHERE : 0);
	for (int i = 0; i <= row->rank && row->state <= COHORT_FURTHEST; i++)
		group->cell[i].reached += row->n;
	if (row->state == COHORT_FURTHEST)
		return;
	if (row->state == COHORT_SKIPPED)
		cell->skipped += row->n;
	else if (state == LEAD_OPEN)
		cell->open += row->n;
	else if (state != LEAD_WON)
		cell->dropped += row->n;
	else
		cell->amount += row->amount;
}

static void add_period(struct funnel_group *group, const struct sum_row *row)
{
	struct funnel_cell *cell = &group->cell[row->rank];
	cell->amount += row->amount;
	if (row->state == ENTRY_SKIPPED)
		cell->skipped += row->n;
	else if (row->state == ENTRY_ANNULLED)
		cell->dropped += row->n;
	else
		cell->reached += row->n;
}

static void add_snapshot(struct funnel_group *group, const struct sum_row *row)
{
	struct funnel_cell *cell = &group->cell[row->rank];
	cell->reached += row->n;
	cell->open += row->n;
	cell->amount += row->amount;
}

static enum status add_row(void *arg, struct stmt *stmt)
{
	const struct summing *summing = arg;
	struct funnel *funnel = summing->funnel;
	struct crm *crm = funnel->crm;
	int64_t who = db_int(stmt, 1), stage = db_int(stmt, 2);
	const struct sum_row row = {
	    .state = db_int(stmt, 3), .n = db_int(stmt, 4), .amount = db_int(stmt, 5), .rank = funnel_rank(crm, stage)};
	const struct group_keys keys = {.manager = summing->by_manager ? who : 0,
	    .source = summing->by_manager ? 0 : who,
	    .stage = stage,
	    .at = summing->by_month ? zone_start(crm->zone, (day_t)db_int(stmt, 0)) : 0};
	if (funnel->mode == FUNNEL_SNAPSHOT && row.state != LEAD_OPEN && row.state != COHORT_ELSEWHERE + LEAD_OPEN)
		return CRM_OK;
	if (summing->by_manager && !query_takes(crm, funnel->query, who))
		return CRM_OK;
	struct funnel_group *group = groups_at(&funnel->groups, &keys);
	if (!group)
		return crm->why.status;
	switch (funnel->mode) {
	case FUNNEL_COHORT: add_cohort(group, &row); break;
	case FUNNEL_PERIOD: add_period(group, &row); break;
	case FUNNEL_SNAPSHOT: add_snapshot(group, &row); break;
	}
	return CRM_OK;
}

static bool asked_by(const struct query *query, enum query_group by)
{
	for (int i = 0; i < query->n_by; i++)
		if (query->by[i] == by)
			return true;
	return false;
}

/* Where the sums are that have what is asked for: false if nowhere. Of sources there are fewer. */
static bool find_sums(const struct funnel *funnel, struct summing *summing)
{
	const struct query *q = funnel->query;
	bool people = q->n_managers || q->n_units || asked_by(q, QUERY_BY_MANAGER) || asked_by(q, QUERY_BY_UNIT);
	summing->by_manager = people;
	summing->by_month = asked_by(q, QUERY_BY_MONTH);
	if (funnel->within || funnel->ids.thing || (people && asked_by(q, QUERY_BY_SOURCE)) ||
	    asked_by(q, QUERY_BY_PROJECT) || asked_by(q, QUERY_BY_CAMPAIGN))
		return false;
	/* A lead stands at one stage, and is counted at all it has reached. */
	if (funnel->mode != FUNNEL_SNAPSHOT && asked_by(q, QUERY_BY_STAGE))
		return false;
	if (funnel->mode == FUNNEL_PERIOD)
		summing->sum = people ? SUM_ENTRIES_OF_MANAGER : SUM_ENTRIES_OF_SOURCE;
	else if (q->has_period || summing->by_month)
		summing->sum = people ? SUM_COHORT_OF_MANAGER : SUM_COHORT_OF_SOURCE;
	else
		summing->sum = people ? SUM_EVER_OF_MANAGER : SUM_EVER_OF_SOURCE;
	return true;
}

enum status funnel_sums(void *arg)
{
	struct summing summing = {.funnel = arg};
	const struct query *q = summing.funnel->query;
	if (!find_sums(summing.funnel, &summing))
		return CRM_NONE;
	const struct val *vals = VALS(V_INT(summing.sum), V_INT(q->has_period ? q->period.from : DAY_FIRST),
	    V_INT(q->has_period ? q->period.to : DAY_LAST));
	return scan_rows(summing.funnel->crm, sql_sums, vals, add_row, &summing);
}
