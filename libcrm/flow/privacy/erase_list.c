/* Who was erased, as a file beside the base: a backup from before has them still, and may be put back. */
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/text/json.h"
#include "book/records/suppress.h"
#include "flow/privacy/erase_private.h"
#include "rows/writer.h"

#include "flow/privacy/erase_list.sql.h"

#define LIST_ENDING "-erased"

const char *erase_list_path(struct crm *crm, const char *url)
{
	return db_sibling(url, LIST_ENDING, &crm->run);
}

enum status erase_list_there(struct crm *crm, const char *url, bool *there)
{
	const char *path = erase_list_path(crm, url);
	*there = path && access(path, F_OK) == 0;
	return path ? CRM_OK : why_memory(&crm->why);
}

enum status erase_base_name(struct crm *crm, const char **name)
{
	char key[SUPPRESS_KEY];
	enum status status = suppress_base(crm, key);
	if (status != CRM_OK)
		return status;
	*name = arena_copy(&crm->run, key);
	return *name ? CRM_OK : why_memory(&crm->why);
}

/* Of whoever was readmitted the keys are not kept: a backup that is put back must not refuse him again. */
static enum status put_keys(struct crm *crm, const char *keys, struct arena *arena, struct buf *left)
{
	char *rest = arena_copy(arena, keys), *key;
	enum status status = CRM_OK;
	if (keys && !rest)
		return why_memory(&crm->why);
	while (status == CRM_OK && rest && (key = strsep(&rest, " ")) != NULL) {
		int64_t listed = 0;
		status = *key ? db_number(crm->db, sql_erased_suppressed, VALS(V_TEXT(key)), 0, &listed) : CRM_OK;
		if (listed)
			buf_format(left, "%s%s", left->length ? " " : "", key);
	}
	return status == CRM_OK && left->failed ? why_memory(&crm->why) : status;
}

static enum status put_row(FILE *file, struct crm *crm, struct stmt *row, const char *base, struct arena *arena)
{
	struct json json;
	struct buf at = {0}, keys = {0};
	char client[24];
	if (json_parse(&json, db_text(row, 2), arena) != 0)
		return why_memory(&crm->why);
	instant_put(&at, crm->zone, db_int(row, 1));
	enum status status = put_keys(crm, json_get(&json, "keys"), arena, &keys);
	const char *basis = json_get(&json, "basis");
	const char *const cells[] = {db_null(row, 0) ? "" : buf_int_text(client, db_int(row, 0)), basis ? basis : "",
	    at.text, base, keys.text ? keys.text : ""};
	if (status == CRM_OK && at.failed)
		status = why_memory(&crm->why);
	if (status == CRM_OK && (!db_null(row, 0) || keys.length) && !writer_csv_record(file, cells, 5, ','))
		status = why_errno(&crm->why, CRM_IO, _("cannot write %s"), LIST_ENDING);
	buf_free(&at);
	buf_free(&keys);
	return status;
}

static enum status write_rows(struct crm *crm, FILE *file)
{
	static const char *const header[] = {"client", "basis", "at", "base", "keys"};
	const char *base;
	struct arena arena = {0};
	struct stmt *row;
	enum status status = erase_base_name(crm, &base);
	bool ok = status == CRM_OK && writer_csv_record(file, header, 5, ',');
	if (status == CRM_OK)
		status = db_ask(crm->db, sql_erased_all, VALS(V_INT(EV_PERSON_ERASED)), &row);
	while (status == CRM_OK && (status = db_next(row)) == CRM_OK) {
		status = put_row(file, crm, row, base, &arena);
		if (status != CRM_OK)
			db_done(row);
		arena_reset(&arena);
	}
	arena_free(&arena);
	if (status != CRM_NONE)
		return status;
	return ok && fflush(file) == 0 && fsync(fileno(file)) == 0
	           ? CRM_OK
	           : why_errno(&crm->why, CRM_IO, _("cannot write %s"), LIST_ENDING);
}

/* The name is on the disk when the folder is. */
static enum status sync_folder(struct crm *crm, const char *path)
{
	const char *slash = strrchr(path, '/');
	const char *folder = slash ? arena_text(&crm->run, path, (size_t)(slash - path) + 1) : ".";
	int fd = folder ? open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC) : -1;
	bool ok = fd >= 0 && fsync(fd) == 0;
	if (fd >= 0)
		close(fd);
	return ok ? CRM_OK : why_errno(&crm->why, CRM_IO, _("cannot write %s"), path);
}

/* One at a time writes it: whoever holds the lock of the file that has the name. One that was left by a run that was
   killed is written over. */
static int open_alone(const char *path)
{
	struct stat mine, named;
	int fd;
	while ((fd = open(path, O_WRONLY | O_CREAT | O_NOFOLLOW | O_CLOEXEC, 0600)) >= 0) {
		bool locked = flock(fd, LOCK_EX) == 0 && fstat(fd, &mine) == 0;
		bool mine_still = locked && lstat(path, &named) == 0 && named.st_ino == mine.st_ino;
		if (mine_still && ftruncate(fd, 0) == 0)
			return fd;
		(void)close(fd);
		if (!locked || mine_still)
			return -1;
	}
	return -1;
}

enum status erase_list_write(struct crm *crm)
{
	const char *path = erase_list_path(crm, db_url(crm->db));
	const char *beside = path ? arena_format(&crm->run, "%s.new", path) : NULL;
	if (!beside)
		return why_memory(&crm->why);
	int fd = open_alone(beside);
	FILE *file = fd >= 0 ? fdopen(fd, "w") : NULL;
	if (!file) {
		enum status status = why_errno(&crm->why, CRM_CANTCREATE, _("cannot create %s"), beside);
		if (fd >= 0)
			(void)close(fd);
		return status;
	}
	enum status status = write_rows(crm, file);
	if (status == CRM_OK && rename(beside, path) != 0)
		status = why_errno(&crm->why, CRM_CANTCREATE, _("cannot create %s"), path);
	if (status != CRM_OK)
		(void)unlink(beside);
	if (fclose(file) != 0 && status == CRM_OK)
		status = why_errno(&crm->why, CRM_IO, _("cannot write %s"), path);
	return status == CRM_OK ? sync_folder(crm, path) : status;
}

/* Whoever is erased by somebody else meanwhile has a later event, and traces of his own. */
static enum status call_finished(struct crm *crm, int64_t event)
{
	enum status status = db_begin(crm->db);
	if (status == CRM_OK)
		status = db_run(crm->db, sql_erasing_finished, VALS(V_INT(event)));
	if (status == CRM_OK)
		return db_commit(crm->db);
	db_rollback(crm->db);
	return status;
}

enum status erase_traces(struct crm *crm)
{
	int64_t event = 0;
	enum status status = erase_unfinished(crm, &event);
	if (status == CRM_OK)
		status = erase_list_write(crm);
	if (status == CRM_OK)
		status = db_shred(crm->db);
	return status == CRM_OK && event ? call_finished(crm, event) : status;
}
