/*
 * A task: something a manager has to do by a certain time, for a lead or by itself. Its number is the number of the
 * event that added it.
 *
 *	open --done--> done          open --done with next_due--> open, at another time
 *	                             open --set--> open, somebody else's, at another time, of other words
 */
#ifndef CRM_FLOW_LEAD_TASK_H
#define CRM_FLOW_LEAD_TASK_H

#include "flow/lead/lead_action.h"

enum { TASK_KIND = ACTION_OWN, TASK_DUE, TASK_MANAGER, TASK_MINUTES, TASK_TEXT };
extern const struct column task_columns[];
enum { TASKED_LEAD, TASKED_MANAGER, TASKED_DUE }; /* of answer->own */
extern const struct field task_fields[];

enum { TASK_DONE_TASK, TASK_DONE_RESULT, TASK_DONE_AT, TASK_DONE_NEXT_DUE };
extern const struct column task_done_columns[];
enum { TASK_DONE_LEAD }; /* of answer->own */
extern const struct field task_done_fields[];

/* Who has it, when it is due, how long it takes, what it is: what the row wishes otherwise than it stands. */
enum { TASK_SET_TASK, TASK_SET_MANAGER, TASK_SET_DUE, TASK_SET_MINUTES, TASK_SET_TEXT, TASK_SET_AT };
extern const struct column task_set_columns[];
enum { TASK_SET_LEAD, TASK_SET_WHOSE, TASK_SET_WHEN }; /* of answer->own */
extern const struct field task_set_fields[];

/* The object is the task. */
enum status flow_task_add(struct crm *crm, const struct rec *rec, struct answer *answer);
enum status flow_task_done(struct crm *crm, const struct rec *rec, struct answer *answer);
enum status flow_task_set(struct crm *crm, const struct rec *rec, struct answer *answer);

#endif
