/* A lead was handed out. What follows is sums only, so that taking it back is doing it with the other sign. */
#include "base/text/json.h"
#include "book/records/credit.h"
#include "book/projection/apply_private.h"

#include "book/projection/apply_assigned.sql.h"

static enum status count_received(struct crm *crm, int64_t manager, instant_t at, int sign)
{
	enum status status = db_run(crm->db, sql_received_add, VALS(V_INT(manager), V_INT(at), V_INT(sign)));
	return status == CRM_OK && sign < 0 ? db_run(crm->db, sql_received_drop, VALS(V_INT(manager), V_INT(at)))
	                                    : status;
}

/* One turn more, or less. */
static enum status count_turn(struct crm *crm, const char *route, int sign)
{
	struct buf name = {0};
	buf_put(&name, "assign");
	if (*route)
		buf_format(&name, " %s", route);
	enum status status =
	    name.failed ? why_memory(&crm->why) : db_run(crm->db, sql_cursor_add, VALS(V_TEXT(name.text), V_INT(sign)));
	if (status == CRM_OK && sign < 0)
		status = db_run(crm->db, sql_cursor_drop, VALS(V_TEXT(name.text)));
	buf_free(&name);
	return status;
}

/* A line of those among whom the lead was handed out. CRM_NONE after the last. */
static enum status one_among(struct crm *crm, char **rest, int64_t *weight, const struct manager **manager)
{
	char *line = strsep(rest, "\n"), *code;
	if (line == NULL)
		return CRM_NONE;
	*weight = strtoll(line, &code, 10);
	*manager = *code == ' ' ? manager_find(crm, code + 1) : NULL;
	return CRM_OK;
}

static enum status sum_up(struct crm *crm, char *among, int64_t *total)
{
	const struct manager *manager;
	int64_t weight;
	enum status status;
	*total = 0;
	while ((status = one_among(crm, &among, &weight, &manager)) == CRM_OK)
		*total += weight;
	return status == CRM_NONE ? CRM_OK : status;
}

/* Everybody is given his part, and ${got} pays what the others were given. */
static enum status share_out(
    struct crm *crm, const char *route, const char *among, const struct manager *got, int sign, struct arena *arena)
{
	const struct manager *manager;
	int64_t weight, total = 0, given = 0;
	char *once = arena_copy(arena, among), *again = arena_copy(arena, among);
	enum status status = once && again ? sum_up(crm, once, &total) : why_memory(&crm->why);
	while (status == CRM_OK && total > 0 && (status = one_among(crm, &again, &weight, &manager)) == CRM_OK) {
		int64_t part = manager == got ? 0 : credit_part(weight, total);
		given += part;
		if (part && manager)
			status = db_run(
			    crm->db, sql_credit_add, VALS(V_TEXT(route), V_INT(manager->id), V_INT(sign * part)));
	}
	if (status == CRM_NONE && given)
		status = db_run(crm->db, sql_credit_add, VALS(V_TEXT(route), V_INT(got->id), V_INT(-sign * given)));
	return status == CRM_OK || status == CRM_NONE ? db_run(crm->db, sql_credit_drop, VALS(V_TEXT(route))) : status;
}

enum status apply_assigned_count(struct crm *crm, const struct event *event, int sign)
{
	struct arena arena = {0};
	struct json json;
	enum status status = CRM_OK;
	if (json_parse(&json, event->new, &arena) != 0)
		status = json_why(&crm->why, &json, _("event %lld (%s) does not parse"), (long long)event->event,
		    event_kind_name(event->kind));
	const char *code = status == CRM_OK ? json_get(&json, "manager") : NULL;
	const struct manager *manager = code ? manager_find(crm, code) : NULL;
	if (manager) {
		const char *method = json_get(&json, "method"), *route = json_get(&json, "route");
		const char *among = json_get(&json, "among");
		route = route ? route : "";
		status = count_received(crm, manager->id, event->occurred_at, sign);
		if (status == CRM_OK && method && strcmp(method, "rr") == 0)
			status = count_turn(crm, route, sign);
		if (status == CRM_OK && among)
			status = share_out(crm, route, among, manager, sign, &arena);
	}
	arena_free(&arena);
	return status;
}
