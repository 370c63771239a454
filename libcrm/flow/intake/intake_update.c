/*
 * A row that is known by its ext_id and source, and says something else than before: told, or with --update taken over.
 *
 * Three are compared: what its system said last, what it says now, and what stands here. Only what it says otherwise
 * than last time is looked at, so that an old export turns nothing back; and what was changed here since (moved,
 * closed, handed out) stays as it is, with a remark. A cell that is empty now says nothing.
 */
#include "base/text/casefold.h"
#include "base/text/json.h"
#include "base/text/phone.h"
#include "book/history/history.h"
#include "book/projection/record.h"
#include "book/known/known.h"
#include "book/records/client.h"
#include "book/records/erased.h"
#include "flow/intake/inquiry_private.h"
#include "flow/intake/intake.sql.h"

struct row_update {
	struct intake *in;
	struct inquiry *q;
	struct lead lead;
	int64_t home; /* the record it came to */
	struct history history;
	struct json last, now;
	bool *differs; /* of the fields of now */
	int n_differ;
};

/* One source, however it is spelled, and by its code as by its name. */
static bool same_source(struct crm *crm, const char *a, const char *b)
{
	const char *called_a[SOURCE_NAMES], *called_b[SOURCE_NAMES];
	struct buf folded_a = {0}, folded_b = {0};
	if (source_called(crm, a, called_a) != CRM_OK || source_called(crm, b, called_b) != CRM_OK)
		return false;
	casefold_put(&folded_a, called_a[0]);
	casefold_put(&folded_b, called_b[0]);
	bool same = folded_a.text && folded_b.text && !folded_a.failed && !folded_b.failed &&
	            strcmp(folded_a.text, folded_b.text) == 0;
	buf_free(&folded_a);
	buf_free(&folded_b);
	return same;
}

static bool same_cell(const struct row_update *u, const char *key, const char *last, const char *now)
{
	struct crm *crm = u->in->crm;
	money_t a, b;
	instant_t x, y;
	if (!last || strcmp(last, now) == 0)
		return last != NULL;
	if (strcmp(key, "phone") == 0) {
		int64_t phone = phone_parse(now, crm->country).e164;
		return phone && phone == phone_parse(last, crm->country).e164;
	}
	if (strcmp(key, "source") == 0)
		return same_source(crm, last, now);
	if (strcmp(key, "amount") == 0)
		return money_parse(last, &a) == CRM_OK && money_parse(now, &b) == CRM_OK && a == b;
	if (strcmp(key, "at") == 0 || strcmp(key, "closed") == 0 || strcmp(key, "stage_since") == 0)
		return instant_parse(last, crm->zone, crm->dates, &x) == CRM_OK &&
		       instant_parse(now, crm->zone, crm->dates, &y) == CRM_OK && x == y;
	return false;
}

static bool changed(const struct row_update *u, const char *key)
{
	for (int i = 0; i < u->now.n; i++)
		if (u->differs[i] && strcmp(u->now.field[i].key, key) == 0)
			return true;
	return false;
}

static bool changed_any(const struct row_update *u, const char *begin)
{
	for (int i = 0; i < u->now.n; i++)
		if (u->differs[i] && strncmp(u->now.field[i].key, begin, strlen(begin)) == 0)
			return true;
	return false;
}

/* Is column ${column} said anew, under our own name for it or another system's? */
static bool said_anew(const struct row_update *u, int column)
{
	const struct rec *rec = u->q->rec;
	for (int i = 0; rec->maybe && i < rec->n_more; i++)
		if (rec->maybe[i] == column && changed(u, rec->more_name[i]))
			return true;
	return changed(u, intake_columns[column].name);
}

static enum status compare_cells(struct row_update *u)
{
	struct intake *in = u->in;
	struct arena *chunk = &in->crm->chunk;
	char *text = arena_format(chunk, "%.*s}", (int)u->q->json_length, in->json.text + u->q->json_at);
	if (!text || json_parse(&u->now, text, chunk) != 0 || !(u->differs = arena_zero(chunk, (size_t)u->now.n + 1)))
		return why_memory(&in->crm->why);
	for (int i = 0; i < u->now.n; i++) {
		const struct json_field *field = &u->now.field[i];
		u->differs[i] = !same_cell(u, field->key, json_get(&u->last, field->key), field->value);
		u->n_differ += u->differs[i];
	}
	return CRM_OK;
}

static enum status tell_differences(const struct row_update *u)
{
	struct buf names = {0};
	for (int i = 0; i < u->now.n; i++)
		if (u->differs[i])
			buf_format(&names, "%s%s", names.length ? ", " : "", u->now.field[i].key);
	enum status status =
	    names.failed ? why_memory(&u->in->crm->why) : inquiry_warn(u->in, u->q, _("differs: %.300s"), names.text);
	buf_free(&names);
	return status;
}

/* Of one of the batches that took the row in? */
static bool is_rows_own(const struct row_update *u, const struct event *event)
{
	for (int i = 0; i < u->history.n; i++) {
		const struct event *row = &u->history.event[i];
		bool is_row = row->kind == EV_LEAD_CREATED || row->kind == EV_LEAD_UPDATED;
		if (is_row && u->history.counts[i] && row->batch == event->batch)
			return true;
	}
	return false;
}

/* Has anybody here done one of these to the lead? */
static bool done_here(const struct row_update *u, const enum event_kind *kinds, int n)
{
	for (int i = 0; i < u->history.n; i++)
		for (int k = 0; k < n; k++)
			if (u->history.counts[i] && u->history.event[i].kind == kinds[k] &&
			    !is_rows_own(u, &u->history.event[i]))
				return true;
	return false;
}

static enum status stays(const struct row_update *u, const char *column)
{
	return inquiry_warn(u->in, u->q, _("%s: changed here since, and stays"), column);
}

static enum status record_of(struct row_update *u, enum event_kind kind, instant_t at, const char *old, const char *new)
{
	struct event event = {.kind = kind,
	    .lead = u->lead.lead,
	    .client = kind == EV_LEAD_UPDATED ? u->home : u->lead.client,
	    .occurred_at = at,
	    .old = old,
	    .new = new};
	if (!new)
		return why_memory(&u->in->crm->why);
	u->q->verdict = INQUIRY_UPDATED;
	return record(u->in->crm, &event);
}

/* Another client's phone, address or tax number is not taken from him. */
static enum status check_owner(
    struct row_update *u, const char *sql, const struct val *point, const char *column, bool *taken)
{
	struct crm *crm = u->in->crm;
	int64_t owner, root = 0;
	enum status status = db_number(crm->db, sql, point, 0, &owner);
	if (status == CRM_OK && owner)
		status = client_root(crm, owner, &root);
	*taken = root && root != u->lead.client;
	if (status != CRM_OK || !*taken)
		return status;
	return inquiry_warn(u->in, u->q, _("%s: it is client %lld's, and is not taken"), column, (long long)root);
}

/* What of the row goes into the event: all that differs but for what must stay. */
struct kept_cells {
	bool phone, email, inn, amount;
};

static enum status choose_cells(struct row_update *u, struct kept_cells *kept)
{
	static const enum event_kind wins[] = {EV_LEAD_WON, EV_LEAD_CORRECTED};
	struct inquiry *q = u->q;
	bool taken = false;
	enum status status = CRM_OK;
	*kept = (struct kept_cells){changed(u, "phone") && q->phone, changed(u, "email") && q->email,
	    changed(u, "inn") && q->inn, changed(u, "amount") && q->amount != AMOUNT_NONE};
	if (kept->phone) {
		status = check_owner(u, sql_update_phone, VALS(V_INT(q->phone)), "phone", &taken);
		kept->phone = !taken;
	}
	if (status == CRM_OK && kept->email) {
		status = check_owner(u, sql_update_email, VALS(V_TEXT(q->email)), "email", &taken);
		kept->email = !taken;
	}
	if (status == CRM_OK && kept->inn) {
		status = check_owner(u, sql_update_inn, VALS(V_INT(q->inn)), "inn", &taken);
		kept->inn = !taken;
	}
	if (status == CRM_OK && kept->amount && q->amount != u->lead.amount && done_here(u, wins, 2)) {
		kept->amount = false;
		status = stays(u, "amount");
	}
	return status;
}

static bool is_left_out(const char *key, const struct kept_cells *kept)
{
	return (!kept->phone && strcmp(key, "phone") == 0) || (!kept->email && strcmp(key, "email") == 0) ||
	       (!kept->inn && strcmp(key, "inn") == 0) || (!kept->amount && strcmp(key, "amount") == 0);
}

/* The cells that differ, as they came or as they were; *n of them. */
static void put_cells(const struct row_update *u, const struct kept_cells *kept, bool now, struct buf *doc, int *n)
{
	json_open(doc);
	*n = 0;
	for (int i = 0; i < u->now.n; i++) {
		const char *key = u->now.field[i].key;
		if (!u->differs[i] || is_left_out(key, kept))
			continue;
		json_text(doc, key, now ? u->now.field[i].value : json_get(&u->last, key));
		++*n;
	}
}

static enum status update_row(struct row_update *u)
{
	struct intake *in = u->in;
	struct inquiry *q = u->q;
	struct kept_cells kept;
	struct buf old = {0}, *new = &in->scratch;
	char consent[CONSENT_TEXT_MAX];
	int n = 0;
	enum status status = choose_cells(u, &kept);
	if (status != CRM_OK)
		return status;
	buf_clear(new);
	put_cells(u, &kept, true, new, &n);
	if (kept.phone)
		json_int(new, "_phone", q->phone);
	if (kept.phone)
		json_text(new, "_ext", q->extension);
	if (kept.email)
		json_text(new, "_email", q->box);
	if (kept.inn)
		json_int(new, "_inn", q->inn);
	if (kept.amount)
		json_int(new, "_amount", q->amount);
	if (changed(u, "source"))
		json_text(new, "_source", q->source);
	if (changed_any(u, "consent") || changed_any(u, "optout")) {
		consent_text(&q->said, consent);
		json_text(new, CONSENT_KEY, consent);
	}
	json_close(new);
	put_cells(u, &kept, false, &old, &n);
	json_close(&old);
	const char *was = old.failed ? NULL : arena_text(&in->crm->chunk, old.text, old.length);
	buf_free(&old);
	if (new->failed || !was)
		return why_memory(&in->crm->why);
	return n ? record_of(u, EV_LEAD_UPDATED, in->crm->now, was, arena_text(&in->crm->chunk, new->text, new->length))
	         : CRM_OK;
}

static enum status update_manager(struct row_update *u)
{
	static const enum event_kind kinds[] = {EV_LEAD_ASSIGNED, EV_LEAD_RETURNED};
	struct buf *doc = &u->in->scratch;
	const struct manager *given = u->q->given;
	if (!given || !said_anew(u, INTAKE_MANAGER) || given->id == u->lead.manager)
		return CRM_OK;
	if (given->left <= zone_day(u->in->crm->zone, u->in->crm->now)) /* nothing is handed to him any more */
		return CRM_OK;
	if (done_here(u, kinds, 2))
		return stays(u, "manager");
	buf_clear(doc);
	json_open(doc);
	json_text(doc, "manager", given->code);
	json_text(doc, "method", "given");
	json_close(doc);
	return record_of(u, EV_LEAD_ASSIGNED, u->in->crm->now, NULL,
	    doc->failed ? NULL : arena_text(&u->in->crm->chunk, doc->text, doc->length));
}

/* Where it stands, as the lead's events say it; ${stage}, ${reason} may be NULL. */
static enum status record_stand(struct row_update *u, enum event_kind kind, instant_t at, const struct stage *stage,
    const struct reason *reason, const char *note)
{
	struct crm *crm = u->in->crm;
	struct buf *doc = &u->in->scratch;
	const struct stage *stood = stage_id(crm, u->lead.stage);
	const char *old = arena_format(&crm->chunk, "{\"state\":\"%s\",\"stage\":\"%s\"}",
	    lead_state_name(u->lead.state), stood ? stood->code : "");
	buf_clear(doc);
	json_open(doc);
	json_text(doc, "stage", stage ? stage->code : NULL);
	json_text(doc, "reason", reason ? reason->code : NULL);
	json_text(doc, "note", note);
	json_close(doc);
	if (!old)
		return why_memory(&crm->why);
	return record_of(u, kind, at, old, doc->failed ? NULL : arena_text(&crm->chunk, doc->text, doc->length));
}

static enum status update_end(struct row_update *u)
{
	const struct inquiry *q = u->q;
	instant_t at = q->closing_said ? q->closed_at : u->in->crm->now;
	if (q->outcome == OUTCOME_WON)
		return record_stand(u, EV_LEAD_WON, at, q->won_at ? q->won_at : q->stage, NULL, NULL);
	return record_stand(
	    u, q->outcome == OUTCOME_LOST ? EV_LEAD_LOST : EV_LEAD_DISQUALIFIED, at, NULL, q->reason, q->note);
}

static bool ends_so_already(const struct row_update *u)
{
	const struct inquiry *q = u->q;
	static const enum lead_state states[] = {
	    [OUTCOME_WON] = LEAD_WON, [OUTCOME_LOST] = LEAD_LOST, [OUTCOME_DISQUALIFIED] = LEAD_DISQUALIFIED};
	return u->lead.state == states[q->outcome] && (!q->reason || q->reason->id == u->lead.reason);
}

/* Stage, state, reason: each under whatever name. */
static enum status update_stand(struct row_update *u)
{
	static const enum event_kind kinds[] = {
	    EV_LEAD_QUALIFIED, EV_LEAD_DISQUALIFIED, EV_LEAD_MOVED, EV_LEAD_WON, EV_LEAD_LOST, EV_LEAD_RETURNED};
	const struct inquiry *q = u->q;
	const struct stage *named = q->named;
	bool anew = said_anew(u, INTAKE_STAGE) || said_anew(u, INTAKE_STATE) || said_anew(u, INTAKE_REASON) ||
	            said_anew(u, INTAKE_CLOSED);
	bool open = !inquiry_ended(q) && (q->outcome == OUTCOME_OPEN || named);
	if (!anew || (!open && !inquiry_ended(q)))
		return CRM_OK;
	bool there = open ? u->lead.state == LEAD_OPEN && (!named || named->id == u->lead.stage) : ends_so_already(u);
	if (there)
		return CRM_OK;
	if (u->lead.origin || done_here(u, kinds, (int)(sizeof kinds / sizeof *kinds)))
		return stays(u, open && u->lead.state == LEAD_OPEN ? "stage" : "state");
	if (inquiry_ended(q))
		return update_end(u);
	instant_t since =
	    q->stage_since > u->lead.created_at && q->stage_since <= u->in->crm->now ? q->stage_since : u->in->crm->now;
	if (u->lead.state == LEAD_OPEN)
		return record_stand(u, EV_LEAD_MOVED, since, named, NULL, NULL);
	return record_stand(
	    u, EV_LEAD_RETURNED, since, named ? named : stage_id(u->in->crm, u->lead.stage), NULL, NULL);
}

static enum status read_last(struct row_update *u)
{
	struct crm *crm = u->in->crm;
	enum status status = history_lead(crm, u->lead.lead, HISTORY_END, &crm->chunk, &u->history);
	if (status != CRM_OK)
		return status;
	history_judge(&u->history, u->history.n, &horizon_none);
	if (u->history.n == 0)
		return CRM_NONE;
	u->home = u->history.event[0].client;
	return lead_row_read(crm, u->lead.lead, u->history.event[0].new, &crm->chunk, &u->last);
}

static enum status update_one(struct intake *in, struct inquiry *q)
{
	struct row_update u = {.in = in, .q = q};
	enum status status = lead_get(in->crm, q->lead, &u.lead);
	if (status == CRM_OK)
		status = read_last(&u);
	if (status != CRM_OK || json_get(&u.last, ERASED_SEEN))
		return status == CRM_NONE ? CRM_OK : status;
	status = compare_cells(&u);
	if (status != CRM_OK || u.n_differ == 0)
		return status;
	status = tell_differences(&u);
	if (status != CRM_OK || !option(in->crm, "update"))
		return status;
	status = update_row(&u);
	if (status == CRM_OK)
		status = update_manager(&u);
	return status == CRM_OK ? update_stand(&u) : status;
}

/* Leads whose rows came again with other values before. */
static enum status look_up_updated(struct intake *in, struct hashmap *updated)
{
	struct crm *crm = in->crm;
	struct stmt *row;
	int64_t any, *leads = arena_get(&crm->chunk, ((size_t)in->n + 1) * sizeof *leads);
	int n = 0;
	if (!leads || hashmap_open(updated, &crm->chunk, in->n) != 0)
		return why_memory(&crm->why);
	enum status status = db_number(crm->db, sql_update_any, NULL, 0, &any);
	if (status != CRM_OK || !any)
		return status;
	for (int i = 0; i < in->n; i++)
		if (inquiry_is_known_by_id(&in->list[i]))
			leads[n++] = in->list[i].lead;
	status = match_want_numbers(crm, leads, n);
	if (status == CRM_OK)
		status = db_ask(crm->db, sql_update_leads, NULL, &row);
	while (status == CRM_OK && (status = db_next(row)) == CRM_OK)
		*hashmap_at(updated, db_int(row, 0)) = 1;
	return status == CRM_NONE ? CRM_OK : status;
}

enum status intake_update(struct intake *in, struct intake_match *match)
{
	struct hashmap updated;
	int known = 0;
	for (int i = 0; i < in->n; i++)
		known += inquiry_is_known_by_id(&in->list[i]);
	enum status status = known ? look_up_updated(in, &updated) : CRM_OK;
	if (status == CRM_OK && known && option(in->crm, "update"))
		status = known_flush(in->crm); /* events are applied to the tables */
	for (int i = 0; i < in->n && known && status == CRM_OK; i++) {
		struct inquiry *q = &in->list[i];
		if (inquiry_is_known_by_id(q) && (!match_same_letters(match, q) || hashmap_get(&updated, q->lead)))
			status = update_one(in, q);
	}
	return status;
}
