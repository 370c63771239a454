/* What the files of undo share, and nobody else. */
#ifndef CRM_FLOW_UNDO_UNDO_PRIVATE_H
#define CRM_FLOW_UNDO_UNDO_PRIVATE_H

#include "flow/undo/undo.h"

/* One batch on its way back. */
struct undo {
	struct crm *crm;
	struct undone *out;
	int64_t batch;
	int64_t first;      /* event of the batch */
	struct arena arena; /* of one event */
	bool with_later;
	int deep;    /* how many events wait for this one to go first */
	bool marked; /* undo_with_later is at work: it gives all up when one does not go */
	int64_t
	    in_way; /* after undo_check has returned CRM_DATA: the latest event in the way; 0: nothing that can go */
};

/* undo_later.c: what is in the way of ${event} goes first, the latest first, then the event by ${reverse}; or nothing
   does. After undo_check has named what is in the way. */
enum status undo_with_later(struct undo *undo, const struct event *event, int answers,
    enum status (*reverse)(struct undo *undo, const struct event *event));
/* Take back one event, with later ones if that is asked. */
enum status undo_event(struct undo *undo, const struct event *event);

/* One more answer; ${event} and ${format} may be NULL. */
enum status undo_add_answer(struct undo *undo, const struct event *event, const char *verdict, const char *format, ...)
    __attribute__((format(printf, 4, 5)));

/* undo_check.c: CRM_OK if the event can be taken back, CRM_DATA when it cannot and that is answered. */
enum status undo_check(struct undo *undo, const struct event *event);

#endif
