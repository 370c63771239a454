/* One lead: whose client, which route, who of its members. */
#include "flow/assign/assign_private.h"

#include "base/text/json.h"
#include "book/records/credit.h"
#include "flow/assign/assign_method.sql.h"
#include "flow/lead/segment.h"

#define NAMED_AT_MOST 8 /* managers in the sentence when nobody is left */

static const char *const method_names[] = {
    [METHOD_RR] = "rr", [METHOD_WEIGHTED] = "weighted", [METHOD_LEAST] = "least", [METHOD_CAPACITY] = "capacity"};

static void say(struct handout *handout, const struct lead *lead, const char *whom, const char *what)
{
	explain(handout->crm, _("lead %lld: %s: %s"), (long long)lead->lead, whom, what);
}

/* The owner of another lead of the client, if he is here: choice->manager. */
static enum status by_owner(struct handout *handout, const struct lead *lead, struct choice *choice)
{
	struct crm *crm = handout->crm;
	int64_t root, id = 0;
	if (!handout->sticky)
		return CRM_OK;
	enum status status = db_number(crm->db, sql_choose_root, VALS(V_INT(lead->client)), lead->client, &root);
	if (status == CRM_OK)
		status = db_number(crm->db, sql_choose_owner, VALS(V_INT(root), V_INT(lead->lead)), 0, &id);
	const struct candidate *owner = status == CRM_OK ? who_is(handout, manager_id(crm, id)) : NULL;
	if (!owner)
		return status;
	if (owner->hurdle == HURDLE_NONE || owner->hurdle >= HURDLE_WEIGHT) {
		choice->manager = owner->manager;
		choice->method = "sticky";
		say(handout, lead, owner->manager->code, _("has the client, gets it"));
	} else if (crm->explain) {
		explain(crm, _("lead %lld: %s: has the client, but %s"), (long long)lead->lead, owner->manager->code,
		    hurdle_text(handout, owner, owner->hurdle));
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
		status = why_set(&crm->why, CRM_INTERNAL, _("event %lld (%s) does not parse"), (long long)lead->event,
		    event_kind_name(EV_LEAD_CREATED));
	db_done(stmt);
	return status;
}

/* The first that fits; the last one always does. */
static enum status by_route(struct handout *handout, const struct lead *lead)
{
	struct crm *crm = handout->crm;
	struct json row;
	int last = handout->n_routes - 1;
	handout->used = &handout->route[last];
	enum status status = last > 0 ? row_of(crm, lead, &row) : CRM_OK;
	for (int i = 0; i < last && status == CRM_OK; i++) {
		struct route *route = &handout->route[i];
		int fits;
		status = segment_rank(crm, route->segment, &row, &fits);
		if (status == CRM_OK && fits >= 0) {
			explain(crm, _("lead %lld: route %s takes it: %s"), (long long)lead->lead, route->name,
			    method_names[route->method]);
			handout->used = route;
			return CRM_OK;
		}
		explain(crm, _("lead %lld: route %s is not for it: %s"), (long long)lead->lead, route->name,
		    route->segment);
	}
	if (last > 0)
		explain(crm, _("lead %lld: no route takes it: %s"), (long long)lead->lead,
		    method_names[handout->used->method]);
	return status;
}

static void gather(struct handout *handout)
{
	handout->n_free = 0;
	for (int i = 0; i < handout->n; i++)
		if (handout->used->takes[i] && who_hurdle(handout, &handout->who[i]) == HURDLE_NONE)
			handout->free[handout->n_free++] = i;
}

static int64_t weight_of(const struct handout *handout, const struct candidate *who)
{
	return handout->used->method == METHOD_WEIGHTED ? who->manager->weight : 1;
}

static void score(struct handout *handout)
{
	const struct route *route = handout->used;
	int64_t total = 0;
	for (int i = 0; i < handout->n_free; i++)
		total += weight_of(handout, &handout->who[handout->free[i]]);
	for (int i = 0; i < handout->n_free; i++) {
		int k = handout->free[i];
		struct candidate *who = &handout->who[k];
		who->part = credit_part(weight_of(handout, who), total);
		who->score = route->method == METHOD_LEAST      ? -who->load
		             : route->method == METHOD_CAPACITY ? who_quota(who)
		                                                : route->credit[k] + who->part;
	}
}

/* Of two with the same score. ${a}, ${b}: places in handout->free. */
static bool goes_before(const struct handout *handout, int a, int b)
{
	const struct candidate *x = &handout->who[handout->free[a]], *y = &handout->who[handout->free[b]];
	if (handout->used->method == METHOD_RR) {
		int64_t n = handout->n_free, turn = handout->used->turns % n;
		return (a - turn + n) % n < (b - turn + n) % n;
	}
	return x->last != y->last ? x->last < y->last : x->lot < y->lot;
}

static struct candidate *best(struct handout *handout)
{
	int first = 0;
	for (int i = 1; i < handout->n_free; i++) {
		const struct candidate *who = &handout->who[handout->free[i]],
		                       *so_far = &handout->who[handout->free[first]];
		if (who->score > so_far->score || (who->score == so_far->score && goes_before(handout, i, first)))
			first = i;
	}
	return &handout->who[handout->free[first]];
}

/* Credit in leads: 0.67, -0.33. */
static const char *in_leads(struct crm *crm, int64_t parts)
{
	int64_t whole = CREDIT_LEAD / 100, hundredths = ((parts < 0 ? -parts : parts) + whole / 2) / whole;
	const char *text = arena_format(&crm->chunk, "%s%lld.%02lld", parts < 0 && hundredths ? "-" : "",
	    (long long)(hundredths / 100), (long long)(hundredths % 100));
	return text ? text : "";
}

static const char *why_he(struct handout *handout, const struct candidate *who)
{
	struct crm *crm = handout->crm;
	switch (handout->used->method) {
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

static const char *why_not_he(struct handout *handout, const struct candidate *who, const struct candidate *got)
{
	struct crm *crm = handout->crm;
	enum method method = handout->used->method;
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
static void explain_all(struct handout *handout, const struct lead *lead, const struct candidate *got)
{
	for (int i = 0; i < handout->n && handout->crm->explain; i++) {
		const struct candidate *who = &handout->who[i];
		enum hurdle hurdle = who_hurdle(handout, who);
		const char *text = !handout->used->takes[i] ? _("is not of the route")
		                   : hurdle != HURDLE_NONE  ? hurdle_text(handout, who, hurdle)
		                   : who == got             ? why_he(handout, who)
		                                            : why_not_he(handout, who, got);
		say(handout, lead, who->manager->code, text ? text : "");
	}
}

/* Why nobody may have it, as a sentence and in codes. */
static enum status nobody(struct handout *handout, struct choice *choice)
{
	struct crm *crm = handout->crm;
	struct buf list = {0}, codes = {0};
	int n = 0;
	for (int i = 0; i < handout->n && n <= NAMED_AT_MOST; i++) {
		const struct candidate *who = &handout->who[i];
		enum hurdle hurdle = who_hurdle(handout, who);
		if (!handout->used->takes[i])
			continue;
		if (n++ == NAMED_AT_MOST) {
			buf_put(&list, ", …");
			buf_put(&codes, ", …");
			break;
		}
		const char *comma = n > 1 ? ", " : "";
		buf_format(&list, "%s%s %s", comma, who->manager->code, hurdle_text(handout, who, hurdle));
		buf_format(&codes, "%s%s %s", comma, who->manager->code, hurdle_code(hurdle));
	}
	if (handout->n == 0)
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

/* A line "weight manager" for each of the free: what apply_assigned_count goes by. */
static enum status among(struct handout *handout, struct choice *choice)
{
	struct buf lines = {0};
	for (int i = 0; i < handout->n_free; i++) {
		const struct candidate *who = &handout->who[handout->free[i]];
		buf_put(&lines, i ? "\n" : "");
		buf_int(&lines, weight_of(handout, who));
		buf_char(&lines, ' ');
		buf_put(&lines, who->manager->code);
	}
	choice->among = lines.failed ? NULL : arena_copy(&handout->crm->chunk, lines.text);
	buf_free(&lines);
	return choice->among ? CRM_OK : why_memory(&handout->crm->why);
}

enum status handout_choose(struct handout *handout, const struct lead *lead, struct choice *choice)
{
	*choice = (struct choice){0};
	enum status status = by_owner(handout, lead, choice);
	if (status != CRM_OK || choice->manager)
		return status;
	status = by_route(handout, lead);
	if (status != CRM_OK)
		return status;
	choice->route = handout->used->name;
	gather(handout);
	if (handout->n_free == 0) {
		explain_all(handout, lead, NULL);
		return nobody(handout, choice);
	}
	score(handout);
	const struct candidate *got = best(handout);
	explain_all(handout, lead, got);
	choice->manager = got->manager;
	choice->method = method_names[handout->used->method];
	return handout->used->method <= METHOD_WEIGHTED ? among(handout, choice) : CRM_OK;
}
