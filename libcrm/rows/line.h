/* One row as a line of text. Internal to rows/. No cell is NULL, except for line_csv, where it is empty. Memory: the
   buffer's failed says it. */
#ifndef CRM_ROWS_LINE_H
#define CRM_ROWS_LINE_H

#include "base/core/buf.h"
#include "rows/writer.h"

/* Does a spreadsheet, or JSON, take such a value for a number? */
bool line_kind_numeric(enum field_kind kind);

/* A record with its line end: cells quoted where they must be. */
void line_csv(struct buf *text, const char *const *cells, int n, char delimiter);
/* For a spreadsheet. ${cells} is used up; ${scratch} is room to work in. */
void line_excel(struct buf *text, const struct field *const *fields, const char **cells, int n, struct buf *scratch);
/* What would end a cell or a line is escaped: \t \n \r \\. */
void line_tsv(struct buf *text, const char *const *cells, int n);
/* An object of names and values: a number where the field is one, null for an empty value. */
void line_json(struct buf *text, const struct field *const *fields, const char *const *cells, int n);

#endif
