/* Two ways to the same clocks: what is looked for by the tables, and the whole journal. */
#include "book/history/event_traits.h"
#include "report/kit/task_history.h"
#include "report/sla/sla.sql.h"
#include "report/sla/sla_private.h"

#define SLICE 2000 /* leads whose events are in memory together */

static int by_lead(const void *a, const void *b)
{
	const struct event *x = a, *y = b;
	if (x->lead != y->lead)
		return x->lead < y->lead ? -1 : 1;
	return x->event < y->event ? -1 : x->event > y->event;
}

/* As a rule it is in order already. */
static void sort_by_lead(struct history *history)
{
	int i = 1;
	while (i < history->n && by_lead(&history->event[i - 1], &history->event[i]) < 0)
		i++;
	if (i < history->n)
		qsort(history->event, (size_t)history->n, sizeof *history->event, by_lead);
}

/* What is looked for by the tables is judged as the journal tells it: without what is ahead. */
static const struct horizon *horizon_of(const struct sla_maker *maker)
{
	return maker->query->has_horizon ? &maker->query->horizon : &horizon_none;
}

/* One lead: what created it, and what of ${after} from *${next} on is about it. */
static enum status read_lead(
    struct sla_maker *maker, const struct event *created, const struct history *after, int *next, struct history *one)
{
	one->n = 0;
	enum status status = history_add(maker->crm, one, created, &maker->arena);
	while (*next < after->n && after->event[*next].lead < created->lead)
		++*next;
	for (; *next < after->n && after->event[*next].lead == created->lead && status == CRM_OK; ++*next)
		status = history_add(maker->crm, one, &after->event[*next], &maker->arena);
	if (status != CRM_OK)
		return status;
	history_judge(one, one->n, horizon_of(maker));
	return sla_lead(maker, maker->crm, one);
}

static enum status read_leads(struct sla_maker *maker, const int64_t *key, int n)
{
	struct history created = {0}, after = {0}, one = {0};
	int next = 0;
	enum status status = wanted_bind(maker->crm, "sla_wanted", key, n);
	if (status == CRM_OK)
		status = history_read(maker->crm, sql_sla_created, NULL, &maker->arena, &created);
	if (status == CRM_OK)
		status = history_read(maker->crm, sql_sla_after, NULL, &maker->arena, &after);
	sort_by_lead(&created);
	sort_by_lead(&after);
	for (int i = 0; i < created.n && status == CRM_OK; i++)
		status = read_lead(maker, &created.event[i], &after, &next, &one);
	return status;
}

static enum status read_all_leads(struct sla_maker *maker, struct wanted *wanted)
{
	enum status status = CRM_OK;
	wanted_sort(wanted);
	for (int i = 0; i < wanted->n && status == CRM_OK; i += SLICE) {
		arena_reset(&maker->arena);
		status = read_leads(maker, wanted->key + i, wanted->n - i < SLICE ? wanted->n - i : SLICE);
	}
	return status;
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

/* Those with something ahead, and their tasks: the tables tell of them as they will be. */
static enum status add_ahead(struct sla_maker *maker, struct wanted *leads, struct wanted *tasks)
{
	const struct query *query = maker->query;
	enum status status = CRM_OK;
	for (int i = 0; i < query->n_ahead && status == CRM_OK; i++) {
		status = wanted_add(maker->crm, leads, query->ahead[i]);
		if (status == CRM_OK)
			status = wanted_find(maker->crm, tasks, sql_sla_tasks_of, VALS(V_INT(query->ahead[i])));
	}
	return status;
}

enum status sla_scan_now(struct sla_maker *maker)
{
	struct wanted leads = {0}, tasks = {0};
	enum status status = find_wanted(maker, &leads, &tasks);
	if (status == CRM_OK)
		status = add_ahead(maker, &leads, &tasks);
	if (status == CRM_OK)
		status = read_all_leads(maker, &leads);
	wanted_sort(&tasks);
	if (status == CRM_OK)
		status = task_histories(maker->crm, &tasks, horizon_of(maker), sla_task, maker);
	wanted_free(&leads);
	wanted_free(&tasks);
	return status;
}

static enum status read_folded(void *arg, struct crm *crm, const struct history *history)
{
	struct sla_maker *maker = arg;
	arena_reset(&maker->arena);
	return sla_lead(maker, crm, history);
}

enum status sla_scan_then(struct sla_maker *maker)
{
	const struct horizon *horizon = &maker->query->horizon;
	enum status status = lead_fold_histories(maker->crm, horizon, read_folded, maker);
	return status == CRM_OK ? task_histories(maker->crm, NULL, horizon, sla_task, maker) : status;
}
