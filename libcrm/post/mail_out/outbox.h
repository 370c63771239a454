/*
 * The outbox: what has been or will be sent, one row a letter.
 *
 *	queued --claim--> sending --taken--> sent
 *	   ^                 |
 *	   +----refused------+      found in `sending` at the next start: a colleague gets it again under the same
 *	                            Message-ID, a stranger does not (held, and told)
 *
 * A letter is known by its name, such as kpi/2026-11-23/orlova@…: asking for the same name twice sends once. The
 * Message-ID follows from the name, so mail programs join what had to be sent twice.
 */
#ifndef CRM_POST_MAIL_OUT_OUTBOX_H
#define CRM_POST_MAIL_OUT_OUTBOX_H

#include "book/context/dictionaries.h"

enum outbox_state { OUTBOX_QUEUED, OUTBOX_SENDING, OUTBOX_SENT, OUTBOX_HELD };

struct letter {
	int64_t outbox;    /* 0: not in the outbox */
	const char *name;  /* unique */
	const char *msgid; /* without <> */
	const char *address;
	bool stranger; /* a client, not a colleague */
	int64_t lead;  /* whom it is about; 0 */
	const char *subject;
	bool html;
	const char *body;
	enum outbox_state state;
	instant_t queued_at;
};

/* Put a letter in, unless its name is there already: then CRM_NONE, and nothing changes. Inside a transaction. Fills
   outbox, msgid and state. ${domain} is the right side of the Message-ID. CRM_DATA if the address is none. */
enum status outbox_put(struct crm *crm, struct letter *letter, const char *domain);

/* Letters that are not sent: all, or those whose name begins with ${prefix}/. In crm->run. */
enum status outbox_open(struct crm *crm, const char *prefix, struct letter **letters, int *n);
/* The state of a letter by name; CRM_NONE. */
enum status outbox_find(struct crm *crm, const char *name, struct letter *letter);

/* Put a report in for each of ${n} colleagues, in one transaction, as ${like}->name/ADDRESS; ${letters}: each as it
   stands in the outbox now, in crm->run. With crm->dry_run nothing stays. */
enum status outbox_report(
    struct crm *crm, const struct letter *like, const struct manager *const *to, int n, struct letter **letters);

/* The newest name ${prefix}/DAY… of a day up to today, in crm->run; CRM_NONE. What a run with a clock of the future
   has sent says nothing of the days until then. */
enum status outbox_last(struct crm *crm, const char *prefix, const char **name);

/* Each in a transaction of its own, committed when it returns. */
enum status outbox_claim(struct crm *crm, const struct letter *letter); /* queued or sending -> sending */
enum status outbox_settle(struct crm *crm, const struct letter *letter, enum outbox_state state, const char *error);

/* The address people answer to (setting mail.from), and the domain of our Message-IDs. In crm->run. CRM_CONFIG if it is
   no address, or not set: then nothing is sent. */
enum status outbox_from(struct crm *crm, const char **from, const char **domain);

#endif
