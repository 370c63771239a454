/* Rows of one size put in order, however many, and handed on with the names of their clients. */
#ifndef CRM_REPORT_KIT_ORDERED_H
#define CRM_REPORT_KIT_ORDERED_H

#include "base/core/sorter.h"
#include "book/context/crm.h"

struct ordered {
	struct crm *crm;
	struct sorter sorter; /* size and compare are set by the caller */
	size_t client_at;     /* where in a row its client's number stands, an int64_t */
};

/* The row is copied. */
enum status ordered_add(struct ordered *ordered, const void *row);
/* Each in order. ${name}: of its client, if they are ${named}; NULL: unknown. Both are borrowed for the call. Stops
   when it does not return CRM_OK. */
enum status ordered_each(
    struct ordered *ordered, bool named, enum status (*each)(void *arg, const void *row, const char *name), void *arg);
void ordered_free(struct ordered *ordered);

#endif
