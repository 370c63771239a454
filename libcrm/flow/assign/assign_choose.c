/* What stands, read once: routes, whose turn it is, who is owed what. */
#include "flow/assign/assign_private.h"

#include "book/records/credit.h"
#include "book/context/route_members.h"
#include "flow/assign/assign_choose.sql.h"

static enum method method_of(const char *text)
{
	if (strcmp(text, "weighted") == 0)
		return METHOD_WEIGHTED;
	if (strcmp(text, "least") == 0)
		return METHOD_LEAST;
	return strcmp(text, "capacity") == 0 ? METHOD_CAPACITY : METHOD_RR;
}

static enum status load_stages(struct handout *handout)
{
	struct crm *crm = handout->crm;
	handout->heavy = arena_zero(&crm->chunk, STAGES_MAX * sizeof *handout->heavy);
	for (int i = 0; handout->heavy && i < stage_count(crm); i++) {
		const char *name = arena_format(&crm->chunk, "assign.stage.%s", stage_at(crm, i)->code);
		if (!name)
			return why_memory(&crm->why);
		handout->heavy[i] = setting_int(crm, name, 1);
	}
	return handout->heavy ? CRM_OK : why_memory(&crm->why);
}

static enum status load_turns(struct handout *handout, struct route *route)
{
	struct crm *crm = handout->crm;
	const char *cursor = route->name ? arena_format(&crm->chunk, "assign %s", route->name) : "assign";
	struct stmt *row;
	enum status status = cursor ? db_number(crm->db, sql_handout_turns, VALS(V_TEXT(cursor)), 0, &route->turns)
	                            : why_memory(&crm->why);
	if (status == CRM_OK)
		status = db_ask(crm->db, sql_handout_credit, VALS(V_TEXT(route->name ? route->name : "")), &row);
	if (status != CRM_OK)
		return status;
	while ((status = db_next(row)) == CRM_OK) {
		struct candidate *who = who_is(handout, manager_id(crm, db_int(row, 0)));
		if (who)
			route->credit[who - handout->who] = db_int(row, 1);
	}
	return status == CRM_NONE ? CRM_OK : status;
}

static enum status load_members(struct handout *handout, struct route *route, const char *members)
{
	struct crm *crm = handout->crm;
	size_t n = (size_t)handout->n + 1;
	route->takes = arena_zero(&crm->chunk, n * sizeof *route->takes);
	route->credit = arena_zero(&crm->chunk, n * sizeof *route->credit);
	if (!route->takes || !route->credit)
		return why_memory(&crm->why);
	if (members)
		return route_members_find(crm, members, route->takes);
	memset(route->takes, true, (size_t)handout->n);
	return CRM_OK;
}

static enum status load_route(struct handout *handout, struct stmt *row)
{
	struct crm *crm = handout->crm;
	struct route *route = &handout->route[handout->n_routes++];
	route->name = arena_copy(&crm->chunk, db_text(row, 0));
	route->segment = arena_copy(&crm->chunk, db_text(row, 1));
	route->method = method_of(db_text(row, 3));
	return route->name && route->segment ? load_members(handout, route, db_text(row, 2)) : why_memory(&crm->why);
}

static enum status load_routes(struct handout *handout)
{
	struct crm *crm = handout->crm;
	struct stmt *row;
	int64_t n;
	enum status status = db_number(crm->db, sql_handout_count, NULL, 0, &n);
	if (status != CRM_OK)
		return status;
	handout->route = arena_zero(&crm->chunk, ((size_t)n + 1) * sizeof *handout->route);
	status = handout->route ? db_ask(crm->db, sql_handout_routes, NULL, &row) : why_memory(&crm->why);
	if (status != CRM_OK)
		return status;
	while ((status = db_next(row)) == CRM_OK) {
		status = load_route(handout, row);
		if (status != CRM_OK) {
			db_done(row);
			return status;
		}
	}
	struct route *rest = &handout->route[handout->n_routes++];
	rest->method = method_of(setting(crm, "assign.method", "rr"));
	if (status == CRM_NONE)
		status = load_members(handout, rest, NULL);
	for (int i = 0; i < handout->n_routes && status == CRM_OK; i++)
		status = load_turns(handout, &handout->route[i]);
	return status;
}

enum status handout_open(struct crm *crm, struct handout **out)
{
	struct handout *handout = *out = arena_zero(&crm->chunk, sizeof *handout);
	if (!handout)
		return why_memory(&crm->why);
	handout->crm = crm;
	handout->n = manager_count(crm);
	handout->sticky = setting_int(crm, "assign.sticky", 1) != 0;
	handout->who = arena_zero(&crm->chunk, ((size_t)handout->n + 1) * sizeof *handout->who);
	handout->free = arena_zero(&crm->chunk, ((size_t)handout->n + 1) * sizeof *handout->free);
	enum status status = handout->who && handout->free ? load_stages(handout) : why_memory(&crm->why);
	if (status == CRM_OK)
		status = who_load(handout);
	return status == CRM_OK ? load_routes(handout) : status;
}

/* As apply_assigned_count does it in the tables. */
static void pay(struct handout *handout, const struct candidate *got)
{
	struct route *route = handout->used;
	for (int i = 0; i < handout->n_free; i++) {
		int k = handout->free[i];
		route->credit[k] += handout->who[k].part;
		route->credit[got - handout->who] -= handout->who[k].part;
	}
	route->turns += route->method == METHOD_RR;
}

void handout_given(struct handout *handout, const struct lead *lead, const struct choice *choice)
{
	const struct stage *stage = stage_id(handout->crm, lead->stage);
	int64_t heavy = stage ? handout->heavy[stage->pos] : 1;
	struct candidate *who = who_is(handout, choice->manager);
	struct candidate *had = who_is(handout, manager_id(handout->crm, lead->manager));
	if (had) {
		had->open--;
		had->load -= heavy;
	}
	who->open++;
	who->load += heavy;
	who->today++;
	who->a_month++;
	who->last = handout->crm->now;
	if (choice->among)
		pay(handout, who);
}
