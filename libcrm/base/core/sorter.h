/*
 * Records of one size in order, however many: a few MiB of them lie in memory, more wait in a file (spool.h), each
 * stretch in order, and are merged as they are taken out.
 */
#ifndef CRM_BASE_CORE_SORTER_H
#define CRM_BASE_CORE_SORTER_H

#include "base/core/spool.h"

struct sorter {
	size_t size; /* of a record, in bytes; set by the caller, as is compare: all others are 0 */
	int (*compare)(const void *a, const void *b); /* as for qsort; of two that are equal either may come first */
	char *held;                                   /* those that are not in the spool */
	size_t n, room, taken;
	struct spool spool;
	struct sorter_run *run;
	size_t n_runs, room_runs;
	size_t *heap; /* places in run, the one with the least record first */
	size_t n_heap;
	bool taking;
};

/* Both say whether it was done, and errno why not. None is added after the first was taken. ${any}: false after the
   last. */
bool sorter_add(struct sorter *sorter, const void *record);
bool sorter_take(struct sorter *sorter, void *record, bool *any);
void sorter_free(struct sorter *sorter);

#endif
