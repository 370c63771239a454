#include "report/kit/asked.h"

#include <errno.h>

#include "base/text/word_meant.h"

enum status asked_options_only(struct crm *crm, const struct query *query)
{
	if (query->n_operands == 0)
		return CRM_OK;
	return why_set(&crm->why, CRM_USAGE, _("what is «%s»? this list takes options only"), query->operands[0]);
}

enum status asked_no_period(struct crm *crm, const struct query *query)
{
	if (!query->has_period)
		return CRM_OK;
	return why_set(&crm->why, CRM_USAGE, _("this is about what is open at a moment: give -T instead of -p"));
}

void asked_period(struct crm *crm, const struct query *query, instant_t *from, instant_t *to)
{
	*from = query->has_period ? zone_start(crm->zone, query->period.from) : INSTANT_MIN;
	*to = query->has_period ? zone_start(crm->zone, query->period.to) : INSTANT_MAX;
}

instant_t asked_moment(const struct crm *crm, const struct query *query)
{
	return query->has_horizon && query->horizon.as_of < crm->now ? query->horizon.as_of : crm->now;
}

bool asked_number(const char *word, int64_t *number)
{
	char *end;
	if (*word < '0' || *word > '9')
		return false;
	errno = 0;
	*number = strtoll(word, &end, 10);
	return *number > 0 && errno == 0 && *end == '\0';
}

enum status asked_absent(struct crm *crm, const struct asked_numbers *asked)
{
	struct buf absent = {0};
	int64_t found, last = 0;
	enum status status = CRM_OK;
	for (int i = 0; i < asked->n && status == CRM_OK; i++) {
		status = db_number(crm->db, asked->there, VALS(V_INT(asked->number[i])), 0, &found);
		if (status == CRM_OK && !found)
			buf_format(&absent, "%s%lld", absent.length ? ", " : "", (long long)asked->number[i]);
	}
	if (status == CRM_OK && absent.length)
		status = db_number(crm->db, asked->last, NULL, 0, &last);
	if (absent.failed)
		status = why_memory(&crm->why);
	else if (status == CRM_OK && absent.length)
		status = why_set(&crm->why, CRM_NONE, asked->sentence, absent.text, (long long)last);
	buf_free(&absent);
	return status;
}

enum status asked_word(struct crm *crm, enum dict dict, const char *word, int64_t *id, const char **shown)
{
	static const char *const whats[] = {
	    [DICT_SOURCE] = "source", [DICT_CAMPAIGN] = "campaign", [DICT_PROJECT] = "project"};
	*shown = word;
	*id = dict == DICT_SOURCE ? source_find(crm, word, shown) : dict_find(crm, dict, word);
	bool in_settings = *shown != word;
	if (*id && dict != DICT_SOURCE)
		*shown = dict_shown(crm, dict, *id);
	if (*id || in_settings)
		return CRM_OK;
	const char *near = dict_nearest(crm, dict, word);
	return near ? why_set(&crm->why, CRM_DATA, _("no %s «%s»: did you mean %s?"), whats[dict], word, near)
	            : why_set(&crm->why, CRM_DATA, _("there is no %s «%s»"), whats[dict], word);
}

static enum status month_shown(struct crm *crm, const char *word, const char **shown)
{
	struct period month;
	struct buf text = {0};
	enum status status = period_parse(word, crm->zone, crm->now, &month, &crm->why);
	if (status != CRM_OK || month.from != month_start(month.from) || month.to != month_next(month.from))
		return why_set(&crm->why, CRM_DATA, _("not a month like 2026-11: «%s»"), word);
	month_put(&text, month.from);
	*shown = text.failed ? NULL : arena_copy(&crm->run, text.text);
	buf_free(&text);
	return *shown ? CRM_OK : why_memory(&crm->why);
}

/* By its Monday, or whatever names it: any day of it, «эта неделя». */
static enum status week_shown(struct crm *crm, const char *word, const char **shown)
{
	struct period week;
	struct buf text = {0};
	enum status status = period_parse(word, crm->zone, crm->now, &week, &crm->why);
	day_t monday = status == CRM_OK ? week.from - (day_weekday(week.from) - 1) : 0;
	if (status != CRM_OK || week.to > monday + 7)
		return why_set(&crm->why, CRM_DATA, _("not a week by its Monday, like 2026-11-23: «%s»"), word);
	day_put(&text, monday);
	*shown = text.failed ? NULL : arena_copy(&crm->run, text.text);
	buf_free(&text);
	return *shown ? CRM_OK : why_memory(&crm->why);
}

/* What is called ${word} among the groups by ${by}, as reports show it. Nothing is a group too. */
static enum status group_shown(struct crm *crm, enum query_group by, const char *word, const char **shown)
{
	const struct manager *manager;
	const struct stage *stage;
	const struct reason *reason;
	enum status status = CRM_OK;
	int64_t id;
	*shown = word;
	if (!*word)
		return CRM_OK;
	switch (by) {
	case QUERY_BY_NONE: break;
	case QUERY_BY_MANAGER:
		if ((status = manager_meant(crm, word, &manager)) == CRM_OK)
			*shown = manager->code;
		break;
	case QUERY_BY_UNIT: return unit_meant(crm, word, shown);
	case QUERY_BY_SOURCE: return asked_word(crm, DICT_SOURCE, word, &id, shown);
	case QUERY_BY_PROJECT: return asked_word(crm, DICT_PROJECT, word, &id, shown);
	case QUERY_BY_CAMPAIGN: return asked_word(crm, DICT_CAMPAIGN, word, &id, shown);
	case QUERY_BY_STAGE:
		if ((status = stage_meant(crm, word, &stage)) == CRM_OK)
			*shown = stage->code;
		break;
	case QUERY_BY_MONTH: return month_shown(crm, word, shown);
	case QUERY_BY_WEEK: return week_shown(crm, word, shown);
	case QUERY_BY_REASON:
		if ((status = reason_meant(crm, word, REASON_ANY, &reason)) == CRM_OK)
			*shown = reason->code;
		break;
	}
	return status;
}

/* The group as it is shown. With one kind of groups a slash is a letter of its name, with more it stands between. */
static enum status group_asked(struct crm *crm, const struct query *query, char *key, const char **group)
{
	struct buf all = {0};
	enum status status = CRM_OK;
	if (query->n_by == 0)
		return why_set(&crm->why, CRM_USAGE, _("--ids %s/…: give -g too, there is no group «%s»"), key, key);
	for (int i = 0; i < query->n_by && status == CRM_OK; i++) {
		const char *shown = "", *word = query->n_by == 1 ? key : strsep(&key, "/");
		if (!word || (i == query->n_by - 1 && query->n_by > 1 && key))
			status = why_set(&crm->why, CRM_USAGE, _("--ids wants %d groups and what is counted, as in %s"),
			    query->n_by, query->ids);
		else
			status = group_shown(crm, query->by[i], word, &shown);
		buf_put(&all, i ? "/" : "");
		buf_put(&all, shown);
	}
	if (status == CRM_OK && (all.failed || !(*group = arena_copy(&crm->run, all.text ? all.text : ""))))
		status = why_memory(&crm->why);
	buf_free(&all);
	return meant_option(crm, status);
}

enum status asked_ids(
    struct crm *crm, const struct query *query, const char *const *figures, const char *usage, struct asked_ids *ids)
{
	*ids = (struct asked_ids){.figure = -1};
	if (!query->ids)
		return CRM_OK;
	char *key = arena_copy(&crm->run, query->ids);
	if (!key)
		return why_memory(&crm->why);
	char *slash = strrchr(key, '/'), *thing = slash ? slash + 1 : key, *dot = figures ? strrchr(thing, '.') : NULL;
	if (slash)
		*slash = '\0';
	if (dot)
		*dot = '\0';
	*ids = (struct asked_ids){slash ? key : NULL, thing, dot ? word_meant(dot + 1, figures) : -1};
	if (dot && ids->figure < 0)
		return why_set(&crm->why, CRM_USAGE, usage, query->ids);
	return slash ? group_asked(crm, query, key, &ids->group) : CRM_OK;
}
