/* What stands, read once: routes, whose turn it is, who is owed what. */
#include "flow/assign/assign_private.h"

#include "book/projection/rollup.h"
#include "book/records/credit.h"
#include "book/context/route_members.h"
#include "flow/assign/assign_choose.sql.h"

static enum assign_method method_of(const char *text)
{
	if (strcmp(text, "weighted") == 0)
		return METHOD_WEIGHTED;
	if (strcmp(text, "least") == 0)
		return METHOD_LEAST;
	return strcmp(text, "capacity") == 0 ? METHOD_CAPACITY : METHOD_RR;
}

static enum status load_stages(struct assigner *assigner)
{
	struct crm *crm = assigner->crm;
	assigner->heavy = arena_zero(&crm->chunk, STAGES_MAX * sizeof *assigner->heavy);
	for (int i = 0; assigner->heavy && i < stage_count(crm); i++) {
		const char *name = arena_format(&crm->chunk, "assign.stage.%s", stage_at(crm, i)->code);
		if (!name)
			return why_memory(&crm->why);
		assigner->heavy[i] = setting_int(crm, name, 1);
	}
	return assigner->heavy ? CRM_OK : why_memory(&crm->why);
}

static enum status load_turns(struct assigner *assigner, struct assign_route *route)
{
	struct crm *crm = assigner->crm;
	const char *cursor = route->name ? arena_format(&crm->chunk, "assign %s", route->name) : "assign";
	const char *name = route->name ? route->name : "";
	struct stmt *row;
	if (!cursor)
		return why_memory(&crm->why);
	enum status status = db_number(crm->db, sql_assign_turns, VALS(V_TEXT(cursor)), 0, &route->turns);
	if (status == CRM_OK)
		status = db_ask(crm->db, sql_assign_credit, VALS(V_TEXT(name)), &row);
	if (status != CRM_OK)
		return status;
	while ((status = db_next(row)) == CRM_OK) {
		struct assign_candidate *who = assign_candidate_of(assigner, manager_id(crm, db_int(row, 0)));
		if (who)
			route->credit[who - assigner->who] = db_int(row, 1);
	}
	/* And what rows before these in the transaction gave away. */
	for (int i = 0; i < assigner->n; i++)
		route->credit[i] += rollup_credit_added(crm, name, manager_at(crm, i)->id);
	return status == CRM_NONE ? CRM_OK : status;
}

static enum status load_members(struct assigner *assigner, struct assign_route *route, const char *members)
{
	struct crm *crm = assigner->crm;
	size_t n = (size_t)assigner->n + 1;
	route->takes = arena_zero(&crm->chunk, n * sizeof *route->takes);
	route->credit = arena_zero(&crm->chunk, n * sizeof *route->credit);
	if (!route->takes || !route->credit)
		return why_memory(&crm->why);
	if (members)
		return route_members_find(crm, members, route->takes);
	memset(route->takes, true, (size_t)assigner->n);
	return CRM_OK;
}

static enum status load_route(struct assigner *assigner, struct stmt *row)
{
	struct crm *crm = assigner->crm;
	struct assign_route *route = &assigner->route[assigner->n_routes++];
	route->name = arena_copy(&crm->chunk, db_text(row, 0));
	route->segment = arena_copy(&crm->chunk, db_text(row, 1));
	route->method = method_of(db_text(row, 3));
	return route->name && route->segment ? load_members(assigner, route, db_text(row, 2)) : why_memory(&crm->why);
}

static enum status load_routes(struct assigner *assigner)
{
	struct crm *crm = assigner->crm;
	struct stmt *row;
	int64_t n;
	enum status status = db_number(crm->db, sql_assign_count, NULL, 0, &n);
	if (status != CRM_OK)
		return status;
	assigner->route = arena_zero(&crm->chunk, ((size_t)n + 1) * sizeof *assigner->route);
	status = assigner->route ? db_ask(crm->db, sql_assign_routes, NULL, &row) : why_memory(&crm->why);
	if (status != CRM_OK)
		return status;
	while ((status = db_next(row)) == CRM_OK) {
		status = load_route(assigner, row);
		if (status != CRM_OK) {
			db_done(row);
			return status;
		}
	}
	struct assign_route *rest = &assigner->route[assigner->n_routes++];
	rest->method = method_of(setting(crm, "assign.method", "rr"));
	if (status == CRM_NONE)
		status = load_members(assigner, rest, NULL);
	for (int i = 0; i < assigner->n_routes && status == CRM_OK; i++)
		status = load_turns(assigner, &assigner->route[i]);
	return status;
}

enum status assign_open(struct crm *crm, struct assigner **out)
{
	struct assigner *assigner = *out = arena_zero(&crm->chunk, sizeof *assigner);
	if (!assigner)
		return why_memory(&crm->why);
	assigner->crm = crm;
	assigner->n = manager_count(crm);
	assigner->sticky = setting_int(crm, "assign.sticky", 1) != 0;
	assigner->who = arena_zero(&crm->chunk, ((size_t)assigner->n + 1) * sizeof *assigner->who);
	assigner->free = arena_zero(&crm->chunk, ((size_t)assigner->n + 1) * sizeof *assigner->free);
	assigner->listed = arena_zero(&crm->chunk, ((size_t)assigner->n + 1) * sizeof *assigner->listed);
	enum status status =
	    assigner->who && assigner->free && assigner->listed ? load_stages(assigner) : why_memory(&crm->why);
	if (status == CRM_OK)
		status = assign_candidates_load(assigner);
	return status == CRM_OK ? load_routes(assigner) : status;
}

/* As apply_assigned_count does it in the tables. */
static void pay_credit(struct assigner *assigner, const struct assign_candidate *got)
{
	struct assign_route *route = assigner->used;
	for (int i = 0; i < assigner->n_free; i++) {
		int k = assigner->free[i];
		route->credit[k] += assigner->who[k].part;
		route->credit[got - assigner->who] -= assigner->who[k].part;
	}
	route->turns += route->method == METHOD_RR;
}

void assign_given(struct assigner *assigner, const struct lead *lead, const struct assign_choice *choice)
{
	const struct stage *stage = stage_id(assigner->crm, lead->stage);
	int64_t heavy = stage ? assigner->heavy[stage->pos] : 1;
	struct assign_candidate *who = assign_candidate_of(assigner, choice->manager);
	struct assign_candidate *had = assign_candidate_of(assigner, manager_id(assigner->crm, lead->manager));
	if (had) {
		had->open--;
		had->load -= heavy;
	}
	who->open++;
	who->load += heavy;
	who->today++;
	who->a_month++;
	who->last = assigner->crm->now;
	if (choice->among)
		pay_credit(assigner, who);
}
