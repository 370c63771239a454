/*
 * What is wrong with the settings as a whole, though each row may stand.
 */
#ifndef CRM_BOOK_SETUP_LINT_H
#define CRM_BOOK_SETUP_LINT_H

#include "book/settings/conf.h"
#include "rows/writer.h"

struct conf_finding {
	const char *table, *row, *level, *message; /* level: error, warning or note; borrowed for the call */
};
/* Tells ${each} about every finding; ${errors} counts those of level "error". */
enum status conf_lint(
    struct crm *crm, enum status (*each)(void *arg, const struct conf_finding *finding), void *arg, int *errors);

/* What there is to say, of the findings that are about one row, when it is put: NULL if nothing is. In crm->chunk. */
enum status conf_remark(struct crm *crm, const struct conf_table *table, const char *key, const char **remark);

/* The same as rows. */
extern const struct field conf_lint_fields[];
enum status conf_lint_rows(struct crm *crm, struct writer *writer, int *errors);

#endif
