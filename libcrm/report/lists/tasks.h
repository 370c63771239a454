/* The worklist: open tasks by due, so that what is overdue stands first. */
#ifndef CRM_REPORT_LISTS_TASKS_H
#define CRM_REPORT_LISTS_TASKS_H

#include "book/records/query.h"

extern const struct field tasks_fields[];

/* Columns: task, lead, client, name, manager, kind, due, late_hours (of working time, 0 if it is not late), text. -p is
   about due. */
enum status tasks_report(struct crm *crm, const struct query *query, struct writer *writer, struct buf *page);

#endif
