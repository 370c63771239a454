/* A row of crm-client-add comes, or goes: his facts, his points, and the number another system calls him by or the row
   as such. */
#include "book/records/client.h"
#include "book/projection/apply_private.h"
#include "book/history/client_facts.h"
#include "book/records/fingerprint.h"

#include "book/projection/apply_put.sql.h"

static enum status hash_of(struct crm *crm, const char *new, struct arena *arena, int64_t *hash)
{
	*hash = fingerprint_of_put(new, arena);
	return *hash < 0 ? why_memory(&crm->why) : CRM_OK;
}

/* The first such row that counts has it. */
static enum status name_first(struct crm *crm, const struct history *history, int64_t hash, struct arena *arena)
{
	enum status status = CRM_OK;
	for (int i = 0; i < history->n && status == CRM_OK; i++) {
		const struct event *event = &history->event[i];
		int64_t other;
		if (!history->counts[i] || event->kind != EV_CLIENT_PUT)
			continue;
		status = hash_of(crm, event->new, arena, &other);
		if (status == CRM_OK && other == hash)
			return db_run(
			    crm->db, sql_put_seen_add, VALS(V_INT(hash), V_INT(event->client), V_INT(event->event)));
	}
	return status;
}

static bool event_counts_in(const struct history *history, int64_t event)
{
	for (int i = 0; i < history->n; i++)
		if (history->event[i].event == event)
			return history->counts[i];
	return false;
}

static enum status apply_in(struct crm *crm, const struct event *put, int64_t upto, struct arena *arena)
{
	struct history history;
	struct client_records rest;
	struct client_facts said;
	int64_t hash = 0;
	enum status status = history_client(crm, put->client, upto, arena, &history);
	if (status != CRM_OK)
		return status;
	history_judge(&history, history.n, &horizon_none);
	bool comes = event_counts_in(&history, put->event);
	status = client_facts_read(crm, put->new, arena, &said);
	said.event = put->event;
	if (status == CRM_OK)
		status = client_refresh(crm, put->client, upto);
	if (status == CRM_OK && comes)
		status = apply_points_join(crm, put->client, &said);
	if (status == CRM_OK && !comes)
		status = client_records_read(crm, put->client, upto, arena, &rest);
	if (status == CRM_OK && !comes)
		status = apply_points_leave(crm, put->client, &said, &rest);
	if (status == CRM_OK)
		status = hash_of(crm, put->new, arena, &hash);
	if (status == CRM_OK && !comes)
		status = db_run(crm->db, sql_put_seen_delete, VALS(V_INT(hash), V_INT(put->event)));
	return status == CRM_OK ? name_first(crm, &history, hash, arena) : status;
}

enum status apply_put(struct crm *crm, const struct event *put, const struct event *event)
{
	struct arena arena = {0};
	enum status status = apply_in(crm, put, event->event, &arena);
	arena_free(&arena);
	return status;
}
