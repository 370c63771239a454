/*
 * Consent: may we write to a client, or call him, and by which channel?
 *
 * It is given or withdrawn for a channel, or for all of them; of what is said about a channel and about all of them the
 * latest counts. The column `consent` of an inquiry gives it too, at the time of the inquiry: yes, да, 1 for all
 * channels, or names of channels. A client that another one stands for (table merged) is the same person.
 */
#ifndef CRM_BOOK_RECORDS_CONSENT_H
#define CRM_BOOK_RECORDS_CONSENT_H

#include "book/records/lead.h"

#define CONSENT_ALL "all"
#define CONSENT_CHANNELS_MAX 8

/* The channel people mean by a word ("SMS", "e-mail", «почта»); NULL if it is none. A constant. */
const char *consent_channel(const char *word);
/* All of them, between blanks. */
const char *consent_channels(struct arena *arena);

/* What a cell of column `consent` agrees to: channels, constants; how many. */
int consent_read(const char *cell, const char *channel[CONSENT_CHANNELS_MAX]);
/* The proof of that: source/ext_id, or what there is of it; NULL: neither, or no memory. */
const char *consent_proof(const char *source, const char *ext_id, struct arena *arena);

/* When a thing counts as said that is recorded now: a date of next year must not outlast what is said tomorrow. */
static inline instant_t consent_time(instant_t said, instant_t recorded)
{
	return said < recorded ? said : recorded;
}

enum consent { CONSENT_WITHDRAWN, CONSENT_GIVEN, CONSENT_UNKNOWN };
/* What counts now for a channel. */
enum status consent_now(struct crm *crm, int64_t client, const char *channel, enum consent *consent);

/* What stands against writing to the client of a lead, as a word; NULL: nothing. `withdrawn`; `no_consent`, where
   ${required} or setting
 * consent.required ask for one. */
enum status consent_hindrance(struct crm *crm, int64_t lead, const char *channel, bool required, const char **why);

#endif
