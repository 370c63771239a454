/*
 * A point: a phone, an address or a tax number, by which people are known again.
 */
#ifndef CRM_BOOK_RECORDS_IDENTITY_KEY_H
#define CRM_BOOK_RECORDS_IDENTITY_KEY_H

#include "base/core/buf.h"
#include "book/context/crm.h"

#define SHARED_LIMIT 20

/* The letters go into hashes that are in every database. */
enum point_kind { POINT_PHONE = 'p', POINT_EMAIL = 'e', POINT_INN = 'i' };
struct point {
	enum point_kind kind;
	int64_t number;
	const char *text; /* of an address; else NULL */
};

/* From so many records on a point is shared (setting intake.shared_limit; 0 there: never). */
int64_t shared_limit(struct crm *crm);
/* What a name is at a shared point, into ${key}: empty if it tells nothing. ${name} may be NULL. */
enum status shared_name(struct crm *crm, const char *name, struct buf *key);
/* The key of table shared. */
int64_t shared_key(const struct point *point, const char *name_key);

#endif
