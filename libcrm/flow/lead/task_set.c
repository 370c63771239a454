/* A task is given to somebody else, put off, or said in other words. */
#include "flow/lead/task_private.h"
#include "flow/lead/touch.h"

const struct column task_set_columns[] = {[TASK_SET_TASK] = {.name = "task", .required = true},
    [TASK_SET_MANAGER] = {.name = "manager"},
    [TASK_SET_DUE] = {.name = "due"},
    [TASK_SET_MINUTES] = {.name = "minutes"},
    [TASK_SET_TEXT] = {.name = "text"},
    [TASK_SET_AT] = {.name = "at"},
    {.name = NULL}};
const struct field task_set_fields[] = {ANSWER_FIELDS(N_("task")),
    [OWN(TASK_SET_LEAD)] = {"lead", KIND_INT, N_("lead")},
    [OWN(TASK_SET_WHOSE)] = {"manager", KIND_TEXT, N_("manager")}, [OWN(TASK_SET_WHEN)] = {"due", KIND_TIME, N_("due")},
    {0}};

/* What changes: NULL where it stays as it is. */
struct task_wish {
	const struct manager *manager;
	const char *due, *minutes, *text;
	instant_t when; /* it is due, changed or not */
};

static enum status wish_manager(struct lead_action *act, const struct known_task *task, struct task_wish *wish)
{
	const struct manager *manager = NULL;
	enum status status = lead_action_wish_manager(act, TASK_SET_MANAGER, task->manager, &manager);
	if (status == CRM_NONE || (status == CRM_OK && manager == task->manager))
		return CRM_OK;
	if (status == CRM_OK && !manager_here(act->crm, manager))
		return reject_cell(act->crm, act->answer, "manager", _("%s does not work here now"), manager->code);
	wish->manager = manager;
	return status;
}

static enum status wish_due(struct lead_action *act, const struct known_task *task, struct task_wish *wish)
{
	struct crm *crm = act->crm;
	const char *cell = act->rec->value[TASK_SET_DUE], *asked;
	wish->when = task->due;
	enum status status = cell_due(crm, cell, "due", &wish->when, act->answer);
	if (status == CRM_OK && (asked = lead_action_wish(act, TASK_SET_DUE, wish->when == task->due)) != cell)
		status = cell_due(crm, asked, "due", &wish->when, act->answer);
	if (status == CRM_NONE || (status == CRM_OK && wish->when == task->due))
		return CRM_OK;
	if (status == CRM_OK && !(wish->due = arena_format(&crm->chunk, "%lld", (long long)wish->when)))
		status = why_memory(&crm->why);
	return status;
}

static enum status wish_minutes(struct lead_action *act, const struct known_task *task, struct task_wish *wish)
{
	const char *cell = act->rec->value[TASK_SET_MINUTES], *stands = "";
	if (task->minutes >= 0 && !(stands = arena_format(&act->crm->chunk, "%lld", (long long)task->minutes)))
		return why_memory(&act->crm->why);
	cell = lead_action_wish(act, TASK_SET_MINUTES, cell && strcmp(cell, stands) == 0);
	return cell && strcmp(cell, stands) == 0 ? CRM_OK : touch_minutes(act, cell, &wish->minutes);
}

static void wish_text(const struct lead_action *act, const struct known_task *task, struct task_wish *wish)
{
	const char *cell = act->rec->value[TASK_SET_TEXT], *stands = task->text ? task->text : "";
	wish->text = lead_action_wish(act, TASK_SET_TEXT, cell && strcmp(cell, stands) == 0);
	if (wish->text && strcmp(wish->text, stands) == 0)
		wish->text = NULL;
}

static enum status record_wish(struct lead_action *act, const struct known_task *task, const struct task_wish *wish)
{
	struct crm *crm = act->crm;
	const char *due = arena_format(&crm->chunk, "%lld", (long long)task->due), *minutes = NULL;
	if (task->minutes >= 0 && !(minutes = arena_format(&crm->chunk, "%lld", (long long)task->minutes)))
		return why_memory(&crm->why);
	if (!due)
		return why_memory(&crm->why);
	const char *old = lead_action_json(act,
	    PAIRS("manager", wish->manager && task->manager ? task->manager->code : NULL, "due", wish->due ? due : NULL,
	        "minutes", wish->minutes ? minutes : NULL, "text", wish->text ? task->text : NULL));
	const char *new = lead_action_json(act, PAIRS("manager", wish->manager ? wish->manager->code : NULL, "due",
	                                            wish->due, "minutes", wish->minutes, "text", wish->text));
	return old ? lead_action_record(act, EV_TASK_SET, old, new, NULL) : why_memory(&crm->why);
}

static enum status set_task(struct lead_action *act, const struct known_task *task)
{
	struct answer *answer = act->answer;
	struct task_wish wish = {0};
	enum status status = wish_manager(act, task, &wish);
	if (status == CRM_OK)
		status = wish_due(act, task, &wish);
	if (status == CRM_OK)
		status = wish_minutes(act, task, &wish);
	if (status != CRM_OK)
		return status;
	wish_text(act, task, &wish);
	if (task->done)
		return lead_action_known(act, _("the task is done"));
	if (!wish.manager && !wish.due && !wish.minutes && !wish.text)
		return lead_action_known(act, NULL);
	if (wish.manager)
		answer->own[TASK_SET_WHOSE] = wish.manager->code;
	answer->own[TASK_SET_WHEN] = lead_action_time_text(act->crm, wish.when);
	return record_wish(act, task, &wish);
}

enum status flow_task_set(struct crm *crm, const struct rec *rec, struct answer *answer)
{
	struct lead_action act = {.crm = crm, .rec = rec, .answer = answer};
	struct known_task task;
	enum status status = task_find(&act, rec->value[TASK_SET_TASK], &task);
	if (status == CRM_OK) {
		if (act.lead.lead)
			answer->own[TASK_SET_LEAD] = arena_format(&crm->chunk, "%lld", (long long)act.lead.lead);
		answer->own[TASK_SET_WHOSE] = task.manager ? task.manager->code : NULL;
		answer->own[TASK_SET_WHEN] = lead_action_time_text(crm, task.due);
		status = lead_action_time(&act, rec->value[TASK_SET_AT]);
	}
	if (status == CRM_OK)
		status = set_task(&act, &task);
	return reject_end(answer, status);
}
