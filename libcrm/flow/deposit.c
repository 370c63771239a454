/* Everything decided goes in: the journal, then the derived tables, many rows at once and in key order. */
#include "base/json.h"
#include "book/client.h"
#include "book/history.h"
#include "book/letter.h"
#include "book/rollup.h"
#include "flow/inquiry.h"
#include "flow/intake.sql.h"

enum { LEAD, CLIENT, HOME, EVENT, KIND, AT, STATE, STAGE, MANAGER, SOURCE, CAMPAIGN, PROJECT, AMOUNT, DECIDED, TOUCH, REASON, ORIGIN, DOC, COLUMNS };

struct table {
	int64_t *ints[DOC];
	const char **doc;
	int n;
};

static const char *state_word(enum fate fate)
{
	return fate >= FATE_DUPLICATE ? "disqualified" : NULL;
}

static const char *reason_word(enum fate fate)
{
	switch (fate) {
	case FATE_DUPLICATE:
	case FATE_RETURNED:
		return "duplicate";
	case FATE_EXISTING:
		return "existing";
	case FATE_SHAREHOLDER:
		return "shareholder";
	case FATE_SPAM:
		return "spam";
	default:
		return NULL;
	}
}

const char *inquiry_document(struct intake *in, const struct inquiry *q)
{
	struct crm *crm = in->crm;
	struct buf *doc = &in->scratch;
	buf_clear(doc);
	buf_add(doc, in->json.text + q->json_at, q->json_length);
	if (q->phone)
		json_int(doc, "_phone", q->phone);
	json_text(doc, "_ext", q->extension);
	json_text(doc, "_email", q->box);
	if (q->inn)
		json_int(doc, "_inn", q->inn);
	if (q->amount != AMOUNT_NONE)
		json_int(doc, "_amount", q->amount);
	if (q->manager)
		json_text(doc, "_manager", manager_code(crm, q->manager));
	json_text(doc, "_source", q->source);
	if (q->stage)
		json_text(doc, "_stage", q->stage->code);
	json_text(doc, "_state", state_word(q->fate));
	json_text(doc, "_reason", reason_word(q->fate));
	if (q->origin)
		json_int(doc, "_origin", q->origin);
	json_close(doc);
	return doc->failed ? NULL : arena_text(&crm->chunk, doc->text, doc->length);
}

static int64_t or_null(int64_t id)
{
	return id ? id : BATCH_NULL;
}

static enum status lead_of(struct crm *crm, const struct inquiry *q, struct lead *lead)
{
	const char *reason = reason_word(q->fate);
	const struct reason *known = reason ? reason_find(crm, reason) : NULL;
	if (reason && !known)
		return why_set(&crm->why, CRM_CONFIG, _("the settings have no reason «%s», which the intake needs"), reason);
	*lead = (struct lead){.lead = q->lead, .client = q->client, .event = q->event, .state = reason ? LEAD_DISQUALIFIED : LEAD_OPEN,
	    .stage = stage_at(crm, 0)->id, .manager = q->manager, .amount = q->amount, .created_at = q->at, .stage_since = q->at,
	    .decided_at = reason ? q->at : 0, .reason = known ? known->id : 0, .origin = q->origin};
	enum status status = dict_id(crm, DICT_SOURCE, q->rec->value[IN_SOURCE], &lead->source);
	if (status == CRM_OK && q->source)
		status = dict_id(crm, DICT_SOURCE, q->source, &lead->source);
	if (status == CRM_OK)
		status = dict_id(crm, DICT_CAMPAIGN, q->rec->value[IN_CAMPAIGN], &lead->campaign);
	if (status == CRM_OK)
		status = dict_id(crm, DICT_PROJECT, q->rec->value[IN_PROJECT], &lead->project);
	return status;
}

static enum status put_lead(struct intake *in, struct table *t, const struct inquiry *q)
{
	static struct folded folded; /* large; only the fields below are used */
	int i = t->n++;
	enum status status = lead_of(in->crm, q, &folded.lead);
	if (status != CRM_OK)
		return status;
	const struct lead *lead = &folded.lead;
	const int64_t row[DOC] = {lead->lead, lead->client, q->home, lead->event, EV_LEAD_CREATED, lead->created_at, (int64_t)lead->state, lead->stage,
	    or_null(lead->manager), or_null(lead->source), or_null(lead->campaign), or_null(lead->project),
	    lead->amount == AMOUNT_NONE ? BATCH_NULL : lead->amount, or_null(lead->decided_at), BATCH_NULL, or_null(lead->reason),
	    or_null(lead->origin)};
	for (int c = 0; c < DOC; c++)
		t->ints[c][i] = row[c];
	t->doc[i] = inquiry_document(in, q);
	folded.exists = true;
	folded.first_owner = lead->manager;
	folded.n_reach = 0;
	return t->doc[i] ? rollup_lead(in->crm, &folded, 1) : why_memory(&in->crm->why);
}

/* The owner of the lead sees that the client asked again. */
static enum status put_touch(struct intake *in, struct table *t, const struct inquiry *q)
{
	int i = t->n++;
	for (int c = 0; c < DOC; c++)
		t->ints[c][i] = BATCH_NULL;
	t->ints[LEAD][i] = q->origin;
	t->ints[CLIENT][i] = q->client;
	t->ints[HOME][i] = q->home;
	t->ints[EVENT][i] = q->touch;
	t->ints[KIND][i] = EV_TOUCH_ADDED;
	t->ints[AT][i] = q->at;
	buf_clear(&in->scratch);
	json_open(&in->scratch);
	json_text(&in->scratch, "kind", "inquiry");
	json_text(&in->scratch, "direction", "in");
	json_text(&in->scratch, "text", q->rec->value[IN_COMMENT]);
	json_close(&in->scratch);
	t->doc[i] = in->scratch.failed ? NULL : arena_text(&in->crm->chunk, in->scratch.text, in->scratch.length);
	return t->doc[i] ? CRM_OK : why_memory(&in->crm->why);
}

static enum status fill(struct intake *in, struct table *t)
{
	struct arena *arena = &in->crm->chunk;
	enum status status = CRM_OK;
	size_t room = 1;
	for (int i = 0; i < in->n; i++)
		room += (in->list[i].event != 0) + (in->list[i].touch != 0);
	for (int c = 0; c < DOC; c++)
		if (!(t->ints[c] = arena_get(arena, room * sizeof **t->ints)))
			return why_memory(&in->crm->why);
	if (!(t->doc = arena_get(arena, room * sizeof *t->doc)))
		return why_memory(&in->crm->why);
	for (int i = 0; i < in->n && status == CRM_OK; i++) {
		const struct inquiry *q = &in->list[i];
		if (q->event)
			status = put_lead(in, t, q);
		if (q->touch && status == CRM_OK)
			status = put_touch(in, t, q);
	}
	return status;
}

static enum status store_leads(struct intake *in)
{
	struct db *db = in->crm->db;
	struct table t = {.n = 0};
	struct batch_column columns[COLUMNS] = {{0}};
	enum status status = fill(in, &t);
	for (int c = 0; c < DOC; c++)
		columns[c].ints = t.ints[c];
	columns[DOC].texts = t.doc;
	if (status == CRM_OK)
		status = db_run(db, sql_batch_incoming, NULL);
	if (status == CRM_OK)
		status = db_batch(db, "incoming", columns, COLUMNS, t.n);
	if (status == CRM_OK)
		status = db_run(db, sql_deposit_events, VALS(V_INT(journal_batch(db)), V_INT(journal_now(db))));
	return status == CRM_OK ? db_run(db, sql_deposit_leads, NULL) : status;
}

static enum status store_people(struct intake *in, const struct match *match)
{
	struct crm *crm = in->crm;
	struct person *people = match->people;
	int n = match->n_people, fresh = 0;
	int64_t *client = arena_get(&crm->chunk, ((size_t)n + 1) * sizeof *client);
	int64_t *filled = arena_get(&crm->chunk, ((size_t)n + 1) * sizeof *filled);
	const char **name = arena_get(&crm->chunk, ((size_t)n + 1) * sizeof *name);
	if (!client || !filled || !name)
		return why_memory(&crm->why);
	enum status status = CRM_OK;
	for (int i = 0; i < n && status == CRM_OK; i++) {
		struct person *person = &people[i];
		if (person->stored && person->changed && !person->grouped)
			status = db_run(crm->db, sql_deposit_client_known, VALS(V_INT(person->client), V_TEXT(person->name), V_INT(person->filled)));
		/* One that was only looked up, or comes by itself later, has nothing to store now. */
		if (person->stored || !person->fresh)
			continue;
		client[fresh] = person->client;
		filled[fresh] = person->filled;
		name[fresh++] = person->name;
	}
	const struct batch_column columns[] = {{.ints = client}, {.ints = filled}, {.texts = name}};
	if (status == CRM_OK)
		status = db_run(crm->db, sql_batch_person, NULL);
	if (status == CRM_OK)
		status = db_batch(crm->db, "person", columns, 3, fresh);
	return status == CRM_OK ? db_run(crm->db, sql_deposit_clients, NULL) : status;
}

/* Merged ones: what their records say together is gathered from the journal again. */
static enum status refresh_groups(struct intake *in, struct match *match)
{
	enum status status = CRM_OK;
	for (int i = 0; i < in->n && status == CRM_OK; i++) {
		const struct inquiry *q = &in->list[i];
		if (q->event && person_of(match, q->client)->grouped)
			status = client_refresh(in->crm, q->home, UPTO_END);
	}
	return status;
}

struct pair {
	int64_t key, value, more, event;
	const char *text;
};

static int by_key(const void *a, const void *b)
{
	int64_t x = ((const struct pair *)a)->key, y = ((const struct pair *)b)->key;
	return (x > y) - (x < y);
}

static int by_text(const void *a, const void *b)
{
	return strcmp(((const struct pair *)a)->text, ((const struct pair *)b)->text);
}

/* Key order without comparing: keys are spread evenly, and there are many. Returns the order as places of pairs; NULL without memory. */
static const uint32_t *order_by_key(struct crm *crm, const struct pair *pairs, int n)
{
	uint32_t *order = arena_get(&crm->chunk, (size_t)n * sizeof *order);
	uint32_t *spare = arena_get(&crm->chunk, (size_t)n * sizeof *spare);
	if (!order || !spare)
		return NULL;
	for (int i = 0; i < n; i++)
		order[i] = (uint32_t)i;
	for (int shift = 0; shift < 64; shift += 11) {
		uint32_t start[2049] = {0};
		for (int i = 0; i < n; i++)
			start[((uint64_t)pairs[i].key >> shift & 2047) + 1]++;
		if (start[1] == (uint32_t)n)
			continue; /* all zero here */
		for (int digit = 0; digit < 2048; digit++)
			start[digit + 1] += start[digit];
		for (int i = 0; i < n; i++)
			spare[start[(uint64_t)pairs[order[i]].key >> shift & 2047]++] = order[i];
		uint32_t *sorted = spare;
		spare = order;
		order = sorted;
	}
	return order;
}

static const uint32_t *order_of(struct crm *crm, struct pair *pairs, int n, bool texts)
{
	if (!texts && n > 64)
		return order_by_key(crm, pairs, n);
	uint32_t *order = arena_get(&crm->chunk, (size_t)n * sizeof *order);
	qsort(pairs, (size_t)n, sizeof *pairs, texts ? by_text : by_key);
	for (int i = 0; order && i < n; i++)
		order[i] = (uint32_t)i;
	return order;
}

/* Pairs in key order into ${table}, a batch table made by ${make} of number, value, more[, event], or value, more, event, text; then ${sql}. */
static enum status store_pairs(struct crm *crm, struct pair *pairs, int n, const char *make, const char *table, const char *sql)
{
	bool texts = n && pairs[0].text;
	int64_t *ints = arena_get(&crm->chunk, ((size_t)n + 1) * 4 * sizeof *ints);
	const char **text = arena_get(&crm->chunk, ((size_t)n + 1) * sizeof *text);
	if (!ints || !text)
		return why_memory(&crm->why);
	if (n == 0)
		return CRM_OK;
	int64_t *value = ints + n, *more = value + n, *event = more + n;
	const uint32_t *order = order_of(crm, pairs, n, texts);
	if (!order)
		return why_memory(&crm->why);
	for (int i = 0; i < n; i++) {
		const struct pair *pair = &pairs[order[i]];
		ints[i] = pair->key;
		value[i] = pair->value;
		more[i] = pair->more;
		event[i] = pair->event;
		text[i] = pair->text;
	}
	const struct batch_column by_text_columns[] = {{.ints = value}, {.ints = more}, {.ints = event}, {.texts = text}};
	const struct batch_column by_key_columns[] = {{.ints = ints}, {.ints = value}, {.ints = more}, {.ints = event}};
	enum status status = db_run(crm->db, make, NULL);
	if (status == CRM_OK)
		status = db_batch(crm->db, table, texts ? by_text_columns : by_key_columns, make == sql_batch_fingerprint ? 3 : 4, n);
	return status == CRM_OK ? db_run(crm->db, sql, NULL) : status;
}

/* New ones of a kind, or those that the base has already. */
static enum status store_points(struct crm *crm, const struct match *match, enum point_kind kind, bool known, const char *sql)
{
	struct pair *pairs = arena_get(&crm->chunk, ((size_t)match->n_points + 1) * sizeof *pairs);
	int n = 0;
	if (!pairs)
		return why_memory(&crm->why);
	for (int i = 0; i < match->n_points; i++) {
		const struct known_point *point = &match->points[i];
		if (point->added && point->stored == known && point->point.kind == kind)
			pairs[n++] = (struct pair){
			    .key = point->point.number, .text = point->point.text, .value = point->client, .more = point->added, .event = point->event};
	}
	if (kind == POINT_EMAIL)
		return store_pairs(crm, pairs, n, sql_batch_address, "address", sql);
	return store_pairs(crm, pairs, n, sql_batch_point, "point", sql);
}

static enum status store_all_points(struct crm *crm, const struct match *match)
{
	static const struct {
		enum point_kind kind;
		bool known;
		const char *sql;
	} ways[] = {{POINT_PHONE, false, sql_deposit_phones}, {POINT_PHONE, true, sql_deposit_phones_known},
	    {POINT_EMAIL, false, sql_deposit_emails}, {POINT_EMAIL, true, sql_deposit_emails_known},
	    {POINT_INN, false, sql_deposit_inns}, {POINT_INN, true, sql_deposit_inns_known}};
	enum status status = CRM_OK;
	for (size_t i = 0; i < sizeof ways / sizeof *ways && status == CRM_OK; i++)
		status = store_points(crm, match, ways[i].kind, ways[i].known, ways[i].sql);
	for (int i = 0; i < match->n_names && status == CRM_OK; i++) {
		const struct new_name *name = &match->new_name[i];
		status = db_run(crm->db, sql_deposit_shared, VALS(V_INT(name->key), V_INT(name->client), V_INT(name->event)));
	}
	return status;
}

static enum status store_seen(struct intake *in, struct match *match)
{
	struct crm *crm = in->crm;
	struct pair *pairs = arena_get(&crm->chunk, ((size_t)in->n * 2 + 1) * sizeof *pairs);
	enum status status = CRM_OK;
	int n = 0;
	if (!pairs)
		return why_memory(&crm->why);
	for (int i = 0; i < in->n && status == CRM_OK; i++) {
		const struct inquiry *q = &in->list[i];
		if (!q->event)
			continue;
		if (q->marks)
			pairs[n++] = (struct pair){.key = q->hash, .value = match_seen(match, q->hash), .more = q->event};
		if (q->hash_any && q->marks_any)
			pairs[n++] = (struct pair){.key = q->hash_any, .value = match_seen(match, q->hash_any), .more = q->event};
		else if (q->hash_any)
			status = db_run(crm->db, sql_deposit_ambiguous, VALS(V_INT(q->hash_any)));
	}
	return status == CRM_OK ? store_pairs(crm, pairs, n, sql_batch_fingerprint, "fingerprint", sql_deposit_seen) : status;
}

/* Touches reach their leads, and lost leads come back. */
static enum status reach_origins(struct intake *in)
{
	struct crm *crm = in->crm;
	enum status status = CRM_OK;
	for (int i = 0; i < in->n && status == CRM_OK; i++) {
		const struct inquiry *q = &in->list[i];
		if (!q->touch)
			continue;
		status = db_run(crm->db, sql_deposit_touch, VALS(V_INT(q->origin), V_INT(q->at)));
		if (status != CRM_OK || q->fate != FATE_RETURNED)
			continue;
		struct lead lost;
		status = lead_get(crm, q->origin, &lost);
		if (status != CRM_OK)
			return status == CRM_NONE ? why_set(&crm->why, CRM_INTERNAL, "lead %lld went away", (long long)q->origin) : status;
		const struct stage *stage = stage_id(crm, lost.stage);
		buf_clear(&in->scratch);
		json_open(&in->scratch);
		json_text(&in->scratch, "stage", stage ? stage->code : stage_at(crm, 0)->code);
		json_text(&in->scratch, "manager", manager_code(crm, q->manager));
		json_close(&in->scratch);
		struct event back = {.kind = EV_LEAD_RETURNED, .lead = q->origin, .client = q->client, .occurred_at = q->at, .new = in->scratch.text};
		status = in->scratch.failed ? why_memory(&crm->why) : record(crm, &back);
	}
	return status;
}

static enum status store_letters(struct intake *in)
{
	enum status status = CRM_OK;
	for (int i = 0; i < in->n && status == CRM_OK; i++) {
		const struct inquiry *q = &in->list[i];
		if (q->event && q->msgid)
			status = letter_put(in->crm, q->msgid, q->origin ? q->origin : q->lead, q->event);
	}
	return status;
}

enum status deposit(struct intake *in, struct match *match)
{
	enum status status = store_leads(in);
	if (status == CRM_OK)
		status = store_people(in, match);
	if (status == CRM_OK)
		status = store_all_points(in->crm, match);
	if (status == CRM_OK)
		status = store_seen(in, match);
	if (status == CRM_OK)
		status = refresh_groups(in, match);
	if (status == CRM_OK)
		status = store_letters(in);
	if (status == CRM_OK)
		status = deposit_consents(in);
	return status == CRM_OK ? reach_origins(in) : status;
}
