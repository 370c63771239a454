/*
 * The narrow sums by day (kpi_day, src_day, cohort_day) and what routes owe (credit), added up in memory during a
 * transaction and upserted once before its commit.
 */
#ifndef CRM_BOOK_PROJECTION_ROLLUP_H
#define CRM_BOOK_PROJECTION_ROLLUP_H

#include "book/records/lead.h"

/* Annulled wins of a stage stand in kpi_day and src_day beside the entries into it, as a stage of its own: so many, and
   their sum below 0. */
#define ROLLUP_ANNULLED(stage) (-(stage))

/* In cohort_day a lead stands in one row where it is at the furthest stage it has reached, its state as enum
   lead_state. Else in two: where it has been furthest, as COHORT_FURTHEST, and where it is, as COHORT_ELSEWHERE and its
   state. */
enum { COHORT_FURTHEST = LEAD_DISQUALIFIED + 1, COHORT_ELSEWHERE };

/* Count a lead in (sign +1) or out (-1). */
enum status rollup_lead(struct crm *crm, const struct lead_folded *folded, int sign);
/* ${parts} of a lead more that ${route} owes a manager, or fewer (book/records/credit.h). */
enum status rollup_credit(struct crm *crm, const char *route, int64_t manager, int64_t parts);
/* Write what was added since the last flush; before db_commit. */
enum status rollup_flush(struct crm *crm);
/* Forget it: after a rollback. rollup_mark and rollup_giveup follow db_mark and db_giveup. */
void rollup_clear(struct crm *crm);
enum status rollup_mark(struct crm *crm);
void rollup_giveup(struct crm *crm);
void rollup_free(struct crm *crm);

/* Does a lead count in the metric `leads`? Not if it was disqualified as spam or duplicate. */
bool rollup_counts_as_lead(const struct crm *crm, const struct lead *lead);

#endif
