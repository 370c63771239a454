#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <dirent.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/core/arena.h"
#include "store/db.h"
#include "store/migrate.h"

#define NOBODY 65534

struct fixture {
	struct why why;
	char folder[64], name[400];
	mode_t mask;
};

/* A name in the folder of the test, borrowed until the next call. */
static const char *in(struct fixture *f, const char *name)
{
	(void)snprintf(f->name, sizeof f->name, "%s/%s", f->folder, name);
	return f->name;
}

static int setup(void **state)
{
	struct fixture *f = calloc(1, sizeof *f);
	assert_non_null(f);
	f->mask = umask(0); /* the modes must not depend on it */
	(void)snprintf(f->folder, sizeof f->folder, "/tmp/crm-file-test-XXXXXX");
	assert_non_null(mkdtemp(f->folder));
	*state = f;
	return 0;
}

/* Remove all files; gives how many there were. */
static int sweep(struct fixture *f)
{
	int n = 0;
	DIR *folder = opendir(f->folder);
	assert_non_null(folder);
	for (struct dirent *entry; (entry = readdir(folder)) != NULL;)
		if (entry->d_name[0] != '.') {
			assert_int_equal(remove(in(f, entry->d_name)), 0);
			n++;
		}
	assert_int_equal(closedir(folder), 0);
	return n;
}

static int teardown(void **state)
{
	struct fixture *f = *state;
	(void)sweep(f);
	assert_int_equal(rmdir(f->folder), 0);
	(void)umask(f->mask);
	free(f);
	return 0;
}

static void put(struct db *db, const char *name)
{
	static const char sql[] = "INSERT INTO setting (name, value) VALUES ($1, 'x')";
	assert_int_equal(db_begin(db), CRM_OK);
	assert_int_equal(db_run(db, sql, VALS(V_TEXT(name))), CRM_OK);
	assert_int_equal(db_commit(db), CRM_OK);
}

static void make(struct fixture *f, const char *name, const char *setting)
{
	struct db *db;
	int steps;
	assert_int_equal(db_create(&db, in(f, name), &f->why), CRM_OK);
	assert_int_equal(schema_upgrade(db, &steps), CRM_OK);
	assert_int_equal(steps, 0);
	put(db, setting);
	db_close(db);
}

static enum status opens(struct fixture *f, const char *name, enum db_mode mode)
{
	struct db *db;
	enum status status = db_open(&db, in(f, name), mode, &f->why);
	assert_int_equal(db != NULL, status == CRM_OK);
	db_close(db);
	return status;
}

/* The settings in a database, in order, one after the other. */
static void expect(struct fixture *f, const char *name, const char *settings)
{
	struct db *db;
	struct stmt *stmt;
	char found[64] = "";
	assert_int_equal(db_open(&db, in(f, name), DB_READ, &f->why), CRM_OK);
	assert_int_equal(db_ask(db, "SELECT name FROM setting ORDER BY name", NULL, &stmt), CRM_OK);
	while (db_next(stmt) == CRM_OK)
		(void)strncat(found, db_text(stmt, 0), sizeof found - strlen(found) - 1);
	db_close(db);
	assert_string_equal(found, settings);
}

static void write_file(struct fixture *f, const char *name, off_t at, const char *bytes, size_t length)
{
	int fd = open(in(f, name), O_WRONLY | O_CREAT, 0600);
	assert_true(fd >= 0);
	assert_int_equal(pwrite(fd, bytes, length, at), length);
	assert_int_equal(close(fd), 0);
}

static mode_t mode_of(struct fixture *f, const char *name)
{
	struct stat st;
	assert_int_equal(stat(in(f, name), &st), 0);
	return st.st_mode & 07777;
}

static void test_create(void **state)
{
	struct fixture *f = *state;
	struct db *db;
	assert_int_equal(db_create(&db, in(f, "a.db"), &f->why), CRM_OK);
	assert_string_equal(db_url(db), in(f, "a.db"));
	assert_int_equal(mode_of(f, "a.db"), 0600);
	assert_int_equal(mode_of(f, "a.db-wal"), 0600);
	assert_int_equal(mode_of(f, "a.db-shm"), 0600);
	db_close(db);
	assert_int_equal(opens(f, "a.db", DB_WRITE), CRM_OK);
	assert_int_equal(db_create(&db, in(f, "a.db"), &f->why), CRM_CANTCREATE);
	assert_null(db);
	assert_int_equal(sweep(f), 1);
}

static void test_create_folders(void **state)
{
	struct fixture *f = *state;
	struct db *db;
	assert_int_equal(db_create(&db, in(f, "one/two/a.db"), &f->why), CRM_OK);
	db_close(db);
	assert_int_equal(mode_of(f, "one"), 0700);
	assert_int_equal(mode_of(f, "one/two"), 0700);
	assert_int_equal(remove(in(f, "one/two/a.db")), 0);
	assert_int_equal(remove(in(f, "one/two")), 0);
	write_file(f, "file", 0, "", 0);
	assert_int_equal(db_create(&db, in(f, "file/a.db"), &f->why), CRM_CANTCREATE);
}

/* Above the store nobody makes a name of a url, nor knows which files a base is. */
static void test_names(void **state)
{
	struct fixture *f = *state;
	struct arena arena = {0};
	struct db *db;
	int64_t bytes = 0;
	make(f, "a.db", "a");
	write_file(f, "a.db-wal", 0, "left", 4);
	write_file(f, "a.db-kept", 0, "", 0);
	const char *kept = db_sibling(in(f, "a.db"), "-kept", &arena);
	assert_string_equal(kept, in(f, "a.db-kept"));
	assert_string_equal(db_sibling("a.db", ".post-lock", &arena), "a.db.post-lock");
	assert_null(db_sibling("postgresql://host/base", "-kept", &arena));
	arena_free(&arena);
	assert_int_equal(db_open(&db, in(f, "a.db"), DB_WRITE, &f->why), CRM_OK);
	assert_string_equal(db_name(db), "a.db");
	assert_int_equal(db_file_bytes(db, &bytes), CRM_OK);
	assert_true(bytes > 0 && bytes % 8192 == 0);
	assert_int_equal(db_backup(db, "postgresql://host/base", false), CRM_UNAVAILABLE);
	db_close(db);
	assert_int_equal(db_restore(in(f, "a.db"), "postgres://host/base", NULL, &f->why), CRM_UNAVAILABLE);
	db_remove(in(f, "a.db"));
	db_remove("postgresql://host/base");
	assert_int_equal(sweep(f), 1); /* what is not the base's stays */
}

static void test_refusals(void **state)
{
	struct fixture *f = *state;
	struct db *db;
	make(f, "a.db", "a");
	assert_int_equal(symlink("a.db", in(f, "link")), 0);
	assert_int_equal(symlink("none", in(f, "dangling")), 0);
	write_file(f, "random", 0, "\x8f\x01 these are no pages\n\xff\xfe", 24);
	write_file(f, "empty", 0, "", 0);
	static const struct {
		const char *name;
		enum status open, create, restore;
	} row[] = {
	    {"link", CRM_NOPERM, CRM_NOPERM, CRM_NOPERM},
	    {"dangling", CRM_NOPERM, CRM_NOPERM, CRM_NOPERM},
	    {"random", CRM_CONFIG, CRM_CANTCREATE, CRM_CONFIG},
	    {"empty", CRM_CONFIG, CRM_CANTCREATE, CRM_CONFIG},
	    {"", CRM_CONFIG, CRM_CONFIG, CRM_CONFIG},
	    {".", CRM_CONFIG, CRM_CONFIG, CRM_CONFIG},
	};
	char from[400];
	(void)snprintf(from, sizeof from, "%s", in(f, "a.db"));
	for (size_t i = 0; i < sizeof row / sizeof *row; i++) {
		assert_int_equal(opens(f, row[i].name, DB_WRITE), row[i].open);
		assert_int_equal(opens(f, row[i].name, DB_READ), row[i].open);
		assert_int_equal(db_create(&db, in(f, row[i].name), &f->why), row[i].create);
		assert_int_equal(db_restore(from, in(f, row[i].name), NULL, &f->why), row[i].restore);
	}
	assert_int_equal(opens(f, "missing", DB_READ), CRM_NOINPUT);
	assert_non_null(strstr(f->why.text, "missing»: make one with crm-db init"));
	assert_int_equal(opens(f, "missing/a.db", DB_WRITE), CRM_NOINPUT);
	assert_int_equal(opens(f, "a.db/b", DB_WRITE), CRM_NOINPUT);
	assert_int_equal(db_open(&db, "postgresql://host/base", DB_READ, &f->why), CRM_UNAVAILABLE);
	assert_string_equal(f->why.text, "no PostgreSQL plug-in is installed");
	assert_int_equal(db_create(&db, "postgresql://host/base", &f->why), CRM_UNAVAILABLE);
	assert_int_equal(db_open(&db, "", DB_READ, &f->why), CRM_NOINPUT);
	expect(f, "a.db", "a");
}

static void test_versions(void **state)
{
	struct fixture *f = *state;
	struct db *db;
	int steps;
	make(f, "a.db", "a");
	assert_int_equal(db_open(&db, in(f, "a.db"), DB_WRITE, &f->why), CRM_OK);
	assert_int_equal(db_run(db, "PRAGMA user_version=77", NULL), CRM_OK);
	db_close(db);
	static const enum db_mode modes[] = {DB_READ, DB_WRITE, DB_UPGRADE};
	for (size_t i = 0; i < 3; i++) {
		assert_int_equal(opens(f, "a.db", modes[i]), CRM_CONFIG);
		assert_non_null(strstr(f->why.text, "has version 77, this program knows up to "));
	}
	make(f, "c.db", "c");
	assert_int_equal(db_open(&db, in(f, "c.db"), DB_WRITE, &f->why), CRM_OK);
	assert_int_equal(db_run(db, "PRAGMA user_version=0", NULL), CRM_OK);
	db_close(db);
	assert_int_equal(opens(f, "c.db", DB_WRITE), CRM_CONFIG);
	assert_non_null(strstr(f->why.text, "version 0, this program needs "));
	assert_int_equal(db_open(&db, in(f, "c.db"), DB_UPGRADE, &f->why), CRM_OK);
	assert_int_equal(schema_upgrade(db, &steps), CRM_INTERNAL); /* its tables are there: nothing is half done */
	assert_int_equal(steps, 0);
	put(db, "d");
	db_close(db);
	make(f, "b.db", "b");
	assert_int_equal(db_open(&db, in(f, "b.db"), DB_WRITE, &f->why), CRM_OK);
	assert_int_equal(db_run(db, "PRAGMA application_id=5", NULL), CRM_OK);
	db_close(db);
	assert_int_equal(opens(f, "b.db", DB_UPGRADE), CRM_CONFIG);
	assert_non_null(strstr(f->why.text, "b.db» is not a crm database"));
}

/* As somebody who may write neither the file nor its folder. Gives what the function gave. */
static int as_nobody(struct fixture *f, enum status (*what)(struct fixture *))
{
	int end;
	pid_t child = fork();
	assert_true(child >= 0);
	if (child == 0)
		_exit(geteuid() == 0 && (setegid(NOBODY) != 0 || seteuid(NOBODY) != 0) ? 99 : (int)what(f));
	assert_int_equal(waitpid(child, &end, 0), child);
	assert_true(WIFEXITED(end));
	return WEXITSTATUS(end);
}

static enum status read_it(struct fixture *f)
{
	struct db *db;
	int64_t n;
	enum status status = db_open(&db, in(f, "a? b%#.db"), DB_READ, &f->why);
	if (status == CRM_OK)
		status = db_begin(db);
	if (status == CRM_OK)
		status = db_number(db, "SELECT count(*) FROM setting", NULL, 0, &n);
	if (status == CRM_OK && n != 1)
		status = CRM_INTERNAL;
	db_close(db);
	return status;
}

static enum status write_it(struct fixture *f)
{
	return opens(f, "a? b%#.db", DB_WRITE);
}

static void test_read_only(void **state)
{
	struct fixture *f = *state;
	make(f, "a? b%#.db", "a");
	assert_int_equal(chmod(in(f, "a? b%#.db"), 0444), 0);
	assert_int_equal(chmod(f->folder, 0555), 0);
	assert_int_equal(as_nobody(f, read_it), CRM_OK);
	assert_int_equal(as_nobody(f, write_it), CRM_NOPERM);
	assert_int_equal(chmod(in(f, "a? b%#.db"), 0666), 0);
	assert_int_equal(as_nobody(f, write_it), CRM_NOPERM); /* no place for the log */
	assert_int_equal(chmod(in(f, "a? b%#.db"), 0), 0);
	assert_int_equal(as_nobody(f, read_it), CRM_NOPERM);
	assert_int_equal(chmod(f->folder, 0700), 0);
	assert_int_equal(sweep(f), 1);
}

static void test_backup(void **state)
{
	struct fixture *f = *state;
	struct db *db, *writer;
	make(f, "a.db", "a");
	assert_int_equal(db_open(&db, in(f, "a.db"), DB_WRITE, &f->why), CRM_OK);
	assert_int_equal(db_open(&writer, in(f, "a.db"), DB_WRITE, &f->why), CRM_OK);
	put(db, "b");
	assert_int_equal(db_begin(writer), CRM_OK); /* what is not committed is not in the backup */
	assert_int_equal(db_run(writer, "INSERT INTO setting (name, value) VALUES ('c', 'x')", NULL), CRM_OK);
	assert_int_equal(db_backup(db, in(f, "copy"), false), CRM_OK);
	assert_int_equal(mode_of(f, "copy"), 0600);
	assert_int_equal(db_backup(db, in(f, "copy"), false), CRM_CANTCREATE);
	assert_int_equal(symlink("nowhere", in(f, "link")), 0);
	assert_int_equal(db_backup(db, in(f, "link"), false), CRM_NOPERM);
	assert_int_equal(db_backup(db, in(f, "no/copy"), false), CRM_CANTCREATE);
	db_close(db);
	db_close(writer);
	expect(f, "copy", "ab");
	expect(f, "a.db", "ab");
	(void)remove(in(f, "a.db-wal")); /* of the reader, empty */
	(void)remove(in(f, "a.db-shm"));
	assert_int_equal(sweep(f), 3); /* the backup stands alone */
}

static void test_restore(void **state)
{
	struct fixture *f = *state;
	struct db *db;
	char from[400];
	make(f, "a.db", "a");
	assert_int_equal(db_open(&db, in(f, "a.db"), DB_WRITE, &f->why), CRM_OK);
	assert_int_equal(db_backup(db, in(f, "copy"), false), CRM_OK);
	put(db, "b"); /* this handle stays open: it must see what was restored */
	(void)snprintf(from, sizeof from, "%s", in(f, "copy"));
	assert_int_equal(db_restore(from, in(f, "a.db"), NULL, &f->why), CRM_OK);
	expect(f, "a.db", "a");
	put(db, "c");
	expect(f, "a.db", "ac");
	assert_int_equal(db_begin(db), CRM_OK);
	assert_int_equal(db_commit(db), CRM_OK);
	db_close(db);
	assert_int_equal(db_restore(from, from, NULL, &f->why), CRM_USAGE);
	assert_int_equal(db_restore(from, in(f, "new.db"), NULL, &f->why), CRM_OK);
	assert_int_equal(mode_of(f, "new.db"), 0600);
	expect(f, "new.db", "a");
	assert_int_equal(db_restore(in(f, "absent"), from, NULL, &f->why), CRM_NOINPUT);
}

/* A database whose schema cannot be read any more is just the one that needs a backup. */
static void test_damage(void **state)
{
	struct fixture *f = *state;
	struct db *db;
	char from[400];
	struct why found = {0};
	make(f, "a.db", "a");
	assert_int_equal(db_open(&db, in(f, "a.db"), DB_WRITE, &f->why), CRM_OK);
	assert_int_equal(db_integrity(db, &found), CRM_OK);
	assert_int_equal(db_backup(db, in(f, "copy"), false), CRM_OK);
	db_close(db);
	write_file(f, "a.db", 100, "\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff", 12);
	assert_int_equal(opens(f, "a.db", DB_WRITE), CRM_IO);
	assert_string_equal(
	    f->why.text, "the database is damaged (database disk image is malformed); restore a backup");
	(void)snprintf(from, sizeof from, "%s", in(f, "copy"));
	assert_int_equal(db_restore(from, in(f, "a.db"), NULL, &f->why), CRM_OK);
	expect(f, "a.db", "a");
	assert_int_equal(opens(f, "a.db", DB_WRITE), CRM_OK);
	write_file(f, "copy", 4096 * 20, "\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff", 12);
	assert_int_equal(db_restore(from, in(f, "a.db"), NULL, &f->why), CRM_IO);
	expect(f, "a.db", "a");
}

/* A log that an earlier database of the same name left must not be applied to what is restored there. */
static void test_stale_log(void **state)
{
	struct fixture *f = *state;
	struct db *db;
	char from[400], log[400];
	make(f, "a.db", "a");
	assert_int_equal(db_open(&db, in(f, "a.db"), DB_WRITE, &f->why), CRM_OK);
	assert_int_equal(db_backup(db, in(f, "copy"), false), CRM_OK);
	put(db, "b");
	(void)snprintf(from, sizeof from, "%s", in(f, "a.db-wal"));
	assert_int_equal(link(from, in(f, "kept")), 0);
	db_close(db);
	assert_int_equal(rename(in(f, "kept"), from), 0);
	assert_int_equal(remove(in(f, "a.db")), 0);
	(void)snprintf(log, sizeof log, "%s", in(f, "a.db"));
	assert_int_equal(db_restore(in(f, "copy"), log, NULL, &f->why), CRM_OK);
	expect(f, "a.db", "a");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test_setup_teardown(test_create, setup, teardown),
	    cmocka_unit_test_setup_teardown(test_create_folders, setup, teardown),
	    cmocka_unit_test_setup_teardown(test_names, setup, teardown),
	    cmocka_unit_test_setup_teardown(test_refusals, setup, teardown),
	    cmocka_unit_test_setup_teardown(test_versions, setup, teardown),
	    cmocka_unit_test_setup_teardown(test_read_only, setup, teardown),
	    cmocka_unit_test_setup_teardown(test_backup, setup, teardown),
	    cmocka_unit_test_setup_teardown(test_restore, setup, teardown),
	    cmocka_unit_test_setup_teardown(test_damage, setup, teardown),
	    cmocka_unit_test_setup_teardown(test_stale_log, setup, teardown),
	};
	return cmocka_run_group_tests_name("db_file", tests, NULL, NULL);
}
