/* Who stands under whom, and who never shall. */
#include "base/text/json.h"
#include "book/records/client.h"
#include "book/projection/apply_private.h"

#include "book/projection/apply_merge.sql.h"

#define CHAIN_MAX 1000000 /* links that are followed: a ring would be a fault of ours */

/* Into whom the client was merged last, by the events that count; 0: he is his own. */
static enum status target_of(struct crm *crm, int64_t client, int64_t upto, struct arena *arena, int64_t *target)
{
	struct history history;
	struct json json;
	*target = 0;
	enum status status = history_client(crm, client, upto, arena, &history);
	if (status != CRM_OK)
		return status;
	history_judge(&history, history.n, &horizon_none);
	for (int i = history.n; i-- > 0;) {
		const struct event *event = &history.event[i];
		if (!history.counts[i] || (event->kind != EV_CLIENT_MERGED && event->kind != EV_CLIENT_SPLIT))
			continue;
		if (event->kind == EV_CLIENT_SPLIT)
			return CRM_OK;
		if (json_parse(&json, event->new, arena) != 0)
			return why_memory(&crm->why);
		*target = json_get_int(&json, "into", 0);
		return CRM_OK;
	}
	return CRM_OK;
}

static enum status end_of_chain(struct crm *crm, int64_t client, int64_t *end)
{
	int64_t next = client;
	enum status status = CRM_OK;
	for (int i = 0; next != 0 && status == CRM_OK; i++) {
		if (i == CHAIN_MAX)
			return why_set(&crm->why, CRM_INTERNAL, "client %lld is merged in a ring", (long long)client);
		*end = next;
		status = db_number(crm->db, sql_merge_target, VALS(V_INT(*end)), 0, &next);
	}
	return status;
}

typedef enum status for_one(struct crm *crm, int64_t number);

/* ${each} for all numbers of ${sql}, which are read before any is worked on. */
static enum status for_all(struct crm *crm, const char *sql, int64_t key, for_one *each)
{
	struct buf numbers = {0};
	struct stmt *stmt;
	enum status status = db_ask(crm->db, sql, VALS(V_INT(key)), &stmt);
	while (status == CRM_OK && (status = db_next(stmt)) == CRM_OK) {
		int64_t number = db_int(stmt, 0);
		buf_add(&numbers, (const char *)&number, sizeof number);
	}
	if (status == CRM_NONE)
		status = numbers.failed ? why_memory(&crm->why) : CRM_OK;
	for (size_t at = 0; at < numbers.length && status == CRM_OK; at += sizeof(int64_t)) {
		int64_t number;
		memcpy(&number, numbers.text + at, sizeof number);
		status = each(crm, number);
	}
	buf_free(&numbers);
	return status;
}

static enum status find_root(struct crm *crm, int64_t client)
{
	int64_t root;
	enum status status = end_of_chain(crm, client, &root);
	return status == CRM_OK ? db_run(crm->db, sql_merge_root, VALS(V_INT(client), V_INT(root))) : status;
}

static enum status move_lead(struct crm *crm, int64_t lead)
{
	enum status status = db_run(crm->db, sql_merge_lead, VALS(V_INT(lead)));
	return status == CRM_OK ? db_run(crm->db, sql_merge_lead_tasks, VALS(V_INT(lead))) : status;
}

static enum status link_to(struct crm *crm, int64_t client, int64_t target)
{
	int64_t root;
	if (target == 0)
		return db_run(crm->db, sql_merge_delete, VALS(V_INT(client)));
	enum status status = end_of_chain(crm, target, &root);
	if (status != CRM_OK)
		return status;
	return db_run(crm->db, sql_merge_put, VALS(V_INT(client), V_INT(target), V_INT(root)));
}

enum status apply_merge(struct crm *crm, int64_t client, int64_t upto)
{
	struct arena arena = {0};
	int64_t target, before = 0;
	crm->none_merged = false;
	enum status status = target_of(crm, client, upto, &arena, &target);
	arena_free(&arena);
	if (status == CRM_OK)
		status = client_root(crm, client, &before);
	if (status == CRM_OK)
		status = link_to(crm, client, target);
	if (status == CRM_OK)
		status = for_all(crm, sql_merge_members, before, find_root);
	if (status == CRM_OK)
		status = for_all(crm, sql_merge_leads, before, move_lead);
	if (status == CRM_OK)
		status = db_run(crm->db, sql_merge_free_tasks, VALS(V_INT(before)));
	if (status == CRM_OK)
		status = client_refresh(crm, client, upto);
	return status == CRM_OK && before != client ? client_refresh(crm, before, upto) : status;
}

enum status apply_refusal(struct crm *crm, const struct event *refused, int64_t upto)
{
	struct arena arena = {0};
	struct history history;
	struct json json;
	int64_t other = 0, first = 0;
	enum status status = history_client(crm, refused->client, upto, &arena, &history);
	if (status == CRM_OK && json_parse(&json, refused->new, &arena) != 0)
		status = why_memory(&crm->why);
	if (status == CRM_OK) {
		other = json_get_int(&json, "other", 0);
		history_judge(&history, history.n, &horizon_none);
	}
	for (int i = 0; i < history.n && status == CRM_OK && first == 0; i++) {
		if (!history.counts[i] || history.event[i].kind != EV_PAIR_REFUSED)
			continue;
		if (json_parse(&json, history.event[i].new, &arena) != 0)
			status = why_memory(&crm->why);
		else if (json_get_int(&json, "other", 0) == other)
			first = history.event[i].event;
	}
	arena_free(&arena);
	if (status != CRM_OK)
		return status;
	if (first == 0)
		return db_run(crm->db, sql_refused_delete, VALS(V_INT(refused->client), V_INT(other)));
	return db_run(crm->db, sql_refused_add, VALS(V_INT(refused->client), V_INT(other), V_INT(first)));
}
