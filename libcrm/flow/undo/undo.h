/*
 * Taking back what one run of a command did: each of its events gets an event that reverses it, the last one first.
 * Nothing is deleted.
 *
 * What somebody changed since stays: if a later event of another batch concerns the same lead (client, task, enrolment,
 * row of settings), nothing of that lead is taken back, and the answer names the events in the way; or they go first,
 * the latest first, if that is asked. The undo is a batch too, and can be taken back itself.
 */
#ifndef CRM_FLOW_UNDO_UNDO_H
#define CRM_FLOW_UNDO_UNDO_H

#include "book/context/verdict.h"

struct undo_answer {
	long row;            /* of the input; the caller's */
	int64_t event, lead; /* 0: none */
	const char *verdict; /* done known rejected */
	const char *reason;  /* NULL: none */
};

struct undone {
	int n, room;
	struct undo_answer *answer; /* in the order taken back */
	int done, known, rejected;
	struct arena text;
};

/*
 * Inside a batch of its own: take back batch ${batch}; ${with_later}: what is in the way too. One answer for each
 * event; a batch that is not there,
 * that wrote nothing or is the running one is one answer without an event. A status other than CRM_OK: roll back.
 * ${undone} begins zeroed and is released with undone_free.
 */
enum status undo_batch(struct crm *crm, int64_t batch, bool with_later, struct undone *undone);
/* All or none was asked: what was done is answered as rejected. The caller rolls back. */
enum status undo_none(struct crm *crm, struct undone *undone);
void undone_free(struct undone *undone);

#endif
