/*
 * What the files of store/ share, and nobody else sees: the handle over SQLite.
 */
#ifndef CRM_STORE_SQLITE_ENGINE_PRIVATE_H
#define CRM_STORE_SQLITE_ENGINE_PRIVATE_H

#include <sqlite3.h>

#include "store/db.h"

#define CRM_APPLICATION_ID 0x63726d31 /* "crm1" */
#define STMT_BUCKETS 64

struct db {
	sqlite3 *engine;
	char *url;  /* as it was given */
	char *path; /* the folder resolved, the last name as it was given; NULL in memory */
	enum db_mode mode;
	struct why *why;
	int patience;          /* seconds */
	int64_t waiting_since; /* ms of the monotonic clock */
	bool checkpointing, marked;
	bool derived;                 /* a file beside a database, which can be made again */
	int wal_pages, checkpoint_at; /* pages in the log after the last commit; when to take them over */
	int in_use;                   /* statements begun and not done */
	int64_t changed;
	struct stmt *stmts[STMT_BUCKETS];
	struct batch_data *batches;
	struct journal_state *journal;
};

/* place.c: where a database may lie. Paths that are given out are released by the caller with free. */
/* The folder must be there: it is resolved, the last name is not. */
enum status place_find(const char *url, char **path, struct why *why);
/* The file is there, is a file, and may be read or written. */
enum status place_check(const char *path, const char *url, bool write, struct why *why);
/* Make the folder if it is missing; refuse a network file system. */
enum status place_folder(const char *url, struct why *why);
/* An empty file, mode 600, which did not exist. */
enum status place_create(const char *url, char **path, struct why *why);
/* Says that the name exists, and gives the status for it. */
enum status place_taken(const char *path, const char *url, struct why *why);
/* Sync the file and give it its name, never over another. */
enum status place_publish(const char *temporary, const char *path, const char *url, struct why *why);
void place_remove(const char *path); /* with its logs */
void place_remove_logs(const char *path);
/* The same, and it stays away when the power goes. */
enum status place_forget(const char *path, struct why *why);

/* trouble.c: what SQLite says, in our words, into the handle's why. */
enum status trouble(struct db *db, int result);

/* engine.c */
enum status engine_start(
    struct db **db, const char *url, enum db_mode mode, struct why *why); /* a handle, nothing open */
enum status engine_open(struct db *db, const char *name, int flags);
enum status engine_exec(struct db *db, const char *script);
int engine_number(struct db *db, const char *sql, int64_t *number); /* SQLite's result */
void engine_checkpoint(struct db *db);

/* db.c */
enum db_trust { TRUST_CURRENT, TRUST_OLDER, TRUST_ANY_VERSION };
enum status engine_open_trusting(
    struct db **db, const char *url, enum db_mode mode, enum db_trust trust, struct why *why);
enum status engine_settings(struct db *db);
enum status engine_use_log(struct db *db);

/* stmt.c */
void stmts_free(struct db *db);

/* batch.c */
void batch_free(struct db *db);

#endif
