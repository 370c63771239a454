/*
 * Which inquiries are real, and who says so (D8).
 *
 * Somebody judges a lead once: when he disqualifies it for the first time, or else when it enters the stage of metric
 * `qualified`, or one beyond, for the first time. The lead counts then, and for whoever had it then. What a rule
 * disqualified as it came in, nobody has judged.
 *
 *	real          qualified, and never disqualified
 *	disqualified  the others
 *	won           real, and won at the moment of the report
 *	boomerang     disqualified, and yet he came back: another inquiry of the same client, known by phone or e-mail
 *	              when he came (no spam, no duplicate), or an incoming touch within 60 days; or somebody else
 *	              had the lead qualified afterwards
 *	untouched     disqualified without a touch before (a note is none)
 *	hasty         disqualified within two minutes from coming
 *
 * With --anomaly managers are compared with each other, whatever else they are grouped by: how many each would have
 * disqualified had he done so as often as the others do, source by source; see base/statistics/outlier.h.
 */
#ifndef CRM_REPORT_QUALITY_QUALITY_H
#define CRM_REPORT_QUALITY_QUALITY_H

#include "book/records/query.h"

extern const struct field quality_fields[];
extern const struct field quality_lead_fields[]; /* of --ids */

/* A row a group. CRM_CONDITION when one has the light of --fail-on, or a worse one. */
enum status quality_report(struct crm *crm, const struct query *query, struct writer *writer, struct buf *page);

#endif
