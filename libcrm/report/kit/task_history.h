/* Open tasks as they stood at some moment: the slow road, by the journal. What stands now is in the table task. */
#ifndef CRM_REPORT_KIT_TASK_HISTORY_H
#define CRM_REPORT_KIT_TASK_HISTORY_H

#include "book/records/lead.h"

struct past_task {
	int64_t task, lead, client, manager; /* 0: none */
	const char *kind, *text;
	instant_t due;
	bool open;
};

struct task_history {
	int n;
	struct past_task *task; /* all tasks, done ones too, in order of number */
};

/* In ${arena}. */
enum status task_history_load(
    struct crm *crm, const struct horizon *horizon, struct arena *arena, struct task_history *tasks);

/* The open ones only, by due and number. */
void task_history_by_due(struct task_history *tasks);
/* The open ones only, by lead and due. */
void task_history_by_lead(struct task_history *tasks);
/* The earliest of a lead in a backlog by lead; NULL if it has none. */
const struct past_task *task_history_next(const struct task_history *tasks, int64_t lead);

#endif
