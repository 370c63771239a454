#include "flow/lead/task_private.h"

#include "base/text/json.h"
#include "book/history/history.h"
#include "flow/lead/task.sql.h"
#include "flow/lead/touch.h"

const struct column task_columns[] = {{.name = "lead"}, {.name = "ext_id"}, {.name = "source"},
    [TASK_KIND] = {.name = "kind", .required = true}, [TASK_DUE] = {.name = "due", .required = true},
    [TASK_MANAGER] = {.name = "manager"}, [TASK_MINUTES] = {.name = "minutes"}, [TASK_TEXT] = {.name = "text"},
    {.name = NULL}};
const struct field task_fields[] = {ANSWER_FIELDS(N_("task")), [OWN(TASKED_LEAD)] = {"lead", KIND_INT, N_("lead")},
    [OWN(TASKED_MANAGER)] = {"manager", KIND_TEXT, N_("manager")}, [OWN(TASKED_DUE)] = {"due", KIND_TIME, N_("due")},
    {0}};

const struct column task_done_columns[] = {[TASK_DONE_TASK] = {.name = "task", .required = true},
    [TASK_DONE_RESULT] = {.name = "result"},
    [TASK_DONE_AT] = {.name = "at"},
    [TASK_DONE_NEXT_DUE] = {.name = "next_due"},
    {.name = NULL}};
const struct field task_done_fields[] = {
    ANSWER_FIELDS(N_("task")), [OWN(TASK_DONE_LEAD)] = {"lead", KIND_INT, N_("lead")}, {0}};

static const char *number_text(struct crm *crm, int64_t number)
{
	return arena_format(&crm->chunk, "%lld", (long long)number);
}

/* The row says, else the lead's owner, else who acts; and he must work here. A list of leads carries its owners along,
   so an owner that it names and who is gone is passed over too. */
static enum status for_whom(struct lead_action *act, const struct manager **manager)
{
	struct crm *crm = act->crm;
	const struct manager *owner = manager_id(crm, act->lead.manager);
	enum status status = lead_action_wish_manager(act, TASK_MANAGER, owner, manager);
	bool named = status == CRM_OK && (*manager != owner || lead_action_is_asked(act, TASK_MANAGER));
	if (named && !manager_here(crm, *manager))
		return reject_cell(crm, act->answer, "manager", _("%s does not work here now"), (*manager)->code);
	if (status == CRM_NONE)
		*manager = owner;
	else if (status != CRM_OK)
		return status;
	if (*manager && manager_here(crm, *manager))
		return CRM_OK;
	*manager = manager_acting(crm);
	if (*manager)
		return CRM_OK;
	return reject_cell(crm, act->answer, "manager",
	    _("whose task? name a manager: the lead has none, and «%s» is none"), crm->who.actor ? crm->who.actor : "");
}

struct same_task {
	const char *kind, *due, *text;
	int64_t task;
};

static bool is_equal(const char *a, const char *b)
{
	return strcmp(a ? a : "", b ? b : "") == 0;
}

static enum status is_same(void *arg, struct lead_action *act, const struct event *event)
{
	struct same_task *same = arg;
	struct json json;
	if (json_parse(&json, event->new, &act->crm->chunk) != 0)
		return why_memory(&act->crm->why);
	if (!is_equal(json_get(&json, "kind"), same->kind) || !is_equal(json_get(&json, "due"), same->due) ||
	    !is_equal(json_get(&json, "text"), same->text))
		return CRM_NONE;
	same->task = event->event;
	return CRM_OK;
}

/* Is it there already? same->task is 0 if not. */
static enum status find_same_task(
    struct lead_action *act, struct same_task *same, instant_t due, const struct manager *manager)
{
	if (act->lead.lead) {
		enum status status = lead_action_seek(act, EV_TASK_ADDED, INSTANT_MIN, is_same, same);
		return status == CRM_NONE ? CRM_OK : status;
	}
	return db_number(act->crm->db, sql_task_free,
	    VALS(V_INT(due), V_TEXT(same->kind), V_TEXT(same->text ? same->text : ""), V_INT(manager->id)), 0,
	    &same->task);
}

static enum status add_task(struct lead_action *act)
{
	struct crm *crm = act->crm;
	struct answer *answer = act->answer;
	const char *const *value = act->rec->value;
	const struct manager *manager = NULL;
	const char *minutes;
	struct same_task same = {.text = value[TASK_TEXT]};
	instant_t due = crm->now;
	enum status status = touch_word(act, value[TASK_KIND], "kind", &same.kind);
	if (status == CRM_OK)
		status = cell_due(crm, value[TASK_DUE], "due", &due, answer);
	if (status == CRM_OK)
		status = touch_minutes(act, value[TASK_MINUTES], &minutes);
	if (status == CRM_OK)
		status = for_whom(act, &manager);
	if (status != CRM_OK)
		return status;
	same.due = number_text(crm, due);
	answer->own[TASKED_LEAD] = act->lead.lead ? number_text(crm, act->lead.lead) : NULL;
	answer->own[TASKED_MANAGER] = manager->code;
	answer->own[TASKED_DUE] = lead_action_time_text(crm, due);
	if (!same.due)
		return why_memory(&crm->why);
	status = find_same_task(act, &same, due, manager);
	answer->object = same.task;
	if (status != CRM_OK || same.task)
		return status == CRM_OK ? lead_action_known(act, NULL) : status;
	const char *new = lead_action_json_more(act,
	    PAIRS("kind", same.kind, "due", same.due, "minutes", minutes, "text", same.text, "manager", manager->code));
	return lead_action_record(act, EV_TASK_ADDED, NULL, new, &answer->object);
}

enum status flow_task_add(struct crm *crm, const struct rec *rec, struct answer *answer)
{
	struct lead_action act = {.crm = crm, .rec = rec, .answer = answer};
	enum status status = lead_action_lead(&act);
	answer->object = 0; /* it is the task's */
	/* Nobody calls back a spammer: in a pipeline from the intake such a row passes through. */
	if (status == CRM_OK && act.lead.lead && act.lead.state == LEAD_DISQUALIFIED)
		return lead_action_known(&act, lead_action_state(&act));
	if (status == CRM_OK || status == CRM_NONE)
		status = lead_action_time(&act, NULL);
	if (status == CRM_OK)
		status = add_task(&act);
	return reject_end(answer, status);
}

/* Texts of a task that is looked at. */
static enum status keep_texts(struct crm *crm, struct stmt *row, struct known_task *task)
{
	task->text = arena_copy(&crm->chunk, db_text(row, 7));
	return task->text || db_null(row, 7) ? CRM_OK : why_memory(&crm->why);
}

enum status task_find(struct lead_action *act, const char *text, struct known_task *task)
{
	struct crm *crm = act->crm;
	struct stmt *stmt;
	enum status status = cell_int(crm, text, "task", &task->task, act->answer);
	if (status == CRM_OK)
		status = db_ask_one(crm->db, sql_task_get, VALS(V_INT(task->task)), &stmt);
	if (status == CRM_NONE)
		return reject_cell(crm, act->answer, "task", _("no such task: «%s»"), text ? text : "");
	if (status != CRM_OK)
		return status;
	act->answer->object = act->ref = task->task;
	act->lead = (struct lead){.lead = db_int(stmt, 1), .client = db_int(stmt, 2), .amount = AMOUNT_NONE};
	task->due = db_int(stmt, 3);
	task->done = !db_null(stmt, 4);
	task->manager = manager_id(crm, db_int(stmt, 5));
	task->minutes = db_null(stmt, 6) ? -1 : db_int(stmt, 6);
	status = keep_texts(crm, stmt, task);
	db_done(stmt);
	return status;
}

/* Has the journal that very news, not taken back? */
static enum status same_news(struct lead_action *act, const struct known_task *task, const char *new, bool *known)
{
	struct db *db = act->crm->db;
	int64_t event = 0;
	*known = false;
	if (!act->dated)
		return CRM_OK;
	enum status status =
	    db_number(db, sql_task_same, VALS(V_INT(task->task), V_INT(act->at), V_TEXT(new)), 0, &event);
	return status == CRM_OK && event ? history_event_counts(act->crm, event, HISTORY_END, known, NULL) : status;
}

static enum status finish_task(struct lead_action *act, const struct known_task *task)
{
	struct crm *crm = act->crm;
	const char *const *value = act->rec->value;
	instant_t next = 0;
	bool known = false;
	enum status status = cell_due(crm, value[TASK_DONE_NEXT_DUE], "next_due", &next, act->answer);
	bool moved = status == CRM_OK;
	if (status != CRM_OK && status != CRM_NONE)
		return status;
	const char *old = moved ? lead_action_json(act, PAIRS("due", number_text(crm, task->due))) : NULL;
	const char *new = lead_action_json_more(
	    act, PAIRS("result", value[TASK_DONE_RESULT], "next_due", moved ? number_text(crm, next) : NULL));
	if (!new)
		return why_memory(&crm->why);
	status = same_news(act, task, new, &known);
	if (status != CRM_OK)
		return status;
	if (known || task->done || (moved && next == task->due))
		return lead_action_known(act, NULL);
	return lead_action_record(act, EV_TASK_DONE, old, new, NULL);
}

enum status flow_task_done(struct crm *crm, const struct rec *rec, struct answer *answer)
{
	struct lead_action act = {.crm = crm, .rec = rec, .answer = answer};
	struct known_task task;
	enum status status = task_find(&act, rec->value[TASK_DONE_TASK], &task);
	if (status == CRM_OK) {
		answer->own[TASK_DONE_LEAD] = act.lead.lead ? number_text(crm, act.lead.lead) : NULL;
		status = lead_action_time(&act, rec->value[TASK_DONE_AT]);
	}
	if (status == CRM_OK)
		status = finish_task(&act, &task);
	return reject_end(answer, status);
}
