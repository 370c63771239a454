#include "flow/lead/touch.h"

#include "base/text/casefold.h"
#include "base/text/json.h"
#include "base/text/word_meant.h"

#define WORD_MAX 64
#define MINUTES_MAX (366 * 24 * 60)

const struct column touch_columns[] = {LEAD_ACTION_COLUMNS, [TOUCH_KIND] = {.name = "kind", .required = true},
    [TOUCH_DIRECTION] = {.name = "direction"}, [TOUCH_AT] = {.name = "at"}, [TOUCH_MINUTES] = {.name = "minutes"},
    [TOUCH_RESULT] = {.name = "result"}, [TOUCH_TEXT] = {.name = "text"}, [TOUCH_MANAGER] = {.name = "manager"},
    {.name = NULL}};
const struct field touch_fields[] = {
    ANSWER_FIELDS(N_("lead")), [OWN(TOUCHED_EVENT)] = {"touch", KIND_INT, N_("touch")}, {0}};

enum status touch_word(struct lead_action *act, const char *text, const char *column, const char **word)
{
	struct crm *crm = act->crm;
	struct buf folded = {0};
	enum status status = CRM_OK;
	casefold_put(&folded, text);
	if (!folded.failed && (!folded.length || folded.length > WORD_MAX || strpbrk(folded.text, " \t\n")))
		status = reject(crm, act->answer, column, _("one word is expected, such as call or meeting, not «%s»"),
		    text ? text : "");
	int kind = folded.length ? word_meant(folded.text, word_kinds) : -1;
	*word = kind >= 0 ? word_kinds[kind] : folded.length ? arena_copy(&crm->chunk, folded.text) : NULL;
	if (folded.failed || (folded.length && !*word))
		status = why_memory(&crm->why);
	buf_free(&folded);
	return status == CRM_OK && answer_is_rejected(act->answer) ? CRM_DATA : status;
}

enum status touch_minutes(struct lead_action *act, const char *text, const char **minutes)
{
	int64_t n;
	*minutes = NULL;
	enum status status = cell_int(act->crm, text, "minutes", &n, act->answer);
	if (status == CRM_NONE)
		return CRM_OK;
	if (status == CRM_OK && (n < 0 || n > MINUTES_MAX))
		return reject_cell(act->crm, act->answer, "minutes", _("so many minutes cannot be: «%s»"), text);
	if (status == CRM_OK && !(*minutes = arena_format(&act->crm->chunk, "%lld", (long long)n)))
		status = why_memory(&act->crm->why);
	return status;
}

static enum status cell_direction(struct lead_action *act, const char *text, const char **direction)
{
	static const char *const directions[] = {"in", "out", NULL};
	int meant = text ? word_meant(text, directions) : -1;
	*direction = meant < 0 ? NULL : directions[meant];
	if (!text || *direction)
		return CRM_OK;
	return reject_cell(act->crm, act->answer, "direction", _("in or out, not «%s»"), text);
}

/* Who made it: the row says, else who acts if he is a manager, else the owner. "" if nobody is known. */
static enum status by_whom(struct lead_action *act, const char **whose)
{
	struct crm *crm = act->crm;
	const struct manager *manager = NULL;
	const struct manager *owner = manager_id(crm, act->lead.manager);
	enum status status = lead_action_wish_manager(act, TOUCH_MANAGER, owner, &manager);
	if (status != CRM_OK && status != CRM_NONE)
		return status;
	if (!manager)
		manager = manager_acting(crm);
	*whose = manager ? manager->code : manager_code(crm, act->lead.manager);
	return CRM_OK;
}

struct likeness {
	const char *kind, *direction, *text;
	int64_t event;
};

static bool is_equal(const char *a, const char *b)
{
	return strcmp(a ? a : "", b ? b : "") == 0;
}

static enum status is_like(void *arg, struct lead_action *act, const struct event *event)
{
	struct likeness *like = arg;
	struct json json;
	if (json_parse(&json, event->new, &act->crm->chunk) != 0)
		return why_memory(&act->crm->why);
	if (!is_equal(json_get(&json, "kind"), like->kind) ||
	    !is_equal(json_get(&json, "direction"), like->direction) || !is_equal(json_get(&json, "text"), like->text))
		return CRM_NONE;
	like->event = event->event;
	return CRM_OK;
}

static enum status number_of(struct lead_action *act, int64_t event)
{
	act->answer->own[TOUCHED_EVENT] = arena_format(&act->crm->chunk, "%lld", (long long)event);
	return act->answer->own[TOUCHED_EVENT] ? CRM_OK : why_memory(&act->crm->why);
}

static enum status add_touch(struct lead_action *act)
{
	const char *const *value = act->rec->value;
	const char *minutes, *whose;
	struct likeness like = {.text = value[TOUCH_TEXT]};
	enum status status = touch_word(act, value[TOUCH_KIND], "kind", &like.kind);
	if (status == CRM_OK)
		status = cell_direction(act, value[TOUCH_DIRECTION], &like.direction);
	if (status == CRM_OK)
		status = touch_minutes(act, value[TOUCH_MINUTES], &minutes);
	if (status == CRM_OK)
		status = by_whom(act, &whose);
	if (status != CRM_OK)
		return status;
	status = lead_action_seek(act, EV_TOUCH_ADDED, act->at, is_like, &like);
	if (status == CRM_OK) {
		lead_action_known(act, NULL);
		return number_of(act, like.event);
	}
	if (status != CRM_NONE)
		return status;
	const char *new =
	    lead_action_json_more(act, PAIRS("kind", like.kind, "direction", like.direction, "minutes", minutes,
	                                   "result", value[TOUCH_RESULT], "text", like.text, "manager", whose));
	status = lead_action_record(act, EV_TOUCH_ADDED, NULL, new, &like.event);
	return status == CRM_OK ? number_of(act, like.event) : status;
}

enum status flow_touch(struct crm *crm, const struct rec *rec, struct answer *answer)
{
	struct lead_action act;
	enum status status = lead_action_begin(&act, crm, rec, answer, rec->value[TOUCH_AT]);
	if (status == CRM_OK)
		status = add_touch(&act);
	return reject_end(answer, status);
}
