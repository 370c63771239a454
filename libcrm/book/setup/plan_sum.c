#include "book/setup/plan_sum.h"

#include "book/context/crm.h"
#include "book/setup/plan_sum.sql.h"

static enum status keep_plan(struct crm *crm, struct stmt *row, struct plans *plans, int *room)
{
	if (plans->n == *room) {
		*room = *room ? *room * 2 : 64;
		struct plan *more = arena_get(&crm->run, (size_t)*room * sizeof *more);
		if (!more)
			return why_memory(&crm->why);
		if (plans->n)
			memcpy(more, plans->plan, (size_t)plans->n * sizeof *more);
		plans->plan = more;
	}
	struct plan *plan = &plans->plan[plans->n++];
	*plan = (struct plan){.metric = arena_copy(&crm->run, db_text(row, 0)),
	    .manager = arena_copy(&crm->run, db_text(row, 1)),
	    .unit = arena_copy(&crm->run, db_text(row, 2)),
	    .value = db_int(row, 3)};
	return plan->metric && plan->manager && plan->unit ? CRM_OK : why_memory(&crm->why);
}

enum status plans_load(struct crm *crm, day_t month, struct plans *plans)
{
	struct stmt *row;
	int room = 0;
	enum status kept = CRM_OK, status = db_ask(crm->db, sql_plans_of_month, VALS(V_INT(month_start(month))), &row);

	*plans = (struct plans){0};
	if (status != CRM_OK)
		return status;
	while (kept == CRM_OK && (status = db_next(row)) == CRM_OK)
		kept = keep_plan(crm, row, plans, &room);
	db_done(row);
	return kept != CRM_OK ? kept : status == CRM_NONE ? CRM_OK : status;
}

static const struct plan *find_plan(
    const struct plans *plans, const char *metric, const char *manager, const char *unit)
{
	for (int i = 0; i < plans->n; i++) {
		const struct plan *plan = &plans->plan[i];
		if (strcmp(plan->metric, metric) == 0 && strcmp(plan->manager, manager) == 0 &&
		    strcmp(plan->unit, unit) == 0)
			return plan;
	}
	return NULL;
}

bool plans_of_manager(const struct plans *plans, const char *metric, const char *manager, int64_t *value)
{
	const struct plan *plan = *manager ? find_plan(plans, metric, manager, "") : NULL;

	if (plan)
		*value = plan->value;
	return plan != NULL;
}

bool unit_is_within(const struct crm *crm, const char *unit, const char *above)
{
	for (int up = unit_count(crm); unit && *unit && up >= 0; up--, unit = unit_parent(crm, unit))
		if (strcmp(unit, above) == 0)
			return true;
	return false;
}

/* Has ${unit}, or one between it and ${whole} (NULL: the department), a plan of its own? */
static bool is_covered(
    const struct crm *crm, const struct plans *plans, const char *metric, const char *unit, const char *whole)
{
	for (int up = unit_count(crm); unit && *unit && up >= 0; up--, unit = unit_parent(crm, unit)) {
		if (whole && strcmp(unit, whole) == 0)
			return false;
		if (find_plan(plans, metric, "", unit))
			return true;
	}
	return false;
}

/* Is it one of those that the plan of ${whole} is added up from? */
static bool is_part(const struct crm *crm, const struct plans *plans, const struct plan *plan, const char *whole)
{
	const struct manager *manager = *plan->manager ? manager_find(crm, plan->manager) : NULL;
	const char *unit = *plan->manager ? (manager ? manager->unit : NULL) : plan->unit;

	if (!*plan->manager && (!*plan->unit || (whole && strcmp(plan->unit, whole) == 0)))
		return false;
	if (whole && !unit_is_within(crm, unit, whole))
		return false;
	return !is_covered(crm, plans, plan->metric, *plan->manager ? unit : unit_parent(crm, unit), whole);
}

enum status plans_of_unit(
    struct crm *crm, const struct plans *plans, const char *metric, const char *unit, int64_t *value)
{
	const struct plan *own = find_plan(plans, metric, "", unit ? unit : "");
	bool any = false;
	int64_t sum = own ? own->value : 0;

	for (int i = 0; !own && i < plans->n; i++) {
		const struct plan *plan = &plans->plan[i];
		if (strcmp(plan->metric, metric) != 0 || !is_part(crm, plans, plan, unit))
			continue;
		any = true;
		if (__builtin_add_overflow(sum, plan->value, &sum))
			return why_set(&crm->why, CRM_DATA, _("the plans add up to more than can be"));
	}
	if (!own && !any)
		return CRM_NONE;
	*value = sum;
	return CRM_OK;
}

bool plans_count_in(const struct crm *crm, const struct plans *plans, const char *metric, const char *unit,
    const struct manager *manager)
{
	return find_plan(plans, metric, "", unit ? unit : "") || find_plan(plans, metric, manager->code, "") ||
	       is_covered(crm, plans, metric, manager->unit, unit);
}
