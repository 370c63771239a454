/*
 * What a lead needs before it may stand at a stage: the columns the stage requires, and its criteria (a column must be
 * filled, or match a pattern). Where a lead's values come from: its row, the inquiry that made it, later acts,
 * inquiries that repeat it, and the row at hand.
 */
#ifndef CRM_FLOW_LEAD_STAGE_REQUIREMENTS_PRIVATE_H
#define CRM_FLOW_LEAD_STAGE_REQUIREMENTS_PRIVATE_H

#include "flow/lead/lead_action.h"

struct stage_requirements {
	const char *missing; /* names of columns, separated by blanks; "" if nothing is missing */
	const char *why;     /* the same for a person: messages of criteria, or «no project» */
};

/* Check stage ${stage}, with its criteria if asked. Marks in act->taken what the row at hand gave. Texts in crm->chunk.
 */
enum status stage_requirements_check(
    struct lead_action *act, const struct stage *stage, bool criteria, struct stage_requirements *gate);

#endif
