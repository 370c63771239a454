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
	bool by_manager, by_day;
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
	    .at = summing->by_day ? zone_start(crm->zone, (day_t)db_int(stmt, 0)) : 0};
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

/* Where the sums are that have what is asked for: false if nowhere. Of sources there are fewer. */
static bool find_sums(const struct funnel *funnel, struct summing *summing)
{
	const struct query *q = funnel->query;
	bool people = q->n_managers || q->n_units || groups_has(q, QUERY_BY_MANAGER) || groups_has(q, QUERY_BY_UNIT);
	summing->by_manager = people;
	summing->by_day = groups_has(q, QUERY_BY_MONTH) || groups_has(q, QUERY_BY_WEEK);
	if (funnel->ids.thing || (people && groups_has(q, QUERY_BY_SOURCE)) || groups_has(q, QUERY_BY_PROJECT) ||
	    groups_has(q, QUERY_BY_CAMPAIGN) || groups_has(q, QUERY_BY_REASON))
		return false;
	/* A lead stands at one stage, and is counted at all it has reached. */
	if (funnel->mode != FUNNEL_SNAPSHOT && groups_has(q, QUERY_BY_STAGE))
		return false;
	if (funnel->mode == FUNNEL_PERIOD)
		summing->sum = people ? SUM_ENTRIES_OF_MANAGER : SUM_ENTRIES_OF_SOURCE;
	else if (q->has_period || summing->by_day || funnel->within)
		summing->sum = people ? SUM_COHORT_OF_MANAGER : SUM_COHORT_OF_SOURCE;
	else
		summing->sum = people ? SUM_EVER_OF_MANAGER : SUM_EVER_OF_SOURCE;
	return true;
}

static enum status add_days(const struct summing *summing, day_t from, day_t to)
{
	const struct val *vals = VALS(V_INT(summing->sum), V_INT(from), V_INT(to));
	return scan_rows(summing->funnel->crm, sql_sums, vals, add_row, (void *)summing);
}

/* A lead that stands in the sums as it stands now, and not as it was at that age. */
static enum status make_younger(void *arg, const struct lead_folded *folded, struct stmt *row)
{
	struct funnel *funnel = arg;
	int64_t within = funnel->within;
	funnel->within = 0;
	enum status status = funnel_mend(funnel, folded, true);
	funnel->within = within;
	return status == CRM_OK ? funnel_count(funnel, folded, row) : status;
}

static enum status read_found(struct funnel *funnel, const char *found, const struct val *vals, scan_lead *each)
{
	return scan_leads(&(struct scan){.crm = funnel->crm,
	    .query = funnel->query,
	    .found = found,
	    .vals = vals,
	    .sql = sql_leads_cohort_found,
	    .reach = LEAD_COLUMNS,
	    .each = each,
	    .arg = funnel});
}

/* Those old enough: whole days of them from the sums, but for what came later, and the rest of a day one by one. */
static enum status add_within(const struct summing *summing, day_t from, day_t to)
{
	struct funnel *funnel = summing->funnel;
	struct zone *zone = funnel->crm->zone;
	instant_t old = funnel->at - funnel->within + 1; /* who came before is old enough */
	day_t whole = zone_day(zone, old);
	whole = whole < to ? whole : to;
	instant_t start = whole > from ? zone_start(zone, whole) : funnel->from;
	enum status status = whole > from ? add_days(summing, from, whole) : CRM_OK;
	if (status == CRM_OK && whole > from)
		status = read_found(funnel, sql_find_late,
		    VALS(V_INT(funnel->from), V_INT(start), V_INT(funnel->within)), make_younger);
	old = old < funnel->to ? old : funnel->to;
	return status == CRM_OK && start < old
	           ? read_found(funnel, sql_find_came, VALS(V_INT(start), V_INT(old)), funnel_count)
	           : status;
}

enum status funnel_sums(void *arg)
{
	struct summing summing = {.funnel = arg};
	const struct query *q = summing.funnel->query;
	if (!find_sums(summing.funnel, &summing) || (summing.funnel->within && q->ahead))
		return CRM_NONE;
	day_t from = q->has_period ? q->period.from : DAY_FIRST, to = q->has_period ? q->period.to : DAY_LAST;
	return summing.funnel->within ? add_within(&summing, from, to) : add_days(&summing, from, to);
}
