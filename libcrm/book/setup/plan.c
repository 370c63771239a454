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
