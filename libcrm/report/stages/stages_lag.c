/* Whether a stage only looks slow: how long after it happened a move is typed in, and whether moves come in heaps. */
#include "base/statistics/survival.h"
#include "base/time/workdays.h"
#include "base/time/workline.h"
#include "book/projection/rollup.h"
#include "report/kit/lives.h"
#include "report/stages/stages_private.h"

#define HEAP_SECONDS 600  /* typed in within so much of it, */
#define HEAP_OTHERS 4     /* so many other leads were: it came in a heap */
#define FEW 10            /* of fewer moves nothing is said */
#define TENTHS_MOST 26000 /* of a working day: ten years are as good as more */

enum lag_figure { MOVES, LATE, HEAPED };
static const char *const figure_names[] = {[MOVES] = "moves", [LATE] = "late", [HEAPED] = "heaped", NULL};

enum {
	STAGE,
	NAME,
	GROUP,
	N_MOVES,
	LAG_MEDIAN,
	LAG_P90,
	N_LATE,
	LATE_SHARE,
	LATE_LO,
	LATE_HI,
	N_HEAPED,
	HEAPED_SHARE,
	HEAPED_LO,
	HEAPED_HI,
	MEDIAN,
	TARGET,
	VERDICT
};

const struct field stages_lag_fields[] = {[STAGE] = {"stage", KIND_TEXT, N_("stage")},
    [NAME] = {"name", KIND_TEXT, N_("name")},
    [GROUP] = {"group", KIND_TEXT, N_("group")},
    [N_MOVES] = {"moves", KIND_INT, N_("moves")},
    [LAG_MEDIAN] = {"lag_median", KIND_REAL, N_("typed in after, days")},
    [LAG_P90] = {"lag_p90", KIND_REAL, N_("p90, days")},
    [N_LATE] = {"late", KIND_INT, N_("later than a day")},
    [LATE_SHARE] = {"late_share", KIND_REAL, N_("share")},
    [LATE_LO] = {"late_lo", KIND_REAL, N_("from 95%")},
    [LATE_HI] = {"late_hi", KIND_REAL, N_("to 95%")},
    [N_HEAPED] = {"heaped", KIND_INT, N_("in heaps")},
    [HEAPED_SHARE] = {"heaped_share", KIND_REAL, N_("share")},
    [HEAPED_LO] = {"heaped_lo", KIND_REAL, N_("from 95%")},
    [HEAPED_HI] = {"heaped_hi", KIND_REAL, N_("to 95%")},
    [MEDIAN] = {"median", KIND_REAL, N_("days at the stage")},
    [TARGET] = {"target", KIND_INT, N_("target, days")},
    [VERDICT] = {"verdict", KIND_TEXT, N_("verdict")},
    {0}};

enum { LEAD, CLIENT, WHOSE, STATE, LEFT_STAGE, HAPPENED, RECORDED, LAG_DAYS, IS_LATE, IS_HEAPED };

const struct field stages_lag_ids_fields[] = {[LEAD] = {"lead", KIND_INT, N_("lead")},
    [CLIENT] = {"client", KIND_INT, N_("client")},
    [WHOSE] = {"manager", KIND_TEXT, N_("manager")},
    [STATE] = {"state", KIND_TEXT, N_("state")},
    [LEFT_STAGE] = {"stage", KIND_TEXT, N_("stage")},
    [HAPPENED] = {"occurred_at", KIND_TIME, N_("occurred")},
    [RECORDED] = {"recorded_at", KIND_TIME, N_("recorded")},
    [LAG_DAYS] = {"lag", KIND_REAL, N_("typed in after, days")},
    [IS_LATE] = {"late", KIND_INT, N_("later than a day")},
    [IS_HEAPED] = {"heaped", KIND_INT, N_("in heaps")},
    {0}};

/* A move away from a stage. */
struct move {
	struct group_keys keys;
	int64_t lead, client;
	enum lead_state state;
	instant_t happened, recorded;
	int64_t lag; /* working seconds */
	int days;    /* working days at the stage; -1: it ended no stay */
	bool heaped;
};

struct lag_cell {
	struct sheet_cell cell;
	struct survival tenths; /* of a working day until a move was typed in */
	struct survival days;   /* at the stage */
};

struct lag {
	struct sheet sheet;
	struct work_line *line;
	struct work_days *days;
	int64_t day; /* working seconds of one */
	int n, room, first_of_lead;
	struct move *move;
};

static bool moves_lead(enum event_kind kind)
{
	switch (kind) {
	case EV_LEAD_QUALIFIED:
	case EV_LEAD_MOVED:
	case EV_LEAD_WON:
	case EV_LEAD_LOST:
	case EV_LEAD_DISQUALIFIED:
	case EV_LEAD_RETURNED: return true;
	default: return false;
	}
}

static enum status keep_move(struct lag *lag, const struct move *move)
{
	if (lag->n == lag->room) {
		int room = lag->room ? lag->room * 2 : 1024;
		struct move *grown = reallocarray(lag->move, (size_t)room, sizeof *grown);
		if (!grown)
			return why_memory(&lag->sheet.crm->why);
		lag->move = grown;
		lag->room = room;
	}
	lag->move[lag->n++] = *move;
	return CRM_OK;
}

/* The lead is as before the event. A return takes it from no stage. */
static enum status take_move(struct lag *lag, const struct lead_folded *before, const struct event *event)
{
	const struct sheet *sheet = &lag->sheet;
	const struct lead *lead = &before->lead;
	instant_t at = event->occurred_at;
	if (lead->state != LEAD_OPEN || at < sheet->from || at >= sheet->to || at > sheet->at)
		return CRM_OK;
	struct move move = {.keys = group_keys_of(lead, lead->manager, at),
	    .lead = lead->lead,
	    .happened = at,
	    .recorded = event->recorded_at,
	    .lag = work_line_between(lag->line, at, event->recorded_at)};
	return keep_move(lag, &move);
}

/* What only the whole life says: the client, the state, whether it counts; and how long the stays were that ended. */
static void complete_moves(struct lag *lag, const struct lead_folded *folded)
{
	struct zone *zone = lag->sheet.crm->zone;
	if (!rollup_counts_as_lead(lag->sheet.crm, &folded->lead))
		lag->n = lag->first_of_lead;
	for (int i = lag->first_of_lead; i < lag->n; i++) {
		struct move *move = &lag->move[i];
		move->client = folded->lead.client;
		move->state = folded->lead.state;
		move->keys.source = folded->lead.source;
		move->keys.campaign = folded->lead.campaign;
		move->keys.project = folded->lead.project;
		move->keys.reason = folded->lead.reason;
		move->days = -1;
		for (const struct stay *stay = folded->stays; stay; stay = stay->before)
			if (stay->until == move->happened && stay->recorded == move->recorded &&
			    stay->stage == move->keys.stage)
				move->days = work_days_between(
				    lag->days, zone_day(zone, stay->since), zone_day(zone, stay->until));
	}
}

static enum status take_life(void *arg, struct crm *crm, const struct history *history)
{
	struct lag *lag = arg;
	struct lead_folded folded = {0};
	enum status status = CRM_OK;
	lag->first_of_lead = lag->n;
	for (int i = 0; i < history->n && status == CRM_OK; i++) {
		const struct event *event = &history->event[i];
		if (!history->counts[i])
			continue;
		if (folded.exists && moves_lead(event->kind))
			status = take_move(lag, &folded, event);
		if (status == CRM_OK)
			status = lead_fold_event(crm, &folded, event);
	}
	complete_moves(lag, &folded);
	return status;
}

static int by_typing(const void *a, const void *b)
{
	const struct move *x = a, *y = b;
	int64_t keys[][2] = {{x->keys.manager, y->keys.manager}, {x->recorded, y->recorded}, {x->lead, y->lead},
	    {x->happened, y->happened}};
	for (size_t i = 0; i < sizeof keys / sizeof *keys; i++)
		if (keys[i][0] != keys[i][1])
			return keys[i][0] < keys[i][1] ? -1 : 1;
	return 0;
}

/* Are enough other leads of the same manager among those typed in at about the same time? ${step}: back, then on. */
static bool in_heap(const struct lag *lag, int i)
{
	int64_t other[HEAP_OTHERS];
	int n = 0;
	for (int step = -1; step <= 1; step += 2)
		for (int k = i + step; k >= 0 && k < lag->n && n < HEAP_OTHERS; k += step) {
			const struct move *near = &lag->move[k];
			bool counted = near->lead == lag->move[i].lead;
			if (near->keys.manager != lag->move[i].keys.manager ||
			    llabs(near->recorded - lag->move[i].recorded) > HEAP_SECONDS)
				break;
			for (int m = 0; m < n; m++)
				counted = counted || other[m] == near->lead;
			if (!counted)
				other[n++] = near->lead;
		}
	return n == HEAP_OTHERS;
}

static enum status list_move(struct line *line, const struct lag *lag, const struct move *move)
{
	line_id(line, LEAD, move->lead);
	line_id(line, CLIENT, move->client);
	line_text(line, WHOSE, manager_code(line->crm, move->keys.manager));
	line_text(line, STATE, lead_state_name(move->state));
	line_text(line, LEFT_STAGE, stage_id(line->crm, move->keys.stage)->code);
	line_time(line, HAPPENED, move->happened);
	line_time(line, RECORDED, move->recorded);
	line_real(line, LAG_DAYS, 1, (double)move->lag / (double)lag->day);
	line_int(line, IS_LATE, move->lag > lag->day);
	line_int(line, IS_HEAPED, move->heaped);
	return line_write(line);
}

static enum status count_move(struct lag *lag, const struct move *move)
{
	struct sheet *sheet = &lag->sheet;
	const struct stage *stage = stage_id(sheet->crm, move->keys.stage);
	const bool is[] = {[MOVES] = true, [LATE] = move->lag > lag->day, [HEAPED] = move->heaped};
	struct sheet_cell *found;
	struct line *line = NULL;
	if (!stage)
		return CRM_OK;
	enum status status = sheet_cell(sheet, &move->keys, stage->pos, &found);
	struct lag_cell *cell = (struct lag_cell *)found;
	if (status != CRM_OK || !cell)
		return status;
	for (int figure = 0; figure < (int)(sizeof is / sizeof *is); figure++)
		if (is[figure] && sheet_count(sheet, found, figure))
			line = &sheet->line;
	int64_t tenths = (move->lag * 10 + lag->day / 2) / lag->day;
	if (!survival_add(&cell->tenths, 0, (int)(tenths < TENTHS_MOST ? tenths : TENTHS_MOST), true, 1) ||
	    (move->days >= 0 && !survival_add(&cell->days, 0, move->days, true, 1)))
		return why_memory(&sheet->crm->why);
	return line ? list_move(line, lag, move) : CRM_OK;
}

static enum status count_moves(struct lag *lag)
{
	enum status status = CRM_OK;
	if (lag->n > 1)
		qsort(lag->move, (size_t)lag->n, sizeof *lag->move, by_typing);
	for (int i = 0; i < lag->n; i++)
		lag->move[i].heaped = in_heap(lag, i);
	for (int i = 0; i < lag->n && status == CRM_OK; i++)
		status = count_move(lag, &lag->move[i]);
	return status;
}

/* Slow is a stage at which half of the leads are over its target. It only looks so where half of what it is over by,
   or more, is how late moves are typed in. */
static const char *verdict_of(const struct sheet_cell *cell, double days, double lag, int target)
{
	if (cell->n[MOVES] < FEW)
		return "few";
	if (!target || !(days > target))
		return NULL;
	return lag >= (days - target) / 2 ? "late_typing" : "slow";
}

static enum status print_stage(struct sheet *sheet, struct sheet_cell *found)
{
	const struct lag_cell *cell = (const struct lag_cell *)found;
	const struct stage *stage = stage_at(sheet->crm, found->thing);
	struct line *line = &sheet->line;
	double median = survival_ended_age(&cell->tenths, .5) / 10, days = survival_ended_age(&cell->days, .5),
	       n = (double)found->n[MOVES];
	if (!found->n[MOVES])
		return CRM_OK;
	line_text(line, STAGE, stage->code);
	line_text(line, NAME, stage->name);
	line_text(line, GROUP, found->group);
	line_int(line, N_MOVES, found->n[MOVES]);
	line_real(line, LAG_MEDIAN, 1, median);
	line_real(line, LAG_P90, 1, survival_ended_age(&cell->tenths, .9) / 10);
	line_int(line, N_LATE, found->n[LATE]);
	line_share(line, LATE_SHARE, (double)found->n[LATE], n);
	line_int(line, N_HEAPED, found->n[HEAPED]);
	line_share(line, HEAPED_SHARE, (double)found->n[HEAPED], n);
	line_real(line, MEDIAN, 1, days);
	line_id(line, TARGET, stage->target_days);
	line_text(line, VERDICT, verdict_of(found, days, median, stage->target_days));
	return line_write(line);
}

static void release_cell(struct sheet_cell *cell)
{
	struct lag_cell *of = (struct lag_cell *)cell;
	survival_free(&of->tenths);
	survival_free(&of->days);
}

static const struct sheet_of counted = {.fields = stages_lag_fields,
    .ids_fields = stages_lag_ids_fields,
    .figures = figure_names,
    .usage = N_("--ids [GROUP/]STAGE[.late|.heaped], not «%s»"),
    .size = sizeof(struct lag_cell),
    .print = print_stage,
    .release = release_cell};

static enum status find_leads(void *arg, struct wanted *leads)
{
	const struct lag *lag = arg;
	return stages_find(lag->sheet.crm, lag->sheet.from, false, leads);
}

static enum status open_clocks(struct lag *lag)
{
	struct crm *crm = lag->sheet.crm;
	const struct calendar *calendar = crm_calendar(crm);
	if (!calendar)
		return crm->why.status;
	lag->day = calendar_ordinary(calendar);
	enum status status = work_line_new(&lag->line, calendar, crm->zone, &crm->why);
	return status == CRM_OK ? work_days_new(&lag->days, calendar, &crm->why) : status;
}

enum status stages_lag(struct crm *crm, const struct query *query, struct writer *writer, struct buf *page)
{
	struct lag lag = {0};
	(void)page;
	enum status status = sheet_open(&lag.sheet, crm, query, writer, &counted);
	if (status == CRM_OK)
		status = open_clocks(&lag);
	if (status == CRM_OK)
		status = lives_read(&(const struct lives){
		    .crm = crm, .query = query, .find = find_leads, .life = take_life, .arg = &lag});
	if (status == CRM_OK)
		status = count_moves(&lag);
	if (status == CRM_OK)
		status = sheet_print(&lag.sheet);
	free(lag.move);
	work_line_free(lag.line);
	work_days_free(lag.days);
	sheet_close(&lag.sheet);
	return status;
}
