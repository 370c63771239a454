/*
 * Rows out: csv, tsv, json (an object a line), table (aligned for a terminal).
 */
#ifndef CRM_ROWS_WRITER_H
#define CRM_ROWS_WRITER_H

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>

#include "base/core/status.h"

enum format { FORMAT_CSV, FORMAT_TSV, FORMAT_JSON, FORMAT_TABLE, FORMAT_TEXT, FORMAT_HTML };

/* How a value looks and which side it stands on in a table. JSON writes INT, MONEY and REAL as numbers, the rest as
   strings, an empty value as null. TIME is an instant or a day, PHONE a plus and the digits, CODE a text that eyes see
   as it is, for it will be typed. */
enum field_kind { KIND_TEXT, KIND_INT, KIND_MONEY, KIND_REAL, KIND_TIME, KIND_PHONE, KIND_CODE };

struct field {
	const char *name; /* ASCII; the list ends with NULL */
	enum field_kind kind;
	const char *title; /* heading of table, N_() marked; NULL: the name */
};

struct writer;

/* What makes a table one for eyes. */
struct table_eyes {
	/* What is shown for the text ${code} in the column of that name: itself, or a name. Borrowed until the next
	   call. NULL: always itself */
	const char *(*called)(void *arg, const char *column, const char *code);
	void *arg;
	int year;         /* which goes without saying in a time */
	int width;        /* columns of the terminal: wide texts are cut, and columns at the end left out; 0: no end */
	bool keeps_empty; /* columns without a value, which are left out else */
};

struct writer_options {
	enum format format; /* FORMAT_TEXT and FORMAT_HTML are not for writers: CRM_USAGE */
	/* csv only: BOM, `;`, CRLF, titles of the language as headings, decimal comma, days and times as a Russian
	   spreadsheet knows them, phones as texts, formula characters and long digit strings disarmed */
	bool excel;
	const char *columns; /* "A,B": these, in this order; NULL: all. Unknown: CRM_USAGE naming the nearest */
	const struct table_eyes *eyes; /* table only, copied; NULL: cells as they are, all of them */
};

/*
 * A writer on ${out} (borrowed). The header goes out with the first row or at writer_close. csv is lossless: what
 * reader.h reads back is what was written. tsv cannot hold tabs and line ends: \t \n \r \\ are escaped. table replaces
 * control characters and cuts nothing; widths are by utf8_width.
 */
enum status writer_open(struct writer **writer, FILE *out, const struct field *fields,
    const struct writer_options *options, struct why *why);

/* Is the field of that place among the columns asked for? */
bool writer_prints(const struct writer *writer, int field);

/* One row, cells in the order of the fields; NULL is empty. Texts are copied where they must outlive the call. */
enum status writer_row(struct writer *writer, const char *const *cells, struct why *why);

/* Write what is held back so that a reader downstream has it now. */
enum status writer_flush(struct writer *writer, struct why *why);

/* Header if nothing was written, flush, release. NULL is harmless. A failure to write is CRM_IO, and EPIPE too: the
   front tells them apart by errno, which stays that of the failure. */
enum status writer_close(struct writer *writer, struct why *why);

/* Release without another byte: what was to be said has failed, or is said already. NULL is harmless. */
void writer_discard(struct writer *writer);

/* One CSV record with its line end, quoted as needed: for rejects files. Returns false if the stream failed. */
bool writer_csv_record(FILE *out, const char *const *cells, int n, char delimiter);

/* The same for a spreadsheet, as texts with their guards; ${first} begins the file. */
bool writer_excel_record(FILE *out, const char *const *cells, int n, bool first);

/* Exactly these words; CRM_USAGE otherwise. */
enum status format_parse(const char *text, enum format *format);

#endif
