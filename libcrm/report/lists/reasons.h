/*
 * Why leads end without a contract: each scenario of disqualification and loss, with its count and its share of all
 * leads decided (won, lost or disqualified; spam and duplicates too) in the same group and period. The period is about
 * the decision; a lead belongs to its owner.
 *
 * Read from the leads, with -T or --known-at folded from the journal. Both roads give the same figures.
 */
#ifndef CRM_REPORT_LISTS_REASONS_H
#define CRM_REPORT_LISTS_REASONS_H

#include "book/records/query.h"

extern const struct field reasons_fields[];
extern const struct field reasons_ids_fields[];

/* The rows, or those of --ids. */
enum status reasons_report(struct crm *crm, const struct query *query, struct writer *writer, struct buf *page);

#endif
