/*
 * What the files of this engine share, and nobody else sees: the handle over SQLite.
 */
#ifndef CRM_STORE_SQLITE_ENGINE_PRIVATE_H
#define CRM_STORE_SQLITE_ENGINE_PRIVATE_H

#include <sqlite3.h>

#include "store/engine.h"

#define CRM_APPLICATION_ID 0x63726d31 /* "crm1" */
#define STMT_BUCKETS 64

struct sqlite_db {
	struct db head;
	sqlite3 *engine;
	char *path;            /* the folder resolved, the last name as it was given; NULL in memory */
	int64_t waiting_since; /* engine_ms */
	int queue;             /* queue.c: the log's file, -1 where it is not open */
	bool queued;           /* has waited in the queue, and goes on waiting with what is left of its patience */
	bool checkpointing, marked;
	bool unlocked;                /* read without a lock, for nobody can write */
	bool derived;                 /* a file beside a database, which can be made again */
	int wal_pages, checkpoint_at; /* pages in the log after the last commit; when to take them over */
	int in_use;                   /* statements begun and not done */
	struct sqlite_kept *kept[STMT_BUCKETS];
	struct batch_data *batches;
};

/* The handle as it is here. */
static inline struct sqlite_db *sqlite_handle(struct db *db)
{
	return (struct sqlite_db *)db;
}

/* db_path.c: where a database may lie. Paths that are given out are released by the caller with free. */
/* The folder must be there: it is resolved, the last name is not. */
enum status db_path_find(const char *url, char **path, struct why *why);
/* The file is there, is a file, and may be read or written. */
enum status db_path_check(const char *path, const char *url, bool write, struct why *why);
/* Make the folder if it is missing; refuse a network file system. */
enum status db_path_folder(const char *url, struct why *why);
/* An empty file, mode 600, which did not exist. */
enum status db_path_create(const char *url, char **path, struct why *why);
/* Says that the name exists, and gives the status for it. */
enum status db_path_taken(const char *path, const char *url, struct why *why);
/* A new file beside ${path}, mode 600, locked as long as ${fd} is open; what others left there who were killed is
   removed. */
enum status db_path_temporary(const char *path, char **temporary, int *fd, struct why *why);
/* Sync the file and give it its name, never over another. */
enum status db_path_publish(const char *temporary, const char *path, const char *url, struct why *why);
void db_path_remove(const char *path); /* with its logs */
void db_path_remove_logs(const char *path);
/* The same, and it stays away when the power goes. */
enum status db_path_forget(const char *path, struct why *why);

/* sqlite_error.c: what SQLite says, in our words, into the handle's why. */
enum status sqlite_error(struct db *db, int result);
/* From now on it knows of files that were not opened for want of memory or descriptors. */
void sqlite_note_opening(void);

/* queue.c: stand in the queue of writers until it is our turn, or too long. To leave it is harmless for one who is not
   in it. */
void queue_enter(struct db *db);
void queue_leave(struct db *db);
void queue_close(struct db *db);

/* memory.c: before anything is open. */
void memory_configure(void);

/* engine.c */
enum status engine_start(
    struct db **db, const char *url, enum db_mode mode, struct why *why); /* a handle, nothing open */
/* Open the file, or what SQLite makes of the name; ${flags} are those of sqlite3_open_v2. */
enum status engine_open(struct db *db, const char *name, int flags);
enum status engine_exec(struct db *db, const char *script);         /* statements that give no rows */
int engine_number(struct db *db, const char *sql, int64_t *number); /* SQLite's result */
int64_t engine_ms(void);                                            /* milliseconds of a clock that only goes on */
/* Take the log over into the file; when that cannot be done now, it is tried again some pages later. */
void engine_checkpoint(struct db *db);

enum db_trust { TRUST_CURRENT, TRUST_OLDER, TRUST_ANY_VERSION };
/* handle.c: as db_open; ${trust}: which versions of the schema are taken. */
enum status engine_open_trusting(
    struct db **db, const char *url, enum db_mode mode, enum db_trust trust, struct why *why);
/* What is set for each connection: how to sync, how much to cache. Puts a writer's file under a log. */
enum status engine_settings(struct db *db);
enum status engine_use_log(struct db *db); /* CRM_IO: the file cannot keep one */
/* The file of the database as a URI with ${query}, released with free. */
enum status engine_uri(struct db *db, const char *query, char **uri);

/* stmt.c: finalise all that is prepared. */
void stmts_free(struct db *db);

/* batch.c: forget the batch tables. */
void batch_free(struct db *db);

/* What sqlite_ops holds: each does what store/db.h promises of the db_ call of that name. handle.c: */
enum status sqlite_open(struct db **db, const char *url, enum db_mode mode, struct why *why);
enum status sqlite_create(struct db **db, const char *url, struct why *why);
void sqlite_remove(const char *url);
void sqlite_close(struct db *db);
enum status sqlite_begin(struct db *db);
enum status sqlite_commit(struct db *db);
void sqlite_rollback(struct db *db);
enum status sqlite_mark(struct db *db);
enum status sqlite_keep(struct db *db);
enum status sqlite_giveup(struct db *db);
enum status sqlite_file_bytes(struct db *db, int64_t *bytes);
int64_t sqlite_wal_bytes(struct db *db);

/* db_path.c: as db_sibling. */
const char *sqlite_sibling(const char *url, const char *ending, struct arena *arena);

/* stmt.c: as db_run to db_prepare_only. */
enum status sqlite_run(struct db *db, const char *sql, const struct val *vals);
int64_t sqlite_written(const struct db *db);
enum status sqlite_ask(struct db *db, const char *sql, const struct val *vals, struct stmt **stmt);
enum status sqlite_next(struct stmt *stmt);
void sqlite_done(struct stmt *stmt);
int64_t sqlite_int_at(struct stmt *stmt, int column);
const char *sqlite_text_at(struct stmt *stmt, int column);
bool sqlite_null_at(struct stmt *stmt, int column);
bool sqlite_same_row(struct stmt *a, struct stmt *b, int n);
enum status sqlite_prepare_only(struct db *db, const char *sql);

/* batch.c: as db_batch_table and db_batch. */
enum status sqlite_batch_table(struct db *db, const char *table, const char *columns);
enum status sqlite_batch(
    struct db *db, const char *table, const struct batch_column *columns, int n_columns, int n_rows);

/* schema.c: what store/engine.h asks of a step and of the version. */
enum status sqlite_schema_step(struct db *db, int number, const char *shared);
enum status sqlite_schema_read_version(struct db *db, int64_t *version);
enum status sqlite_schema_put_version(struct db *db, int version);

/* backup.c, shred.c */
enum status sqlite_integrity(struct db *db, struct why *result);
enum status sqlite_backup(struct db *db, const char *file, bool anew);
enum status sqlite_restore(const char *from, const char *url, const struct restore_guard *guard, struct why *why);
enum status sqlite_shred(struct db *db);
/* scratch.c */
enum status sqlite_scratch(struct db *like, struct db **scratch);
enum status sqlite_share_journal(struct db *from, struct db *scratch);

/* sidecar.c: as store/sidecar.h promises of the beside_ call of that name. */
enum status sqlite_sidecar_open(struct db *base, const char *name, enum db_mode mode, struct db **db, int64_t *version);
enum status sqlite_sidecar_memory(struct db *base, struct db **db);
enum status sqlite_sidecar_empty(struct db *db);
enum status sqlite_sidecar_stamp(struct db *db, int64_t version);
enum status sqlite_sidecar_remove(struct db *base, const char *name);

#endif
