/*
 * To which lead a letter belongs: table letter, by Message-ID (without <>).
 *
 * It is derived from the events whose `new` has msgid: touches, and leads that came as letters. A lead that only
 * repeats another stands for that one. Of two events with the same msgid the first is meant.
 */
#ifndef CRM_BOOK_HISTORY_MESSAGE_LINK_H
#define CRM_BOOK_HISTORY_MESSAGE_LINK_H

#include "book/context/crm.h"

/* CRM_NONE if nobody knows the letter. */
enum status message_link_lead(struct crm *crm, const char *msgid, int64_t *lead);
/* And the event that says so. */
enum status message_link_event(struct crm *crm, const char *msgid, int64_t *lead, int64_t *event);

/* For the bulk intake, which derives by itself: ${event} said that this letter belongs to ${lead}. */
enum status message_link_put(struct crm *crm, const char *msgid, int64_t lead, int64_t event);

/* What ${event}, an inquiry or a touch, says of a letter, if anything, counts as of event ${upto}, or does not any
   more. */
enum status message_link_apply(struct crm *crm, const struct event *event, int64_t upto);

#endif
