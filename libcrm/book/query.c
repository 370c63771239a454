#include "book/query.h"

static bool is_among(const char *word, const char *const *list, int n)
{
	for (int i = 0; i < n; i++)
		if (strcmp(list[i], word) == 0)
			return true;
	return false;
}

/* The unit or one above it. Units that contain each other in a circle end the search, not the program. */
static bool is_within(const struct crm *crm, const char *unit, const char *const *list, int n)
{
	for (int steps = unit_count(crm); unit && *unit && steps >= 0; steps--) {
		if (is_among(unit, list, n))
			return true;
		unit = unit_parent(crm, unit);
	}
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
