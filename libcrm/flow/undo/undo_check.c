/* What stands against taking an event back. */
#include "base/text/json.h"
#include "book/records/client.h"
#include "book/settings/conf.h"
#include "book/history/event_traits.h"
#include "book/history/history.h"
#include "book/records/fingerprint.h"
#include "flow/undo/undo_client_private.h"
#include "flow/undo/undo_private.h"

#include "flow/undo/undo_check.sql.h"

/* ${key}: what the events are about, by ${first_sql} and ${later_sql}. */
struct about {
	const char *first_sql, *later_sql;
	int64_t key;
	const char *name;       /* "lead", "client", "task" */
	enum event_kind matter; /* of a client, only what is of the same matter is in the way; 0: whatever came later */
};

/* The event that an undo, or an undo of an undo, is about in the end; texts in undo->arena. */
static enum status root_of(struct undo *undo, const struct event *event, struct event *root, bool *back)
{
	enum status status = CRM_OK;
	*root = *event;
	*back = false;
	while (status == CRM_OK && root->kind == EV_UNDONE) {
		status = history_event(undo->crm, root->reverses, &undo->arena, root);
		*back = !*back;
	}
	return status == CRM_NONE ? why_set(&undo->crm->why, CRM_INTERNAL,
	                                _("event %lld takes back what is not in the journal"), (long long)event->event)
	                          : status;
}

/* An undo concerns what it takes back: if that is later than ${first} it is looked at by itself; else it is of the same
   matter as that. */
static enum status in_the_way(
    struct undo *undo, const struct about *about, const struct event *later, int64_t first, bool *yes)
{
	struct event root = *later;
	bool back;
	*yes = false;
	if (later->kind == EV_UNDONE && later->reverses >= first)
		return CRM_OK;
	enum status status = root_of(undo, later, &root, &back);
	if (status != CRM_OK || event_traits(root.kind)->is_remark) /* who was looked at was not changed */
		return status;
	if (about->matter != 0 && !event_same_matter(about->matter, root.kind))
		return CRM_OK;
	return history_event_counts(undo->crm, later->event, HISTORY_END, yes, NULL);
}

#define NAMED 3 /* so many of what is in the way are named */

/* What came after a batch: how much, and the sentence of it. */
struct later {
	int n;
	struct buf text;
};

static void name_later(struct later *later, const struct event *event)
{
	if (later->n++ < NAMED) {
		buf_put(&later->text, later->n > 1 ? ", " : "");
		buf_format(&later->text, _("event %lld (%s) of batch %lld"), (long long)event->event,
		    event_kind_name(event->kind), (long long)event->batch);
	}
}

/* All that is in the way, the latest in undo->in_way. */
static enum status find_later(
    struct undo *undo, const struct about *about, int64_t first, int64_t batch, struct later *later)
{
	struct stmt *row;
	struct event event;
	enum status status =
	    db_ask(undo->crm->db, about->later_sql, VALS(V_INT(about->key), V_INT(first), V_INT(batch)), &row);
	if (status != CRM_OK)
		return status;
	while ((status = db_next(row)) == CRM_OK) {
		bool yes = false;
		event_row(row, &event);
		status = in_the_way(undo, about, &event, first, &yes);
		if (status != CRM_OK) {
			db_done(row);
			return status;
		}
		if (yes) {
			name_later(later, &event);
			undo->in_way = event.event;
		}
	}
	return status == CRM_NONE ? CRM_OK : status;
}

/* Their names are all there, or how many more there are. ${status}: of the search. */
static enum status end_later(struct undo *undo, struct later *later, enum status status)
{
	if (later->n > NAMED)
		buf_format(&later->text, _(" and %d more"), later->n - NAMED);
	return status == CRM_OK && later->text.failed ? why_memory(&undo->crm->why) : status;
}

/* CRM_OK if nobody else came after the batch, CRM_DATA when that is answered. */
static enum status check_not_changed(
    struct undo *undo, const struct event *event, const struct about *about, int64_t first)
{
	struct later later = {0};
	enum status status = find_later(undo, about, first, undo->deep ? 0 : undo->batch, &later);
	status = end_later(undo, &later, status);
	if (status == CRM_OK && later.n)
		status = undo_add_answer(undo, event, VERDICT_REJECTED,
		    _("%s %lld changed since: %s; --with-later takes that back too"), about->name,
		    (long long)about->key, later.text.text);
	buf_free(&later.text);
	return status == CRM_OK && later.n ? CRM_DATA : status;
}

/* The first event of the batch about the same thing: whatever came after it counts, so that all of the thing is taken
   back or nothing. */
static enum status first_of(struct undo *undo, const struct event *event, const struct about *about, int64_t *first)
{
	struct val batch = V_INT(undo->batch), from = V_INT(undo->first);
	int64_t created = 0;
	enum status status = CRM_OK;
	*first = event->event;
	if (event->kind == EV_LEAD_CREATED || undo->deep)
		return CRM_OK;
	if (about->first_sql == sql_first_of_lead)
		status = db_number(undo->crm->db, sql_created_by, VALS(V_INT(event->lead), batch, from), 0, &created);
	if (status != CRM_OK || created != 0) {
		*first = created;
		return status;
	}
	return db_number(undo->crm->db, about->first_sql, VALS(V_INT(about->key), batch, from), event->event, first);
}

static enum status check_about(struct undo *undo, const struct event *event, const struct about *about)
{
	int64_t first;
	enum status status = first_of(undo, event, about, &first);
	return status == CRM_OK ? check_not_changed(undo, event, about, first) : status;
}

/* Another lead says that it repeats this one. */
static enum status check_repeats(struct undo *undo, const struct event *event)
{
	struct db *db = undo->crm->db;
	int64_t lead = 0;
	int64_t client;
	enum status status = client_root(undo->crm, event->client, &client);
	struct val vals[] = {V_INT(client), V_INT(event->lead), {.kind = VAL_END}};
	if (status == CRM_OK)
		status = db_number(db, sql_repeats_of, vals, 0, &lead);
	if (status == CRM_OK && lead == 0)
		status = db_number(db, sql_repeat_is_first, vals, 0, &lead);
	if (status != CRM_OK || lead == 0)
		return status;
	struct lead repeat;
	status = lead_get(undo->crm, lead, &repeat);
	if (status != CRM_OK)
		return status;
	undo->in_way = repeat.event;
	status = undo_add_answer(undo, event, VERDICT_REJECTED,
	    _("lead %lld repeats lead %lld; --with-later takes that back too"), (long long)lead,
	    (long long)event->lead);
	return status == CRM_OK ? CRM_DATA : status;
}

/* With his last lead goes the client: then nobody may stand under him, and what was said of him since would speak of
   nobody. */
static enum status check_client_left(struct undo *undo, const struct event *event)
{
	const struct about client = {sql_first_of_client, sql_later_of_client, event->client, "client", 0};
	struct val vals[] = {V_INT(event->client), V_INT(event->lead), {.kind = VAL_END}};
	int64_t other = 0, under = 0;
	enum status status = db_number(undo->crm->db, sql_other_lead, vals, 0, &other);
	if (status != CRM_OK || other != 0)
		return status;
	status = db_number(undo->crm->db, sql_merged_into, VALS(V_INT(event->client)), 0, &under);
	if (status != CRM_OK || under == 0)
		return status == CRM_OK ? check_not_changed(undo, event, &client, event->event) : status;
	status = undo_add_answer(undo, event, VERDICT_REJECTED, _("client %lld was merged into client %lld"),
	    (long long)under, (long long)event->client);
	return status == CRM_OK ? CRM_DATA : status;
}

/* Nobody comes back, and nothing is done to who is not there any more. */
static enum status check_erased(struct undo *undo, const struct event *event, const struct event *root)
{
	struct val vals[] = {V_INT(event->client), V_INT(EV_PERSON_ERASED), {.kind = VAL_END}};
	int64_t by = root->kind == EV_PERSON_ERASED ? root->event : 0;
	enum status status = event->client && !by ? db_number(undo->crm->db, sql_erased_by, vals, 0, &by) : CRM_OK;
	if (status != CRM_OK || by == 0)
		return status;
	status = undo_add_answer(undo, event, VERDICT_REJECTED,
	    _("client %lld was erased by event %lld, which cannot be taken back"), (long long)event->client,
	    (long long)by);
	return status == CRM_OK ? CRM_DATA : status;
}

/* A lead that is to come back: was its row taken in again since? */
static enum status check_seen(struct undo *undo, const struct event *event, const struct event *created)
{
	int64_t hash[2], lead, other;
	int n = fingerprint_of_created(created->new, &undo->arena, hash);
	if (n < 0)
		return why_memory(&undo->crm->why);
	enum status status = fingerprint_lead(undo->crm, hash[0], &lead, &other);
	if (status != CRM_OK)
		return status == CRM_NONE ? CRM_OK : status;
	status = undo_add_answer(undo, event, VERDICT_REJECTED, _("the same row is lead %lld now"), (long long)lead);
	return status == CRM_OK ? CRM_DATA : status;
}

/* Nor does a lead come back without the one that it repeats: nobody would work on either. */
static enum status check_origin(struct undo *undo, const struct event *event, const struct event *created)
{
	struct crm *crm = undo->crm;
	struct json json;
	struct lead lead;
	struct history history;
	struct event gone = {0};
	bool counts;
	int64_t by = 0;
	if (json_parse(&json, created->new, &undo->arena) != 0)
		return why_memory(&crm->why);
	int64_t origin = json_get_int(&json, "_origin", 0);
	enum status status = origin != 0 ? lead_get(crm, origin, &lead) : CRM_OK;
	if (status != CRM_NONE)
		return status;
	status = history_lead(crm, origin, HISTORY_END, &undo->arena, &history);
	if (status == CRM_OK && history.n > 0)
		status = history_event_counts(crm, history.event[0].event, HISTORY_END, &counts, &by);
	if (status == CRM_OK && by != 0)
		status = history_event(crm, by, &undo->arena, &gone);
	if (status == CRM_OK)
		status = undo_add_answer(undo, event, VERDICT_REJECTED,
		    _("it repeats lead %lld, which batch %lld took back: take that back first"), (long long)origin,
		    (long long)gone.batch);
	return status == CRM_OK ? CRM_DATA : status;
}

static enum status check_lead(struct undo *undo, const struct event *event, const struct event *root, bool back)
{
	const struct about lead = {sql_first_of_lead, sql_later_of_lead, event->lead, "lead", 0};
	enum status status = event->lead != 0 ? check_about(undo, event, &lead) : CRM_OK;
	if (status != CRM_OK || root->kind != EV_LEAD_CREATED)
		return status;
	if (back) {
		status = check_seen(undo, event, root);
		return status == CRM_OK ? check_origin(undo, event, root) : status;
	}
	status = check_repeats(undo, event);
	return status == CRM_OK ? check_client_left(undo, event) : status;
}

/* A merge, a row about a client. */
static enum status check_record(struct undo *undo, const struct event *event, const struct event *root, bool back)
{
	char why[300];
	enum status status =
	    undo_client(undo->crm, undo->deep ? 0 : undo->batch, event, root, back, why, &undo->in_way);
	if (status == CRM_OK && why[0] != '\0')
		status = undo_add_answer(undo, event, VERDICT_REJECTED, "%s", why);
	return status == CRM_OK && why[0] != '\0' ? CRM_DATA : status;
}

/* What was said of a client and of no lead. */
static enum status check_client(struct undo *undo, const struct event *event, const struct event *root)
{
	const struct about client = {sql_first_of_client, sql_later_of_client, event->client, "client", root->kind};
	return event->lead == 0 && event->client != 0 ? check_about(undo, event, &client) : CRM_OK;
}

/* What tasks and enrolments, which may have no lead, are about. */
static enum status check_ref(struct undo *undo, const struct event *event, const struct event *root)
{
	const struct event_traits *traits = event_traits(root->kind);
	const struct about thing = {sql_first_of_ref, sql_later_of_ref, event_subject(root),
	    traits->about == ABOUT_TASK ? "task" : "enrolment", 0};
	if (thing.key == 0)
		return CRM_OK;
	return traits->makes && root->event == event->event ? check_not_changed(undo, event, &thing, event->event)
	                                                    : check_about(undo, event, &thing);
}

static bool same_row(const struct conf_table *table, const struct json *json, const char *const *row)
{
	for (int i = 0; table->column[i].name != NULL; i++) {
		const char *value = json_get(json, table->column[i].name), *fallback = table->column[i].fallback;
		if (value == NULL)
			value = fallback != NULL ? fallback : "";
		if (strcmp(value, row[i]) != 0)
			return false;
	}
	return true;
}

/* Is the event about the row of ${table} with these keys? */
static bool is_of_row(
    struct arena *arena, const struct event *event, const struct conf_table *table, const char *const *keys)
{
	struct json json;
	const char *text = event->new != NULL ? event->new : event->old, *name;
	if (text == NULL || json_parse(&json, text, arena) != 0 || (name = json_get(&json, "table")) == NULL ||
	    strcmp(name, table->name) != 0)
		return false;
	for (int i = 0; table->column[i].name != NULL; i++) {
		const char *key = json_get(&json, table->column[i].name);
		if ((table->column[i].flags & CONF_KEY) != 0 && strcmp(key != NULL ? key : "", keys[i]) != 0)
			return false;
	}
	return true;
}

/* What was said of the row since and counts still, the latest in undo->in_way. */
static enum status find_later_of_row(struct undo *undo, const struct event *event, const struct conf_table *table,
    const char *const *keys, struct later *later)
{
	struct crm *crm = undo->crm;
	struct stmt *row;
	struct event other;
	enum status status = db_ask(crm->db, sql_later_of_settings, VALS(V_INT(event->event)), &row);
	while (status == CRM_OK && (status = db_next(row)) == CRM_OK) {
		bool counts = false;
		event_row(row, &other);
		if ((undo->deep || other.batch != undo->batch) && other.reverses < event->event &&
		    is_of_row(&undo->arena, &other, table, keys))
			status = history_event_counts(crm, other.event, HISTORY_END, &counts, NULL);
		if (counts) {
			name_later(later, &other);
			undo->in_way = other.event;
		}
		if (status != CRM_OK)
			db_done(row);
	}
	return status == CRM_NONE ? CRM_OK : status;
}

static enum status tell_row_changed(
    struct undo *undo, const struct event *event, const struct conf_table *table, const char *const *keys)
{
	struct later later = {0};
	enum status status = end_later(undo, &later, find_later_of_row(undo, event, table, keys, &later));
	if (status == CRM_OK && later.n)
		status = undo_add_answer(undo, event, VERDICT_REJECTED,
		    _("%s «%s» changed since: %s; --with-later takes that back too"), table->name, keys[0],
		    later.text.text);
	else if (status == CRM_OK)
		status =
		    undo_add_answer(undo, event, VERDICT_REJECTED, _("%s «%s» changed since"), table->name, keys[0]);
	buf_free(&later.text);
	return status;
}

/* Does the row stand as the event left it? */
static enum status check_conf(struct undo *undo, const struct event *event)
{
	struct crm *crm = undo->crm;
	const char *row[CONF_WIDTH] = {0}, *keys[CONF_WIDTH] = {0};
	struct json json;
	const struct conf_table *table = NULL;
	if (json_parse(&json, event->new != NULL ? event->new : event->old, &undo->arena) == 0)
		table = conf_find(json_get(&json, "table"));
	if (table == NULL)
		return why_set(
		    &crm->why, CRM_INTERNAL, _("event %lld names no table of settings"), (long long)event->event);
	for (int i = 0; table->column[i].name != NULL; i++)
		keys[i] = json_get(&json, table->column[i].name) != NULL ? json_get(&json, table->column[i].name) : "";
	enum status status = conf_one(crm, table, keys, row);
	if (status != CRM_OK && status != CRM_NONE)
		return status;
	bool there = status == CRM_OK;
	if (event->new != NULL ? there &&same_row(table, &json, row) : !there)
		return CRM_OK;
	status = tell_row_changed(undo, event, table, keys);
	return status == CRM_OK ? CRM_DATA : status;
}

/* Taking an undo back makes what it took back count again, and what that took back count no more: so it has to count
   now, and was not taken back by somebody else since. So on, to the event that happened. */
static enum status check_taken_once(struct undo *undo, const struct event *event)
{
	struct event at = *event;
	bool again = false, counts = true;
	int64_t by = 0;
	enum status status = CRM_OK;
	while (status == CRM_OK && counts && at.kind == EV_UNDONE) {
		again = !again;
		status = history_event(undo->crm, at.reverses, &undo->arena, &at);
		if (status == CRM_OK && !again)
			status = history_event_counts(undo->crm, at.event, HISTORY_END, &counts, &by);
	}
	if (status != CRM_OK || counts)
		return status;
	undo->in_way = by;
	status = undo_add_answer(undo, event, VERDICT_REJECTED,
	    _("event %lld was taken back by event %lld since; --with-later takes that back too"), (long long)at.event,
	    (long long)by);
	return status == CRM_OK ? CRM_DATA : status;
}

static enum status check_unchanged(struct undo *undo, const struct event *event, const struct event *root, bool back)
{
	enum status status = check_erased(undo, event, root);
	if (status == CRM_OK)
		status = check_client(undo, event, root);
	if (status == CRM_OK)
		status = check_lead(undo, event, root, back);
	return status == CRM_OK ? check_ref(undo, event, root) : status;
}

enum status undo_check(struct undo *undo, const struct event *event)
{
	struct event root;
	bool counts, back;
	int64_t by;
	undo->in_way = 0;
	enum status status = history_event_counts(undo->crm, event->event, HISTORY_END, &counts, &by);
	if (status == CRM_OK && !counts) {
		status = undo_add_answer(undo, event, VERDICT_KNOWN, _("taken back by event %lld"), (long long)by);
		return status == CRM_OK ? CRM_DATA : status;
	}
	if (status == CRM_OK)
		status = root_of(undo, event, &root, &back);
	if (status != CRM_OK)
		return status;
	switch (event_traits(root.kind)->undo) {
	case UNDO_FREELY: return check_taken_once(undo, event);
	case UNDO_SETTING: return check_conf(undo, event);
	case UNDO_NEVER: return check_erased(undo, event, &root);
	case UNDO_RECORD:
		status = check_erased(undo, event, &root);
		if (status == CRM_OK)
			status = check_record(undo, event, &root, back);
		return status == CRM_OK ? check_taken_once(undo, event) : status;
	case UNDO_UNCHANGED: return check_unchanged(undo, event, &root, back);
	case UNDO_AS_ROOT: break; /* the root of an undo is none */
	}
	return why_set(&undo->crm->why, CRM_INTERNAL, _("event %lld is of kind %d, of which nothing is known"),
	    (long long)root.event, (int)root.kind);
}
