/* One row as a line of text. Internal to rows/. No cell is NULL, except for line_csv, where it is empty. Memory: the
 * buffer's failed says it. */
#ifndef CRM_ROWS_LINE_H
#define CRM_ROWS_LINE_H

#include "base/core/buf.h"
#include "rows/writer.h"

bool kind_numeric(enum kind kind);

void line_csv(struct buf *text, const char *const *cells, int n, char delimiter);
/* For a spreadsheet. ${cells} is used up; ${scratch} is room to work in. */
void line_excel(struct buf *text, const struct field *const *fields, const char **cells, int n, struct buf *scratch);
void line_tsv(struct buf *text, const char *const *cells, int n);
void line_json(struct buf *text, const struct field *const *fields, const char *const *cells, int n);

#endif
