/*
 * Rows aligned for a terminal. Internal to rows/.
 *
 * Rows are held until table_print, so that a column is as wide as its widest cell; past 4 MiB of cells they are
 * printed, and later ones keep to the widths found so far or widen them.
 */
#ifndef CRM_ROWS_TABLE_PRIVATE_H
#define CRM_ROWS_TABLE_PRIVATE_H

#include "base/core/buf.h"
#include "rows/writer.h"

struct table;

/* ${fields}: ${n} of them, borrowed. ${eyes} is copied, or NULL. NULL if there is no memory. */
struct table *table_new(const struct field *const *fields, int n, const struct table_eyes *eyes);
void table_free(struct table *table); /* NULL is harmless */

/* Copies the cells; NULL is empty. False if there is no memory. */
bool table_row(struct table *table, const char *const *cells);

/* Whether enough is held to be printed. */
bool table_full(const struct table *table);

/* Headings, if they are not printed yet or a column has got its first value, and the rows held, into ${out}; they are
   forgotten here. False if there is no memory. */
bool table_print(struct table *table, struct buf *out);

#endif
