#include "store/sqlite/engine_private.h"
#include "store/sqlite/scratch.sql.h"

#define TRIES 1000 /* to find a moment between two commits of others */

/* In a file of the system's for temporary ones, which has no name any more: what does not fit into the cache goes
   there. It need not survive anything. */
enum status sqlite_scratch(struct db *like, struct db **scratch)
{
	enum status status = engine_start(scratch, like->url, DB_WRITE, like->why);
	if (status == CRM_OK)
		status = engine_open(*scratch, "", SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_URI);
	if (status == CRM_OK)
		status = engine_settings(*scratch);
	if (status == CRM_OK)
		status = engine_exec(*scratch, "PRAGMA page_size=8192; PRAGMA journal_mode=MEMORY;"
		                               "PRAGMA synchronous=OFF; PRAGMA cache_size=-81920");
	if (status != CRM_OK) {
		sqlite_close(*scratch);
		*scratch = NULL;
	}
	return status;
}

/* The tables of the same name in the file that is attached are seen when there are none of its own. */
static enum status attach_journal(struct db *from, struct db *scratch)
{
	char *uri;
	enum status status = engine_uri(from, sqlite_handle(from)->unlocked ? "immutable=1" : "mode=ro", &uri);
	if (status != CRM_OK)
		return status;
	char *attach = sqlite3_mprintf("ATTACH %Q AS base; PRAGMA base.cache_size=-32768;"
	                               "DROP TABLE main.event; DROP TABLE main.batch",
	    uri);
	status = attach ? engine_exec(scratch, attach) : why_memory(scratch->why);
	sqlite3_free(attach);
	free(uri);
	return status == CRM_OK ? engine_exec(scratch, sql_scratch_without_reports) : status;
}

/* What others have committed to the file since the handle was opened, as a number. */
static enum status data_version(struct db *scratch, int64_t *version)
{
	int result = engine_number(scratch, "PRAGMA base.data_version", version);
	return result == SQLITE_OK ? CRM_OK : sqlite_error(scratch, result);
}

/* Nobody committed between the first look and the last: so both have begun at the same moment. */
static enum status begin_both(struct db *from, struct db *scratch, bool *same)
{
	int64_t before = 0, after = 0;
	enum status status = data_version(scratch, &before);
	if (status == CRM_OK)
		status = sqlite_begin(from);
	if (status == CRM_OK)
		status = sqlite_begin(scratch);
	if (status == CRM_OK)
		status = data_version(scratch, &after);
	*same = status == CRM_OK && before == after;
	if (*same)
		return CRM_OK;
	sqlite_rollback(from);
	sqlite_rollback(scratch);
	return status;
}

enum status sqlite_share_journal(struct db *from, struct db *scratch)
{
	bool same = false;
	enum status status = attach_journal(from, scratch);
	for (int i = 0; i < TRIES && status == CRM_OK && !same; i++)
		status = begin_both(from, scratch, &same);
	return status == CRM_OK && !same
	           ? why_set(from->why, CRM_BUSY, _("others write faster than the database can be read; try again"))
	           : status;
}
