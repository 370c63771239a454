/* Who has left: does anything still wait for him? */
#include "base/text/casefold.h"
#include "book/context/absence.h"
#include "book/context/route_members.h"
#include "book/setup/lint_private.h"

#include "book/setup/lint_leaver.sql.h"

enum { OPEN_LEADS, OPEN_TASKS, CLIENTS, COUNTS };

/* By manager_at. */
struct leaver {
	const char *left; /* "kim left on 2026-11-23"; NULL: he has not */
	int64_t count[COUNTS];
};

static struct leaver *leaver_of(struct lint *lint, struct leaver *leavers, int64_t id)
{
	const struct manager *manager = manager_id(lint->crm, id);
	return manager ? &leavers[manager - manager_at(lint->crm, 0)] : NULL;
}

static enum status count_things(struct lint *lint, struct leaver *leavers, const char *sql, int what)
{
	struct stmt *row;
	enum status status = db_ask(lint->crm->db, sql, NULL, &row);
	while (status == CRM_OK && (status = db_next(row)) == CRM_OK) {
		struct leaver *leaver = leaver_of(lint, leavers, db_int(row, 0));
		if (leaver)
			leaver->count[what] = db_int(row, 1);
	}
	return status == CRM_NONE ? CRM_OK : status;
}

static enum status say_what_waits(struct lint *lint, const char *code, const struct leaver *leaver)
{
	const int64_t *count = leaver->count;
	if (count[OPEN_LEADS] || count[OPEN_TASKS])
		return lint_say(lint, LINT_WARNING, "manager", code,
		    _("%s and has open leads: %lld, open tasks: %lld, clients: %lld; crm-assign --all-of %s hands "
		      "leads and tasks over"),
		    leaver->left, (long long)count[OPEN_LEADS], (long long)count[OPEN_TASKS], (long long)count[CLIENTS],
		    code);
	if (count[CLIENTS])
		return lint_say(lint, LINT_WARNING, "manager", code,
		    _("%s and had clients last: %lld; what comes from them is nobody's until crm-assign hands it out"),
		    leaver->left, (long long)count[CLIENTS]);
	return CRM_OK;
}

struct route_naming {
	struct lint *lint;
	struct leaver *leavers;
	const char *route;
};

static enum status check_member(void *arg, struct crm *crm, const char *code)
{
	struct route_naming *naming = arg;
	const struct manager *manager = manager_find(crm, code);
	const struct leaver *leaver = manager ? leaver_of(naming->lint, naming->leavers, manager->id) : NULL;
	return leaver && leaver->left
	           ? lint_say(naming->lint, LINT_WARNING, "route", naming->route, _("members: %s"), leaver->left)
	           : CRM_OK;
}

static enum status check_routes(struct lint *lint, struct leaver *leavers)
{
	enum { ROUTE, POS, SEGMENT, MEMBERS };
	const struct conf_rows *rows = lint_rows(lint, "route");
	enum status status = CRM_OK;
	for (int i = 0; i < rows->n && status == CRM_OK; i++) {
		struct route_naming naming = {lint, leavers, rows->row[i][ROUTE]};
		status = route_members_each(lint->crm, rows->row[i][MEMBERS], check_member, &naming);
	}
	return status;
}

/* Rows of ${table} that name him in ${column}. */
static enum status check_cells(
    struct lint *lint, const char *table, int column, const char *name, const char *code, const struct leaver *leaver)
{
	const struct conf_rows *rows = lint_rows(lint, table);
	enum status status = CRM_OK;
	for (int i = 0; i < rows->n && status == CRM_OK; i++)
		if (strcmp(rows->row[i][column], code) == 0)
			status = lint_say(lint, LINT_WARNING, table, rows->row[i][0], _("%s: %s"), name, leaver->left);
	return status;
}

/* A rule that asks who the manager is, by the code of who has left. */
static enum status check_rules(struct lint *lint, const char *code, const struct leaver *leaver)
{
	enum { RULE, POS, COLUMN, PATTERN };
	const struct conf_rows *rows = lint_rows(lint, "rule");
	enum status status = CRM_OK;
	for (int i = 0; i < rows->n && status == CRM_OK; i++) {
		const char *const *row = rows->row[i];
		if (strcmp(row[COLUMN], "manager") == 0 && strcasestr(row[PATTERN], code))
			status = lint_say(lint, LINT_WARNING, "rule", row[RULE], _("pattern: %s"), leaver->left);
	}
	return status;
}

/* A plan of a month that begins when he is gone. */
static enum status check_plans(struct lint *lint, const struct manager *manager, const struct leaver *leaver)
{
	enum { MONTH, METRIC, VALUE, MANAGER };
	const struct conf_rows *rows = lint_rows(lint, "plan");
	enum status status = CRM_OK;
	for (int i = 0; i < rows->n && status == CRM_OK; i++) {
		char first[16];
		day_t month;
		snprintf(first, sizeof first, "%.7s-01", rows->row[i][MONTH]);
		if (strcmp(rows->row[i][MANAGER], manager->code) == 0 && day_parse(first, &month) == CRM_OK &&
		    month >= manager->left)
			status =
			    lint_say(lint, LINT_WARNING, "plan", rows->row[i][MONTH], _("manager: %s"), leaver->left);
	}
	return status;
}

static enum status check_leaver(struct lint *lint, const struct manager *manager, const struct leaver *leaver)
{
	enum { HEAD = 3 };
	enum status status = say_what_waits(lint, manager->code, leaver);
	if (status == CRM_OK)
		status = check_cells(lint, "unit", HEAD, "head", manager->code, leaver);
	if (status == CRM_OK)
		status = check_rules(lint, manager->code, leaver);
	return status == CRM_OK ? check_plans(lint, manager, leaver) : status;
}

enum status lint_leavers(struct lint *lint)
{
	struct crm *crm = lint->crm;
	int n = manager_count(crm);
	day_t today = zone_day(crm->zone, crm->now);
	struct leaver *leavers = arena_zero(&crm->run, ((size_t)n + 1) * sizeof *leavers);
	enum status status = leavers ? CRM_OK : why_memory(&crm->why);
	bool any = false;
	for (int i = 0; i < n && status == CRM_OK; i++) {
		if (manager_at(crm, i)->left > today)
			continue;
		any = true;
		if (!(leavers[i].left = arena_copy(&crm->run, manager_gone(crm, manager_at(crm, i)))))
			status = why_memory(&crm->why);
	}
	if (status != CRM_OK || !any)
		return status;
	status = count_things(lint, leavers, sql_leaver_leads, OPEN_LEADS);
	if (status == CRM_OK)
		status = count_things(lint, leavers, sql_leaver_tasks, OPEN_TASKS);
	if (status == CRM_OK)
		status = count_things(lint, leavers, sql_leaver_clients, CLIENTS);
	for (int i = 0; i < n && status == CRM_OK; i++)
		if (leavers[i].left)
			status = check_leaver(lint, manager_at(crm, i), &leavers[i]);
	return status == CRM_OK ? check_routes(lint, leavers) : status;
}
