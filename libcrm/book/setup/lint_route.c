/* Does every route lead somewhere, and does a lead ever come to it? */
#include "base/text/casefold.h"
#include "book/setup/lint_private.h"
#include "book/context/route_members.h"

enum { ROUTE, POS, SEGMENT, MEMBERS, METHOD };

/* The next of a list with commas between, without the blanks around it: how long it is, 0 at the end. */
static size_t next_part(const char **list, const char *end)
{
	size_t n = 0;
	while (*list < end && (**list == ' ' || **list == ','))
		++*list;
	while (*list + n < end && (*list)[n] != ',')
		n++;
	while (n > 0 && (*list)[n - 1] == ' ')
		n--;
	return n;
}

/* Does every value of column=value ${b} stand among those of ${a}? A value may be several: source=call,expo. */
static bool pair_covers(const char *a, size_t a_length, const char *b, size_t b_length)
{
	size_t name = strcspn(a, "=") + 1, n, m;
	if (a_length < name || b_length < name || memcmp(a, b, name) != 0)
		return false;
	bool all = true;
	for (const char *one = b + name, *end = b + b_length; all && (n = next_part(&one, end)) > 0; one += n) {
		all = false;
		for (const char *other = a + name, *last = a + a_length; !all && (m = next_part(&other, last)) > 0;
		     other += m)
			all = n == m && memcmp(one, other, n) == 0;
	}
	return all;
}

/* Is the pair, column=value, or one that is narrower, among those of ${segment}? */
static bool has_pair(const char *segment, const char *pair, size_t length)
{
	for (size_t n; *segment; segment += n + (segment[n] == ';')) {
		n = strcspn(segment, ";");
		if (pair_covers(pair, length, segment, n))
			return true;
	}
	return false;
}

/* Whatever fits ${b} fits ${a} too. Both are folded. */
static bool segment_covers(const char *a, const char *b)
{
	for (size_t n; *a; a += n + (a[n] == ';')) {
		n = strcspn(a, ";");
		if (!has_pair(b, a, n))
			return false;
	}
	return true;
}

static const char *fold_text(struct lint *lint, const char *text)
{
	struct buf buf = {0};
	casefold_put(&buf, text);
	const char *copy = buf.failed ? NULL : arena_copy(&lint->crm->run, buf.text ? buf.text : "");
	buf_free(&buf);
	return copy;
}

static enum status lint_reached(struct lint *lint, const struct conf_rows *rows, int i)
{
	const char *const *row = rows->row[i], *own = fold_text(lint, row[SEGMENT]);
	if (!own)
		return why_memory(&lint->crm->why);
	for (int k = 0; k < i; k++) {
		const char *other = fold_text(lint, rows->row[k][SEGMENT]);
		if (!other)
			return why_memory(&lint->crm->why);
		if (segment_covers(other, own))
			return lint_say(lint, LINT_WARNING, "route", row[ROUTE],
			    _("no lead comes to it: route %s takes them all before"), rows->row[k][ROUTE]);
	}
	if (i > 0 && strcmp(row[POS], rows->row[i - 1][POS]) == 0)
		return lint_say(
		    lint, LINT_WARNING, "route", row[ROUTE], _("has the pos of %s"), rows->row[i - 1][ROUTE]);
	return CRM_OK;
}

static enum status lint_staffed(struct lint *lint, const char *const *row)
{
	struct crm *crm = lint->crm;
	int n = manager_count(crm), sell = 0;
	day_t today = zone_day(crm->zone, crm->now);
	bool *takes = arena_zero(&crm->run, ((size_t)n + 1) * sizeof *takes);
	enum status status = takes ? route_members_find(crm, row[MEMBERS], takes) : why_memory(&crm->why);
	for (int i = 0; i < n && status == CRM_OK; i++) {
		const struct manager *m = manager_at(crm, i);
		sell += takes[i] && strcmp(m->role, "manager") == 0 && today < m->left && m->weight > 0;
	}
	if (status == CRM_OK && sell == 0)
		status = lint_say(lint, LINT_WARNING, "route", row[ROUTE],
		    _("none of its members can get leads: left, of another role, or of weight 0"));
	return status;
}

enum status lint_routes(struct lint *lint)
{
	const struct conf_rows *rows = lint_rows(lint, "route");
	enum status status = CRM_OK;
	for (int i = 0; i < rows->n && status == CRM_OK; i++) {
		status = lint_reached(lint, rows, i);
		if (status == CRM_OK)
			status = lint_staffed(lint, rows->row[i]);
	}
	return status;
}
