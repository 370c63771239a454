/*
 * People who had themselves erased are not taken in again by an old file: their phones and addresses are kept as keyed hashes, which
 * tell nothing without the secret of this base (HMAC-SHA-256; a plain hash of a phone is guessed in seconds, because there are few phones).
 */
#ifndef CRM_BOOK_SUPPRESS_H
#define CRM_BOOK_SUPPRESS_H

#include "book/crm.h"

#define SUPPRESS_KEY 33 /* 128 bits in hex, and the NUL */

struct suppression {
	bool any; /* is there anybody? Else nothing is ever computed */
	char secret[72];
};

enum status suppress_open(struct crm *crm, struct suppression *suppression);

/* Was whoever has this phone (0: none) or this address (folded; NULL: none) erased? */
enum status suppress_has(
    struct crm *crm, const struct suppression *suppression, int64_t phone, const char *email, bool *yes);

/* The keyed hash of a phone and of an address. */
void suppress_phone(const struct suppression *suppression, int64_t phone, char key[SUPPRESS_KEY]);
void suppress_email(const struct suppression *suppression, const char *email, char key[SUPPRESS_KEY]);

/* What stands for this base and its backups of any age, and for no other: a hash of how it began. */
enum status suppress_base(struct crm *crm, char key[SUPPRESS_KEY]);

#endif
