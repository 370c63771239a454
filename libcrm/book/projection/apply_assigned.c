/* A lead was handed out. What follows is sums only, so that taking it back is doing it with the other sign. */
#include "base/text/json.h"
#include "book/projection/rollup.h"
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

/* One of those among whom a lead was handed out. */
struct sharer {
	const struct manager *manager; /* NULL: of whom nothing is known any more */
	int64_t weight;
};

/* Nearly always they stand in the order in which the settings have them: ${next} is whom to expect. */
static const struct manager *find_sharer(struct crm *crm, const char *code, int *next)
{
	const struct manager *manager = manager_at(crm, *next);
	if (manager == NULL || strcmp(manager->code, code) != 0)
		return manager_find(crm, code);
	++*next;
	return manager;
}

/* A line for each. */
static enum status read_sharers(struct crm *crm, const char *among, struct arena *arena, struct sharer **out, int *n)
{
	int lines = 1, next = 0;
	for (const char *c = among; *c; c++)
		lines += *c == '\n';
	char *rest = arena_copy(arena, among), *line, *code;
	*out = arena_get(arena, (size_t)lines * sizeof **out);
	if (rest == NULL || *out == NULL)
		return why_memory(&crm->why);
	for (*n = 0; (line = rest) != NULL; ++*n) {
		rest = strchr(line, '\n');
		if (rest != NULL)
			*rest++ = '\0';
		int64_t weight = strtoll(line, &code, 10);
		(*out)[*n] = (struct sharer){*code == ' ' ? find_sharer(crm, code + 1, &next) : NULL, weight};
	}
	return CRM_OK;
}

/* Everybody is given his part, and ${got} pays what the others were given. */
static enum status share_out(
    struct crm *crm, const char *route, const char *among, const struct manager *got, int sign, struct arena *arena)
{
	struct sharer *sharer;
	int64_t total = 0, given = 0;
	int n = 0, owed = 0;
	enum status status = read_sharers(crm, among, arena, &sharer, &n);
	if (status != CRM_OK)
		return status;
	struct rollup_credit *credit = arena_get(arena, ((size_t)n + 1) * sizeof *credit);
	if (credit == NULL)
		return why_memory(&crm->why);
	for (int i = 0; i < n; i++)
		total += sharer[i].weight;
	for (int i = 0; i < n && total > 0; i++) {
		const struct manager *manager = sharer[i].manager;
		int64_t part = manager == got ? 0 : credit_part(sharer[i].weight, total);
		given += part;
		if (part && manager)
			credit[owed++] = (struct rollup_credit){manager->id, sign * part};
	}
	if (given)
		credit[owed++] = (struct rollup_credit){got->id, -sign * given};
	return rollup_credits(crm, route, credit, owed);
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
