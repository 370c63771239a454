/*
 * Taking back to work what was lost or disqualified, with its whole history: to its owner and the stage where it stood,
 * unless the row says otherwise.
 */
#ifndef CRM_FLOW_LEAD_REOPEN_H
#define CRM_FLOW_LEAD_REOPEN_H

#include "flow/lead/lead_action.h"

enum { BACK_MANAGER = IN_OWN, BACK_STAGE, BACK_AT, BACK_NOTE };
extern const struct column back_columns[];
enum { BROUGHT_FROM, BROUGHT_STAGE, BROUGHT_MANAGER }; /* of answer->own; from: the state it was in */
extern const struct field back_fields[];

/* One row. */
enum status flow_back(struct crm *crm, const struct rec *rec, struct answer *answer);

#endif
