#include "base/text/json.h"
#include "book/known/known.h"
#include "flow/intake/inquiry_private.h"

static const char *const inquiry_verdict_names[] = {[INQUIRY_REJECTED] = VERDICT_REJECTED,
    [INQUIRY_KNOWN] = VERDICT_KNOWN,
    [INQUIRY_UPDATED] = "updated",
    [INQUIRY_ADDED] = "added",
    [INQUIRY_REPEAT] = "repeat",
    [INQUIRY_DUPLICATE] = "duplicate",
    [INQUIRY_RETURNED] = "returned",
    [INQUIRY_EXISTING] = "existing",
    [INQUIRY_SHAREHOLDER] = "shareholder",
    [INQUIRY_SPAM] = "spam"};

const struct field intake_fields[] = {TAKEN_FIELDS, {0}};

static const char *number_text(struct arena *arena, int64_t number)
{
	char room[24];
	return number > 0 ? arena_copy(arena, buf_int_text(room, number)) : NULL;
}

/* Where a row speaks of two, each word has its client. */
const char *inquiry_matched_by(struct crm *crm, const struct inquiry *q)
{
	static const char *const words[] = {"phone", "email", "inn", "name"};
	const int64_t others[] = {q->other[INQUIRY_BY_PHONE],
	    q->other[q->other[INQUIRY_BY_EMAIL] ? INQUIRY_BY_EMAIL : INQUIRY_BY_BOX], q->other[INQUIRY_BY_INN], 0};
	const bool by[] = {q->by[INQUIRY_BY_PHONE], q->by[INQUIRY_BY_EMAIL] || q->by[INQUIRY_BY_BOX],
	    q->by[INQUIRY_BY_INN], q->by_name};
	bool two = others[0] || others[1] || others[2];
	char text[128] = "";
	size_t length = 0;
	for (int i = 0; i < 4; i++) {
		int64_t client = by[i] ? q->client : others[i];
		if (by[i] || others[i])
			length +=
			    (size_t)snprintf(text + length, sizeof text - length, "%s%s", length ? " " : "", words[i]);
		if (two && client && i < 3)
			length += (size_t)snprintf(text + length, sizeof text - length, ":%lld", (long long)client);
	}
	return length ? arena_copy(&crm->chunk, text) : NULL;
}

const char *inquiry_known_by(const struct inquiry *q)
{
	bool email = q->by[INQUIRY_BY_EMAIL] || q->by[INQUIRY_BY_BOX];
	if (q->by_name)
		return _("the same name at a shared phone or address");
	if (q->by[INQUIRY_BY_PHONE])
		return email ? _("the same phone and e-mail") : _("the same phone");
	if (email)
		return _("the same e-mail");
	if (q->by[INQUIRY_BY_INN])
		return _("the same tax number");
	if (q->verdict == INQUIRY_KNOWN)
		return _("the very same row was taken in before");
	return q->rule ? NULL : _("nobody known by this phone or e-mail");
}

/* -x: the rule, and by what the client was known. */
static void tell_why(struct crm *crm, const struct inquiry *q)
{
	const char *known = inquiry_known_by(q);
	explain(crm, _("row %ld: %s: %s%s%s"), q->answer->row, q->answer->verdict, q->rule ? q->rule : "",
	    q->rule && known ? ", " : "", known ? known : "");
}

static enum status answer_inquiry(struct intake *in, struct inquiry *q)
{
	struct crm *crm = in->crm;
	struct answer *a = q->answer;
	if (a->verdict)
		return CRM_OK;
	a->verdict = inquiry_verdict_names[q->verdict];
	if (q->verdict != INQUIRY_KNOWN)
		inquiry_note_unread(crm, q);
	a->object = q->origin ? q->origin : q->lead;
	a->reason = q->warning;
	a->own[TAKEN_CLIENT] = number_text(&crm->chunk, q->client);
	a->own[TAKEN_MANAGER] = q->manager ? manager_code(crm, q->manager) : NULL;
	a->own[TAKEN_MATCH] = inquiry_matched_by(crm, q);
	if (crm->explain)
		tell_why(crm, q);
	return a->own[TAKEN_CLIENT] || !q->client ? CRM_OK : why_memory(&crm->why);
}

enum status intake_ahead(struct crm *crm, struct rec *recs, int n)
{
	struct intake_rules *rules = crm->rules;
	enum status status = rules ? CRM_OK : intake_rules_open(crm, n > 1000, &rules);
	for (int i = 0; i < n && status == CRM_OK; i++)
		status = intake_rules_ask(rules, &recs[i]);
	if (!crm->rules)
		intake_rules_close(rules);
	return status;
}

/* The cells of all rows, as values. */
static enum status read_cells(struct intake *in, const struct rec *recs)
{
	in->list = arena_zero(&in->crm->chunk, (size_t)in->n * sizeof *in->list);
	if (!in->list)
		return why_memory(&in->crm->why);
	enum status status = intake_load(in);
	for (int i = 0; i < in->n && status == CRM_OK; i++) {
		struct inquiry *q = &in->list[i];
		struct answer answer = {0};
		q->rec = &recs[i];
		q->answer = &answer;
		status = inquiry_normalise(in, q);
		q->answer = NULL;
		if (status != CRM_OK || !answer.verdict)
			continue;
		if (!(q->answer = arena_get(&in->crm->chunk, sizeof answer)))
			return why_memory(&in->crm->why);
		*q->answer = answer;
	}
	return status;
}

/* What --make makes is not there yet. */
enum status intake_read(struct crm *crm, struct rec *recs, int n)
{
	enum status status = intake_ahead(crm, recs, n);
	if (status != CRM_OK || n == 0 || option(crm, "make"))
		return status;
	struct intake *in = arena_zero(&crm->chunk, sizeof *in);
	if (!in)
		return why_memory(&crm->why);
	in->crm = crm;
	in->rules = crm->rules;
	in->n = n;
	status = read_cells(in, recs);
	/* It goes with the chunk, whoever forgets it. */
	struct buf json = in->json;
	in->json = (struct buf){
	    .text = arena_text(&crm->chunk, json.text ? json.text : "", json.length), .length = json.length};
	buf_free(&json);
	buf_free(&in->scratch);
	if (status == CRM_OK && !in->json.text)
		status = why_memory(&crm->why);
	recs[0].read = in;
	return status;
}

/* What was rejected by its cells is answered. */
static void answer_cells(struct intake *in, struct answer *answers)
{
	for (int i = 0; i < in->n; i++) {
		struct inquiry *q = &in->list[i];
		if (q->answer) {
			q->answer->row = answers[i].row;
			answers[i] = *q->answer;
		}
		q->answer = &answers[i];
	}
}

/* Who had himself erased, whatever else is wrong with his row. */
static enum status refuse_erased(struct intake *in)
{
	enum status status = suppress_open(in->crm, &in->suppression);
	for (int i = 0; in->suppression.any && i < in->n && status == CRM_OK; i++) {
		struct inquiry *q = &in->list[i];
		if (!q->answer->verdict || q->nobody)
			status = inquiry_refuse_erased(in, q, q->rec, q->answer);
	}
	return status;
}

/* Decided and stored together. */
static enum status take_in(struct intake *in)
{
	struct intake_rules *rules = NULL;
	struct intake_match *match = NULL;
	enum status status = intake_rules_open(in->crm, in->n > 1000, &rules);
	if (status == CRM_OK && in->rules)
		status = intake_rules_compare(rules, in->rules);
	if (status == CRM_OK)
		status = match_open(in, &match);
	if (status == CRM_OK)
		status = match_decide(match, rules);
	intake_rules_close(rules);
	if (status == CRM_OK)
		status = intake_store(in, match);
	if (status == CRM_OK)
		status = intake_update(in, match);
	if (status == CRM_OK)
		status = known_settle(in->crm, in->n);
	match_close(match);
	for (int i = 0; i < in->n && status == CRM_OK; i++)
		status = answer_inquiry(in, &in->list[i]);
	return status;
}

enum status intake(struct crm *crm, const struct rec *recs, int n, struct answer *answers)
{
	struct intake here = {.crm = crm, .n = n}, *in = recs[0].read;
	bool read = in && in->n == n && in->list[0].rec == recs; /* before the lock was taken, and together */
	if (!read)
		in = &here;
	in->crm = crm;
	enum status status =
	    stage_count(crm) ? CRM_OK
	                     : why_set(&crm->why, CRM_CONFIG, _("the settings have no stages: see crm-conf put stage"));
	if (status == CRM_OK && option(crm, "make"))
		status = intake_make(crm, recs, n);
	if (status == CRM_OK && !read)
		status = read_cells(in, recs);
	if (status == CRM_OK) {
		answer_cells(in, answers);
		status = refuse_erased(in);
	}
	if (status == CRM_OK)
		status = intake_judge_dates(in);
	if (status == CRM_OK)
		status = take_in(in);
	buf_free(&here.json);
	buf_free(&in->scratch);
	return status;
}
