/*
 * One row put together by libcsv, piece by piece. Internal to rows/.
 */
#ifndef CRM_ROWS_CSV_RECORD_PRIVATE_H
#define CRM_ROWS_CSV_RECORD_PRIVATE_H

#include <csv.h>

#include "base/core/buf.h"
#include "rows/reader.h"

enum csv_trouble { RECORD_FINE, RECORD_FIELD_LONG, RECORD_MANY_CELLS, RECORD_LONG };

struct csv_record {
	struct csv_parser csv;
	enum csv_trouble trouble;
	bool complete;   /* the row is whole */
	struct buf text; /* its cells one after the other, each with a NUL */
	int n;
	size_t *cell; /* where each begins: room for READER_COLUMNS_MAX */
};

/* ${record}: zeroed before. Released with csv_record_free. The dialect is set before the first csv_record_add. False
   without memory. */
bool csv_record_init(struct csv_record *record);
void csv_record_dialect(struct csv_record *record, char delimiter, char quote);
void csv_record_clear(struct csv_record *record); /* for the next row */
void csv_record_free(struct csv_record *record);

/*
 * A piece of text; a line end ends the row unless it is inside quotes, and nothing may follow it in the piece. A quote
 * inside a cell that has none around it is a character like any other. CRM_DATA with the reason alone when the row
 * cannot be read, and with it all that follows; CRM_IO.
 */
enum status csv_record_add(struct csv_record *record, const char *text, size_t length, struct why *why);

/* The end of the input is the end of the row. */
enum status csv_record_end(struct csv_record *record, struct why *why);

/* CRM_DATA: a row has more than READER_COLUMNS_MAX cells. */
enum status csv_record_many_cells(struct why *why);

#endif
