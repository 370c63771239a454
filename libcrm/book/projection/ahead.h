/*
 * What is dated ahead of the moment at which it was recorded: it has not happened yet, and is in no figure before it
 * has. Kept in table cursor, a row a moment and lead, so that a report finds at once whether there is any.
 */
#ifndef CRM_BOOK_PROJECTION_AHEAD_H
#define CRM_BOOK_PROJECTION_AHEAD_H

#include "book/records/lead.h"

/* An event of that lead (0: of none) at ${at}, in the future when it was recorded, counts (sign +1) or does not any
   more (-1). */
enum status ahead_count(struct crm *crm, instant_t at, int64_t lead, int sign);

#define AHEAD_LEADS 500

/* What is still ahead of crm->now. */
struct ahead {
	bool any;
	bool of_leads; /* of at most AHEAD_LEADS, and of nothing else: */
	int n;
	int64_t *lead; /* in order, each once; in crm->run */
};

/* As a note for the reader of a report too. */
enum status ahead_note(struct crm *crm, struct ahead *ahead);

#endif
