#include "flow/lead/stage_requirements_private.h"

#include "base/text/casefold.h"
#include "base/text/json.h"
#include "base/text/pattern.h"
#include "book/history/history.h"
#include "flow/lead/stage_requirements.sql.h"

struct requirements_check {
	struct lead_action *act;
	bool read; /* the row the lead came with, when something is asked of it */
	struct json created;
	struct pattern_budget budget; /* of its criteria */
	struct buf missing, why;
};

/* The value of a column in the text of an event that was not taken back; *value stays NULL if there is none. */
static enum status from_text(
    struct lead_action *act, const char *text, int64_t event, const char *field, const char **value)
{
	struct crm *crm = act->crm;
	struct json json;
	bool counts = true;
	if (json_parse(&json, text, &crm->chunk) != 0)
		return json_why(&crm->why, &json, _("event %lld cannot be read"), (long long)event);
	const char *found = json_get(&json, field);
	enum status status = found ? history_event_counts(crm, event, HISTORY_END, &counts, NULL) : CRM_OK;
	if (status == CRM_OK && counts)
		*value = found;
	return status;
}

static enum status from_texts(
    struct lead_action *act, const char *sql, const struct val *vals, const char *field, const char **value)
{
	struct stmt *stmt;
	enum status read = CRM_OK, status = db_ask(act->crm->db, sql, vals, &stmt);
	if (status != CRM_OK)
		return status;
	while (!*value && read == CRM_OK && (status = db_next(stmt)) == CRM_OK)
		read = from_text(act, db_text(stmt, 0), db_int(stmt, 1), field, value);
	db_done(stmt);
	return status == CRM_NONE || status == CRM_OK ? read : status;
}

/* What the lead's own row knows of a column. */
static const char *from_lead(struct lead_action *act, const char *field)
{
	struct crm *crm = act->crm;
	const struct lead *lead = &act->lead;
	const char *value = NULL;
	if (strcmp(field, "manager") == 0)
		value = manager_code(crm, lead->manager);
	else if (strcmp(field, "source") == 0)
		value = dict_word(crm, DICT_SOURCE, lead->source);
	else if (strcmp(field, "campaign") == 0)
		value = dict_word(crm, DICT_CAMPAIGN, lead->campaign);
	else if (strcmp(field, "project") == 0)
		value = dict_word(crm, DICT_PROJECT, lead->project);
	else if (strcmp(field, "amount") == 0 && lead->amount != AMOUNT_NONE)
		value = arena_format(
		    &crm->chunk, "%lld.%02d", (long long)(lead->amount / 100), (int)llabs(lead->amount % 100));
	return value && *value ? value : NULL;
}

/* What the row at hand says of a column that is not one of the act's own: a place in rec->more, or -1. Keys that events
   use themselves are not for it. */
static int in_row(struct lead_action *act, const char *field)
{
	static const char *const own[] = {"manager", "amount", "stage", "reason", "method", "note", NULL};
	for (int i = 0; own[i]; i++)
		if (strcmp(own[i], field) == 0)
			return -1;
	for (int i = 0; i < act->rec->n_more && i < 64; i++)
		if (strcmp(act->rec->more_name[i], field) == 0)
			return i;
	return -1;
}

static enum status read_created(struct requirements_check *check)
{
	struct crm *crm = check->act->crm;
	struct event event;
	if (check->read)
		return CRM_OK;
	enum status status = history_event(crm, check->act->lead.event, &crm->chunk, &event);
	if (status == CRM_OK)
		status = lead_row_read(crm, check->act->lead.lead, event.new, &crm->chunk, &check->created);
	check->read = status == CRM_OK;
	return status == CRM_NONE
	           ? why_set(&crm->why, CRM_INTERNAL, _("lead %lld is of event %lld, which is not in the journal"),
	                 (long long)check->act->lead.lead, (long long)check->act->lead.event)
	           : status;
}

static enum status value_of(struct requirements_check *check, const char *field, const char **value)
{
	struct lead_action *act = check->act;
	struct val lead = V_INT(act->lead.lead);
	enum status status = CRM_OK;
	int i = in_row(act, field);
	*value = from_lead(act, field);
	if (!*value)
		status = read_created(check);
	if (status == CRM_OK && !*value)
		*value = json_get(&check->created, field);
	if (status == CRM_OK && !*value)
		status = from_texts(act, sql_gate_later, VALS(lead), field, value);
	if (status == CRM_OK && !*value)
		status = from_texts(act, sql_gate_repeats, VALS(V_INT(act->lead.client), lead), field, value);
	if (status != CRM_OK || i < 0)
		return status;
	if (!*value || strcmp(*value, act->rec->more_value[i]) != 0)
		act->taken |= (uint64_t)1 << i;
	*value = act->rec->more_value[i];
	return CRM_OK;
}

static bool is_missing(const struct requirements_check *check, const char *field)
{
	size_t n = strlen(field);
	for (const char *at = check->missing.text; at && *at; at += strspn(at, " ")) {
		size_t length = strcspn(at, " ");
		if (length == n && memcmp(at, field, n) == 0)
			return true;
		at += length;
	}
	return false;
}

/* A column is named once; each criterion on it has its say. */
static void add_missing(struct requirements_check *check, const char *field, const char *message)
{
	bool again = is_missing(check, field);
	if (again && !(message && *message))
		return;
	if (!again)
		buf_format(&check->missing, "%s%s", check->missing.length ? " " : "", field);
	buf_put(&check->why, check->why.length ? ", " : "");
	if (message && *message)
		buf_put(&check->why, message);
	else
		buf_format(&check->why, _("no %s"), field);
}

static enum status matches_pattern(
    struct requirements_check *check, const char *name, const char *text, const char *value, bool *yes)
{
	struct crm *crm = check->act->crm;
	struct pattern *pattern;
	struct buf folded = {0};
	enum status status = pattern_new(&pattern, text, false, &crm->why);
	if (status != CRM_OK)
		return status;
	casefold_put(&folded, value);
	enum pattern_answer answer = PATTERN_NO;
	if (folded.failed)
		status = why_memory(&crm->why);
	else
		answer = pattern_match(pattern, folded.text ? folded.text : "", folded.length, &check->budget);
	if (answer == PATTERN_GAVE_UP || answer == PATTERN_LATE)
		note_runaway(crm, name, answer == PATTERN_LATE);
	*yes = answer == PATTERN_YES;
	buf_free(&folded);
	pattern_free(pattern);
	return status;
}

/* Criterion ${name}; without a pattern filled is enough. */
static enum status check_one(
    struct requirements_check *check, const char *name, const char *field, const char *pattern, const char *message)
{
	const char *value = NULL;
	bool good;
	enum status status = value_of(check, field, &value);
	if (status != CRM_OK)
		return status;
	good = value && *value;
	if (good && pattern && *pattern)
		status = matches_pattern(check, name, pattern, value, &good);
	if (status != CRM_OK)
		return status;
	explain(check->act->crm, "lead %lld: %s: %s", (long long)check->act->lead.lead, field,
	    good    ? value
	    : value ? _("does not fit")
	            : _("missing"));
	if (!good)
		add_missing(check, field, message);
	return CRM_OK;
}

static enum status check_required(struct requirements_check *check, const char *required)
{
	enum status status = CRM_OK;
	while (required && *required && status == CRM_OK) {
		size_t n = strcspn(required, " ,");
		const char *field = arena_text(&check->act->crm->chunk, required, n);
		if (!field)
			return why_memory(&check->act->crm->why);
		if (n)
			status = check_one(check, NULL, field, NULL, NULL);
		required += n;
		required += strspn(required, " ,");
	}
	return status;
}

static enum status check_criteria(struct requirements_check *check, const struct stage *stage)
{
	struct crm *crm = check->act->crm;
	struct stmt *stmt;
	enum status done = CRM_OK, status = db_ask(crm->db, sql_gate_criteria, VALS(V_TEXT(stage->code)), &stmt);
	if (status != CRM_OK)
		return status;
	while (done == CRM_OK && (status = db_next(stmt)) == CRM_OK)
		done = check_one(check, db_text(stmt, 0), db_text(stmt, 1), db_text(stmt, 2), db_text(stmt, 3));
	db_done(stmt);
	return status == CRM_NONE || status == CRM_OK ? done : status;
}

enum status stage_requirements_check(
    struct lead_action *act, const struct stage *stage, bool criteria, struct stage_requirements *gate)
{
	struct requirements_check check = {
	    .act = act, .budget.left = setting_int(act->crm, "rule.ms", PATTERN_BUDGET_MS) * PATTERN_MS};
	struct arena *chunk = &act->crm->chunk;
	enum status status = check_required(&check, stage->required);
	if (status == CRM_OK && criteria)
		status = check_criteria(&check, stage);
	*gate = (struct stage_requirements){"", ""};
	if (status == CRM_OK && check.missing.length) {
		gate->missing = arena_copy(chunk, check.missing.text);
		gate->why = arena_copy(chunk, check.why.text);
	}
	if (status == CRM_OK && (check.missing.failed || check.why.failed || !gate->missing || !gate->why))
		status = why_memory(&act->crm->why);
	buf_free(&check.missing);
	buf_free(&check.why);
	return status;
}
