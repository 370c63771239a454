/*
 * How long leads stay at each stage (D2), three questions about it:
 *
 *	stages_report   how long it takes to get through a stage, also for those that are not through yet
 *	stages_over     which open leads have been at their stage for longer than they should (overrun), or have not been
 *	                seen for too long (rotting); a lead may be one without the other
 *	stages_lag      whether a stage only looks slow because moves are typed in late
 *
 * A stay begins when a lead comes to a stage, or comes at all, and ends when it is moved on or back, or decided; who
 * comes back to a stage begins another. What is recorded late, and placed later already, makes none, nor does what was
 * over as the lead came. Stays of spam and
 * duplicates do not count, nor does one at a stage that the settings have not any more. A stay counts for who owned the
 * lead when it ended, one that runs for who owns it; by month and week it belongs to when it began.
 *
 * Time is counted in dates: a stay that ends on the day it began took 0 days, and one that ends on the next working day
 * 1 working day. What should not take longer than its target_days is told to the hour, by working time.
 */
#ifndef CRM_REPORT_STAGES_STAGES_H
#define CRM_REPORT_STAGES_STAGES_H

#include "book/records/query.h"

extern const struct field stages_fields[];
extern const struct field stages_ids_fields[]; /* stays */
extern const struct field stages_over_fields[];
extern const struct field stages_over_counts_fields[];
extern const struct field stages_lag_fields[];
extern const struct field stages_lag_ids_fields[]; /* moves */

/*
 * In a period: ended are the stays that ended in it, open those that were running at its end (or now). The median of
 * all is that of Kaplan and Meier over the part of each stay that lies in the period: who stood there before joins at
 * the age he had by then.
 */
enum status stages_report(struct crm *crm, const struct query *query, struct writer *writer, struct buf *page);
enum status stages_over(struct crm *crm, const struct query *query, struct writer *writer, struct buf *page);
/* Of moves dated in the period: those that ended a stay. */
enum status stages_lag(struct crm *crm, const struct query *query, struct writer *writer, struct buf *page);

#endif
