/*
 * An event is recorded: the journal has it, and the derived tables follow.
 */
#ifndef CRM_BOOK_PROJECTION_RECORD_H
#define CRM_BOOK_PROJECTION_RECORD_H

#include "book/context/crm.h"

/* Append an event and bring the derived tables up to it (journal_add, then apply). Sets event->event. */
enum status record(struct crm *crm, struct event *event);

#endif
