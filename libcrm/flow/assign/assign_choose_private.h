/*
 * To whom does a lead go? What is known of managers and routes is read once, inside a transaction, and kept up to date
 * as leads are given; nothing here writes.
 *
 * In this order: the owner of the client (setting assign.sticky), if he is here; the first route whose segment fits the
 * row the lead came with, else everybody by setting assign.method; of its members those who may get a lead now; of
 * these one by the method, and of equals who has waited longest, then by a lot drawn for each day and manager.
 *
 *	rr        the largest credit (book/records/credit.h) with all weights 1; of equals the next in turn
 *	weighted  the largest credit
 *	least     the fewest open leads, each as heavy as its stage (setting assign.stage.STAGE, else 1)
 *	capacity  the most left of today's quota; without a capacity there is no end to it
 */
#ifndef CRM_FLOW_ASSIGN_ASSIGN_CHOOSE_PRIVATE_H
#define CRM_FLOW_ASSIGN_ASSIGN_CHOOSE_PRIVATE_H

#include "book/records/lead.h"

struct assigner; /* in crm->chunk: gone with it */

struct assign_choice {
	const struct manager *manager; /* NULL: nobody may have it now */
	const char *method;            /* "sticky", "rr" … */
	const char *route;             /* NULL: no route fits */
	const char *among;             /* for the event, where credit decided; else NULL */
	const char *reason, *why;      /* of nobody: a sentence, and the same in codes for the event */
};

/* Read what is known of managers, stages and routes. Inside a transaction. */
enum status assign_open(struct crm *crm, struct assigner **assigner);

/* He gets nothing: he gives all of his away. */
void assign_pass_over(struct assigner *assigner, const struct manager *manager);

/* Decide. Texts of ${choice} are in crm->chunk. */
enum status assign_choose(struct assigner *assigner, const struct lead *lead, struct assign_choice *choice);

/* ${choice} was carried out. For one who was named, ${choice} needs only manager and method. */
void assign_given(struct assigner *assigner, const struct lead *lead, const struct assign_choice *choice);

#endif
