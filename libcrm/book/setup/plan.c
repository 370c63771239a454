#include "book/setup/plan.h"

#include "book/setup/conf_put.h"
#include "book/setup/plan_sum.h"
#include "book/setup/plan.sql.h"

enum { MONTH, METRIC, VALUE, MANAGER, UNIT, COLUMNS };

struct plan_key {
	day_t month;
	const char *text[COLUMNS];
};

/* The row is there, so its key is readable. */
static enum status read_key(struct crm *crm, const char *const *values, struct plan_key *plan)
{
	const struct conf_table *table = conf_find("plan");
	struct answer ignored = {0};
	const char **key = plan->text, *row[COLUMNS];
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
	if (day_parse(date, &plan->month) != CRM_OK)
		return why_set(&crm->why, CRM_INTERNAL, _("a plan has the month «%s»"), key[MONTH]);
	return CRM_OK;
}

/* The people's plans are more than that of their unit, or of one above it, or of the department. */
static enum status remark_sum(struct crm *crm, const struct plan_key *key, struct answer *answer)
{
	const char *metric = key->text[METRIC], *unit = key->text[UNIT];
	const struct manager *manager = *key->text[MANAGER] ? manager_find(crm, key->text[MANAGER]) : NULL;
	struct plans plans;
	struct arena arena = {0};
	struct buf said = {0};
	int64_t wholes;
	enum status status = db_number(crm->db, sql_plan_wholes, VALS(V_INT(key->month), V_TEXT(metric)), 0, &wholes);
	if (status != CRM_OK || !wholes)
		return status;
	status = plans_load(crm, key->month, metric, &arena, &plans);
	unit = manager ? manager->unit : unit;
	for (int up = unit_count(crm); status == CRM_OK && !said.length && unit && *unit && up >= 0; up--) {
		status = plans_differ(crm, &plans, metric, unit, true, &said);
		unit = unit_parent(crm, unit);
	}
	if (status == CRM_OK && !said.length)
		status = plans_differ(crm, &plans, metric, NULL, true, &said);
	if (status == CRM_OK && said.length)
		answer->reason = answer->reason ? arena_format(&crm->chunk, "%s; %s", answer->reason, said.text)
		                                : arena_copy(&crm->chunk, said.text);
	if (status == CRM_OK && said.length && !answer->reason)
		status = why_memory(&crm->why);
	buf_free(&said);
	arena_free(&arena);
	return status;
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
	struct plan_key key = {0};
	status = read_key(crm, own, &key);
	if (status == CRM_OK)
		status = db_number(crm->db, sql_plan_id,
		    VALS(V_INT(key.month), V_TEXT(key.text[METRIC]), V_TEXT(key.text[MANAGER]), V_TEXT(key.text[UNIT])),
		    0, &answer->object);
	return status == CRM_OK ? remark_sum(crm, &key, answer) : status;
}
