/*
 * The funnel (D1): how many leads reached each stage, and what became of the rest.
 *
 *	cohort    leads created in the period (all, without one): reached(s) had s as their furthest stage or one
 *	          beyond; open(s) stand at s, dropped(s) ended at s. All of open and dropped and the won are
 *	          reached(first)
 *	          --within D: only leads at least D old, what they had reached within D, and where they stood then
 *	period    first entries into each stage during the period: numerator and denominator are different leads, so a
 *	          rate has no interval and may exceed 1
 *	snapshot  where open leads stand; no rates
 *
 * first(l, s) is the first entry of lead l into s or any later stage. Spam and duplicates are not leads and are not
 * counted. In cohort and snapshot a lead belongs to its owner, in period to who owned it when the entry was recorded.
 * Where the narrow sums by day can answer, they do; else leads are read; with -T or --known-at the journal is folded.
 * All three roads give the same figures.
 */
#ifndef CRM_REPORT_FUNNEL_FUNNEL_H
#define CRM_REPORT_FUNNEL_FUNNEL_H

#include "book/records/query.h"

extern const struct field funnel_fields[];
extern const struct field funnel_ids_fields[];

struct funnel_options {
	const char *mode;   /* "cohort" (NULL too), "period", "snapshot" */
	const char *within; /* "30d" or NULL */
	bool slow;          /* never the sums by day: for the test that compares the roads */
};

/* The rows of the funnel, or of --ids. CRM_USAGE for what its mode cannot answer. */
enum status funnel_report(
    struct crm *crm, const struct query *query, const struct funnel_options *options, struct writer *writer);

#endif
