/* A letter between its reading (mail_in.c) and its decision (mail_route.c, mail_touch.c). */
#ifndef CRM_POST_MAIL_IN_MAIL_PRIVATE_H
#define CRM_POST_MAIL_IN_MAIL_PRIVATE_H

#include "book/records/lead.h"
#include "flow/intake/taken.h"
#include "post/mail_in/mail_in.h"
#include "post/mail_read/message.h"

/* Who stands in From. */
enum mail_from {
	FROM_PERSON,
	FROM_HOUSE,     /* of our domain, and nobody we know */
	FROM_COLLEAGUE, /* of table manager */
	FROM_OWN,       /* a box of the department, or a group that has put itself there */
	FROM_ROBOT,     /* setting mail.robots: its forms count */
	FROM_PROGRAM    /* by its name: no-reply */
};

/* Texts in crm->chunk; message.text is what the sender wrote himself, at most MAIL_IN_TEXT characters. Of a letter that
   a colleague passes on, subject and text are those of the one inside. */
struct incoming {
	struct message message;
	const char *file;       /* in the Maildir; NULL */
	enum mail_from from;    /* of message.address */
	bool person;            /* there is somebody who may be a client: the sender, or whom he writes for */
	const char *sender;     /* that person's address; NULL */
	bool form;              /* he stands in the text, as a form sends it */
	const char *brought_by; /* the colleague who passed his letter on; NULL */
	const char *note;       /* and what he says to it; NULL */
	bool outgoing;          /* the department writes to somebody outside, with a copy to us */
	bool asks;              /* a program or mailing by its looks, but it asks or gives a number to call */
	const char *warning;    /* NULL */
};

enum { MAIL_MSGID = TAKEN_OWN }; /* of answer->own, behind those of intake */

/* mail_sender.c: a box of the department? */
bool mail_is_ours(struct crm *crm, const char *address);
const struct manager *mail_colleague(struct crm *crm, const char *address);
enum mail_from mail_from_of(struct crm *crm, const struct message *message);
/* Does it go to anybody outside the department? Was it handed on by a group of the department's own? */
bool mail_goes_outside(struct crm *crm, const struct message *message);
bool mail_is_own_list(struct crm *crm, const struct message *message);
/* May ${address}, of a letter that a box or program of ours or others sent, be a client? */
bool mail_is_outside(struct crm *crm, const struct message *message, const char *address);

/* mail_person.c: who wrote it, by the text of a form or by the headers, into the record's columns and ${letter}.
   ${whole}: the text with all that is quoted. ${scratch} is for as long as this letter is read. */
enum status mail_person(
    struct crm *crm, struct incoming *letter, const char *whole, const char **value, struct arena *scratch);
/* At most ${most} characters of ${text} in crm->chunk; NULL stays NULL. */
const char *mail_keep(struct crm *crm, const char *text, int most, bool *failed);
/* mail_form.c: the same, if the text is a form's that counts; else CRM_NONE. */
enum status mail_form(
    struct crm *crm, struct incoming *letter, const char *whole, const char **value, struct arena *scratch);
void mail_form_close(void);

/* mail_route.c: CRM_OK: the letter is to be left alone, ${answer} says why. CRM_NONE: go on. */
enum status mail_ignore(struct crm *crm, const struct incoming *letter, struct answer *answer);
/* A program's letter that gives a number to call: kept, as spam, so that no inquiry is lost unseen. */
bool mail_is_doubtful(const struct incoming *letter);
/* The lead it belongs to by itself, and how that was found; CRM_NONE: it is an inquiry. *near: a lead whose client's
   letter it answers, from an address that is not his; 0. */
enum status mail_lead(
    struct crm *crm, const struct incoming *letter, struct lead *lead, const char **match, int64_t *near);
/* The lead of a client whom the department itself writes to, with a copy to us; CRM_NONE. */
enum status mail_answered(struct crm *crm, const struct incoming *letter, struct lead *lead, const char **match);
/* The last lead of a client; 0. */
enum status mail_last_lead(struct crm *crm, int64_t client, int64_t *lead);
/* The lead whose letter the post could not deliver; CRM_NONE. */
enum status mail_bounced(struct crm *crm, const struct incoming *letter, struct lead *lead);

/* mail_touch.c: a touch on ${lead}, outgoing if the department wrote it; ${result} (bounced) may be NULL. */
enum status mail_touch(
    struct crm *crm, const struct incoming *letter, const struct lead *lead, const char *result, struct answer *answer);
/* The same for a letter found by ${match}; a lost lead goes back to work, with the verdict returned, unless we are who
   writes. */
enum status mail_belongs(
    struct crm *crm, const struct incoming *letter, const struct lead *lead, const char *match, struct answer *answer);
/* mail_wish.c: what does he not want any more? By a demand in the text, a short text that is about nothing else, or
   the subject. The later one here is the greater wish. */
enum mail_wish { WISH_NONE, WISH_CHANNELS, WISH_STOP, WISH_ERASED };
struct mail_wishes {
	enum mail_wish wish;
	unsigned refused; /* for WISH_CHANNELS: 1 << enum consent_to, each */
	bool beside;      /* and the letter says more than that: it is taken as any other, too */
};
enum status mail_wish(struct crm *crm, const struct incoming *letter, struct mail_wishes *wishes);
/*
 * mail_channels.c: which ways to reach him the sentences of ${text} refuse: folded words, single blanks, commas as
 * words of their own, a sentence ends with \n. ${passed_over}: those that speak of something else.
 */
struct mail_channels {
	unsigned refused; /* 1 << enum consent_to, each */
	bool all;         /* they refuse everything */
	bool instead;     /* to be written to is refused for another way to write, or for calls */
	int other_words;  /* in clauses that say nothing of it */
};
struct mail_channels mail_channels_read(const char *text, bool (*passed_over)(const char *sentence));
/* Is it nothing but the subject that our letters' List-Unsubscribe asks for, with few words if any? A program may send
   it for him. */
enum status mail_unsubscribes(struct crm *crm, const struct incoming *letter, bool *is);
/* mail_stop.c: then his consent (to some ways, or to all) is withdrawn, with the letter as its proof, and ${lead}
   (NULL: none was found) stays as it is but for a touch. The verdict is withdrawn. */
enum status mail_stop(struct crm *crm, const struct incoming *letter, const struct mail_wishes *wishes,
    const struct lead *lead, const char *match, struct answer *answer);
/* Of a letter that was taken as any other: what it refuses besides is withdrawn, with a remark. */
enum status mail_refuse_channels(
    struct crm *crm, const struct incoming *letter, const struct mail_wishes *wishes, struct answer *answer);
/* A number for a cell, in crm->chunk; NULL for 0 and without memory. */
const char *mail_number_text(struct crm *crm, int64_t number);
/* One more remark in the reason; ${text} may be NULL. */
void mail_warn(struct crm *crm, struct answer *answer, const char *text);

#endif
