/*
 * What an engine of databases gives: for store/ and the engines in its folders, nobody else.
 *
 * An engine is a folder and a line of engine_of() in db.c. Its handle and its statement begin with the two structs
 * here; its calls are those of db.h, migrate.h and sidecar.h that have the same names, and keep what is promised there.
 * It calls nothing of store/ itself.
 */
#ifndef CRM_STORE_ENGINE_H
#define CRM_STORE_ENGINE_H

#include "store/db.h"

struct arena;

struct db_ops {
	enum status (*open)(struct db **db, const char *url, enum db_mode mode, struct why *why);
	enum status (*create)(struct db **db, const char *url, struct why *why); /* without tables */
	void (*remove)(const char *url);
	void (*close)(struct db *db);

	enum status (*begin)(struct db *db);
	enum status (*commit)(struct db *db);
	void (*rollback)(struct db *db);
	enum status (*mark)(struct db *db);
	enum status (*keep)(struct db *db);
	enum status (*giveup)(struct db *db);

	enum status (*run)(struct db *db, const char *sql, const struct val *vals); /* sets db->changed */
	int64_t (*written)(const struct db *db);
	enum status (*ask)(struct db *db, const char *sql, const struct val *vals, struct stmt **stmt);
	enum status (*next)(struct stmt *stmt);
	void (*done)(struct stmt *stmt);
	int64_t (*int_at)(struct stmt *stmt, int column);
	const char *(*text_at)(struct stmt *stmt, int column);
	bool (*null_at)(struct stmt *stmt, int column);
	bool (*same_row)(struct stmt *a, struct stmt *b, int n);
	enum status (*prepare_only)(struct db *db, const char *sql);

	enum status (*batch_table)(struct db *db, const char *table, const char *columns);
	enum status (*batch)(
	    struct db *db, const char *table, const struct batch_column *columns, int n_columns, int n_rows);

	/* Step ${number}, from 0, of the schema: ${shared} with its macros spelled, and what only this engine says. */
	enum status (*schema_step)(struct db *db, int number, const char *shared);
	enum status (*schema_read_version)(struct db *db, int64_t *version);
	enum status (*schema_put_version)(struct db *db, int version);

	enum status (*integrity)(struct db *db, struct why *result);
	enum status (*backup)(struct db *db, const char *file, bool anew);
	enum status (*restore)(const char *from, const char *url, const struct restore_guard *guard, struct why *why);
	enum status (*scratch)(struct db *like, struct db **scratch); /* without tables */
	enum status (*share_journal)(struct db *from, struct db *scratch);
	enum status (*shred)(struct db *db);
	enum status (*file_bytes)(struct db *db, int64_t *bytes);
	int64_t (*wal_bytes)(struct db *db);
	const char *(*sibling)(const char *url, const char *ending, struct arena *arena);
	const char *(*engine)(void);

	enum status (*sidecar_open)(
	    struct db *base, const char *name, enum db_mode mode, struct db **db, int64_t *version);
	enum status (*sidecar_memory)(struct db *base, struct db **db);
	enum status (*sidecar_empty)(struct db *db);
	enum status (*sidecar_stamp)(struct db *db, int64_t version);
	enum status (*sidecar_remove)(struct db *base, const char *name);
};

struct db {
	const struct db_ops *ops;
	char *url; /* as it was given; the engine releases it */
	enum db_mode mode;
	struct why *why;
	int patience; /* seconds */
	int64_t changed;
	struct journal_state *journal; /* journal.c's; db_close releases it */
};

struct stmt {
	const struct db_ops *ops;
	struct db *db;
};

extern const struct db_ops sqlite_ops;

#endif
