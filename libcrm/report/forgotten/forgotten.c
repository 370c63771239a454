#include "report/forgotten/forgotten.h"

#include "base/text/word_meant.h"
#include "report/kit/open_leads.h"
#include "report/kit/ordered.h"
#include "report/kit/sheet.h"

#define DAY 86400

enum list { FORGOTTEN, OVERDUE, UNASSIGNED, LISTS };
static const char *const list_names[] = {"forgotten", "overdue", "unassigned", NULL};

enum list_figure { LEADS, OPEN };
static const char *const figure_names[] = {[LEADS] = "leads", [OPEN] = "open", NULL};

enum { LIST, LEAD, CLIENT, NAME, MANAGER, STAGE, AMOUNT, SINCE, DAYS, TASK, FIX };

const struct field forgotten_fields[] = {[LIST] = {"list", KIND_TEXT, N_("list")},
    [LEAD] = {"lead", KIND_INT, N_("lead")},
    [CLIENT] = {"client", KIND_INT, N_("client")},
    [NAME] = {"name", KIND_TEXT, N_("name")},
    [MANAGER] = {"manager", KIND_TEXT, N_("manager")},
    [STAGE] = {"stage", KIND_TEXT, N_("stage")},
    [AMOUNT] = {"amount", KIND_MONEY, N_("amount")},
    [SINCE] = {"since", KIND_TIME, N_("since")},
    [DAYS] = {"days", KIND_INT, N_("days")},
    [TASK] = {"task", KIND_INT, N_("task")},
    [FIX] = {"fix", KIND_TEXT, N_("fix")},
    {0}};

enum { COUNT_LIST, GROUP, COUNT_LEADS, COUNT_OPEN, SHARE, LO, HI, SUM, OLDEST };

const struct field forgotten_counts_fields[] = {[COUNT_LIST] = {"list", KIND_TEXT, N_("list")},
    [GROUP] = {"group", KIND_TEXT, N_("group")},
    [COUNT_LEADS] = {"leads", KIND_INT, N_("leads")},
    [COUNT_OPEN] = {"open", KIND_INT, N_("open")},
    [SHARE] = {"share", KIND_REAL, N_("share")},
    [LO] = {"share_lo", KIND_REAL, N_("from 95%")},
    [HI] = {"share_hi", KIND_REAL, N_("to 95%")},
    [SUM] = {"amount", KIND_MONEY, N_("amount")},
    [OLDEST] = {"oldest_days", KIND_INT, N_("the oldest, days")},
    {0}};

/* What is counted of a list. */
struct list_cell {
	struct sheet_cell cell;
	money_t amount;
	int64_t oldest; /* days */
};

/* A lead of a list. */
struct stray {
	struct lead lead;
	int64_t task; /* the late one; 0: none */
	instant_t since;
	int list; /* LISTS: on none */
};

struct forgotten {
	struct sheet sheet;
	int only; /* --list; -1 */
	struct ordered ordered;
};

/* The lists one after the other, in each the oldest first. */
static int worst_first(const void *a, const void *b)
{
	const struct stray *x = a, *y = b;
	if (x->list != y->list)
		return x->list < y->list ? -1 : 1;
	if (x->since != y->since)
		return x->since < y->since ? -1 : 1;
	return x->lead.lead < y->lead.lead ? -1 : x->lead.lead > y->lead.lead;
}

static bool is_nobodys(const struct forgotten *forgotten, const struct lead *lead)
{
	const struct manager *owner = manager_id(forgotten->sheet.crm, lead->manager);
	return !owner || owner->left <= forgotten->sheet.today;
}

static struct stray stray_of(const struct forgotten *forgotten, const struct open_lead *open)
{
	const struct lead *lead = open->lead;
	instant_t at = forgotten->sheet.at, seen = open_lead_seen(lead);
	struct stray stray = {.lead = *lead, .list = LISTS};
	if (is_nobodys(forgotten, lead)) {
		stray.list = UNASSIGNED;
		stray.since = lead->created_at;
	} else if (open->n_tasks && open->task[0].due < at) {
		stray.list = OVERDUE;
		stray.since = open->task[0].due;
		stray.task = open->task[0].task;
	} else if (!open->n_tasks && seen < at - open_lead_rot_days(forgotten->sheet.crm, lead) * DAY) {
		stray.list = FORGOTTEN;
		stray.since = seen;
	}
	return stray;
}

static int64_t days_of(const struct forgotten *forgotten, const struct stray *stray)
{
	return stray->list == LISTS ? 0 : (forgotten->sheet.at - stray->since) / DAY;
}

/* The share of each list is of all open leads. */
static enum status count_lead(void *arg, const struct open_lead *open)
{
	struct forgotten *forgotten = arg;
	struct sheet *sheet = &forgotten->sheet;
	const struct lead *lead = open->lead;
	const struct stray stray = stray_of(forgotten, open);
	const struct group_keys keys = group_keys_of(lead, lead->manager, lead->created_at);
	enum status status = CRM_OK;
	for (int list = 0; list < LISTS && status == CRM_OK; list++) {
		struct sheet_cell *cell;
		if (forgotten->only >= 0 && forgotten->only != list)
			continue;
		status = sheet_cell(sheet, &keys, list, &cell);
		if (status != CRM_OK || !cell)
			return status;
		bool listed = sheet_count(sheet, cell, OPEN) != NULL;
		if (list == stray.list) {
			struct list_cell *of = (struct list_cell *)cell;
			int64_t days = days_of(forgotten, &stray);
			listed = sheet_count(sheet, cell, LEADS) != NULL || listed;
			of->amount += lead_amount_counted(lead);
			of->oldest = days > of->oldest ? days : of->oldest;
		}
		if (listed)
			status = ordered_add(&forgotten->ordered, &stray);
	}
	return status;
}

static void fix_put(struct buf *text, const struct stray *stray)
{
	switch (stray->list) {
	case FORGOTTEN:
		buf_format(text, "crm-task-add kind=call due=+1h lead=%lld", (long long)stray->lead.lead);
		break;
	case OVERDUE: buf_format(text, "crm-task-done %lld", (long long)stray->task); break;
	case UNASSIGNED: buf_format(text, "crm-assign %lld", (long long)stray->lead.lead); break;
	}
}

static enum status list_lead(void *arg, const void *row, const char *name)
{
	struct forgotten *forgotten = arg;
	struct line *line = &forgotten->sheet.line;
	const struct stray *stray = row;
	line_lead(line, &stray->lead);
	line_text(line, LIST, list_names[stray->list]);
	line_text(line, NAME, name);
	line_id(line, TASK, stray->task);
	if (stray->list < LISTS) {
		struct buf *fix = line_begin(line, FIX);
		if (fix)
			fix_put(fix, stray);
		line_time(line, SINCE, stray->since);
		line_int(line, DAYS, days_of(forgotten, stray));
	}
	return line_write(line);
}

static enum status print_list(struct sheet *sheet, struct sheet_cell *cell)
{
	const struct list_cell *of = (const struct list_cell *)cell;
	struct line *line = &sheet->line;
	const struct forgotten *forgotten = (const struct forgotten *)sheet;
	if (forgotten->only >= 0 && forgotten->only != cell->thing)
		return CRM_OK;
	line_text(line, COUNT_LIST, sheet_thing(sheet, cell->thing));
	line_text(line, GROUP, cell->group);
	line_int(line, COUNT_LEADS, cell->n[LEADS]);
	line_int(line, COUNT_OPEN, cell->n[OPEN]);
	line_share(line, SHARE, (double)cell->n[LEADS], (double)cell->n[OPEN]);
	line_money(line, SUM, of->amount);
	if (cell->n[LEADS])
		line_int(line, OLDEST, of->oldest);
	return line_write(line);
}

static const struct sheet_of counted = {.fields = forgotten_counts_fields,
    .ids_fields = forgotten_fields,
    .things = list_names,
    .figures = figure_names,
    .usage = N_("--ids [GROUP/]LIST[.open], LIST is forgotten, overdue or unassigned, not «%s»"),
    .size = sizeof(struct list_cell),
    .lists = true,
    .print = print_list};

static enum status take_list(struct forgotten *forgotten)
{
	struct crm *crm = forgotten->sheet.crm;
	const char *word = option(crm, "list");
	forgotten->only = word ? word_meant(word, list_names) : -1;
	return word && forgotten->only < 0
	           ? why_set(&crm->why, CRM_USAGE, _("no list «%s»: forgotten overdue unassigned"), word)
	           : CRM_OK;
}

enum status forgotten_report(struct crm *crm, const struct query *query, struct writer *writer, struct buf *page)
{
	struct forgotten forgotten = {.ordered = {.crm = crm,
	                                  .sorter = {.size = sizeof(struct stray), .compare = worst_first},
	                                  .client_at = offsetof(struct stray, lead.client)}};
	(void)page;
	enum status status = sheet_open(&forgotten.sheet, crm, query, writer, &counted);
	if (status == CRM_OK)
		status = asked_no_period(crm, query);
	if (status == CRM_OK)
		status = take_list(&forgotten);
	if (status == CRM_OK)
		status = open_leads_each(crm, query, count_lead, &forgotten);
	if (status == CRM_OK && forgotten.sheet.lists)
		status = ordered_each(&forgotten.ordered, forgotten.sheet.line.wanted[NAME], list_lead, &forgotten);
	if (status == CRM_OK)
		status = sheet_print(&forgotten.sheet);
	ordered_free(&forgotten.ordered);
	sheet_close(&forgotten.sheet);
	return status;
}
