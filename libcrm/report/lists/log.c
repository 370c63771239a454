#include "report/lists/log.h"

#include "book/history/history.h"
#include "report/kit/asked.h"
#include "report/kit/line.h"
#include "report/kit/scan.h"
#include "report/lists/log.sql.h"
#include "report/lists/log_words.h"

enum { EVENT, KIND, LEAD, OCCURRED_AT, RECORDED_AT, USER, BATCH, OLD, NEW, CLIENT, REF, REVERSES, LOGIN };

const struct field log_fields[] = {[EVENT] = {"event", KIND_INT, N_("event")},
    [KIND] = {"kind", KIND_TEXT, N_("kind")},
    [LEAD] = {"lead", KIND_INT, N_("lead")},
    [OCCURRED_AT] = {"occurred_at", KIND_TIME, N_("happened")},
    [RECORDED_AT] = {"recorded_at", KIND_TIME, N_("recorded")},
    [USER] = {"user", KIND_TEXT, N_("user")},
    [BATCH] = {"batch", KIND_INT, N_("batch")},
    [OLD] = {"old", KIND_TEXT, N_("before")},
    [NEW] = {"new", KIND_TEXT, N_("after")},
    [CLIENT] = {"client", KIND_INT, N_("client")},
    [REF] = {"ref", KIND_INT, N_("of event")},
    [REVERSES] = {"reverses", KIND_INT, N_("takes back")},
    [LOGIN] = {"login", KIND_TEXT, N_("login")},
    {0}};

enum { WORDS_BATCH, WORDS_WHEN, WORDS_WHO, WORDS_WHAT };

const struct field log_table_fields[] = {[WORDS_BATCH] = {"batch", KIND_INT, N_("batch")},
    [WORDS_WHEN] = {"when", KIND_TEXT, N_("happened")},
    [WORDS_WHO] = {"who", KIND_TEXT, N_("who")},
    [WORDS_WHAT] = {"what", KIND_TEXT, N_("what was done")},
    {0}};

struct log {
	struct crm *crm;
	const struct query *query;
	struct line line;
	struct wanted leads, batches, kinds; /* of the operands; none: all */
	const char **users;
	int n_users;
	int64_t last;        /* so many at most, from the end; 0: all */
	struct wanted found; /* those that are wanted, the newest first */
};

static enum status add_number(struct log *log, struct wanted *numbers, const char *what, const char *text)
{
	int64_t number;
	return asked_number(text, &number) ? wanted_add(log->crm, numbers, number)
	                                   : why_set(&log->crm->why, CRM_USAGE, _("not %s: «%s»"), what, text);
}

static enum status add_kind(struct log *log, const char *text)
{
	struct buf names = {0};
	enum event_kind kind = event_kind_find(text);
	if (kind != 0)
		return wanted_add(log->crm, &log->kinds, (int64_t)kind);
	for (int i = 1; i < EV_KINDS; i++)
		buf_format(&names, " %s", event_kind_name((enum event_kind)i));
	enum status status = names.failed
	                         ? why_memory(&log->crm->why)
	                         : why_set(&log->crm->why, CRM_USAGE, _("no kind «%s»: there are%s"), text, names.text);
	buf_free(&names);
	return status;
}

static enum status take_operand(struct log *log, const char *word)
{
	if (strncmp(word, "lead=", 5) == 0)
		return add_number(log, &log->leads, _("the number of a lead"), word + 5);
	if (strncmp(word, "batch=", 6) == 0)
		return add_number(log, &log->batches, _("the number of a batch"), word + 6);
	if (strncmp(word, "kind=", 5) == 0)
		return add_kind(log, word + 5);
	if (strncmp(word, "user=", 5) == 0) {
		log->users[log->n_users++] = word + 5;
		return CRM_OK;
	}
	if (strchr(word, '=') != NULL)
		return why_set(&log->crm->why, CRM_USAGE, _("no column «%s»: lead, batch, kind, user"), word);
	return add_number(log, &log->leads, _("the number of a lead"), word);
}

static enum status take_operands(struct log *log)
{
	struct crm *crm = log->crm;
	const struct query *query = log->query;
	log->users = arena_get(&crm->run, ((size_t)query->n_operands + 1) * sizeof *log->users);
	enum status status = log->users ? CRM_OK : why_memory(&crm->why);
	for (int i = 0; i < query->n_operands && status == CRM_OK; i++)
		status = take_operand(log, query->operands[i]);
	wanted_sort(&log->leads);
	wanted_sort(&log->batches);
	wanted_sort(&log->kinds);
	return status;
}

static bool has_number(const struct wanted *numbers, int64_t number)
{
	return numbers->n == 0 || wanted_has(numbers, number);
}

/* Somebody is meant by either name: the one he acts under, or the one he is logged in with. */
static bool is_user(const struct log *log, const char *user, const char *login)
{
	for (int i = 0; i < log->n_users; i++)
		if (strcmp(log->users[i], user) == 0 || strcmp(log->users[i], login) == 0)
			return true;
	return log->n_users == 0;
}

static bool wants_event(const struct log *log, const struct event *event, const char *user, const char *login)
{
	const struct query *query = log->query;
	if (!is_user(log, user, login) || !has_number(&log->leads, event->lead) ||
	    !has_number(&log->batches, event->batch) || !has_number(&log->kinds, (int64_t)event->kind))
		return false;
	if (query->has_horizon && ((event->occurred_at >= query->horizon.as_of && !query->of_evening) ||
	                              event->recorded_at > query->horizon.known_at))
		return false;
	if (!query->has_period)
		return true;
	day_t day = zone_day(log->crm->zone, event->occurred_at);
	return day >= query->period.from && day < query->period.to;
}

static enum status print_in_words(struct log *log, const struct event *event, const char *user)
{
	struct line *line = &log->line;
	const struct manager *manager = manager_find(log->crm, user);
	struct buf *text;
	line_id(line, WORDS_BATCH, event->batch);
	if ((text = line_begin(line, WORDS_WHEN)) != NULL)
		log_words_time(log->crm, text, event->occurred_at);
	line_text(line, WORDS_WHO, manager && manager->name ? manager->name : user);
	enum status status = CRM_OK;
	if ((text = line_begin(line, WORDS_WHAT)) != NULL)
		status = log_words_event(log->crm, text, event);
	return status == CRM_OK ? line_write(line) : status;
}

/* Settings are many, and few ask who changed them. */
static bool is_left_out(const struct log *log, const struct event *event)
{
	bool setting =
	    event->kind == EV_CONF_PUT || (event->kind == EV_UNDONE && !event->lead && !event->client && !event->ref);
	return log->query->in_words && setting && !log->batches.n && !log->kinds.n;
}

static enum status print_event(void *arg, struct stmt *row)
{
	struct log *log = arg;
	struct line *line = &log->line;
	struct event event;
	event_row(row, &event);
	const char *user = db_text(row, EVENT_COLUMNS), *login = db_text(row, EVENT_COLUMNS + 1);
	if (!wants_event(log, &event, user, login) || is_left_out(log, &event))
		return CRM_OK;
	if (log->query->in_words)
		return print_in_words(log, &event, user);
	line_id(line, EVENT, event.event);
	line_text(line, KIND, event_kind_name(event.kind));
	line_id(line, LEAD, event.lead);
	line_time(line, OCCURRED_AT, event.occurred_at);
	line_time(line, RECORDED_AT, event.recorded_at);
	line_text(line, USER, user);
	line_id(line, BATCH, event.batch);
	line_text(line, OLD, event.old);
	line_text(line, NEW, event.new);
	line_id(line, CLIENT, event.client);
	line_id(line, REF, event.ref);
	line_id(line, REVERSES, event.reverses);
	line_text(line, LOGIN, login);
	return line_write(line);
}

static enum status print_all(struct log *log, const char *sql, const struct val *vals)
{
	return scan_rows(log->crm, sql, vals, print_event, log);
}

/* The events of the leads, in order of event and not of lead. */
static enum status find_events(struct log *log, struct wanted *events)
{
	struct crm *crm = log->crm;
	enum status status = CRM_OK;
	for (int i = 0; i < log->leads.n && status == CRM_OK; i++) {
		struct history history;
		arena_reset(&crm->chunk);
		status = history_lead(crm, log->leads.key[i], HISTORY_END, &crm->chunk, &history);
		for (int k = 0; status == CRM_OK && k < history.n; k++)
			status = wanted_add(crm, events, history.event[k].event);
	}
	wanted_sort(events);
	return status;
}

static enum status print_leads(struct log *log)
{
	struct wanted events = {0};
	enum status status = find_events(log, &events);
	for (int i = 0; i < events.n && status == CRM_OK; i++)
		status = print_all(log, sql_log_one, VALS(V_INT(events.key[i])));
	wanted_free(&events);
	return status;
}

/* CRM_PAUSE: there are as many as are asked for. */
static enum status find_event(void *arg, struct stmt *row)
{
	struct log *log = arg;
	struct event event;
	event_row(row, &event);
	if (!wants_event(log, &event, db_text(row, EVENT_COLUMNS), db_text(row, EVENT_COLUMNS + 1)) ||
	    is_left_out(log, &event))
		return CRM_OK;
	if (log->last && log->found.n == log->last)
		return CRM_PAUSE;
	return wanted_add(log->crm, &log->found, event.event);
}

/* From the end: for people, who ask what was last, and for the last so many. */
static enum status print_back(struct log *log)
{
	struct wanted events = {0};
	enum status status = log->leads.n ? find_events(log, &events) : CRM_OK;
	for (int i = events.n - 1; i >= 0 && status == CRM_OK; i--)
		status = scan_rows(log->crm, sql_log_one, VALS(V_INT(events.key[i])), find_event, log);
	if (!log->leads.n && log->batches.n == 1)
		status = scan_rows(log->crm, sql_log_batch_back, VALS(V_INT(log->batches.key[0])), find_event, log);
	else if (!log->leads.n)
		status = scan_rows(log->crm, sql_log_back, NULL, find_event, log);
	wanted_free(&events);
	if (status == CRM_PAUSE)
		status = CRM_OK;
	for (int i = 0, n = log->found.n; i < n && status == CRM_OK; i++)
		status = print_all(log, sql_log_one, VALS(V_INT(log->found.key[log->query->in_words ? i : n - 1 - i])));
	return status;
}

static enum status take_last(struct log *log)
{
	const char *word = option(log->crm, "last");
	return !word || asked_number(word, &log->last)
	           ? CRM_OK
	           : why_set(&log->crm->why, CRM_USAGE, _("-n is how many of the last events, not «%s»"), word);
}

/* A run that went on for long has events of others between its own: the order of two is found by reading all. */
static enum status print_batches(struct log *log)
{
	return log->batches.n == 1 ? print_all(log, sql_log_batch, VALS(V_INT(log->batches.key[0])))
	                           : print_all(log, sql_log_all, NULL);
}

enum status log_report(struct crm *crm, const struct query *query, struct writer *writer, struct buf *page)
{
	struct log log = {.crm = crm, .query = query};
	(void)page;
	line_open(&log.line, crm, writer, query->in_words ? log_table_fields : log_fields);
	enum status status = take_operands(&log);
	if (status == CRM_OK)
		status = take_last(&log);
	if (status == CRM_OK && (log.last || query->in_words))
		status = print_back(&log);
	else if (status == CRM_OK)
		status = log.leads.n ? print_leads(&log) : print_batches(&log);
	line_close(&log.line);
	wanted_free(&log.leads);
	wanted_free(&log.batches);
	wanted_free(&log.kinds);
	wanted_free(&log.found);
	return status;
}
