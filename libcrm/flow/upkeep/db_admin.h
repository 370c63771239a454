/*
 * The database as a whole: made, looked over, repaired, copied. For crm-db.
 */
#ifndef CRM_FLOW_UPKEEP_DB_ADMIN_H
#define CRM_FLOW_UPKEEP_DB_ADMIN_H

#include "book/context/crm.h"

/* A line of the answer: ${check} is a word; ${detail} is borrowed for the call. */
typedef enum status upkeep_tell(void *arg, const char *check, bool good, const char *detail);

/* An empty database with today's schema, closed again. What fails leaves no file. */
enum status upkeep_create(const char *url, struct why *why);
/* Take back upkeep_create; closes crm->db. */
void upkeep_remove(struct crm *crm, const char *url);

/* Is the file whole, is the journal in order, and are the tables what it says? Each is told. CRM_IO: damaged;
   CRM_INTERNAL: the tables differ, or the journal is out of order. */
enum status upkeep_check(struct crm *crm, upkeep_tell *tell, void *arg);
enum status upkeep_hash(struct crm *crm, upkeep_tell *tell, void *arg);
enum status upkeep_rebuild(struct crm *crm, upkeep_tell *tell, void *arg);
enum status upkeep_stats(struct crm *crm, upkeep_tell *tell, void *arg);
enum status upkeep_backup(struct crm *crm, const char *file, upkeep_tell *tell, void *arg);

/* These two open no crm. */
enum status upkeep_restore(const char *file, const char *url, struct why *why, upkeep_tell *tell, void *arg);
/* The steps that lack, and everything derived made anew: in one transaction, so that one that dies was never begun. */
enum status upkeep_upgrade(const char *url, struct why *why, upkeep_tell *tell, void *arg);

#endif
