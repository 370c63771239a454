/*
 * How a report is built.
 *
 * A report is data and one function over rows. The data are its columns, the things it counts (stages, lists, ...) and
 * the figures it has of each: a struct sheet_of. The function is given one row after the other and says in which cell
 * it counts, and as which figure. The kit does the rest:
 *
 *	options      the front reads them into a query; sheet_open takes the period, the moment and --ids from it
 *	rows         scan.h: leads, as the sums, the tables or the journal have them
 *	             lives.h: all that happened to a lead
 *	             open_leads.h: open leads with their open tasks
 *	             task_history.h: tasks
 *	             The road is chosen there; no report asks for -T or --known-at itself.
 *	filter       sheet_cell leaves out whom -m and -u leave out: a row counts for one manager, so that managers add
 *	             up to units and units to the company
 *	groups       groups.h: -g, by the keys of the row
 *	--ids        sheet_count counts a row, or gives the line in which it is to be listed: one call, so that a count
 *	             and its list cannot differ
 *	numbers      base/statistics/stats.h, survival.h: intervals, medians. A rate without its interval is not printed
 *
 * A report of its own folder: report/NAME/NAME.h (what it says, in the business's words), NAME.c (columns, things,
 * the function), NAME.sql (how rows are found). report/forgotten is the plainest one.
 *
 *	static enum status count_lead(void *arg, const struct open_lead *open)
 *	{
 *		...
 *		enum status status = sheet_cell(sheet, &keys, LIST, &cell);
 *		struct line *line = status == CRM_OK && cell ? sheet_count(sheet, cell, LEADS) : NULL;
 *		return line ? list_lead(line, open) : status;
 *	}
 */
#ifndef CRM_REPORT_KIT_SHEET_H
#define CRM_REPORT_KIT_SHEET_H

#include "report/kit/asked.h"
#include "report/kit/groups.h"
#include "report/kit/line.h"

#define SHEET_FIGURES 12

struct sheet;

/* What is counted of one thing in one group. A report's own cell begins with it; what follows is zero at first. */
struct sheet_cell {
	const char *group; /* its name; "" without -g */
	int thing;
	int64_t n[SHEET_FIGURES];
};

/* What a report counts: constants of its file. */
struct sheet_of {
	const struct field *fields, *ids_fields; /* of its cells; of --ids */
	const char *const *things;               /* their names, NULL at the end; NULL: the department's stages */
	const char *const *figures;              /* the names that --ids has, NULL at the end; the first goes without */
	const char *usage;                       /* N_("--ids [GROUP/]STAGE[.open], not «%s»"); %s is there */
	size_t size;                             /* of its cell; 0: no more than struct sheet_cell */
	bool lists; /* without -g and --ids every row of a cell's first figure is listed: ids_fields (counted_out) */
	/* A cell into sheet->line, and on by line_write; or nothing. */
	enum status (*print)(struct sheet *sheet, struct sheet_cell *cell);
	void (*release)(struct sheet_cell *cell); /* what it holds beside itself; NULL: nothing */
};

struct sheet {
	struct crm *crm;
	const struct query *query;
	const struct sheet_of *of;
	instant_t from, to; /* the period; INSTANT_MIN and INSTANT_MAX without one */
	instant_t at;       /* the moment the report is about; nothing after it has happened */
	day_t today;        /* its day; of -T and a date that date, though the moment is its last midnight */
	struct line line;
	bool lists; /* rows are listed, not counted: no sums can answer */
	/* inside */
	struct groups groups;
	struct asked_ids ids;
	int n_things, ids_thing, ids_figure; /* ids_thing: -1 without --ids */
	size_t size;
};

/* Operands are refused, --ids is read. Released with sheet_close, also after it failed. */
enum status sheet_open(
    struct sheet *sheet, struct crm *crm, const struct query *query, struct writer *writer, const struct sheet_of *of);
void sheet_close(struct sheet *sheet);

/* The cell of ${thing} in the group of ${keys}. *${cell} is NULL where -m or -u leave its manager out: CRM_OK all the
   same. It stays where it is until sheet_close. */
enum status sheet_cell(struct sheet *sheet, const struct group_keys *keys, int thing, struct sheet_cell **cell);

/* Count one row as ${figure}. Where it is to be listed: the line, which the caller fills and writes, now or later; else
   NULL. */
struct line *sheet_count(struct sheet *sheet, struct sheet_cell *cell, int figure);

/* Each cell by print, groups in the order of their names, things in their own; without -g also when nothing was
   counted. Nothing where rows are listed. */
enum status sheet_print(struct sheet *sheet);

/* The name of a thing: the code of a stage. */
const char *sheet_thing(const struct sheet *sheet, int thing);

/* The columns of a lead, for --ids. */
extern const struct field sheet_lead_fields[];

#endif
