#include "report/find/find_index_private.h"

#include "book/history/history.h"
#include "base/core/hash.h"
#include "store/sidecar.h"

#include "report/find/find_private.h"
#include "report/find/find_index.sql.h"

#define FIND_VERSION 3       /* of the tables, of what is searched, and of what makes tokens of texts */
#define PATIENCE 300         /* seconds: somebody may be making it all anew */
#define MEMORY_ANEW 67108864 /* bytes of tokens before they are written */
#define MEMORY_USUAL 1048576 /* as FTS5 has it */
#define MERGE_USUAL 4        /* the same */
#define TRIES 4

/* Up to where the index has read. */
struct place {
	int64_t event, digest, next, dead;
};

static enum status place_get(struct db *db, int64_t version, struct place *place)
{
	struct stmt *stmt;
	*place = (struct place){.event = -1, .next = 1};
	if (version != FIND_VERSION)
		return CRM_OK;
	enum status status = db_ask_one(db, sql_state_get, NULL, &stmt);
	if (status != CRM_OK)
		return status == CRM_NONE ? CRM_OK : status;
	*place = (struct place){db_int(stmt, 0), db_int(stmt, 1), db_int(stmt, 2), db_int(stmt, 3)};
	db_done(stmt);
	return CRM_OK;
}

/* An event, and others ever farther before it: in a journal that is not the same one, at least one of them is another.
 */
static enum status digest_events(struct crm *crm, int64_t event, int64_t *number)
{
	struct buf text = {0};
	struct arena arena = {0};
	struct event one;
	enum status status = CRM_OK;
	buf_put(&text, crm->country); /* phones of a row are read by it */
	for (int64_t back = 0; back < event && status == CRM_OK; back = back ? 2 * back : 1) {
		status = history_event(crm, event - back, &arena, &one);
		if (status == CRM_OK)
			buf_format(&text, "|%lld %lld %d %lld %lld %lld %lld %lld %s", (long long)one.event,
			    (long long)one.batch, (int)one.kind, (long long)one.lead, (long long)one.client,
			    (long long)one.occurred_at, (long long)one.recorded_at, (long long)one.reverses,
			    one.new ? one.new : "");
		arena_reset(&arena);
		if (status == CRM_NONE)
			status = CRM_OK;
	}
	if (status == CRM_OK)
		status = text.failed ? why_memory(&crm->why) : CRM_OK;
	if (status == CRM_OK)
		*number = hash_text(text.text ? text.text : "", text.length);
	arena_free(&arena);
	buf_free(&text);
	return status;
}

static enum status last_event(struct crm *crm, int64_t *event)
{
	return db_number(crm->db, sql_last_event, NULL, 0, event);
}

/* Go on to what the database is now. */
static enum status move_on(struct crm *crm, int64_t *last)
{
	db_rollback(crm->db);
	enum status status = db_begin(crm->db);
	return status == CRM_OK ? last_event(crm, last) : status;
}

/* Is the journal of the database the one the index has read, and goes on from there? */
static enum status journal_agrees(struct crm *crm, const struct place *place, int64_t last, bool *agreed)
{
	int64_t now = 0;
	*agreed = false;
	if (place->event < 0 || place->event > last)
		return CRM_OK;
	enum status status = digest_events(crm, place->event, &now);
	*agreed = status == CRM_OK && now == place->digest;
	return status;
}

static enum status make_docs(struct find_making *in, struct find_affected *affected)
{
	enum status status = CRM_OK;
	for (int i = 0; i < affected->leads.n && status == CRM_OK; i++) {
		status = find_doc(in, affected->leads.key[i], 0);
		tell_progress(in->crm, N_("%lld of %lld leads are in the search index"), i + 1, affected->leads.n);
	}
	for (int i = 0; i < affected->talked_of.n && status == CRM_OK; i++)
		status = find_doc(in, 0, affected->talked_of.key[i]);
	return status;
}

static enum status go_on(struct find_making *in, int64_t after, int64_t last)
{
	struct find_affected affected = {0};
	enum status status = find_affected_since(in, after, last, &affected);
	if (status == CRM_OK)
		status = make_docs(in, &affected);
	find_affected_free(&affected);
	return status;
}

static enum status run_each(struct db *db, const char *const *sql, size_t n)
{
	enum status status = CRM_OK;
	for (size_t i = 0; i < n && status == CRM_OK; i++)
		status = db_run(db, sql[i], NULL);
	return status;
}

static enum status make_tables(struct db *db)
{
	static const char *const tables[] = {sql_make_state, sql_make_doc, sql_make_doc_lead, sql_make_doc_client,
	    sql_make_phone, sql_make_phone_begun, sql_make_email, sql_make_vocab, sql_make_vocab_sound,
	    sql_make_variant, sql_make_words, sql_new_phone, sql_new_phone_begun, sql_new_email};
	enum status status = sidecar_empty(db);
	if (status == CRM_OK)
		status = run_each(db, tables, sizeof tables / sizeof *tables);
	return status == CRM_OK ? sidecar_stamp(db, FIND_VERSION) : status;
}

static enum status fill_points(struct db *db)
{
	static const char *const steps[] = {sql_phone_fill, sql_new_phone_drop, sql_phone_begun_fill,
	    sql_new_phone_begun_drop, sql_email_fill, sql_new_email_drop};
	return run_each(db, steps, sizeof steps / sizeof *steps);
}

/* How words are gathered and merged. */
static enum status settle_words(struct db *db, int64_t memory, int64_t merge)
{
	enum status status = db_run(db, sql_words_memory, VALS(V_INT(memory)));
	return status == CRM_OK ? db_run(db, sql_words_merge, VALS(V_INT(merge))) : status;
}

static enum status make_all(struct find_making *in)
{
	struct find_affected affected = {0};
	in->anew = true;
	in->next = 1;
	in->dead = 0;
	enum status status = make_tables(in->db);
	if (status == CRM_OK)
		status = settle_words(in->db, MEMORY_ANEW, 0);
	if (status == CRM_OK)
		status = find_affected_all(in, &affected);
	if (status == CRM_OK)
		status = make_docs(in, &affected);
	if (status == CRM_OK)
		status = db_run(in->db, sql_words_optimize, NULL);
	if (status == CRM_OK)
		status = settle_words(in->db, MEMORY_USUAL, MERGE_USUAL);
	if (status == CRM_OK)
		status = fill_points(in->db);
	find_affected_free(&affected);
	return status;
}

static enum status keep_place(struct find_making *in, int64_t last)
{
	int64_t number;
	enum status status = digest_events(in->crm, last, &number);
	if (status == CRM_OK)
		status = db_run(in->db, sql_state_clear, NULL);
	return status == CRM_OK
	           ? db_run(in->db, sql_state_put, VALS(V_INT(last), V_INT(number), V_INT(in->next), V_INT(in->dead)))
	           : status;
}

/* Inside a transaction of the index. */
static enum status bring_up(struct find_making *in, int64_t version, bool tidy)
{
	struct place place;
	int64_t last = 0;
	bool agreed = false;
	enum status status = place_get(in->db, version, &place);
	if (status == CRM_OK)
		status = move_on(in->crm, &last);
	if (status == CRM_OK)
		status = journal_agrees(in->crm, &place, last, &agreed);
	if (status != CRM_OK)
		return status;
	int64_t docs = place.next - 1 - place.dead;
	in->next = place.next;
	in->dead = place.dead;
	if (agreed && place.dead <= docs / (tidy ? 5 : 2) + 100 && place.next <= FIND_DOC_MASK - docs)
		status = place.event == last ? CRM_OK : go_on(in, place.event, last);
	else
		status = make_all(in);
	return status == CRM_OK ? keep_place(in, last) : status;
}

static enum status bring_up_in(struct crm *crm, struct stemmer *stemmer, struct db *db, int64_t version, bool tidy)
{
	struct find_making *in = calloc(1, sizeof *in);
	if (!in)
		return why_memory(&crm->why);
	*in = (struct find_making){.crm = crm, .db = db, .stemmer = stemmer};
	db_patience(db, PATIENCE);
	enum status status = db_begin(db);
	if (status == CRM_OK)
		status = bring_up(in, version, tidy);
	status = status == CRM_OK ? db_commit(db) : status;
	if (status != CRM_OK)
		db_rollback(db);
	arena_free(&in->arena);
	buf_free(&in->tokens);
	free(in);
	return status;
}

static enum status bring_up_file(struct find_index *index, bool tidy)
{
	struct db *db;
	int64_t version;
	enum status status = sidecar_open(index->crm->db, SIDECAR_FIND, DB_WRITE, &db, &version);
	if (status != CRM_OK)
		return status;
	status = bring_up_in(index->crm, index->stemmer, db, version, tidy);
	db_close(db);
	return status;
}

/* As it is: CRM_NONE if it must be brought up to date first. */
static enum status open_fresh(struct find_index *index)
{
	struct place place;
	int64_t version, last = 0;
	bool agreed = false;
	enum status status = sidecar_open(index->crm->db, SIDECAR_FIND, DB_READ, &index->db, &version);
	if (status != CRM_OK)
		return status;
	db_patience(index->db, PATIENCE);
	status = db_begin(index->db);
	if (status == CRM_OK)
		status = place_get(index->db, version, &place);
	if (status == CRM_OK)
		status = last_event(index->crm, &last);
	if (status == CRM_OK && place.event > last)
		status = move_on(index->crm, &last);
	if (status == CRM_OK && place.event == last)
		status = journal_agrees(index->crm, &place, last, &agreed);
	if (status == CRM_OK && agreed)
		return CRM_OK;
	db_close(index->db);
	index->db = NULL;
	return status == CRM_OK ? CRM_NONE : status;
}

static enum status open_in_memory(struct find_index *index)
{
	struct crm *crm = index->crm;
	note(crm, _("%s: the search index is made in memory, and anew each time"), crm->why.text);
	enum status status = sidecar_memory(crm->db, &index->db);
	return status == CRM_OK ? bring_up_in(crm, index->stemmer, index->db, 0, false) : status;
}

enum status find_index_open(struct crm *crm, bool tidy, struct find_index *index)
{
	*index = (struct find_index){.crm = crm, .stemmer = stemmer_new()};
	enum status status = index->stemmer ? CRM_NONE : why_memory(&crm->why);
	for (int i = 0; i < TRIES && status == CRM_NONE; i++) {
		/* A reader may not repair what a kill left; a writer may. */
		status = tidy && i == 0 ? CRM_NONE : open_fresh(index);
		if (status == CRM_NONE || status == CRM_NOPERM || status == CRM_CANTCREATE) {
			status = bring_up_file(index, tidy);
			status = status == CRM_OK ? CRM_NONE : status;
		}
	}
	if (status == CRM_NOPERM)
		status = open_in_memory(index);
	if (status == CRM_NONE)
		status =
		    why_set(&crm->why, CRM_BUSY, _("others write faster than the search index can follow; try again"));
	if (status != CRM_OK)
		find_index_close(index);
	return status;
}

void find_index_close(struct find_index *index)
{
	db_close(index->db);
	stemmer_free(index->stemmer);
	*index = (struct find_index){0};
}
