/* What operands.c, row_record.c and input.c share: where the records of a command come from. */
#ifndef CRM_FRONT_COMMAND_INPUT_PRIVATE_H
#define CRM_FRONT_COMMAND_INPUT_PRIVATE_H

#include <limits.h>

#include "front/command/front_private.h"

#define INPUT_COLUMNS_MAX 64
#define BOM "\xEF\xBB\xBF"
#define INPUT_NOT_TAKEN (-2) /* a column of the input; beside -1, an attribute */
#define INPUT_SAID (-3)      /* a cell: an attribute of which the map has said what it means */

/* Names and values that are no column of ours. ${maybe}: the column whose thing the value may name, or -1. */
struct row_more {
	struct row_extra {
		const char *name, *value;
		int maybe;
	} * extra;
	int n, room;
};

/* operands.c */
struct operands {
	const char *filled[INPUT_COLUMNS_MAX]; /* values by column */
	struct row_more more;
	const char *const *ids;
	int n_ids;
	const char *file;     /* is standard input now; NULL: none was named */
	bool from_stdin, one; /* one: the operands alone are a record */
	bool fill;            /* they say something that a row may lack */
};
/* What the command line says of the records; CRM_USAGE. Texts are borrowed from argv. */
enum status operands_take(struct operands *operands, const struct feeding *feeding);

/* The place of the column that a heading of the settings means, «Код» the first; -1. */
int operands_heading(const struct column *columns, const char *heading);

struct input {
	const struct feeding *feeding;
	struct crm *crm;   /* whose rows these are: their texts go into its chunk */
	struct buf *notes; /* lines about the input that are said when its rows are taken; NULL: at once */
	int n_columns;     /* of the command */
	int named;         /* of these, the name of somebody whose address and phone it takes too; -1 */
	bool nameless;     /* no column of the input is one, and «Контрагент» is there */
	bool several[INPUT_COLUMNS_MAX];       /* of these, whose cells may hold several values */
	int asked[INPUT_COLUMNS_MAX], n_asked; /* of these, which a row must have, or one of which */
	struct operands operands;
	int next_id;
	bool one_left;
	struct reader *reader;
	struct cells header; /* of the reader, and behind it what another file in the same pipe has besides */
	int width, wanted;   /* cells of the heading at hand; without empty ones at its end */
	struct binding binding;
	bool *seen;                      /* columns of the input that bind_cells has told of */
	bool heads[256];                 /* first bytes of cells with which a second heading may begin */
	long headings;                   /* that came after the first */
	int widened;                     /* of those, how many had new columns */
	int *place, n_places, n_cells;   /* where the cells of the last one stand in the first; NULL: as they come */
	struct row_more more;            /* of the record at hand; room for it is kept */
	int verdict, reason;             /* columns of an upstream verdict stream; -1 */
	bool reason_of_rejects;          /* the last column is what a rejects file added */
	long foreign_rows;               /* read by the command itself */
	bool header_is_id, header_given; /* a bare list of ids has no header */
	bool plain;                      /* its headings are our own names */
	enum status ended;               /* CRM_OK: more may come */
	char name[NAME_MAX + 1];
};

/* second_heading.c: the next row, as it came, in the order of the first heading; what its cells mean is seen when the
   rows of a chunk stand side by side. */
enum status second_heading_next(struct input *source, struct cells *raw, int patience);

/* input.c: a line about the input. */
void input_note(struct input *source, const char *format, ...) __attribute__((format(printf, 2, 3)));
/* How many cells a row should have under this heading. */
void input_measure(struct input *source, const struct cells *heading);

/* row_record.c: false when there is no memory. */
bool row_more_add(struct row_more *more, const char *name, const char *value, int maybe);
void row_more_free(struct row_more *more);
/* A row as the command sees it, in crm->chunk. ${cells} NULL: from the operands alone. */
enum status row_record_make(struct input *source, const struct cells *cells, struct rec *rec);
/* The rows of a chunk as records: what a column holds is seen in all its cells first. Nothing for operands and for what
   a command reads itself. */
enum status row_records_make(struct input *source, struct rec *recs, const struct cells *raw, int n);
/* What a command read itself gets what the operands say. */
enum status row_record_fill(struct input *source, struct rec *rec);

#endif
