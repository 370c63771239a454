/*
 * One click and no more letters (RFC 8058): the address that stands in the head of a letter to a client, and what
 * happens when his mail program sends something to it.
 *
 * The address names the lead and is signed with the secret of this base, so that nobody can take others off the list.
 * Setting mail.unsubscribe is where crm-unsubscribe answers; without it letters ask for an answer by mail only.
 */
#ifndef CRM_POST_MAIL_OUT_UNSUBSCRIBE_H
#define CRM_POST_MAIL_OUT_UNSUBSCRIBE_H

#include "book/context/verdict.h"

/* "https://…?l=12-0123…" for a letter to the client of ${lead}, into ${out}; nothing without the setting. */
enum status unsubscribe_address_put(struct crm *crm, int64_t lead, struct buf *out);

/* The lead that a query string ("l=12-0123…") names; CRM_NONE if it is not signed by us or there is no such lead. */
enum status unsubscribe_lead(struct crm *crm, const char *query, int64_t *lead);

/* His consent to letters by e-mail is withdrawn, with the click as the proof; inside a transaction. VERDICT_KNOWN if it
   was. */
enum status unsubscribe(struct crm *crm, int64_t lead, struct answer *answer);

#endif
