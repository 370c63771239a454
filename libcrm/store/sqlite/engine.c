#include "store/sqlite/engine_private.h"

#define DEFAULT_PATIENCE 30
#define CHECKPOINT_PAGES 2048 /* of 8 KiB: 16 MiB */
#define CHECKPOINT_WAIT_MS 1000

int64_t engine_ms(void)
{
	struct timespec now;
	(void)clock_gettime(CLOCK_MONOTONIC, &now); /* cannot fail for this clock */
	return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

/*
 * Somebody else has the lock: sleep a little and say 1 to try again. A checkpoint that gives up is also interrupted:
 * otherwise SQLite would go on without the write lock, the passive kind, in which versions before 3.51.3 can damage
 * the database. Interrupted, it ends before it copies the first page.
 */
static int wait_a_little(void *data, int times)
{
	static const int delays[] = {1, 2, 5, 10, 15, 20, 25};
	struct db *db = data;
	int64_t now = engine_ms();
	if (times == 0 && !sqlite_handle(db)->queued)
		sqlite_handle(db)->waiting_since = now;
	int64_t left = (sqlite_handle(db)->checkpointing ? CHECKPOINT_WAIT_MS : db->patience * INT64_C(1000)) -
	               (now - sqlite_handle(db)->waiting_since);
	if (left <= 0) {
		if (sqlite_handle(db)->checkpointing)
			sqlite3_interrupt(sqlite_handle(db)->engine);
		return 0;
	}
	int delay = times < 6 ? delays[times] : delays[6];
	struct timespec pause = {.tv_nsec = (left < delay ? left : delay) * 1000000};
	(void)nanosleep(&pause, NULL); /* cut short is as good */
	return 1;
}

static int note_log_size(void *data, sqlite3 *engine, const char *name, int pages)
{
	struct db *db = data;
	(void)engine;
	(void)name;
	sqlite_handle(db)->wal_pages = pages;
	return SQLITE_OK;
}

/*
 * Take the log over into the database when it has grown. That it does not succeed now is no failure: the rows are on
 * disk, and a later commit tries again. A reader of an old moment holds it up, and must not hold up the writers.
 */
void engine_checkpoint(struct db *db)
{
	if (sqlite_handle(db)->in_use > 0 || !sqlite3_get_autocommit(sqlite_handle(db)->engine))
		return; /* our own reader would be waited for */
	sqlite_handle(db)->checkpointing = true;
	int result =
	    sqlite3_wal_checkpoint_v2(sqlite_handle(db)->engine, "main", SQLITE_CHECKPOINT_TRUNCATE, NULL, NULL);
	sqlite_handle(db)->checkpointing = false;
	sqlite_handle(db)->checkpoint_at =
	    result == SQLITE_OK ? CHECKPOINT_PAGES : sqlite_handle(db)->wal_pages + CHECKPOINT_PAGES;
}

/* We are one thread, and nobody asks how much memory is in use: without locks and sums every piece of memory costs
   less. Said again once a handle is open, SQLite does not hear it. */
static void alone(void)
{
	(void)sqlite3_config(SQLITE_CONFIG_SINGLETHREAD);
	(void)sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
	memory_configure();
}

enum status engine_start(struct db **db, const char *url, enum db_mode mode, struct why *why)
{
	alone();
	*db = calloc(1, sizeof(struct sqlite_db));
	if (!*db)
		return why_memory(why);
	**db = (struct db){.ops = &sqlite_ops, .mode = mode, .why = why, .patience = DEFAULT_PATIENCE};
	sqlite_handle(*db)->checkpoint_at = CHECKPOINT_PAGES;
	sqlite_handle(*db)->queue = -1;
	(*db)->url = strdup(url ? url : "");
	return (*db)->url ? CRM_OK : why_memory(why);
}

/* The file is not trusted: no code of its own, no way round the schema, no strings in double quotes. */
static int distrust_file(sqlite3 *engine)
{
	static const struct {
		int option, value;
	} options[] = {{SQLITE_DBCONFIG_DEFENSIVE, 1}, {SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0},
	    {SQLITE_DBCONFIG_DQS_DDL, 0}, {SQLITE_DBCONFIG_DQS_DML, 0}, {SQLITE_DBCONFIG_ENABLE_LOAD_EXTENSION, 0},
	    {SQLITE_DBCONFIG_ENABLE_FKEY, 1}};
	int result = SQLITE_OK;
	for (size_t i = 0; i < sizeof options / sizeof *options && result == SQLITE_OK; i++)
		result = sqlite3_db_config(engine, options[i].option, options[i].value, NULL);
	return result;
}

enum status engine_open(struct db *db, const char *name, int flags)
{
	sqlite_note_opening();
	int result = sqlite3_open_v2(name, &sqlite_handle(db)->engine,
	    flags | SQLITE_OPEN_NOFOLLOW | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE, NULL);
	if (!sqlite_handle(db)->engine)
		return why_memory(db->why);
	if (result == SQLITE_OK)
		result = sqlite3_busy_handler(sqlite_handle(db)->engine, wait_a_little, db);
	if (result == SQLITE_OK)
		result = distrust_file(sqlite_handle(db)->engine);
	if (result != SQLITE_OK)
		return sqlite_error(db, result);
	/* This also takes the place of the hook that would checkpoint by itself, passively. */
	(void)sqlite3_wal_hook(sqlite_handle(db)->engine, note_log_size, db);
	return CRM_OK;
}

enum status engine_exec(struct db *db, const char *script)
{
	int result = sqlite3_exec(sqlite_handle(db)->engine, script, NULL, NULL, NULL);
	return result == SQLITE_OK ? CRM_OK : sqlite_error(db, result);
}

int engine_number(struct db *db, const char *sql, int64_t *number)
{
	sqlite3_stmt *vm;
	int result = sqlite3_prepare_v2(sqlite_handle(db)->engine, sql, -1, &vm, NULL);
	if (result != SQLITE_OK)
		return result;
	if (sqlite3_step(vm) == SQLITE_ROW)
		*number = sqlite3_column_int64(vm, 0);
	return sqlite3_finalize(vm);
}

static const char *engine_version(void)
{
	static char text[96];
	int version = sqlite3_libversion_number();
	bool fixed = version >= 3051003 || (version >= 3050007 && version < 3051000) ||
	             (version >= 3044006 && version < 3045000);
	(void)snprintf(text, sizeof text, "SQLite %s (wal-reset race: %s)", sqlite3_libversion(),
	    fixed ? "fixed" : "affected, guarded");
	return text;
}

const struct db_ops sqlite_ops = {
    .open = sqlite_open,
    .create = sqlite_create,
    .remove = sqlite_remove,
    .close = sqlite_close,
    .begin = sqlite_begin,
    .commit = sqlite_commit,
    .rollback = sqlite_rollback,
    .mark = sqlite_mark,
    .keep = sqlite_keep,
    .giveup = sqlite_giveup,
    .run = sqlite_run,
    .written = sqlite_written,
    .ask = sqlite_ask,
    .next = sqlite_next,
    .done = sqlite_done,
    .int_at = sqlite_int_at,
    .text_at = sqlite_text_at,
    .null_at = sqlite_null_at,
    .same_row = sqlite_same_row,
    .prepare_only = sqlite_prepare_only,
    .batch_table = sqlite_batch_table,
    .batch = sqlite_batch,
    .schema_step = sqlite_schema_step,
    .schema_read_version = sqlite_schema_read_version,
    .schema_put_version = sqlite_schema_put_version,
    .integrity = sqlite_integrity,
    .backup = sqlite_backup,
    .restore = sqlite_restore,
    .scratch = sqlite_scratch,
    .share_journal = sqlite_share_journal,
    .shred = sqlite_shred,
    .file_bytes = sqlite_file_bytes,
    .wal_bytes = sqlite_wal_bytes,
    .sibling = sqlite_sibling,
    .engine = engine_version,
    .sidecar_open = sqlite_sidecar_open,
    .sidecar_memory = sqlite_sidecar_memory,
    .sidecar_empty = sqlite_sidecar_empty,
    .sidecar_stamp = sqlite_sidecar_stamp,
    .sidecar_remove = sqlite_sidecar_remove,
};
