/*
 * Taking back to work what was lost, disqualified or won, with its whole history: to its owner, while he is here, and
 * the stage where it stood (of a won lead, before it was won), unless the row says otherwise. A win is annulled by
 * that.
 */
#ifndef CRM_FLOW_LEAD_REOPEN_H
#define CRM_FLOW_LEAD_REOPEN_H

#include "flow/lead/lead_action.h"

enum { REOPEN_MANAGER = ACTION_OWN, REOPEN_STAGE, REOPEN_AT, REOPEN_NOTE };
extern const struct column reopen_columns[];
enum { BROUGHT_FROM, BROUGHT_STAGE, BROUGHT_MANAGER }; /* of answer->own; from: the state it was in */
extern const struct field reopen_fields[];

/* One row. */
enum status flow_reopen(struct crm *crm, const struct rec *rec, struct answer *answer);

#endif
