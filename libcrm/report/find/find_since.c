/* Of whom is something else to be found since the index was made? */
#include "report/find/find_private.h"
#include "book/history/event_traits.h"
#include "report/find/find_since.sql.h"

/* 0 is nobody; events of one lead come in rows. */
static enum status add_number(struct crm *crm, struct wanted *wanted, int64_t number)
{
	bool known = number == 0 || (wanted->n > 0 && wanted->key[wanted->n - 1] == number);
	return known ? CRM_OK : wanted_add(crm, wanted, number);
}

void find_affected_free(struct find_affected *affected)
{
	wanted_free(&affected->leads);
	wanted_free(&affected->clients);
	wanted_free(&affected->talked_of);
	wanted_free(&affected->grouped);
}

struct affected_gathering {
	struct crm *crm;
	struct find_affected *affected;
};

static enum status add_event(void *arg, struct stmt *row)
{
	const struct affected_gathering *in = arg;
	struct find_affected *affected = in->affected;
	enum event_kind kind = (enum event_kind)db_int(row, 0);
	int64_t lead = db_int(row, 1), client = db_int(row, 2);
	bool regroups = event_traits(kind)->regroups;
	if (!regroups && !event_is_searched(kind))
		return CRM_OK;
	enum status status = add_number(in->crm, &affected->leads, lead);
	if (status == CRM_OK)
		status = add_number(in->crm, &affected->clients, client);
	if (status == CRM_OK && !lead)
		status = add_number(in->crm, &affected->talked_of, client);
	return status == CRM_OK && !lead && regroups ? add_number(in->crm, &affected->grouped, client) : status;
}

static enum status add_doc(void *arg, struct stmt *row)
{
	const struct affected_gathering *in = arg;
	return add_number(in->crm, &in->affected->leads, db_int(row, 0));
}

/* All that is known of a client, in the database or in the index, is to be made anew. */
static enum status add_client(struct find_making *in, struct find_affected *affected, int64_t client)
{
	struct crm *crm = in->crm;
	struct affected_gathering gathering = {crm, affected};
	enum status status = wanted_find(crm, &affected->leads, sql_leads_of_client, VALS(V_INT(client)));
	if (status == CRM_OK)
		status = add_number(crm, &affected->talked_of, client);
	return status == CRM_OK ? scan_rows_of(in->db, sql_docs_of_client, VALS(V_INT(client)), add_doc, &gathering)
	                        : status;
}

/* Who was merged, or parted: he, under whom he stands, and under whom the index has his leads. */
static enum status affect_regrouped(struct find_making *in, struct find_affected *affected)
{
	struct crm *crm = in->crm;
	enum status status = CRM_OK;
	wanted_sort(&affected->grouped);
	for (int i = 0, n = affected->grouped.n; i < n && status == CRM_OK; i++) {
		struct wanted leads = {0};
		int64_t client = affected->grouped.key[i], other = 0, before = 0;
		status = add_client(in, affected, client);
		if (status == CRM_OK)
			status = db_number(crm->db, sql_client_root, VALS(V_INT(client)), client, &other);
		if (status == CRM_OK && other != client)
			status = add_client(in, affected, other);
		if (status == CRM_OK)
			status = wanted_find(crm, &leads, sql_leads_of_client, VALS(V_INT(client)));
		for (int k = 0; k < leads.n && status == CRM_OK; k++) {
			status = db_number(in->db, sql_doc_client, VALS(V_INT(leads.key[k])), client, &other);
			if (status == CRM_OK && other != client && other != before)
				status = add_client(in, affected, other);
			before = other;
		}
		wanted_free(&leads);
	}
	return status;
}

/* A client who is called otherwise now is so in all his leads. */
static enum status called_otherwise(struct find_making *in, struct find_affected *affected)
{
	struct crm *crm = in->crm;
	enum status status = CRM_OK;
	wanted_sort(&affected->clients);
	for (int i = 0; i < affected->clients.n && status == CRM_OK; i++) {
		int64_t client = affected->clients.key[i], others = 0, called = find_called(NULL);
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
			status = wanted_find(crm, &affected->leads, sql_leads_of_client, VALS(V_INT(client)));
		if (status == CRM_OK && others > 0)
			status = add_number(crm, &affected->talked_of, client);
	}
	return status;
}

enum status find_affected_since(struct find_making *in, int64_t after, int64_t last, struct find_affected *affected)
{
	struct affected_gathering gathering = {in->crm, affected};
	enum status status =
	    scan_rows(in->crm, sql_events_since, VALS(V_INT(after), V_INT(last)), add_event, &gathering);
	if (status == CRM_OK)
		status = affect_regrouped(in, affected);
	if (status == CRM_OK)
		status = called_otherwise(in, affected);
	wanted_sort(&affected->leads);
	wanted_sort(&affected->talked_of);
	return status;
}

enum status find_affected_all(struct find_making *in, struct find_affected *affected)
{
	enum status status = wanted_find(in->crm, &affected->leads, sql_leads_all, NULL);
	return status == CRM_OK ? wanted_find(in->crm, &affected->talked_of, sql_clients_talked_of, NULL) : status;
}
