/* Tasks as the journal tells of them. What stands now is in the table task. */
#ifndef CRM_REPORT_KIT_TASK_HISTORY_H
#define CRM_REPORT_KIT_TASK_HISTORY_H

#include "report/kit/scan.h"

/* Events of one task that count, in the order recorded, the first of which added it; borrowed for the call. */
typedef enum status each_task_history(void *arg, const struct event *const *events, int n);

/* Of each of ${tasks}, which are sorted; NULL: of all that ever were. In order of number, some of them in memory
   together; stops when ${each} does not return CRM_OK. */
enum status task_histories(
    struct crm *crm, const struct wanted *tasks, const struct horizon *horizon, each_task_history *each, void *arg);

struct past_task {
	int64_t task, lead, client, manager; /* 0: none */
	const char *kind, *text;
	instant_t due;
};

/* Open tasks as they stood at some moment. */
struct task_history {
	int n, room;
	struct past_task *task; /* in order of number */
};

/* Those of ${which} that were open, which is sorted; NULL: of all that ever were. Added, in ${arena}. */
enum status task_history_load(struct crm *crm, const struct wanted *which, const struct horizon *horizon,
    struct arena *arena, struct task_history *tasks);
enum status task_history_add(
    struct crm *crm, struct arena *arena, struct task_history *tasks, const struct past_task *task);

/* By due and number. */
void task_history_by_due(struct task_history *tasks);
/* By lead and due. */
void task_history_by_lead(struct task_history *tasks);
/* The earliest of a lead in a backlog by lead; NULL if it has none. */
const struct past_task *task_history_next(const struct task_history *tasks, int64_t lead);

#endif
