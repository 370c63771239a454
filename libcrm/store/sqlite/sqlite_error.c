#include "store/sqlite/engine_private.h"

#include <errno.h>
#include <fcntl.h>

/* Why a file was not opened, where SQLite does not tell: it tries again as for reading, and speaks of what comes of
   that, or keeps the reason of the second time. */
static int open_trouble;

static int open_noting(const char *path, int flags, int mode)
{
	int fd = open(path, flags, (mode_t)mode);
	if (fd < 0 && (errno == ENOMEM || errno == EMFILE || errno == ENFILE))
		open_trouble = errno;
	return fd;
}

void sqlite_note_opening(void)
{
	sqlite3_vfs *vfs = sqlite3_vfs_find(NULL);
	open_trouble = 0;
	if (vfs && vfs->iVersion >= 3)
		(void)vfs->xSetSystemCall(vfs, "open", (sqlite3_syscall_ptr)open_noting);
}

/* The reason of the system, where SQLite kept one. */
static enum status io_trouble(struct db *db)
{
	int reason = sqlite3_system_errno(sqlite_handle(db)->engine);
	if (reason == ENOSPC || reason == EDQUOT)
		return why_set(db->why, CRM_IO, _("the disk is full"));
	if (reason == 0)
		return why_set(db->why, CRM_IO, _("cannot read or write the database: %s"),
		    sqlite3_errmsg(sqlite_handle(db)->engine));
	errno = reason;
	return why_errno(db->why, CRM_IO, _("cannot read or write the database"));
}

static enum status opening_trouble(struct db *db)
{
	errno = open_trouble;
	open_trouble = 0;
	return errno == ENOMEM ? why_memory(db->why)
	                       : why_errno(db->why, CRM_IO, _("cannot read or write the database"));
}

static enum status busy_trouble(struct db *db)
{
	return why_set(db->why, CRM_BUSY,
	    _("the database is busy: another program has been writing for more than %d s; try again"), db->patience);
}

enum status sqlite_error(struct db *db, int result)
{
	int kind = result & 0xff;
	if (result == SQLITE_READONLY_DBMOVED)
		return why_set(db->why, CRM_IO, _("the database was moved or replaced while it was open"));
	if (result == SQLITE_IOERR_NOMEM)
		return why_memory(db->why);
	if (open_trouble && (kind == SQLITE_READONLY || kind == SQLITE_CANTOPEN || kind == SQLITE_IOERR))
		return opening_trouble(db);
	if (sqlite_handle(db)->derived && ((result & 0xff) == SQLITE_CORRUPT || (result & 0xff) == SQLITE_NOTADB))
		return why_set(db->why, CRM_IO, _("«%s» is damaged: remove it, it is made again"), db->url);
	switch (result & 0xff) {
	case SQLITE_NOMEM: return why_memory(db->why);
	case SQLITE_FULL: return why_set(db->why, CRM_IO, _("the disk is full"));
	case SQLITE_IOERR:
	case SQLITE_CANTOPEN: return io_trouble(db);
	case SQLITE_BUSY:
	case SQLITE_LOCKED:
	case SQLITE_PROTOCOL: return busy_trouble(db);
	case SQLITE_READONLY:
	case SQLITE_PERM: return why_set(db->why, CRM_NOPERM, _("the database «%s» may only be read"), db->url);
	case SQLITE_CORRUPT:
		return why_set(db->why, CRM_IO, _("the database is damaged (%s); restore a backup"),
		    sqlite3_errmsg(sqlite_handle(db)->engine));
	case SQLITE_NOTADB: return why_set(db->why, CRM_CONFIG, _("«%s» is not a crm database"), db->url);
	case SQLITE_CONSTRAINT:
		return why_set(db->why, CRM_INTERNAL, _("a rule of the database was broken: %s"),
		    sqlite3_errmsg(sqlite_handle(db)->engine));
	default:
		return why_set(db->why, CRM_INTERNAL, _("the database engine refused: %s"),
		    sqlite3_errmsg(sqlite_handle(db)->engine));
	}
}
