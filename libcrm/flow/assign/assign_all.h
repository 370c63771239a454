/*
 * Handing over all that one manager has: a row for each of his open leads, whose open tasks go with it, and then one
 * for each open task of his that goes with none of them. The rows are input of flow_assign.
 */
#ifndef CRM_FLOW_ASSIGN_ASSIGN_ALL_H
#define CRM_FLOW_ASSIGN_ASSIGN_ALL_H

#include "flow/assign/assign.h"

extern const struct column assign_all_columns[]; /* as assign_columns; a row may be without a lead */

/* rec->own of such a row. */
struct assign_from {
	const struct manager *manager; /* who has it, and shall not have it again */
	int64_t task, client;          /* of a task that goes by itself; 0: the row is a lead */
	int64_t lead;                  /* that the task is of; 0: none */
};

struct assign_all {
	const struct manager *manager;
	struct assign_from *from; /* by row */
	int64_t *lead;            /* that it hands over; 0: it is a task */
	int n, next;
};

/* What he has, whatever he is called by. CRM_USAGE if there is nobody of that name. In crm->run. */
enum status assign_all_find(struct crm *crm, const char *name, struct assign_all *all);
/* The next row; CRM_NONE after the last. ${rec} is zeroed but for its values, which are to be filled. */
enum status assign_all_next(struct crm *crm, struct assign_all *all, struct rec *rec);

#endif
