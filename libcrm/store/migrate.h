/*
 * The schema is the list of its steps (0001-base.sql …): append-only, all pending ones in one transaction together with
 * the version.
 */
#ifndef CRM_STORE_MIGRATE_H
#define CRM_STORE_MIGRATE_H

#include "store/db.h"

#define SCHEMA_VERSION 6 /* of this program */

/* Bring an open database (DB_UPGRADE) to SCHEMA_VERSION. Does nothing when it is there already. ${steps} counts what
   was done. */
enum status schema_upgrade(struct db *db, int *steps);

/* The same; when there was a step to take, ${finish} has the last word in that transaction: what it does not return
   CRM_OK for never was. */
enum status schema_upgrade_with(struct db *db, int *steps, enum status (*finish)(void *arg), void *arg);

#endif
