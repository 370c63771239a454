#include "flow/lead/lead_action.h"

#include "base/text/casefold.h"
#include "base/text/json.h"
#include "book/context/code_called.h"
#include "book/history/history.h"
#include "book/projection/record.h"
#include "flow/lead/lead_action.sql.h"

void lead_action_warn(struct lead_action *act, const char *format, ...)
{
	struct answer *answer = act->answer;
	char text[512];
	va_list args;
	va_start(args, format);
	vsnprintf(text, sizeof text, format, args);
	va_end(args);
	utf8_mend(text);
	if (answer->reason && *answer->reason)
		answer->reason = arena_format(&act->crm->chunk, "%s; %s", answer->reason, text);
	else
		answer->reason = arena_copy(&act->crm->chunk, text);
}

enum status lead_action_known(struct lead_action *act, const char *reason)
{
	act->answer->verdict = VERDICT_KNOWN;
	act->answer->reason = reason;
	return CRM_OK;
}

const char *lead_action_day_text(struct crm *crm, day_t day)
{
	struct buf buf = {0};
	day_put(&buf, day);
	const char *text = buf.failed ? NULL : arena_copy(&crm->chunk, buf.text);
	buf_free(&buf);
	return text ? text : "";
}

const char *lead_action_time_text(struct crm *crm, instant_t at)
{
	struct buf buf = {0};
	instant_put(&buf, crm->zone, at);
	const char *text = buf.failed ? NULL : arena_copy(&crm->chunk, buf.text);
	buf_free(&buf);
	return text ? text : "";
}

/* A day without an hour comes after what that day already holds of the lead. */
static enum status stand_after_day(struct lead_action *act)
{
	struct crm *crm = act->crm;
	instant_t start = act->at, end = zone_start(crm->zone, zone_day(crm->zone, start) + 1);
	int64_t latest;
	if (act->lead.created_at > start && act->lead.created_at < end)
		act->at = act->lead.created_at;
	enum status status =
	    db_number(crm->db, sql_act_latest, VALS(V_INT(act->lead.lead), V_INT(start), V_INT(end)), act->at, &latest);
	if (status == CRM_OK && latest > act->at)
		act->at = latest;
	return status;
}

enum status lead_action_time(struct lead_action *act, const char *at)
{
	struct crm *crm = act->crm;
	act->at = crm->now;
	enum status status = cell_day_or_time(crm, at, "at", &act->at, &act->day_only, act->answer);
	act->dated = status == CRM_OK;
	if (status == CRM_NONE)
		return CRM_OK;
	/* Midnight is how programs write a day; nothing can have been done with a lead on its day before it came. */
	instant_t came = act->lead.created_at;
	if (status == CRM_OK && act->at < came && act->at == zone_start(crm->zone, zone_day(crm->zone, came)))
		act->day_only = true;
	if (status == CRM_OK && act->day_only && act->lead.lead)
		status = stand_after_day(act);
	if (status == CRM_OK && act->at > crm->now &&
	    !(act->day_only && zone_day(crm->zone, act->at) == zone_day(crm->zone, crm->now)))
		lead_action_warn(act, _("%s is in the future"), lead_action_time_text(crm, act->at));
	return status;
}

enum status lead_action_lead(struct lead_action *act)
{
	const char *const *value = act->rec->value;
	if (!value[ACTION_LEAD] && !value[ACTION_EXT_ID])
		return CRM_NONE;
	enum status status =
	    lead_resolve(act->crm, value[ACTION_LEAD], value[ACTION_EXT_ID], value[ACTION_SOURCE], &act->lead);
	if (status == CRM_NONE || status == CRM_DATA)
		return reject_cell_why(act->crm, act->answer, value[ACTION_LEAD] ? "lead" : "ext_id");
	act->answer->object = act->lead.lead;
	return status;
}

enum status lead_action_begin(
    struct lead_action *act, struct crm *crm, const struct rec *rec, struct answer *answer, const char *at)
{
	*act = (struct lead_action){.crm = crm, .rec = rec, .answer = answer};
	enum status status = lead_action_lead(act);
	if (status == CRM_NONE)
		return reject_cell(crm, answer, "lead", _("which lead?"));
	if (status == CRM_OK)
		status = lead_action_time(act, at);
	if (status == CRM_OK && act->dated && act->at < act->lead.created_at)
		lead_action_warn(act, _("%s is before the lead came, %s"), lead_action_time_text(crm, act->at),
		    lead_action_time_text(crm, act->lead.created_at));
	return status;
}

const char *lead_action_state(struct lead_action *act)
{
	const struct reason *reason = reason_id(act->crm, act->lead.reason);
	const char *code = lead_state_name(act->lead.state), *state = code_called(act->crm, "state", code);
	if ((act->lead.state != LEAD_LOST && act->lead.state != LEAD_DISQUALIFIED) || !reason)
		return state;
	bool in_words = state != code && reason->name && *reason->name;
	const char *text = arena_format(&act->crm->chunk, "%s: %s", state, in_words ? reason->name : reason->code);
	return text ? text : state;
}

enum status lead_action_closed(struct lead_action *act)
{
	return reject_cell(act->crm, act->answer, "lead", _("lead %lld is %s (crm-return takes it back to work)"),
	    (long long)act->lead.lead, lead_action_state(act));
}

void lead_action_annuls(struct lead_action *act)
{
	struct buf amount = {0};
	if (act->lead.amount != AMOUNT_NONE) {
		buf_put(&amount, ", ");
		money_put(&amount, act->lead.amount);
	}
	lead_action_warn(act, _("annuls the win of %s%s"),
	    lead_action_day_text(act->crm, zone_day(act->crm->zone, act->lead.decided_at)),
	    amount.length ? amount.text : "");
	if (act->at < act->lead.decided_at)
		lead_action_warn(act, _("%s is before it was won"), lead_action_time_text(act->crm, act->at));
	buf_free(&amount);
}

/* Columns of our own commands: what a pipeline carries along says nothing new about the act, and keys of events are not
   for strangers. */
static bool is_ours(const char *name)
{
	static const char *const ours[] = {"row", "lead", "client", "verdict", "reason", "match", "method", "name",
	    "phone", "email", "state", "stage", "manager", "source", "campaign", "project", "amount", "created_at",
	    "stage_since", "last_touch", "next_task", "missing", "from", "to", "task", "touch", "due", "next_due",
	    "late_hours", "kind", "direction", "at", "minutes", "result", "text", "note", "ext_id", NULL};
	for (int i = 0; ours[i]; i++)
		if (strcmp(ours[i], name) == 0)
			return true;
	return name[0] == '_';
}

static const char *make_json(struct lead_action *act, const char *const *pairs, int n_more)
{
	struct buf buf = {0};
	const struct rec *rec = act->rec;
	json_open(&buf);
	for (; *pairs; pairs += 2)
		json_text(&buf, pairs[0], pairs[1]);
	for (int i = 0; i < n_more; i++)
		if (!is_ours(rec->more_name[i]) || (i < 64 && act->taken >> i & 1))
			json_text(&buf, rec->more_name[i], rec->more_value[i]);
	json_close(&buf);
	const char *text = buf.failed ? NULL : arena_text(&act->crm->chunk, buf.text, buf.length);
	buf_free(&buf);
	return text;
}

const char *lead_action_json(struct lead_action *act, const char *const *pairs)
{
	return make_json(act, pairs, 0);
}

const char *lead_action_json_more(struct lead_action *act, const char *const *pairs)
{
	return make_json(act, pairs, act->rec->n_more);
}

/* What ${look} says of an event, if nobody took it back. */
static enum status judge_event(struct lead_action *act, const struct event *event,
    enum status (*look)(void *arg, struct lead_action *act, const struct event *event), void *arg)
{
	bool counts;
	enum status found = look(arg, act, event);
	if (found != CRM_OK)
		return found;
	enum status status = history_event_counts(act->crm, event->event, HISTORY_END, &counts, NULL);
	return status == CRM_OK && !counts ? CRM_NONE : status;
}

enum status lead_action_seek(struct lead_action *act, enum event_kind kind, instant_t at,
    enum status (*look)(void *arg, struct lead_action *act, const struct event *event), void *arg)
{
	struct stmt *stmt;
	struct event event;
	struct val from = at == INSTANT_MIN ? V_NULL : V_INT(at), to = from;
	enum status found = CRM_NONE;
	/* The same day, when the row says no hour. */
	if (at != INSTANT_MIN && act->day_only) {
		day_t day = zone_day(act->crm->zone, at);
		from = V_INT(zone_start(act->crm->zone, day));
		to = V_INT(zone_start(act->crm->zone, day + 1) - 1);
	}
	enum status status =
	    db_ask(act->crm->db, sql_act_events, VALS(V_INT(act->lead.lead), V_INT(kind), from, to), &stmt);
	if (status != CRM_OK)
		return status;
	while (found == CRM_NONE && (status = db_next(stmt)) == CRM_OK) {
		event_row(stmt, &event);
		found = judge_event(act, &event, look, arg);
	}
	db_done(stmt);
	return status == CRM_OK ? found : status;
}

static enum status is_same(void *arg, struct lead_action *act, const struct event *event)
{
	const char *new = arg;
	(void)act;
	return event->new &&strcmp(event->new, new) == 0 ? CRM_OK : CRM_NONE;
}

enum status lead_action_same(struct lead_action *act, enum event_kind kind, const char *new)
{
	if (!new)
		return why_memory(&act->crm->why);
	if (!act->dated)
		return CRM_NONE;
	return lead_action_seek(act, kind, act->at, is_same, (void *)(uintptr_t) new);
}

enum status lead_action_record(
    struct lead_action *act, enum event_kind kind, const char *old, const char *new, int64_t *number)
{
	struct event event = {.kind = kind,
	    .lead = act->lead.lead,
	    .client = act->lead.client,
	    .ref = act->ref,
	    .occurred_at = act->at,
	    .old = old,
	    .new = new};
	if (!new)
		return why_memory(&act->crm->why);
	enum status status = record(act->crm, &event);
	if (status != CRM_OK)
		return status;
	act->answer->verdict = VERDICT_DONE;
	if (number)
		*number = event.event;
	return CRM_OK;
}

enum status lead_action_manager(struct lead_action *act, const char *code, const struct manager **manager)
{
	if (!code)
		return CRM_NONE;
	enum status status = manager_meant(act->crm, code, manager);
	return status == CRM_DATA ? reject_cell_why(act->crm, act->answer, "manager") : status;
}

const char *lead_action_wish(const struct lead_action *act, int column, bool stands)
{
	return stands && lead_action_is_asked(act, column) ? act->rec->operand[column] : act->rec->value[column];
}

bool lead_action_is_asked(const struct lead_action *act, int column)
{
	const char *const *operand = act->rec->operand;
	return operand && operand[column] && *operand[column];
}

const char *lead_action_wish_stage(const struct lead_action *act, int column)
{
	const char *code = act->rec->value[column];
	const struct stage *stage = NULL;
	bool known = code && stage_meant(act->crm, code, &stage) == CRM_OK;
	return lead_action_wish(act, column, known && stage->id == act->lead.stage);
}

enum status lead_action_wish_manager(
    struct lead_action *act, int column, const struct manager *owner, const struct manager **manager)
{
	enum status status = lead_action_manager(act, act->rec->value[column], manager);
	if (status != CRM_OK || *manager != owner)
		return status;
	return lead_action_manager(act, lead_action_wish(act, column, true), manager);
}

const struct manager *manager_acting(struct crm *crm)
{
	return crm->who.actor ? manager_find(crm, crm->who.actor) : NULL;
}
