/*
 * Made-up data: inquiries by the million, and a department to try things on.
 *
 * Nothing here is anybody's: addresses end in .example, and telephone numbers are +7 9xx 000-xx-xx. The same seed gives
 * the same bytes everywhere: no clock, no locale, no floating point.
 */
#ifndef CRM_DEMO_DEMO_H
#define CRM_DEMO_DEMO_H

#include <stdint.h>

#include "base/core/buf.h"
#include "base/core/status.h"
#include "rows/writer.h"

enum demo_column {
	DEMO_AT,
	DEMO_NAME,
	DEMO_PHONE,
	DEMO_EMAIL,
	DEMO_SOURCE,
	DEMO_CAMPAIGN,
	DEMO_PROJECT,
	DEMO_PAYMENT,
	DEMO_FAMILY,
	DEMO_COMMENT,
	DEMO_COMPANY,
	DEMO_COLUMNS
};
extern const struct field demo_fields[DEMO_COLUMNS + 1];

/* One inquiry: the cells point into the struct or to words that live for ever. */
struct demo_lead {
	const char *cell[DEMO_COLUMNS];
	char at[24], name[192], phone[24], email[64], comment[160];
	int64_t second; /* ${at}, of local time since 1970 */
};

/*
 * Row ${row} (from 0) of a file of ${rows}, in the order of time, spread over two years. Eight rows of a hundred come
 * from somebody who came before: his number in another spelling, his address in capitals. Two are spam, three have a
 * name with quotes, a comma or a line end in it. Any row can be asked for by itself. At most DEMO_MOST rows.
 */
#define DEMO_MOST 1000000000
void demo_lead(struct demo_lead *lead, uint64_t seed, int64_t rows, int64_t row);

enum { DEMO_TABLES = 14 };
struct demo_table {
	const char *name; /* "leads": of leads.csv */
	long rows;
	struct buf csv;
};
/* The sample department: the files that a month of work would leave, as CSV. CRM_IO: no memory. Released with
   demo_department_free, also after a failure. */
enum status demo_department(struct demo_table tables[DEMO_TABLES], struct why *why);
void demo_department_free(struct demo_table tables[DEMO_TABLES]);

/* Rows of demo_fields, and of demo_file_fields: the second writes the department to the folder ${path}, made if need
   be, whose files of these names are replaced. */
extern const struct field demo_file_fields[];
enum status demo_leads(int64_t rows, uint64_t seed, struct writer *writer, struct why *why);
enum status demo_files(const char *path, struct writer *writer, struct why *why);

#endif
