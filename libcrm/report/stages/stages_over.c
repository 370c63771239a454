/* Open leads over the target of their stage, or not seen for too long. */
#include "base/time/workline.h"
#include "report/kit/open_leads.h"
#include "report/kit/ordered.h"
#include "report/stages/stages_private.h"

#define DAY 86400

enum over_figure { SLOW, OVER, RED, ROTTING, OPEN, FIGURES };
static const char *const figure_names[] = {
    [SLOW] = "slow", [OVER] = "over", [RED] = "red", [ROTTING] = "rotting", [OPEN] = "open", NULL};

enum {
	LEAD,
	CLIENT,
	NAME,
	MANAGER,
	STAGE,
	AMOUNT,
	SINCE,
	AGE,
	TARGET,
	SEVERITY,
	LIGHT,
	SEEN,
	UNSEEN_DAYS,
	ROT_DAYS,
	ROTS,
	NEXT_TASK
};

const struct field stages_over_fields[] = {[LEAD] = {"lead", KIND_INT, N_("lead")},
    [CLIENT] = {"client", KIND_INT, N_("client")},
    [NAME] = {"name", KIND_TEXT, N_("name")},
    [MANAGER] = {"manager", KIND_TEXT, N_("manager")},
    [STAGE] = {"stage", KIND_TEXT, N_("stage")},
    [AMOUNT] = {"amount", KIND_MONEY, N_("amount")},
    [SINCE] = {"since", KIND_TIME, N_("since")},
    [AGE] = {"age", KIND_REAL, N_("working days")},
    [TARGET] = {"target", KIND_INT, N_("target, days")},
    [SEVERITY] = {"severity", KIND_REAL, N_("times the target")},
    [LIGHT] = {"light", KIND_TEXT, N_("light")},
    [SEEN] = {"seen", KIND_TIME, N_("last seen")},
    [UNSEEN_DAYS] = {"unseen_days", KIND_INT, N_("unseen, days")},
    [ROT_DAYS] = {"rot_days", KIND_INT, N_("rots after, days")},
    [ROTS] = {"rotting", KIND_INT, N_("rotting")},
    [NEXT_TASK] = {"next_task", KIND_TIME, N_("next task")},
    {0}};

enum { COUNT_STAGE, COUNT_NAME, GROUP, COUNT_OPEN, COUNT_SLOW, COUNT_OVER, COUNT_RED, COUNT_ROTTING, SHARE, LO, HI };

const struct field stages_over_counts_fields[] = {[COUNT_STAGE] = {"stage", KIND_TEXT, N_("stage")},
    [COUNT_NAME] = {"name", KIND_TEXT, N_("name")},
    [GROUP] = {"group", KIND_TEXT, N_("group")},
    [COUNT_OPEN] = {"open", KIND_INT, N_("open")},
    [COUNT_SLOW] = {"slow", KIND_INT, N_("over or rotting")},
    [COUNT_OVER] = {"over", KIND_INT, N_("over the target")},
    [COUNT_RED] = {"red", KIND_INT, N_("twice over")},
    [COUNT_ROTTING] = {"rotting", KIND_INT, N_("rotting")},
    [SHARE] = {"share", KIND_REAL, N_("share over")},
    [LO] = {"share_lo", KIND_REAL, N_("from 95%")},
    [HI] = {"share_hi", KIND_REAL, N_("to 95%")},
    {0}};

struct over {
	struct sheet sheet;
	struct work_line *line;
	int64_t day; /* working seconds of one */
	struct ordered ordered;
};

/* An open lead and how long it has stood. */
struct standing {
	struct lead lead;
	instant_t since, seen, next_task;
	int64_t age;    /* working seconds */
	int64_t target; /* working seconds; 0: none */
	int64_t rot_days;
	bool is[FIGURES];
};

static double severity_of(const struct standing *standing)
{
	return standing->target ? (double)standing->age / (double)standing->target : 0;
}

/* What is over by most comes first, then what was not seen for longest. */
static int worst_first(const void *a, const void *b)
{
	const struct standing *x = a, *y = b;
	double by_severity = severity_of(y) - severity_of(x);
	if (x->is[OVER] != y->is[OVER])
		return x->is[OVER] ? -1 : 1;
	if (x->is[OVER] && by_severity != 0)
		return by_severity < 0 ? -1 : 1;
	if (x->seen != y->seen)
		return x->seen < y->seen ? -1 : 1;
	return x->lead.lead < y->lead.lead ? -1 : x->lead.lead > y->lead.lead;
}

static struct standing standing_of(const struct over *over, const struct open_lead *open, const struct stage *stage)
{
	const struct lead *lead = open->lead;
	instant_t at = over->sheet.at;
	const struct past_task *next = open_lead_next(open, at);
	struct standing standing = {.lead = *lead,
	    .since = open_lead_since(lead),
	    .seen = open_lead_seen(lead),
	    .next_task = next ? next->due : INSTANT_MAX,
	    .target = stage->target_days * over->day,
	    .rot_days = open_lead_rot_days(over->sheet.crm, lead)};
	standing.age = work_line_between(over->line, standing.since, at);
	standing.is[OPEN] = true;
	standing.is[OVER] = standing.target && standing.age > standing.target;
	standing.is[RED] = standing.target && standing.age > 2 * standing.target;
	standing.is[ROTTING] = standing.seen < at - standing.rot_days * DAY;
	standing.is[SLOW] = standing.is[OVER] || standing.is[ROTTING];
	return standing;
}

static enum status count_lead(void *arg, const struct open_lead *open)
{
	struct over *over = arg;
	const struct lead *lead = open->lead;
	const struct stage *stage = stage_id(over->sheet.crm, lead->stage);
	const struct group_keys keys = group_keys_of(lead, lead->manager, lead->created_at);
	struct sheet_cell *cell;
	bool listed = false;
	if (!stage)
		return CRM_OK;
	enum status status = sheet_cell(&over->sheet, &keys, stage->pos, &cell);
	if (status != CRM_OK || !cell)
		return status;
	const struct standing standing = standing_of(over, open, stage);
	for (int figure = 0; figure < FIGURES; figure++)
		if (standing.is[figure])
			listed = sheet_count(&over->sheet, cell, figure) || listed;
	return listed ? ordered_add(&over->ordered, &standing) : CRM_OK;
}

static enum status list_lead(void *arg, const void *row, const char *name)
{
	struct over *over = arg;
	struct line *line = &over->sheet.line;
	const struct standing *standing = row;
	line_lead(line, &standing->lead);
	line_text(line, NAME, name);
	line_time(line, SINCE, standing->since);
	line_real(line, AGE, 1, (double)standing->age / (double)over->day);
	line_id(line, TARGET, standing->target / over->day);
	if (standing->target)
		line_real(line, SEVERITY, 2, severity_of(standing));
	line_text(line, LIGHT, standing->is[RED] ? "red" : standing->is[OVER] ? "yellow" : NULL);
	line_time(line, SEEN, standing->seen);
	line_int(line, UNSEEN_DAYS, (over->sheet.at - standing->seen) / DAY);
	line_int(line, ROT_DAYS, standing->rot_days);
	line_int(line, ROTS, standing->is[ROTTING]);
	line_time(line, NEXT_TASK, standing->next_task);
	return line_write(line);
}

static enum status print_stage(struct sheet *sheet, struct sheet_cell *cell)
{
	struct line *line = &sheet->line;
	const struct stage *stage = stage_at(sheet->crm, cell->thing);
	if (!cell->n[OPEN])
		return CRM_OK;
	line_text(line, COUNT_STAGE, stage->code);
	line_text(line, COUNT_NAME, stage->name);
	line_text(line, GROUP, cell->group);
	line_int(line, COUNT_OPEN, cell->n[OPEN]);
	line_int(line, COUNT_SLOW, cell->n[SLOW]);
	line_int(line, COUNT_OVER, cell->n[OVER]);
	line_int(line, COUNT_RED, cell->n[RED]);
	line_int(line, COUNT_ROTTING, cell->n[ROTTING]);
	line_share(line, SHARE, (double)cell->n[OVER], (double)cell->n[OPEN]);
	return line_write(line);
}

static const struct sheet_of counted = {.fields = stages_over_counts_fields,
    .ids_fields = stages_over_fields,
    .figures = figure_names,
    .usage = N_("--ids [GROUP/]STAGE[.slow|.over|.red|.rotting|.open], not «%s»"),
    .lists = true,
    .print = print_stage};

enum status stages_over(struct crm *crm, const struct query *query, struct writer *writer, struct buf *page)
{
	struct over over = {.ordered = {.crm = crm,
	                        .sorter = {.size = sizeof(struct standing), .compare = worst_first},
	                        .client_at = offsetof(struct standing, lead.client)}};
	(void)page;
	enum status status = sheet_open(&over.sheet, crm, query, writer, &counted);
	const struct calendar *calendar = status == CRM_OK ? crm_calendar(crm) : NULL;
	if (status == CRM_OK)
		status = asked_no_period(crm, query);
	if (status == CRM_OK)
		status = calendar ? work_line_new(&over.line, calendar, crm->zone, &crm->why) : crm->why.status;
	over.day = calendar ? calendar_ordinary(calendar) : 1;
	if (status == CRM_OK)
		status = open_leads_each(crm, query, count_lead, &over);
	if (status == CRM_OK && over.sheet.lists)
		status = ordered_each(&over.ordered, over.sheet.line.wanted[NAME], list_lead, &over);
	if (status == CRM_OK)
		status = sheet_print(&over.sheet);
	ordered_free(&over.ordered);
	work_line_free(over.line);
	sheet_close(&over.sheet);
	return status;
}
