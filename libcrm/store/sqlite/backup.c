#include "store/sqlite/engine_private.h"

#include <errno.h>
#include <sys/stat.h>
#include <unistd.h>

#define RESTORE_PATIENCE 2 /* seconds: a short commit is waited for, an import is not */

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

/* The copy is thrown away when anything fails, so it needs no journal on disk; it is synced when it gets its name.
   ${anew}: what was deleted is not copied. */
static enum status fill_copy(struct db *from, const char *temporary, bool anew)
{
	struct db *to;
	enum status status = engine_start(&to, temporary, DB_WRITE, from->why);
	if (status == CRM_OK)
		status = engine_open(to, temporary, SQLITE_OPEN_READWRITE);
	if (status == CRM_OK)
		status = engine_exec(to, "PRAGMA journal_mode=MEMORY; PRAGMA synchronous=OFF");
	if (status == CRM_OK)
		status = copy_pages(from, to);
	if (status == CRM_OK && anew)
		status = engine_exec(to, "PRAGMA temp_store=FILE; VACUUM");
	sqlite_close(to);
	return status;
}

/*
 * A backup stands alone, without a log beside it: bytes 18 and 19 of the file say so. Told by SQLite, it would make a
 * log first, and leave that behind when it is killed.
 */
static enum status stand_alone(int fd, const char *file, struct why *why)
{
	static const char no_log[2] = {1, 1};
	return pwrite(fd, no_log, sizeof no_log, 18) == sizeof no_log
	           ? CRM_OK
	           : why_errno(why, CRM_IO, _("cannot write «%s» to the disk"), file);
}

/* Read the copy back as anybody would. */
static enum status check_copy(struct db *from, const char *temporary)
{
	struct db *copy;
	enum status status = engine_open_trusting(&copy, temporary, DB_READ, TRUST_ANY_VERSION, from->why);
	if (status != CRM_OK)
		return status;
	status = sqlite_integrity(copy, from->why);
	sqlite_close(copy);
	return status;
}

/* How a database is copied to a new file. */
struct new_copy {
	const char *file;
	bool anew;      /* without what was deleted */
	bool unchecked; /* damaged as it is */
};

static enum status fill_and_publish(
    struct db *from, const struct new_copy *copying, const char *path, const char *temporary, int fd)
{
	enum status status = fill_copy(from, temporary, copying->anew);
	if (status == CRM_OK)
		status = stand_alone(fd, copying->file, from->why);
	if (status == CRM_OK && !copying->unchecked)
		status = check_copy(from, temporary);
	return status == CRM_OK ? db_path_publish(temporary, path, copying->file, from->why) : status;
}

/* A whole, checked and synced copy under a new name, or nothing. */
static enum status copy_to_new(struct db *from, const struct new_copy *copying)
{
	char *path, *temporary = NULL;
	const char *file = copying->file;
	struct stat st;
	int fd = -1;
	enum status status = db_path_find(file, &path, from->why);
	if (status == CRM_NOINPUT)
		return why_set(from->why, CRM_CANTCREATE, _("cannot create «%s»: no such folder"), file);
	if (status != CRM_OK)
		return status;
	if (lstat(path, &st) == 0)
		status = db_path_taken(path, file, from->why);
	if (status == CRM_OK)
		status = db_path_temporary(path, &temporary, &fd, from->why);
	if (status == CRM_OK) {
		status = fill_and_publish(from, copying, path, temporary, fd);
		if (status != CRM_OK)
			db_path_remove(temporary);
		(void)close(fd); /* with its lock: until here nobody else may clear it away */
	}
	free(temporary);
	free(path);
	return status;
}

enum status sqlite_backup(struct db *db, const char *file, bool anew)
{
	if (!sqlite3_get_autocommit(sqlite_handle(db)->engine))
		return why_set(db->why, CRM_INTERNAL, _("a backup inside a transaction"));
	return copy_to_new(db, &(struct new_copy){.file = file, .anew = anew});
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

/* The old state, as everybody else sees it while the lock is held: may it go, and what it is kept as. */
static enum status part_with(struct db *backup, const char *url, const struct restore_guard *guard)
{
	struct db *old;
	enum status status = engine_open_trusting(&old, url, DB_READ, TRUST_ANY_VERSION, backup->why);
	if (status == CRM_OK)
		status = sqlite_begin(old);
	if (status == CRM_OK)
		status = guard->may(guard->arg, old, backup);
	if (status == CRM_OK)
		status = copy_to_new(old, &(struct new_copy){.file = guard->keep, .unchecked = true});
	sqlite_close(old);
	return status;
}

/* The first step, of no pages, takes the write lock. */
static enum status copy_over(struct db *from, struct db *to, const char *url, const struct restore_guard *guard)
{
	enum status status = CRM_OK;
	sqlite3_backup *copy =
	    sqlite3_backup_init(sqlite_handle(to)->engine, "main", sqlite_handle(from)->engine, "main");
	if (!copy)
		return sqlite_error(to, sqlite3_extended_errcode(sqlite_handle(to)->engine));
	int result = sqlite3_backup_step(copy, 0);
	if (result == SQLITE_OK && guard)
		status = part_with(from, url, guard);
	if (result == SQLITE_OK && status == CRM_OK)
		result = sqlite3_backup_step(copy, -1);
	int end = sqlite3_backup_finish(copy);
	if (status != CRM_OK)
		return status;
	if ((result & 0xff) == SQLITE_BUSY || (result & 0xff) == SQLITE_LOCKED)
		return why_set(to->why, CRM_BUSY, _("somebody writes into «%s»: try again"), url);
	if (result == SQLITE_DONE && end == SQLITE_OK)
		return CRM_OK;
	return sqlite_error(to, end != SQLITE_OK ? end : result);
}

/*
 * The pages of the backup are written over the live database in one transaction of its log, under its write lock.
 * So a reader keeps its moment, a writer waits, and whoever dies in the middle leaves frames without a commit, which
 * nobody reads. To put another file in its place could not be made safe: a process that has the old one open would
 * go on writing into a file without a name, and a log left beside the new one would be applied to it.
 */
static enum status replace_contents(struct db *from, const char *url, const struct restore_guard *guard)
{
	struct db *to;
	enum status status = engine_open_trusting(&to, url, DB_UPGRADE, TRUST_ANY_VERSION, from->why);
	if (status == CRM_CONFIG || status == CRM_IO)
		return why_set(
		    from->why, status, _("«%s» cannot be replaced where it is: move it away and try again"), url);
	if (status != CRM_OK)
		return status;
	to->patience = RESTORE_PATIENCE;
	status = compare_versions(from, to);
	if (status == CRM_OK)
		status = copy_over(from, to, url, guard);
	if (status == CRM_OK)
		status = engine_use_log(to); /* not before: it wants to read the old schema */
	if (status == CRM_OK)
		engine_checkpoint(to);
	sqlite_close(to);
	return status;
}

static enum status restore_checked(struct db *from, const char *url, const struct restore_guard *guard)
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
	return missing ? copy_to_new(from, &(struct new_copy){.file = url}) : replace_contents(from, url, guard);
}

enum status sqlite_restore(const char *from, const char *url, const struct restore_guard *guard, struct why *why)
{
	struct db *source;
	enum status status = engine_open_trusting(&source, from, DB_READ, TRUST_OLDER, why);
	if (status != CRM_OK)
		return status;
	status = sqlite_begin(source); /* what is checked is what is copied */
	if (status == CRM_OK)
		status = restore_checked(source, url, guard);
	sqlite_close(source);
	return status;
}
