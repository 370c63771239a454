#include "report/lists/leads.h"

#include "base/text/json.h"
#include "base/text/phone.h"
#include "book/history/history.h"
#include "report/client/person.h"
#include "report/kit/asked.h"
#include "report/kit/line.h"
#include "report/kit/scan.h"
#include "report/kit/task_history.h"
#include "report/lists/leads.sql.h"

#define ROWS 3 /* in which a client's phone may stand; else what was said of him elsewhere has it */
#define AFTER_PEOPLE (LEAD_COLUMNS + 1 + ROWS)

enum {
	LEAD,
	CLIENT,
	NAME,
	PHONE,
	EMAIL,
	STATE,
	STAGE,
	MANAGER,
	SOURCE,
	PROJECT,
	AMOUNT,
	CREATED_AT,
	STAGE_SINCE,
	LAST_TOUCH,
	NEXT_TASK,
	REASON
};

const struct field leads_fields[] = {[LEAD] = {"lead", KIND_INT, N_("lead")},
    [CLIENT] = {"client", KIND_INT, N_("client")},
    [NAME] = {"name", KIND_TEXT, N_("name")},
    [PHONE] = {"phone", KIND_PHONE, N_("phone")},
    [EMAIL] = {"email", KIND_TEXT, N_("email")},
    [STATE] = {"state", KIND_TEXT, N_("state")},
    [STAGE] = {"stage", KIND_TEXT, N_("stage")},
    [MANAGER] = {"manager", KIND_TEXT, N_("manager")},
    [SOURCE] = {"source", KIND_TEXT, N_("source")},
    [PROJECT] = {"project", KIND_TEXT, N_("project")},
    [AMOUNT] = {"amount", KIND_MONEY, N_("amount")},
    [CREATED_AT] = {"created_at", KIND_TIME, N_("came")},
    [STAGE_SINCE] = {"stage_since", KIND_TIME, N_("at stage since")},
    [LAST_TOUCH] = {"last_touch", KIND_TIME, N_("last touch")},
    [NEXT_TASK] = {"next_task", KIND_TIME, N_("next task")},
    [REASON] = {"reason", KIND_TEXT, N_("reason")},
    {0}};

struct leads_list {
	struct crm *crm;
	const struct query *query;
	struct line line;
	bool by_state, by_stage, by_idle, by_source, by_project, by_reason, unassigned;
	int64_t printed;
	bool some_updated;   /* some rows came again with other values */
	bool some_elsewhere; /* of some client more is said than in his leads */
	enum lead_state state;
	int64_t stage, source, project, reason;
	int64_t managers; /* as bits for the statement */
	const char *source_shown;
	instant_t from, to;        /* created in [from, to) */
	instant_t idle;            /* nothing happened since */
	day_t today;               /* of the moment that is looked at */
	struct wanted ids;         /* of the operands, or those that an index finds */
	bool by_ids;               /* no others */
	struct task_history tasks; /* at the horizon */
	struct arena row;          /* texts of one row */
};

/* Who has left by then has nothing any more. */
static bool has_left(const struct leads_list *list, int64_t manager)
{
	const struct manager *owner = manager_id(list->crm, manager);
	return owner && owner->left <= list->today;
}

static bool wants_manager(const struct leads_list *list, int64_t manager)
{
	return list->unassigned ? manager == 0 || has_left(list, manager)
	                        : query_takes(list->crm, list->query, manager);
}

static bool is_idle(const struct leads_list *list, const struct lead *lead)
{
	return lead->created_at < list->idle && lead->stage_since < list->idle &&
	       (!lead->last_touch || lead->last_touch < list->idle);
}

/* What came under several words, before the settings joined them, is told by what is shown. */
static bool is_source(const struct leads_list *list, int64_t source)
{
	return list->source != SOURCE_SEVERAL
	           ? source == list->source
	           : strcmp(dict_shown(list->crm, DICT_SOURCE, source), list->source_shown) == 0;
}

static bool wants_lead(const struct leads_list *list, const struct lead *lead)
{
	return (!list->by_state || lead->state == list->state) && (!list->by_stage || lead->stage == list->stage) &&
	       (!list->by_source || is_source(list, lead->source)) &&
	       (!list->by_project || lead->project == list->project) &&
	       (!list->by_reason || lead->reason == list->reason) && lead->created_at >= list->from &&
	       lead->created_at < list->to && (!list->by_idle || is_idle(list, lead)) &&
	       (!list->by_ids || wanted_has(&list->ids, lead->lead)) && wants_manager(list, lead->manager);
}

/* What of a client is known so far; NULL: nothing. */
struct lead_contacts {
	const char *name, *phone, *email;
};

static bool wants_people(const struct leads_list *list)
{
	return list->line.wanted[NAME] || list->line.wanted[PHONE] || list->line.wanted[EMAIL];
}

static bool wants_more(const struct leads_list *list, const struct lead_contacts *contacts)
{
	const bool *wanted = list->line.wanted;
	return (wanted[NAME] && !contacts->name) || (wanted[PHONE] && !contacts->phone) ||
	       (wanted[EMAIL] && !contacts->email);
}

/* With a plus; the dash of who was erased as it is. */
static const char *phone_text(struct leads_list *list, const char *digits)
{
	return *digits >= '0' && *digits <= '9' ? arena_format(&list->row, "+%s", digits) : digits;
}

/* As it is compared, if it is an address at all. */
static const char *email_text(struct leads_list *list, const char *given)
{
	char folded[256] = "";
	email_fold(given, folded);
	return folded[0] ? arena_copy(&list->row, folded) : given;
}

/* What is not known yet, from what a lead came with: ${new} is its JSON. */
static enum status read_contacts(struct leads_list *list, const char *new, struct lead_contacts *contacts)
{
	struct json json;
	if (json_parse(&json, new, &list->row) != 0)
		return why_memory(&list->crm->why);
	const char *phone = json_get(&json, "_phone"), *email = json_get(&json, "email");
	if (!contacts->name)
		contacts->name = json_get(&json, "name");
	if (phone && !contacts->phone && !(contacts->phone = phone_text(list, phone)))
		return why_memory(&list->crm->why);
	if (email && !contacts->email && !(contacts->email = email_text(list, email)))
		return why_memory(&list->crm->why);
	return CRM_OK;
}

/* What the client's rows say since they came again goes before what they said at first: the newest first. */
static enum status read_updates(struct leads_list *list, int64_t client, struct lead_contacts *contacts)
{
	struct crm *crm = list->crm;
	struct stmt *row;
	enum status status = db_ask(crm->db, sql_leads_updates, VALS(V_INT(client)), &row);
	if (status != CRM_OK)
		return status;
	while ((status = db_next(row)) == CRM_OK) {
		bool counts;
		status = history_event_counts(crm, db_int(row, 0), HISTORY_END, &counts, NULL);
		if (status == CRM_OK && counts)
			status = read_contacts(list, db_text(row, 1), contacts);
		if (status != CRM_OK) {
			db_done(row);
			return status;
		}
	}
	return status == CRM_NONE ? CRM_OK : status;
}

/* From column ${at} of ${people}; of a lead that was taken back since nothing but what it came with is known. */
static enum status put_contacts(struct leads_list *list, const struct lead_folded *folded, struct stmt *people, int at)
{
	struct lead_contacts contacts = {people ? db_text(people, at) : NULL, NULL, NULL};
	enum status status = list->some_updated ? read_updates(list, folded->lead.client, &contacts) : CRM_OK;
	for (int i = 1; i <= ROWS && status == CRM_OK && wants_more(list, &contacts); i++)
		status = read_contacts(list, people ? db_text(people, at + i) : folded->created_new, &contacts);
	if (status == CRM_OK && list->some_elsewhere && wants_more(list, &contacts))
		status = person_reach(list->crm, folded->lead.client, &list->row, &contacts.phone, &contacts.email);
	line_text(&list->line, NAME, contacts.name);
	line_text(&list->line, PHONE, contacts.phone);
	line_text(&list->line, EMAIL, contacts.email);
	return status;
}

static enum status print_now(struct leads_list *list, const struct lead_folded *folded, struct stmt *row)
{
	line_time_or_none(&list->line, NEXT_TASK, db_int(row, AFTER_PEOPLE));
	enum status status = put_contacts(list, folded, row, LEAD_COLUMNS);
	return status == CRM_OK ? line_write(&list->line) : status;
}

/* As the journal tells it. */
static enum status print_then(struct leads_list *list, const struct lead_folded *folded)
{
	const struct past_task *task = task_history_next(&list->tasks, folded->lead.lead);
	struct stmt *people = NULL;
	enum status status = CRM_NONE;
	line_time_or_none(&list->line, NEXT_TASK, task ? task->due : 0);
	if (wants_people(list))
		status = db_ask_one(list->crm->db, sql_leads_people, VALS(V_INT(folded->lead.lead)), &people);
	if (status == CRM_OK || status == CRM_NONE)
		status = put_contacts(list, folded, people, 0);
	if (status == CRM_OK)
		status = line_write(&list->line);
	db_done(people);
	return status;
}

static enum status print_lead(void *arg, const struct lead_folded *folded, struct stmt *row)
{
	struct leads_list *list = arg;
	if (!wants_lead(list, &folded->lead))
		return CRM_OK;
	list->printed++;
	line_lead(&list->line, &folded->lead);
	enum status status = row ? print_now(list, folded, row) : print_then(list, folded);
	arena_reset(&list->row);
	return status;
}

static enum status take_ids(struct leads_list *list)
{
	struct crm *crm = list->crm;
	const struct query *query = list->query;
	enum status status = CRM_OK;
	int64_t id;
	for (int i = 0; i < query->n_operands && status == CRM_OK; i++)
		status = asked_number(query->operands[i], &id)
		             ? wanted_add(crm, &list->ids, id)
		             : why_set(&crm->why, CRM_USAGE, _("not a lead number: «%s»"), query->operands[i]);
	list->by_ids = query->n_operands > 0;
	return status;
}

static enum status take_stage(struct leads_list *list, const char *code)
{
	const struct stage *stage;
	enum status status = meant_option(list->crm, stage_meant(list->crm, code, &stage));
	if (status != CRM_OK)
		return status;
	list->by_stage = true;
	list->stage = stage->id;
	if (!list->by_state)
		list->state = LEAD_OPEN;
	list->by_state = true;
	return CRM_OK;
}

static enum status take_reason(struct leads_list *list, const char *code)
{
	const struct reason *reason;
	enum status status = meant_option(list->crm, reason_meant(list->crm, code, REASON_ANY, &reason));
	if (status != CRM_OK)
		return status;
	list->by_reason = true;
	list->reason = reason->id;
	return CRM_OK;
}

/* Open leads about which nothing happened for so long. */
static enum status take_idle(struct leads_list *list, const char *word)
{
	struct crm *crm = list->crm;
	int64_t seconds;
	if (span_parse(word, &seconds) != CRM_OK)
		return why_set(&crm->why, CRM_USAGE, _("--idle wants a span such as 30d or 12h, not «%s»"), word);
	list->by_idle = true;
	list->idle = asked_moment(crm, list->query) - seconds;
	if (list->by_state && list->state != LEAD_OPEN)
		return why_set(&crm->why, CRM_USAGE, _("only open leads are idle: leave --state out"));
	list->by_state = true;
	list->state = LEAD_OPEN;
	return CRM_OK;
}

/* Open leads that nobody has, or somebody who has left. */
static enum status take_unassigned(struct leads_list *list)
{
	struct crm *crm = list->crm;
	if (list->query->n_managers || list->query->n_units)
		return why_set(&crm->why, CRM_USAGE, _("--unassigned is nobody's: leave -m and -u out"));
	if (list->by_state && list->state != LEAD_OPEN)
		return why_set(&crm->why, CRM_USAGE, _("only open leads are unassigned: leave --state out"));
	list->unassigned = list->by_state = true;
	list->state = LEAD_OPEN;
	return CRM_OK;
}

/* No word is 0, so a word that only the settings have is -1: it finds nothing. */
static enum status take_word(struct crm *crm, enum dict dict, const char *word, int64_t *id, const char **shown)
{
	enum status status = asked_word(crm, dict, word, id, shown);
	*id = *id ? *id : -1;
	return meant_option(crm, status);
}

static enum status take_options(struct leads_list *list)
{
	struct crm *crm = list->crm;
	const char *state = option(crm, "state"), *stage = option(crm, "stage"), *idle = option(crm, "idle");
	const char *source = option(crm, "source"), *project = option(crm, "project"), *reason = option(crm, "reason");
	enum status status = CRM_OK;
	if (state) {
		list->by_state = true;
		if (lead_state_parse(state, &list->state) != CRM_OK)
			return why_set(&crm->why, CRM_USAGE, _("no state «%s»: open won lost disqualified"), state);
	}
	if (stage)
		status = take_stage(list, stage);
	if (status == CRM_OK && idle)
		status = take_idle(list, idle);
	if (status == CRM_OK && option(crm, "unassigned"))
		status = take_unassigned(list);
	if (status == CRM_OK && reason)
		status = take_reason(list, reason);
	list->by_source = source != NULL;
	list->by_project = project != NULL;
	if (status == CRM_OK && source && *source)
		status = take_word(crm, DICT_SOURCE, source, &list->source, &list->source_shown);
	if (status == CRM_OK && project && *project)
		status = take_word(crm, DICT_PROJECT, project, &list->project, &project);
	return status;
}

/* Managers wanted as bits for the statement, nobody the lowest; -1: all, or too many for bits. */
static int64_t manager_bits(const struct leads_list *list)
{
	struct crm *crm = list->crm;
	int n = manager_count(crm);
	uint64_t bits = wants_manager(list, 0);
	if (n && manager_at(crm, n - 1)->id > 62)
		return -1;
	for (int i = 0; i < n; i++)
		bits |= (uint64_t)wants_manager(list, manager_at(crm, i)->id) << manager_at(crm, i)->id;
	return (int64_t)bits;
}

static struct val value_or_null(bool given, int64_t value)
{
	return given ? V_INT(value) : V_NULL;
}

static enum status scan_list(struct leads_list *list, int64_t from, int64_t to)
{
	return scan_leads(&(struct scan){.crm = list->crm,
	    .query = list->query,
	    .sql = sql_leads_list,
	    .vals = VALS(V_INT(from), V_INT(to), V_INT(list->managers), value_or_null(list->by_state, list->state),
	        value_or_null(list->by_stage, list->stage),
	        value_or_null(list->by_source && list->source != SOURCE_SEVERAL, list->source),
	        value_or_null(list->by_project, list->project), value_or_null(list->by_reason, list->reason),
	        V_INT(list->from), V_INT(list->to), value_or_null(list->by_idle, list->idle), V_INT(wants_people(list)),
	        V_INT(list->line.wanted[NEXT_TASK])),
	    .each = print_lead,
	    .arg = list});
}

/* Open leads of a few managers, open leads, leads that came in a period: where an index knows which, the others are not
   looked at. */
static enum status find_ids(struct leads_list *list)
{
	struct crm *crm = list->crm;
	bool open = list->by_state && list->state == LEAD_OPEN;
	enum status status = CRM_OK;
	if (list->by_ids || list->query->has_horizon)
		return CRM_OK;
	list->by_ids = open || list->query->has_period;
	if (!open)
		return list->by_ids
		           ? wanted_find(crm, &list->ids, sql_leads_came, VALS(V_INT(list->from), V_INT(list->to)))
		           : CRM_OK;
	if (wants_manager(list, 0))
		status = wanted_find(crm, &list->ids, list->unassigned ? sql_leads_open_nobodys : sql_leads_open, NULL);
	if (wants_manager(list, 0) && !list->unassigned)
		return status;
	for (int i = 0; i < manager_count(crm) && status == CRM_OK; i++)
		if (wants_manager(list, manager_at(crm, i)->id))
			status = wanted_find(crm, &list->ids, sql_leads_open_of, VALS(V_INT(manager_at(crm, i)->id)));
	return status;
}

static enum status print_all(struct leads_list *list)
{
	struct crm *crm = list->crm;
	const bool *wanted = list->line.wanted;
	enum status status = CRM_OK;
	list->managers = manager_bits(list);
	if (wanted[PHONE] || wanted[EMAIL])
		status = person_any_elsewhere(crm, &list->some_elsewhere);
	int64_t updates = 0;
	if (status == CRM_OK && (wanted[PHONE] || wanted[EMAIL]))
		status = db_number(crm->db, sql_leads_any_update, NULL, 0, &updates);
	list->some_updated = updates > 0;
	if (status == CRM_OK && list->query->has_horizon && wanted[NEXT_TASK])
		status = task_history_load(crm, NULL, &list->query->horizon, &crm->run, &list->tasks);
	if (status != CRM_OK)
		return status;
	task_history_by_lead(&list->tasks);
	status = find_ids(list);
	wanted_sort(&list->ids);
	if (status != CRM_OK)
		return status;
	if (!list->by_ids || list->query->has_horizon)
		return scan_list(list, 0, INT64_MAX);
	for (int i = 0; i < list->ids.n && status == CRM_OK; i++)
		status = scan_list(list, list->ids.key[i], list->ids.key[i]);
	return status;
}

enum status leads_report(struct crm *crm, const struct query *query, struct writer *writer, struct buf *page)
{
	struct query whole = *query;
	struct leads_list list = {.crm = crm, .query = &whole};
	(void)page;
	whole.horizon.coming = query->of_evening; /* a year mistyped hides nobody */
	asked_period(crm, query, &list.from, &list.to);
	list.today = zone_day(crm->zone, asked_moment(crm, query));
	line_open(&list.line, crm, writer, leads_fields);
	enum status status = take_ids(&list);
	if (status == CRM_OK)
		status = take_options(&list);
	if (status == CRM_OK)
		status = print_all(&list);
	if (status == CRM_OK && list.printed < list.ids.n)
		status = asked_absent(crm, &(struct asked_numbers){list.ids.key, list.ids.n,
		                               query->has_horizon ? sql_leads_were_there : sql_leads_there,
		                               sql_leads_last, _("no lead %s: the last is %lld")});
	line_close(&list.line);
	wanted_free(&list.ids);
	arena_free(&list.row);
	return status;
}
