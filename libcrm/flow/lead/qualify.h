/*
 * Qualifying: an open lead that meets the criteria goes to the stage behind the metric `qualified`. What is missing is
 * named; --force takes the lead all the same.
 */
#ifndef CRM_FLOW_LEAD_QUALIFY_H
#define CRM_FLOW_LEAD_QUALIFY_H

#include "flow/lead/lead_action.h"

enum { QUALIFY_AT = ACTION_OWN, QUALIFY_NOTE };
extern const struct column qualify_columns[];
enum { QUALIFIED_STAGE, QUALIFIED_MISSING }; /* of answer->own */
extern const struct field qualify_fields[];

/* One row. */
enum status flow_qualify(struct crm *crm, const struct rec *rec, struct answer *answer);

#endif
