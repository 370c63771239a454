#include "report/find/find_hits_private.h"

#include "base/text/name.h"
#include "report/find/find_hits.sql.h"
#include "report/kit/scan.h"

/* A row of a statement above: a document, and by what it was found. */
struct find_candidate {
	int64_t doc, lead, client;
	int score;
	bool by_client;
};

/* How many are looked at in one way. With a filter most of them may not count. */
static int most_candidates(const struct find_hits *hits)
{
	int n = hits->query->n_managers || hits->query->n_units ? FIND_CANDIDATES_FILTERED : FIND_CANDIDATES;
	return hits->limit > n ? hits->limit : n;
}

/* A client who is found himself stands for his leads. */
static bool same_row(const struct find_hit *a, const struct find_hit *b)
{
	return a->by_client || b->by_client ? a->root == b->root : a->lead == b->lead && a->client == b->client;
}

/* Better first: the score, all of a name, an open lead, the newest. */
static bool is_better(const struct find_hit *a, const struct find_hit *b)
{
	if (a->score != b->score)
		return a->score > b->score;
	if (a->whole != b->whole)
		return a->whole;
	if (a->open != b->open)
		return a->open;
	return a->lead != b->lead ? a->lead > b->lead : a->client > b->client;
}

static int in_order(const void *x, const void *y)
{
	const struct find_hit *a = x, *b = y;
	return is_better(a, b) ? -1 : is_better(b, a);
}

static enum status add_hit(struct find_hits *hits, const struct find_hit *hit)
{
	struct crm *crm = hits->crm;
	if (hits->n == hits->room) {
		int room = hits->room ? 2 * hits->room : 64;
		struct find_hit *grown = arena_get(&crm->run, (size_t)room * sizeof *grown);
		if (!grown)
			return why_memory(&crm->why);
		if (hits->n)
			memcpy(grown, hits->hit, (size_t)hits->n * sizeof *grown);
		hits->hit = grown;
		hits->room = room;
	}
	hits->hit[hits->n++] = *hit;
	return CRM_OK;
}

static enum status whole_name(struct find_hits *hits, const char *name, bool *whole)
{
	struct buf key = {0};
	if (name)
		name_key_put(&key, name);
	*whole = key.length && strcmp(key.text, hits->ask.key) == 0;
	enum status status = key.failed ? why_memory(&hits->crm->why) : CRM_OK;
	buf_free(&key);
	return status;
}

/* Who is it now? CRM_NONE: nobody, or of none of the managers asked for. */
static enum status identify_hit(struct find_hits *hits, const struct find_candidate *found, struct find_hit *hit)
{
	struct crm *crm = hits->crm;
	struct stmt *stmt;
	*hit = (struct find_hit){
	    .lead = found->lead, .client = found->client, .score = found->score, .by_client = found->by_client};
	enum status status = found->lead ? db_ask_one(crm->db, sql_hits_lead, VALS(V_INT(found->lead)), &stmt)
	                                 : db_ask_one(crm->db, sql_hits_client, VALS(V_INT(found->client)), &stmt);
	if (status != CRM_OK)
		return status;
	int at = found->lead ? 2 : 0;
	if (found->lead) {
		hit->open = db_int(stmt, 0) == LEAD_OPEN;
		hit->manager = db_int(stmt, 1);
	}
	hit->root = db_int(stmt, at);
	status = whole_name(hits, db_text(stmt, at + 1), &hit->whole);
	db_done(stmt);
	return status == CRM_OK && !query_takes(crm, hits->query, hit->manager) ? CRM_NONE : status;
}

static enum status take_candidate(struct find_hits *hits, const struct find_candidate *found)
{
	struct find_hit hit;
	enum status status = identify_hit(hits, found, &hit);
	if (status != CRM_OK)
		return status == CRM_NONE ? CRM_OK : status;
	return add_hit(hits, &hit);
}

/* The best row of a client, of a lead; the others go. */
static void sort_once(struct find_hits *hits)
{
	int kept = 0;
	if (hits->n)
		qsort(hits->hit, (size_t)hits->n, sizeof *hits->hit, in_order);
	for (int i = 0; i < hits->n && kept < hits->limit; i++) {
		bool again = false;
		for (int k = 0; k < kept && !again; k++)
			again = same_row(&hits->hit[k], &hits->hit[i]);
		if (!again)
			hits->hit[kept++] = hits->hit[i];
	}
	hits->n = kept;
}

struct pass {
	bool names_only;
	int near, score;
};

static const struct pass passes[] = {{true, 0, 80}, {false, 0, 60}, {true, NEAR_BEGUN, 50},
    {true, NEAR_BEGUN | NEAR_FAR, 40}, {false, NEAR_BEGUN | NEAR_FAR | NEAR_ADDRESS, 30},
    {true, NEAR_BEGUN | NEAR_FAR | NEAR_TYPO, 20}, {false, NEAR_BEGUN | NEAR_FAR | NEAR_ADDRESS | NEAR_TYPO, 10}};
enum { PASSES = sizeof passes / sizeof *passes };

/* What this pass finds and none before it: each wider one has all of the last one of its kind. */
static bool pass_expression(const struct find_ask *ask, int pass, struct buf *out)
{
	struct buf part = {0};
	bool some = find_ask_expression(ask, passes[pass].names_only, passes[pass].near, false, &part);
	bool seen[2] = {false, false};
	buf_clear(out);
	if (some)
		buf_format(out, "(%s)", part.text);
	for (int before = pass - 1; before >= 0 && some; before--) {
		bool names = passes[before].names_only;
		if (seen[names] || !find_ask_expression(ask, names, passes[before].near, false, &part))
			continue;
		seen[names] = true;
		buf_format(out, " NOT (%s)", part.text);
	}
	out->failed |= part.failed;
	buf_free(&part);
	return some || out->failed;
}

struct finding {
	struct find_hits *hits;
	const struct pass *pass;
};

static enum status take_words(void *arg, struct stmt *row)
{
	const struct finding *in = arg;
	const struct find_candidate found = {
	    db_int(row, 0), db_int(row, 1), db_int(row, 2), in->pass->score, in->pass->names_only};
	return take_candidate(in->hits, &found);
}

static enum status words_pass(struct find_hits *hits, int pass)
{
	struct buf expressed = {0};
	struct finding in = {hits, &passes[pass]};
	enum status status = CRM_OK;
	if (pass_expression(&hits->ask, pass, &expressed))
		status = expressed.failed
		             ? why_memory(&hits->crm->why)
		             : scan_rows_of(hits->index.db, sql_hits_words,
		                   VALS(V_TEXT(expressed.text), V_INT(most_candidates(hits))), take_words, &in);
	buf_free(&expressed);
	return status;
}

/* Documents of one number or address. */
struct find_contacts {
	int n;
	struct find_candidate *item;
};

struct hit_gathering {
	const struct find_chunk *chunk;
	struct find_contacts *found;
	int64_t number; /* the key of all its digits */
	bool begun;     /* by the first digits */
};

static enum status take_contact(void *arg, struct stmt *row)
{
	const struct hit_gathering *in = arg;
	const char *address = in->chunk->address;
	bool exact =
	    address ? strcmp(db_text(row, 3), address) == 0 : in->chunk->is_phone && db_int(row, 3) == in->number;
	in->found->item[in->found->n++] = (struct find_candidate){.doc = db_int(row, 0),
	    .lead = db_int(row, 1),
	    .client = db_int(row, 2),
	    .score = exact                  ? 100
	             : address || in->begun ? 85
	                                    : 90,
	    .by_client = true};
	return CRM_OK;
}

static enum status gather_chunk(struct find_hits *hits, const struct find_chunk *chunk, struct find_contacts *found)
{
	struct crm *crm = hits->crm;
	struct hit_gathering in = {.chunk = chunk, .found = found};
	int64_t from, to;
	found->n = 0;
	found->item = arena_get(&crm->run, (size_t)most_candidates(hits) * sizeof *found->item);
	if (!found->item)
		return why_memory(&crm->why);
	if (chunk->address) {
		const char *end = arena_format(&crm->run, "%s\xff", chunk->address);
		return end ? scan_rows_of(hits->index.db, sql_hits_email,
		                 VALS(V_TEXT(chunk->address), V_TEXT(end), V_INT(most_candidates(hits))), take_contact,
		                 &in)
		           : why_memory(&crm->why);
	}
	int n = (int)strlen(chunk->digits), tail = n < 10 ? n : 10;
	find_tail(chunk->digits, n, &in.number, &to);
	find_tail(chunk->digits + n - tail, tail, &from, &to);
	enum status status = scan_rows_of(hits->index.db, sql_hits_phone,
	    VALS(V_INT(from), V_INT(to), V_INT(most_candidates(hits))), take_contact, &in);
	in.begun = true;
	for (int i = 0; i < chunk->n_begun && status == CRM_OK; i++) {
		find_begun(chunk->begun[i], &from, &to);
		status = scan_rows_of(hits->index.db, sql_hits_phone_begun,
		    VALS(V_INT(from), V_INT(to), V_INT(most_candidates(hits) - found->n)), take_contact, &in);
	}
	return status;
}

/* Only those whose client has the other contact too, by which they are as good as the worse of both. */
static void intersect_contacts(struct find_contacts *all, const struct find_contacts *more)
{
	int kept = 0;
	for (int i = 0; i < all->n; i++) {
		int best = 0;
		for (int k = 0; k < more->n; k++)
			if (more->item[k].client == all->item[i].client && more->item[k].score > best)
				best = more->item[k].score;
		if (best == 0)
			continue;
		all->item[kept] = all->item[i];
		if (best < all->item[kept].score)
			all->item[kept].score = best;
		kept++;
	}
	all->n = kept;
}

/* Of the documents with these contacts, those that fit the words beside them. */
static enum status take_contacts(struct find_hits *hits, const struct find_contacts *found)
{
	struct buf words = {0};
	enum status status = CRM_OK;
	bool some = find_ask_expression(&hits->ask, false, NEAR_BEGUN | NEAR_FAR | NEAR_ADDRESS, true, &words);
	for (int i = 0; i < found->n && status == CRM_OK; i++) {
		int64_t fits = 1;
		if (some && !words.failed)
			status = db_number(hits->index.db, sql_hits_word_here,
			    VALS(V_TEXT(words.text), V_INT(found->item[i].doc)), 0, &fits);
		if (status == CRM_OK && fits)
			status = take_candidate(hits, &found->item[i]);
	}
	if (words.failed)
		status = why_memory(&hits->crm->why);
	buf_free(&words);
	return status;
}

static enum status contacts_pass(struct find_hits *hits)
{
	struct find_contacts all = {0}, more;
	bool some = false;
	enum status status = find_ask_spellings(&hits->index, &hits->ask);
	for (int i = 0; i < hits->ask.n && status == CRM_OK; i++) {
		const struct find_chunk *chunk = &hits->ask.chunk[i];
		if (!*chunk->digits && !chunk->address)
			continue;
		status = gather_chunk(hits, chunk, some ? &more : &all);
		if (status == CRM_OK && some)
			intersect_contacts(&all, &more);
		some = true;
	}
	return status == CRM_OK ? take_contacts(hits, &all) : status;
}

enum status find_hits_find(struct find_hits *hits)
{
	enum status status = contacts_pass(hits);
	sort_once(hits);
	for (int pass = 0; pass < PASSES && status == CRM_OK && hits->n < hits->limit; pass++) {
		status = words_pass(hits, pass);
		sort_once(hits);
	}
	return status;
}
