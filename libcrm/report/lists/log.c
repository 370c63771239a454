#include "report/lists/log.h"

#include "base/text/casefold.h"
#include "base/text/typed.h"
#include "base/text/word_meant.h"
#include "book/history/history.h"
#include "report/kit/asked.h"
#include "report/kit/line.h"
#include "report/kit/scan.h"
#include "report/lists/log.sql.h"
#include "report/lists/log_words.h"

#define PERIOD_MOST 4000000 /* events of a period that are looked up one by one */
#define RECENT 20000        /* events that are looked through before a kind is looked for */

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

/* Events [first, last] of the journal. */
struct stretch {
	int64_t first, last;
};

struct log {
	struct crm *crm;
	const struct query *query;
	struct line line;
	struct wanted leads, batches, kinds; /* of the operands; none: all */
	const char **users;
	int n_users;
	int64_t last; /* so many at most, from the end; 0: all */
	/* Where what is wanted lies: events by number, or stretches in order. */
	bool by_number;
	struct wanted events;
	struct stretch *stretch;
	int n_stretches, room;
	int64_t n_found;     /* of them */
	struct wanted found; /* unless they are told at once: the newest first */
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
	for (int i = 1; i < EV_KINDS && kind == 0; i++)
		if (typed_thing(text, event_kind_name((enum event_kind)i)) == TYPED_SAME)
			kind = (enum event_kind)i;
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

/* Who is meant among those who have done anything: as he is called there, in whatever case, or as a manager is. */
struct actor {
	const char *word, *code; /* as it was typed, and the manager it means or NULL */
	struct arena *arena;
	const char *found, *nearest; /* NULL: none */
	int distance;
};

static enum status look_at_actor(void *arg, struct stmt *row)
{
	struct actor *who = arg;
	const char *name = db_text(row, 0);
	int distance = text_distance(who->word, name);
	bool same = strcmp(name, who->word) == 0;
	if (same || (!who->found &&
	                ((who->code && strcmp(name, who->code) == 0) || typed_thing(who->word, name) == TYPED_SAME)))
		who->found = arena_copy(who->arena, name);
	if (distance < who->distance) {
		who->distance = distance;
		who->nearest = arena_copy(who->arena, name);
	}
	return CRM_OK;
}

static enum status add_user(struct log *log, const char *word)
{
	struct crm *crm = log->crm;
	const struct manager *manager = NULL;
	struct actor who = {.word = word, .arena = &crm->run, .distance = (int)strlen(word) / 3 + 2};
	enum status status = manager_meant(crm, word, &manager);
	if (status != CRM_OK && status != CRM_DATA)
		return status;
	who.code = manager ? manager->code : NULL;
	status = scan_rows(crm, sql_log_actors, NULL, look_at_actor, &who);
	if (status != CRM_OK)
		return status;
	log->users[log->n_users++] = who.found ? who.found : who.code;
	if (who.found || who.code)
		return CRM_OK;
	if (who.nearest)
		why_set(&crm->why, CRM_USAGE, _("nobody called «%s» has done anything: did you mean %s?"), word,
		    who.nearest);
	return crm->why.status = CRM_USAGE;
}

static enum status take_operand(struct log *log, const char *word)
{
	static const char *const columns[] = {"lead", "batch", "kind", "user", NULL};
	struct crm *crm = log->crm;
	const char *equals = strchr(word, '=');
	if (!equals)
		return add_number(log, &log->leads, _("the number of a lead"), word);
	const char *name = arena_text(&crm->run, word, (size_t)(equals - word));
	if (!name)
		return why_memory(&crm->why);
	switch (word_meant(name, columns)) {
	case 0: return add_number(log, &log->leads, _("the number of a lead"), equals + 1);
	case 1: return add_number(log, &log->batches, _("the number of a batch"), equals + 1);
	case 2: return add_kind(log, equals + 1);
	case 3: return add_user(log, equals + 1);
	default: return why_set(&crm->why, CRM_USAGE, _("no column «%s»: lead, batch, kind, user"), word);
	}
}

/* What was asked for by a number that nothing has. */
static enum status tell_absent(struct log *log)
{
	const struct asked_numbers leads = {.number = log->leads.key,
	    .n = log->leads.n,
	    .there = sql_log_lead_there,
	    .last = sql_log_lead_last,
	    .sentence = _("no lead %s: the last is %lld")};
	const struct asked_numbers batches = {.number = log->batches.key,
	    .n = log->batches.n,
	    .there = sql_log_batch_there,
	    .last = sql_log_batch_last,
	    .sentence = _("no batch %s: the last is %lld")};
	enum status status = asked_absent(log->crm, &leads);
	return status == CRM_OK ? asked_absent(log->crm, &batches) : status;
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
	if (!has_number(&log->kinds, db_int(row, EVENT_COLUMN_kind)))
		return CRM_OK;
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

static enum status print_one(struct log *log, int64_t event)
{
	return scan_rows(log->crm, sql_log_one, VALS(V_INT(event)), print_event, log);
}

/* The events of the leads, in order of event and not of lead. */
static enum status find_of_leads(struct log *log)
{
	struct crm *crm = log->crm;
	enum status status = CRM_OK;
	for (int i = 0; i < log->leads.n && status == CRM_OK; i++) {
		struct history history;
		arena_reset(&crm->chunk);
		status = history_lead(crm, log->leads.key[i], HISTORY_END, &crm->chunk, &history);
		for (int k = 0; status == CRM_OK && k < history.n; k++)
			status = wanted_add(crm, &log->events, history.event[k].event);
	}
	return status;
}

/* CRM_PAUSE: that many are not worth remembering, all can be read. */
static enum status add_event(void *arg, struct stmt *row)
{
	struct log *log = arg;
	return log->events.n == PERIOD_MOST ? CRM_PAUSE : wanted_add(log->crm, &log->events, db_int(row, 0));
}

/* By kind and when they happened: who came by the leads, or, where that was taken back, by what took it back. */
static enum status find_of_kinds(struct log *log)
{
	static const char *const came[] = {sql_log_came, sql_log_came_in_vain};
	struct crm *crm = log->crm;
	instant_t from, to;
	enum status status = CRM_OK;
	asked_period(crm, log->query, &from, &to);
	for (int kind = EV_LEAD_CREATED + 1; kind < EV_KINDS && status == CRM_OK; kind++)
		if (has_number(&log->kinds, kind))
			status =
			    scan_rows(crm, sql_log_happened, VALS(V_INT(from), V_INT(to), V_INT(kind)), add_event, log);
	for (size_t i = 0; i < sizeof came / sizeof *came && status == CRM_OK; i++)
		if (has_number(&log->kinds, EV_LEAD_CREATED))
			status = scan_rows(crm, came[i], VALS(V_INT(from), V_INT(to)), add_event, log);
	return status;
}

static enum status add_stretch(struct log *log, int64_t first, int64_t last)
{
	struct stretch *before = log->n_stretches ? &log->stretch[log->n_stretches - 1] : NULL;
	if (before && first >= before->first && first <= before->last + 1) {
		before->last = last > before->last ? last : before->last;
		return CRM_OK;
	}
	if (log->n_stretches == log->room) {
		int room = log->room ? 2 * log->room : 64;
		struct stretch *grown = reallocarray(log->stretch, (size_t)room, sizeof *grown);
		if (!grown)
			return why_memory(&log->crm->why);
		log->stretch = grown;
		log->room = room;
	}
	log->stretch[log->n_stretches++] = (struct stretch){first, last};
	return CRM_OK;
}

static enum status add_batch(void *arg, struct stmt *row)
{
	struct log *log = arg;
	return is_user(log, db_text(row, 2), db_text(row, 3)) ? add_stretch(log, db_int(row, 0), db_int(row, 1))
	                                                      : CRM_OK;
}

static int by_first(const void *a, const void *b)
{
	const struct stretch *x = a, *y = b;
	return x->first < y->first ? -1 : x->first > y->first;
}

/* A run that went on for long has events of others between its own: runs that overlap are one stretch. */
static enum status find_of_batches(struct log *log)
{
	enum status status = CRM_OK;
	for (int i = 0; i < log->batches.n && status == CRM_OK; i++)
		status = scan_rows(log->crm, sql_log_batch, VALS(V_INT(log->batches.key[i])), add_batch, log);
	if (!log->batches.n)
		status = scan_rows(log->crm, sql_log_batches, NULL, add_batch, log);
	int n = log->n_stretches;
	log->n_stretches = 0;
	if (n > 1)
		qsort(log->stretch, (size_t)n, sizeof *log->stretch, by_first);
	for (int i = 0; i < n && status == CRM_OK; i++)
		status = add_stretch(log, log->stretch[i].first, log->stretch[i].last);
	return status;
}

/* In words the newest is told first, else the last so many are kept for when the first of them is known. CRM_PAUSE:
   there are as many as are asked for. */
static enum status find_event(void *arg, struct stmt *row)
{
	struct log *log = arg;
	struct event event;
	event_row(row, &event);
	if (!wants_event(log, &event, db_text(row, EVENT_COLUMNS), db_text(row, EVENT_COLUMNS + 1)) ||
	    is_left_out(log, &event))
		return CRM_OK;
	if (log->last && log->n_found++ == log->last)
		return CRM_PAUSE;
	return log->query->in_words ? print_one(log, event.event) : wanted_add(log->crm, &log->found, event.event);
}

/* The last so many of a kind that is frequent are among what was recorded last: false if not all of them. */
static enum status find_recent(struct log *log, bool *enough)
{
	int64_t last = 0;
	*enough = false;
	if (!log->last || log->query->in_words)
		return CRM_OK;
	enum status status = db_number(log->crm->db, sql_log_last, NULL, 0, &last);
	if (status == CRM_OK)
		status =
		    scan_rows(log->crm, sql_log_stretch_back, VALS(V_INT(last - RECENT), V_INT(last)), find_event, log);
	*enough = status == CRM_PAUSE;
	if (!*enough)
		log->n_found = log->found.n = 0;
	return *enough ? CRM_OK : status;
}

/* The narrowest of what was asked for; the rest is left out row by row. */
static enum status find_events(struct log *log)
{
	bool enough = false, of_kinds = log->kinds.n && !log->n_users && !log->query->has_period;
	enum status status = CRM_OK;
	log->by_number = log->leads.n || (!log->batches.n && (log->query->has_period || of_kinds));
	if (!log->by_number)
		return log->batches.n || log->n_users ? find_of_batches(log) : add_stretch(log, 1, INT64_MAX);
	if (!log->leads.n && of_kinds)
		status = find_recent(log, &enough);
	if (status != CRM_OK || enough)
		return status;
	status = log->leads.n ? find_of_leads(log) : find_of_kinds(log);
	log->by_number = status != CRM_PAUSE;
	wanted_sort(&log->events);
	return log->by_number ? status : add_stretch(log, 1, INT64_MAX);
}

static enum status print_forward(struct log *log)
{
	enum status status = CRM_OK;
	for (int i = 0; i < log->events.n && log->by_number && status == CRM_OK; i++)
		status = print_one(log, log->events.key[i]);
	for (int i = 0; i < log->n_stretches && status == CRM_OK; i++)
		status = scan_rows(log->crm, sql_log_stretch,
		    VALS(V_INT(log->stretch[i].first), V_INT(log->stretch[i].last)), print_event, log);
	return status;
}

/* From the end: for people, who ask what was last, and for the last so many. */
static enum status print_back(struct log *log)
{
	enum status status = CRM_OK;
	for (int i = log->events.n; i-- > 0 && log->by_number && status == CRM_OK;)
		status = scan_rows(log->crm, sql_log_head, VALS(V_INT(log->events.key[i])), find_event, log);
	for (int i = log->n_stretches; i-- > 0 && status == CRM_OK;)
		status = scan_rows(log->crm, sql_log_stretch_back,
		    VALS(V_INT(log->stretch[i].first), V_INT(log->stretch[i].last)), find_event, log);
	if (status == CRM_PAUSE)
		status = CRM_OK;
	for (int i = log->found.n; i-- > 0 && status == CRM_OK;)
		status = print_one(log, log->found.key[i]);
	return status;
}

static enum status take_last(struct log *log)
{
	const char *word = option(log->crm, "last");
	return !word || asked_number(word, &log->last)
	           ? CRM_OK
	           : why_set(&log->crm->why, CRM_USAGE, _("-n is how many of the last events, not «%s»"), word);
}

enum status log_report(struct crm *crm, const struct query *query, struct writer *writer, struct buf *page)
{
	struct log log = {.crm = crm, .query = query};
	(void)page;
	line_open(&log.line, crm, writer, query->in_words ? log_table_fields : log_fields);
	enum status status = take_operands(&log);
	if (status == CRM_OK)
		status = take_last(&log);
	if (status == CRM_OK)
		status = find_events(&log);
	if (status == CRM_OK)
		status = log.last || query->in_words ? print_back(&log) : print_forward(&log);
	if (status == CRM_OK)
		status = tell_absent(&log);
	line_close(&log.line);
	wanted_free(&log.leads);
	wanted_free(&log.batches);
	wanted_free(&log.kinds);
	wanted_free(&log.events);
	wanted_free(&log.found);
	free(log.stretch);
	return status;
}
