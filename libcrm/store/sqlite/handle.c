#include "store/sqlite/engine_private.h"
#include "store/migrate.h"

#include <sys/stat.h>

/* The log is part of how the file is written: without it, an acknowledged row can be lost with the power. */
static enum status set_journal(struct db *db, const char *pragma, bool *logged)
{
	sqlite3_stmt *vm;
	int result = sqlite3_prepare_v2(sqlite_handle(db)->engine, pragma, -1, &vm, NULL);
	if (result != SQLITE_OK)
		return sqlite_error(db, result);
	*logged =
	    sqlite3_step(vm) == SQLITE_ROW && sqlite3_stricmp((const char *)sqlite3_column_text(vm, 0), "wal") == 0;
	result = sqlite3_finalize(vm);
	return result == SQLITE_OK ? CRM_OK : sqlite_error(db, result);
}

enum status engine_use_log(struct db *db)
{
	bool logged;
	enum status status = set_journal(db, "PRAGMA journal_mode", &logged);
	/* A new file: pages of 8 KiB take a third of the work of writing from a large import, and a single row does not
	   notice. */
	if (status == CRM_OK && !logged)
		status = engine_exec(db, "PRAGMA page_size=8192");
	if (status == CRM_OK && !logged)
		status = set_journal(db, "PRAGMA journal_mode=WAL", &logged);
	if (status == CRM_OK && !logged)
		return why_set(db->why, CRM_IO, _("the database «%s» cannot keep a log"), db->url);
	return status;
}

enum status engine_settings(struct db *db)
{
	enum status status =
	    engine_exec(db, "PRAGMA synchronous=FULL; PRAGMA temp_store=MEMORY; PRAGMA case_sensitive_like=ON;"
	                    "PRAGMA cell_size_check=ON");
	if (status != CRM_OK)
		return status;
	if (db->mode == DB_READ)
		return engine_exec(db, "PRAGMA cache_size=-16384");
	status = engine_exec(db, "PRAGMA cache_size=-65536");
	return status == CRM_OK && sqlite_handle(db)->path ? engine_use_log(db) : status;
}

enum status engine_uri(struct db *db, const char *query, char **uri)
{
	static const char plain[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789/._-~";
	const char *path = sqlite_handle(db)->path;
	*uri = malloc(3 * strlen(path) + strlen(query) + sizeof "file:?");
	if (!*uri)
		return why_memory(db->why);
	char *end = stpcpy(*uri, "file:");
	for (const unsigned char *c = (const unsigned char *)path; *c; c++)
		if (strchr(plain, *c))
			*end++ = (char)*c;
		else
			end += snprintf(end, 4, "%%%02X", *c);
	(void)stpcpy(stpcpy(end, "?"), query);
	return CRM_OK;
}

/* A database nobody can be writing to, which we may not lock either: on a read-only disk, or in a folder of others. */
static enum status open_unlocked(struct db *db)
{
	char *uri;
	enum status status = engine_uri(db, "immutable=1", &uri);
	if (status != CRM_OK)
		return status;
	status = engine_open(db, uri, SQLITE_OPEN_READONLY | SQLITE_OPEN_URI);
	sqlite_handle(db)->unlocked = status == CRM_OK;
	free(uri);
	return status;
}

/* The first look into the file shows whether it can be read at all. */
static enum status read_header(struct db *db, int64_t *application, int64_t *version)
{
	int result = engine_number(db, "PRAGMA application_id", application);
	int kind = result & 0xff;
	if (db->mode == DB_READ && (kind == SQLITE_CANTOPEN || kind == SQLITE_READONLY)) {
		if (sqlite_wal_bytes(db) > 0)
			return why_set(db->why, CRM_NOPERM,
			    _("the database «%s» is in use, and reading it then needs the right to write its folder"),
			    db->url);
		(void)sqlite3_close(sqlite_handle(db)->engine);
		sqlite_handle(db)->engine = NULL;
		enum status status = open_unlocked(db);
		if (status != CRM_OK)
			return status;
		result = engine_number(db, "PRAGMA application_id", application);
	}
	if (result == SQLITE_OK)
		result = engine_number(db, "PRAGMA user_version", version);
	return result == SQLITE_OK ? CRM_OK : sqlite_error(db, result);
}

static enum status check_header(struct db *db, enum db_trust trust)
{
	int64_t application = 0, version = 0;
	enum status status = read_header(db, &application, &version);
	if (status != CRM_OK)
		return status;
	if (application != CRM_APPLICATION_ID)
		return why_set(db->why, CRM_CONFIG, _("«%s» is not a crm database"), db->url);
	if (version > SCHEMA_VERSION && trust != TRUST_ANY_VERSION)
		return why_set(db->why, CRM_CONFIG,
		    _("the database «%s» has version %lld, this program knows up to %d: update crm"), db->url,
		    (long long)version, SCHEMA_VERSION);
	if (version < SCHEMA_VERSION && trust == TRUST_CURRENT)
		return why_set(db->why, CRM_CONFIG,
		    _("the database «%s» has version %lld, this program needs %d: run crm-db upgrade"), db->url,
		    (long long)version, SCHEMA_VERSION);
	return CRM_OK;
}

enum status engine_open_trusting(
    struct db **db, const char *url, enum db_mode mode, enum db_trust trust, struct why *why)
{
	enum status status = engine_start(db, url, mode, why);
	if (status == CRM_OK)
		status = db_path_find(url, &sqlite_handle(*db)->path, why);
	if (status == CRM_OK)
		status = db_path_check(sqlite_handle(*db)->path, url, mode != DB_READ, why);
	if (status == CRM_OK)
		status = engine_open(
		    *db, sqlite_handle(*db)->path, mode == DB_READ ? SQLITE_OPEN_READONLY : SQLITE_OPEN_READWRITE);
	if (status == CRM_OK)
		status = check_header(*db, trust);
	if (status != CRM_OK) {
		sqlite_close(*db);
		*db = NULL;
	}
	return status;
}

enum status sqlite_open(struct db **db, const char *url, enum db_mode mode, struct why *why)
{
	enum status status = engine_open_trusting(db, url, mode, mode == DB_UPGRADE ? TRUST_OLDER : TRUST_CURRENT, why);
	if (status == CRM_OK)
		status = engine_settings(*db);
	if (status != CRM_OK) {
		sqlite_close(*db);
		*db = NULL;
	}
	return status;
}

enum status sqlite_create(struct db **db, const char *url, struct why *why)
{
	enum status status = engine_start(db, url, DB_UPGRADE, why);
	if (status == CRM_OK)
		status = db_path_create(url, &sqlite_handle(*db)->path, why);
	bool made = status == CRM_OK;
	if (status == CRM_OK)
		status = engine_open(*db, sqlite_handle(*db)->path, SQLITE_OPEN_READWRITE);
	if (status == CRM_OK)
		status = engine_settings(*db);
	if (status == CRM_OK) /* 0x63726d31: from now on an interrupted beginning is completed by an upgrade */
		status = engine_exec(*db, "PRAGMA application_id=1668443441");
	if (status != CRM_OK) {
		if (made)
			db_path_remove(sqlite_handle(*db)->path);
		sqlite_close(*db);
		*db = NULL;
	}
	return status;
}

void sqlite_remove(const char *url)
{
	struct why unsaid;
	char *path;
	if (db_path_find(url, &path, &unsaid) != CRM_OK)
		return;
	db_path_remove(path);
	free(path);
}

void sqlite_close(struct db *db)
{
	if (!db)
		return;
	sqlite_rollback(db);
	stmts_free(db);
	queue_close(db);
	if (sqlite3_close(sqlite_handle(db)->engine) != SQLITE_OK)
		(void)sqlite3_close_v2(
		    sqlite_handle(db)->engine); /* something of ours is still open: it ends with the program */
	batch_free(db);
	free(sqlite_handle(db)->path);
	free(db->url);
	free(db);
}

static enum status begin_writing(struct db *db)
{
	struct sqlite_db *handle = sqlite_handle(db);
	handle->waiting_since = engine_ms();
	handle->queued = true;
	queue_enter(db);
	enum status status = sqlite_run(db, "BEGIN IMMEDIATE", NULL);
	handle->queued = false;
	if (status != CRM_OK)
		queue_leave(db);
	return status;
}

enum status sqlite_begin(struct db *db)
{
	enum status status;
	sqlite_handle(db)->marked = false;
	if (db->mode != DB_READ)
		return begin_writing(db);
	status = sqlite_run(db, "BEGIN", NULL);
	if (status != CRM_OK)
		return status;
	int64_t cookie;
	int result = engine_number(db, "PRAGMA schema_version", &cookie); /* the moment is fixed by the first look */
	if (result == SQLITE_OK)
		return CRM_OK;
	status = sqlite_error(db, result);
	sqlite_rollback(db);
	return status;
}

enum status sqlite_commit(struct db *db)
{
	sqlite_handle(db)->marked = false;
	enum status status = sqlite_run(db, "COMMIT", NULL);
	if (status != CRM_OK)
		sqlite_rollback(db);
	else if (sqlite_handle(db)->wal_pages >= sqlite_handle(db)->checkpoint_at)
		engine_checkpoint(db);
	queue_leave(db);
	return status;
}

void sqlite_rollback(struct db *db)
{
	sqlite_handle(db)->marked = false;
	if (sqlite_handle(db)->engine && !sqlite3_get_autocommit(sqlite_handle(db)->engine))
		(void)sqlite3_exec(sqlite_handle(db)->engine, "ROLLBACK", NULL, NULL,
		    NULL); /* a failed one is rolled back by closing */
	queue_leave(db);
}

enum status sqlite_mark(struct db *db)
{
	if (sqlite_handle(db)->marked || sqlite3_get_autocommit(sqlite_handle(db)->engine))
		return why_set(db->why, CRM_INTERNAL, _("a mark outside a transaction, or inside another mark"));
	enum status status = sqlite_run(db, "SAVEPOINT mark", NULL);
	sqlite_handle(db)->marked = status == CRM_OK;
	return status;
}

static enum status end_mark(struct db *db, const char *how)
{
	if (!sqlite_handle(db)->marked || sqlite3_get_autocommit(sqlite_handle(db)->engine))
		return why_set(db->why, CRM_INTERNAL, _("there is no mark to go back to"));
	sqlite_handle(db)->marked = false;
	return sqlite_run(db, how, NULL);
}

enum status sqlite_keep(struct db *db)
{
	return end_mark(db, "RELEASE mark");
}

enum status sqlite_giveup(struct db *db)
{
	enum status status = end_mark(db, "ROLLBACK TO mark");
	return status == CRM_OK ? sqlite_run(db, "RELEASE mark", NULL) : status;
}

enum status sqlite_file_bytes(struct db *db, int64_t *bytes)
{
	struct stat st;
	if (stat(db->url, &st) != 0)
		return why_errno(db->why, CRM_IO, _("cannot look at %s"), db->url);
	*bytes = (int64_t)st.st_size;
	return CRM_OK;
}

int64_t sqlite_wal_bytes(struct db *db)
{
	struct stat st;
	const char *name = sqlite_handle(db)->path ? sqlite3_db_filename(sqlite_handle(db)->engine, "main") : NULL;
	return name && *name && stat(sqlite3_filename_wal(name), &st) == 0 ? (int64_t)st.st_size : 0;
}
