#include "base/text/word_meant.h"
#include "report/kit/asked.h"
#include "report/sla/sla_private.h"

enum { CLOCK, LEAD, TASK, CLIENT, NAME, MANAGER, STARTED, DEADLINE, LEFT_MIN, STATE };

const struct field sla_fields[] = {[CLOCK] = {"clock", KIND_TEXT, N_("clock")},
    [LEAD] = {"lead", KIND_INT, N_("lead")},
    [TASK] = {"task", KIND_INT, N_("task")},
    [CLIENT] = {"client", KIND_INT, N_("client")},
    [NAME] = {"name", KIND_TEXT, N_("name")},
    [MANAGER] = {"manager", KIND_TEXT, N_("manager")},
    [STARTED] = {"started", KIND_TIME, N_("started")},
    [DEADLINE] = {"deadline", KIND_TIME, N_("deadline")},
    [LEFT_MIN] = {"left_min", KIND_INT, N_("left, min")},
    [STATE] = {"state", KIND_TEXT, N_("state")},
    {0}};

/* What can be asked for: pool, which has no deadline, cannot. */
const char *const sla_kind_words[] = {"first_response", "qualify", "callback", "stage", "task", NULL};
const char *const sla_state_words[] = {"waiting", "due_soon", "breached", "met", "met_late", NULL};

const char *sla_kind_name(enum sla_kind kind)
{
	return kind == SLA_POOL ? "pool" : sla_kind_words[kind];
}

static enum status budget_of(struct sla_maker *maker, enum sla_kind kind, const char *name, const char *fallback)
{
	struct crm *crm = maker->crm;
	const char *text = setting(crm, name, fallback);
	if (work_parse(text, maker->day, &maker->budget[kind]) == CRM_OK)
		return CRM_OK;
	return why_set(
	    &crm->why, CRM_CONFIG, _("setting %s is no span of working time: «%.100s» (15m, 4h, 2d)"), name, text);
}

static enum status read_absences(struct sla_maker *maker)
{
	struct crm *crm = maker->crm;
	enum status status = absences_read(crm, &crm->run, &maker->away, &maker->n_away);
	for (int i = 0; i < maker->n_away && status == CRM_OK; i++) {
		struct absence *away = &maker->away[i];
		away->from = absence_instant(crm->zone, away->from);
		away->to = absence_instant(crm->zone, away->to);
	}
	return status;
}

static enum status read_rules(struct sla_maker *maker)
{
	struct crm *crm = maker->crm;
	const struct calendar *calendar = crm_calendar(crm);
	if (!calendar)
		return crm->why.status;
	maker->day = calendar_ordinary(calendar);
	enum status status = budget_of(maker, SLA_FIRST_RESPONSE, "sla.first_response", "1h");
	if (status == CRM_OK)
		status = budget_of(maker, SLA_QUALIFY, "sla.qualify", "1d");
	if (status == CRM_OK)
		status = budget_of(maker, SLA_CALLBACK, "sla.callback", "20m");
	if (status == CRM_OK && setting_int(crm, "sla.absences", 1))
		status = read_absences(maker);
	return status == CRM_OK ? work_line_new(&maker->line, calendar, crm->zone, &crm->why) : status;
}

enum status sla_each(struct crm *crm, const struct query *query, const struct sla_search *search)
{
	struct sla_maker maker = {.crm = crm,
	    .query = query,
	    .search = search,
	    .scope = search->scope,
	    .at = asked_moment(crm, query),
	    .ordered = {.crm = crm,
	        .sorter = {.size = sizeof(struct sla_clock), .compare = sla_clock_order},
	        .client_at = offsetof(struct sla_clock, client)}};
	asked_period(crm, query, &maker.from, &maker.to);
	enum status status = read_rules(&maker);
	if (status == CRM_OK)
		status = sla_scan(&maker);
	if (status == CRM_OK && search->in_order)
		status = sla_hand_on(&maker);
	ordered_free(&maker.ordered);
	work_line_free(maker.line);
	arena_free(&maker.arena);
	return status;
}

/* What the options of the list ask for; -1: anything. */
struct asked {
	int kind, state;
	int64_t due; /* working seconds from now on */
	enum sla_scope scope;
};

enum status sla_take_kind(struct crm *crm, int *kind)
{
	const char *word = option(crm, "clock");
	*kind = word ? word_meant(word, sla_kind_words) : -1;
	if (word && *kind < 0)
		return why_set(
		    &crm->why, CRM_USAGE, _("no clock «%s»: first_response qualify callback stage task"), word);
	return CRM_OK;
}

static enum status take_asked(struct crm *crm, const struct query *query, struct asked *asked)
{
	const char *state = option(crm, "state"), *due = option(crm, "due");
	*asked = (struct asked){.kind = -1, .state = -1, .due = -1};
	enum status status = asked_options_only(crm, query);
	if (status == CRM_OK && !crm_calendar(crm))
		status = crm->why.status;
	if (status == CRM_OK)
		status = sla_take_kind(crm, &asked->kind);
	if (status != CRM_OK)
		return status;
	if (state && (asked->state = word_meant(state, sla_state_words)) < 0)
		return why_set(&crm->why, CRM_USAGE, _("no state «%s»: waiting due_soon breached met met_late"), state);
	if (due && work_said(due, calendar_ordinary(crm->calendar), &asked->due) != CRM_OK)
		return why_set(&crm->why, CRM_USAGE, _("not a span of working time: «%s» (15m, 4h, 2d)"), due);
	if (query->fail_on && strcmp(query->fail_on, "breached") != 0 && strcmp(query->fail_on, "due_soon") != 0)
		return why_set(&crm->why, CRM_USAGE, _("--fail-on is due_soon or breached, not «%s»"), query->fail_on);
	bool ended = option(crm, "all") || asked->state == SLA_MET || asked->state == SLA_MET_LATE;
	asked->scope = query->has_period ? SLA_DUE_IN : ended ? SLA_ALL : SLA_OPEN;
	return CRM_OK;
}

/* What falls due within a span is what is not late yet. */
static bool is_asked(const struct asked *asked, const struct sla_clock *clock)
{
	if (clock->kind == SLA_POOL || (asked->kind >= 0 && clock->kind != (enum sla_kind)asked->kind))
		return false;
	if (asked->state >= 0 && clock->state != (enum sla_state)asked->state)
		return false;
	return asked->due < 0 || (clock->open && clock->state != SLA_BREACHED && clock->left <= asked->due);
}

enum status sla_print(struct line *line, const struct sla_clock *clock, int64_t whose, const char *name)
{
	line_text(line, CLOCK, sla_kind_name(clock->kind));
	line_id(line, LEAD, clock->lead);
	line_id(line, TASK, clock->task);
	line_id(line, CLIENT, clock->client);
	line_text(line, NAME, name);
	line_text(line, MANAGER, manager_code(line->crm, whose));
	line_time(line, STARTED, clock->started);
	line_time(line, DEADLINE, clock->deadline);
	line_int(line, LEFT_MIN, clock->left / 60);
	line_text(line, STATE, sla_state_words[clock->state]);
	return line_write(line);
}

struct listing {
	const struct query *query;
	struct line line;
	struct asked asked;
	bool failure;
};

static enum status wants_clock(void *arg, const struct sla_clock *clock, bool *wanted)
{
	const struct listing *listing = arg;
	*wanted = is_asked(&listing->asked, clock);
	return CRM_OK;
}

static enum status list_clock(void *arg, const struct sla_clock *clock, const char *name)
{
	struct listing *listing = arg;
	const char *fail_on = listing->query->fail_on;
	if (fail_on &&
	    (clock->state == SLA_BREACHED || (clock->state == SLA_DUE_SOON && strcmp(fail_on, "due_soon") == 0)))
		listing->failure = true;
	return sla_print(&listing->line, clock, listing->asked.scope == SLA_OPEN ? clock->owner : clock->manager, name);
}

enum status sla_report(struct crm *crm, const struct query *query, struct writer *writer, struct buf *page)
{
	struct listing listing = {.query = query};
	(void)page;
	line_open(&listing.line, crm, writer, sla_fields);
	enum status status = take_asked(crm, query, &listing.asked);
	if (status == CRM_OK)
		status = sla_each(crm, query,
		    &(const struct sla_search){.scope = listing.asked.scope,
		        .wants = wants_clock,
		        .each = list_clock,
		        .arg = &listing,
		        .in_order = true,
		        .named = listing.line.wanted[NAME]});
	if (status == CRM_OK && listing.failure)
		status = CRM_CONDITION;
	line_close(&listing.line);
	return status;
}
