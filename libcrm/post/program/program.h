/*
 * Another program is given something on its standard input, and waited for.
 *
 * It runs in a process group of its own: one that does not end in time is killed with all that it has started. One
 * that ends by itself may leave somebody behind, as mailers do who deliver later.
 */
#ifndef CRM_POST_PROGRAM_PROGRAM_H
#define CRM_POST_PROGRAM_PROGRAM_H

#include <stdbool.h>
#include <stddef.h>

struct program {
	/* Its name, looked for in $PATH, /usr/sbin, /usr/lib and /sbin, and what follows; NULL at the end. */
	const char *const *words;
	const char *bytes; /* what it is given */
	size_t length;
	int seconds;     /* how long it may take */
	size_t file_max; /* bytes of a file it may write; 0: any */
	bool quiet;      /* what it says is nothing to tell anybody */
};

enum program_end {
	PROGRAM_EXITED,  /* with a status; 127: there is no such program */
	PROGRAM_KILLED,  /* by a signal */
	PROGRAM_LATE,    /* it did not end in time */
	PROGRAM_NO_START /* errno says why */
};

/* *number: the status, or the signal. Its standard output goes where its standard error goes: ours belongs to the
   verdicts. */
enum program_end program_run(const struct program *program, int *number);

#endif
