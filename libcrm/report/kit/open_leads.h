/* Open leads with what is to be done about each: the tables as they stand, or the journal as it was. */
#ifndef CRM_REPORT_KIT_OPEN_LEADS_H
#define CRM_REPORT_KIT_OPEN_LEADS_H

#include "report/kit/task_history.h"

struct open_lead {
	const struct lead *lead;
	const struct past_task *task; /* open ones about this lead, by due; kind and text may be NULL */
	int n_tasks;
};

/* In order of lead; those of managers that -m and -u leave out may be among them, as may be those whose every task is
   somebody else's. Stops when ${each} does not return CRM_OK. */
enum status open_leads_each(struct crm *crm, const struct query *query,
    enum status (*each)(void *arg, const struct open_lead *open), void *arg);

/* The first of its tasks that is due at ${at} or later; NULL: it has none. The first of all is task[0]. */
const struct past_task *open_lead_next(const struct open_lead *open, instant_t at);

/* Since when it has been at its stage, or there at all. */
instant_t open_lead_since(const struct lead *lead);
/* When it was last seen: it came, was placed at its stage, or was touched. */
instant_t open_lead_seen(const struct lead *lead);
/* After so many days unseen it rots: rot_days of its stage; setting forgotten.days (7) where the stage has none. */
int64_t open_lead_rot_days(struct crm *crm, const struct lead *lead);

/* All open tasks on the same road, by lead and due, in ${arena}: also those of a client or of nobody (lead 0). Without
   their kinds and texts unless ${told}. */
enum status open_tasks_load(
    struct crm *crm, const struct query *query, bool told, struct arena *arena, struct task_history *tasks);

#endif
