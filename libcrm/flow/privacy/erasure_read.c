/* What was erased is told by the event that says so: whoever lost the deed can have it again. */
#include "base/text/json.h"
#include "book/history/history.h"
#include "flow/privacy/erase_private.h"

#include "flow/privacy/erasure_read.sql.h"

/* The tables of a deed, in its order. */
static const char *const tables[] = {
    "event", "event_of_others", "list", "outbox", "batch", "contact_point", "client", NULL};
_Static_assert(sizeof tables / sizeof *tables == ERASURE_TABLES, "one for each");

/* Numbers of events one after another become 5-17. */
static void put_numbers(const struct erasure *erasure, struct buf *buf)
{
	for (int i = 0, next; i < erasure->n_events; i = next) {
		int64_t from = erasure->emptied[i].event;
		for (next = i + 1; next < erasure->n_events && erasure->emptied[next].event == from + (next - i);)
			next++;
		buf_format(buf, "%s%lld", i ? " " : "", (long long)from);
		if (next - i > 1)
			buf_format(buf, "-%lld", (long long)(from + (next - i) - 1));
	}
}

void erasure_write(const struct erasure *erasure, struct buf *json)
{
	struct buf text = {0};
	for (int i = 0; erasure->rows[i].table; i++)
		buf_format(&text, "%s%s %lld", i ? " " : "", erasure->rows[i].table, (long long)erasure->rows[i].rows);
	json_text(json, "rows", text.text);
	buf_clear(&text);
	put_numbers(erasure, &text);
	json_text(json, "events", text.length ? text.text : NULL);
	json->failed = json->failed || text.failed;
	buf_free(&text);
}

static int64_t rows_of(const char *text, const char *table)
{
	size_t length = strlen(table);
	for (; *text; text += strcspn(text, " "), text += *text == ' ') {
		bool is = strncmp(text, table, length) == 0 && text[length] == ' ';
		text += strcspn(text, " ");
		text += *text == ' ';
		if (is)
			return strtoll(text, NULL, 10);
	}
	return 0;
}

static enum status add_emptied(struct crm *crm, struct erasure *erasure, int64_t number)
{
	struct arena texts = {0};
	struct event *grown, event;
	if (erasure->n_events == erasure->room) {
		erasure->room = erasure->room ? erasure->room * 2 : 64;
		if (!(grown = arena_get(&crm->run, (size_t)erasure->room * sizeof *grown)))
			return why_memory(&crm->why);
		if (erasure->n_events)
			memcpy(grown, erasure->emptied, (size_t)erasure->n_events * sizeof *grown);
		erasure->emptied = grown;
	}
	enum status status = history_event(crm, number, &texts, &event);
	event.old = event.new = NULL;
	if (status == CRM_OK)
		erasure->emptied[erasure->n_events++] = event;
	arena_free(&texts);
	return status == CRM_NONE ? CRM_OK : status;
}

static enum status read_numbers(struct crm *crm, struct erasure *erasure, const char *text)
{
	enum status status = CRM_OK;
	while (text && *text && status == CRM_OK) {
		char *end;
		int64_t from = strtoll(text, &end, 10), to = *end == '-' ? strtoll(end + 1, &end, 10) : from;
		for (; from <= to && status == CRM_OK; from++)
			status = add_emptied(crm, erasure, from);
		text = *end == ' ' ? end + 1 : "";
	}
	return status;
}

/* One of an earlier version has no rows: *${erasure} stays without an event. */
static enum status read_one(struct crm *crm, struct stmt *row, struct erasure *erasure, const char **numbers)
{
	struct arena *run = &crm->run;
	struct json json;
	*erasure = (struct erasure){0};
	char *document = arena_copy(run, db_text(row, 2));
	if (!document || json_parse(&json, document, run) != 0)
		return why_memory(&crm->why);
	const char *rows = json_get(&json, "rows"), *basis = json_get(&json, "basis");
	if (!rows)
		return CRM_OK;
	*erasure = (struct erasure){.event = db_int(row, 0),
	    .at = db_int(row, 1),
	    .basis = basis ? basis : "",
	    .batch = db_int(row, 3),
	    .by = {.actor = arena_copy(run, db_text(row, 4)),
	        .login = arena_copy(run, db_text(row, 5)),
	        .host = arena_copy(run, db_text(row, 6))}};
	for (int i = 0; tables[i]; i++)
		erasure->rows[i] = (struct erasure_rows){tables[i], rows_of(rows, tables[i])};
	*numbers = json_get(&json, "events");
	return erasure->by.actor && erasure->by.login && erasure->by.host ? CRM_OK : why_memory(&crm->why);
}

enum status erasure_read(struct crm *crm, const struct data_subject *subject, struct erasure **list, int *n)
{
	struct stmt *row;
	const char **numbers;
	int64_t all = 0;
	const struct val *who = VALS(V_INT(subject->client[0]), V_INT(EV_PERSON_ERASED));
	*n = 0;
	enum status status = db_number(crm->db, sql_erasings_count, who, 0, &all);
	*list = arena_get(&crm->run, (size_t)(all + 1) * sizeof **list);
	numbers = arena_zero(&crm->run, (size_t)(all + 1) * sizeof *numbers);
	if (status == CRM_OK && (!*list || !numbers))
		return why_memory(&crm->why);
	if (status == CRM_OK)
		status = db_ask(crm->db, sql_erasings, who, &row);
	while (status == CRM_OK && (status = db_next(row)) == CRM_OK) {
		status = *n < all ? read_one(crm, row, *list + *n, &numbers[*n]) : CRM_OK;
		*n += status == CRM_OK && *n < all && (*list)[*n].event;
		if (status != CRM_OK)
			db_done(row);
	}
	status = status == CRM_NONE ? CRM_OK : status;
	for (int i = 0; i < *n && status == CRM_OK; i++)
		status = read_numbers(crm, *list + i, numbers[i]);
	return status;
}
