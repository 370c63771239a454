#include "book/setup/plan_sum.h"

#include "base/value/money.h"
#include "book/context/crm.h"
#include "book/setup/plan_sum.sql.h"

static enum status keep_plan(struct crm *crm, struct arena *arena, struct stmt *row, struct plans *plans, int *room)
{
	if (plans->n == *room) {
		*room = *room ? *room * 2 : 64;
		struct plan *more = arena_get(arena, (size_t)*room * sizeof *more);
		if (!more)
			return why_memory(&crm->why);
		if (plans->n)
			memcpy(more, plans->plan, (size_t)plans->n * sizeof *more);
		plans->plan = more;
	}
	struct plan *plan = &plans->plan[plans->n++];
	*plan = (struct plan){.metric = arena_copy(arena, db_text(row, 0)),
	    .manager = arena_copy(arena, db_text(row, 1)),
	    .unit = arena_copy(arena, db_text(row, 2)),
	    .value = db_int(row, 3)};
	return plan->metric && plan->manager && plan->unit ? CRM_OK : why_memory(&crm->why);
}

enum status plans_load(struct crm *crm, day_t month, const char *metric, struct arena *arena, struct plans *plans)
{
	struct stmt *row;
	int room = 0;
	enum status kept = CRM_OK,
	            status = db_ask(crm->db, sql_plans_of_month, VALS(V_INT(month_start(month)), V_TEXT(metric)), &row);

	*plans = (struct plans){0};
	if (status != CRM_OK)
		return status;
	while (kept == CRM_OK && (status = db_next(row)) == CRM_OK)
		kept = keep_plan(crm, arena, row, plans, &room);
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

bool plans_own(const struct plans *plans, const char *metric, const char *unit, int64_t *value)
{
	const struct plan *own = find_plan(plans, metric, "", unit ? unit : "");

	if (own)
		*value = own->value;
	return own != NULL;
}

enum status plans_below(
    struct crm *crm, const struct plans *plans, const char *metric, const char *unit, int64_t *value)
{
	bool any = false;

	*value = 0;
	for (int i = 0; i < plans->n; i++) {
		const struct plan *plan = &plans->plan[i];
		if (strcmp(plan->metric, metric) != 0 || !is_part(crm, plans, plan, unit))
			continue;
		any = true;
		if (__builtin_add_overflow(*value, plan->value, value))
			return why_set(&crm->why, CRM_DATA, _("the plans add up to more than can be"));
	}
	return any ? CRM_OK : CRM_NONE;
}

enum status plans_of_unit(
    struct crm *crm, const struct plans *plans, const char *metric, const char *unit, int64_t *value)
{
	return plans_own(plans, metric, unit, value) ? CRM_OK : plans_below(crm, plans, metric, unit, value);
}

static void put_figure(struct buf *buf, const char *metric, int64_t value)
{
	if (strcmp(metric, "amount") == 0)
		money_put(buf, value);
	else
		buf_int(buf, value);
}

enum status plans_differ(
    struct crm *crm, const struct plans *plans, const char *metric, const char *unit, bool over, struct buf *sentence)
{
	struct buf figures[2] = {{0}, {0}};
	int64_t own, below;

	if (!plans_own(plans, metric, unit, &own))
		return CRM_OK;
	enum status status = plans_below(crm, plans, metric, unit, &below);
	if (status == CRM_NONE || (status == CRM_OK && (below == own || (over && below < own))))
		return CRM_OK;
	if (status != CRM_OK)
		return status;
	put_figure(&figures[0], metric, own);
	put_figure(&figures[1], metric, below);
	bool failed = figures[0].failed || figures[1].failed;
	if (!failed && unit)
		buf_format(sentence, _("the plan of unit %s for %s is %s, those of its people add up to %s"), unit,
		    metric, figures[0].text, figures[1].text);
	else if (!failed)
		buf_format(sentence, _("the department's plan for %s is %s, those of units and people add up to %s"),
		    metric, figures[0].text, figures[1].text);
	buf_free(&figures[0]);
	buf_free(&figures[1]);
	return failed || sentence->failed ? why_memory(&crm->why) : CRM_OK;
}

bool plans_add(const struct crm *crm, const struct plans *plans, const char *metric, const char *unit,
    const struct manager *manager)
{
	const struct plan *his = find_plan(plans, metric, manager->code, "");
	int64_t own;

	return his && !plans_own(plans, metric, unit, &own) && is_part(crm, plans, his, unit);
}

bool plans_count_in(const struct crm *crm, const struct plans *plans, const char *metric, const char *unit,
    const struct manager *manager)
{
	return find_plan(plans, metric, "", unit ? unit : "") || find_plan(plans, metric, manager->code, "") ||
	       is_covered(crm, plans, metric, manager->unit, unit);
}
