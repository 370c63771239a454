#include "flow/undo/undo_private.h"

#include "book/history/history.h"
#include "book/projection/record.h"
#include "book/projection/rollup.h"

#include "flow/undo/undo.sql.h"

enum status undo_add_answer(struct undo *undo, const struct event *event, const char *verdict, const char *format, ...)
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
	out->done += strcmp(verdict, VERDICT_DONE) == 0;
	out->known += strcmp(verdict, VERDICT_KNOWN) == 0;
	out->rejected += strcmp(verdict, VERDICT_REJECTED) == 0;
	return CRM_OK;
}

/* Settings may refuse to go while records name them: then nothing of this event stays. Sums are written first, because
   they are asked. */
static enum status record_conf(struct undo *undo, const struct event *event, struct event *reversing)
{
	struct crm *crm = undo->crm;
	bool mark = !undo->marked;
	enum status status = mark ? rollup_flush(crm) : CRM_OK;
	if (status == CRM_OK && mark)
		status = db_mark(crm->db);
	if (status == CRM_OK && mark)
		status = rollup_mark(crm);
	if (status == CRM_OK)
		status = record(crm, reversing);
	if (status == CRM_OK && mark)
		status = db_keep(crm->db);
	if (status == CRM_OK)
		return undo_add_answer(undo, event, VERDICT_DONE, NULL);
	if (status != CRM_DATA)
		return status;
	if (mark)
		rollup_giveup(crm);
	status = mark ? db_giveup(crm->db) : CRM_OK;
	return status == CRM_OK ? undo_add_answer(undo, event, VERDICT_REJECTED, "%s", crm->why.text) : status;
}

static enum status reverse_event(struct undo *undo, const struct event *event)
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
	bool conf = event->lead == 0 && event->client == 0 && event->ref == 0 &&
	            (event->kind == EV_CONF_PUT || event->kind == EV_UNDONE);
	if (conf)
		return record_conf(undo, event, &reversing);
	enum status status = record(crm, &reversing);
	return status == CRM_OK ? undo_add_answer(undo, event, VERDICT_DONE, NULL) : status;
}

enum status undo_event(struct undo *undo, const struct event *event)
{
	int answers = undo->out->n;
	arena_reset(&undo->arena);
	enum status status = undo_check(undo, event);
	if (status == CRM_DATA && undo->with_later && undo->in_way)
		return undo_with_later(undo, event, answers, reverse_event);
	if (status == CRM_DATA) /* answered */
		return CRM_OK;
	return status == CRM_OK ? reverse_event(undo, event) : status;
}

/* Some events, copied: nothing of the journal is being read while more is written to it. */
static enum status read_some(struct undo *undo, int64_t before, struct arena *arena, struct history *some)
{
	struct stmt *row;
	struct event event;
	enum status status =
	    db_ask(undo->crm->db, sql_batch_events, VALS(V_INT(undo->first), V_INT(before), V_INT(undo->batch)), &row);
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

static enum status take_all_back(struct undo *undo, int64_t before)
{
	struct arena arena = {0};
	enum status status = CRM_OK;
	for (;;) {
		struct history some = {0};
		arena_reset(&arena);
		status = read_some(undo, before, &arena, &some);
		if (status != CRM_OK || some.n == 0)
			break;
		for (int i = 0; i < some.n && status == CRM_OK; i++)
			status = undo_event(undo, &some.event[i]);
		if (status != CRM_OK)
			break;
		arena_reset(&undo->crm->chunk);
		before = some.event[some.n - 1].event;
	}
	arena_free(&arena);
	return status;
}

enum status undo_batch(struct crm *crm, int64_t batch, bool with_later, struct undone *undone)
{
	struct undo undo = {.crm = crm, .out = undone, .batch = batch, .with_later = with_later};
	struct stmt *row;
	if (batch == journal_batch(crm->db))
		return undo_add_answer(&undo, NULL, VERDICT_REJECTED, _("no batch %lld"), (long long)batch);
	enum status status = db_ask_one(crm->db, sql_batch_range, VALS(V_INT(batch)), &row);
	if (status == CRM_NONE)
		return undo_add_answer(&undo, NULL, VERDICT_REJECTED, _("no batch %lld"), (long long)batch);
	if (status != CRM_OK)
		return status;
	int64_t last = db_int(row, 1);
	undo.first = db_int(row, 0);
	db_done(row);
	if (undo.first == 0)
		return undo_add_answer(&undo, NULL, VERDICT_KNOWN, _("batch %lld wrote nothing"), (long long)batch);
	status = take_all_back(&undo, last + 1);
	arena_free(&undo.arena);
	if (status == CRM_OK && undone->n == 0)
		status = undo_add_answer(&undo, NULL, VERDICT_KNOWN, _("batch %lld wrote nothing"), (long long)batch);
	return status;
}

enum status undo_none(struct crm *crm, struct undone *undone)
{
	const char *reason =
	    arena_copy(&undone->text, _("not taken back: another event was rejected, and all or none was asked"));
	if (reason == NULL)
		return why_memory(&crm->why);
	for (int i = 0; i < undone->n; i++)
		if (strcmp(undone->answer[i].verdict, VERDICT_DONE) == 0) {
			undone->answer[i].verdict = VERDICT_REJECTED;
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
