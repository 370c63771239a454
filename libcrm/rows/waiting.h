/*
 * Rows that wait until they may be told: in memory, and in a file without a name when they are many
 * (base/core/spool.h).
 */
#ifndef CRM_ROWS_WAITING_H
#define CRM_ROWS_WAITING_H

#include "base/core/spool.h"
#include "base/core/status.h"

struct waiting {
	struct spool spool;
	int64_t given; /* bytes of it */
	struct buf row;
	const char **cell; /* of the row given last */
	int room;
};

/* A row at the end; a cell may be NULL. CRM_IO: the disk is full. */
enum status waiting_put(struct waiting *waiting, const char *const *cells, int n, struct why *why);
/* The rows in their order, then CRM_NONE. Cells are borrowed until the next call. */
enum status waiting_next(struct waiting *waiting, const char *const **cells, int *n, struct why *why);
void waiting_free(struct waiting *waiting); /* empty again */

#endif
