#include "book/history/lead_entries.h"

typedef enum status entry_each(void *arg, const struct lead_entry *entry);

static const struct annulment *first_annulled(const struct lead_folded *folded)
{
	const struct annulment *first = folded->annulled;
	while (first != NULL && first->before != NULL)
		first = first->before;
	return first;
}

/* The amount of the first win, which is the first entry into its stage. */
static money_t first_won(const struct lead_folded *folded, const struct annulment *first, int64_t stage)
{
	const struct lead *lead = &folded->lead;
	if (first != NULL)
		return first->stage == stage ? first->amount : 0;
	return lead->state == LEAD_WON && lead->stage == stage && lead->amount != AMOUNT_NONE ? lead->amount : 0;
}

static enum status won_again(const struct lead_folded *folded, entry_each *each, void *arg)
{
	const struct lead *lead = &folded->lead;
	const struct lead_entry entry = {.stage = lead->stage,
	    .at = lead->decided_at,
	    .manager = folded->winner,
	    .amount = lead->amount == AMOUNT_NONE ? 0 : lead->amount};
	return folded->annulled != NULL && lead->state == LEAD_WON ? each(arg, &entry) : CRM_OK;
}

static enum status annulments(
    const struct lead_folded *folded, const struct annulment *first, entry_each *each, void *arg)
{
	enum status status = CRM_OK;
	for (const struct annulment *one = folded->annulled; one != NULL && status == CRM_OK; one = one->before) {
		struct lead_entry entry = {
		    .stage = one->stage, .at = one->won_at, .manager = one->manager, .amount = one->amount};
		if (one != first)
			status = each(arg, &entry);
		entry.at = one->at;
		entry.amount = -one->amount;
		entry.annulled = true;
		if (status == CRM_OK)
			status = each(arg, &entry);
	}
	return status;
}

enum status lead_entries(struct crm *crm, const struct lead_folded *folded, entry_each *each, void *arg)
{
	const struct stage *stage = stage_at(crm, 0);
	const struct annulment *first = first_annulled(folded);
	if (stage == NULL)
		return why_set(&crm->why, CRM_CONFIG, _("there are no stages: see crm-conf put stage"));
	struct lead_entry came = {.stage = stage->id, .at = folded->lead.created_at, .manager = folded->first_owner};
	enum status status = each(arg, &came);
	for (int i = 0; i < folded->n_reach && status == CRM_OK; i++) {
		const struct reach *reach = &folded->reach[i];
		const struct lead_entry entry = {.stage = reach->stage,
		    .at = reach->at,
		    .manager = reach->manager,
		    .amount = first_won(folded, first, reach->stage),
		    .skipped = reach->skipped};
		status = each(arg, &entry);
	}
	if (status == CRM_OK)
		status = won_again(folded, each, arg);
	return status == CRM_OK ? annulments(folded, first, each, arg) : status;
}
