/*
 * Handing out leads: to the manager a row names, else as flow/assign/assign_choose.c decides. Whom nobody may have
 * stays in the pool, with one event EV_LEAD_POOLED for as long as he is there, and is tried again when he is named
 * again.
 */
#ifndef CRM_FLOW_ASSIGN_ASSIGN_H
#define CRM_FLOW_ASSIGN_ASSIGN_H

#include "flow/lead/lead_action.h"

enum { ASSIGN_MANAGER = ACTION_OWN };
extern const struct column assign_columns[];
/* Of answer->own; the method: named, sticky, rr, weighted, least, capacity; empty when nobody got it. */
enum { ASSIGNED_MANAGER, ASSIGNED_METHOD };
extern const struct field assign_fields[];

#define ASSIGN_POOL "pool" /* verdict: nobody may have it now */

/* ${n} rows, in their order; a route's turns and credits are kept up to date between them. */
enum status flow_assign(struct crm *crm, const struct rec *recs, int n, struct answer *answers);

#endif
