#include "store/sidecar.h"
#include "store/sqlite/engine_private.h"

/*
 * Deleted cells are zeroed, but a page that was split or joined may keep copies of what stood on it before: only a file
 * written anew has none. What it is sorted with goes to a file, which may be as large as the base.
 */
static enum status rewrite(struct db *db)
{
	return engine_exec(db, "PRAGMA secure_delete=ON; PRAGMA temp_store=FILE; VACUUM");
}

static enum status empty_log(struct db *db)
{
	sqlite_handle(db)->checkpointing = true;
	int result =
	    sqlite3_wal_checkpoint_v2(sqlite_handle(db)->engine, "main", SQLITE_CHECKPOINT_TRUNCATE, NULL, NULL);
	sqlite_handle(db)->checkpointing = false;
	if (result == SQLITE_OK && sqlite_wal_bytes(db) == 0)
		return CRM_OK;
	if (result != SQLITE_OK && (result & 0xff) != SQLITE_BUSY && (result & 0xff) != SQLITE_INTERRUPT)
		return sqlite_error(db, result);
	return why_set(db->why, CRM_BUSY,
	    _("somebody reads an older state of the database, so its log cannot be emptied yet; run it again"));
}

enum status sqlite_shred(struct db *db)
{
	enum status status = sqlite_sidecar_remove(db, SIDECAR_FIND); /* made again by whoever asks next */
	if (status == CRM_OK)
		status = rewrite(db);
	return status == CRM_OK ? empty_log(db) : status;
}
