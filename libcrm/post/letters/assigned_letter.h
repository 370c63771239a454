/*
 * A letter to a manager about the leads that were handed to him: one a run and person.
 *
 * It is queued in the transaction that hands the leads out, so that whoever got one is told of it, whatever dies after
 * that. A later chunk of the run writes it anew while it waits; what comes after it has left goes into one more. Who
 * hands a lead to himself is not told.
 */
#ifndef CRM_POST_LETTERS_ASSIGNED_LETTER_H
#define CRM_POST_LETTERS_ASSIGNED_LETTER_H

#include "flow/assign/assign.h"

#define ASSIGNED_LETTERS "assigned" /* how the names of the letters begin */

/* Of one run; begins zeroed. */
struct assigned_letters {
	struct buf given; /* struct assigned_lead */
	bool queued;      /* there is a letter to send */
	bool mute;        /* there can be none: setting mail.from */
	bool mute_said;
	struct buf untold; /* codes of those who have no address */
};

/* Inside a batch: what ${answers} hand out is told of, in the language at hand. */
enum status assigned_letters_put(
    struct crm *crm, struct assigned_letters *letters, const struct answer *answers, int n);
/* Who of this chunk could not be told, and why, as notes. */
void assigned_letters_note(struct crm *crm, struct assigned_letters *letters);
void assigned_letters_free(struct assigned_letters *letters);

#endif
