/*
 * The database as a whole: made, looked over, repaired, copied. For crm-db.
 */
#ifndef CRM_FLOW_UPKEEP_DB_ADMIN_H
#define CRM_FLOW_UPKEEP_DB_ADMIN_H

#include "book/context/crm.h"
#include "rows/writer.h"

/* Which database, and where the answer goes: rows of db_admin_fields. */
struct upkeep {
	struct crm *crm;
	const char *url, *file; /* file: to copy to, or from; NULL */
	struct writer *writer;
};
extern const struct field db_admin_fields[];
/* A row of the answer: ${check} is a word. */
enum status db_admin_put(const struct upkeep *upkeep, const char *check, bool good, const char *detail);

/* An empty database with today's schema, closed again. What fails leaves no file. */
enum status db_admin_create(const char *url, struct why *why);
/* Take back db_admin_create; closes crm->db. */
void db_admin_remove(struct crm *crm, const char *url);

/* Is the file whole, is the journal in order, and are the tables what it says? Each is told. Whatever is
   wrong is printed before the status says so. CRM_IO: damaged;
   CRM_INTERNAL: the tables differ, or the journal is out of order. */
/* With option hash: one hash of the state instead. */
enum status db_admin_check(const struct upkeep *upkeep);
enum status db_admin_rebuild(const struct upkeep *upkeep);
enum status db_admin_stats(const struct upkeep *upkeep);
/* The file anew, so that nothing of what was deleted is in it; ends an erasing that is not finished. */
enum status db_admin_rewrite(const struct upkeep *upkeep);
enum status db_admin_backup(const struct upkeep *upkeep);

/* These two need no open crm. */
enum status db_admin_restore(const struct upkeep *upkeep);
/* The steps that lack, and everything derived made anew: in one transaction, so that one that dies was never begun. */
enum status db_admin_upgrade(const struct upkeep *upkeep);

#endif
