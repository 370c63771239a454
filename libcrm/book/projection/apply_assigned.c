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

/*
 * What a hand-out owes those among whom it was, worked out: the next one nearly always is among the same. With it goes
 * the text it is of. The last credit is free for him who gets the lead. In one piece, which goes with the words.
 */
struct shares {
	int64_t given; /* the parts of all, also of whom nothing is known any more */
	int n;
	struct rollup_credit credit[];
};

static char *among_of(struct shares *shares)
{
	return (char *)&shares->credit[shares->n + 1];
}

/* The weights of ${among} add up to ${total}; a line is a weight and a code. */
static void share_out(struct crm *crm, const char *among, int64_t total, char *line, struct shares *shares)
{
	char *rest, *code;
	for (int i = 0; line != NULL; line = rest) {
		rest = strchr(line, '\n');
		if (rest != NULL)
			*rest++ = '\0';
		int64_t part = credit_part(strtoll(line, &code, 10), total);
		const struct manager *manager = *code == ' ' ? manager_find(crm, code + 1) : NULL;
		shares->given += part;
		if (manager != NULL)
			shares->credit[i++] = (struct rollup_credit){manager->id, part};
		shares->n = i;
	}
	memcpy(among_of(shares), among, strlen(among) + 1);
}

static enum status make_shares(struct crm *crm, const char *among)
{
	int lines = 1;
	int64_t total = strtoll(among, NULL, 10);
	for (const char *c = among; (c = strchr(c, '\n')) != NULL; lines++)
		total += strtoll(++c, NULL, 10);
	size_t length = strlen(among) + 1;
	struct arena arena = {0};
	char *line = arena_copy(&arena, among);
	free(crm->shares);
	crm->shares = calloc(1, sizeof *crm->shares + ((size_t)lines + 1) * sizeof *crm->shares->credit + length);
	bool failed = line == NULL || crm->shares == NULL;
	if (!failed && total > 0)
		share_out(crm, among, total, line, crm->shares);
	else if (!failed)
		memcpy(among_of(crm->shares), among, length);
	arena_free(&arena);
	return failed ? why_memory(&crm->why) : CRM_OK;
}

/* Everybody is given his part, and ${got} pays what was given: his own part he owes himself. */
static enum status count_shares(
    struct crm *crm, const char *route, const char *among, const struct manager *got, int sign, struct arena *arena)
{
	enum status status = CRM_OK;
	if (crm->shares == NULL || strcmp(among_of(crm->shares), among) != 0)
		status = make_shares(crm, among);
	if (status != CRM_OK || crm->shares->given == 0)
		return status;
	int n = crm->shares->n;
	struct rollup_credit *credit = arena_get(arena, ((size_t)n + 1) * sizeof *credit);
	if (credit == NULL)
		return why_memory(&crm->why);
	for (int i = 0; i < n; i++)
		credit[i] = (struct rollup_credit){crm->shares->credit[i].manager, sign * crm->shares->credit[i].parts};
	credit[n] = (struct rollup_credit){got->id, -sign * crm->shares->given};
	return rollup_credits(crm, route, credit, n + 1);
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
			status = count_shares(crm, route, among, manager, sign, &arena);
	}
	arena_free(&arena);
	return status;
}
