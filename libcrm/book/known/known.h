/*
 * What rows of many at once have brought and the tables do not have yet: whose phones, addresses and tax numbers are
 * (phone, email, inn), which rows came (seen), when leads were touched last. Their keys come in no order, and each
 * chunk of a long load would write most pages of those tables anew: so they stay in memory from chunk to chunk of one
 * transaction, and are written once, in the order of their keys. Whoever asks the tables asks here first, or calls
 * known_flush before.
 */
#ifndef CRM_BOOK_KNOWN_KNOWN_H
#define CRM_BOOK_KNOWN_KNOWN_H

#include "book/records/identity_key.h"

/* A point as the next row is to find it. */
struct known_point {
	int64_t client;                  /* who has it; 0: nobody */
	int64_t root;                    /* under whom he stands */
	int64_t event;                   /* the record by which it became his, if that is one of those kept here */
	int32_t leads;                   /* records that have it */
	uint32_t added : 31, stored : 1; /* of these, those that the table does not have; it has a row of it */
};

/* Make all that was put so far to be found; before the first is looked for. */
enum status known_index(struct crm *crm);
/* Where it is kept, and what is kept of it; 0: nothing is. ${sent_for} is what known_send_for said of it: each of many
   is sent for first, then they are looked for. */
uint64_t known_send_for(const struct crm *crm, const struct identity_key *key);
uint32_t known_point(
    const struct crm *crm, const struct identity_key *key, uint64_t sent_for, struct known_point *point);
/* False: nothing is kept of it. It is sent for some rows before, if there are many. */
void known_send_for_row(const struct crm *crm, int64_t hash);
bool known_row(const struct crm *crm, int64_t hash, int64_t *lead, int64_t *event);

/* ${place}: where it is kept; 0: it is not, and nothing was put of it since known_index. The text is copied. */
enum status known_put_point(
    struct crm *crm, uint32_t place, const struct identity_key *key, const struct known_point *point);
/* A new row of table seen, of which nothing is kept. */
enum status known_put_row(struct crm *crm, int64_t hash, int64_t lead, int64_t event);
/* One that is kept, or is in the table, names several leads from now on. */
enum status known_blur_row(struct crm *crm, int64_t hash);
/* The latest of a lead counts. */
enum status known_put_touch(struct crm *crm, int64_t lead, instant_t at);

/* So many rows are done. After many their keys are kept, while there is room for them; after a few they are written. */
enum status known_settle(struct crm *crm, int rows);
/* Write what is kept; before db_commit. */
enum status known_flush(struct crm *crm);
/* Forget it: after a rollback. */
void known_clear(struct crm *crm);

#endif
