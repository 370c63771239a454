/* One lead: whose client, which route, who of its members. */
#include "flow/assign/assign_private.h"

#include "base/text/json.h"
#include "book/records/credit.h"
#include "flow/assign/assign_method.sql.h"
#include "flow/lead/segment.h"

#define NAMED_AT_MOST 8 /* managers in the sentence when nobody is left */

static const char *const method_names[] = {
    [METHOD_RR] = "rr", [METHOD_WEIGHTED] = "weighted", [METHOD_LEAST] = "least", [METHOD_CAPACITY] = "capacity"};

static void say(struct assigner *assigner, const struct lead *lead, const char *whom, const char *what)
{
	explain(assigner->crm, _("lead %lld: %s: %s"), (long long)lead->lead, whom, what);
}

/* Who has another lead of client ${root}: an open one before others, a later one before earlier ones. 0: nobody. */
static enum status owner_of_others(struct crm *crm, int64_t root, int64_t lead, int64_t *owner)
{
	struct stmt *row;
	int64_t best = 0;
	bool open = false;
	enum status status = db_ask(crm->db, sql_choose_others, VALS(V_INT(root), V_INT(lead)), &row);
	*owner = 0;
	if (status != CRM_OK)
		return status;
	while ((status = db_next(row)) == CRM_OK) {
		bool this_open = db_int(row, 1) == LEAD_OPEN;
		int64_t other = db_int(row, 2);
		if (best && (this_open != open ? open : other <= best))
			continue;
		*owner = db_int(row, 0);
		best = other;
		open = this_open;
	}
	return status == CRM_NONE ? CRM_OK : status;
}

/* The owner of another lead of the client, if he is here: choice->manager. */
static enum status by_owner(struct assigner *assigner, const struct lead *lead, struct assign_choice *choice)
{
	struct crm *crm = assigner->crm;
	int64_t root, id = 0;
	if (!assigner->sticky)
		return CRM_OK;
	enum status status = db_number(crm->db, sql_choose_root, VALS(V_INT(lead->client)), lead->client, &root);
	if (status == CRM_OK)
		status = owner_of_others(crm, root, lead->lead, &id);
	const struct assign_candidate *owner =
	    status == CRM_OK ? assign_candidate_of(assigner, manager_id(crm, id)) : NULL;
	if (!owner)
		return status;
	if (owner->hurdle == HURDLE_NONE || owner->hurdle >= HURDLE_WEIGHT) {
		choice->manager = owner->manager;
		choice->method = "sticky";
		say(assigner, lead, owner->manager->code, _("has the client, gets it"));
	} else if (crm->explain) {
		explain(crm, _("lead %lld: %s: has the client, but %s"), (long long)lead->lead, owner->manager->code,
		    assign_hurdle_text(assigner, owner, owner->hurdle));
	}
	return CRM_OK;
}

static enum status row_of(struct crm *crm, const struct lead *lead, struct json *row)
{
	struct stmt *stmt;
	enum status status = db_ask_one(crm->db, sql_choose_row, VALS(V_INT(lead->event)), &stmt);
	*row = (struct json){0};
	if (status != CRM_OK)
		return status == CRM_NONE ? CRM_OK : status;
	if (json_parse(row, db_text(stmt, 0), &crm->chunk) != 0)
		status = json_why(&crm->why, row, _("event %lld (%s) does not parse"), (long long)lead->event,
		    event_kind_name(EV_LEAD_CREATED));
	db_done(stmt);
	return status;
}

/* The first that fits; the last one always does. */
static enum status by_route(struct assigner *assigner, const struct lead *lead)
{
	struct crm *crm = assigner->crm;
	struct json row;
	int last = assigner->n_routes - 1;
	assigner->used = &assigner->route[last];
	enum status status = last > 0 ? row_of(crm, lead, &row) : CRM_OK;
	for (int i = 0; i < last && status == CRM_OK; i++) {
		struct assign_route *route = &assigner->route[i];
		int fits;
		status = segment_rank(crm, route->segment, &row, &fits);
		if (status == CRM_OK && fits >= 0) {
			explain(crm, _("lead %lld: route %s takes it: %s"), (long long)lead->lead, route->name,
			    method_names[route->method]);
			assigner->used = route;
			return CRM_OK;
		}
		explain(crm, _("lead %lld: route %s is not for it: %s"), (long long)lead->lead, route->name,
		    route->segment);
	}
	if (last > 0)
		explain(crm, _("lead %lld: no route takes it: %s"), (long long)lead->lead,
		    method_names[assigner->used->method]);
	return status;
}

static void gather_free(struct assigner *assigner)
{
	assigner->n_free = 0;
	for (int i = 0; i < assigner->n; i++)
		if (assigner->used->takes[i] && assign_candidate_hurdle(assigner, &assigner->who[i]) == HURDLE_NONE)
			assigner->free[assigner->n_free++] = i;
}

static int64_t weight_of(const struct assigner *assigner, const struct assign_candidate *who)
{
	return assigner->used->method == METHOD_WEIGHTED ? who->manager->weight : 1;
}

static void score_free(struct assigner *assigner)
{
	const struct assign_route *route = assigner->used;
	int64_t total = 0;
	for (int i = 0; i < assigner->n_free; i++)
		total += weight_of(assigner, &assigner->who[assigner->free[i]]);
	for (int i = 0; i < assigner->n_free; i++) {
		int k = assigner->free[i];
		struct assign_candidate *who = &assigner->who[k];
		who->part = credit_part(weight_of(assigner, who), total);
		who->score = route->method == METHOD_LEAST      ? -who->load
		             : route->method == METHOD_CAPACITY ? assign_candidate_quota(who)
		                                                : route->credit[k] + who->part;
	}
}

/* Of two with the same score. ${a}, ${b}: places in assigner->free. */
static bool goes_before(const struct assigner *assigner, int a, int b)
{
	const struct assign_candidate *x = &assigner->who[assigner->free[a]], *y = &assigner->who[assigner->free[b]];
	if (assigner->used->method == METHOD_RR) {
		int64_t n = assigner->n_free, turn = assigner->used->turns % n;
		return (a - turn + n) % n < (b - turn + n) % n;
	}
	return x->last != y->last ? x->last < y->last : x->lot < y->lot;
}

static struct assign_candidate *best_of_free(struct assigner *assigner)
{
	int first = 0;
	for (int i = 1; i < assigner->n_free; i++) {
		const struct assign_candidate *who = &assigner->who[assigner->free[i]],
		                              *so_far = &assigner->who[assigner->free[first]];
		if (who->score > so_far->score || (who->score == so_far->score && goes_before(assigner, i, first)))
			first = i;
	}
	return &assigner->who[assigner->free[first]];
}

/* Credit in leads: 0.67, -0.33. */
static const char *in_leads(struct crm *crm, int64_t parts)
{
	int64_t whole = CREDIT_LEAD / 100, hundredths = ((parts < 0 ? -parts : parts) + whole / 2) / whole;
	const char *text = arena_format(&crm->chunk, "%s%lld.%02lld", parts < 0 && hundredths ? "-" : "",
	    (long long)(hundredths / 100), (long long)(hundredths % 100));
	return text ? text : "";
}

static const char *why_he(struct assigner *assigner, const struct assign_candidate *who)
{
	struct crm *crm = assigner->crm;
	switch (assigner->used->method) {
	case METHOD_WEIGHTED:
		return arena_format(&crm->chunk, _("is owed %s of a lead, gets it"), in_leads(crm, who->score));
	case METHOD_LEAST:
		return arena_format(&crm->chunk, _("has the least open: %lld, gets it"), (long long)who->load);
	case METHOD_CAPACITY:
		if (who->score == INT64_MAX)
			return _("has no limit, gets it");
		return arena_format(&crm->chunk, _("has most left of today: %lld, gets it"), (long long)who->score);
	default: return _("his turn, gets it");
	}
}

static const char *why_not_he(
    struct assigner *assigner, const struct assign_candidate *who, const struct assign_candidate *got)
{
	struct crm *crm = assigner->crm;
	enum assign_method method = assigner->used->method;
	if (method == METHOD_RR)
		return _("could, but it is not his turn");
	if (who->score == got->score && who->last != got->last)
		return _("could, but has waited less");
	if (who->score == got->score)
		return _("could, but the lot of the day is against him");
	if (method == METHOD_WEIGHTED)
		return arena_format(&crm->chunk, _("could, but is owed %s"), in_leads(crm, who->score));
	if (method == METHOD_LEAST)
		return arena_format(&crm->chunk, _("could, but has %lld open"), (long long)who->load);
	return arena_format(&crm->chunk, _("could, but has %lld left of today"), (long long)who->score);
}

/* ${got} NULL: nobody. */
static void explain_all(struct assigner *assigner, const struct lead *lead, const struct assign_candidate *got)
{
	for (int i = 0; i < assigner->n && assigner->crm->explain; i++) {
		const struct assign_candidate *who = &assigner->who[i];
		enum assign_hurdle hurdle = assign_candidate_hurdle(assigner, who);
		const char *text = !assigner->used->takes[i] ? _("is not of the route")
		                   : hurdle != HURDLE_NONE   ? assign_hurdle_text(assigner, who, hurdle)
		                   : who == got              ? why_he(assigner, who)
		                                             : why_not_he(assigner, who, got);
		say(assigner, lead, who->manager->code, text ? text : "");
	}
}

/* Why nobody may have it, as a sentence and in codes. */
static enum status explain_nobody(struct assigner *assigner, struct assign_choice *choice)
{
	struct crm *crm = assigner->crm;
	struct buf list = {0}, codes = {0};
	int n = 0;
	for (int i = 0; i < assigner->n && n <= NAMED_AT_MOST; i++) {
		const struct assign_candidate *who = &assigner->who[i];
		enum assign_hurdle hurdle = assign_candidate_hurdle(assigner, who);
		if (!assigner->used->takes[i])
			continue;
		if (n++ == NAMED_AT_MOST) {
			buf_put(&list, ", …");
			buf_put(&codes, ", …");
			break;
		}
		const char *comma = n > 1 ? ", " : "";
		buf_format(&list, "%s%s %s", comma, who->manager->code, assign_hurdle_text(assigner, who, hurdle));
		buf_format(&codes, "%s%s %s", comma, who->manager->code, assign_hurdle_code(hurdle));
	}
	if (assigner->n == 0)
		buf_put(&list, _("there are no managers (crm-conf put manager)"));
	else if (n == 0)
		buf_format(&list, _("route %s has no members"), choice->route ? choice->route : "");
	if (!list.failed && !codes.failed) {
		choice->reason = arena_format(&crm->chunk, _("nobody to hand out to: %s"), list.text);
		choice->why = n ? arena_copy(&crm->chunk, codes.text) : "nobody";
	}
	buf_free(&list);
	buf_free(&codes);
	return choice->reason && choice->why ? CRM_OK : why_memory(&crm->why);
}

static bool is_listed(const struct assigner *assigner)
{
	return assigner->list && assigner->listed_of == assigner->used && assigner->n_listed == assigner->n_free &&
	       memcmp(assigner->listed, assigner->free, (size_t)assigner->n_free * sizeof *assigner->free) == 0;
}

/* A line "weight manager" for each of the free: what apply_assigned_count goes by. */
static enum status list_free(struct assigner *assigner, struct assign_choice *choice)
{
	struct buf lines = {0};
	choice->among = assigner->list;
	if (is_listed(assigner))
		return CRM_OK;
	for (int i = 0; i < assigner->n_free; i++) {
		const struct assign_candidate *who = &assigner->who[assigner->free[i]];
		buf_put(&lines, i ? "\n" : "");
		buf_int(&lines, weight_of(assigner, who));
		buf_char(&lines, ' ');
		buf_put(&lines, who->manager->code);
	}
	choice->among = assigner->list = lines.failed ? NULL : arena_copy(&assigner->crm->chunk, lines.text);
	assigner->listed_of = assigner->used;
	assigner->n_listed = assigner->n_free;
	memcpy(assigner->listed, assigner->free, (size_t)assigner->n_free * sizeof *assigner->free);
	buf_free(&lines);
	return choice->among ? CRM_OK : why_memory(&assigner->crm->why);
}

enum status assign_choose(struct assigner *assigner, const struct lead *lead, struct assign_choice *choice)
{
	*choice = (struct assign_choice){0};
	enum status status = by_owner(assigner, lead, choice);
	if (status != CRM_OK || choice->manager)
		return status;
	status = by_route(assigner, lead);
	if (status != CRM_OK)
		return status;
	choice->route = assigner->used->name;
	gather_free(assigner);
	if (assigner->n_free == 0) {
		explain_all(assigner, lead, NULL);
		return explain_nobody(assigner, choice);
	}
	score_free(assigner);
	const struct assign_candidate *got = best_of_free(assigner);
	explain_all(assigner, lead, got);
	choice->manager = got->manager;
	choice->method = method_names[assigner->used->method];
	return assigner->used->method <= METHOD_WEIGHTED ? list_free(assigner, choice) : CRM_OK;
}
