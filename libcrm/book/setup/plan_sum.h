/*
 * What is to be reached in a month, by the plans there are.
 *
 * A unit's plan is its own, or what the plans below it add up to: those of the units below it and of the managers who
 * are in it and in no unit below; where such a unit has a plan of its own, that one stands for everybody in it. The
 * department's is found in the same way, with whoever is in no unit.
 */
#ifndef CRM_BOOK_SETUP_PLAN_SUM_H
#define CRM_BOOK_SETUP_PLAN_SUM_H

#include "book/context/dictionaries.h"

struct plan {
	const char *metric, *manager, *unit; /* neither: the department's */
	int64_t value;                       /* of `amount` minor units, of the others a count */
};

/* Those of a month. */
struct plans {
	int n;
	struct plan *plan;
};

/* ${month}: any day of it; ${metric} NULL: of all. In ${arena}. */
enum status plans_load(struct crm *crm, day_t month, const char *metric, struct arena *arena, struct plans *plans);
/* A manager's own. */
bool plans_of_manager(const struct plans *plans, const char *metric, const char *manager, int64_t *value);
/* A unit's, or the department's (NULL). CRM_NONE if there is none; CRM_DATA for more than can be. */
enum status plans_of_unit(
    struct crm *crm, const struct plans *plans, const char *metric, const char *unit, int64_t *value);
/* Its own, if it has one. */
bool plans_own(const struct plans *plans, const char *metric, const char *unit, int64_t *value);
/* What the plans below add up to, whether it has one of its own or not. CRM_NONE if there are none. */
enum status plans_below(
    struct crm *crm, const struct plans *plans, const char *metric, const char *unit, int64_t *value);
/* A unit's plan (NULL: the department's) beside what those below it add up to, as people read both; "" if it has none
   of its own, if there are none below, or if they are the same, or (${over}) not more. */
enum status plans_differ(
    struct crm *crm, const struct plans *plans, const char *metric, const char *unit, bool over, struct buf *sentence);
/* Is the plan of ${manager} one of those that it is added up from? */
bool plans_add(const struct crm *crm, const struct plans *plans, const char *metric, const char *unit,
    const struct manager *manager);
/* Is what ${manager}, who is in it, does counted in that plan? */
bool plans_count_in(const struct crm *crm, const struct plans *plans, const char *metric, const char *unit,
    const struct manager *manager);

/* Is ${unit} ${above}, or below it? Units in a circle end. NULL and "" are below nothing. */
bool unit_is_within(const struct crm *crm, const char *unit, const char *above);

#endif
