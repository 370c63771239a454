#include "report/pipe/pipe.h"

#include "base/time/workline.h"
#include "report/kit/open_leads.h"
#include "report/kit/ordered.h"
#include "report/kit/sheet.h"
#include "report/lights/lights.h"

enum pipe_list { LEADS, CLIENTS, LISTS };
static const char *const list_names[] = {[LEADS] = "leads", [CLIENTS] = "clients", NULL};

enum pipe_figure { ALL, OVER, NO_NEXT_TASK, RED, YELLOW, GREEN, FIGURES };
static const char *const figure_names[] = {[ALL] = "all",
    [OVER] = "over",
    [NO_NEXT_TASK] = "no_next_task",
    [RED] = "red",
    [YELLOW] = "yellow",
    [GREEN] = "green",
    NULL};

enum {
	LIST,
	LEAD,
	CLIENT,
	NAME,
	MANAGER,
	STAGE,
	AMOUNT,
	SINCE,
	AGE,
	TARGET,
	LAST_TOUCH,
	NEXT_TASK,
	OVERDUE_HOURS,
	LIGHT,
	REASONS,
	FIX
};

const struct field pipe_fields[] = {[LIST] = {"list", KIND_TEXT, N_("list")},
    [LEAD] = {"lead", KIND_INT, N_("lead")},
    [CLIENT] = {"client", KIND_INT, N_("client")},
    [NAME] = {"name", KIND_TEXT, N_("name")},
    [MANAGER] = {"manager", KIND_TEXT, N_("manager")},
    [STAGE] = {"stage", KIND_TEXT, N_("stage")},
    [AMOUNT] = {"amount", KIND_MONEY, N_("amount")},
    [SINCE] = {"since", KIND_TIME, N_("since")},
    [AGE] = {"age", KIND_REAL, N_("working days")},
    [TARGET] = {"target", KIND_INT, N_("target, days")},
    [LAST_TOUCH] = {"last_touch", KIND_TIME, N_("last touch")},
    [NEXT_TASK] = {"next_task", KIND_TIME, N_("next task")},
    [OVERDUE_HOURS] = {"overdue_hours", KIND_REAL, N_("overdue, hours")},
    [LIGHT] = {"light", KIND_TEXT, N_("light")},
    [REASONS] = {"reasons", KIND_TEXT, N_("reasons")},
    [FIX] = {"fix", KIND_TEXT, N_("fix")},
    {0}};

enum {
	COUNT_LIST,
	GROUP,
	COUNT_ALL,
	SUM,
	COUNT_OVER,
	SUM_OVER,
	COUNT_NO_NEXT_TASK,
	COUNT_RED,
	COUNT_YELLOW,
	COUNT_GREEN,
	SUM_RED,
	SHARE,
	LO,
	HI
};

const struct field pipe_counts_fields[] = {[COUNT_LIST] = {"list", KIND_TEXT, N_("list")},
    [GROUP] = {"group", KIND_TEXT, N_("group")},
    [COUNT_ALL] = {"all", KIND_INT, N_("all")},
    [SUM] = {"amount", KIND_MONEY, N_("amount")},
    [COUNT_OVER] = {"over", KIND_INT, N_("over the target")},
    [SUM_OVER] = {"over_amount", KIND_MONEY, N_("amount over the target")},
    [COUNT_NO_NEXT_TASK] = {"no_next_task", KIND_INT, N_("without a next task")},
    [COUNT_RED] = {"red", KIND_INT, N_("red")},
    [COUNT_YELLOW] = {"yellow", KIND_INT, N_("yellow")},
    [COUNT_GREEN] = {"green", KIND_INT, N_("green")},
    [SUM_RED] = {"red_amount", KIND_MONEY, N_("amount of red ones")},
    [SHARE] = {"share", KIND_REAL, N_("share of red ones")},
    [LO] = {"share_lo", KIND_REAL, N_("from 95%")},
    [HI] = {"share_hi", KIND_REAL, N_("to 95%")},
    {0}};

/* What is counted of a list. */
struct pipe_cell {
	struct sheet_cell cell;
	money_t amount, over, red;
};

/* A row: an open lead, or a client without one, whose lead is 0. */
struct piped {
	struct lead lead;
	struct light_row work;
	instant_t since;
	int64_t age, target; /* working seconds; target 0: none */
	bool is[FIGURES];
};

struct pipe {
	struct sheet sheet;
	struct light_rules rules;
	struct work_line *line;
	int64_t day;        /* working seconds of one */
	bool asked[LISTS];  /* these lists */
	bool light[LIGHTS]; /* was seen */
	struct ordered ordered;
};

static double times_the_target(const struct piped *piped)
{
	return piped->target ? (double)piped->age / (double)piped->target : 0;
}

/* Red before yellow before green; of one colour what is late by most, then what is over its target by most, then what
   has stood for longest. */
static int worst_first(const void *a, const void *b)
{
	const struct piped *x = a, *y = b;
	double by_target = times_the_target(y) - times_the_target(x);
	if (x->work.light != y->work.light)
		return x->work.light < y->work.light ? -1 : 1;
	if (x->work.late != y->work.late)
		return x->work.late > y->work.late ? -1 : 1;
	if (by_target != 0)
		return by_target < 0 ? -1 : 1;
	if (x->since != y->since)
		return x->since < y->since ? -1 : 1;
	if (x->lead.lead != y->lead.lead)
		return x->lead.lead < y->lead.lead ? -1 : 1;
	return x->lead.client < y->lead.client ? -1 : x->lead.client > y->lead.client;
}

static enum status count_row(struct pipe *pipe, struct piped *piped, const struct group_keys *keys)
{
	struct sheet *sheet = &pipe->sheet;
	const struct light_row *work = &piped->work;
	enum pipe_list list = piped->lead.lead ? LEADS : CLIENTS;
	struct sheet_cell *cell;
	bool listed = false;
	if (!pipe->asked[list])
		return CRM_OK;
	enum status status = sheet_cell(sheet, keys, list, &cell);
	if (status != CRM_OK || !cell)
		return status;
	piped->is[ALL] = true;
	piped->is[OVER] = piped->target && piped->age > piped->target;
	piped->is[NO_NEXT_TASK] = work->next_task == INSTANT_MAX;
	piped->is[RED + (int)work->light] = true;
	pipe->light[work->light] = true;
	for (int figure = 0; figure < FIGURES; figure++)
		if (piped->is[figure])
			listed = sheet_count(sheet, cell, figure) || listed;
	struct pipe_cell *of = (struct pipe_cell *)cell;
	money_t amount = lead_amount_counted(&piped->lead);
	of->amount += amount;
	of->over += piped->is[OVER] ? amount : 0;
	of->red += piped->is[RED] ? amount : 0;
	return listed ? ordered_add(&pipe->ordered, piped) : CRM_OK;
}

static enum status count_lead(struct pipe *pipe, const struct light_lead *open)
{
	const struct lead *lead = &open->lead;
	const struct stage *stage = stage_id(pipe->sheet.crm, lead->stage);
	const struct group_keys keys = group_keys_of(lead, lead->manager, lead->created_at);
	struct piped piped = {.lead = *lead,
	    .work = open->row,
	    .since = open_lead_since(lead),
	    .target = stage ? stage->target_days * pipe->day : 0};
	piped.age = work_line_between(pipe->line, piped.since, pipe->sheet.at);
	return count_row(pipe, &piped, &keys);
}

/* By month and week he belongs to when his first task is due. */
static enum status count_client(void *arg, const struct light_row *client)
{
	struct pipe *pipe = arg;
	enum status status = CRM_OK;
	if (client->interest == 0) {
		const struct group_keys keys = {.manager = client->manager, .at = client->due};
		struct piped piped = {.lead = {.client = client->client,
		                          .manager = client->manager,
		                          .amount = AMOUNT_NONE,
		                          .last_touch = client->last_touch},
		    .work = *client,
		    .since = INSTANT_MAX};
		return count_row(pipe, &piped, &keys);
	}
	for (int i = 0; i < client->interest && status == CRM_OK; i++)
		status = count_lead(pipe, &client->open[i]);
	return status;
}

static void put_at_stage(struct line *line, const struct pipe *pipe, const struct piped *piped)
{
	line_lead(line, &piped->lead);
	line_text(line, LIST, list_names[LEADS]);
	line_time(line, SINCE, piped->since);
	line_real(line, AGE, 1, (double)piped->age / (double)pipe->day);
	line_id(line, TARGET, piped->target / pipe->day);
}

static enum status list_row(void *arg, const void *row, const char *name)
{
	struct pipe *pipe = arg;
	struct line *line = &pipe->sheet.line;
	const struct piped *piped = row;
	const struct light_row *work = &piped->work;
	struct buf *text;
	if (piped->lead.lead) {
		put_at_stage(line, pipe, piped);
	} else {
		line_text(line, LIST, list_names[CLIENTS]);
		line_int(line, CLIENT, piped->lead.client);
		line_text(line, MANAGER, manager_code(line->crm, piped->lead.manager));
		line_time_or_none(line, LAST_TOUCH, piped->lead.last_touch);
	}
	line_text(line, NAME, name);
	line_time(line, NEXT_TASK, work->next_task);
	line_real(line, OVERDUE_HOURS, 1, (double)light_tenths(work->late) / 10);
	line_text(line, LIGHT, light_name(work->light));
	if (work->defects && (text = line_begin(line, REASONS)))
		light_reasons_put(text, &pipe->rules, work);
	if (work->defects && (text = line_begin(line, FIX)))
		light_fix_put(text, &pipe->rules, work);
	return line_write(line);
}

static enum status print_list(struct sheet *sheet, struct sheet_cell *cell)
{
	const struct pipe_cell *of = (const struct pipe_cell *)cell;
	struct line *line = &sheet->line;
	const struct pipe *pipe = (const struct pipe *)sheet;
	if (!pipe->asked[cell->thing] || !cell->n[ALL])
		return CRM_OK;
	line_text(line, COUNT_LIST, sheet_thing(sheet, cell->thing));
	line_text(line, GROUP, cell->group);
	line_int(line, COUNT_ALL, cell->n[ALL]);
	line_int(line, COUNT_NO_NEXT_TASK, cell->n[NO_NEXT_TASK]);
	line_int(line, COUNT_RED, cell->n[RED]);
	line_int(line, COUNT_YELLOW, cell->n[YELLOW]);
	line_int(line, COUNT_GREEN, cell->n[GREEN]);
	line_share(line, SHARE, (double)cell->n[RED], (double)cell->n[ALL]);
	if (cell->thing == LEADS) {
		line_int(line, COUNT_OVER, cell->n[OVER]);
		line_money(line, SUM, of->amount);
		line_money(line, SUM_OVER, of->over);
		line_money(line, SUM_RED, of->red);
	}
	return line_write(line);
}

static const struct sheet_of counted = {.fields = pipe_counts_fields,
    .ids_fields = pipe_fields,
    .things = list_names,
    .figures = figure_names,
    .usage = N_("--ids [GROUP/]leads or clients[.over|.no_next_task|.red|.yellow|.green], not «%s»"),
    .size = sizeof(struct pipe_cell),
    .lists = true,
    .print = print_list};

static enum status open_pipe(struct pipe *pipe, const struct query *query)
{
	struct crm *crm = pipe->sheet.crm;
	bool leads = option(crm, "leads") != NULL, clients = option(crm, "clients") != NULL;
	pipe->asked[LEADS] = leads || !clients;
	pipe->asked[CLIENTS] = clients || !leads;
	enum status status = asked_no_period(crm, query);
	if (status == CRM_OK)
		status = light_check(crm, "--fail-on", query->fail_on);
	if (status != CRM_OK)
		return status;
	const struct calendar *calendar = crm_calendar(crm);
	if (!calendar)
		return crm->why.status;
	pipe->day = calendar_ordinary(calendar);
	return work_line_new(&pipe->line, calendar, crm->zone, &crm->why);
}

static bool fails(const struct pipe *pipe, const struct query *query)
{
	for (int light = 0; query->fail_on && light < LIGHTS; light++)
		if (pipe->light[light] && strcmp(light_name((enum light)light), query->fail_on) == 0)
			return true;
	return false;
}

enum status pipe_report(struct crm *crm, const struct query *query, struct writer *writer, struct buf *page)
{
	struct pipe pipe = {.ordered = {.crm = crm,
	                        .sorter = {.size = sizeof(struct piped), .compare = worst_first},
	                        .client_at = offsetof(struct piped, lead.client)}};
	(void)page;
	enum status status = sheet_open(&pipe.sheet, crm, query, writer, &counted);
	if (status == CRM_OK)
		status = open_pipe(&pipe, query);
	if (status == CRM_OK)
		status = lights_each(&(const struct light_asked){.crm = crm,
		    .query = query,
		    .with_leads = true,
		    .rules = &pipe.rules,
		    .each = count_client,
		    .arg = &pipe});
	if (status == CRM_OK && pipe.sheet.lists)
		status = ordered_each(&pipe.ordered, pipe.sheet.line.wanted[NAME], list_row, &pipe);
	if (status == CRM_OK)
		status = sheet_print(&pipe.sheet);
	ordered_free(&pipe.ordered);
	work_line_free(pipe.line);
	sheet_close(&pipe.sheet);
	return status == CRM_OK && fails(&pipe, query) ? CRM_CONDITION : status;
}
