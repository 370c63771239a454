/* Whom a report may go to: the staff table, and nobody else. */
#ifndef CRM_POST_MAIL_OUT_RECIPIENTS_H
#define CRM_POST_MAIL_OUT_RECIPIENTS_H

#include "book/context/dictionaries.h"

/* ${to}: managers by code, name or address, @heads @managers @admins @all, @UNIT, as people call them, separated by
   commas. Those who have left, and repeats, are left out. In crm->run. CRM_USAGE for an unknown word or one that means
   nobody; CRM_CONFIG if one has no address. */
enum status recipients(struct crm *crm, const char *to, const struct manager ***list, int *n);

/* Is he here, and does he have an address? */
bool recipient_can_be_told(struct crm *crm, const struct manager *who);

/*
 * Who answers for the work of ${manager} (0: for what nobody owns): who heads his unit, else the nearest one above it
 * that has a head, else every head, else every admin. Himself only when there is nobody else. Only those who can be
 * told; none: ${n} is 0. In crm->run.
 */
enum status recipients_heads(struct crm *crm, int64_t manager, const struct manager ***list, int *n);

#endif
