/*
 * How the columns of an input are read: which of day and month comes first, whether `,` parts kopecks off, in which
 * currency sums are.
 *
 * These belong to a column and not to a row: a column is looked at as a whole, in the rows that come together first,
 * before the first of them is taken. What comes later is held against it.
 */
#ifndef CRM_BOOK_CONTEXT_COLUMN_READING_H
#define CRM_BOOK_CONTEXT_COLUMN_READING_H

#include "base/value/money.h"
#include "book/context/crm.h"
#include "rows/columns/bind.h"
#include "rows/rec.h"

/* A row of a column and what stands there; row 0: none yet. */
struct column_cell {
	long row;
	const char *text; /* in crm->run */
};

struct column_reading {
	const char *column;  /* ours */
	const char *heading; /* theirs; NULL: the command line */
	/* of times */
	struct column_cell day_first, month_first, either;
	enum date_order order;
	/* of sums */
	struct money_way way;
	char own[CURRENCY_ROOM];      /* of the department */
	char currency[CURRENCY_ROOM]; /* that the heading names; "" */
};

/* Does a column of that name hold times: at, due, closed …? And such as are still to come? */
bool column_holds_times(const char *name);
bool column_is_due(const char *name);

/*
 * Look at the columns of times and sums in ${n} rows, before they are taken. ${headings}: of each column, as their
 * owner calls it, or NULL. CRM_DATA when rows contradict each other, or what was taken before: nothing of this is to be
 * taken.
 */
enum status column_reading_learn(
    struct crm *crm, const struct column *columns, const char *const *headings, const struct rec *recs, int n);

/* Of a column of times or sums that was looked at; NULL: of none. */
const struct column_reading *column_reading(const struct crm *crm, const char *column);

/* As people call it: their heading, else our name. */
const char *column_called(const struct crm *crm, const char *column);

/* A time as its column has it: CRM_DATA if it is none, or if --dates says another order than it is written in. */
enum status column_time(struct crm *crm, const char *column, const char *text, instant_t *at, bool *day_only);

#endif
