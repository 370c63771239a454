/*
 * From an event to the derived tables. There is one way: a command and a rebuild do the same.
 */
#ifndef CRM_BOOK_PROJECTION_APPLY_H
#define CRM_BOOK_PROJECTION_APPLY_H

#include "book/records/lead.h"

/* Bring the derived tables up to ${event}, which is in the journal already (the last one so far). */
enum status apply(struct crm *crm, const struct event *event);

/*
 * For a replay, which applies all that ever happened: what becomes of a lead is made once, and not anew by each of its
 * events. From apply_leads_later on the rows of leads, what they reached and what is counted of them may be behind;
 * apply_leads_caught_up makes them up to event ${upto}, the last one applied (without the other it does nothing), and
 * apply_leads_at_once ends it.
 */
enum status apply_leads_later(struct crm *crm);
enum status apply_leads_caught_up(struct crm *crm, int64_t upto);
void apply_leads_at_once(struct crm *crm);

/* Replay the whole journal of ${from} into ${to}, an empty database of the same schema (db_scratch) opened as a second
   crm. Then both are in a transaction and see one moment of the journal, so that they can be compared; each ends with
   db_rollback. */
enum status replay(struct crm *from, struct crm *to);

/* Compare all derived tables and settings of two databases; the first differences as sentences, at most ${limit}, to
   ${each}. ${differences} counts all. */
enum status derived_compare(struct crm *a, struct crm *b, int limit,
    void (*each)(void *arg, const char *table, const char *text), void *arg, int64_t *differences);

/* A digest of all derived tables and settings (not of the journal, its numbers or the outbox): 16 hex digits. Two
   databases with the same state have the same. */
enum status derived_hash(struct crm *crm, char out[17]);

/* Throw the derived tables away and make them again from the journal, in one transaction. */
enum status replay_rebuild(struct crm *crm);
/* The same as part of a transaction of the caller's, who commits, or clears the rollups when he does not. */
enum status replay_rebuild_within(struct crm *crm);

#endif
