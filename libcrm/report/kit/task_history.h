/* Open tasks as they stood at some moment: the slow road, by the journal. What stands now is in the table task. */
#ifndef CRM_REPORT_KIT_TASK_HISTORY_H
#define CRM_REPORT_KIT_TASK_HISTORY_H

#include "book/records/lead.h"

struct backlog_task {
	int64_t task, lead, client, manager; /* 0: none */
	const char *kind, *text;
	instant_t due;
	bool open;
};

struct backlog {
	int n;
	struct backlog_task *task; /* all tasks, done ones too, in order of number */
};

/* In ${arena}. */
enum status backlog_load(struct crm *crm, const struct horizon *horizon, struct arena *arena, struct backlog *backlog);

/* The open ones only, by due and number. */
void backlog_by_due(struct backlog *backlog);
/* The open ones only, by lead and due. */
void backlog_by_lead(struct backlog *backlog);
/* The earliest of a lead in a backlog by lead; NULL if it has none. */
const struct backlog_task *backlog_next(const struct backlog *backlog, int64_t lead);

#endif
