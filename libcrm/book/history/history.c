#include "book/history/history.h"

#include "book/history/history.sql.h"

const struct horizon horizon_none = {.as_of = INSTANT_MAX, .known_at = INSTANT_MAX};

static enum status grow_history(struct crm *crm, struct history *history, struct arena *arena)
{
	int room = history->room == 0 ? 8 : history->room * 2;
	struct event *event = arena_get(arena, (size_t)room * sizeof *event);
	bool *counts = arena_zero(arena, (size_t)room * sizeof *counts);
	if (event == NULL || counts == NULL)
		return why_memory(&crm->why);
	if (history->n > 0) {
		memcpy(event, history->event, (size_t)history->n * sizeof *event);
		memcpy(counts, history->counts, (size_t)history->n * sizeof *counts);
	}
	history->event = event;
	history->counts = counts;
	history->room = room;
	return CRM_OK;
}

enum status history_add(struct crm *crm, struct history *history, const struct event *event, struct arena *arena)
{
	if (history->n == history->room) {
		enum status status = grow_history(crm, history, arena);
		if (status != CRM_OK)
			return status;
	}
	history->counts[history->n] = false;
	history->event[history->n++] = *event;
	return CRM_OK;
}

/* What an undo carries is not looked at: it is long, and the event it takes back has it. */
static enum status add_copy(struct crm *crm, struct history *history, struct event *event, struct arena *arena)
{
	const char *text = event->kind == EV_UNDONE ? NULL : event->new;
	event->old = NULL;
	event->new = arena_copy(arena, text);
	if (text != NULL && event->new == NULL)
		return why_memory(&crm->why);
	return history_add(crm, history, event, arena);
}

enum status history_read(
    struct crm *crm, const char *sql, const struct val *vals, struct arena *arena, struct history *history)
{
	struct stmt *stmt;
	struct event event;
	enum status status = db_ask(crm->db, sql, vals, &stmt);
	if (status != CRM_OK)
		return status;
	while ((status = db_next(stmt)) == CRM_OK) {
		event_row(stmt, &event);
		status = add_copy(crm, history, &event, arena);
		if (status != CRM_OK) {
			db_done(stmt);
			return status;
		}
	}
	return status == CRM_NONE ? CRM_OK : status;
}

enum status history_event(struct crm *crm, int64_t number, struct arena *arena, struct event *event)
{
	struct stmt *stmt;
	enum status status = db_ask_one(crm->db, sql_event_one, VALS(V_INT(number)), &stmt);
	if (status != CRM_OK)
		return status;
	event_row(stmt, event);
	const char *old = event->old, *new = event->new;
	event->old = arena_copy(arena, old);
	event->new = arena_copy(arena, new);
	if ((old != NULL && event->old == NULL) || (new != NULL && event->new == NULL))
		status = why_memory(&crm->why);
	db_done(stmt);
	return status;
}

static int find_event(const struct history *history, int n, int64_t number)
{
	int from = 0, to = n;
	while (from < to) {
		int middle = from + (to - from) / 2;
		if (history->event[middle].event < number)
			from = middle + 1;
		else
			to = middle;
	}
	return from < n && history->event[from].event == number ? from : -1;
}

/* The event that the row of a lead names, into the history. CRM_NONE: there is no row, or no such event. */
static enum status add_created(
    struct crm *crm, int64_t lead, int64_t upto, struct arena *arena, struct history *history, bool *added)
{
	struct stmt *stmt;
	struct event event;
	*added = false;
	enum status status = db_ask_one(crm->db, sql_created_of_lead, VALS(V_INT(lead)), &stmt);
	if (status != CRM_OK)
		return status;
	event_row(stmt, &event);
	*added = event.event <= upto;
	if (*added)
		status = add_copy(crm, history, &event, arena);
	db_done(stmt);
	return status;
}

/* The row of a lead names the event that created it. Without a row it is what was taken back and is not in the list. */
static enum status creating_event(struct crm *crm, int64_t lead, const struct history *history, int64_t *number)
{
	enum status status = db_number(crm->db, sql_creating_event, VALS(V_INT(lead)), 0, number);
	for (int i = 0; i < history->n && *number == 0; i++) {
		const struct event *event = &history->event[i];
		if (event->kind == EV_UNDONE && find_event(history, history->n, event->reverses) < 0)
			*number = event->reverses;
	}
	return status;
}

static void put_first(struct history *history)
{
	struct event first = history->event[history->n - 1];
	memmove(history->event + 1, history->event, (size_t)(history->n - 1) * sizeof first);
	history->event[0] = first;
}

enum status history_lead(struct crm *crm, int64_t lead, int64_t upto, struct arena *arena, struct history *history)
{
	int64_t number = 0;
	struct event event;
	bool added;
	*history = (struct history){0};
	enum status status = history_read(crm, sql_events_of_lead, VALS(V_INT(lead), V_INT(upto)), arena, history);
	if (status == CRM_OK)
		status = add_created(crm, lead, upto, arena, history, &added);
	if (status == CRM_OK && added)
		put_first(history);
	if (status != CRM_NONE)
		return status;
	status = creating_event(crm, lead, history, &number);
	if (status != CRM_OK || number == 0 || number > upto)
		return status;
	status = history_event(crm, number, arena, &event);
	if (status == CRM_NONE)
		return why_set(&crm->why, CRM_INTERNAL, _("lead %lld is of event %lld, which is not in the journal"),
		    (long long)lead, (long long)number);
	if (status == CRM_OK)
		status = add_copy(crm, history, &event, arena);
	if (status == CRM_OK)
		put_first(history);
	return status;
}

enum status history_client(struct crm *crm, int64_t client, int64_t upto, struct arena *arena, struct history *history)
{
	*history = (struct history){0};
	return history_read(crm, sql_events_of_client, VALS(V_INT(client), V_INT(upto)), arena, history);
}

/* An undo of the first event has its ref, which is none: so the chain is followed by what reverses what. */
static enum status add_undos(struct crm *crm, int64_t first, int64_t upto, struct arena *arena, struct history *history)
{
	enum status status = history_read(crm, sql_events_reversing, VALS(V_INT(first), V_INT(upto)), arena, history);
	for (int i = 1; i < history->n && status == CRM_OK; i++)
		status = history_read(
		    crm, sql_events_reversing, VALS(V_INT(history->event[i].event), V_INT(upto)), arena, history);
	return status;
}

static int by_number(const void *a, const void *b)
{
	int64_t x = ((const struct event *)a)->event, y = ((const struct event *)b)->event;
	return x < y ? -1 : x > y;
}

/* The undo of a later event carries its ref, so that it is found twice. */
static void sort_once(struct history *history)
{
	int kept = 1;
	qsort(history->event, (size_t)history->n, sizeof *history->event, by_number);
	for (int i = 1; i < history->n; i++)
		if (history->event[i].event != history->event[kept - 1].event)
			history->event[kept++] = history->event[i];
	history->n = kept;
}

enum status history_ref(struct crm *crm, int64_t first, int64_t upto, struct arena *arena, struct history *history)
{
	struct event event;
	*history = (struct history){0};
	enum status status = history_event(crm, first, arena, &event);
	if (status != CRM_OK)
		return status == CRM_NONE ? CRM_OK : status;
	status = add_copy(crm, history, &event, arena);
	if (status == CRM_OK)
		status = add_undos(crm, first, upto, arena, history);
	if (status == CRM_OK)
		status = history_read(crm, sql_events_of_ref, VALS(V_INT(first), V_INT(upto)), arena, history);
	if (status == CRM_OK)
		sort_once(history);
	return status;
}

/* From the last to the first: whether an undo counts is known before what it takes back is reached. */
/* What takes back has no day of its own, and a lead may be asked for before it comes. */
static bool waits_for_day(const struct horizon *horizon, const struct event *event)
{
	return event->kind != EV_UNDONE && event->occurred_at >= horizon->as_of &&
	       !(horizon->coming && event->kind == EV_LEAD_CREATED);
}

void history_judge(struct history *history, int n, const struct horizon *horizon)
{
	for (int i = 0; i < n; i++)
		history->counts[i] = true;
	for (int i = n; i-- > 0;) {
		const struct event *event = &history->event[i];
		if (event->recorded_at > horizon->known_at || waits_for_day(horizon, event))
			history->counts[i] = false;
		bool undo = event->kind == EV_UNDONE && history->counts[i];
		int taken = undo ? find_event(history, i, event->reverses) : -1;
		if (taken >= 0)
			history->counts[taken] = false;
	}
}

enum status history_fold(struct crm *crm, const struct history *history, int n, struct lead_folded *folded)
{
	enum status status = CRM_OK;
	*folded = (struct lead_folded){0};
	for (int i = 0; i < n && status == CRM_OK; i++)
		if (history->counts[i])
			status = lead_fold_event(crm, folded, &history->event[i]);
	return status;
}

/* The last that takes it back decides, unless that was taken back: then the one before it does. */
enum status history_event_counts(struct crm *crm, int64_t number, int64_t upto, bool *counts, int64_t *by)
{
	int64_t undo = 0, before = upto;
	bool taken = false;
	enum status status = CRM_OK;
	do {
		status = db_number(crm->db, sql_last_reversing, VALS(V_INT(number), V_INT(before)), 0, &undo);
		if (status == CRM_OK && undo != 0)
			status = history_event_counts(crm, undo, upto, &taken, NULL);
		before = undo - 1;
	} while (status == CRM_OK && undo != 0 && !taken);
	*counts = !taken;
	if (by != NULL)
		*by = undo;
	return status;
}

/* One event that nobody took back is enough; else one whose undo was taken back, and which counts in the end. */
enum status history_batch_stands(struct crm *crm, int64_t batch, bool *stands)
{
	int64_t event = 0;
	struct stmt *row;
	enum status status = db_number(crm->db, sql_batch_untouched, VALS(V_INT(batch)), 0, &event);
	*stands = event != 0;
	if (status == CRM_OK && !*stands)
		status = db_ask(crm->db, sql_batch_restored, VALS(V_INT(batch)), &row);
	if (status != CRM_OK || *stands)
		return status;
	while (!*stands && (status = db_next(row)) == CRM_OK)
		if ((status = history_event_counts(crm, db_int(row, 0), HISTORY_END, stands, NULL)) != CRM_OK)
			break;
	if (status != CRM_NONE)
		db_done(row);
	return status == CRM_NONE ? CRM_OK : status;
}
