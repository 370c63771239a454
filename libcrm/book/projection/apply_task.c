/* Tasks and enrolments: the rows that one event makes and later ones change. They are made anew from those that count.
 */
#include "base/text/json.h"
#include "book/records/client.h"
#include "book/records/enrolment.h"
#include "book/projection/apply_private.h"

#include "book/projection/apply_task.sql.h"

static enum status parse_new(struct crm *crm, const struct event *event, struct arena *arena, struct json *json)
{
	if (json_parse(json, event->new, arena) == 0)
		return CRM_OK;
	return json_why(&crm->why, json, _("event %lld (%s) does not parse"), (long long)event->event,
	    event_kind_name(event->kind));
}

struct task_facts {
	const char *manager, *kind, *text;
	int64_t minutes; /* -1: not said */
	instant_t due, done_at;
	instant_t former_due; /* the last of those from which it was put off; INSTANT_MIN: it never was */
	const char *result;
};

static const char *text_or(const struct json *json, const char *key, const char *before)
{
	const char *text = json_get(json, key);
	return text != NULL ? text : before;
}

static void put_off(struct task_facts *task, const struct json *json, const char *key)
{
	if (json_get(json, key) == NULL)
		return;
	if (task->due > task->former_due)
		task->former_due = task->due;
	task->due = json_get_int(json, key, task->due);
}

/* As it was added, or what of it was set anew. */
static void take_facts(struct task_facts *task, const struct json *json)
{
	task->manager = text_or(json, "manager", task->manager);
	task->kind = text_or(json, "kind", task->kind);
	task->text = text_or(json, "text", task->text);
	task->minutes = json_get_int(json, "minutes", task->minutes);
}

static enum status apply_change(
    struct crm *crm, struct task_facts *task, const struct event *event, struct arena *arena)
{
	struct json json;
	enum status status = parse_new(crm, event, arena, &json);
	if (status != CRM_OK)
		return status;
	if (event->kind == EV_TASK_SET) {
		take_facts(task, &json);
		put_off(task, &json, "due");
		return CRM_OK;
	}
	task->result = text_or(&json, "result", task->result);
	put_off(task, &json, "next_due");
	if (json_get(&json, "next_due") == NULL)
		task->done_at = event->occurred_at;
	return CRM_OK;
}

static int64_t manager_of(struct crm *crm, const struct task_facts *task)
{
	const struct manager *manager = task->manager != NULL ? manager_find(crm, task->manager) : NULL;
	return manager != NULL ? manager->id : 0;
}

static enum status write_task(struct crm *crm, const struct event *event, const struct task_facts *task)
{
	int64_t client = 0;
	enum status status = CRM_OK;
	if (event->lead != 0)
		status = db_number(crm->db, sql_task_lead_client, VALS(V_INT(event->lead)), 0, &client);
	if (status == CRM_OK && client == 0)
		status = client_root(crm, event->client, &client);
	if (status != CRM_OK)
		return status;
	return db_run(crm->db, sql_task_put,
	    VALS(V_INT(event->event), V_ID(event->lead), V_ID(client), V_ID(manager_of(crm, task)),
	        V_TEXT(task->kind != NULL ? task->kind : ""), V_INT(task->due),
	        task->minutes < 0 ? V_NULL : V_INT(task->minutes), V_TEXT(task->text), V_ID(task->done_at),
	        V_TEXT(task->result), task->former_due == INSTANT_MIN ? V_NULL : V_INT(task->former_due)));
}

static enum status make_task(struct crm *crm, const struct history *history, struct arena *arena)
{
	const struct event *first = &history->event[0];
	struct task_facts task = {.minutes = -1, .due = first->occurred_at, .former_due = INSTANT_MIN};
	struct json added;
	if (!history->counts[0])
		return db_run(crm->db, sql_task_delete, VALS(V_INT(first->event)));
	enum status status = parse_new(crm, first, arena, &added);
	if (status == CRM_OK) {
		take_facts(&task, &added);
		task.due = json_get_int(&added, "due", task.due);
	}
	for (int i = 1; i < history->n && status == CRM_OK; i++)
		if (history->counts[i] &&
		    (history->event[i].kind == EV_TASK_DONE || history->event[i].kind == EV_TASK_SET))
			status = apply_change(crm, &task, &history->event[i], arena);
	return status == CRM_OK ? write_task(crm, first, &task) : status;
}

/* What is known of a thing as of ${event}, judged. */
static enum status read_history(
    struct crm *crm, int64_t first, const struct event *event, struct arena *arena, struct history *history)
{
	*history = (struct history){0};
	enum status status = event->event == first ? history_add(crm, history, event, arena)
	                                           : history_ref(crm, first, event->event, arena, history);
	if (status == CRM_OK && history->n == 0)
		status = why_set(
		    &crm->why, CRM_INTERNAL, _("event %lld is spoken of and not in the journal"), (long long)first);
	if (status == CRM_OK)
		history_judge(history, history->n, &horizon_none);
	return status;
}

/* What its row says: all that is known of it. Texts in ${arena}; CRM_NONE. */
static enum status read_task(struct crm *crm, int64_t number, struct arena *arena, struct task_facts *task)
{
	struct stmt *row;
	enum status status = db_ask_one(crm->db, sql_task_facts, VALS(V_INT(number)), &row);
	if (status != CRM_OK)
		return status;
	const struct manager *manager = manager_id(crm, db_int(row, 0));
	*task = (struct task_facts){.manager = manager != NULL ? manager->code : NULL,
	    .kind = arena_copy(arena, db_text(row, 1)),
	    .due = db_int(row, 2),
	    .minutes = db_null(row, 3) ? -1 : db_int(row, 3),
	    .text = arena_copy(arena, db_text(row, 4)),
	    .done_at = db_int(row, 5),
	    .result = arena_copy(arena, db_text(row, 6)),
	    .former_due = db_null(row, 7) ? INSTANT_MIN : db_int(row, 7)};
	bool kept =
	    task->kind != NULL && (task->text != NULL || db_null(row, 4)) && (task->result != NULL || db_null(row, 6));
	db_done(row);
	return kept ? CRM_OK : why_memory(&crm->why);
}

/* CRM_NONE: it has no row. */
static enum status change_task(struct crm *crm, int64_t number, const struct event *event, struct arena *arena)
{
	struct task_facts task;
	enum status status = read_task(crm, number, arena, &task);
	if (status == CRM_OK)
		status = apply_change(crm, &task, event, arena);
	if (status != CRM_OK)
		return status;
	return db_run(crm->db, sql_task_change,
	    VALS(V_INT(number), V_ID(manager_of(crm, &task)), V_TEXT(task.kind), V_INT(task.due),
	        task.minutes < 0 ? V_NULL : V_INT(task.minutes), V_TEXT(task.text), V_ID(task.done_at),
	        V_TEXT(task.result), task.former_due == INSTANT_MIN ? V_NULL : V_INT(task.former_due)));
}

enum status apply_task(struct crm *crm, int64_t first, const struct event *event)
{
	struct arena arena = {0};
	struct history history;
	bool changes = event->kind == EV_TASK_DONE || event->kind == EV_TASK_SET;
	enum status status = changes ? change_task(crm, first, event, &arena) : CRM_NONE;
	if (status == CRM_NONE) {
		status = read_history(crm, first, event, &arena, &history);
		if (status == CRM_OK)
			status = make_task(crm, &history, &arena);
	}
	arena_free(&arena);
	return status;
}

struct enrolment_facts {
	struct json added;
	enum enrolment_state state;
	instant_t ended_at;
};

static enum status follow_enrolment(
    struct crm *crm, struct enrolment_facts *enrolment, int64_t number, const struct event *event, struct arena *arena)
{
	struct json json;
	enum status status = parse_new(crm, event, arena, &json);
	if (status != CRM_OK)
		return status;
	if (event->kind == EV_PROGRAMME_SENT)
		return db_run(crm->db, sql_sent_put,
		    VALS(V_INT(number), V_INT(json_get_int(&json, "step", 0)), V_INT(event->occurred_at)));
	if (event->kind == EV_PROGRAMME_ENDED) {
		const char *state = json_get(&json, "state");
		enrolment->state =
		    state != NULL && strcmp(state, "finished") == 0 ? ENROLMENT_FINISHED : ENROLMENT_STOPPED;
		enrolment->ended_at = event->occurred_at;
	}
	return CRM_OK;
}

static enum status make_enrolment(struct crm *crm, const struct history *history, struct arena *arena)
{
	const struct event *first = &history->event[0];
	struct enrolment_facts enrolment = {0};
	enum status status = db_run(crm->db, sql_sent_delete, VALS(V_INT(first->event)));
	if (status == CRM_OK && !history->counts[0])
		return db_run(crm->db, sql_enrolment_delete, VALS(V_INT(first->event)));
	if (status == CRM_OK)
		status = parse_new(crm, first, arena, &enrolment.added);
	if (status == CRM_OK && json_get(&enrolment.added, "held_out") != NULL)
		enrolment.state = ENROLMENT_HELD_OUT;
	for (int i = 1; i < history->n && status == CRM_OK; i++)
		if (history->counts[i])
			status = follow_enrolment(crm, &enrolment, first->event, &history->event[i], arena);
	if (status != CRM_OK)
		return status;
	const char *programme = json_get(&enrolment.added, "programme");
	return db_run(crm->db, sql_enrolment_put,
	    VALS(V_INT(first->event), V_INT(first->lead), V_TEXT(programme != NULL ? programme : ""),
	        V_INT(json_get_int(&enrolment.added, "entry", 1)), V_INT(first->occurred_at), V_INT(enrolment.state),
	        V_ID(enrolment.ended_at)));
}

enum status apply_enrolment(struct crm *crm, int64_t first, const struct event *event)
{
	struct arena arena = {0};
	struct history history;
	enum status status = read_history(crm, first, event, &arena, &history);
	if (status == CRM_OK)
		status = make_enrolment(crm, &history, &arena);
	arena_free(&arena);
	return status;
}
