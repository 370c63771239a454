/*
 * Consent: may we write to a client, or call him, and by which channel?
 *
 * It is given or withdrawn for a channel, or for all of them; of what is said about a channel and about all of them the
 * latest counts. A client that another one stands for (table merged) is the same person.
 *
 * Inquiries say it too, in columns consent, consent_CHANNEL, optout and optout_CHANNEL. Only a clear yes gives consent;
 * a refusal or a word nobody knows gives none; a word that withdraws, and whatever is not a no in a column of those who
 * opted out, withdraws. A yes without a time (column at) is as old as can be: it never undoes a withdrawal.
 */
#ifndef CRM_BOOK_RECORDS_CONSENT_H
#define CRM_BOOK_RECORDS_CONSENT_H

#include "book/records/lead.h"

#define CONSENT_ALL "all"

enum consent_to {
	CONSENT_EVERY,
	CONSENT_CALL,
	CONSENT_EMAIL_TO,
	CONSENT_LETTER,
	CONSENT_MESSENGER,
	CONSENT_SMS,
	CONSENT_CHANNELS
};

/* all call email letter messenger sms */
const char *consent_channel_name(int channel);
/* The channel people mean by a word ("SMS", "e-mail", «почта»): its enum, or -1; its name, or NULL. */
int consent_channel_called(const char *word);
const char *consent_channel(const char *word);
/* All of them, between blanks. */
const char *consent_channels(struct arena *arena);

/* What cells say: channels as bits, 1 << enum consent_to. */
struct consent_said {
	unsigned given;
	unsigned refused;   /* not given; what was given before stays */
	unsigned withdrawn; /* not from now on */
	bool unknown;       /* something was not understood */
	bool asked;         /* there was a cell at all */
};
/* What a cell of column consent, or of consent_${about}, says; added to what others of the row said. NULL says nothing.
   consent_words.c */
void consent_read(const char *cell, int about, struct consent_said *said);
/* The same for a column of those who opted out: anything but a no withdraws. */
void consent_read_optout(const char *cell, int about, struct consent_said *said);
/* All cells of a row are read: where they differ, the refusal counts; what was not understood gives nothing. */
void consent_settle(struct consent_said *said);

/* As the journal keeps it: "+all -email"; "none" when cells gave and withdrew nothing; "" when there were none. */
#define CONSENT_TEXT_MAX 64
void consent_text(const struct consent_said *said, char text[CONSENT_TEXT_MAX]);
void consent_parse(const char *text, struct consent_said *said);

#define CONSENT_KEY "_consent" /* of an event that created a lead: consent_text */
#define CONSENT_UNDATED 0      /* when a yes without a time was said */

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
   ${required} or setting consent.required ask for one. */
enum status consent_hindrance(struct crm *crm, int64_t lead, const char *channel, bool required, const char **why);

#endif
