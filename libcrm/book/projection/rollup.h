/*
 * The narrow sums over leads (lead_sum) and what routes owe (credit), added up in memory during a transaction and
 * upserted once before its commit.
 * A lead is counted for a manager and for a source, in three ways:
 *
 *	entries   its entries into stages, by the day of each, for whom it counted then
 *	cohort    what became of it, by the day it came, for its owner of now; with its amount while it is open or won
 *	ever      the same of all days, on day 0: where leads stand
 *
 * Its stays at stages, by the days on which they began and ended, are counted for all together; those that have ended
 * for the manager too.
 */
#ifndef CRM_BOOK_PROJECTION_ROLLUP_H
#define CRM_BOOK_PROJECTION_ROLLUP_H

#include "book/records/lead.h"

/* What a row of lead_sum adds up; who: the manager, or the source. */
enum lead_sum {
	SUM_ENTRIES_OF_MANAGER = 1,
	SUM_ENTRIES_OF_SOURCE = 2,
	SUM_COHORT_OF_MANAGER = 3,
	SUM_COHORT_OF_SOURCE = 4,
	SUM_EVER_OF_MANAGER = 5,
	SUM_EVER_OF_SOURCE = 6,
	SUM_STAYS_OF_MANAGER = 7,
	SUM_STAYS = 8 /* who: 0 */
};

/* Of stays day is that on which they ended, and state that on which they began; of those that run day is this. */
#define STAY_RUNS INT32_MAX

/* The states of an entry. What was passed over is made too; an annulled win has its sum below 0. */
enum sum_entry { ENTRY_MADE = 0, ENTRY_SKIPPED = 1, ENTRY_ANNULLED = 2 };

/* The states of a cohort. A lead stands in one row where it is at the furthest stage it has reached, its state as enum
   lead_state. Else in two: where it has been furthest, as COHORT_FURTHEST, and where it is, as COHORT_ELSEWHERE and its
   state. And in one for each stage it passed over. */
enum sum_cohort { COHORT_FURTHEST = 4, COHORT_ELSEWHERE = 5, COHORT_SKIPPED = 9 };

/* Count a lead in (sign +1) or out (-1). */
enum status rollup_lead(struct crm *crm, const struct lead_folded *folded, int sign);
/* What ${route} owes ${n} managers more, or less, in parts of a lead (book/records/credit.h). */
struct rollup_credit {
	int64_t manager, parts;
};
enum status rollup_credits(struct crm *crm, const char *route, const struct rollup_credit *credit, int n);
/* What was added to that since the last flush, and is not in the table yet. */
int64_t rollup_credit_added(const struct crm *crm, const char *route, int64_t manager);
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
