/* The clients whom a chunk may come to: what the base knows of them, and what becomes of them row by row. */
#include "flow/intake/inquiry_private.h"
#include "flow/intake/intake.sql.h"
#include "base/core/sort_index.h"

#define MANY_KEYS 500 /* are worth a question beforehand */

enum status match_is_empty(struct crm *crm, const char *sql, int n, bool *empty)
{
	int64_t any = 1;
	enum status status = n < MANY_KEYS ? CRM_OK : db_number(crm->db, sql, NULL, 0, &any);
	*empty = any == 0;
	return status;
}

enum status match_want_numbers(struct crm *crm, const int64_t *key, int n)
{
	const uint32_t *order = sort_index_numbers(&crm->chunk, key, n);
	int64_t *sorted = arena_get(&crm->chunk, ((size_t)n + 1) * sizeof *sorted);
	int kept = 0;
	if (!order || !sorted)
		return why_memory(&crm->why);
	for (int i = 0; i < n; i++)
		if (kept == 0 || sorted[kept - 1] != key[order[i]])
			sorted[kept++] = key[order[i]];
	enum status status = db_batch_table(crm->db, "wanted", "key");
	return status == CRM_OK ? db_batch(crm->db, "wanted", &(struct batch_column){.ints = sorted}, 1, kept) : status;
}

enum status match_want_texts(struct crm *crm, const char *const *key, int n)
{
	const uint32_t *order = sort_index_texts(&crm->chunk, key, n);
	const char **sorted = arena_get(&crm->chunk, ((size_t)n + 1) * sizeof *sorted);
	if (!order || !sorted)
		return why_memory(&crm->why);
	for (int i = 0; i < n; i++)
		sorted[i] = key[order[i]];
	enum status status = db_batch_table(crm->db, "wanted_text", "key");
	return status == CRM_OK ? db_batch(crm->db, "wanted_text", &(struct batch_column){.texts = sorted}, 1, n)
	                        : status;
}

struct match_person *match_person_of(struct intake_match *match, int64_t client)
{
	int64_t *index = hashmap_at(&match->clients, client);
	if (!*index) {
		match->people[match->n_people] = (struct match_person){.client = client, .role = INQUIRY_ADDED};
		*index = ++match->n_people;
	}
	return &match->people[*index - 1];
}

static enum inquiry_verdict verdict_of_role(const struct intake_match *match, const char *role)
{
	if (!role)
		return INQUIRY_ADDED;
	if (strcmp(role, "blocked") == 0)
		return INQUIRY_SPAM;
	if (strcmp(role, "shareholder") == 0)
		return INQUIRY_SHAREHOLDER;
	return strcmp(role, "client") == 0 && match->won_existing ? INQUIRY_EXISTING : INQUIRY_ADDED;
}

static void learn_person(struct intake_match *match, struct stmt *row)
{
	struct match_person *person = match_person_of(match, db_int(row, 0));
	person->stored = true;
	person->named = db_int(row, 1);
	person->filled = db_int(row, 2);
	person->role = verdict_of_role(match, db_text(row, 3));
	person->grouped = !db_null(row, 4);
}

/* Leads come in no order: the latest counts. */
static void learn_lead(struct intake_match *match, struct stmt *row)
{
	struct match_person *person = match_person_of(match, db_int(row, 0));
	int64_t lead = db_int(row, 1);
	enum lead_state state = (enum lead_state)db_int(row, 2);
	if (state == LEAD_OPEN && lead > person->open_lead) {
		person->open_lead = lead;
		person->open_owner = db_int(row, 3);
	} else if (state == LEAD_LOST && lead > person->lost_lead) {
		person->lost_lead = lead;
	}
	person->won = person->won || state == LEAD_WON;
	if (!db_null(row, 3) && lead > person->owner_lead) {
		person->owner = db_int(row, 3);
		person->owner_lead = lead;
	}
}

enum status match_people_meet(struct intake_match *match, const int64_t *clients, int n)
{
	struct crm *crm = match->in->crm;
	struct stmt *row;
	enum status status = match_want_numbers(crm, clients, n);
	if (status == CRM_OK)
		status = db_ask(crm->db, sql_match_clients, NULL, &row);
	while (status == CRM_OK && (status = db_next(row)) == CRM_OK)
		learn_person(match, row);
	if (status == CRM_NONE)
		status = db_ask(crm->db, sql_match_leads, NULL, &row);
	while (status == CRM_OK && (status = db_next(row)) == CRM_OK)
		learn_lead(match, row);
	return status == CRM_NONE ? CRM_OK : status;
}

enum status match_people_open(struct intake_match *match)
{
	struct arena *arena = &match->in->crm->chunk;
	int n = 0;
	int64_t *clients = arena_get(arena, ((size_t)match->n_points + 1) * sizeof *clients);
	if (!clients)
		return why_memory(&match->in->crm->why);
	for (int i = 0; i < match->n_points; i++)
		if (match->points[i].client)
			clients[n++] = match->points[i].root;
	int room = match->in->n + n;
	match->people = arena_get(arena, ((size_t)room + 1) * sizeof *match->people);
	if (!match->people || hashmap_open(&match->clients, arena, room) != 0)
		return why_memory(&match->in->crm->why);
	return n ? match_people_meet(match, clients, n) : CRM_OK;
}

enum status match_person_name(struct intake_match *match, struct match_person *person, const char **name)
{
	struct crm *crm = match->in->crm;
	struct stmt *row;
	*name = person->name;
	if (person->name || !person->named || !person->stored)
		return CRM_OK;
	enum status status = db_ask_one(crm->db, sql_match_name, VALS(V_INT(person->client)), &row);
	if (status != CRM_OK)
		return status == CRM_NONE ? CRM_OK : status;
	*name = person->name = arena_copy(&crm->chunk, db_text(row, 0));
	bool there = !db_null(row, 0);
	db_done(row);
	return *name || !there ? CRM_OK : why_memory(&crm->why);
}
