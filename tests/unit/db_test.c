#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <unistd.h>

#include "store/db.h"

/* A database of its own for each test, in a folder that is removed. */
struct fixture {
	struct why why;
	char folder[64], file[80];
	struct db *db;
};

static int setup(void **state)
{
	struct fixture *f = calloc(1, sizeof *f);
	assert_non_null(f);
	(void)snprintf(f->folder, sizeof f->folder, "/tmp/crm-db-test-XXXXXX");
	assert_non_null(mkdtemp(f->folder));
	(void)snprintf(f->file, sizeof f->file, "%s/a.db", f->folder);
	assert_int_equal(db_create(&f->db, f->file, &f->why), CRM_OK);
	*state = f;
	return 0;
}

static int teardown(void **state)
{
	struct fixture *f = *state;
	db_close(f->db);
	assert_int_equal(unlink(f->file), 0);
	assert_int_equal(rmdir(f->folder), 0); /* nothing is left beside the database */
	free(f);
	return 0;
}

static struct db *again(struct fixture *f, enum db_mode mode)
{
	struct db *db;
	assert_int_equal(db_open(&db, f->file, mode, &f->why), CRM_OK);
	return db;
}

static void put(struct db *db, const char *name, const char *value)
{
	static const char sql[] = "INSERT INTO setting (name, value) VALUES ($1, $2)";
	assert_int_equal(db_run(db, sql, VALS(V_TEXT(name), V_TEXT(value))), CRM_OK);
	assert_int_equal(db_changed(db), 1);
}

static int64_t count(struct db *db)
{
	int64_t n = -1;
	assert_int_equal(db_number(db, "SELECT count(*) FROM setting", NULL, -2, &n), CRM_OK);
	return n;
}

static void test_values(void **state)
{
	struct fixture *f = *state;
	struct stmt *stmt;
	assert_int_equal(db_ask(f->db, "SELECT $1, $2, $3, $4, $5, $6, $7",
	                     VALS(V_INT(INT64_MIN), V_INT(INT64_MAX), V_TEXT("Иванов; DROP TABLE 'x' \"y\""),
	                         V_TEXT(NULL), V_NULL, V_ID(0), V_ID(7)),
	                     &stmt),
	    CRM_OK);
	assert_int_equal(db_next(stmt), CRM_OK);
	assert_true(db_int(stmt, 0) == INT64_MIN);
	assert_true(db_int(stmt, 1) == INT64_MAX);
	assert_string_equal(db_text(stmt, 2), "Иванов; DROP TABLE 'x' \"y\"");
	for (int i = 3; i < 6; i++) {
		assert_true(db_null(stmt, i));
		assert_null(db_text(stmt, i));
		assert_int_equal(db_int(stmt, i), 0);
	}
	assert_int_equal(db_int(stmt, 6), 7);
	assert_int_equal(db_next(stmt), CRM_NONE);
	db_done(stmt); /* harmless after the end */
}

static void test_placeholders(void **state)
{
	struct fixture *f = *state;
	static const char sql[] = "SELECT $3, $1, $2, $1";
	struct stmt *stmt;
	for (int round = 0; round < 2; round++) {
		assert_int_equal(db_ask_one(f->db, sql, VALS(V_INT(1), V_INT(2), V_INT(3)), &stmt), CRM_OK);
		assert_int_equal(db_int(stmt, 0), 3);
		assert_int_equal(db_int(stmt, 1), 1);
		assert_int_equal(db_int(stmt, 2), 2);
		assert_int_equal(db_int(stmt, 3), 1);
		db_done(stmt);
	}
	assert_int_equal(db_ask(f->db, sql, VALS(V_INT(1), V_INT(2)), &stmt), CRM_INTERNAL);
	assert_null(stmt);
	assert_int_equal(db_ask(f->db, sql, VALS(V_INT(1), V_INT(2), V_INT(3), V_INT(4)), &stmt), CRM_INTERNAL);
	assert_int_equal(db_ask(f->db, sql, NULL, &stmt), CRM_INTERNAL);
	assert_int_equal(db_run(f->db, "DELETE FROM setting WHERE name = $2", VALS(V_TEXT("a"))), CRM_INTERNAL);
	assert_int_equal(db_run(f->db, "DELETE FROM setting", VALS(V_NULL)), CRM_INTERNAL);
}

static void test_refusals(void **state)
{
	struct fixture *f = *state;
	static const struct {
		const char *sql;
		enum status status;
		const char *text;
	} row[] = {
	    {"SELECT absent", CRM_INTERNAL, "the database engine refused: no such column: absent"},
	    {"SELECT 1", CRM_INTERNAL, "a statement that should give no rows gave one"},
	    {"DELETE FROM setting; DELETE FROM setting", CRM_INTERNAL, "a statement must be exactly one"},
	    {"", CRM_INTERNAL, "a statement must be exactly one"},
	    {"INSERT INTO setting (name) VALUES ('a')", CRM_INTERNAL,
	        "a rule of the database was broken: NOT NULL constraint failed: setting.value"},
	    {"SELECT \"text\"", CRM_INTERNAL, "the database engine refused: no such column: text"},
	};
	for (size_t i = 0; i < sizeof row / sizeof *row; i++) {
		assert_int_equal(db_run(f->db, row[i].sql, NULL), row[i].status);
		assert_string_equal(f->why.text, row[i].text);
	}
	assert_int_equal(db_prepare_only(f->db, "SELECT name FROM setting"), CRM_OK);
	assert_int_equal(db_prepare_only(f->db, "SELECT absent FROM setting"), CRM_INTERNAL);
}

/* 5! by a statement that is asked while it is in use. */
static int64_t factorial(struct db *db, int64_t n)
{
	static const char sql[] = "SELECT $1";
	struct stmt *stmt;
	assert_int_equal(db_ask_one(db, sql, VALS(V_INT(n)), &stmt), CRM_OK);
	int64_t rest = n > 1 ? factorial(db, n - 1) : 1;
	int64_t product = db_int(stmt, 0) * rest;
	db_done(stmt);
	return product;
}

static void test_recursion(void **state)
{
	struct fixture *f = *state;
	assert_int_equal(factorial(f->db, 5), 120);
	assert_int_equal(factorial(f->db, 6), 720);
}

static void test_number(void **state)
{
	struct fixture *f = *state;
	struct stmt *stmt;
	int64_t n;
	assert_int_equal(db_number(f->db, "SELECT 5 WHERE $1 = 1", VALS(V_INT(1)), 9, &n), CRM_OK);
	assert_int_equal(n, 5);
	assert_int_equal(db_number(f->db, "SELECT 5 WHERE $1 = 1", VALS(V_INT(0)), 9, &n), CRM_OK);
	assert_int_equal(n, 9);
	assert_int_equal(db_number(f->db, "SELECT NULL", NULL, 9, &n), CRM_OK);
	assert_int_equal(n, 9);
	assert_int_equal(db_ask_one(f->db, "SELECT 5 WHERE 1 = 0", NULL, &stmt), CRM_NONE);
	assert_null(stmt);
}

static void test_transactions(void **state)
{
	struct fixture *f = *state;
	struct db *db = f->db;
	assert_int_equal(db_begin(db), CRM_OK);
	put(db, "a", "1");
	db_rollback(db);
	db_rollback(db);
	assert_int_equal(count(db), 0);

	assert_int_equal(db_begin(db), CRM_OK);
	put(db, "a", "1");
	assert_int_equal(db_mark(db), CRM_OK);
	assert_int_equal(db_mark(db), CRM_INTERNAL);
	put(db, "b", "2");
	assert_int_equal(db_giveup(db), CRM_OK);
	assert_int_equal(db_giveup(db), CRM_INTERNAL);
	assert_int_equal(db_mark(db), CRM_OK);
	put(db, "c", "3");
	assert_int_equal(db_keep(db), CRM_OK);
	assert_int_equal(db_commit(db), CRM_OK);
	assert_int_equal(count(db), 2);
	int64_t n;
	assert_int_equal(db_number(db, "SELECT count(*) FROM setting WHERE name = 'b'", NULL, -1, &n), CRM_OK);
	assert_int_equal(n, 0);

	assert_int_equal(db_commit(db), CRM_INTERNAL);
	assert_int_equal(db_mark(db), CRM_INTERNAL);
	assert_int_equal(db_run(db, "UPDATE setting SET value = '4'", NULL), CRM_OK);
	assert_int_equal(db_changed(db), 2);
	assert_int_equal(db_run(db, "UPDATE setting SET value = '4' WHERE name = 'z'", NULL), CRM_OK);
	assert_int_equal(db_changed(db), 0);
}

static void test_close_rolls_back(void **state)
{
	struct fixture *f = *state;
	struct stmt *stmt;
	struct db *db = again(f, DB_WRITE);
	assert_int_equal(db_begin(db), CRM_OK);
	put(db, "a", "1");
	assert_int_equal(db_ask_one(db, "SELECT name FROM setting", NULL, &stmt), CRM_OK);
	db_close(db);
	assert_int_equal(count(f->db), 0);
	db_close(NULL);
}

static int64_t ms(void)
{
	struct timespec now;
	assert_int_equal(clock_gettime(CLOCK_MONOTONIC, &now), 0);
	return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

static void test_busy(void **state)
{
	struct fixture *f = *state;
	struct db *other = again(f, DB_WRITE);
	assert_int_equal(db_begin(f->db), CRM_OK);
	put(f->db, "a", "1");
	db_patience(other, 0);
	assert_int_equal(db_begin(other), CRM_BUSY);
	assert_string_equal(
	    f->why.text, "the database is busy: another program has been writing for more than 0 s; try again");
	assert_int_equal(count(other), 0); /* readers do not wait, and see the moment before */
	db_patience(other, 1);
	int64_t start = ms();
	assert_int_equal(db_begin(other), CRM_BUSY);
	assert_in_range(ms() - start, 900, 5000);
	assert_int_equal(db_commit(f->db), CRM_OK);
	assert_int_equal(db_begin(other), CRM_OK);
	assert_int_equal(count(other), 1);
	assert_int_equal(db_commit(other), CRM_OK);
	db_close(other);
}

static void test_snapshot(void **state)
{
	struct fixture *f = *state;
	struct db *reader = again(f, DB_READ);
	assert_int_equal(db_begin(reader), CRM_OK);
	put(f->db, "a", "1");
	assert_int_equal(count(reader), 0);
	assert_int_equal(db_commit(reader), CRM_OK);
	assert_int_equal(count(reader), 1);
	assert_int_equal(db_run(reader, "DELETE FROM setting", NULL), CRM_NOPERM);
	db_close(reader);
}

static void write_mebibytes(struct db *db, int n)
{
	static const char sql[] =
	    "INSERT INTO setting (name, value) VALUES (hex(randomblob(8)), hex(randomblob(524288)))";
	assert_int_equal(db_begin(db), CRM_OK);
	for (int i = 0; i < n; i++)
		assert_int_equal(db_run(db, sql, NULL), CRM_OK);
	assert_int_equal(db_commit(db), CRM_OK);
}

static void test_log(void **state)
{
	struct fixture *f = *state;
	int64_t n;
	assert_int_equal(db_number(f->db, "PRAGMA wal_autocheckpoint", NULL, -1, &n), CRM_OK);
	assert_int_equal(n, 0);
	assert_int_equal(db_number(f->db, "PRAGMA synchronous", NULL, -1, &n), CRM_OK);
	assert_int_equal(n, 2);
	write_mebibytes(f->db, 12);
	assert_in_range(db_wal_bytes(f->db), 12 << 20, 16 << 20);
	write_mebibytes(f->db, 6);
	assert_in_range(db_wal_bytes(f->db), 0, 1 << 20);
}

/* A reader of an old moment delays the taking over of the log, and does not hold up the writer. */
static void test_log_and_reader(void **state)
{
	struct fixture *f = *state;
	struct db *reader = again(f, DB_READ);
	assert_int_equal(db_begin(reader), CRM_OK);
	put(f->db, "a", "1");
	int64_t start = ms();
	write_mebibytes(f->db, 18);
	assert_in_range(ms() - start, 900, 8000);
	assert_in_range(db_wal_bytes(f->db), 18 << 20, 32 << 20);
	assert_int_equal(count(reader), 0);
	assert_int_equal(db_commit(reader), CRM_OK);
	write_mebibytes(f->db, 18);
	assert_in_range(db_wal_bytes(f->db), 0, 1 << 20);
	db_close(reader);
}

/* The engine's memory comes from lists by size up to a kilobyte: texts below, at and beyond that come back as they were
   put, among others that go. */
static void test_lengths(void **state)
{
	enum { LONGEST = 3000 };
	struct fixture *f = *state;
	struct stmt *row;
	static char text[LONGEST + 1];
	for (int i = 0; i < LONGEST; i++)
		text[i] = (char)('a' + i % 23);
	assert_int_equal(db_begin(f->db), CRM_OK);
	assert_int_equal(db_run(f->db,
	                     "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < $2) "
	                     "INSERT INTO setting (name, value) SELECT 'name ' || i, substr($1, 1, i) FROM n",
	                     VALS(V_TEXT(text), V_INT(LONGEST))),
	    CRM_OK);
	assert_int_equal(db_run(f->db, "DELETE FROM setting WHERE length(value) % 3 = 0", NULL), CRM_OK);
	assert_int_equal(
	    db_ask(f->db, "SELECT upper(value), value FROM setting ORDER BY length(value) DESC", NULL, &row), CRM_OK);
	for (int length = LONGEST - 1; length > 0; length -= length % 3 == 1 ? 2 : 1) {
		assert_int_equal(db_next(row), CRM_OK);
		assert_int_equal(strlen(db_text(row, 1)), length);
		assert_memory_equal(db_text(row, 1), text, length);
		assert_int_equal(db_text(row, 0)[length - 1], text[length - 1] - 32);
	}
	assert_int_equal(db_next(row), CRM_NONE);
	int64_t all;
	assert_int_equal(
	    db_number(f->db, "SELECT length(group_concat(value, '')) FROM (SELECT value FROM setting ORDER BY name)",
	        NULL, 0, &all),
	    CRM_OK);
	assert_int_equal(all, LONGEST / 3 * LONGEST);
	db_rollback(f->db);
}

static void test_scratch(void **state)
{
	struct fixture *f = *state;
	struct db *scratch;
	assert_int_equal(db_scratch(f->db, &scratch), CRM_OK);
	assert_int_equal(db_begin(scratch), CRM_OK);
	put(scratch, "a", "1");
	assert_int_equal(db_commit(scratch), CRM_OK);
	assert_int_equal(count(scratch), 1);
	assert_int_equal(count(f->db), 0);
	db_close(scratch);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test_setup_teardown(test_values, setup, teardown),
	    cmocka_unit_test_setup_teardown(test_placeholders, setup, teardown),
	    cmocka_unit_test_setup_teardown(test_refusals, setup, teardown),
	    cmocka_unit_test_setup_teardown(test_recursion, setup, teardown),
	    cmocka_unit_test_setup_teardown(test_number, setup, teardown),
	    cmocka_unit_test_setup_teardown(test_transactions, setup, teardown),
	    cmocka_unit_test_setup_teardown(test_close_rolls_back, setup, teardown),
	    cmocka_unit_test_setup_teardown(test_busy, setup, teardown),
	    cmocka_unit_test_setup_teardown(test_snapshot, setup, teardown),
	    cmocka_unit_test_setup_teardown(test_log, setup, teardown),
	    cmocka_unit_test_setup_teardown(test_log_and_reader, setup, teardown),
	    cmocka_unit_test_setup_teardown(test_lengths, setup, teardown),
	    cmocka_unit_test_setup_teardown(test_scratch, setup, teardown),
	};
	return cmocka_run_group_tests_name("db", tests, NULL, NULL);
}
