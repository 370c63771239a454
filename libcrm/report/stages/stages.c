#include "report/stages/stages.h"

#include "base/statistics/survival.h"
#include "base/time/workdays.h"
#include "book/projection/rollup.h"
#include "report/stages/stages.sql.h"
#include "report/stages/stages_private.h"

enum stay_figure { ENDED, OPEN };
static const char *const figure_names[] = {[ENDED] = "ended", [OPEN] = "open", NULL};

enum { STAGE, NAME, GROUP, TARGET, N_ENDED, MEDIAN, P75, P90, MEAN, CALENDAR_MEDIAN, N_OPEN, KM_MEDIAN, KM_LO, KM_HI };

const struct field stages_fields[] = {[STAGE] = {"stage", KIND_TEXT, N_("stage")},
    [NAME] = {"name", KIND_TEXT, N_("name")},
    [GROUP] = {"group", KIND_TEXT, N_("group")},
    [TARGET] = {"target", KIND_INT, N_("target, days")},
    [N_ENDED] = {"ended", KIND_INT, N_("ended")},
    [MEDIAN] = {"median", KIND_REAL, N_("median")},
    [P75] = {"p75", KIND_INT, N_("p75")},
    [P90] = {"p90", KIND_INT, N_("p90")},
    [MEAN] = {"mean", KIND_REAL, N_("mean")},
    [CALENDAR_MEDIAN] = {"calendar_median", KIND_REAL, N_("median, all days")},
    [N_OPEN] = {"open", KIND_INT, N_("still there")},
    [KM_MEDIAN] = {"km_median", KIND_INT, N_("median with them")},
    [KM_LO] = {"km_lo", KIND_INT, N_("from 95%")},
    [KM_HI] = {"km_hi", KIND_INT, N_("to 95%")},
    {0}};

enum { LEAD, CLIENT, MANAGER, STATE, AT_STAGE, SOURCE, SINCE, UNTIL, DAYS };

const struct field stages_ids_fields[] = {[LEAD] = {"lead", KIND_INT, N_("lead")},
    [CLIENT] = {"client", KIND_INT, N_("client")},
    [MANAGER] = {"manager", KIND_TEXT, N_("manager")},
    [STATE] = {"state", KIND_TEXT, N_("state")},
    [AT_STAGE] = {"stage", KIND_TEXT, N_("stage")},
    [SOURCE] = {"source", KIND_TEXT, N_("source")},
    [SINCE] = {"since", KIND_TIME, N_("since")},
    [UNTIL] = {"until", KIND_TIME, N_("until")},
    [DAYS] = {"days", KIND_INT, N_("days")},
    {0}};

/* What is counted at a stage. */
struct stage_cell {
	struct sheet_cell cell;
	struct survival working, calendar; /* days */
};

struct stages {
	struct sheet sheet;
	struct work_days *days;
	day_t from, to; /* the days that are looked at: [from, to), none after today */
	int sign;       /* of what is counted: 1, and -1 while a lead is taken off the sums */
};

/* By its days; of one that runs ${until} is STAY_RUNS. */
struct stay_days {
	int64_t stage, n;
	day_t since, until;
};

/* The part of it that lies in the days looked at. */
static enum status add_stay(
    struct stages *stages, const struct group_keys *keys, const struct stay_days *stay, struct line **line)
{
	struct sheet *sheet = &stages->sheet;
	const struct stage *stage = stage_id(sheet->crm, stay->stage);
	struct sheet_cell *found;
	if (!stage || stay->since >= stages->to || stay->until < stages->from)
		return CRM_OK;
	enum status status = sheet_cell(sheet, keys, stage->pos, &found);
	struct stage_cell *cell = (struct stage_cell *)found;
	if (status != CRM_OK || !cell)
		return status;
	bool ended = stay->until < stages->to;
	day_t until = ended ? stay->until : stages->to - 1, joined = stay->since;
	if (joined < stages->from)
		joined = stages->from < until ? stages->from : until;
	if (sheet->lists)
		*line = sheet_count(sheet, found, ended ? ENDED : OPEN);
	else
		found->n[ended ? ENDED : OPEN] += stay->n;
	struct work_days *days = stages->days;
	bool kept = survival_add(&cell->working, work_days_between(days, stay->since, joined),
	    work_days_between(days, stay->since, until), ended, stay->n);
	day_t since = stay->since < WORK_FIRST_DAY ? WORK_FIRST_DAY : stay->since;
	if (ended)
		kept = kept && survival_add(&cell->calendar, 0, until - since, true, stay->n);
	return kept ? CRM_OK : why_memory(&sheet->crm->why);
}

static enum status count_stay(void *arg, const struct lead *lead, const struct stay *stay)
{
	struct stages *stages = arg;
	struct crm *crm = stages->sheet.crm;
	const struct group_keys keys = stages_keys(lead, stay);
	const struct stay_days of = {.stage = stay->stage,
	    .n = stages->sign,
	    .since = zone_day(crm->zone, stay->since),
	    .until = stay->until == INSTANT_MAX ? STAY_RUNS : zone_day(crm->zone, stay->until)};
	struct line *line = NULL;
	enum status status = add_stay(stages, &keys, &of, &line);
	if (status != CRM_OK || !line)
		return status;
	line_lead(line, lead);
	line_text(line, MANAGER, manager_code(crm, stay->manager));
	line_text(line, AT_STAGE, stage_id(crm, stay->stage)->code);
	line_time(line, SINCE, stay->since);
	line_time(line, UNTIL, stay->until);
	line_int(
	    line, DAYS, work_days_between(stages->days, of.since, of.until < stages->to ? of.until : stages->to - 1));
	return line_write(line);
}

static enum status count_lead(void *arg, const struct lead_folded *folded, struct stmt *row)
{
	const struct stages *stages = arg;
	(void)row;
	return stages_stays(stages->sheet.crm, folded, count_stay, arg);
}

static enum status mend_lead(void *arg, const struct lead_folded *folded, bool off)
{
	struct stages *stages = arg;
	stages->sign = off ? -1 : 1;
	enum status status = count_lead(stages, folded, NULL);
	stages->sign = 1;
	return status;
}

static enum status find_leads(void *arg, struct wanted *leads)
{
	const struct stages *stages = arg;
	return stages_find(stages->sheet.crm, stages->sheet.from, true, leads);
}

static enum status add_sum(void *arg, struct stmt *row)
{
	struct stages *stages = arg;
	struct zone *zone = stages->sheet.crm->zone;
	const struct stay_days stay = {.stage = db_int(row, 2),
	    .n = db_int(row, 4),
	    .since = (day_t)db_int(row, 3),
	    .until = (day_t)db_int(row, 0)};
	bool by_time =
	    groups_has(stages->sheet.query, QUERY_BY_MONTH) || groups_has(stages->sheet.query, QUERY_BY_WEEK);
	const struct group_keys keys = {
	    .manager = db_int(row, 1), .stage = stay.stage, .at = by_time ? zone_start(zone, stay.since) : 0};
	struct line *line;
	return add_stay(stages, &keys, &stay, &line);
}

/* Of managers those that run are not in the sums. */
static enum status add_running(void *arg, struct stmt *row)
{
	struct stages *stages = arg;
	instant_t since = db_int(row, 2), came = db_int(row, 3);
	since = since > came ? since : came;
	const struct group_keys keys = {.manager = db_int(row, 0), .stage = db_int(row, 1), .at = since};
	const struct stay_days stay = {
	    .stage = keys.stage, .n = 1, .since = zone_day(stages->sheet.crm->zone, since), .until = STAY_RUNS};
	struct line *line;
	return add_stay(stages, &keys, &stay, &line);
}

static enum status add_all_running(struct stages *stages)
{
	struct crm *crm = stages->sheet.crm;
	enum status status = CRM_OK;
	if (query_takes(crm, stages->sheet.query, 0))
		return scan_rows(crm, sql_stages_running, NULL, add_running, stages);
	for (int i = 0; i < manager_count(crm) && status == CRM_OK; i++)
		if (query_takes(crm, stages->sheet.query, manager_at(crm, i)->id))
			status = scan_rows(
			    crm, sql_stages_running_of, VALS(V_INT(manager_at(crm, i)->id)), add_running, stages);
	return status;
}

/* What the sums do not tell apart: whence a lead came, and why it ended. */
static enum status add_sums(void *arg)
{
	struct stages *stages = arg;
	const struct query *q = stages->sheet.query;
	bool people = q->n_managers || q->n_units || groups_has(q, QUERY_BY_MANAGER) || groups_has(q, QUERY_BY_UNIT);
	if (stages->sheet.lists || option(stages->sheet.crm, "slow") || groups_has(q, QUERY_BY_SOURCE) ||
	    groups_has(q, QUERY_BY_PROJECT) || groups_has(q, QUERY_BY_CAMPAIGN) || groups_has(q, QUERY_BY_REASON))
		return CRM_NONE;
	const struct val *vals = VALS(V_INT(people ? SUM_STAYS_OF_MANAGER : SUM_STAYS), V_INT(stages->from));
	enum status status = scan_rows(stages->sheet.crm, sql_stages_sums, vals, add_sum, stages);
	return status == CRM_OK && people ? add_all_running(stages) : status;
}

static void put_days(struct line *line, const struct stage_cell *cell)
{
	const struct survival *working = &cell->working;
	struct stats_interval range = survival_age_interval(working, .5);
	line_real(line, MEDIAN, 1, survival_ended_age(working, .5));
	line_real(line, P75, 0, survival_ended_age(working, .75));
	line_real(line, P90, 0, survival_ended_age(working, .9));
	line_real(line, MEAN, 1, survival_ended_mean(working));
	line_real(line, CALENDAR_MEDIAN, 1, survival_ended_age(&cell->calendar, .5));
	line_real(line, KM_MEDIAN, 0, survival_age_by(working, .5));
	line_real(line, KM_LO, 0, range.lo);
	line_real(line, KM_HI, 0, range.hi);
}

/* Nobody stays where leads are won. */
static enum status print_stage(struct sheet *sheet, struct sheet_cell *cell)
{
	struct line *line = &sheet->line;
	const struct stage *stage = stage_at(sheet->crm, cell->thing);
	bool any = cell->n[ENDED] || cell->n[OPEN];
	if (!any && (stage->kind == STAGE_WON || sheet->query->n_by > 0))
		return CRM_OK;
	line_text(line, STAGE, stage->code);
	line_text(line, NAME, stage->name);
	line_text(line, GROUP, cell->group);
	line_id(line, TARGET, stage->target_days);
	line_int(line, N_ENDED, cell->n[ENDED]);
	line_int(line, N_OPEN, cell->n[OPEN]);
	put_days(line, (struct stage_cell *)cell);
	return line_write(line);
}

static void release_cell(struct sheet_cell *cell)
{
	struct stage_cell *of = (struct stage_cell *)cell;
	survival_free(&of->working);
	survival_free(&of->calendar);
}

static const struct sheet_of counted = {.fields = stages_fields,
    .ids_fields = stages_ids_fields,
    .figures = figure_names,
    .usage = N_("--ids [GROUP/]STAGE[.ended|.open], not «%s»"),
    .size = sizeof(struct stage_cell),
    .print = print_stage,
    .release = release_cell};

static enum status open_days(struct stages *stages)
{
	struct crm *crm = stages->sheet.crm;
	const struct query *query = stages->sheet.query;
	day_t tomorrow = stages->sheet.today + 1;
	stages->from = query->has_period ? query->period.from : INT32_MIN;
	stages->to = query->has_period && query->period.to < tomorrow ? query->period.to : tomorrow;
	if (stages->from >= stages->to)
		stages->to = INT32_MIN; /* it is all to come */
	const struct calendar *calendar = crm_calendar(crm);
	return calendar ? work_days_new(&stages->days, calendar, &crm->why) : crm->why.status;
}

enum status stages_report(struct crm *crm, const struct query *query, struct writer *writer, struct buf *page)
{
	struct stages stages = {.sign = 1};
	(void)page;
	enum status status = sheet_open(&stages.sheet, crm, query, writer, &counted);
	if (status == CRM_OK)
		status = open_days(&stages);
	if (status == CRM_OK)
		status = scan_leads(&(const struct scan){.crm = crm,
		    .query = query,
		    .sums = add_sums,
		    .mend = mend_lead,
		    .by_journal = true,
		    .find = query->has_period ? find_leads : NULL,
		    .each = count_lead,
		    .arg = &stages});
	if (status == CRM_OK)
		status = sheet_print(&stages.sheet);
	work_days_free(stages.days);
	sheet_close(&stages.sheet);
	return status;
}
