/* Of whom is something else to be found since the index was made? */
#include "report/find/find_private.h"

#include "book/history/event_traits.h"

#include "report/find/find_since.sql.h"

static int by_number(const void *a, const void *b)
{
	int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;
	return (x > y) - (x < y);
}

static enum status list_add(struct crm *crm, struct list *list, int64_t number)
{
	if (number == 0 || (list->n > 0 && list->item[list->n - 1] == number))
		return CRM_OK;
	if (list->n == list->room) {
		size_t room = list->room ? 2 * list->room : 256;
		int64_t *grown = realloc(list->item, room * sizeof *grown);
		if (!grown)
			return why_memory(&crm->why);
		list->item = grown;
		list->room = room;
	}
	list->item[list->n++] = number;
	return CRM_OK;
}

static void list_sort(struct list *list)
{
	size_t kept = 0;
	if (list->n > 0)
		qsort(list->item, list->n, sizeof *list->item, by_number);
	for (size_t i = 0; i < list->n; i++)
		if (kept == 0 || list->item[kept - 1] != list->item[i])
			list->item[kept++] = list->item[i];
	list->n = kept;
}

static enum status list_ask(struct crm *crm, struct list *list, const char *sql, const struct val *vals)
{
	struct stmt *stmt;
	enum status status = db_ask(crm->db, sql, vals, &stmt);
	while (status == CRM_OK && (status = db_next(stmt)) == CRM_OK) {
		status = list_add(crm, list, db_int(stmt, 0));
		if (status != CRM_OK)
			db_done(stmt);
	}
	return status == CRM_NONE ? CRM_OK : status;
}

void affected_free(struct affected *affected)
{
	free(affected->leads.item);
	free(affected->clients.item);
	free(affected->talked_of.item);
	free(affected->grouped.item);
}

static enum status events_since(struct crm *crm, int64_t after, int64_t last, struct affected *affected)
{
	struct stmt *stmt;
	enum status status = db_ask(crm->db, sql_events_since, VALS(V_INT(after), V_INT(last)), &stmt);
	while (status == CRM_OK && (status = db_next(stmt)) == CRM_OK) {
		enum event_kind kind = (enum event_kind)db_int(stmt, 0);
		int64_t lead = db_int(stmt, 1), client = db_int(stmt, 2);
		bool regroups = event_traits(kind)->regroups;
		if (!regroups && !event_is_searched(kind))
			continue;
		status = list_add(crm, &affected->leads, lead);
		if (status == CRM_OK)
			status = list_add(crm, &affected->clients, client);
		if (status == CRM_OK && !lead)
			status = list_add(crm, &affected->talked_of, client);
		if (status == CRM_OK && !lead && regroups)
			status = list_add(crm, &affected->grouped, client);
		if (status != CRM_OK)
			db_done(stmt);
	}
	return status == CRM_NONE ? CRM_OK : status;
}

/* All that is known of a client, in the database or in the index, is to be made anew. */
static enum status all_of(struct making *in, struct affected *affected, int64_t client)
{
	struct crm *crm = in->crm;
	enum status status = list_ask(crm, &affected->leads, sql_leads_of_client, VALS(V_INT(client)));
	if (status == CRM_OK)
		status = list_add(crm, &affected->talked_of, client);
	struct stmt *stmt;
	if (status == CRM_OK)
		status = db_ask(in->db, sql_docs_of_client, VALS(V_INT(client)), &stmt);
	while (status == CRM_OK && (status = db_next(stmt)) == CRM_OK) {
		status = list_add(crm, &affected->leads, db_int(stmt, 0));
		if (status != CRM_OK)
			db_done(stmt);
	}
	return status == CRM_NONE ? CRM_OK : status;
}

/* Who was merged, or parted: he, under whom he stands, and under whom the index has his leads. */
static enum status regroup(struct making *in, struct affected *affected)
{
	struct crm *crm = in->crm;
	enum status status = CRM_OK;
	list_sort(&affected->grouped);
	for (size_t i = 0, n = affected->grouped.n; i < n && status == CRM_OK; i++) {
		struct list leads = {0};
		int64_t client = affected->grouped.item[i], other = 0, before = 0;
		status = all_of(in, affected, client);
		if (status == CRM_OK)
			status = db_number(crm->db, sql_client_root, VALS(V_INT(client)), client, &other);
		if (status == CRM_OK && other != client)
			status = all_of(in, affected, other);
		if (status == CRM_OK)
			status = list_ask(crm, &leads, sql_leads_of_client, VALS(V_INT(client)));
		for (size_t k = 0; k < leads.n && status == CRM_OK; k++) {
			status = db_number(in->db, sql_doc_client, VALS(V_INT(leads.item[k])), client, &other);
			if (status == CRM_OK && other != client && other != before)
				status = all_of(in, affected, other);
			before = other;
		}
		free(leads.item);
	}
	return status;
}

/* A client who is called otherwise now is so in all his leads. */
static enum status called_otherwise(struct making *in, struct affected *affected)
{
	struct crm *crm = in->crm;
	enum status status = CRM_OK;
	list_sort(&affected->clients);
	for (size_t i = 0; i < affected->clients.n && status == CRM_OK; i++) {
		int64_t client = affected->clients.item[i], others = 0, called = find_called(NULL);
		struct stmt *stmt;
		status = db_ask_one(crm->db, sql_client_called, VALS(V_INT(client)), &stmt);
		if (status == CRM_OK) {
			called = find_called(db_text(stmt, 0));
			db_done(stmt);
		}
		if (status == CRM_OK || status == CRM_NONE)
			status =
			    db_number(in->db, sql_doc_called_otherwise, VALS(V_INT(client), V_INT(called)), 0, &others);
		if (status == CRM_OK && others > 0)
			status = list_ask(crm, &affected->leads, sql_leads_of_client, VALS(V_INT(client)));
		if (status == CRM_OK && others > 0)
			status = list_add(crm, &affected->talked_of, client);
	}
	return status;
}

enum status affected_since(struct making *in, int64_t after, int64_t last, struct affected *affected)
{
	enum status status = events_since(in->crm, after, last, affected);
	if (status == CRM_OK)
		status = regroup(in, affected);
	if (status == CRM_OK)
		status = called_otherwise(in, affected);
	list_sort(&affected->leads);
	list_sort(&affected->talked_of);
	return status;
}

enum status affected_all(struct making *in, struct affected *affected)
{
	enum status status = list_ask(in->crm, &affected->leads, sql_leads_all, NULL);
	return status == CRM_OK ? list_ask(in->crm, &affected->talked_of, sql_clients_talked_of, NULL) : status;
}
