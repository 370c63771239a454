/*
 * Moving an open lead to another stage, forward or back. Entering a stage of kind `won` wins it. What the stage
 * requires must be there;
 * --force moves all the same.
 *
 * Moves may come in any order, also when the lead has ended since: it stands, or ended, where the latest of them by its
 * own date put it. One dated by the day alone comes after what that day already holds.
 */
#ifndef CRM_FLOW_LEAD_MOVE_H
#define CRM_FLOW_LEAD_MOVE_H

#include "flow/lead/lead_action.h"

enum { MOVE_STAGE = ACTION_OWN, MOVE_AT, MOVE_NOTE };
extern const struct column move_columns[];
enum { MOVED_FROM, MOVED_TO }; /* of answer->own */
extern const struct field move_fields[];

/* One row. */
enum status flow_move(struct crm *crm, const struct rec *rec, struct answer *answer);

#endif
