/* Which batches are to be taken back: operands, or rows of standard input with a column `batch`, or bare numbers a line
   each. */
#ifndef CRM_FLOW_UNDO_UNDO_WHICH_H
#define CRM_FLOW_UNDO_UNDO_WHICH_H

#include "book/context/crm.h"

struct undo_which {
	int n;
	const char **text; /* one for each row, as it came; in crm->run */
};

/* CRM_USAGE for an operand that is neither; CRM_DATA for an input without that column. */
enum status undo_which_read(struct crm *crm, const char *const *operands, int n, int fd, struct undo_which *which);

/* The latest batch of whoever acts that is no undo and of which something is left; CRM_DATA: there is none. */
enum status undo_which_last(struct crm *crm, struct undo_which *which);

/* A number from 1; 0 if it is none. */
int64_t undo_which_number(const char *text);
/* Why it is none: a sentence, in crm->run. */
const char *undo_which_not(struct crm *crm, const char *text);

#endif
