/* The last runs that wrote something: what crm-undo may take back. */
#ifndef CRM_REPORT_LISTS_BATCHES_H
#define CRM_REPORT_LISTS_BATCHES_H

#include "book/records/query.h"

extern const struct field batches_fields[]; /* batch,what */

/* The last ten, the newest first. */
enum status batches_print(struct crm *crm, struct writer *writer);

#endif
