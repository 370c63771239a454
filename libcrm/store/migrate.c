#include "store/migrate.h"

#include "store/engine.h"

/* A step is one long text; the limit of ISO C for literals is for other machines. */
#pragma GCC diagnostic ignored "-Woverlength-strings"
#include "store/0001-base.sql.h"
#include "store/0002-intake.sql.h"
#include "store/0003-consent.sql.h"
#include "store/0004-inputs.sql.h"
#include "store/0005-flat.sql.h"
#include "store/0006-control.sql.h"

/* Append only: the number of steps is the version. In the words that engines share; each adds what it alone can say. */
static const char *const steps_of_schema[] = {
    sql_step_0001, sql_step_0002, sql_step_0003, sql_step_0004, sql_step_0005, sql_step_0006};
_Static_assert(sizeof steps_of_schema / sizeof *steps_of_schema == SCHEMA_VERSION, "the version is their number");

enum status schema_upgrade(struct db *db, int *steps)
{
	return schema_upgrade_with(db, steps, NULL, NULL);
}

enum status schema_upgrade_with(struct db *db, int *steps, enum status (*finish)(void *arg), void *arg)
{
	const struct db_ops *ops = db->ops;
	int64_t version = 0;
	*steps = 0;
	enum status status = ops->schema_read_version(db, &version);
	if (status != CRM_OK || version >= SCHEMA_VERSION)
		return status;
	status = db_begin(db);
	if (status != CRM_OK)
		return status;
	status = ops->schema_read_version(db, &version); /* now that nobody else can be upgrading it */
	int first = (int)version;
	for (; status == CRM_OK && version < SCHEMA_VERSION; version++)
		status = ops->schema_step(db, (int)version, steps_of_schema[version]);
	if (status == CRM_OK)
		status = ops->schema_put_version(db, SCHEMA_VERSION);
	if (status == CRM_OK && finish && first < (int)version)
		status = finish(arg);
	if (status != CRM_OK) {
		db_rollback(db);
		return status;
	}
	status = db_commit(db);
	if (status == CRM_OK)
		*steps = SCHEMA_VERSION - first;
	return status;
}
