/* What is stored under keys that come in no order: points, names at shared ones, fingerprints of rows, touches. Sorted
   first: that is easier on the pages. */
#include "flow/intake/inquiry_private.h"
#include "flow/intake/intake.sql.h"
#include "base/core/sort_index.h"

/* Rows for a batch table of number, value, more, event, or value, more, event, text. */
struct pairs {
	int n;
	int64_t *key, *value, *more, *event;
	const char **text; /* NULL: by key */
};

static enum status pairs_open(struct crm *crm, struct pairs *pairs, int room, bool texts)
{
	int64_t *ints = arena_get(&crm->chunk, ((size_t)room + 1) * 4 * sizeof *ints);
	*pairs = (struct pairs){.key = ints};
	pairs->text = texts ? arena_get(&crm->chunk, ((size_t)room + 1) * sizeof *pairs->text) : NULL;
	if (!ints || (texts && !pairs->text))
		return why_memory(&crm->why);
	pairs->value = ints + room + 1;
	pairs->more = pairs->value + room + 1;
	pairs->event = pairs->more + room + 1;
	return CRM_OK;
}

static int64_t *in_order(struct crm *crm, const int64_t *column, const uint32_t *order, int n)
{
	int64_t *sorted = arena_get(&crm->chunk, ((size_t)n + 1) * sizeof *sorted);
	for (int i = 0; sorted && i < n; i++)
		sorted[i] = column[order[i]];
	return sorted;
}

/* In key order into ${table}, a batch table of so many columns, called ${names}; then ${sql}. */
static enum status store_pairs(
    struct crm *crm, struct pairs *pairs, int columns, const char *table, const char *names, const char *sql)
{
	int n = pairs->n;
	if (n == 0)
		return CRM_OK;
	const uint32_t *order = pairs->text ? sort_index_texts(&crm->chunk, pairs->text, n)
	                                    : sort_index_numbers(&crm->chunk, pairs->key, n);
	const char **text = arena_get(&crm->chunk, ((size_t)n + 1) * sizeof *text);
	if (!order || !text)
		return why_memory(&crm->why);
	for (int i = 0; pairs->text && i < n; i++)
		text[i] = pairs->text[order[i]];
	struct batch_column column[4] = {{.ints = in_order(crm, pairs->key, order, n)}};
	int64_t *const rest[] = {pairs->value, pairs->more, pairs->event};
	for (int c = 0; c < 3; c++)
		column[pairs->text ? c : c + 1] = (struct batch_column){.ints = in_order(crm, rest[c], order, n)};
	if (pairs->text)
		column[3] = (struct batch_column){.texts = text};
	for (int c = 0; c < columns; c++)
		if (!column[c].ints && !column[c].texts)
			return why_memory(&crm->why);
	enum status status = db_batch_table(crm->db, table, names);
	if (status == CRM_OK)
		status = db_batch(crm->db, table, column, columns, n);
	return status == CRM_OK ? db_run(crm->db, sql, NULL) : status;
}

static void add_pair(struct pairs *pairs, int64_t key, int64_t value, int64_t more, int64_t event)
{
	int i = pairs->n++;
	pairs->key[i] = key;
	pairs->value[i] = value;
	pairs->more[i] = more;
	pairs->event[i] = event;
}

/* New ones of a kind, or those that the base has already. */
static enum status store_points(
    struct crm *crm, const struct intake_match *match, enum identity_kind kind, bool known, const char *sql)
{
	struct pairs pairs;
	bool texts = kind == IDENTITY_EMAIL;
	int n = 0;
	for (int i = 0; i < match->n_points; i++)
		n += match->points[i].added && match->points[i].stored == known && match->points[i].point.kind == kind;
	enum status status = n ? pairs_open(crm, &pairs, n, texts) : CRM_OK;
	if (status != CRM_OK || !n)
		return status;
	for (int i = 0; i < match->n_points; i++) {
		const struct match_point *point = &match->points[i];
		if (!point->added || point->stored != known || point->point.kind != kind)
			continue;
		if (texts)
			pairs.text[pairs.n] = point->point.text;
		add_pair(&pairs, point->point.number, point->client, point->added, point->event);
	}
	return store_pairs(crm, &pairs, 4, texts ? "address" : "point",
	    texts ? "client, leads, event, email" : "number, client, leads, event", sql);
}

enum status intake_store_points(struct crm *crm, const struct intake_match *match)
{
	static const struct {
		enum identity_kind kind;
		bool known;
		const char *sql;
	} ways[] = {{IDENTITY_PHONE, false, sql_intake_store_phones},
	    {IDENTITY_PHONE, true, sql_intake_store_phones_known}, {IDENTITY_EMAIL, false, sql_intake_store_emails},
	    {IDENTITY_EMAIL, true, sql_intake_store_emails_known}, {IDENTITY_INN, false, sql_intake_store_inns},
	    {IDENTITY_INN, true, sql_intake_store_inns_known}};
	enum status status = CRM_OK;
	for (size_t i = 0; i < sizeof ways / sizeof *ways && status == CRM_OK; i++)
		status = store_points(crm, match, ways[i].kind, ways[i].known, ways[i].sql);
	for (int i = 0; i < match->n_names && status == CRM_OK; i++) {
		const struct match_name *name = &match->new_name[i];
		status = db_run(
		    crm->db, sql_intake_store_shared, VALS(V_INT(name->key), V_INT(name->client), V_INT(name->event)));
	}
	return status;
}

enum status intake_store_fingerprints(struct intake *in, struct intake_match *match)
{
	struct crm *crm = in->crm;
	struct pairs pairs;
	enum status status = pairs_open(crm, &pairs, in->n * 2, false);
	for (int i = 0; i < in->n && status == CRM_OK; i++) {
		const struct inquiry *q = &in->list[i];
		if (!q->event)
			continue;
		if (q->marks)
			add_pair(&pairs, q->hash, match_fingerprint(match, q->hash), q->event, 0);
		if (q->hash_any && q->marks_any)
			add_pair(&pairs, q->hash_any, match_fingerprint(match, q->hash_any), q->event, 0);
		else if (q->hash_any)
			status = db_run(crm->db, sql_intake_store_ambiguous, VALS(V_INT(q->hash_any)));
	}
	return status == CRM_OK
	           ? store_pairs(crm, &pairs, 3, "fingerprint", "hash, lead, event", sql_intake_store_fingerprints)
	           : status;
}

/* Each origin once, with the latest touch. */
enum status intake_store_touches(struct intake *in)
{
	struct crm *crm = in->crm;
	struct pairs pairs;
	int n = 0;
	for (int i = 0; i < in->n; i++)
		n += in->list[i].touch != 0;
	struct hashmap last = {0};
	enum status status = pairs_open(crm, &pairs, n, false);
	if (status == CRM_OK && hashmap_open(&last, &crm->chunk, n) != 0)
		status = why_memory(&crm->why);
	for (int i = 0; i < in->n && status == CRM_OK; i++) {
		const struct inquiry *q = &in->list[i];
		if (!q->touch)
			continue;
		int64_t *index = hashmap_at(&last, q->origin);
		if (!*index) {
			add_pair(&pairs, q->origin, q->at, 0, 0);
			*index = pairs.n;
		} else if (pairs.value[*index - 1] < q->at) {
			pairs.value[*index - 1] = q->at;
		}
	}
	return status == CRM_OK ? store_pairs(crm, &pairs, 2, "touched", "lead, at", sql_intake_store_touches) : status;
}
