/*
 * Open tasks go the way of their lead: they follow it to a new owner, and end with it.
 *
 * What follows are the tasks of the owner it had, and of whoever is not here (left, or absent while nobody has the
 * lead); a task of a colleague who is here stays his. Each change is an event of its own beside that of the lead, so
 * that an undo of the run takes both back.
 */
#ifndef CRM_FLOW_LEAD_LEAD_TASKS_H
#define CRM_FLOW_LEAD_LEAD_TASKS_H

#include "flow/lead/lead_action.h"

/* act->lead is as it was before: its open tasks go to ${owner}. Told in the answer's reason. */
enum status lead_tasks_follow(struct lead_action *act, const struct manager *owner);

/* The open tasks of act->lead end, as it does: ${state} is what it comes to. Told in the answer's reason. */
enum status lead_tasks_end(struct lead_action *act, enum lead_state state);

#endif
