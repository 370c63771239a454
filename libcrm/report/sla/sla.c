#include "base/text/casefold.h"
#include "report/sla/sla_private.h"

#define MISSED "missed no_answer busy abandoned cancelled voicemail пропущен пропущенный неотвеченный"

const struct field sla_fields[] = {{"clock", KIND_TEXT, N_("clock")}, {"lead", KIND_INT, N_("lead")},
    {"task", KIND_INT, N_("task")}, {"client", KIND_INT, N_("client")}, {"name", KIND_TEXT, N_("name")},
    {"manager", KIND_TEXT, N_("manager")}, {"started", KIND_TIME, N_("started")},
    {"deadline", KIND_TIME, N_("deadline")}, {"left_min", KIND_INT, N_("left, min")}, {"state", KIND_TEXT, N_("state")},
    {0}};

const char *sla_kind_name(enum sla_kind kind)
{
	static const char *const names[] = {"first_response", "qualify", "callback", "stage", "task", "pool"};
	return names[kind];
}

const char *sla_state_name(enum sla_state state)
{
	static const char *const names[] = {"waiting", "due_soon", "breached", "met", "met_late"};
	return names[state];
}

static enum status budget_of(struct sla_maker *maker, enum sla_kind kind, const char *name, const char *otherwise)
{
	struct crm *crm = maker->crm;
	const char *text = setting(crm, name, otherwise);
	if (work_parse(text, maker->day, &maker->budget[kind]) == CRM_OK)
		return CRM_OK;
	return why_set(
	    &crm->why, CRM_CONFIG, _("setting %s is no span of working time: «%.100s» (15m, 4h, 2d)"), name, text);
}

/* Words of sla.missed, folded, a blank before and after each. */
static enum status take_missed(struct sla_maker *maker)
{
	struct buf words = {0};
	buf_char(&words, ' ');
	fold_put(&words, setting(maker->crm, "sla.missed", MISSED));
	buf_char(&words, ' ');
	maker->missed = words.failed ? NULL : arena_copy(&maker->crm->run, words.text);
	buf_free(&words);
	return maker->missed ? CRM_OK : why_memory(&maker->crm->why);
}

static enum status take_rules(struct sla_maker *maker)
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
	if (status == CRM_OK)
		status = take_missed(maker);
	if (status == CRM_OK && setting_int(crm, "sla.absences", 1))
		status = sla_away(maker);
	return status == CRM_OK ? work_line_new(&maker->line, calendar, crm->zone, &crm->why) : status;
}

static int by_deadline(const void *a, const void *b)
{
	const struct sla_clock *x = a, *y = b;
	int64_t keys[][2] = {{x->deadline, y->deadline}, {x->kind, y->kind}, {x->lead, y->lead}, {x->task, y->task},
	    {x->started, y->started}};
	for (size_t i = 0; i < sizeof keys / sizeof *keys; i++)
		if (keys[i][0] != keys[i][1])
			return keys[i][0] < keys[i][1] ? -1 : 1;
	return 0;
}

enum status sla_make(struct crm *crm, const struct query *query, enum sla_scope scope, struct sla *sla)
{
	struct sla_maker maker = {
	    .crm = crm, .query = query, .scope = scope, .out = sla, .from = INSTANT_MIN, .to = INSTANT_MAX};
	*sla = (struct sla){.at = query->horizon.as_of < crm->now ? query->horizon.as_of : crm->now};
	if (scope == SLA_DUE_IN) {
		maker.from = zone_start(crm->zone, query->period.from);
		maker.to = zone_start(crm->zone, query->period.to);
	}
	enum status status = take_rules(&maker);
	if (status == CRM_OK)
		status = query->has_horizon ? sla_road_then(&maker) : sla_road_now(&maker);
	if (status == CRM_OK && sla->n > 1)
		qsort(sla->clock, (size_t)sla->n, sizeof *sla->clock, by_deadline);
	work_line_free(maker.line);
	arena_free(&maker.arena);
	return status;
}

void sla_free(struct sla *sla)
{
	free(sla->clock);
	*sla = (struct sla){0};
}

/* What the options of the list ask for; -1: anything. */
struct asked {
	int kind, state;
	int64_t due; /* working seconds from now on */
	enum sla_scope scope;
};

const char *sla_kind_at(int i)
{
	return sla_kind_name((enum sla_kind)i);
}

const char *sla_state_at(int i)
{
	return sla_state_name((enum sla_state)i);
}

int sla_find(const char *word, const char *(*name)(int i), int n)
{
	int i = 0;
	while (i < n && strcmp(word, name(i)) != 0)
		i++;
	return i < n ? i : -1;
}

static enum status take_asked(struct crm *crm, const struct query *query, struct asked *asked)
{
	const char *clock = option(crm, "clock"), *state = option(crm, "state"), *due = option(crm, "due");
	const struct calendar *calendar = crm_calendar(crm);
	enum status status = calendar ? CRM_OK : crm->why.status;
	*asked = (struct asked){.kind = -1, .state = -1, .due = -1};
	if (query->n_operands)
		return why_set(
		    &crm->why, CRM_USAGE, _("what is «%s»? this list takes options only"), query->operands[0]);
	if (status != CRM_OK)
		return status;
	if (clock && (asked->kind = sla_find(clock, sla_kind_at, SLA_POOL)) < 0)
		return why_set(
		    &crm->why, CRM_USAGE, _("no clock «%s»: first_response qualify callback stage task"), clock);
	if (state && (asked->state = sla_find(state, sla_state_at, SLA_STATES)) < 0)
		return why_set(&crm->why, CRM_USAGE, _("no state «%s»: waiting due_soon breached met met_late"), state);
	if (due && work_parse(due, calendar_ordinary(calendar), &asked->due) != CRM_OK)
		return why_set(&crm->why, CRM_USAGE, _("not a span of working time: «%s» (15m, 4h, 2d)"), due);
	if (query->fail_on && strcmp(query->fail_on, "breached") != 0 && strcmp(query->fail_on, "due_soon") != 0)
		return why_set(&crm->why, CRM_USAGE, _("--fail-on is due_soon or breached, not «%s»"), query->fail_on);
	bool ended = option(crm, "all") || asked->state == SLA_MET || asked->state == SLA_MET_LATE;
	asked->scope = query->has_period ? SLA_DUE_IN : ended ? SLA_ALL : SLA_OPEN;
	return CRM_OK;
}

/* What falls due within a span is what is not late yet. */
static bool wants(const struct asked *asked, const struct sla_clock *clock)
{
	if (clock->kind == SLA_POOL || (asked->kind >= 0 && clock->kind != (enum sla_kind)asked->kind))
		return false;
	if (asked->state >= 0 && clock->state != (enum sla_state)asked->state)
		return false;
	return asked->due < 0 || (clock->open && clock->state != SLA_BREACHED && clock->left <= asked->due);
}

static const char *id_text(char text[24], int64_t id)
{
	return id ? int_text(text, id) : NULL;
}

enum status sla_row(
    struct crm *crm, const struct sla_clock *clock, int64_t whose, const char *name, struct writer *writer)
{
	char lead[24], task[24], client[24], left[24];
	struct buf started = {0}, deadline = {0};
	instant_put(&started, crm->zone, clock->started);
	instant_put(&deadline, crm->zone, clock->deadline);
	const char *cells[] = {sla_kind_name(clock->kind), id_text(lead, clock->lead), id_text(task, clock->task),
	    id_text(client, clock->client), name, manager_code(crm, whose), started.text, deadline.text,
	    int_text(left, clock->left / 60), sla_state_name(clock->state)};
	enum status status =
	    started.failed || deadline.failed ? why_memory(&crm->why) : writer_row(writer, cells, &crm->why);
	buf_free(&started);
	buf_free(&deadline);
	return status;
}

static void keep_wanted(const struct asked *asked, struct sla *sla)
{
	int n = 0;
	for (int i = 0; i < sla->n; i++)
		if (wants(asked, &sla->clock[i]))
			sla->clock[n++] = sla->clock[i];
	sla->n = n;
}

static bool condition(const struct query *query, const struct sla *sla)
{
	bool soon = query->fail_on && strcmp(query->fail_on, "due_soon") == 0, found = false;
	for (int i = 0; i < sla->n && query->fail_on && !found; i++)
		found = sla->clock[i].state == SLA_BREACHED || (soon && sla->clock[i].state == SLA_DUE_SOON);
	return found;
}

enum status sla_report(struct crm *crm, const struct query *query, struct writer *writer, struct buf *page)
{
	struct sla sla = {0};
	struct asked asked;
	const char **names;
	(void)page;
	enum status status = take_asked(crm, query, &asked);
	if (status == CRM_OK)
		status = sla_make(crm, query, asked.scope, &sla);
	if (status == CRM_OK) {
		keep_wanted(&asked, &sla);
		status = sla_names(crm, &sla, &names);
	}
	for (int i = 0; i < sla.n && status == CRM_OK; i++) {
		const struct sla_clock *clock = &sla.clock[i];
		int64_t whose = asked.scope == SLA_OPEN ? clock->owner : clock->manager;
		status = sla_row(crm, clock, whose, names[i], writer);
	}
	if (status == CRM_OK && condition(query, &sla))
		status = CRM_CONDITION;
	sla_free(&sla);
	return status;
}
