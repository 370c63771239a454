/* The list of leads, with what a person wants to see of each; and what other commands take as input. */
#ifndef CRM_REPORT_LISTS_LEADS_H
#define CRM_REPORT_LISTS_LEADS_H

#include "book/records/query.h"

extern const struct field leads_fields[];

/*
 * Columns: lead, client, name, phone, email, state, stage, manager, source, project, amount, created_at, stage_since,
 * last_touch, next_task, reason; in order of lead. name, phone and email are the client's first. -p is about
 * created_at; operands are numbers of leads. Who a client is, is told as it is known now, also with -T and --known-at.
 */
enum status leads_report(struct crm *crm, const struct query *query, struct writer *writer, struct buf *page);

#endif
