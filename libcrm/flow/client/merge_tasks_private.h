/* What stands twice when two records are one person. For merge.c only. */
#ifndef CRM_FLOW_CLIENT_MERGE_TASKS_PRIVATE_H
#define CRM_FLOW_CLIENT_MERGE_TASKS_PRIVATE_H

#include "book/context/crm.h"

/* Open tasks came along to ${client}: of those that are the same for one manager, kind, time and text, all but the
   first end, each by an event. ${list}: their numbers, empty if there are none. */
enum status merge_tasks_twice(struct crm *crm, int64_t client, struct buf *list);

#endif
