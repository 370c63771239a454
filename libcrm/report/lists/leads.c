#include "report/lists/leads.h"

#include <errno.h>

#include "base/text/json.h"
#include "base/text/phone.h"
#include "report/kit/task_history.h"
#include "report/lists/leads.sql.h"
#include "report/client/person.h"

#define COLUMNS 16
#define SOURCES 3 /* events in which a client's phone may stand; else what was said of him elsewhere has it */

struct list {
	struct crm *crm;
	const struct query *query;
	struct writer *writer;
	bool by_state, by_stage, by_idle, by_source, by_project, by_reason;
	bool some_elsewhere; /* of some client more is said than in his leads */
	enum lead_state state;
	int64_t stage, source, project, reason;
	instant_t from, to; /* created in [from, to) */
	instant_t idle;     /* nothing happened since */
	bool *managers;     /* by id: wanted */
	int64_t n_managers;
	int64_t *ids; /* in order; of the operands */
	int n_ids;
	struct backlog backlog; /* slow road */
	struct arena row;       /* texts of one row */
};

/* What a row shows beside the lead itself. */
struct people {
	const char *name;
	const char *events[SOURCES]; /* JSON; the first that has it counts */
	instant_t next_task;         /* 0: none */
};

static bool wants_manager(const struct list *list, int64_t manager)
{
	return manager >= 0 && manager < list->n_managers && list->managers[manager];
}

static bool is_idle(const struct list *list, const struct lead *lead)
{
	return lead->created_at < list->idle && lead->stage_since < list->idle &&
	       (!lead->last_touch || lead->last_touch < list->idle);
}

static bool wants(const struct list *list, const struct lead *lead)
{
	return wants_manager(list, lead->manager) && (!list->by_state || lead->state == list->state) &&
	       (!list->by_stage || lead->stage == list->stage) && (!list->by_source || lead->source == list->source) &&
	       (!list->by_project || lead->project == list->project) &&
	       (!list->by_reason || lead->reason == list->reason) && lead->created_at >= list->from &&
	       lead->created_at < list->to && (!list->by_idle || is_idle(list, lead));
}

static const char *time_text(struct list *list, instant_t at)
{
	struct buf buf = {0};
	instant_put(&buf, list->crm->zone, at);
	const char *text = buf.failed ? NULL : arena_text(&list->row, buf.text, buf.length);
	buf_free(&buf);
	return text;
}

static const char *money_text(struct list *list, money_t amount)
{
	struct buf buf = {0};
	if (amount == AMOUNT_NONE)
		return NULL;
	money_put(&buf, amount);
	const char *text = buf.failed ? NULL : arena_text(&list->row, buf.text, buf.length);
	buf_free(&buf);
	return text;
}

/* As it is compared, if it is an address at all. */
static const char *mail_text(struct list *list, const char *given)
{
	char folded[256] = "";
	if (given)
		email_fold(given, folded);
	return folded[0] ? arena_copy(&list->row, folded) : given;
}

/* Name, phone and email into ${cells}. */
static enum status contacts(struct list *list, const struct people *people, int64_t client, const char **cells)
{
	const char *name = people->name, *phone = NULL, *email = NULL;
	struct json json;
	for (int i = 0; i < SOURCES && (!name || !phone || !email); i++) {
		if (!people->events[i])
			continue;
		if (json_parse(&json, people->events[i], &list->row) != 0)
			return why_memory(&list->crm->why);
		const char *digits = json_get(&json, "_phone");
		if (!phone)
			phone = digits && *digits >= '0' && *digits <= '9' ? arena_format(&list->row, "+%s", digits)
			                                                   : digits; /* the dash of who was erased */
		if (!email)
			email = mail_text(list, json_get(&json, "email"));
		if (!name)
			name = json_get(&json, "name");
	}
	cells[0] = name;
	cells[1] = phone;
	cells[2] = email;
	return list->some_elsewhere && (!phone || !email)
	           ? person_reach(list->crm, client, &list->row, &cells[1], &cells[2])
	           : CRM_OK;
}

static enum status show(struct list *list, const struct lead *lead, const struct people *people)
{
	struct crm *crm = list->crm;
	const struct stage *stage = stage_id(crm, lead->stage);
	const struct reason *reason = reason_id(crm, lead->reason);
	const char *who[3] = {0};
	enum status status = contacts(list, people, lead->client, who);
	if (status != CRM_OK)
		return status;
	const char *cells[COLUMNS] = {arena_format(&list->row, "%lld", (long long)lead->lead),
	    arena_format(&list->row, "%lld", (long long)lead->client), who[0], who[1], who[2],
	    lead_state_name(lead->state), stage ? stage->code : NULL, manager_code(crm, lead->manager),
	    dict_word(crm, DICT_SOURCE, lead->source), dict_word(crm, DICT_PROJECT, lead->project),
	    money_text(list, lead->amount), time_text(list, lead->created_at), time_text(list, lead->stage_since),
	    lead->last_touch ? time_text(list, lead->last_touch) : NULL,
	    people->next_task ? time_text(list, people->next_task) : NULL, reason ? reason->code : NULL};
	status = cells[0] && cells[1] && cells[11] ? writer_row(list->writer, cells, &crm->why) : why_memory(&crm->why);
	arena_reset(&list->row);
	return status;
}

/* Filters as bits for the statement; -1 when they do not fit. */
static int64_t manager_bits(const struct list *list)
{
	uint64_t bits = 0;
	bool all = !list->query->n_managers && !list->query->n_units && !option(list->crm, "unassigned");
	if (list->n_managers > 63 || all)
		return -1;
	for (int64_t i = 0; i < list->n_managers; i++)
		bits |= (uint64_t)list->managers[i] << i;
	return (int64_t)bits;
}

static struct val maybe(bool given, int64_t value)
{
	return given ? V_INT(value) : V_NULL;
}

static enum status show_now(struct list *list, int64_t from, int64_t to)
{
	struct stmt *stmt;
	struct lead lead;
	enum status status = db_ask(list->crm->db, sql_leads_list,
	    VALS(V_INT(from), V_INT(to), V_INT(manager_bits(list)), maybe(list->by_state, list->state),
	        maybe(list->by_stage, list->stage), maybe(list->by_source, list->source),
	        maybe(list->by_project, list->project), maybe(list->by_reason, list->reason), V_INT(list->from),
	        V_INT(list->to), maybe(list->by_idle, list->idle)),
	    &stmt);
	if (status != CRM_OK)
		return status;
	while (status == CRM_OK && (status = db_next(stmt)) == CRM_OK) {
		lead_row(stmt, &lead);
		struct people people = {.name = db_text(stmt, LEAD_COLUMNS),
		    .next_task = db_int(stmt, LEAD_COLUMNS + 4),
		    .events = {db_text(stmt, LEAD_COLUMNS + 1), db_text(stmt, LEAD_COLUMNS + 2),
		        db_text(stmt, LEAD_COLUMNS + 3)}};
		if (wants(list, &lead))
			status = show(list, &lead, &people);
	}
	db_done(stmt);
	return status == CRM_NONE ? CRM_OK : status;
}

static int by_number(const void *a, const void *b)
{
	int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;
	return x < y ? -1 : x > y;
}

static bool is_asked(const struct list *list, int64_t lead)
{
	return !list->ids || bsearch(&lead, list->ids, (size_t)list->n_ids, sizeof lead, by_number);
}

/* The slow road, one lead. */
static enum status show_then(void *arg, struct crm *crm, const struct folded *folded)
{
	struct list *list = arg;
	struct stmt *stmt;
	if (!is_asked(list, folded->lead.lead) || !wants(list, &folded->lead))
		return CRM_OK;
	const struct backlog_task *task = backlog_next(&list->backlog, folded->lead.lead);
	struct people people = {.next_task = task ? task->due : 0, .events = {folded->created_new}};
	enum status status = db_ask_one(crm->db, sql_leads_people, VALS(V_INT(folded->lead.lead)), &stmt);
	if (status == CRM_NONE) /* taken back since */
		return show(list, &folded->lead, &people);
	if (status != CRM_OK)
		return status;
	people.name = db_text(stmt, 0);
	people.events[0] = db_text(stmt, 1);
	people.events[1] = folded->created_new;
	people.events[2] = db_text(stmt, 2);
	status = show(list, &folded->lead, &people);
	db_done(stmt);
	return status;
}

static enum status take_ids(struct list *list)
{
	struct crm *crm = list->crm;
	const struct query *query = list->query;
	if (!query->n_operands)
		return CRM_OK;
	list->ids = arena_get(&crm->run, (size_t)query->n_operands * sizeof *list->ids);
	if (!list->ids)
		return why_memory(&crm->why);
	for (int i = 0; i < query->n_operands; i++) {
		const char *word = query->operands[i];
		char *end;
		errno = 0;
		int64_t id = *word >= '0' && *word <= '9' ? strtoll(word, &end, 10) : 0;
		if (id < 1 || errno || *end)
			return why_set(&crm->why, CRM_USAGE, _("not a lead number: «%s»"), word);
		list->ids[list->n_ids++] = id;
	}
	qsort(list->ids, (size_t)list->n_ids, sizeof *list->ids, by_number);
	return CRM_OK;
}

static enum status take_managers(struct list *list)
{
	struct crm *crm = list->crm;
	int n = option(crm, "unassigned") ? 0 : manager_count(crm);
	list->n_managers = n ? manager_at(crm, n - 1)->id + 1 : 1;
	list->managers = arena_zero(&crm->run, (size_t)list->n_managers * sizeof *list->managers);
	if (!list->managers)
		return why_memory(&crm->why);
	list->managers[0] = query_takes(crm, list->query, 0);
	for (int i = 0; i < n; i++)
		list->managers[manager_at(crm, i)->id] = query_takes(crm, list->query, manager_at(crm, i)->id);
	return CRM_OK;
}

static enum status take_stage(struct list *list, const char *code)
{
	const struct stage *stage = stage_find(list->crm, code);
	if (!stage)
		return why_set(&list->crm->why, CRM_USAGE, "%s", stage_unknown(list->crm, code));
	list->by_stage = true;
	list->stage = stage->id;
	if (!list->by_state)
		list->state = LEAD_OPEN;
	list->by_state = true;
	return CRM_OK;
}

static enum status take_reason(struct list *list, const char *code)
{
	const struct reason *reason = reason_find(list->crm, code);
	if (!reason)
		return why_set(&list->crm->why, CRM_USAGE, "%s", reason_unknown(list->crm, code, true));
	list->by_reason = true;
	list->reason = reason->id;
	return CRM_OK;
}

/* Open leads about which nothing happened for so long. */
static enum status take_idle(struct list *list, const char *word)
{
	struct crm *crm = list->crm;
	int64_t seconds;
	instant_t as_of = list->query->horizon.as_of;
	if (span_parse(word, &seconds) != CRM_OK)
		return why_set(&crm->why, CRM_USAGE, _("--idle wants a span such as 30d or 12h, not «%s»"), word);
	list->by_idle = true;
	list->idle = (list->query->has_horizon && as_of < crm->now ? as_of : crm->now) - seconds;
	if (list->by_state && list->state != LEAD_OPEN)
		return why_set(&crm->why, CRM_USAGE, _("only open leads are idle: leave --state out"));
	list->by_state = true;
	list->state = LEAD_OPEN;
	return CRM_OK;
}

/* Open leads that nobody has. */
static enum status take_unassigned(struct list *list)
{
	struct crm *crm = list->crm;
	if (list->query->n_managers || list->query->n_units)
		return why_set(&crm->why, CRM_USAGE, _("--unassigned is nobody's: leave -m and -u out"));
	if (list->by_state && list->state != LEAD_OPEN)
		return why_set(&crm->why, CRM_USAGE, _("only open leads are unassigned: leave --state out"));
	list->by_state = true;
	list->state = LEAD_OPEN;
	return CRM_OK;
}

static enum status take_options(struct list *list)
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
	/* A word that nobody used is 0, and so is no word: -1 finds nothing. */
	list->by_source = source != NULL;
	const char *called[SOURCE_NAMES];
	if (status == CRM_OK && source)
		status = source_called(crm, source, called);
	if (status == CRM_OK && source && *source && !(list->source = dict_find(crm, DICT_SOURCE, called[0])))
		list->source = -1;
	list->by_project = project != NULL;
	if (project && *project && !(list->project = dict_find(crm, DICT_PROJECT, project)))
		list->project = -1;
	return status;
}

static enum status ask(struct list *list)
{
	struct crm *crm = list->crm;
	const struct query *query = list->query;
	if (query->has_period) {
		list->from = zone_start(crm->zone, query->period.from);
		list->to = zone_start(crm->zone, query->period.to);
	}
	enum status status = take_ids(list);
	if (status == CRM_OK)
		status = take_managers(list);
	return status == CRM_OK ? take_options(list) : status;
}

static enum status show_all(struct list *list)
{
	struct crm *crm = list->crm;
	enum status status = person_any_elsewhere(crm, &list->some_elsewhere);
	if (status != CRM_OK)
		return status;
	if (list->query->has_horizon) {
		status = backlog_load(crm, &list->query->horizon, &crm->run, &list->backlog);
		backlog_by_lead(&list->backlog);
		return status == CRM_OK ? fold_all(crm, &list->query->horizon, show_then, list) : status;
	}
	if (!list->ids)
		return show_now(list, 0, INT64_MAX);
	for (int i = 0; i < list->n_ids && status == CRM_OK; i++)
		if (i == 0 || list->ids[i] != list->ids[i - 1])
			status = show_now(list, list->ids[i], list->ids[i]);
	return status;
}

enum status leads_report(struct crm *crm, const struct query *query, struct writer *writer, struct buf *page)
{
	struct list list = {.crm = crm, .query = query, .writer = writer, .from = INSTANT_MIN, .to = INSTANT_MAX};
	(void)page;
	enum status status = ask(&list);
	if (status == CRM_OK)
		status = show_all(&list);
	arena_free(&list.row);
	return status;
}
