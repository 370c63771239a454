#include "book/setup/plan.h"

#include "book/setup/conf_put.h"
#include "book/setup/plan.sql.h"

enum { MONTH, METRIC, VALUE, MANAGER, UNIT, COLUMNS };

/* The row is there, so its key is readable. */
static enum status number_of(struct crm *crm, const char *const *values, int64_t *plan)
{
	const struct conf_table *table = conf_find("plan");
	struct answer ignored = {0};
	const char *key[COLUMNS], *row[COLUMNS];
	day_t month = 0;
	char date[16];
	enum status status = CRM_OK;

	for (int i = 0; i < COLUMNS && status == CRM_OK; i++) {
		row[i] = key[i] = "";
		if (values[i] && strcmp(values[i], "-") != 0)
			status = conf_clean(crm, &table->column[i], values[i], row, &key[i], &ignored);
		row[i] = key[i];
	}
	if (status != CRM_OK)
		return status;
	snprintf(date, sizeof date, "%.7s-01", key[MONTH]);
	if (day_parse(date, &month) != CRM_OK)
		return why_set(&crm->why, CRM_INTERNAL, _("a plan has the month «%s»"), key[MONTH]);
	return db_number(crm->db, sql_plan_id,
	    VALS(V_INT(month), V_TEXT(key[METRIC]), V_TEXT(key[MANAGER]), V_TEXT(key[UNIT])), 0, plan);
}

enum status plan_put(struct crm *crm, const char *const *values, struct answer *answer)
{
	const char *own[COLUMNS];
	bool both = values[MANAGER] && values[UNIT];
	enum status status;

	/* A file made for people names the unit beside the manager: the plan is his. */
	for (int i = 0; i < COLUMNS; i++)
		own[i] = i == UNIT && both ? NULL : values[i];
	status = conf_put(crm, conf_find("plan"), own, answer);
	if (status != CRM_OK || answer_is_rejected(answer))
		return status;
	if (both)
		answer->reason = _("a plan of the manager: the unit is not kept");
	return number_of(crm, own, &answer->object);
}

static enum status own_value(
    struct crm *crm, day_t month, const char *metric, const char *manager, const char *unit, int64_t *value)
{
	struct stmt *stmt;
	enum status status = db_ask_one(crm->db, sql_plan_own,
	    VALS(V_INT(month_start(month)), V_TEXT(metric), V_TEXT(manager), V_TEXT(unit)), &stmt);

	if (status == CRM_OK) {
		*value = db_int(stmt, 0);
		db_done(stmt);
	}
	return status;
}

/* Is ${unit} ${above}, or below it? Units in a circle end. */
static bool is_below(struct crm *crm, const char *unit, const char *above)
{
	for (int up = 0; unit && up <= unit_count(crm); up++) {
		if (strcmp(unit, above) == 0)
			return true;
		unit = unit_parent(crm, unit);
	}
	return false;
}

/* Of the managers of ${unit}; NULL: of all. */
static enum status sum_of_managers(struct crm *crm, day_t month, const char *metric, const char *unit, int64_t *value)
{
	struct stmt *stmt;
	bool any = false;
	int64_t sum = 0;
	enum status status = db_ask(crm->db, sql_plan_managers, VALS(V_INT(month_start(month)), V_TEXT(metric)), &stmt);

	if (status != CRM_OK)
		return status;
	while ((status = db_next(stmt)) == CRM_OK) {
		const struct manager *manager = manager_find(crm, db_text(stmt, 0));
		if (unit && (!manager || !is_below(crm, manager->unit, unit)))
			continue;
		any = true;
		sum += db_int(stmt, 1);
	}
	if (status != CRM_NONE || !any)
		return status;
	*value = sum;
	return CRM_OK;
}

enum status plan_value(struct crm *crm, day_t month, const char *metric, const char *manager, int64_t *value)
{
	enum status status = own_value(crm, month, metric, manager, "", value);

	return status == CRM_NONE && !*manager ? sum_of_managers(crm, month, metric, NULL, value) : status;
}

enum status plan_unit_value(struct crm *crm, day_t month, const char *metric, const char *unit, int64_t *value)
{
	enum status status = own_value(crm, month, metric, "", unit, value);

	return status == CRM_NONE ? sum_of_managers(crm, month, metric, unit, value) : status;
}
