/*
 * Rows in: CSV or TSV from a file descriptor, as UTF-8; or JSON, an object a line, whose keys are the heading.
 *
 * Recognises byte order marks, UTF-8, UTF-16, windows-1251 and koi8-r (windows-1252 for Latin texts); the delimiters ,
 * ; tab | (also by a leading "sep=;" line); LF, CRLF and CR line ends. Only framing that makes the rest unreadable is
 * an error: an unterminated quote, a field above 1 MiB, a NUL byte, bytes that are not of the encoding where it is not
 * UTF-8, text after a closing quote. A row with the wrong number of cells, or with bytes that are not UTF-8 in an input
 * that is, is a row: the caller judges it. A quote inside a cell that has none around it is a character. Of a
 * spreadsheet's file (a mark and `;`, as --excel writes) the apostrophe that guards a cell from being a formula is
 * taken off again.
 */
#ifndef CRM_ROWS_READER_H
#define CRM_ROWS_READER_H

#include <stdbool.h>

#include "base/core/arena.h"
#include "base/core/status.h"

#define READER_FIELD_MAX (1 << 20)
#define READER_COLUMNS_MAX 4096

struct reader;

struct reader_options {
	const char *name;     /* how messages begin: "leads.csv"; NULL: "stdin" */
	const char *encoding; /* NULL: recognise */
	char delimiter;       /* 0: recognise */
	bool strict;          /* bytes that are not UTF-8 in a row are CRM_DATA, as they are in the header */
	void (*note)(
	    void *arg, const char *text); /* told once which encoding was chosen when it is not UTF-8; may be NULL */
	void *note_arg;
};

/* A row: cells are NUL-terminated, borrowed from the arena given to reader_next. They are UTF-8 unless ${fault} says
   otherwise; those after it may
   be broken too. */
struct cells {
	const char **cell;
	int n;
	long row;           /* data rows count from 1; the header is 0 */
	long line;          /* line of the input on which the row begins, from 1 */
	int fault;          /* the first cell that is not UTF-8, as it came; -1: none */
	const char *remark; /* of whoever reads it on: what is odd about it as a row; NULL */
};

/*
 * Begin to read from ${fd} (not closed by the reader). Reads the header row; an input of zero bytes is CRM_DATA ("the
 * input is empty, not even a header: did the program before die?"). Released with reader_close. Header cells live as
 * long as the reader.
 */
enum status reader_open(struct reader **reader, int fd, const struct reader_options *options, struct why *why);
const struct cells *reader_header(const struct reader *reader);
const char *reader_name(const struct reader *reader);

/* What parts the cells; and from the next row on, when another file begins in the same input. */
char reader_delimiter(const struct reader *reader);
void reader_delimit(struct reader *reader, char delimiter);

/*
 * The next row into ${row}, its text in ${arena}. CRM_OK; CRM_NONE at the end; CRM_DATA when the framing is broken (row
 * and line are in the sentence, and rows read before stay valid); CRM_IO. With ${patience} >= 0 milliseconds: CRM_PAUSE
 * if nothing arrives for so long; -1 waits for ever. Blank lines are skipped.
 */
enum status reader_next(struct reader *reader, struct cells *row, struct arena *arena, int patience, struct why *why);

/* The header and the row exactly as cells, for a rejects file: see writer.h. */
void reader_close(struct reader *reader);

#endif
