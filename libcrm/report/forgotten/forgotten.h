/*
 * Open leads that nobody works on (D16), in three lists, because what is to be done about each differs:
 *
 *	forgotten   nothing is planned and nothing happened: no open task about it, and it neither came, nor was placed
 *	            at its stage, nor was touched within rot_days of that stage (days; setting forgotten.days, 7, where the
 *	            stage has none)                                                              crm-task-add
 *	overdue     a task about it is late                                                      crm-task-done
 *	unassigned  nobody has it, or somebody who has left                                      crm-assign
 *
 * A lead stands in one of them at most: what nobody has is unassigned, whatever else it is; what has a late task is
 * overdue. It counts for its owner.
 */
#ifndef CRM_REPORT_FORGOTTEN_FORGOTTEN_H
#define CRM_REPORT_FORGOTTEN_FORGOTTEN_H

#include "book/records/query.h"

extern const struct field forgotten_fields[];        /* of the lists, and of --ids */
extern const struct field forgotten_counts_fields[]; /* with -g */

/* The lists, the worst first, or with -g how many leads are in each. */
enum status forgotten_report(struct crm *crm, const struct query *query, struct writer *writer, struct buf *page);

#endif
