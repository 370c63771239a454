/*
 * A point: a phone, an address or a tax number, by which people are known again.
 */
#ifndef CRM_BOOK_RECORDS_IDENTITY_KEY_H
#define CRM_BOOK_RECORDS_IDENTITY_KEY_H

#include "base/core/buf.h"
#include "book/context/crm.h"

#define IDENTITY_SHARED_LIMIT 20

/* The letters go into hashes that are in every database. */
enum identity_kind { IDENTITY_PHONE = 'p', IDENTITY_EMAIL = 'e', IDENTITY_INN = 'i' };
struct identity_key {
	enum identity_kind kind;
	int64_t number;
	const char *text; /* of an address; else NULL */
};

/* From so many records on a point is shared (setting intake.shared_limit; 0 there: never). */
int64_t identity_shared_limit(struct crm *crm);
/* What a name is at a shared point, into ${key}: empty if it tells nothing. ${name} may be NULL. */
enum status identity_shared_name(struct crm *crm, const char *name, struct buf *key);
/* In the place of a name at a phone: with its digits an extension under which somebody came by it, and by itself that
   somebody did. */
#define IDENTITY_EXTENSION "#"
/* The key of table shared. */
int64_t identity_shared_key(const struct identity_key *point, const char *name_key);

#endif
