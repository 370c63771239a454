/* Which leads have stays to tell of, and their stays. */
#include "book/projection/rollup.h"
#include "report/stages/stages.sql.h"
#include "report/stages/stages_private.h"

enum status stages_find(struct crm *crm, instant_t from, bool open, struct wanted *leads)
{
	static const enum event_kind kinds[] = {
	    EV_LEAD_QUALIFIED, EV_LEAD_MOVED, EV_LEAD_WON, EV_LEAD_LOST, EV_LEAD_DISQUALIFIED, EV_LEAD_RETURNED};
	enum status status = CRM_OK;
	if (from == INSTANT_MIN)
		return CRM_NONE;
	for (size_t i = 0; i < sizeof kinds / sizeof *kinds && status == CRM_OK; i++)
		status = wanted_find(crm, leads, sql_stages_ended, VALS(V_INT(from), V_INT(kinds[i])));
	return status == CRM_OK && open ? wanted_find(crm, leads, sql_stages_open, NULL) : status;
}

enum status stages_stays(struct crm *crm, const struct lead_folded *folded,
    enum status (*each)(void *arg, const struct lead *lead, const struct stay *stay), void *arg)
{
	const struct lead *lead = &folded->lead;
	const struct stay runs = {.stage = lead->stage,
	    .manager = lead->manager,
	    .since = lead->stage_since > lead->created_at ? lead->stage_since : lead->created_at,
	    .until = INSTANT_MAX};
	enum status status = CRM_OK;
	if (!rollup_counts_as_lead(crm, lead))
		return CRM_OK;
	for (const struct stay *stay = folded->stays; stay && status == CRM_OK; stay = stay->before)
		if (stay_counts(lead, stay) && stage_id(crm, stay->stage))
			status = each(arg, lead, stay);
	return status == CRM_OK && lead->state == LEAD_OPEN && stage_id(crm, lead->stage) ? each(arg, lead, &runs)
	                                                                                  : status;
}

struct group_keys stages_keys(const struct lead *lead, const struct stay *stay)
{
	struct group_keys keys = group_keys_of(lead, stay->manager, stay->since);
	keys.stage = stay->stage;
	return keys;
}
