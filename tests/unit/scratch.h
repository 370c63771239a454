/* A database of its own for one test: made in a temporary folder, opened as a crm, and removed with everything in it.
 */
#ifndef TESTS_SCRATCH_H
#define TESTS_SCRATCH_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <unistd.h>

#include "book/projection/rollup.h"
#include "store/migrate.h"

#define COUNT(table) (sizeof(table) / sizeof(table)[0])
#define NOON INT64_C(1795424400) /* 2026-11-23T12:00:00+03:00, a Monday */

struct scratch {
	struct crm crm;
	char folder[64], file[80];
};

static inline void scratch_open(struct scratch *scratch)
{
	int steps = 0;
	*scratch = (struct scratch){.crm.now = NOON};
	scratch->crm.who = (struct run){"crm-test", "crm-test -", "olga", "olga", "host"};
	snprintf(scratch->folder, sizeof scratch->folder, "/tmp/crm-test-XXXXXX");
	assert_non_null(mkdtemp(scratch->folder));
	snprintf(scratch->file, sizeof scratch->file, "%s/crm.db", scratch->folder);
	assert_int_equal(db_create(&scratch->crm.db, scratch->file, &scratch->crm.why), CRM_OK);
	assert_int_equal(schema_upgrade(scratch->crm.db, &steps), CRM_OK);
}

static inline void scratch_close(struct scratch *scratch)
{
	rollup_free(&scratch->crm);
	crm_unload(&scratch->crm);
	db_close(scratch->crm.db);
	db_remove(scratch->file);
	assert_int_equal(rmdir(scratch->folder), 0);
}

/* ${sql} must be a constant of the test. */
static inline void scratch_run(struct scratch *scratch, const char *sql)
{
	enum status status = db_run(scratch->crm.db, sql, NULL);
	if (status != CRM_OK)
		fail_msg("%s: %s", sql, scratch->crm.why.text);
}

static inline int64_t scratch_number(struct scratch *scratch, const char *sql)
{
	int64_t number;
	assert_int_equal(db_number(scratch->crm.db, sql, NULL, -1, &number), CRM_OK);
	return number;
}

#endif
