/*
 * Handing out leads: to the manager a row names, else in turn (round robin) among managers of role `manager` who work
 * here and are not absent today. Whose turn it is, is kept: a new run goes on where the last one stopped. Absence makes
 * neither debt nor credit.
 */
#ifndef CRM_FLOW_ASSIGN_H
#define CRM_FLOW_ASSIGN_H

#include "flow/act.h"

enum { ASSIGN_MANAGER = IN_OWN };
extern const struct column assign_columns[];

/* Own columns: manager, method (named, rr; empty when known). */
enum status flow_assign(struct crm *crm, const struct rec *rec, struct answer *answer);

#endif
