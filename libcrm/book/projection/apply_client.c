/*
 * A client is what his leads and the rows of crm-client-add say: the name they last put, or else the first of a lead;
 * every profile field one of them has; the role they last put. Under a root all records of those merged into him count
 * too, and his own name goes first.
 */
#include "book/projection/apply.h"
#include "book/records/client.h"
#include "book/projection/apply_private.h"
#include "book/history/client_facts.h"

#include "book/projection/apply_client.sql.h"

/* The sum of some records. Texts are the arena's. */
struct facts {
	int n;
	const char *name; /* NULL: none */
	int64_t filled;
	const char *role; /* NULL: nothing was said; "-" is none */
	int64_t role_event;
};

static void sum_up(const struct client_records *records, struct facts *facts)
{
	bool put_name = false;
	int64_t named_by = 0; /* the lead whose row gave the name: it may change it */
	*facts = (struct facts){.n = records->n};
	for (int i = 0; i < records->n; i++) {
		const struct client_facts *said = &records->said[i];
		facts->filled |= said->filled;
		bool renames = said->again && said->lead == named_by && !put_name;
		if (said->name != NULL && (said->put || renames || (facts->name == NULL && !put_name))) {
			facts->name = said->name;
			named_by = said->lead;
			put_name |= said->put;
		}
		if (said->put && said->role != NULL) {
			facts->role = said->role;
			facts->role_event = said->event;
		}
	}
}

static void add_facts(struct facts *all, const struct facts *one)
{
	all->n += one->n;
	all->filled |= one->filled;
	if (all->name == NULL)
		all->name = one->name;
	if (one->role_event > all->role_event) {
		all->role = one->role;
		all->role_event = one->role_event;
	}
}

static enum status put_client(struct crm *crm, int64_t client, const char *name, int64_t filled)
{
	return db_run(crm->db, sql_client_put, VALS(V_INT(client), V_TEXT(name), V_INT(filled)));
}

static enum status write_facts(struct crm *crm, int64_t client, const struct facts *facts)
{
	bool role = facts->n > 0 && facts->role != NULL && strcmp(facts->role, "-") != 0;
	enum status status = facts->n > 0 ? put_client(crm, client, facts->name, facts->filled)
	                                  : db_run(crm->db, sql_client_delete, VALS(V_INT(client)));
	if (status != CRM_OK)
		return status;
	return role ? db_run(crm->db, sql_role_put, VALS(V_INT(client), V_TEXT(facts->role)))
	            : db_run(crm->db, sql_role_delete, VALS(V_INT(client)));
}

static enum status facts_of(struct crm *crm, int64_t client, int64_t upto, struct arena *arena, struct facts *facts)
{
	struct client_records records;
	enum status status = client_records_read(crm, client, upto, arena, &records);
	if (status == CRM_OK)
		sum_up(&records, facts);
	return status;
}

/* Numbers of ${sql}, in ${arena}. */
static enum status read_numbers(
    struct crm *crm, const char *sql, const struct val *vals, struct arena *arena, int64_t **number, int *n)
{
	struct stmt *stmt;
	int room = 0;
	*n = 0;
	*number = NULL;
	enum status status = db_ask(crm->db, sql, vals, &stmt);
	while (status == CRM_OK && (status = db_next(stmt)) == CRM_OK) {
		if (*n == room) {
			int64_t *more = arena_get(arena, (size_t)(room = room == 0 ? 8 : room * 2) * sizeof *more);
			if (more == NULL) {
				db_done(stmt);
				return why_memory(&crm->why);
			}
			if (*n > 0)
				memcpy(more, *number, (size_t)*n * sizeof *more);
			*number = more;
		}
		(*number)[(*n)++] = db_int(stmt, 0);
	}
	return status == CRM_NONE ? CRM_OK : status;
}

/* The root's row: his own records, then those of the others by number. */
static enum status refresh_root(struct crm *crm, int64_t root, int64_t upto, struct arena *arena)
{
	struct facts all, one;
	int64_t *member;
	int n = 0;
	enum status status = facts_of(crm, root, upto, arena, &all);
	if (status == CRM_OK)
		status = read_numbers(crm, sql_client_members, VALS(V_INT(root)), arena, &member, &n);
	for (int i = 0; i < n && status == CRM_OK; i++) {
		status = facts_of(crm, member[i], upto, arena, &one);
		if (status == CRM_OK)
			add_facts(&all, &one);
	}
	return status == CRM_OK ? write_facts(crm, root, &all) : status;
}

enum status client_refresh(struct crm *crm, int64_t client, int64_t upto)
{
	struct arena arena = {0};
	struct facts own;
	int64_t root;
	enum status status = client_root(crm, client, &root);
	if (status == CRM_OK && root != client) {
		status = facts_of(crm, client, upto, &arena, &own);
		if (status == CRM_OK)
			status = write_facts(crm, client, &own);
	}
	if (status == CRM_OK)
		status = refresh_root(crm, root, upto, &arena);
	arena_free(&arena);
	return status;
}

/* The newest lead adds to what is known; of most clients that is nothing. */
static enum status add_newest(struct crm *crm, int64_t client, const struct client_facts *said)
{
	struct stmt *stmt;
	enum status status =
	    db_run(crm->db, sql_client_new, VALS(V_INT(client), V_TEXT(said->name), V_INT(said->filled)));
	if (status != CRM_OK || db_changed(crm->db) > 0)
		return status;
	status = db_ask_one(crm->db, sql_client_row, VALS(V_INT(client)), &stmt);
	if (status != CRM_OK)
		return status;
	bool named = !db_null(stmt, 0);
	int64_t filled = db_int(stmt, 1);
	char *name = named ? strdup(db_text(stmt, 0)) : NULL;
	db_done(stmt);
	if (named && name == NULL)
		return why_memory(&crm->why);
	status = put_client(crm, client, named ? name : said->name, filled | said->filled);
	free(name);
	return status;
}

enum status apply_client_join(struct crm *crm, const struct lead_folded *folded, int64_t upto, bool again)
{
	int64_t client = folded->home, grouped = 0;
	struct arena arena = {0};
	struct client_facts said;
	enum status status = client_facts_read(crm, folded->created_new, &arena, &said);
	said.event = folded->lead.event;
	if (status == CRM_OK && !crm->none_merged)
		status = db_number(crm->db, sql_client_in_group, VALS(V_INT(client)), 0, &grouped);
	if (status == CRM_OK)
		status = again || grouped != 0 ? client_refresh(crm, client, upto) : add_newest(crm, client, &said);
	if (status == CRM_OK)
		status = apply_points_join(crm, client, &said);
	arena_free(&arena);
	return status;
}

enum status apply_client_leave(struct crm *crm, const struct lead_folded *folded, int64_t upto)
{
	int64_t client = folded->home;
	struct arena arena = {0};
	struct client_facts gone;
	struct client_records rest;
	enum status status = client_facts_read(crm, folded->created_new, &arena, &gone);
	gone.event = folded->lead.event;
	if (status == CRM_OK)
		status = client_refresh(crm, client, upto);
	if (status == CRM_OK)
		status = client_records_read(crm, client, upto, &arena, &rest);
	if (status == CRM_OK)
		status = apply_points_leave(crm, client, &gone, &rest);
	arena_free(&arena);
	return status;
}

enum status apply_client_updated(struct crm *crm, const struct event *updated, int64_t upto, int sign)
{
	int64_t client = updated->client;
	struct arena arena = {0};
	struct client_facts said;
	struct client_records rest;
	enum status status = client_facts_read(crm, updated->new, &arena, &said);
	said.event = updated->event;
	if (status == CRM_OK)
		status = db_run(crm->db, sign > 0 ? sql_updates_more : sql_updates_less, NULL);
	if (status == CRM_OK && sign < 0)
		status = db_run(crm->db, sql_updates_gone, NULL);
	if (status == CRM_OK)
		status = client_refresh(crm, client, upto);
	if (status == CRM_OK && sign > 0)
		status = apply_points_join(crm, client, &said);
	if (status == CRM_OK && sign < 0)
		status = client_records_read(crm, client, upto, &arena, &rest);
	if (status == CRM_OK && sign < 0)
		status = apply_points_leave(crm, client, &said, &rest);
	arena_free(&arena);
	return status;
}

static enum status refresh_all(struct crm *crm, const char *sql, const struct val *vals)
{
	struct arena arena = {0};
	int64_t *client;
	int n = 0;
	enum status status = read_numbers(crm, sql, vals, &arena, &client, &n);
	for (int i = 0; i < n && status == CRM_OK; i++)
		status = client_refresh(crm, client[i], HISTORY_END);
	arena_free(&arena);
	return status;
}

enum status apply_clients_refresh(struct crm *crm)
{
	enum status status = refresh_all(crm, sql_clients_put, VALS(V_INT(EV_CLIENT_PUT)));
	return status == CRM_OK ? refresh_all(crm, sql_clients_merged, NULL) : status;
}
