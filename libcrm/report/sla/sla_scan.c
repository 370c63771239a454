/* Of which leads the journal tells, of which table clock; which tasks may have the clocks that are looked for. */
#include "report/kit/lives.h"
#include "report/kit/task_history.h"
#include "report/sla/sla.sql.h"
#include "report/sla/sla_private.h"

static const struct horizon *horizon_of(const struct sla_maker *maker)
{
	return maker->query->has_horizon ? &maker->query->horizon : &horizon_none;
}

/* Whoever is open, of a period only where something may fall due, by the rows; ${leads}: whose rows do not tell. */
static enum status read_open(struct sla_maker *maker, struct wanted *leads)
{
	struct wanted open = {0}, due = {0};
	bool due_in = maker->scope == SLA_DUE_IN;
	enum status status = wanted_find(maker->crm, &open, sql_sla_open, NULL);
	wanted_sort(&open);
	if (status == CRM_OK && due_in)
		status = sla_find_running(maker, &open, &due);
	wanted_sort(&due);
	if (status == CRM_OK)
		status = sla_scan_running(maker, due_in ? &due : &open, leads);
	wanted_free(&open);
	wanted_free(&due);
	return status;
}

/* The leads that the journal has to tell of; table clock has what stopped of the others. */
static enum status find_leads(void *arg, struct wanted *leads)
{
	struct sla_maker *maker = arg;
	const struct query *query = maker->query;
	enum status status = read_open(maker, leads);
	for (int i = 0; i < leads->n && status == CRM_OK; i++)
		status = wanted_add(maker->crm, &maker->apart, leads->key[i]);
	for (int i = 0; i < query->n_ahead && status == CRM_OK; i++)
		status = wanted_add(maker->crm, &maker->apart, query->ahead[i]);
	wanted_sort(&maker->apart);
	return status;
}

static enum status find_tasks(struct sla_maker *maker)
{
	struct crm *crm = maker->crm;
	if (maker->scope == SLA_DUE_IN)
		return wanted_find(crm, &maker->tasks, sql_sla_tasks, VALS(V_INT(maker->from), V_INT(maker->to)));
	return wanted_find(crm, &maker->tasks, maker->scope == SLA_OPEN ? sql_sla_open_tasks : sql_sla_all_tasks, NULL);
}

/* Those of the leads with something ahead: the tables tell of them as they will be. */
static enum status add_ahead(struct sla_maker *maker)
{
	const struct query *query = maker->query;
	enum status status = CRM_OK;
	for (int i = 0; i < query->n_ahead && status == CRM_OK; i++)
		status = wanted_find(maker->crm, &maker->tasks, sql_sla_tasks_of, VALS(V_INT(query->ahead[i])));
	return status;
}

static enum status read_life(void *arg, struct crm *crm, const struct history *history)
{
	struct sla_maker *maker = arg;
	arena_reset(&maker->arena);
	return sla_lead(maker, crm, history);
}

enum status sla_scan(struct sla_maker *maker)
{
	struct crm *crm = maker->crm;
	const struct query *query = maker->query;
	bool then = lives_by_journal(query);
	enum status status = lives_read(
	    &(const struct lives){.crm = crm, .query = query, .find = find_leads, .life = read_life, .arg = maker});
	if (status == CRM_OK && !then && maker->scope != SLA_OPEN)
		status = sla_scan_stopped(maker, &maker->apart);
	if (status == CRM_OK && !then)
		status = find_tasks(maker);
	if (status == CRM_OK)
		status = add_ahead(maker);
	wanted_sort(&maker->tasks);
	if (status == CRM_OK)
		status = task_histories(crm, then ? NULL : &maker->tasks, horizon_of(maker), sla_task, maker);
	wanted_free(&maker->tasks);
	wanted_free(&maker->apart);
	return status;
}
