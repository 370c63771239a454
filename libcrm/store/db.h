/*
 * One handle over the database: SQLite in a file. PostgreSQL is meant to fit behind these calls (engine.h), which is
 * why values travel as `struct val`, placeholders are $1 $2 …, and nothing here shows an engine.
 *
 * A writer holds the database only between db_begin and db_commit. Readers see one moment of it.
 */
#ifndef CRM_STORE_DB_H
#define CRM_STORE_DB_H

#include <stddef.h>
#include <stdint.h>

#include "base/core/status.h"

struct arena;
struct db;
struct stmt;

enum db_mode {
	DB_READ, /* never writes, not even a lock file it could avoid */
	DB_WRITE,
	DB_UPGRADE /* like DB_WRITE, and an older schema is not refused */
};

/*
 * Open the database in ${url}, a file name. CRM_NOINPUT if there is none; CRM_CONFIG if it is not ours, or of a newer
 * or older version; CRM_NOPERM if it may not be read or written. Sentences go to ${why}, which must outlive the handle.
 * Released with db_close.
 */
enum status db_open(struct db **db, const char *url, enum db_mode mode, struct why *why);

/*
 * Make an empty database with the schema, mode 600, which must not exist, and the folder it lies in (700). Refuses
 * network file systems (CRM_CONFIG). Then it is open as DB_UPGRADE.
 */
enum status db_create(struct db **db, const char *url, struct why *why);

/* NULL is harmless. A transaction still open is rolled back. */
void db_close(struct db *db);

/* Take back db_create: the files of a database that nobody has open. */
void db_remove(const char *url);

const char *db_url(const struct db *db);  /* as it was given to db_open */
const char *db_name(const struct db *db); /* the last part of the url */
/* A file that lies beside the database of ${url}: its name with ${ending}, in ${arena}. NULL without memory. */
const char *db_sibling(const char *url, const char *ending, struct arena *arena);
struct why *db_why(struct db *db);

/* How long a writer waits for another one before CRM_BUSY. Default 30 s. */
void db_patience(struct db *db, int seconds);

/* Transactions. db_begin takes the write lock at once (for DB_READ: begins a snapshot). db_commit returns only when the
   rows are on disk. */
enum status db_begin(struct db *db);
enum status db_commit(struct db *db);
void db_rollback(struct db *db); /* harmless outside a transaction */

/* A mark inside a transaction, one at a time: work since then can be given up alone. */
enum status db_mark(struct db *db);
enum status db_keep(struct db *db);
enum status db_giveup(struct db *db);

/* A value for a placeholder. Texts are borrowed until the statement is done. */
struct val {
	enum { VAL_END, VAL_NULL, VAL_INT, VAL_TEXT } kind;
	int64_t i;
	const char *t;
};
#define V_INT(x) ((struct val){.kind = VAL_INT, .i = (x)})
#define V_TEXT(x) ((struct val){.kind = VAL_TEXT, .t = (x)}) /* NULL is SQL NULL */
#define V_NULL ((struct val){.kind = VAL_NULL})
#define V_ID(x) ((struct val){.kind = (x) ? VAL_INT : VAL_NULL, .i = (x)}) /* 0 means none */
/* The values of $1, $2, … */
#define VALS(...) ((const struct val[]){__VA_ARGS__, {.kind = VAL_END}})

/* Run a statement that gives no rows. ${sql} must be a constant of the program: statements are prepared once and kept
   by address. */
enum status db_run(struct db *db, const char *sql, const struct val *vals);
int64_t db_changed(const struct db *db); /* rows the last db_run changed */
int64_t db_written(const struct db *db); /* rows written by this handle so far: the same again means nothing was */

/*
 * Ask. db_ask begins; db_next gives CRM_OK for each row, then CRM_NONE (and the statement is done by itself); db_done
 * ends early. db_ask_one is both: the first row or CRM_NONE; the caller calls db_done after CRM_OK.
 * Columns count from 0; texts are borrowed until the next db_next or db_done; NULL is 0 or NULL.
 */
enum status db_ask(struct db *db, const char *sql, const struct val *vals, struct stmt **stmt);
enum status db_next(struct stmt *stmt);
void db_done(struct stmt *stmt);
enum status db_ask_one(struct db *db, const char *sql, const struct val *vals, struct stmt **stmt);
int64_t db_int(struct stmt *stmt, int column);
const char *db_text(struct stmt *stmt, int column);
bool db_null(struct stmt *stmt, int column);
/* The first ${n} columns of both rows, of one engine, hold the same. */
bool db_same_row(struct stmt *a, struct stmt *b, int n);

/* One integer: ${fallback} if there is no row or it is NULL. */
enum status db_number(struct db *db, const char *sql, const struct val *vals, int64_t fallback, int64_t *number);

/*
 * Many rows at once: name a batch table and its columns ("a, b") with db_batch_table, bind arrays to it with db_batch,
 * and read it with INSERT … SELECT or a join. Name and columns must be constants of the program, and no table of the
 * schema may have the name; to say the same again is harmless. The arrays are borrowed until db_batch is called again
 * for that table. Its rowid is the index in them, from 0.
 */
#define BATCH_NULL INT64_MIN
struct batch_column {
	const int64_t *ints; /* one of the two */
	const char *const *texts;
	const int *lengths; /* of the texts, without their NUL, if that is known; NULL */
};
enum status db_batch_table(struct db *db, const char *table, const char *columns);
enum status db_batch(struct db *db, const char *table, const struct batch_column *columns, int n_columns, int n_rows);

/* For a few rows of such arrays, of which a batch table costs more than it saves: ${sql} for each of rows ${from} up to
   ${to}, its $1, $2, … being the columns. */
#define BATCH_FEW 4
#define BATCH_COLUMNS_MAX 20
enum status db_run_each(
    struct db *db, const char *sql, const struct batch_column *columns, int n_columns, int from, int to);

/* The pieces crm-db needs. */
enum status db_integrity(struct db *db, struct why *result); /* CRM_OK, or CRM_IO with what is damaged in ${result} */
/* A whole, checked copy under a new name; CRM_CANTCREATE if it exists. ${anew}: nothing that was deleted is in it. */
enum status db_backup(struct db *db, const char *file, bool anew);
/* What becomes of a database that is there already: ${may} is asked under its write lock, and then it is kept as file
   ${keep}, which is new. A status other than CRM_OK leaves all as it was. */
struct restore_guard {
	const char *keep;
	enum status (*may)(void *arg, struct db *old, struct db *backup); /* both inside a transaction */
	void *arg;
};
/* Replaces the database of that url by a checked copy, at once or not at all. CRM_BUSY: somebody writes. ${guard} may
   be NULL: then the old one is gone. */
enum status db_restore(const char *from, const char *url, const struct restore_guard *guard, struct why *why);
/* An empty database of the same schema that vanishes when closed. */
enum status db_scratch(struct db *like, struct db **scratch);
/*
 * From now on the journal of ${from} stands in a ${scratch} that was just made, to be read there and not written. Both
 * are in a transaction then, and see one moment of it: each ends with db_rollback.
 */
enum status db_share_journal(struct db *from, struct db *scratch);
/*
 * Nothing of what was deleted or overwritten is left in the files of the database: it is written anew, the log is taken
 * over and emptied, and caches beside it are removed. Outside of a transaction. CRM_BUSY if somebody reads an older
 * moment: then some is left.
 */
enum status db_shred(struct db *db);
enum status db_file_bytes(struct db *db, int64_t *bytes);
int64_t db_wal_bytes(struct db *db);
/* ${db} NULL: of the one that is built in */
const char *db_engine(const struct db *db); /* "SQLite 3.40.1 (wal-reset race: affected, guarded)" */

/* Prepare without running: for the test that every statement fits the schema. */
enum status db_prepare_only(struct db *db, const char *sql);

#endif
