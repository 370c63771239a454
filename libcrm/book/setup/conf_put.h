/*
 * A row of settings is changed: cleaned, checked against the others, and recorded as an event.
 */
#ifndef CRM_BOOK_SETUP_CONF_PUT_H
#define CRM_BOOK_SETUP_CONF_PUT_H

#include "book/settings/conf.h"

/*
 * Put a row, inside a batch. ${values} are by conf_columns: NULL leaves what is there (or takes the default of a new
 * row), "-" empties. `known` if that changes nothing, else an event is recorded.
 */
enum status conf_put(struct crm *crm, const struct conf_table *table, const char *const *values, struct answer *answer);

/* The same for a record of input, whose other columns are refused. */
enum status conf_put_rec(struct crm *crm, const struct conf_table *table, const struct rec *rec, struct answer *answer);

/*
 * Take away the row that the keys of a record name (columns of conf_keys), by its code or by what people call it. An
 * event with nothing new is recorded. Rejected while anything stands on it, and where another key is near; `known` if
 * there is no such row.
 */
enum status conf_drop_rec(
    struct crm *crm, const struct conf_table *table, const struct rec *rec, struct answer *answer);

#endif
