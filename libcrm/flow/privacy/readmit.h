/*
 * Somebody who had himself erased may be taken in again: he has given a new consent, on paper.
 *
 * His keys go off the list of those who are refused; nothing that was erased comes back, and to the next inquiry he is
 * new. Taking that back puts the keys on the list again.
 */
#ifndef CRM_FLOW_PRIVACY_READMIT_H
#define CRM_FLOW_PRIVACY_READMIT_H

#include "book/context/crm.h"

struct readmission {
	const char *word;  /* the number of an erased client, or a phone, an address, a tax number of his */
	const char *proof; /* which paper */
	int64_t client;    /* found; 0: several had that phone or address, and only it is taken off */
	int64_t keys;      /* how many went off the list */
	int64_t event;
};

/* Inside a batch. CRM_NONE: he is off the list already; CRM_DATA with a sentence: nobody who was erased is meant. */
enum status readmit(struct crm *crm, struct readmission *readmission);

#endif
