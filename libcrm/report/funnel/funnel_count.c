/* A lead into the cells of its group. */
#include "book/history/lead_entries.h"
#include "book/projection/rollup.h"
#include "report/funnel/funnel_private.h"

static bool in_period(const struct funnel *funnel, instant_t at)
{
	return at >= funnel->from && at < funnel->to;
}

/* Count ${figure} of a lead at a rank: the one place where a count and its list are the same thing. */
static enum status count_at_rank(
    struct funnel *funnel, struct funnel_group *group, int rank, enum funnel_figure figure, const struct lead *lead)
{
	struct funnel_cell *cell = &group->cell[rank];
	switch (figure) {
	case FIGURE_REACHED: cell->reached += funnel->sign; break;
	case FIGURE_OPEN: cell->open += funnel->sign; break;
	case FIGURE_SKIPPED: cell->skipped += funnel->sign; break;
	case FIGURE_DROPPED: cell->dropped += funnel->sign; break;
	}
	if (funnel->ids_rank != rank || funnel->ids.figure != (int)figure ||
	    strcmp(funnel->ids.group ? funnel->ids.group : "", group->row.name) != 0)
		return CRM_OK;
	line_lead(&funnel->line, lead);
	return line_write(&funnel->line);
}

int funnel_rank(const struct crm *crm, int64_t stage)
{
	const struct stage *s = stage_id(crm, stage);
	return s ? s->pos : 0;
}

/* ${group}: that of the lead, or NULL when it is not counted. CRM_OK in both cases. */
static enum status group_of(
    struct funnel *funnel, const struct lead *lead, int64_t manager, instant_t at, struct funnel_group **group)
{
	*group = NULL;
	if (!in_period(funnel, at) || !query_takes(funnel->crm, funnel->query, manager))
		return CRM_OK;
	struct group_keys keys = group_keys_of(lead, manager, at);
	*group = groups_at(&funnel->groups, &keys);
	return *group ? CRM_OK : funnel->crm->why.status;
}

/* What a lead was at ${limit}. What has not been placed or decided since stood as it stands; of the rest the journal
   knows. An amount corrected since is the corrected one. */
static enum status lead_within(struct funnel *funnel, const struct lead *lead, instant_t limit, struct lead *then)
{
	struct crm *crm = funnel->crm;
	const struct stage *stage = stage_id(crm, lead->stage);
	bool decided_since = lead->state != LEAD_OPEN && lead->decided_at >= limit;
	*then = *lead;
	if (lead->stage_since < limit && !(decided_since && stage && stage->kind == STAGE_WON)) {
		if (decided_since)
			then->state = LEAD_OPEN;
		return CRM_OK;
	}
	struct lead_folded past;
	const struct horizon horizon = {.as_of = limit, .known_at = funnel->query->horizon.known_at};
	arena_reset(&crm->chunk);
	enum status status = lead_fold(crm, lead->lead, &horizon, &past);
	*then = past.lead;
	return status;
}

static enum status count_cohort(struct funnel *funnel, const struct lead_folded *f)
{
	const struct lead *lead = &f->lead;
	instant_t limit = funnel->within ? lead->created_at + funnel->within : INSTANT_MAX;
	struct lead then = *lead;
	struct funnel_group *group;
	int highest = 0;
	if (funnel->within && limit > funnel->at)
		return CRM_OK;
	enum status status = group_of(funnel, lead, lead->manager, lead->created_at, &group);
	if (status != CRM_OK || !group)
		return status;
	for (int i = 0; i < f->n_reach && status == CRM_OK; i++) {
		int rank = funnel_rank(funnel->crm, f->reach[i].stage);
		if (f->reach[i].at >= limit)
			continue;
		highest = rank > highest ? rank : highest;
		if (f->reach[i].skipped)
			status = count_at_rank(funnel, group, rank, FIGURE_SKIPPED, lead);
	}
	for (int rank = 0; rank <= highest && status == CRM_OK; rank++)
		status = count_at_rank(funnel, group, rank, FIGURE_REACHED, lead);
	if (status == CRM_OK && funnel->within)
		status = lead_within(funnel, lead, limit, &then);
	int rank = funnel_rank(funnel->crm, then.stage);
	if (status == CRM_OK && then.state == LEAD_WON)
		group->cell[rank].amount += funnel->sign * lead_amount_counted(&then);
	else if (status == CRM_OK)
		status =
		    count_at_rank(funnel, group, rank, then.state == LEAD_OPEN ? FIGURE_OPEN : FIGURE_DROPPED, lead);
	return status;
}

/* A lead while its entries are counted. */
struct period_lead {
	struct funnel *funnel;
	const struct lead *lead;
};

static enum status count_entry(void *arg, const struct lead_entry *entry)
{
	const struct period_lead *one = arg;
	struct funnel *funnel = one->funnel;
	struct funnel_group *group;
	int rank = funnel_rank(funnel->crm, entry->stage);
	enum status status = group_of(funnel, one->lead, entry->manager, entry->at, &group);
	if (status != CRM_OK || !group)
		return status;
	group->cell[rank].amount += funnel->sign * entry->amount;
	if (entry->annulled)
		return count_at_rank(funnel, group, rank, FIGURE_DROPPED, one->lead);
	status = count_at_rank(funnel, group, rank, FIGURE_REACHED, one->lead);
	return status == CRM_OK && entry->skipped ? count_at_rank(funnel, group, rank, FIGURE_SKIPPED, one->lead)
	                                          : status;
}

static enum status count_period(struct funnel *funnel, const struct lead_folded *folded)
{
	struct period_lead one = {funnel, &folded->lead};
	return lead_entries(funnel->crm, folded, count_entry, &one);
}

static enum status count_snapshot(struct funnel *funnel, const struct lead_folded *f)
{
	const struct lead *lead = &f->lead;
	struct funnel_group *group;
	if (lead->state != LEAD_OPEN)
		return CRM_OK;
	enum status status = group_of(funnel, lead, lead->manager, lead->created_at, &group);
	if (status != CRM_OK || !group)
		return status;
	int rank = funnel_rank(funnel->crm, lead->stage);
	group->cell[rank].amount += funnel->sign * lead_amount_counted(lead);
	status = count_at_rank(funnel, group, rank, FIGURE_REACHED, lead);
	return status == CRM_OK ? count_at_rank(funnel, group, rank, FIGURE_OPEN, lead) : status;
}

enum status funnel_count(void *arg, const struct lead_folded *folded, struct stmt *row)
{
	struct funnel *funnel = arg;
	(void)row;
	switch (funnel->mode) {
	case FUNNEL_COHORT:
		return rollup_counts_as_lead(funnel->crm, &folded->lead) ? count_cohort(funnel, folded) : CRM_OK;
	case FUNNEL_PERIOD:
		return rollup_counts_as_lead(funnel->crm, &folded->lead) ? count_period(funnel, folded) : CRM_OK;
	case FUNNEL_SNAPSHOT: return count_snapshot(funnel, folded);
	}
	return CRM_OK;
}

enum status funnel_mend(void *arg, const struct lead_folded *folded, bool off)
{
	struct funnel *funnel = arg;
	funnel->mended = true;
	funnel->sign = off ? -1 : 1;
	enum status status = funnel_count(funnel, folded, NULL);
	funnel->sign = 1;
	return status;
}
