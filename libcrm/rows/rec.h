/*
 * A record: one input row as a command sees it, whether it came from a file, from operands or as a bare id.
 */
#ifndef CRM_ROWS_REC_H
#define CRM_ROWS_REC_H

#include <stdbool.h>

struct rec {
	long row, line;           /* line is 0 for operands */
	bool typed;               /* on the command line: whoever gave it is there to correct it */
	const char *const *value; /* by the command's own column list; NULL: absent or empty */
	/* By the same list: what the operands say, also where the row has a word of its own. NULL: none are known. */
	const char *const *operand;
	int n_more; /* what the command has no column for, and repeats of one of its columns */
	const char *const *more_name;
	const char *const *more_value;
	const int
	    *maybe; /* for each of those the column whose thing its value may name ("Стадия" of another system), or -1;
	    NULL: none may */
	const char *fault; /* why it cannot be taken, when whoever read it knows; else NULL */
	const void *own;   /* what a command that reads by itself keeps of it beside the columns; else NULL */
	const void *ahead; /* what a command found out about it before the lock was taken; else NULL */
	void *read;        /* of the first of several: what it made of their cells by then; else NULL */
};

#endif
