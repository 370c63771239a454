/* Who is it? The base is asked once for a whole chunk; then rows are decided in their order, each seeing those before
   it. */
#include "base/text/casefold.h"
#include "book/known/known.h"
#include "book/records/fingerprint.h"
#include "book/records/erased.h"
#include "book/context/absence.h"
#include "flow/intake/inquiry_private.h"
#include "flow/intake/intake.sql.h"

#define ROWS_AHEAD 16

/* With the document by which to be sure. Without it a row that is known would be taken for a new one. */
static enum status learn_seen(struct intake_match *match, int64_t hash, int64_t lead, const char *document)
{
	*hashmap_at(&match->seen, hash) = lead;
	match->document[match->n_documents] = arena_copy(&match->in->crm->chunk, document);
	if (document && !match->document[match->n_documents])
		return why_memory(&match->in->crm->why);
	*hashmap_at(&match->documents, hash) = ++match->n_documents;
	return CRM_OK;
}

/* What the chunks before have brought: its number among ${keys} if the base is still to be asked. */
static enum status look_up_kept(struct intake_match *match, int64_t hash, int64_t *keys, int *n)
{
	struct crm *crm = match->in->crm;
	int64_t lead, event;
	if (!hash)
		return CRM_OK;
	if (!known_row(crm, hash, &lead, &event)) {
		keys[(*n)++] = hash;
		return CRM_OK;
	}
	if (hashmap_get(&match->seen, hash))
		return CRM_OK;
	*hashmap_at(&match->seen, hash) = lead;
	struct stmt *row;
	enum status status = event ? db_ask_one(crm->db, sql_match_document, VALS(V_INT(event)), &row) : CRM_NONE;
	if (status != CRM_OK)
		return status == CRM_NONE ? CRM_OK : status;
	status = learn_seen(match, hash, lead, db_text(row, 0));
	db_done(row);
	return status;
}

/* Rows known by their number. */
static enum status look_up_seen(struct intake_match *match, int64_t *keys)
{
	struct intake *in = match->in;
	struct crm *crm = in->crm;
	struct stmt *row;
	int n = 0;
	enum status status = CRM_OK;
	for (int i = 0; i < in->n && status == CRM_OK; i++) {
		if (i + ROWS_AHEAD < in->n) {
			known_send_for_row(crm, in->list[i + ROWS_AHEAD].hash);
			known_send_for_row(crm, in->list[i + ROWS_AHEAD].hash_any);
		}
		status = look_up_kept(match, in->list[i].hash_any, keys, &n);
		if (status == CRM_OK)
			status = look_up_kept(match, in->list[i].hash, keys, &n);
	}
	bool empty = false;
	if (status == CRM_OK)
		status = match_is_empty(crm, sql_match_any_seen, n, &empty);
	if (status != CRM_OK || empty)
		return status;
	status = match_want_numbers(crm, keys, n);
	if (status == CRM_OK)
		status = db_ask(crm->db, sql_match_seen, NULL, &row);
	while (status == CRM_OK && (status = db_next(row)) == CRM_OK) {
		if (hashmap_get(&match->seen, db_int(row, 0)))
			continue; /* asked twice */
		status = learn_seen(match, db_int(row, 0), db_int(row, 1), db_text(row, 2));
		if (status != CRM_OK)
			db_done(row);
	}
	return status == CRM_NONE ? CRM_OK : status;
}

enum status match_open(struct intake *in, struct intake_match **out)
{
	struct arena *arena = &in->crm->chunk;
	struct intake_match *match = *out = arena_zero(arena, sizeof *match);
	size_t n = (size_t)in->n;
	int64_t *numbers = arena_get(arena, (n * 2 + 1) * sizeof *numbers);
	if (!match || !numbers)
		return why_memory(&in->crm->why);
	match->in = in;
	match->won_existing = strcmp(setting(in->crm, "intake.won_client", "existing"), "existing") == 0;
	match->document = arena_get(arena, (n * 2 + 1) * sizeof *match->document);
	match->by_lead = arena_get(arena, (n + 1) * sizeof *match->by_lead);
	if (!match->document || !match->by_lead || hashmap_open(&match->seen, arena, in->n * 2) != 0 ||
	    hashmap_open(&match->documents, arena, in->n * 2) != 0)
		return why_memory(&in->crm->why);
	enum status status = known_index(in->crm);
	if (status == CRM_OK)
		status = match_points_open(match);
	if (status == CRM_OK)
		status = look_up_seen(match, numbers);
	return status == CRM_OK ? match_people_open(match) : status;
}

void match_close(struct intake_match *match)
{
	if (!match)
		return;
	buf_free(&match->name_key);
	buf_free(&match->other_key);
}

int64_t match_fingerprint(struct intake_match *match, int64_t hash)
{
	return hashmap_get(&match->seen, hash);
}

/* What he is to us, then what he has with us. */
static void judge_by_history(const struct intake_match *match, struct inquiry *q, const struct match_person *person)
{
	if (person->role > q->verdict) {
		q->verdict = person->role;
		q->rule = _("what crm-client-add said of him");
	}
	if (q->verdict != INQUIRY_ADDED)
		return;
	if (person->won && match->won_existing) {
		q->verdict = INQUIRY_EXISTING;
		q->rule = _("the client has bought");
	} else if (person->open_lead) {
		q->verdict = INQUIRY_DUPLICATE;
		q->origin = person->open_lead;
	} else if (person->lost_lead) {
		q->verdict = INQUIRY_RETURNED;
		q->origin = person->lost_lead;
	} else {
		q->verdict = INQUIRY_REPEAT;
	}
}

/* A known client's lead goes to its owner while he is here, else to nobody; a manager named in the row wins. What is
   nobody's work any more may as well have been his. */
static enum status find_manager(struct intake_match *match, struct inquiry *q, const struct match_person *person)
{
	struct crm *crm = match->in->crm;
	const struct manager *owner =
	    manager_id(crm, q->verdict == INQUIRY_DUPLICATE ? person->open_owner : person->owner);
	/* Whom an old row names cannot take over what is there. */
	if (q->given && (q->verdict == INQUIRY_DUPLICATE || q->verdict == INQUIRY_RETURNED) &&
	    q->given->left <= zone_day(crm->zone, crm->now))
		q->given = NULL;
	q->manager = q->given ? q->given->id : owner ? owner->id : 0;
	if (!owner)
		return CRM_OK;
	if (q->verdict > INQUIRY_RETURNED) {
		if (!q->given && owner->left <= zone_day(crm->zone, crm->now))
			q->manager = 0;
		return CRM_OK;
	}
	enum status status = manager_missing(crm, owner, &q->orphaned);
	if (status != CRM_OK || !q->orphaned || q->given)
		return status;
	q->manager = 0;
	return inquiry_warn(match->in, q, _("%s: nobody has it"), q->orphaned);
}

static void remember_in_person(struct inquiry *q, struct match_person *person)
{
	const char *name = q->name;
	int64_t filled = person->filled | q->filled;
	/* One that is recorded by itself is written then. */
	if (q->event && ((name && !person->named) || filled != person->filled))
		person->changed = true;
	if (name && !person->named) {
		person->name = name;
		person->named = true;
	}
	person->filled = filled;
	if (inquiry_ended(q)) {
		person->won = person->won || q->outcome == OUTCOME_WON;
		if (q->outcome == OUTCOME_LOST)
			person->lost_lead = q->lead;
	} else if (q->verdict == INQUIRY_ADDED || q->verdict == INQUIRY_REPEAT) {
		person->open_lead = q->lead;
	}
	if (q->verdict == INQUIRY_RETURNED) {
		person->open_lead = q->origin;
		person->lost_lead = 0;
	}
	if (q->verdict <= INQUIRY_REPEAT || q->verdict == INQUIRY_RETURNED || q->orphaned)
		person->open_owner = q->manager;
	/* As the base will have it: a mere repeat changes no owner, a lead that came back may. */
	int64_t lead = q->verdict == INQUIRY_RETURNED || !q->origin ? (q->origin ? q->origin : q->lead) : 0;
	if (q->manager && lead && lead >= person->owner_lead) {
		person->owner = q->manager;
		person->owner_lead = lead;
	}
}

static void number_inquiry(struct intake_match *match, struct inquiry *q)
{
	struct crm *crm = match->in->crm;
	q->lead = journal_next_lead(crm->db);
	if (!match->first_lead)
		match->first_lead = q->lead;
	match->by_lead[q->lead - match->first_lead] = (int)(q - match->in->list);
	q->event = journal_next_event(crm->db);
	if (q->origin)
		q->touch = journal_next_event(crm->db);
	if (q->verdict < INQUIRY_DUPLICATE && q->stage_since > q->at && !q->won_at)
		q->moved = journal_next_event(crm->db);
	if (inquiry_ended(q) && (q->outcome != OUTCOME_WON || q->won_at))
		q->ended = journal_next_event(crm->db);
	int64_t *same = hashmap_at(&match->seen, q->hash);
	q->marks = *same == 0;
	if (q->marks)
		*same = q->lead;
	if (!q->hash_any)
		return;
	/* Two sources that use the same ext_id: alone it names no lead any more. */
	int64_t *any = hashmap_at(&match->seen, q->hash_any);
	q->marks_any = *any == 0;
	*any = q->marks_any ? q->lead : -1;
}

static bool same_letters(const struct intake_match *match, const struct inquiry *q, int64_t lead)
{
	const struct intake *in = match->in;
	const char *row = in->json.text + q->json_at;
	if (match->first_lead && lead >= match->first_lead) {
		const struct inquiry *other = &in->list[match->by_lead[lead - match->first_lead]];
		return other->json_length == q->json_length &&
		       memcmp(in->json.text + other->json_at, row, q->json_length) == 0;
	}
	int64_t found = hashmap_get(&match->documents, q->hash);
	const char *document = found ? match->document[found - 1] : NULL;
	if (document && strstr(document, "\"" ERASED_SEEN "\":")) /* its words are gone, its number is not */
		return true;
	return document && fingerprint_row_length(document) == q->json_length &&
	       memcmp(document, row, q->json_length) == 0;
}

bool match_same_letters(const struct intake_match *match, const struct inquiry *q)
{
	return same_letters(match, q, q->lead);
}

/* A number that is in the table already: is it the same row? An ext_id is by itself; a whole row must be equal to the
   letter. */
static bool same_row(const struct intake_match *match, const struct inquiry *q, int64_t lead)
{
	return q->hash_any || same_letters(match, q, lead);
}

/* The source may be called otherwise here than when the row came before: by its code, or by the settings' name for it.
   ${known}: the lead; 0. Looked for only where the ext_id is known at all. */
static enum status known_by_other_name(struct intake_match *match, struct inquiry *q, int64_t *known)
{
	struct crm *crm = match->in->crm;
	const char *called[SOURCE_NAMES], *ext_id = q->rec->value[INTAKE_EXT_ID];
	struct buf folded = {0};
	enum status status = source_called(crm, q->rec->value[INTAKE_SOURCE], called);
	for (int i = 0; i < SOURCE_NAMES && status == CRM_OK && *known == 0; i++) {
		int64_t event;
		if (!called[i])
			continue;
		buf_clear(&folded);
		casefold_put(&folded, called[i]);
		if (folded.failed) {
			status = why_memory(&crm->why);
			break;
		}
		int64_t hash = fingerprint_ext(ext_id, folded.text ? folded.text : "");
		*known = hashmap_get(&match->seen, hash);
		if (*known == 0 && !known_row(crm, hash, known, &event))
			status = fingerprint_lead(crm, hash, known, &event);
		if (status == CRM_NONE)
			status = CRM_OK;
		if (*known > 0)
			q->hash = hash;
	}
	buf_free(&folded);
	return status;
}

static enum status decide_inquiry(struct intake_match *match, struct intake_rules *rules, struct inquiry *q)
{
	int64_t known = hashmap_get(&match->seen, q->hash);
	if (known == 0 && q->hash_any && q->rec->value[INTAKE_SOURCE] && hashmap_get(&match->seen, q->hash_any) != 0) {
		enum status looked = known_by_other_name(match, q, &known);
		if (looked != CRM_OK)
			return looked;
	}
	if (known > 0 && same_row(match, q, known)) {
		q->verdict = INQUIRY_KNOWN;
		q->lead = known;
		return CRM_OK;
	}
	/* What another system has decided is not judged again. */
	enum status status = CRM_OK;
	if (q->is_deal)
		q->verdict = INQUIRY_ADDED;
	else
		status = intake_rules_judge(rules, match->in, q, &q->verdict);
	if (status != CRM_OK)
		return status;
	status = match_points_recognise(match, q);
	if (status != CRM_OK)
		return status;
	q->new_client = q->client == 0;
	if (!q->new_client && q->is_deal)
		q->verdict = INQUIRY_REPEAT;
	else if (!q->new_client)
		judge_by_history(match, q, match_person_of(match, q->client));
	number_inquiry(match, q);
	if (q->new_client)
		q->home = q->client = q->lead;
	struct match_person *person = match_person_of(match, q->client);
	status = find_manager(match, q, person);
	if (status != CRM_OK)
		return status;
	person->fresh = person->fresh || (q->new_client && q->event);
	person->grouped = person->grouped || q->home != q->client;
	remember_in_person(q, person);
	return q->event ? match_points_claim(match, q) : CRM_OK;
}

enum status match_decide(struct intake_match *match, struct intake_rules *rules)
{
	enum status status = CRM_OK;
	for (int i = 0; i < match->in->n && status == CRM_OK; i++)
		if (!match->in->list[i].answer->verdict)
			status = decide_inquiry(match, rules, &match->in->list[i]);
	return status;
}
