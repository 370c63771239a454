/* Whom a report may go to: the staff table, and nobody else. */
#ifndef CRM_POST_RECIPIENTS_H
#define CRM_POST_RECIPIENTS_H

#include "book/words.h"

/* ${to}: codes of managers, @heads @managers @admins @all, @UNIT, separated by commas. Those who have left, and repeats, are left out. In crm->run. CRM_USAGE for an unknown word
   or one that means nobody; CRM_CONFIG if one has no address. */
enum status recipients(struct crm *crm, const char *to, const struct manager ***list, int *n);

#endif
