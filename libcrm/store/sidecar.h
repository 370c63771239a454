/*
 * Files derived from a database, which stand beside it: `crm.db-find` is one. Whoever deletes such a file loses nothing
 * but the time to make it again. Its mode is the database's, 600 or the group's 660; it keeps a rollback journal, so
 * that a kill leaves it as it was.
 */
#ifndef CRM_STORE_SIDECAR_H
#define CRM_STORE_SIDECAR_H

#include "store/db.h"

#define SIDECAR_FIND "find"

/*
 * Open the file ${name} beside ${base}, for DB_READ or DB_WRITE, made empty if it is not there. CRM_NOPERM: it, or its
 * folder, may not be written (for DB_READ: read); CRM_CONFIG: there is a file of that name which is none of ours.
 * *${version}: as sidecar_stamp left it, 0 for a new one. Sentences go to the why of ${base}. Released with db_close.
 */
enum status sidecar_open(struct db *base, const char *name, enum db_mode mode, struct db **db, int64_t *version);

/* The same in memory, for those who may not write: it vanishes when closed. */
enum status sidecar_memory(struct db *base, struct db **db);

/* Inside a transaction: everything out of it, whatever version wrote it. And: it is of ${version} now. */
enum status sidecar_empty(struct db *db);
enum status sidecar_stamp(struct db *db, int64_t version);

/* Remove the file with its journal, for good. Not being there is no error. Who has it open keeps what he sees until he
   closes. */
enum status sidecar_remove(struct db *base, const char *name);

#endif
