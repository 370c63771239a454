/* How often somebody knocks: the ledger of the site's form. Private to flow/form/form.c but for what form.h
   promises. */
#ifndef CRM_FLOW_FORM_RATE_LIMIT_PRIVATE_H
#define CRM_FLOW_FORM_RATE_LIMIT_PRIVATE_H

#include "book/context/crm.h"

#define RATE_LIMIT_SAME 60 /* seconds */

/* Did these contents come within RATE_LIMIT_SAME? If not, they did now. Inside a transaction. */
enum status rate_limit_same(struct crm *crm, int64_t contents, bool *same);

/* Count one of that address, NULL for nobody, and forget what has passed. Inside a transaction. */
enum status rate_limit_count(struct crm *crm, const char *address);

#endif
