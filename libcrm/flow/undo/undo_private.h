/* What the files of undo share, and nobody else. */
#ifndef CRM_FLOW_UNDO_UNDO_PRIVATE_H
#define CRM_FLOW_UNDO_UNDO_PRIVATE_H

#include "flow/undo/undo.h"

/* One batch on its way back. */
struct undo {
	struct crm *crm;
	struct undone *out;
	int64_t batch;
	struct arena arena; /* of one event */
};

/* One more answer; ${event} and ${format} may be NULL. */
enum status undo_add_answer(struct undo *undo, const struct event *event, const char *verdict, const char *format, ...)
    __attribute__((format(printf, 4, 5)));

/* undo_check.c: CRM_OK if the event can be taken back, CRM_DATA when it cannot and that is answered. */
enum status undo_check(struct undo *undo, const struct event *event);

#endif
