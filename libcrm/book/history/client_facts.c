#include "book/history/client_facts.h"

#include "base/text/json.h"
#include "base/text/phone.h"
#include "book/records/client.h"
#include "book/history/history.h"

#include "book/history/client_facts.sql.h"

static int64_t filled_by(struct crm *crm, const struct json *json)
{
	const char *fields = setting(crm, "profile.fields", PROFILE_DEFAULT);
	int64_t filled = 0;
	char name[64];
	for (int i = 0; i < PROFILE_MAX && *(fields += strspn(fields, " ")); i++) {
		size_t length = strcspn(fields, " ");
		snprintf(name, sizeof name, "%.*s", (int)length, fields);
		const char *value = json_get(json, name);
		if (value != NULL && *value != '\0')
			filled |= INT64_C(1) << i;
		fields += length;
	}
	return filled;
}

int64_t client_profile_filled(struct crm *crm, const char *created_new)
{
	struct arena arena = {0};
	struct json json;
	int64_t filled = json_parse(&json, created_new, &arena) == 0 ? filled_by(crm, &json) : 0;
	arena_free(&arena);
	return filled;
}

static void add_number(struct client_facts *said, enum identity_kind kind, int64_t number)
{
	if (number != 0)
		said->point[said->n_points++] = (struct identity_key){.kind = kind, .number = number};
}

static bool add_address(struct client_facts *said, const char *address)
{
	if (address != NULL && *address != '\0')
		said->point[said->n_points++] = (struct identity_key){.kind = IDENTITY_EMAIL, .text = address};
	return address != NULL;
}

enum status client_facts_read(struct crm *crm, const char *new, struct arena *arena, struct client_facts *said)
{
	struct json json;
	char folded[256];
	if (json_parse(&json, new, arena) != 0)
		return json_why(&crm->why, &json, _("an event about a client does not parse"));
	*said = (struct client_facts){.name = json_get(&json, "name"),
	    .role = json_get(&json, "role"),
	    .extension = json_get(&json, "_ext"),
	    .filled = filled_by(crm, &json)};
	add_number(said, IDENTITY_PHONE, json_get_int(&json, "_phone", 0));
	email_fold(json_get(&json, "email"), folded);
	if (!add_address(said, arena_copy(arena, folded)))
		return why_memory(&crm->why);
	/* The box behind the address, where they differ: kept in the event, so that this does not hang on the setting.
	 */
	add_address(said, json_get(&json, "_email"));
	add_number(said, IDENTITY_INN, json_get_int(&json, "_inn", 0));
	return CRM_OK;
}

static enum status keep_record(struct crm *crm, struct client_records *records, const struct client_facts *of,
    const char *new, struct arena *arena)
{
	if (records->n == records->room) {
		int room = records->room == 0 ? 8 : records->room * 2;
		struct client_facts *said = arena_get(arena, (size_t)room * sizeof *said);
		if (said == NULL)
			return why_memory(&crm->why);
		if (records->n > 0)
			memcpy(said, records->said, (size_t)records->n * sizeof *said);
		records->said = said;
		records->room = room;
	}
	struct client_facts *said = &records->said[records->n];
	enum status status = client_facts_read(crm, new, arena, said);
	if (status != CRM_OK)
		return status;
	said->event = of->event;
	said->lead = of->lead;
	said->again = of->again;
	said->put = of->put;
	records->n++;
	return CRM_OK;
}

static enum status add_leads(struct crm *crm, int64_t client, struct arena *arena, struct client_records *records)
{
	struct stmt *stmt;
	int64_t root;
	enum status status = client_root(crm, client, &root);
	if (status == CRM_OK)
		status = db_ask(crm->db, sql_client_facts_leads, VALS(V_INT(root), V_INT(client)), &stmt);
	if (status != CRM_OK)
		return status;
	while ((status = db_next(stmt)) == CRM_OK) {
		const struct client_facts of = {.event = db_int(stmt, 0), .lead = db_int(stmt, 2)};
		status = keep_record(crm, records, &of, db_text(stmt, 1), arena);
		if (status != CRM_OK) {
			db_done(stmt);
			return status;
		}
	}
	return status == CRM_NONE ? CRM_OK : status;
}

static enum status add_puts(
    struct crm *crm, int64_t client, int64_t upto, struct arena *arena, struct client_records *records)
{
	struct history history;
	enum status status = history_client(crm, client, upto, arena, &history);
	if (status != CRM_OK)
		return status;
	history_judge(&history, history.n, &horizon_none);
	for (int i = 0; i < history.n && status == CRM_OK; i++)
		if (history.counts[i] && history.event[i].kind == EV_CLIENT_PUT)
			status = keep_record(crm, records,
			    &(struct client_facts){.event = history.event[i].event, .put = true}, history.event[i].new,
			    arena);
	return status;
}

/* Rows of his leads that came again. */
static enum status add_updates(
    struct crm *crm, int64_t client, int64_t upto, struct arena *arena, struct client_records *records)
{
	struct stmt *stmt;
	int64_t root, any;
	enum status status = db_number(crm->db, sql_client_facts_any_update, NULL, 0, &any);
	if (status != CRM_OK || !any)
		return status;
	status = client_root(crm, client, &root);
	if (status == CRM_OK)
		status =
		    db_ask(crm->db, sql_client_facts_updates, VALS(V_INT(root), V_INT(client), V_INT(upto)), &stmt);
	if (status != CRM_OK)
		return status;
	while ((status = db_next(stmt)) == CRM_OK) {
		const struct client_facts of = {.event = db_int(stmt, 0), .lead = db_int(stmt, 2), .again = true};
		bool counts;
		status = history_event_counts(crm, of.event, upto, &counts, NULL);
		if (status == CRM_OK && counts)
			status = keep_record(crm, records, &of, db_text(stmt, 1), arena);
		if (status != CRM_OK) {
			db_done(stmt);
			return status;
		}
	}
	return status == CRM_NONE ? CRM_OK : status;
}

static int by_event(const void *a, const void *b)
{
	int64_t x = ((const struct client_facts *)a)->event, y = ((const struct client_facts *)b)->event;
	return (x > y) - (x < y);
}

enum status client_records_read(
    struct crm *crm, int64_t client, int64_t upto, struct arena *arena, struct client_records *records)
{
	*records = (struct client_records){0};
	enum status status = add_leads(crm, client, arena, records);
	int leads = records->n;
	if (status == CRM_OK)
		status = add_puts(crm, client, upto, arena, records);
	if (status == CRM_OK)
		status = add_updates(crm, client, upto, arena, records);
	if (status == CRM_OK && records->n > leads && leads > 0)
		qsort(records->said, (size_t)records->n, sizeof *records->said, by_event);
	return status;
}
