/* The inside of conf_lint: for lint.c, lint_rule.c, lint_route.c and lint_contradict.c only. */
#ifndef CRM_BOOK_SETUP_LINT_PRIVATE_H
#define CRM_BOOK_SETUP_LINT_PRIVATE_H

#include "book/settings/conf.h"
#include "book/setup/lint.h"

#define LINT_TABLES 24

struct lint {
	struct crm *crm;
	enum status (*each)(void *arg, const struct conf_finding *finding);
	void *arg;
	int errors;
	const char *only;                   /* the row that is asked about; NULL: all */
	struct conf_rows rows[LINT_TABLES]; /* by conf_at */
};

#define LINT_ERROR true
#define LINT_WARNING false

/* Tell of a finding. */
enum status lint_say(struct lint *lint, bool error, const char *table, const char *row, const char *format, ...)
    __attribute__((format(printf, 5, 6)));

/* All rows of the table, which must be one of conf_at. */
const struct conf_rows *lint_rows(const struct lint *lint, const char *table);
/* The row of that key; NULL. */
const char *const *lint_row(const struct lint *lint, const char *table, const char *key);

/* lint_rule.c, lint_route.c: tell, by lint_say, what is wrong with the rows of these tables. */
enum status lint_rules(struct lint *lint);
enum status lint_routes(struct lint *lint);
/* lint_leaver.c: what still waits for whoever has left, and where the settings name him. */
enum status lint_leavers(struct lint *lint);
enum status lint_programmes(struct lint *lint);
enum status lint_steps(struct lint *lint);
/* The same of one rule or criterion: does its pattern fit whatever there is, and is it slow? Their rows. */
enum status lint_patterns(struct lint *lint);

/* lint_contradict.c: rows that cannot be meant together. Those of `only`, if that is set. */
enum status lint_bounds(struct lint *lint);
enum status lint_staff(struct lint *lint);
enum status lint_alike(struct lint *lint);

#endif
