/*
 * What became of the rows, told: each verdict on standard output, rejections on stderr and into the file of -r, all of
 * it counted. At once, or held back until it is decided whether the rows are in.
 */
#ifndef CRM_FRONT_COMMAND_ANSWERS_PRIVATE_H
#define CRM_FRONT_COMMAND_ANSWERS_PRIVATE_H

#include "front/command/front_private.h"
#include "rows/waiting.h"

struct answers {
	const struct feeding *feeding;
	struct input *source;
	const struct cells
	    *header; /* of the input as far as it is taken, which may be read further; NULL: it has none */
	struct writer *writer;
	FILE *rejects;     /* of -r; NULL */
	int rejects_width; /* cells of the heading that stands there, 0: none; another file in the pipe may have more */
	struct waiting held;
	struct tally told;
};

/* A chunk of rows and their answers. */
struct answered_rows {
	const struct rec *recs;
	const struct cells *raw;
	const struct answer *answers;
	int n;
};

/* Released with answers_close, also when this fails. */
enum status answers_open(struct answers *answers, const struct feeding *feeding, struct input *source);
/* The last byte has arrived, or that is said; ${failed}: something else was said already. */
enum status answers_close(struct answers *answers, bool failed);

/* ${culprit}: the row that kept all the others out (--atomic), whose answers all say so; 0. */
enum status answers_tell(struct answers *answers, const struct answered_rows *rows, long culprit);
/* They wait, after those that wait already. */
enum status answers_hold(struct answers *answers, const struct answered_rows *rows);
enum status answers_tell_held(struct answers *answers, long culprit);

#endif
