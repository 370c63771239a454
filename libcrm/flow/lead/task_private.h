/* What acts on a task that is there share. For task.c and task_set.c only. */
#ifndef CRM_FLOW_LEAD_TASK_PRIVATE_H
#define CRM_FLOW_LEAD_TASK_PRIVATE_H

#include "flow/lead/task.h"

struct known_task {
	int64_t task;
	instant_t due;
	bool done;
	const struct manager *manager; /* NULL: nobody */
	int64_t minutes;               /* -1: not said */
	const char *text;              /* in crm->chunk; NULL: none */
};

/* The task that cell names; its number into act->ref and the answer, its lead and client into act->lead. */
enum status task_find(struct lead_action *act, const char *cell, struct known_task *task);

#endif
