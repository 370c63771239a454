#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "store/db.h"

static struct why why;

/* Any handle has the module; one in memory is enough, and needs another to be like. */
static int setup(void **state)
{
	char name[] = "/tmp/crm-batch-test-XXXXXX", file[64];
	struct db *like, *db;
	assert_non_null(mkdtemp(name));
	(void)snprintf(file, sizeof file, "%s/a.db", name);
	assert_int_equal(db_create(&like, file, &why), CRM_OK);
	assert_int_equal(db_scratch(like, &db), CRM_OK);
	db_close(like);
	assert_int_equal(remove(file), 0);
	assert_int_equal(remove(name), 0);
	*state = db;
	return 0;
}

static int teardown(void **state)
{
	db_close(*state);
	return 0;
}

static const int64_t ids[] = {7, BATCH_NULL, 9, INT64_MAX};
static const char *const words[] = {"Иван", "O'Neil \"x\"; --", NULL, ""};
static const struct batch_column pair[] = {{.ints = ids}, {.texts = words}};

static void make(struct db *db)
{
	assert_int_equal(db_batch_table(db, "pair", "id, word"), CRM_OK);
}

static void expect_rows(struct db *db, const char *sql)
{
	struct stmt *stmt;
	assert_int_equal(db_ask(db, sql, NULL, &stmt), CRM_OK);
	for (int i = 0; i < 4; i++) {
		assert_int_equal(db_next(stmt), CRM_OK);
		assert_int_equal(db_int(stmt, 0), i);
		assert_int_equal(db_null(stmt, 1), ids[i] == BATCH_NULL);
		if (ids[i] != BATCH_NULL)
			assert_true(db_int(stmt, 1) == ids[i]);
		if (words[i])
			assert_string_equal(db_text(stmt, 2), words[i]);
		else
			assert_true(db_null(stmt, 2));
	}
	assert_int_equal(db_next(stmt), CRM_NONE);
}

static void test_select(void **state)
{
	make(*state);
	assert_int_equal(db_batch(*state, "pair", pair, 2, 4), CRM_OK);
	expect_rows(*state, "SELECT rowid, id, word FROM pair ORDER BY rowid");
}

static void test_insert_select(void **state)
{
	make(*state);
	assert_int_equal(
	    db_run(*state, "CREATE TABLE t (a INTEGER PRIMARY KEY, b INTEGER, c TEXT) STRICT", NULL), CRM_OK);
	assert_int_equal(db_begin(*state), CRM_OK);
	assert_int_equal(db_batch(*state, "pair", pair, 2, 4), CRM_OK);
	assert_int_equal(db_run(*state, "INSERT INTO t SELECT rowid, id, word FROM pair", NULL), CRM_OK);
	assert_int_equal(db_changed(*state), 4);
	assert_int_equal(db_commit(*state), CRM_OK);
	expect_rows(*state, "SELECT a, b, c FROM t ORDER BY a");
}

static void test_rowid(void **state)
{
	const struct {
		struct val row;
		int64_t found;
	} row[] = {
	    {V_INT(0), 7},
	    {V_INT(2), 9},
	    {V_INT(-1), -5},
	    {V_INT(4), -5},
	    {V_INT(INT64_MAX), -5},
	    {V_NULL, -5},
	    {V_TEXT("2"), 9},
	    {V_TEXT("x"), -5},
	};
	make(*state);
	assert_int_equal(db_batch(*state, "pair", pair, 2, 4), CRM_OK);
	for (size_t i = 0; i < sizeof row / sizeof *row; i++) {
		int64_t found;
		static const char sql[] = "SELECT id FROM pair WHERE rowid = $1";
		assert_int_equal(db_number(*state, sql, VALS(row[i].row), -5, &found), CRM_OK);
		assert_int_equal(found, row[i].found);
	}
}

/* A join must look up in the real table for each row of the batch, and never the other way round. */
static void test_join(void **state)
{
	struct db *db = *state;
	struct stmt *stmt;
	make(db);
	assert_int_equal(
	    db_run(db, "INSERT INTO phone (phone, client) VALUES (7, 70), (9, 90), (11, 110)", NULL), CRM_OK);
	assert_int_equal(db_batch(db, "pair", pair, 2, 4), CRM_OK);
	static const char join[] = "SELECT pair.rowid, client FROM phone JOIN pair ON phone.phone = pair.id ORDER BY 1";
	assert_int_equal(db_ask(db, join, NULL, &stmt), CRM_OK);
	assert_int_equal(db_next(stmt), CRM_OK);
	assert_int_equal(db_int(stmt, 0), 0);
	assert_int_equal(db_int(stmt, 1), 70);
	assert_int_equal(db_next(stmt), CRM_OK);
	assert_int_equal(db_int(stmt, 0), 2);
	assert_int_equal(db_int(stmt, 1), 90);
	assert_int_equal(db_next(stmt), CRM_NONE);
	assert_int_equal(
	    db_ask_one(
	        db, "EXPLAIN QUERY PLAN SELECT client FROM phone JOIN pair ON phone.phone = pair.id", NULL, &stmt),
	    CRM_OK);
	assert_non_null(strstr(db_text(stmt, 3), "SCAN pair"));
	assert_int_equal(db_next(stmt), CRM_OK);
	assert_string_equal(db_text(stmt, 3), "SEARCH phone USING INTEGER PRIMARY KEY (rowid=?)");
	db_done(stmt);
	int64_t n;
	assert_int_equal(
	    db_number(db, "SELECT count(*) FROM pair LEFT JOIN phone ON phone.phone = pair.id WHERE client IS NULL",
	        NULL, -1, &n),
	    CRM_OK);
	assert_int_equal(n, 2);
}

static void test_bind_again(void **state)
{
	static const char sum[] = "SELECT sum(id) FROM pair";
	static const int64_t fewer[] = {1, 2};
	int64_t n;
	make(*state);
	assert_int_equal(db_number(*state, sum, NULL, -1, &n), CRM_OK);
	assert_int_equal(n, -1); /* nothing is bound: no rows */
	assert_int_equal(db_batch(*state, "pair", pair, 2, 3), CRM_OK);
	assert_int_equal(db_number(*state, sum, NULL, -1, &n), CRM_OK);
	assert_int_equal(n, 16);
	assert_int_equal(
	    db_batch(*state, "pair", (struct batch_column[]){{.ints = fewer}, {.texts = words}}, 2, 2), CRM_OK);
	assert_int_equal(db_number(*state, sum, NULL, -1, &n), CRM_OK);
	assert_int_equal(n, 3);
	assert_int_equal(db_batch(*state, "pair", (struct batch_column[2]){{0}}, 2, 0), CRM_OK);
	assert_int_equal(db_number(*state, sum, NULL, -1, &n), CRM_OK);
	assert_int_equal(n, -1);
}

/* SQLite forgets tables when a change of the schema is rolled back; what is bound stays. */
static void test_survives_rollback(void **state)
{
	int64_t n;
	make(*state);
	assert_int_equal(db_batch(*state, "pair", pair, 2, 3), CRM_OK);
	assert_int_equal(db_begin(*state), CRM_OK);
	assert_int_equal(db_run(*state, "CREATE TABLE t (a INTEGER)", NULL), CRM_OK);
	assert_int_equal(db_batch_table(*state, "other", "a, b, c"), CRM_OK);
	db_rollback(*state);
	assert_int_equal(db_number(*state, "SELECT sum(id) FROM pair", NULL, -1, &n), CRM_OK);
	assert_int_equal(n, 16);
	assert_int_equal(db_batch_table(*state, "other", "a, b, c"), CRM_OK);
	assert_int_equal(db_batch(*state, "other", (struct batch_column[3]){{0}}, 3, 0), CRM_OK);
}

static void test_refusals(void **state)
{
	make(*state);
	assert_int_equal(db_batch(*state, "nobody", pair, 2, 4), CRM_INTERNAL);
	assert_int_equal(db_batch(*state, "pair", pair, 1, 4), CRM_INTERNAL);
	assert_int_equal(db_batch(*state, "pair", (struct batch_column[2]){{.ints = ids}}, 2, 4), CRM_INTERNAL);
	assert_int_equal(db_batch_table(*state, "empty", ""), CRM_INTERNAL);
	assert_int_equal(db_batch_table(*state, "pair", "id, word, more"), CRM_INTERNAL);
	assert_int_equal(db_run(*state, "CREATE VIRTUAL TABLE mine USING pair", NULL), CRM_INTERNAL);
	assert_int_equal(db_prepare_only(*state, "SELECT a FROM no_such_batch"), CRM_INTERNAL);
	assert_int_equal(db_run(*state, "INSERT INTO pair (id) VALUES (1)", NULL), CRM_INTERNAL);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test_setup_teardown(test_select, setup, teardown),
	    cmocka_unit_test_setup_teardown(test_insert_select, setup, teardown),
	    cmocka_unit_test_setup_teardown(test_rowid, setup, teardown),
	    cmocka_unit_test_setup_teardown(test_join, setup, teardown),
	    cmocka_unit_test_setup_teardown(test_bind_again, setup, teardown),
	    cmocka_unit_test_setup_teardown(test_survives_rollback, setup, teardown),
	    cmocka_unit_test_setup_teardown(test_refusals, setup, teardown),
	};
	return cmocka_run_group_tests_name("batch", tests, NULL, NULL);
}
