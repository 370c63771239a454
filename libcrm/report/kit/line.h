/*
 * One row of a report: cells are filled by their names, an enum a report in the order of its fields, and go out
 * together.
 *
 * A cell nobody fills is empty. What fails on the way (memory) is remembered, and said once by line_write. A cell that
 * the reader did not ask for (-o) is not made.
 */
#ifndef CRM_REPORT_KIT_LINE_H
#define CRM_REPORT_KIT_LINE_H

#include "book/records/query.h"

#define LINE_CELLS 24

struct line {
	struct crm *crm;
	struct writer *writer;
	const struct field *fields;
	int n;
	bool wanted[LINE_CELLS];       /* printed at all */
	int lead_cell[LINE_CELLS];     /* enum lead_cell of line_lead, or -1 */
	const char *given[LINE_CELLS]; /* a text of somebody else's; NULL: empty, or made */
	size_t made[LINE_CELLS];       /* where in ${text} a made one begins, + 1; 0: it is not made */
	int n_made;
	struct buf text; /* the made ones, one after the other's end */
};

/* Rows of ${fields}, which are what ${writer} was opened with. Released with line_close. */
void line_open(struct line *line, struct crm *crm, struct writer *writer, const struct field *fields);
/* The row goes to the writer as it is, and the line is empty again. */
enum status line_write(struct line *line);
/* Harmless on a line that is all zero. */
void line_close(struct line *line);

/* A text, borrowed until line_write; NULL is empty. */
void line_text(struct line *line, int cell, const char *text);
void line_int(struct line *line, int cell, int64_t number);
void line_id(struct line *line, int cell, int64_t number);                /* 0 is empty */
void line_real(struct line *line, int cell, int decimals, double number); /* NAN is empty */
void line_money(struct line *line, int cell, money_t money);              /* AMOUNT_NONE is empty */
void line_time(struct line *line, int cell, instant_t at);                /* INSTANT_MIN and INSTANT_MAX are empty */
void line_time_or_none(struct line *line, int cell, instant_t at);        /* 0 is empty too: never */
void line_day(struct line *line, int cell, day_t day);
/* ${k} of ${n} as a share in ${cell}, with Wilson's 95 % interval in the two cells after it; empty when ${n} is 0. */
void line_share(struct line *line, int cell, double k, double n);
/* For texts put together: what is added to it until the next call of this line is the cell's. NULL when nobody wants
   it: ask before anything dear is worked out. */
struct buf *line_begin(struct line *line, int cell);

/*
 * A lead, in every cell whose field is called as a column of leads is: lead client manager state stage source campaign
 * project amount created_at stage_since decided_at last_touch reason. Other cells are left alone.
 */
void line_lead(struct line *line, const struct lead *lead);

#endif
