#include "store/sidecar.h"
#include "store/sqlite/engine_private.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "store/sqlite/sidecar.sql.h"

#define BESIDE_APPLICATION_ID 0x63726d66 /* "crmf" */

static enum status path_beside(struct db *base, const char *name, char **path)
{
	if (!sqlite_handle(base)->path) {
		*path = NULL;
		return why_set(base->why, CRM_NOPERM, _("a database in memory has no files beside it"));
	}
	if (asprintf(path, "%s-%s", sqlite_handle(base)->path, name) >= 0)
		return CRM_OK;
	*path = NULL;
	return why_memory(base->why);
}

static enum status refused(struct db *base, const char *path)
{
	bool denied = errno == EACCES || errno == EPERM || errno == EROFS;
	return why_errno(base->why, denied ? CRM_NOPERM : CRM_CANTCREATE, _("cannot create «%s»"), path);
}

/* An empty file is a database without tables. Who was quicker has made the same. */
static enum status make_if_missing(struct db *base, const char *path)
{
	struct stat st;
	if (lstat(path, &st) == 0)
		return S_ISREG(st.st_mode) ? CRM_OK : why_set(base->why, CRM_CONFIG, _("«%s» is not a file"), path);
	if (stat(sqlite_handle(base)->path, &st) != 0)
		return why_errno(base->why, CRM_IO, _("cannot reach «%s»"), sqlite_handle(base)->path);
	int fd = open(path, O_RDWR | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600);
	if (fd < 0)
		return errno == EEXIST ? CRM_OK : refused(base, path);
	int failed = fchmod(fd, st.st_mode & 0660); /* whatever the umask says */
	if (close(fd) != 0 || failed) {
		enum status status = refused(base, path);
		(void)unlink(path);
		return status;
	}
	return CRM_OK;
}

static enum status check_ours(struct db *db, int64_t *version)
{
	int64_t application = 0, pages = 0;
	int result = engine_number(db, "PRAGMA page_count", &pages);
	if (result == SQLITE_OK)
		result = engine_number(db, "PRAGMA application_id", &application);
	if (result == SQLITE_OK)
		result = engine_number(db, "PRAGMA user_version", version);
	if (result != SQLITE_OK)
		return sqlite_error(db, result);
	if (pages > 0 && application != BESIDE_APPLICATION_ID)
		return why_set(db->why, CRM_CONFIG, _("«%s» is not a file of crm: move it away"), db->url);
	return CRM_OK;
}

/* What is deleted here is deleted for good only with the whole file: it need not be overwritten page by page. */
static enum status settle(struct db *db)
{
	return engine_exec(db,
	    "PRAGMA page_size=8192; PRAGMA synchronous=FULL; PRAGMA temp_store=MEMORY; PRAGMA secure_delete=OFF;"
	    "PRAGMA cell_size_check=ON; PRAGMA cache_size=-65536");
}

static enum status open_file(struct db *base, char *path, enum db_mode mode, struct db **db, int64_t *version)
{
	enum status status = make_if_missing(base, path);
	if (status == CRM_OK)
		status = db_path_check(path, path, mode != DB_READ, base->why);
	if (status == CRM_OK)
		status = engine_start(db, path, mode, base->why);
	if (status != CRM_OK)
		return status;
	sqlite_handle(*db)->derived = true;
	sqlite_handle(*db)->path = strdup(path);
	if (!sqlite_handle(*db)->path)
		return why_memory(base->why);
	status = engine_open(*db, path, mode == DB_READ ? SQLITE_OPEN_READONLY : SQLITE_OPEN_READWRITE);
	if (status == CRM_OK)
		status = settle(*db);
	return status == CRM_OK ? check_ours(*db, version) : status;
}

enum status sqlite_sidecar_open(struct db *base, const char *name, enum db_mode mode, struct db **db, int64_t *version)
{
	char *path;
	*db = NULL;
	*version = 0;
	enum status status = path_beside(base, name, &path);
	if (status == CRM_OK)
		status = open_file(base, path, mode, db, version);
	free(path);
	if (status != CRM_OK) {
		sqlite_close(*db);
		*db = NULL;
	}
	return status;
}

enum status sqlite_sidecar_memory(struct db *base, struct db **db)
{
	enum status status = engine_start(db, base->url, DB_WRITE, base->why);
	if (status == CRM_OK)
		status = engine_open(*db, ":memory:", SQLITE_OPEN_READWRITE | SQLITE_OPEN_MEMORY);
	if (status == CRM_OK)
		status = settle(*db);
	if (status != CRM_OK) {
		sqlite_close(*db);
		*db = NULL;
	}
	return status;
}

/* Prepared anew each time, for the tables change under it. */
static int first_table(struct db *db, char name[80])
{
	sqlite3_stmt *vm;
	int result = sqlite3_prepare_v2(sqlite_handle(db)->engine, sql_sidecar_first_table, -1, &vm, NULL);
	name[0] = '\0';
	if (result != SQLITE_OK)
		return result;
	if (sqlite3_step(vm) == SQLITE_ROW)
		(void)snprintf(name, 80, "%s", (const char *)sqlite3_column_text(vm, 0));
	return sqlite3_finalize(vm);
}

enum status sqlite_sidecar_empty(struct db *db)
{
	char name[80];
	for (;;) {
		int result = first_table(db, name);
		if (result != SQLITE_OK)
			return sqlite_error(db, result);
		if (!*name)
			return CRM_OK;
		char *drop = sqlite3_mprintf("DROP TABLE \"%w\"", name);
		enum status status = drop ? engine_exec(db, drop) : why_memory(db->why);
		sqlite3_free(drop);
		if (status != CRM_OK)
			return status;
	}
}

enum status sqlite_sidecar_stamp(struct db *db, int64_t version)
{
	char pragmas[96];
	(void)snprintf(pragmas, sizeof pragmas, "PRAGMA application_id=%d; PRAGMA user_version=%lld",
	    BESIDE_APPLICATION_ID, (long long)version);
	return engine_exec(db, pragmas);
}

enum status sqlite_sidecar_remove(struct db *base, const char *name)
{
	char *path;
	enum status status = path_beside(base, name, &path);
	if (status == CRM_OK)
		status = db_path_forget(path, base->why);
	free(path);
	return status;
}
