/* Where clocks that have stopped are looked for in table clock, and those that run by the rows of their leads. */
#include <limits.h>

#include "report/kit/scan.h"
#include "report/sla/sla_private.h"
#include "report/sla/sla_stopped.sql.h"

/* A moment so early that a clock of ${budget} working seconds that began before it fell due before ${from}, whoever
   was away: those of one manager count together. */
static instant_t earliest_start(struct sla_maker *maker, instant_t from, int64_t budget, bool stands_still)
{
	instant_t earliest = work_line_back(maker->line, from, budget + 1);
	for (int i = 0; i < maker->n_away && stands_still; i++) {
		int64_t manager = maker->away[i].manager, away = 0, before;
		instant_t start = from;
		if (i > 0 && maker->away[i - 1].manager == manager)
			continue;
		do {
			before = away;
			start = work_line_back(maker->line, from, budget + 1 + away);
			away = sla_absent_between(maker, manager, start, from);
		} while (away > before);
		earliest = start < earliest ? start : earliest;
	}
	return earliest;
}

static instant_t earliest_of(struct sla_maker *maker, enum clock_kind kind, int64_t budget)
{
	bool stands_still = kind == CLOCK_QUALIFY || kind == CLOCK_STAGE;
	return maker->scope == SLA_DUE_IN ? earliest_start(maker, maker->from, budget, stands_still) : INSTANT_MIN;
}

/* Those that run and may fall due in the period. */
struct running {
	struct sla_maker *maker;
	struct wanted *leads;
	instant_t fresh;            /* who came later may wait for an answer, or to be qualified */
	instant_t stay[STAGES_MAX]; /* by place of the stage: a stay that began earlier fell due before the period */
};

static bool may_fall_due(const struct running *running, const struct stage *stage, instant_t at)
{
	struct sla_maker *maker = running->maker;
	return stage && stage->target_days > 0 && at >= running->stay[stage->pos] && at < maker->to &&
	       work_line_between(maker->line, at, maker->to) >= stage->target_days * maker->day;
}

static enum status add_running(void *arg, struct stmt *row)
{
	const struct running *running = arg;
	struct sla_maker *maker = running->maker;
	instant_t came = db_int(row, 2), since = db_int(row, 3);
	bool fresh = came >= running->fresh && came < maker->to;
	if (!fresh && !may_fall_due(running, stage_id(maker->crm, db_int(row, 1)), since > came ? since : came))
		return CRM_OK;
	return wanted_add(maker->crm, running->leads, db_int(row, 0));
}

enum status sla_find_running(struct sla_maker *maker, const struct wanted *open, struct wanted *leads)
{
	struct crm *crm = maker->crm;
	struct running running = {.maker = maker, .leads = leads};
	instant_t answer = earliest_of(maker, CLOCK_FIRST_RESPONSE, maker->budget[SLA_FIRST_RESPONSE]);
	running.fresh = earliest_of(maker, CLOCK_QUALIFY, maker->budget[SLA_QUALIFY]);
	running.fresh = answer < running.fresh ? answer : running.fresh;
	for (int i = 0; i < stage_count(crm); i++)
		running.stay[i] = earliest_of(maker, CLOCK_STAGE, stage_at(crm, i)->target_days * maker->day);
	enum status status = wanted_bind(crm, "sla_wanted", open->key, open->n);
	if (status == CRM_OK)
		status = scan_rows(crm, sql_running_leads, NULL, add_running, &running);
	return status == CRM_OK
	           ? wanted_find(crm, leads, sql_missed_waiting,
	                 VALS(V_INT(earliest_of(maker, CLOCK_CALLBACK, maker->budget[SLA_CALLBACK])), V_INT(maker->to)))
	           : status;
}

/* Of one kind, and one stage. */
struct stopped {
	struct sla_maker *maker;
	const struct wanted *apart; /* the journal tells of these leads */
	enum clock_kind kind;
	int64_t stage;
	struct arena arena;
};

static enum status read_owner(struct stopped *stopped, int64_t lead, instant_t at, int64_t *manager)
{
	struct crm *crm = stopped->maker->crm;
	struct history history;
	struct lead_life life;
	arena_reset(&stopped->arena);
	enum status status = history_lead(crm, lead, HISTORY_END, &stopped->arena, &history);
	if (status != CRM_OK)
		return status;
	history_judge(&history, history.n, &horizon_none);
	status = lead_life_read(&life, crm, &stopped->arena, &history);
	*manager = lead_life_owner_at(&life, at);
	return status;
}

/* Whose the lead was when the clock stopped or fell due: the journal knows, where more than two had had it. */
static enum status find_owner(struct stopped *stopped, const struct lead_clock *told, struct sla_clock *clock)
{
	instant_t at = clock->stopped < clock->deadline ? clock->stopped : clock->deadline;
	clock->manager = at >= told->since ? told->manager : told->former;
	return at > told->stopped || (at < told->since && told->former == CLOCK_OF_MANY)
	           ? read_owner(stopped, clock->lead, at, &clock->manager)
	           : CRM_OK;
}

enum { STARTED, LEAD, NTH, STOPPED, ENDED, MANAGER, SINCE, FORMER, CLIENT, OWNER, SOURCE, PROJECT, CAMPAIGN, STAGE };

static enum status keep_stopped(void *arg, struct stmt *row)
{
	struct stopped *stopped = arg;
	const struct sla_search *search = stopped->maker->search;
	struct sla_clock clock = {.lead = db_int(row, LEAD)};
	const struct lead_clock told = {.kind = stopped->kind,
	    .end = (enum clock_end)db_int(row, ENDED),
	    .stage = stopped->stage,
	    .started = db_int(row, STARTED),
	    .stopped = db_int(row, STOPPED),
	    .nth = (int)db_int(row, NTH),
	    .manager = db_int(row, MANAGER),
	    .since = db_null(row, SINCE) ? INSTANT_MIN : db_int(row, SINCE),
	    .former = db_int(row, FORMER)};
	if (told.end == CLOCK_RUNS || wanted_has(stopped->apart, clock.lead))
		return CRM_OK;
	if (!search->narrow) {
		clock.client = db_int(row, CLIENT);
		clock.owner = db_int(row, OWNER);
		clock.source = db_int(row, SOURCE);
		clock.project = db_int(row, PROJECT);
		clock.campaign = db_int(row, CAMPAIGN);
		clock.stage = db_int(row, STAGE);
	}
	if (!sla_judge_lead(stopped->maker, &told, &clock))
		return CRM_OK;
	enum status status = find_owner(stopped, &told, &clock);
	return status == CRM_OK ? sla_keep(stopped->maker, &clock) : status;
}

static enum status scan_kind(struct stopped *stopped, enum clock_kind kind, int64_t stage, int64_t budget)
{
	struct sla_maker *maker = stopped->maker;
	stopped->kind = kind;
	stopped->stage = stage;
	if (budget <= 0)
		return CRM_OK;
	return scan_rows(maker->crm, maker->search->narrow ? sql_clocks_narrow : sql_clocks,
	    VALS(V_INT(kind), V_INT(stage), V_INT(earliest_of(maker, kind, budget)),
	        V_INT(maker->scope == SLA_DUE_IN ? maker->to : INSTANT_MAX)),
	    keep_stopped, stopped);
}

enum status sla_scan_stopped(struct sla_maker *maker, const struct wanted *apart)
{
	struct stopped stopped = {.maker = maker, .apart = apart};
	enum status status = CRM_OK;
	for (enum clock_kind kind = CLOCK_FIRST_RESPONSE; kind < CLOCK_STAGE && status == CRM_OK; kind++)
		status = scan_kind(&stopped, kind, 0, maker->budget[kind]);
	for (int i = 0; i < stage_count(maker->crm) && status == CRM_OK; i++) {
		const struct stage *stage = stage_at(maker->crm, i);
		status = scan_kind(&stopped, CLOCK_STAGE, stage->id, stage->target_days * maker->day);
	}
	arena_free(&stopped.arena);
	return status;
}

/* Open leads, whose rows are read. */
struct by_rows {
	struct sla_maker *maker;
	struct wanted not_told, *rest; /* not_told: as its statement finds them, and who has something ahead */
	struct stopped owners;
};

enum {
	ROW_LEAD,
	ROW_CLIENT,
	ROW_MANAGER,
	ROW_SOURCE,
	ROW_PROJECT,
	ROW_CAMPAIGN,
	ROW_STAGE,
	ROW_CAME,
	ROW_SINCE,
	ROW_REACHED,
	ROW_ANSWERED,
	ROW_OWNED,
	ROW_FORMER
};

/* It came in at the first stage and nothing was ever taken back of that; nobody's may lie in the pool. */
static bool rows_tell(const struct by_rows *by, struct stmt *row)
{
	const struct stage *stage = stage_id(by->maker->crm, db_int(row, ROW_STAGE));
	bool stays = stage && stage->pos == 0 && db_int(row, ROW_SINCE) == db_int(row, ROW_CAME);
	bool fresh = db_null(row, ROW_REACHED) ? stays : stage && db_int(row, ROW_REACHED) > db_int(row, ROW_CAME);
	return fresh && db_int(row, ROW_MANAGER) && !wanted_has(&by->not_told, db_int(row, ROW_LEAD));
}

/* One that runs since ${started}. */
static enum status keep_running(struct by_rows *by, struct stmt *row, enum clock_kind kind, instant_t started)
{
	struct sla_clock clock = {.lead = db_int(row, ROW_LEAD),
	    .client = db_int(row, ROW_CLIENT),
	    .owner = db_int(row, ROW_MANAGER),
	    .source = db_int(row, ROW_SOURCE),
	    .project = db_int(row, ROW_PROJECT),
	    .campaign = db_int(row, ROW_CAMPAIGN),
	    .stage = db_int(row, ROW_STAGE)};
	const struct lead_clock told = {.kind = kind,
	    .end = CLOCK_RUNS,
	    .stage = kind == CLOCK_STAGE ? clock.stage : 0,
	    .started = started,
	    .stopped = INSTANT_MAX,
	    .nth = INT_MAX, /* after those that stopped */
	    .manager = clock.owner,
	    .since = db_null(row, ROW_OWNED) ? INSTANT_MIN : db_int(row, ROW_OWNED),
	    .former = db_int(row, ROW_FORMER)};
	if (!sla_judge_lead(by->maker, &told, &clock))
		return CRM_OK;
	enum status status = find_owner(&by->owners, &told, &clock);
	return status == CRM_OK ? sla_keep(by->maker, &clock) : status;
}

static enum status keep_by_rows(void *arg, struct stmt *row)
{
	struct by_rows *by = arg;
	instant_t came = db_int(row, ROW_CAME), since = db_int(row, ROW_SINCE);
	enum status status = CRM_OK;
	if (!rows_tell(by, row))
		return wanted_add(by->maker->crm, by->rest, db_int(row, ROW_LEAD));
	if (db_null(row, ROW_ANSWERED))
		status = keep_running(by, row, CLOCK_FIRST_RESPONSE, came);
	if (status != CRM_OK)
		return status;
	return db_null(row, ROW_REACHED) ? keep_running(by, row, CLOCK_QUALIFY, came)
	                                 : keep_running(by, row, CLOCK_STAGE, since > came ? since : came);
}

enum status sla_scan_running(struct sla_maker *maker, const struct wanted *open, struct wanted *rest)
{
	struct crm *crm = maker->crm;
	struct by_rows by = {.maker = maker, .rest = rest, .owners = {.maker = maker}};
	const struct stage *second = stage_count(crm) > 1 ? stage_at(crm, 1) : NULL;
	enum status status = wanted_find(crm, &by.not_told, sql_not_told_by_rows, NULL);
	for (int i = 0; i < maker->query->n_ahead && status == CRM_OK; i++)
		status = wanted_add(crm, &by.not_told, maker->query->ahead[i]);
	wanted_sort(&by.not_told);
	if (status == CRM_OK)
		status = wanted_bind(crm, "sla_wanted", open->key, open->n);
	if (status == CRM_OK)
		status = scan_rows(crm, sql_running_rows, VALS(V_INT(second ? second->id : 0)), keep_by_rows, &by);
	wanted_free(&by.not_told);
	arena_free(&by.owners.arena);
	return status;
}
