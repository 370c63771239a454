#include "report/kit/group.h"

static const char *unit_of(struct crm *crm, int64_t manager)
{
	const struct manager *m = manager_id(crm, manager);
	return m && m->unit ? m->unit : "";
}

static void one_put(struct buf *text, struct crm *crm, enum group by, const struct keys *keys)
{
	const struct stage *stage;
	switch (by) {
	case BY_NONE: break;
	case BY_MANAGER: buf_put(text, manager_code(crm, keys->manager)); break;
	case BY_UNIT: buf_put(text, unit_of(crm, keys->manager)); break;
	case BY_SOURCE: buf_put(text, dict_word(crm, DICT_SOURCE, keys->source)); break;
	case BY_PROJECT: buf_put(text, dict_word(crm, DICT_PROJECT, keys->project)); break;
	case BY_CAMPAIGN: buf_put(text, dict_word(crm, DICT_CAMPAIGN, keys->campaign)); break;
	case BY_STAGE:
		stage = stage_id(crm, keys->stage);
		buf_put(text, stage ? stage->code : "");
		break;
	case BY_MONTH: month_put(text, zone_day(crm->zone, keys->at)); break;
	}
}

void group_put(struct buf *text, struct crm *crm, const struct query *query, const struct keys *keys)
{
	buf_put(text, "");
	for (int i = 0; i < query->n_by; i++) {
		if (i)
			buf_char(text, '/');
		one_put(text, crm, query->by[i], keys);
	}
}

struct keys keys_of(const struct lead *lead, int64_t manager, instant_t at)
{
	return (struct keys){.manager = manager,
	    .source = lead->source,
	    .project = lead->project,
	    .campaign = lead->campaign,
	    .stage = lead->stage,
	    .at = at};
}
