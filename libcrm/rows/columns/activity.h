/*
 * Lists of calls, tasks and meetings, as other systems export them: their rows are no inquiries.
 */
#ifndef CRM_ROWS_COLUMNS_ACTIVITY_H
#define CRM_ROWS_COLUMNS_ACTIVITY_H

#include "base/core/arena.h"
#include "base/core/status.h"

#define ACTIVITY_TOLD 2

/* Do the ${n} headings tell of such a list? Then ${told} are two that do, borrowed from ${header}; else NULL both. Keys
   live in ${arena}; the only error is no memory. */
enum status activity_headings(
    const char *const *header, int n, struct arena *arena, const char *told[ACTIVITY_TOLD], struct why *why);

#endif
