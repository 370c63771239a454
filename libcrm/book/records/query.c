#include "book/records/query.h"

static bool is_among(const char *word, const char *const *list, int n)
{
	for (int i = 0; i < n; i++)
		if (strcmp(list[i], word) == 0)
			return true;
	return false;
}

static bool is_within(const struct crm *crm, const char *unit, const char *const *list, int n)
{
	for (int i = 0; i < n; i++)
		if (unit_within(crm, unit, list[i]))
			return true;
	return false;
}

bool query_takes(struct crm *crm, const struct query *query, int64_t manager)
{
	if (query->n_managers == 0 && query->n_units == 0)
		return true;
	const struct manager *who = manager_id(crm, manager);
	if (!who)
		return false;
	if (query->n_managers > 0 && !is_among(who->code, query->managers, query->n_managers))
		return false;
	return query->n_units == 0 || is_within(crm, who->unit, query->units, query->n_units);
}
