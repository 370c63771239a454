/*
 * Columns of phones and addresses that are known by what stands in them, not by their heading.
 */
#ifndef CRM_ROWS_COLUMNS_BIND_CELLS_H
#define CRM_ROWS_COLUMNS_BIND_CELLS_H

#include "rows/columns/bind.h"

/* How the cells of a column that nobody knew look. */
struct contact_column {
	const char *heading; /* as it came */
	const char *column;  /* what its cells are: "phone", "email" */
	bool taken; /* it is bound to that column from now on; else its heading leaves in doubt whose they are */
};

/* Rows of the input, as they came. */
struct bind_sample {
	const struct cells *header, *rows;
	int n;
	const char *country; /* see phone_parse */
};

/* Does a heading speak of somebody else's phone or address, or of another kind of number? Without memory: yes. */
bool bind_is_of_others(const char *heading);

/*
 * Where no column of the input gives the phone (or email) of ${columns} in any row of ${sample}, and the cells of a
 * column that nobody knows look like some: it is taken for that. Not if its heading speaks of somebody else or of
 * another kind of number, nor, for phones, if it does not speak of phones at all, nor if most rows have the same: then
 * it is only told. *${found}: what is new, *${n_found} of them, in ${arena}. ${seen}[binding->n]: columns that were
 * told before; kept by the caller, false at first.
 */
enum status bind_cells(struct binding *binding, const struct bind_sample *sample, const struct column *columns,
    const struct synonyms *synonyms, bool *seen, struct arena *arena, struct contact_column **found, int *n_found,
    struct why *why);

#endif
