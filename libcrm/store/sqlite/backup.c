#include "store/sqlite/engine_private.h"

#include <errno.h>
#include <sys/stat.h>
#include <unistd.h>

enum status sqlite_integrity(struct db *db, struct why *result)
{
	struct stmt *stmt;
	enum status status = sqlite_ask(db, "PRAGMA integrity_check(1)", NULL, &stmt);
	if (status == CRM_OK)
		status = sqlite_next(stmt);
	if (status == CRM_NONE)
		return why_set(result, CRM_IO, _("the database is damaged (%s); restore a backup"), "integrity_check");
	if (status != CRM_OK) {
		if (result != db->why)
			*result = *db->why;
		return status;
	}
	const char *found = sqlite_text_at(stmt, 0);
	bool whole = found && strcmp(found, "ok") == 0;
	if (!whole)
		status =
		    why_set(result, CRM_IO, _("the database is damaged (%s); restore a backup"), found ? found : "");
	sqlite_done(stmt);
	return status;
}

enum status sqlite_scratch(struct db *like, struct db **scratch)
{
	enum status status = engine_start(scratch, like->url, DB_WRITE, like->why);
	if (status == CRM_OK)
		status = engine_open(*scratch, ":memory:", SQLITE_OPEN_READWRITE | SQLITE_OPEN_MEMORY);
	if (status == CRM_OK)
		status = engine_settings(*scratch);
	if (status != CRM_OK) {
		sqlite_close(*scratch);
		*scratch = NULL;
	}
	return status;
}

/* All pages of one moment of ${from}, in one step. */
static enum status copy_pages(struct db *from, struct db *to)
{
	sqlite3_backup *copy =
	    sqlite3_backup_init(sqlite_handle(to)->engine, "main", sqlite_handle(from)->engine, "main");
	if (!copy)
		return sqlite_error(to, sqlite3_extended_errcode(sqlite_handle(to)->engine));
	int result = sqlite3_backup_step(copy, -1);
	int end = sqlite3_backup_finish(copy);
	if (result == SQLITE_DONE && end == SQLITE_OK)
		return CRM_OK;
	return sqlite_error(to, end != SQLITE_OK ? end : result);
}

/* The copy is thrown away when anything fails, so it needs no journal; it is synced when it gets its name. */
static enum status fill_copy(struct db *from, const char *temporary)
{
	struct db *to;
	enum status status = engine_start(&to, temporary, DB_WRITE, from->why);
	if (status == CRM_OK)
		status = engine_open(to, temporary, SQLITE_OPEN_READWRITE);
	if (status == CRM_OK)
		status = engine_exec(to, "PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF");
	if (status == CRM_OK)
		status = copy_pages(from, to);
	sqlite_close(to);
	return status;
}

/* Read the copy back as anybody would. A backup stands alone, without a log beside it; a database keeps its log. */
static enum status check_copy(struct db *from, const char *temporary, bool alone)
{
	struct db *copy;
	enum status status = engine_open_trusting(&copy, temporary, DB_UPGRADE, TRUST_ANY_VERSION, from->why);
	if (status != CRM_OK)
		return status;
	status = sqlite_integrity(copy, from->why);
	if (status == CRM_OK)
		status = engine_exec(copy, alone ? "PRAGMA journal_mode=DELETE" : "PRAGMA journal_mode=WAL");
	sqlite_close(copy);
	return status;
}

/* A whole, checked and synced copy under the name ${file}, or nothing. */
static enum status copy_to_new(struct db *from, const char *file, bool alone)
{
	char *path, *temporary;
	struct stat st;
	enum status status = db_path_find(file, &path, from->why);
	if (status == CRM_NOINPUT)
		return why_set(from->why, CRM_CANTCREATE, _("cannot create «%s»: no such folder"), file);
	if (status != CRM_OK)
		return status;
	if (lstat(path, &st) == 0) {
		status = db_path_taken(path, file, from->why);
		free(path);
		return status;
	}
	if (asprintf(&temporary, "%s.XXXXXX", path) < 0) {
		free(path);
		return why_memory(from->why);
	}
	int fd = mkstemp(temporary); /* new, mode 600 */
	if (fd < 0 || close(fd) != 0)
		status = why_errno(from->why, CRM_CANTCREATE, _("cannot create «%s»"), file);
	if (status == CRM_OK)
		status = fill_copy(from, temporary);
	if (status == CRM_OK)
		status = check_copy(from, temporary, alone);
	if (status == CRM_OK)
		status = db_path_publish(temporary, path, file, from->why);
	if (status != CRM_OK && fd >= 0)
		db_path_remove(temporary);
	free(temporary);
	free(path);
	return status;
}

enum status sqlite_backup(struct db *db, const char *file)
{
	if (!sqlite3_get_autocommit(sqlite_handle(db)->engine))
		return why_set(db->why, CRM_INTERNAL, _("a backup inside a transaction"));
	return copy_to_new(db, file, true);
}

static enum status compare_versions(struct db *from, struct db *to)
{
	int64_t a = 0, b = 0;
	struct stat left, right;
	int result = engine_number(from, "PRAGMA page_size", &a);
	if (result != SQLITE_OK)
		return sqlite_error(from, result);
	result = engine_number(to, "PRAGMA page_size", &b);
	if (result != SQLITE_OK)
		return sqlite_error(to, result);
	if (a != b)
		return why_set(
		    to->why, CRM_CONFIG, _("«%s» has pages of another size: restore it under a new name"), from->url);
	if (stat(sqlite_handle(from)->path, &left) == 0 && stat(sqlite_handle(to)->path, &right) == 0 &&
	    left.st_dev == right.st_dev && left.st_ino == right.st_ino)
		return why_set(to->why, CRM_USAGE, _("«%s» is the database itself"), from->url);
	return CRM_OK;
}

/*
 * The pages of the backup are written over the live database in one transaction of its log, under its write lock.
 * So a reader keeps its moment, a writer waits, and whoever dies in the middle leaves frames without a commit, which
 * nobody reads. To put another file in its place could not be made safe: a process that has the old one open would
 * go on writing into a file without a name, and a log left beside the new one would be applied to it.
 */
static enum status replace_contents(struct db *from, const char *url)
{
	struct db *to;
	enum status status = engine_open_trusting(&to, url, DB_UPGRADE, TRUST_ANY_VERSION, from->why);
	if (status == CRM_CONFIG || status == CRM_IO)
		return why_set(
		    from->why, status, _("«%s» cannot be replaced where it is: move it away and try again"), url);
	if (status != CRM_OK)
		return status;
	status = compare_versions(from, to);
	if (status == CRM_OK)
		status = copy_pages(from, to);
	if (status == CRM_OK)
		status = engine_use_log(to); /* not before: it wants to read the old schema */
	if (status == CRM_OK)
		engine_checkpoint(to);
	sqlite_close(to);
	return status;
}

static enum status restore_checked(struct db *from, const char *url)
{
	char *path;
	struct stat st;
	enum status status = sqlite_integrity(from, from->why);
	if (status == CRM_OK)
		status = db_path_folder(url, from->why);
	if (status == CRM_OK)
		status = db_path_find(url, &path, from->why);
	if (status != CRM_OK)
		return status;
	bool missing = lstat(path, &st) != 0 && errno == ENOENT;
	if (missing)
		db_path_remove_logs(path); /* left by a database that is gone, they would be applied to the new one */
	free(path);
	return missing ? copy_to_new(from, url, false) : replace_contents(from, url);
}

enum status sqlite_restore(const char *from, const char *url, struct why *why)
{
	struct db *source;
	enum status status = engine_open_trusting(&source, from, DB_READ, TRUST_OLDER, why);
	if (status != CRM_OK)
		return status;
	status = sqlite_begin(source); /* what is checked is what is copied */
	if (status == CRM_OK)
		status = restore_checked(source, url);
	sqlite_close(source);
	return status;
}
