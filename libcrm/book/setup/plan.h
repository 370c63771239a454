/*
 * Plans: what a manager, a unit or the company is to reach in a month, by metric (contract, section 6).
 *
 * A row of settings table `plan`: neither manager nor unit is the company's. Figures of `amount` are minor units, of
 * the others counts.
 */
#ifndef CRM_BOOK_SETUP_PLAN_H
#define CRM_BOOK_SETUP_PLAN_H

#include "book/settings/conf.h"

/* Put a plan, inside a batch. ${values}: month metric value manager unit. Answers with its number. */
enum status plan_put(struct crm *crm, const char *const *values, struct answer *answer);

#endif
