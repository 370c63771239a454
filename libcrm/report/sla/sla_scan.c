/* Which leads and tasks may have the clocks that are looked for. */
#include "report/kit/lives.h"
#include "report/kit/task_history.h"
#include "report/sla/sla.sql.h"
#include "report/sla/sla_private.h"

static const struct horizon *horizon_of(const struct sla_maker *maker)
{
	return maker->query->has_horizon ? &maker->query->horizon : &horizon_none;
}

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

/* What is looked for before the period. */
struct due_search {
	struct sla_maker *maker;
	struct wanted *leads;
	instant_t stay[STAGES_MAX]; /* by place of the stage: a stay that began earlier fell due before the period */
	instant_t any_stay, fresh, callback;
};

static void begin_search(struct due_search *search)
{
	struct sla_maker *maker = search->maker;
	search->callback = earliest_start(maker, maker->from, maker->budget[SLA_CALLBACK], false);
	search->fresh = earliest_start(maker, maker->from, maker->budget[SLA_QUALIFY], true);
	instant_t answer = earliest_start(maker, maker->from, maker->budget[SLA_FIRST_RESPONSE], false);
	search->fresh = answer < search->fresh ? answer : search->fresh;
	search->fresh = search->callback < search->fresh ? search->callback : search->fresh;
	search->any_stay = search->fresh;
	for (int i = 0; i < stage_count(maker->crm); i++) {
		int64_t budget = stage_at(maker->crm, i)->target_days * maker->day;
		search->stay[i] = earliest_start(maker, maker->from, budget, true);
		if (search->stay[i] < search->any_stay)
			search->any_stay = search->stay[i];
	}
}

/* Can a stay at the stage that ${new} names, begun then, fall due in the period? Of a stage that is not found here all
   can. */
static bool may_fall_due(const struct due_search *search, const char *new, instant_t at)
{
	static const char key[] = "\"stage\":\"";
	struct sla_maker *maker = search->maker;
	const char *code = new ? strstr(new, key) : NULL;
	code = code ? code + strlen(key) : NULL;
	size_t length = code ? strcspn(code, "\"") : 0;
	for (int i = 0; i < stage_count(maker->crm) && code; i++) {
		const struct stage *stage = stage_at(maker->crm, i);
		if (strncmp(stage->code, code, length) == 0 && stage->code[length] == '\0')
			return stage->target_days > 0 && at >= search->stay[i] &&
			       work_line_between(maker->line, at, maker->to) >= stage->target_days * maker->day;
	}
	return true;
}

static enum status add_stay(void *arg, struct stmt *row)
{
	const struct due_search *search = arg;
	return may_fall_due(search, db_text(row, 2), db_int(row, 1))
	           ? wanted_add(search->maker->crm, search->leads, db_int(row, 0))
	           : CRM_OK;
}

/* Who came to a stage, and who called. */
static enum status find_started(struct due_search *search)
{
	static const enum event_kind places[] = {EV_LEAD_QUALIFIED, EV_LEAD_MOVED, EV_LEAD_RETURNED};
	struct sla_maker *maker = search->maker;
	enum status status = CRM_OK;
	for (size_t i = 0; i < sizeof places / sizeof *places && status == CRM_OK; i++)
		status = scan_rows(maker->crm, sql_sla_started,
		    VALS(V_INT(search->any_stay), V_INT(maker->to), V_INT(places[i])), add_stay, search);
	return status == CRM_OK ? wanted_find(maker->crm, search->leads, sql_sla_started,
	                              VALS(V_INT(search->callback), V_INT(maker->to), V_INT(EV_TOUCH_ADDED)))
	                        : status;
}

/* Those with a clock that may fall due in the period. */
static enum status find_due(struct sla_maker *maker, struct wanted *leads, struct wanted *tasks)
{
	struct crm *crm = maker->crm;
	struct due_search search = {.maker = maker, .leads = leads};
	begin_search(&search);
	enum status status = wanted_find(crm, leads, sql_sla_came, VALS(V_INT(search.fresh), V_INT(maker->to)));
	if (status == CRM_OK)
		status =
		    wanted_find(crm, leads, sql_sla_came_placed, VALS(V_INT(search.any_stay), V_INT(search.fresh)));
	if (status == CRM_OK)
		status = find_started(&search);
	if (status == CRM_OK)
		status = wanted_find(crm, tasks, sql_sla_tasks, VALS(V_INT(maker->from), V_INT(maker->to)));
	return status;
}

static enum status find_wanted(struct sla_maker *maker, struct wanted *leads, struct wanted *tasks)
{
	struct crm *crm = maker->crm;
	bool open = maker->scope == SLA_OPEN;
	if (maker->scope == SLA_DUE_IN)
		return find_due(maker, leads, tasks);
	enum status status = wanted_find(crm, leads, open ? sql_sla_open : sql_sla_all, NULL);
	return status == CRM_OK ? wanted_find(crm, tasks, open ? sql_sla_open_tasks : sql_sla_all_tasks, NULL) : status;
}

static enum status find_leads(void *arg, struct wanted *leads)
{
	struct sla_maker *maker = arg;
	return find_wanted(maker, leads, &maker->tasks);
}

/* Those of the leads with something ahead: the tables tell of them as they will be. */
static enum status add_ahead(struct sla_maker *maker)
{
	const struct query *query = maker->query;
	enum status status = CRM_OK;
	for (int i = 0; i < query->n_ahead && status == CRM_OK; i++)
		status = wanted_find(maker->crm, &maker->tasks, sql_sla_tasks_of, VALS(V_INT(query->ahead[i])));
	return status;
}

static enum status read_life(void *arg, struct crm *crm, const struct history *history)
{
	struct sla_maker *maker = arg;
	arena_reset(&maker->arena);
	return sla_lead(maker, crm, history);
}

enum status sla_scan(struct sla_maker *maker)
{
	struct crm *crm = maker->crm;
	const struct query *query = maker->query;
	bool then = lives_by_journal(query);
	enum status status = lives_read(
	    &(const struct lives){.crm = crm, .query = query, .find = find_leads, .life = read_life, .arg = maker});
	if (status == CRM_OK)
		status = add_ahead(maker);
	wanted_sort(&maker->tasks);
	if (status == CRM_OK)
		status = task_histories(crm, then ? NULL : &maker->tasks, horizon_of(maker), sla_task, maker);
	wanted_free(&maker->tasks);
	return status;
}
