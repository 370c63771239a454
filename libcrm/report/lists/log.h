/* The journal as rows: who did what, when, by which run. */
#ifndef CRM_REPORT_LISTS_LOG_H
#define CRM_REPORT_LISTS_LOG_H

#include "book/records/query.h"

extern const struct field log_fields[];
extern const struct field log_table_fields[]; /* in words, for people */

/*
 * Operands: numbers of leads, `lead=12` `batch=57` `kind=lead.lost` `user=olga`; what is given more than once adds up.
 * -p is about when it happened, -T and
 * --known-at as everywhere. In order of event. Columns: event,kind,lead,occurred_at,recorded_at,user,batch,old,new,
 * client,ref,reverses,login. --last: only so many, the last ones.
 *
 * In words (a table): batch,when,who,what, the newest first, and settings only where their kind or their batch is asked
 * for.
 */
enum status log_report(struct crm *crm, const struct query *query, struct writer *writer, struct buf *page);

#endif
