/*
 * The three ends of a lead: won, lost with a reason, disqualified with a reason. One that has ended so already is
 * known. Its open tasks end with it (flow/lead/lead_tasks.h).
 *
 * A won lead may be won for another amount: that corrects the amount and nothing else. To lose or disqualify it annuls
 * the win, which stays in its day; the annulment counts in its own.
 */
#ifndef CRM_FLOW_LEAD_CLOSE_H
#define CRM_FLOW_LEAD_CLOSE_H

#include "flow/lead/lead_action.h"

enum { WIN_AMOUNT = ACTION_OWN, WIN_AT, WIN_NOTE };
extern const struct column win_columns[];

enum { CLOSE_REASON = ACTION_OWN, CLOSE_AT, CLOSE_NOTE }; /* of lose and disqualify */
extern const struct column close_columns[];

enum { CLOSED_STAGE }; /* of answer->own: win and lose */
extern const struct field close_fields[];
extern const struct field disqualify_fields[];

/* One row. */
enum status flow_win(struct crm *crm, const struct rec *rec, struct answer *answer);
enum status flow_lose(struct crm *crm, const struct rec *rec, struct answer *answer);
enum status flow_disqualify(struct crm *crm, const struct rec *rec, struct answer *answer);

#endif
