/* The options of a report, read into a query. */
#include "base/text/word_meant.h"
#include "book/projection/ahead.h"
#include "book/settings/settings_known.h"
#include "front/command/front_private.h"

static const char *const group_names[] = {
    "manager", "unit", "source", "project", "campaign", "stage", "month", "week", "reason", NULL};
static const char *const light_names[] = {"red", "yellow", "green", "due_soon", "breached", NULL};

const char *query_options_group(enum query_group group)
{
	return group_names[group - 1];
}

static enum status take_groups(struct query *query)
{
	struct crm *crm = &front.crm;
	char *list = arena_copy(&crm->run, front.options.by), *rest = list;
	if (!list)
		return front.options.by ? why_memory(&crm->why) : CRM_OK;
	for (char *word; (word = strsep(&rest, ",")) != NULL;) {
		int i = word_meant(word, group_names);
		if (i < 0)
			return why_set(&crm->why, CRM_USAGE,
			    _("cannot group by «%s»: manager unit source project campaign stage month week reason"),
			    word);
		if (query->n_by == QUERY_GROUPS)
			return why_set(&crm->why, CRM_USAGE, _("at most %d groups"), QUERY_GROUPS);
		query->by[query->n_by++] = (enum query_group)(i + 1);
	}
	return CRM_OK;
}

/* A bare date means that evening: what happened on that day is in. */
static enum status take_moment(const char *text, instant_t *at, bool *day_only)
{
	struct crm *crm = &front.crm;
	const struct time_frame frame = {.zone = crm->zone, .order = crm->dates, .now = crm->now, .back = true};
	if (due_parse(text, &frame, at, day_only) != CRM_OK)
		return why_set(&crm->why, CRM_USAGE, _("not a time: «%s»"), text);
	if (*day_only)
		*at = zone_start(crm->zone, zone_day(crm->zone, *at) + 1);
	return CRM_OK;
}

static enum status take_horizon(struct query *query)
{
	enum status status = CRM_OK;
	bool day_only;
	query->horizon = (struct horizon){.as_of = INSTANT_MAX, .known_at = INSTANT_MAX};
	if (front.options.as_of)
		status = take_moment(front.options.as_of, &query->horizon.as_of, &day_only);
	if (status == CRM_OK && front.options.known_at) {
		status = take_moment(front.options.known_at, &query->horizon.known_at, &day_only);
		query->horizon.known_at -= status == CRM_OK && day_only;
	}
	query->has_horizon = front.options.as_of || front.options.known_at;
	return status;
}

/* What was known on an evening, and nothing else said: the report of that evening, by its own clock and settings. */
static enum status take_known(struct query *query)
{
	struct crm *crm = &front.crm;
	enum status status = settings_as_known(crm, query->horizon.known_at);
	if (status == CRM_OK)
		status = take_horizon(query); /* by the zone of then */
	query->of_evening = !front.options.as_of;
	if (query->of_evening && query->horizon.known_at < crm->now)
		crm->now = query->horizon.known_at;
	return status;
}

/* What has not happened yet on the evening of a report is in none. */
static enum status take_evening(struct query *query)
{
	enum status status = CRM_OK;
	struct ahead ahead = {0};
	if (front.command->kind != COMMAND_REPORTS)
		return CRM_OK;
	if (front.options.known_at)
		status = take_known(query);
	else if (!front.options.as_of && front.command->of_evening) {
		status = ahead_note(&front.crm, &ahead);
		query->of_evening = ahead.any;
		query->ahead = ahead.of_leads ? ahead.lead : NULL;
		query->n_ahead = ahead.of_leads ? ahead.n : 0;
	}
	query->has_horizon = query->has_horizon || query->of_evening;
	if (query->of_evening)
		query->horizon.as_of = front.crm.now + 1;
	return status;
}

static enum status take_people(struct query *query)
{
	struct crm *crm = &front.crm;
	query->managers = front.options.managers;
	query->n_managers = front.options.n_managers;
	query->units = front.options.units;
	query->n_units = front.options.n_units;
	enum status status = CRM_OK;
	for (int i = 0; i < query->n_managers && status == CRM_OK; i++) {
		const struct manager *manager;
		status = manager_meant(crm, query->managers[i], &manager);
		if (status == CRM_OK)
			front.options.managers[i] = manager->code;
	}
	for (int i = 0; i < query->n_units && status == CRM_OK; i++)
		status = unit_meant(crm, query->units[i], &front.options.units[i]);
	return meant_option(crm, status);
}

enum status query_options_fill(struct query *query)
{
	struct crm *crm = &front.crm;
	const char *period = front.options.period ? front.options.period : front.command->default_period;
	int light = front.options.fail_on ? word_meant(front.options.fail_on, light_names) : -1;
	*query = (struct query){.ids = front.options.ids, .format = front.format};
	query->fail_on = light < 0 ? front.options.fail_on : light_names[light];
	enum status status = take_groups(query);
	if (status == CRM_OK)
		status = take_horizon(query);
	if (status == CRM_OK)
		status = take_evening(query);
	if (status == CRM_OK)
		status = take_people(query);
	/* Relative periods are counted from the evening the report is about. */
	if (status == CRM_OK && period) {
		instant_t now = query->horizon.as_of != INSTANT_MAX ? query->horizon.as_of - 1 : crm->now;
		query->has_period = true;
		status = period_parse(period, crm->zone, now, &query->period, &crm->why);
	}
	return status;
}
