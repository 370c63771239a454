/* In the order of their keys, which is easier on the pages; a slice at a time, which is easier on memory. */
#include "base/core/sort_index.h"
#include "book/known/known_private.h"

#include "book/known/known_store.sql.h"

enum { SLICE = 4096, COLUMNS = 4 };

/* A batch table, whose text is its last column, and what is done with it. */
struct slice {
	const char *table, *columns, *sql;
	int n, n_ints;
	bool texts;
	int64_t ints[COLUMNS][SLICE];
	const char *text[SLICE];
};

static enum status store_slice(struct crm *crm, struct slice *slice)
{
	struct batch_column column[COLUMNS] = {{0}};
	int n_columns = slice->n_ints;
	if (!slice->n)
		return CRM_OK;
	for (int c = 0; c < slice->n_ints; c++)
		column[c].ints = slice->ints[c];
	if (slice->texts)
		column[n_columns++].texts = slice->text;
	enum status status = db_batch_table(crm->db, slice->table, slice->columns);
	if (status == CRM_OK)
		status = db_batch(crm->db, slice->table, column, n_columns, slice->n);
	slice->n = 0;
	return status == CRM_OK ? db_run(crm->db, slice->sql, NULL) : status;
}

/* A row more; ${ints} are as many as it has. */
static enum status add_row(struct crm *crm, struct slice *slice, const int64_t *ints, const char *text)
{
	for (int c = 0; c < slice->n_ints; c++)
		slice->ints[c][slice->n] = ints[c];
	slice->text[slice->n++] = text;
	return slice->n == SLICE ? store_slice(crm, slice) : CRM_OK;
}

/* Places of the entries in the order of their keys, in ${arena}; NULL without memory. */
static const uint32_t *order_of(const struct known_table *table, struct arena *arena)
{
	size_t room = table->n + 1;
	int64_t *number = table->texts ? NULL : arena_get(arena, room * sizeof *number);
	const char **text = table->texts ? arena_get(arena, room * sizeof *text) : NULL;
	if (!number && !text)
		return NULL;
	for (size_t i = 0; i < table->n; i++) {
		const union known_key *key = known_entry(table, i);
		if (text)
			text[i] = key->text;
		else
			number[i] = key->number;
	}
	return text ? sort_index_texts(arena, text, (int)table->n) : sort_index_numbers(arena, number, (int)table->n);
}

static bool any_stored(const struct known_table *table)
{
	for (size_t i = 0; i < table->n; i++)
		if (((const struct kept_point *)known_entry(table, i))->is.stored)
			return true;
	return false;
}

/* All of them at once, also those that the table has: so each page is written once. */
static enum status store_points(
    struct crm *crm, const struct known_table *table, const uint32_t *order, struct slice *slice)
{
	enum status status = CRM_OK;
	for (size_t i = 0; i < table->n && status == CRM_OK; i++) {
		const struct kept_point *kept = known_entry(table, order[i]);
		const struct known_point *is = &kept->is;
		if (table->texts)
			status = add_row(crm, slice, (int64_t[]){is->client, is->added, is->event}, kept->key.text);
		else
			status =
			    add_row(crm, slice, (int64_t[]){kept->key.number, is->client, is->added, is->event}, NULL);
	}
	return status == CRM_OK ? store_slice(crm, slice) : status;
}

static enum status store_rows(
    struct crm *crm, const struct known_table *table, const uint32_t *order, struct slice *slice)
{
	enum status status = CRM_OK;
	for (size_t i = 0; i < table->n && status == CRM_OK; i++) {
		const struct kept_row *kept = known_entry(table, order[i]);
		if (kept->event)
			status = add_row(crm, slice, (int64_t[]){kept->key.number, kept->lead, kept->event}, NULL);
		else
			status = db_run(crm->db, sql_known_row_again, VALS(V_INT(kept->key.number), V_INT(kept->lead)));
	}
	return status == CRM_OK ? store_slice(crm, slice) : status;
}

static enum status store_touches(
    struct crm *crm, const struct known_table *table, const uint32_t *order, struct slice *slice)
{
	enum status status = CRM_OK;
	for (size_t i = 0; i < table->n && status == CRM_OK; i++) {
		const struct kept_touch *kept = known_entry(table, order[i]);
		status = add_row(crm, slice, (int64_t[]){kept->key.number, kept->at}, NULL);
	}
	return status == CRM_OK ? store_slice(crm, slice) : status;
}

static enum status store_table(
    struct crm *crm, const struct known_table *table, int which, const uint32_t *order, struct slice *slice)
{
	static const char *const points[][2] = {[KNOWN_PHONES] = {sql_known_phones, sql_known_phones_more},
	    [KNOWN_EMAILS] = {sql_known_emails, sql_known_emails_more},
	    [KNOWN_INNS] = {sql_known_inns, sql_known_inns_more}};
	slice->n = 0;
	slice->texts = table->texts;
	if (which == KNOWN_ROWS) {
		slice->table = "fingerprint";
		slice->columns = "hash, lead, event";
		slice->n_ints = 3;
		slice->sql = sql_known_rows;
		return store_rows(crm, table, order, slice);
	}
	if (which == KNOWN_TOUCHES) {
		slice->table = "touched";
		slice->columns = "lead, at";
		slice->n_ints = 2;
		slice->sql = sql_known_touches;
		return store_touches(crm, table, order, slice);
	}
	slice->table = table->texts ? "address" : "point";
	slice->columns = table->texts ? "client, leads, event, email" : "number, client, leads, event";
	slice->n_ints = table->texts ? 3 : 4;
	slice->sql = points[which][any_stored(table)];
	return store_points(crm, table, order, slice);
}

enum status known_store(struct crm *crm, const struct known *known)
{
	struct arena arena = {0};
	struct slice *slice = arena_get(&arena, sizeof *slice);
	enum status status = slice ? CRM_OK : why_memory(&crm->why);
	for (int i = 0; i < KNOWN_TABLES && status == CRM_OK; i++) {
		const struct known_table *table = &known->table[i];
		if (!table->n)
			continue;
		const uint32_t *order = order_of(table, &arena);
		status = order ? store_table(crm, table, i, order, slice) : why_memory(&crm->why);
	}
	arena_free(&arena);
	return status;
}
