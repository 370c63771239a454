#include "flow/undo.h"

#include "flow/undo_client.h"

#include "base/json.h"
#include "book/client.h"
#include "book/conf.h"
#include "book/history.h"
#include "book/rollup.h"
#include "book/seen.h"

#include "flow/undo.sql.h"

/* One batch on its way back. */
struct undo {
	struct crm *crm;
	struct undone *out;
	int64_t batch;
	struct arena arena; /* of one event */
};

static enum status answer(struct undo *undo, const struct event *event, const char *verdict, const char *format, ...)
    __attribute__((format(printf, 4, 5)));

static enum status answer(struct undo *undo, const struct event *event, const char *verdict, const char *format, ...)
{
	struct undone *out = undo->out;
	char text[1200] = "";
	va_list args;
	if (format != NULL) {
		va_start(args, format);
		vsnprintf(text, sizeof text, format, args);
		va_end(args);
	}
	if (out->n == out->room) {
		int room = out->room == 0 ? 64 : out->room * 2;
		struct undo_answer *grown = realloc(out->answer, (size_t)room * sizeof *grown);
		if (grown == NULL)
			return why_memory(&undo->crm->why);
		out->answer = grown;
		out->room = room;
	}
	struct undo_answer *row = &out->answer[out->n];
	*row = (struct undo_answer){.verdict = verdict};
	if (event != NULL) {
		row->event = event->event;
		row->lead = event->lead;
	}
	if (text[0] != '\0' && (row->reason = arena_copy(&out->text, text)) == NULL)
		return why_memory(&undo->crm->why);
	out->n++;
	out->done += strcmp(verdict, DONE) == 0;
	out->known += strcmp(verdict, KNOWN) == 0;
	out->rejected += strcmp(verdict, REJECTED) == 0;
	return CRM_OK;
}

/* ${key}: what the events are about, by ${first_sql} and ${later_sql}. */
struct about {
	const char *first_sql, *later_sql;
	int64_t key;
	const char *name; /* "lead", "task" */
};

/* An undo concerns what it takes back: if that is later than ${first} it is looked at by itself. */
static enum status in_the_way(struct undo *undo, const struct event *later, int64_t first, bool *yes)
{
	*yes = later->reverses < first;
	if (later->kind == EV_UNDONE && !*yes)
		return CRM_OK;
	return event_counts(undo->crm, later->event, UPTO_END, yes, NULL);
}

/* CRM_OK if nobody else came after the batch, CRM_DATA when that is answered. */
static enum status unchanged(struct undo *undo, const struct event *event, const struct about *about, int64_t first)
{
	struct stmt *row;
	struct event later;
	enum status status =
	    db_ask(undo->crm->db, about->later_sql, VALS(V_INT(about->key), V_INT(first), V_INT(undo->batch)), &row);
	if (status != CRM_OK)
		return status;
	while ((status = db_next(row)) == CRM_OK) {
		bool yes = false;
		event_row(row, &later);
		status = in_the_way(undo, &later, first, &yes);
		if (status == CRM_OK && !yes)
			continue;
		if (status == CRM_OK)
			status =
			    answer(undo, event, REJECTED, _("%s %lld changed since: event %lld (%s) of batch %lld"),
			        about->name, (long long)about->key, (long long)later.event, event_kind_name(later.kind),
			        (long long)later.batch);
		db_done(row);
		return status == CRM_OK ? CRM_DATA : status;
	}
	return status == CRM_NONE ? CRM_OK : status;
}

/* The first event of the batch about the same thing: whatever came after it counts, so that all of the thing is taken
 * back or nothing. */
static enum status first_of(struct undo *undo, const struct event *event, const struct about *about, int64_t *first)
{
	int64_t created = 0;
	enum status status = CRM_OK;
	*first = event->event;
	if (event->kind == EV_LEAD_CREATED)
		return CRM_OK;
	if (about->first_sql == sql_first_of_lead)
		status =
		    db_number(undo->crm->db, sql_created_by, VALS(V_INT(event->lead), V_INT(undo->batch)), 0, &created);
	if (status != CRM_OK || created != 0) {
		*first = created;
		return status;
	}
	return db_number(
	    undo->crm->db, about->first_sql, VALS(V_INT(about->key), V_INT(undo->batch)), event->event, first);
}

static enum status check_about(struct undo *undo, const struct event *event, const struct about *about)
{
	int64_t first;
	enum status status = first_of(undo, event, about, &first);
	return status == CRM_OK ? unchanged(undo, event, about, first) : status;
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
	status =
	    answer(undo, event, REJECTED, _("lead %lld repeats lead %lld"), (long long)lead, (long long)event->lead);
	return status == CRM_OK ? CRM_DATA : status;
}

/* The event that an undo, or an undo of an undo, is about in the end; texts in undo->arena. */
static enum status root_of(struct undo *undo, const struct event *event, struct event *root, bool *back)
{
	enum status status = CRM_OK;
	*root = *event;
	*back = false;
	while (status == CRM_OK && root->kind == EV_UNDONE) {
		status = event_get(undo->crm, root->reverses, &undo->arena, root);
		*back = !*back;
	}
	return status == CRM_NONE ? why_set(&undo->crm->why, CRM_INTERNAL,
	                                _("event %lld takes back what is not in the journal"), (long long)event->event)
	                          : status;
}

/* A lead that is to come back: was its row taken in again since? */
static enum status check_seen(struct undo *undo, const struct event *event, const struct event *created)
{
	int64_t hash[2], lead, other;
	int n = created_hashes(created->new, &undo->arena, hash);
	if (n < 0)
		return why_memory(&undo->crm->why);
	enum status status = seen_lead(undo->crm, hash[0], &lead, &other);
	if (status != CRM_OK)
		return status == CRM_NONE ? CRM_OK : status;
	status = answer(undo, event, REJECTED, _("the same row is lead %lld now"), (long long)lead);
	return status == CRM_OK ? CRM_DATA : status;
}

static enum status check_lead(struct undo *undo, const struct event *event, const struct event *root, bool back)
{
	const struct about lead = {sql_first_of_lead, sql_later_of_lead, event->lead, "lead"};
	enum status status = event->lead != 0 ? check_about(undo, event, &lead) : CRM_OK;
	if (status != CRM_OK || root->kind != EV_LEAD_CREATED)
		return status;
	return back ? check_seen(undo, event, root) : check_repeats(undo, event);
}

/* What tasks and enrolments, which may have no lead, are about. */
static enum status check_ref(struct undo *undo, const struct event *event, const struct event *root)
{
	bool makes = root->kind == EV_TASK_ADDED || root->kind == EV_PROGRAMME_ENROLLED;
	bool task = root->kind == EV_TASK_ADDED || root->kind == EV_TASK_DONE;
	const struct about thing = {
	    sql_first_of_ref, sql_later_of_ref, makes ? root->event : root->ref, task ? "task" : "enrolment"};
	return makes && root->event == event->event ? unchanged(undo, event, &thing, event->event)
	                                            : check_about(undo, event, &thing);
}

static bool same_row(const struct conf_table *table, const struct json *json, const char *const *row)
{
	for (int i = 0; table->column[i].name != NULL; i++) {
		const char *value = json_get(json, table->column[i].name), *otherwise = table->column[i].otherwise;
		if (value == NULL)
			value = otherwise != NULL ? otherwise : "";
		if (strcmp(value, row[i]) != 0)
			return false;
	}
	return true;
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
	status = answer(undo, event, REJECTED, _("%s «%s» changed since"), table->name, keys[0]);
	return status == CRM_OK ? CRM_DATA : status;
}

static enum status check_client(struct undo *undo, const struct event *event, const struct event *root, bool back)
{
	char why[300];
	enum status status = undo_client(undo->crm, undo->batch, event, root, back, why);
	if (status == CRM_OK && why[0] != '\0')
		status = answer(undo, event, REJECTED, "%s", why);
	return status == CRM_OK && why[0] != '\0' ? CRM_DATA : status;
}

static enum status check(struct undo *undo, const struct event *event)
{
	struct event root;
	bool counts, back;
	int64_t by;
	enum status status = event_counts(undo->crm, event->event, UPTO_END, &counts, &by);
	if (status == CRM_OK && !counts) {
		status = answer(undo, event, KNOWN, _("taken back by event %lld"), (long long)by);
		return status == CRM_OK ? CRM_DATA : status;
	}
	if (status == CRM_OK)
		status = root_of(undo, event, &root, &back);
	if (status != CRM_OK)
		return status;
	if (root.kind == EV_CONF_PUT)
		return check_conf(undo, event);
	if (root.kind >= EV_CLIENT_PUT && root.kind <= EV_PAIR_REFUSED)
		return check_client(undo, event, &root, back);
	status = check_lead(undo, event, &root, back);
	if (status == CRM_OK && root.kind >= EV_TASK_ADDED)
		status = check_ref(undo, event, &root);
	return status;
}

/* Settings may refuse to go while records name them: then nothing of this event stays. Sums are written first, because
 * they are asked. */
static enum status record_conf(struct undo *undo, const struct event *event, struct event *reversing)
{
	struct crm *crm = undo->crm;
	enum status status = rollup_flush(crm);
	if (status == CRM_OK)
		status = db_mark(crm->db);
	if (status == CRM_OK)
		status = rollup_mark(crm);
	if (status == CRM_OK)
		status = record(crm, reversing);
	if (status == CRM_OK)
		status = db_keep(crm->db);
	if (status == CRM_OK)
		return answer(undo, event, DONE, NULL);
	if (status != CRM_DATA)
		return status;
	rollup_giveup(crm);
	status = db_giveup(crm->db);
	return status == CRM_OK ? answer(undo, event, REJECTED, "%s", crm->why.text) : status;
}

static enum status reverse(struct undo *undo, const struct event *event)
{
	struct crm *crm = undo->crm;
	struct event reversing = {.kind = EV_UNDONE,
	    .lead = event->lead,
	    .client = event->client,
	    .ref = event->ref,
	    .occurred_at = crm->now,
	    .reverses = event->event,
	    .old = event->new,
	    .new = event->old};
	bool conf = event->lead == 0 && event->ref == 0 && (event->kind == EV_CONF_PUT || event->kind == EV_UNDONE);
	if (conf)
		return record_conf(undo, event, &reversing);
	enum status status = record(crm, &reversing);
	return status == CRM_OK ? answer(undo, event, DONE, NULL) : status;
}

static enum status take_back(struct undo *undo, const struct event *event)
{
	arena_reset(&undo->arena);
	enum status status = check(undo, event);
	if (status == CRM_DATA) /* answered */
		return CRM_OK;
	return status == CRM_OK ? reverse(undo, event) : status;
}

/* Some events, copied: nothing of the journal is being read while more is written to it. */
static enum status read_some(struct undo *undo, int64_t from, int64_t before, struct arena *arena, struct history *some)
{
	struct stmt *row;
	struct event event;
	enum status status =
	    db_ask(undo->crm->db, sql_batch_events, VALS(V_INT(from), V_INT(before), V_INT(undo->batch)), &row);
	if (status != CRM_OK)
		return status;
	while ((status = db_next(row)) == CRM_OK) {
		event_row(row, &event);
		const char *old = event.old, *new = event.new;
		event.old = arena_copy(arena, old);
		event.new = arena_copy(arena, new);
		if ((old != NULL && event.old == NULL) || (new != NULL &&event.new == NULL))
			status = why_memory(&undo->crm->why);
		else
			status = history_add(undo->crm, some, &event, arena);
		if (status != CRM_OK) {
			db_done(row);
			return status;
		}
	}
	return status == CRM_NONE ? CRM_OK : status;
}

static enum status take_all_back(struct undo *undo, int64_t from, int64_t before)
{
	struct arena arena = {0};
	enum status status = CRM_OK;
	for (;;) {
		struct history some = {0};
		arena_reset(&arena);
		status = read_some(undo, from, before, &arena, &some);
		if (status != CRM_OK || some.n == 0)
			break;
		for (int i = 0; i < some.n && status == CRM_OK; i++)
			status = take_back(undo, &some.event[i]);
		if (status != CRM_OK)
			break;
		arena_reset(&undo->crm->chunk);
		before = some.event[some.n - 1].event;
	}
	arena_free(&arena);
	return status;
}

enum status undo_batch(struct crm *crm, int64_t batch, struct undone *undone)
{
	struct undo undo = {.crm = crm, .out = undone, .batch = batch};
	struct stmt *row;
	if (batch == journal_batch(crm->db))
		return answer(&undo, NULL, REJECTED, _("no batch %lld"), (long long)batch);
	enum status status = db_ask_one(crm->db, sql_batch_range, VALS(V_INT(batch)), &row);
	if (status == CRM_NONE)
		return answer(&undo, NULL, REJECTED, _("no batch %lld"), (long long)batch);
	if (status != CRM_OK)
		return status;
	int64_t first = db_int(row, 0), last = db_int(row, 1);
	db_done(row);
	if (first == 0)
		return answer(&undo, NULL, KNOWN, _("batch %lld wrote nothing"), (long long)batch);
	status = take_all_back(&undo, first, last + 1);
	arena_free(&undo.arena);
	if (status == CRM_OK && undone->n == 0)
		status = answer(&undo, NULL, KNOWN, _("batch %lld wrote nothing"), (long long)batch);
	return status;
}

enum status undone_none(struct crm *crm, struct undone *undone)
{
	const char *reason =
	    arena_copy(&undone->text, _("not taken back: another event was rejected, and all or none was asked"));
	if (reason == NULL)
		return why_memory(&crm->why);
	for (int i = 0; i < undone->n; i++)
		if (strcmp(undone->answer[i].verdict, DONE) == 0) {
			undone->answer[i].verdict = REJECTED;
			undone->answer[i].reason = reason;
		}
	undone->rejected += undone->done;
	undone->done = 0;
	return CRM_OK;
}

void undone_free(struct undone *undone)
{
	free(undone->answer);
	arena_free(&undone->text);
	*undone = (struct undone){0};
}
