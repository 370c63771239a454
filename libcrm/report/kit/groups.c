#include "report/kit/groups.h"

#include "base/core/hash.h"

static const char *unit_of(struct crm *crm, int64_t manager)
{
	const struct manager *m = manager_id(crm, manager);
	return m && m->unit ? m->unit : "";
}

bool groups_has(const struct query *query, enum query_group by)
{
	for (int i = 0; i < query->n_by; i++)
		if (query->by[i] == by)
			return true;
	return false;
}

void group_word_put(struct buf *text, struct crm *crm, enum dict dict, int64_t id)
{
	const char *word = dict_shown(crm, dict, id);
	text->failed |= id != 0 && !*word;
	buf_put(text, word);
}

static void one_put(struct buf *text, struct crm *crm, enum query_group by, const struct group_keys *keys)
{
	const struct stage *stage;
	const struct reason *reason;
	day_t day;
	switch (by) {
	case QUERY_BY_NONE: break;
	case QUERY_BY_MANAGER: buf_put(text, manager_code(crm, keys->manager)); break;
	case QUERY_BY_UNIT: buf_put(text, unit_of(crm, keys->manager)); break;
	case QUERY_BY_SOURCE: group_word_put(text, crm, DICT_SOURCE, keys->source); break;
	case QUERY_BY_PROJECT: group_word_put(text, crm, DICT_PROJECT, keys->project); break;
	case QUERY_BY_CAMPAIGN: group_word_put(text, crm, DICT_CAMPAIGN, keys->campaign); break;
	case QUERY_BY_STAGE:
		stage = stage_id(crm, keys->stage);
		buf_put(text, stage ? stage->code : "");
		break;
	case QUERY_BY_MONTH: month_put(text, zone_day(crm->zone, keys->at)); break;
	case QUERY_BY_WEEK:
		day = zone_day(crm->zone, keys->at);
		day_put(text, day - (day_weekday(day) - 1));
		break;
	case QUERY_BY_REASON:
		reason = reason_id(crm, keys->reason);
		buf_put(text, reason ? reason->code : "");
		break;
	}
}

void group_put(struct buf *text, struct crm *crm, const struct query *query, const struct group_keys *keys)
{
	buf_put(text, "");
	for (int i = 0; i < query->n_by; i++) {
		if (i)
			buf_char(text, '/');
		one_put(text, crm, query->by[i], keys);
	}
}

struct group_keys group_keys_of(const struct lead *lead, int64_t manager, instant_t at)
{
	return (struct group_keys){.manager = manager,
	    .source = lead->source,
	    .project = lead->project,
	    .campaign = lead->campaign,
	    .stage = lead->stage,
	    .reason = lead->reason,
	    .at = at};
}

static struct group_row **place_of(const struct groups *groups, const char *name, size_t length)
{
	size_t at = (size_t)hash_text(name, length) & (groups->slots - 1);
	while (groups->slot[at] && strcmp(groups->slot[at]->name, name) != 0)
		at = (at + 1) & (groups->slots - 1);
	return &groups->slot[at];
}

/* At most half of the places are taken. */
static bool make_room(struct groups *groups)
{
	struct groups wider = *groups;
	if ((size_t)groups->n * 2 < groups->slots)
		return true;
	wider.slots = groups->slots ? groups->slots * 2 : 64;
	wider.slot = arena_zero(&groups->crm->run, wider.slots * sizeof *wider.slot);
	if (!wider.slot)
		return false;
	for (size_t i = 0; i < groups->slots; i++)
		if (groups->slot[i])
			*place_of(&wider, groups->slot[i]->name, strlen(groups->slot[i]->name)) = groups->slot[i];
	*groups = wider;
	return true;
}

static struct group_row *group_called(struct groups *groups, const char *name, size_t length)
{
	if (!make_room(groups))
		return NULL;
	struct group_row **place = place_of(groups, name, length);
	if (!*place) {
		struct group_row *group = arena_zero(&groups->crm->run, groups->size);
		if (!group || !(group->name = arena_text(&groups->crm->run, name, length)))
			return NULL;
		groups->n++;
		*place = group;
	}
	return *place;
}

void *groups_at(struct groups *groups, const struct group_keys *keys)
{
	struct buf *text = &groups->text;
	if (groups->last && groups->query->n_by == 0)
		return groups->last;
	buf_clear(text);
	group_put(text, groups->crm, groups->query, keys);
	/* Leads come in rows: often it is the one that was asked for before. */
	if (!text->failed && !(groups->last && strcmp(groups->last->name, text->text) == 0))
		groups->last = group_called(groups, text->text, text->length);
	if (text->failed || !groups->last) {
		groups->last = NULL;
		why_memory(&groups->crm->why);
	}
	return groups->last;
}

static int by_name(const void *a, const void *b)
{
	return strcmp((*(struct group_row *const *)a)->name, (*(struct group_row *const *)b)->name);
}

struct group_row **groups_in_order(struct groups *groups)
{
	struct group_row **all = arena_get(&groups->crm->run, ((size_t)groups->n + 1) * sizeof(struct group_row *));
	int n = 0;
	if (!all) {
		why_memory(&groups->crm->why);
		return NULL;
	}
	for (size_t i = 0; i < groups->slots; i++)
		if (groups->slot[i])
			all[n++] = groups->slot[i];
	if (n > 1)
		qsort(all, (size_t)n, sizeof *all, by_name);
	return all;
}

void groups_close(struct groups *groups)
{
	buf_free(&groups->text);
}
