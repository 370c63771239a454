/*
 * Letters become leads, or touches on leads.
 *
 * Whose is it, the first of these that tells:
 *   thread   it answers (In-Reply-To, References) a letter that is known, or one of ours to a client
 *   number   its subject names a lead ([#1042], #1042, №1042) whose client has the sender's address
 *   email    the sender is a client with an open lead
 *   else it is an inquiry like any other, see flow/intake/intake.h
 * A letter to a lost lead by thread or number takes it back to work, unless it says that he wants no more letters
 * (mail_stop.c): then his consent is withdrawn and the lead stays as it was.
 *
 * What no person wrote to us (automatic answers, bounces, lists, our own letters, colleagues) is ignored; a bounce of a
 * letter of ours is a touch on its lead. A letter is known by its Message-ID (book/history/message_link.h). Nothing in
 * a letter acts: it becomes rows and nothing else.
 */
#ifndef CRM_POST_MAIL_IN_MAIL_IN_H
#define CRM_POST_MAIL_IN_MAIL_IN_H

#include "book/context/verdict.h"

#define MAIL_IN_VERDICTS "added repeat duplicate returned existing shareholder spam touch withdrawn ignored known"
#define MAIL_IN_TEXT 4000 /* characters of a letter that are kept */

struct mail_in; /* opaque */

/* ${folder}: a Maildir, or NULL for standard input. The caller releases with mail_in_close, also after a failure. */
enum status mail_in_open(struct mail_in **in, struct crm *crm, const char *folder);
void mail_in_close(struct mail_in *in); /* NULL is harmless */

/* The next letter as a record of intake_columns (flow/intake/intake.h), with itself in rec->own. CRM_NONE at the
   end. */
enum status mail_in_next(struct mail_in *in, struct crm *crm, struct rec *rec);

/* What can be found out of letters before the lock is taken; see intake_ahead. */
enum status mail_in_ahead(struct crm *crm, struct rec *recs, int n);

extern const struct field mail_in_fields[];
/* What becomes of it; inside a transaction. */
enum status mail_in_row(struct crm *crm, const struct rec *rec, struct answer *answer);

/* The verdicts are on disk: letters of a Maildir leave new/. */
enum status mail_in_settled(
    struct mail_in *in, struct crm *crm, const struct rec *recs, const struct answer *answers, int n);

#endif
