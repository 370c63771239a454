#include "report/kit/asked.h"

#include <errno.h>

#include "base/text/word_meant.h"

enum status asked_options_only(struct crm *crm, const struct query *query)
{
	if (query->n_operands == 0)
		return CRM_OK;
	return why_set(&crm->why, CRM_USAGE, _("what is «%s»? this list takes options only"), query->operands[0]);
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
	return dot && ids->figure < 0 ? why_set(&crm->why, CRM_USAGE, usage, query->ids) : CRM_OK;
}
