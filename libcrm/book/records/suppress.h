/*
 * People who had themselves erased are not taken in again by an old file: their phones, addresses and tax numbers are
 * kept as keyed hashes, which tell nothing without the secret of this base (HMAC-SHA-256; a plain hash of a phone is
 * resolved in seconds, because there are few phones).
 */
#ifndef CRM_BOOK_RECORDS_SUPPRESS_H
#define CRM_BOOK_RECORDS_SUPPRESS_H

#include "book/context/crm.h"

#define SUPPRESS_KEY 33 /* 128 bits in hex, and the NUL */

struct suppression {
	bool any; /* is there anybody? Else nothing is ever computed */
	char secret[72];
};

/* Read the secret of this base, and whether anybody was erased. CRM_INTERNAL: it has no secret. */
enum status suppress_open(struct crm *crm, struct suppression *suppression);

/* By what a person is known again. */
struct suppress_traits {
	int64_t phone;     /* 0: none */
	const char *email; /* folded; NULL, "": none. All names of one box are one. */
	int64_t inn;       /* 0: none */
};
/* Was whoever has one of these erased? */
enum status suppress_has(
    struct crm *crm, const struct suppression *suppression, const struct suppress_traits *traits, bool *yes);

/* The keyed hash of a phone, an address and a tax number. */
void suppress_phone(const struct suppression *suppression, int64_t phone, char key[SUPPRESS_KEY]);
void suppress_email(const struct suppression *suppression, const char *email, char key[SUPPRESS_KEY]);
void suppress_inn(const struct suppression *suppression, int64_t inn, char key[SUPPRESS_KEY]);

/* What stands for this base and its backups of any age, and for no other: a hash of how it began. */
enum status suppress_base(struct crm *crm, char key[SUPPRESS_KEY]);

#endif
