/* A letter between its reading (mail_in.c) and its decision (mail_route.c, mail_touch.c). */
#ifndef CRM_POST_MAIL_IN_MAIL_PRIVATE_H
#define CRM_POST_MAIL_IN_MAIL_PRIVATE_H

#include "book/records/lead.h"
#include "flow/intake/taken.h"
#include "post/mail_in/mail_in.h"
#include "post/mail_read/message.h"

/* Texts in crm->chunk; message.text is what the sender wrote himself, at most MAIL_IN_TEXT characters. */
struct incoming {
	struct message message;
	const char *file;    /* in the Maildir; NULL */
	const char *sender;  /* the person's address; NULL */
	bool robot;          /* the sender is one of setting mail.robots */
	bool form;           /* the person stands in the text, as a form sends it */
	const char *warning; /* NULL */
};

enum { MAIL_MSGID = TAKEN_OWN }; /* of answer->own, behind those of intake */

/* mail_form.c: who wrote it, by the text of a form or by the headers, into the record's columns and ${letter}.
   ${whole}: the text with all that is quoted. ${scratch} is for as long as this letter is read. */
enum status mail_person(
    struct crm *crm, struct incoming *letter, const char *whole, const char **value, struct arena *scratch);
void mail_form_close(void);

/* mail_route.c: CRM_OK: the letter is to be left alone, ${answer} says why. CRM_NONE: go on. */
enum status mail_ignore(struct crm *crm, const struct incoming *letter, struct answer *answer);
/* The lead it belongs to by itself, and how that was found; CRM_NONE: it is an inquiry. */
enum status mail_lead(struct crm *crm, const struct incoming *letter, struct lead *lead, const char **match);
/* The lead whose letter the post could not deliver; CRM_NONE. */
enum status mail_bounced(struct crm *crm, const struct incoming *letter, struct lead *lead);

/* mail_touch.c: a touch on ${lead}; ${result} (bounced) may be NULL. */
enum status mail_touch(
    struct crm *crm, const struct incoming *letter, const struct lead *lead, const char *result, struct answer *answer);
/* The same for a letter found by ${match}; a lost lead goes back to work, with the verdict returned. */
enum status mail_belongs(
    struct crm *crm, const struct incoming *letter, const struct lead *lead, const char *match, struct answer *answer);
/* mail_stop.c: does he want no more letters, or to be erased? Said by the whole of a short text, or by the subject. */
enum mail_wish { WISH_NONE, WISH_STOP, WISH_ERASED };
enum status mail_wish(struct crm *crm, const struct incoming *letter, enum mail_wish *wish);
/* Then his consent is withdrawn, with the letter as its proof, and ${lead} (NULL: none was found) stays as it is but
   for a touch. The verdict is withdrawn. */
enum status mail_stop(struct crm *crm, const struct incoming *letter, enum mail_wish wish, const struct lead *lead,
    const char *match, struct answer *answer);
/* A number for a cell, in crm->chunk; NULL for 0 and without memory. */
const char *mail_number_text(struct crm *crm, int64_t number);
/* One more remark in the reason; ${text} may be NULL. */
void mail_warn(struct crm *crm, struct answer *answer, const char *text);

#endif
