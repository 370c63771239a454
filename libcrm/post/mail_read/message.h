/*
 * A letter that came, as a person would read it (GMime). Linked only into crm-mail-in.
 *
 * Any bytes are taken: what is broken is read as well as it can be, and what cannot be is absent. Nothing is fetched,
 * and no attachment is opened.
 */
#ifndef CRM_POST_MAIL_READ_MESSAGE_H
#define CRM_POST_MAIL_READ_MESSAGE_H

#include "base/core/arena.h"
#include "base/time/clock.h"
#include "post/mail_read/forwarded.h"

#define MESSAGE_MAX (25u << 20)     /* bytes of a letter; larger ones are refused unread */
#define MESSAGE_TEXT_MAX (1u << 20) /* bytes of its text that are looked at */
#define MESSAGE_REFS_MAX 50
#define MESSAGE_TO_MAX 50

enum delivery {
	DELIVERY_NONE,   /* not a report of the post */
	DELIVERY_FAILED, /* a letter did not arrive */
	DELIVERY_OTHER   /* delayed, arrived, was read */
};

/* One letter for many? */
enum mass {
	MASS_NONE,
	MASS_MARKED, /* sent by what sends mailings: but people and forms write through such gateways too */
	MASS_LIST    /* by a list */
};

/* Texts are UTF-8; NULL is absent. */
struct message {
	const char *fault;          /* it could not be read: all else is absent */
	const char *msgid;          /* without <>, [!-~] only; made of a digest of the bytes if it has none */
	bool named;                 /* it has a Message-ID of its own */
	const char *name, *address; /* who wrote it, by From, else Reply-To, else Sender; the address lower-cased */
	const char *reply_name, *reply_to;    /* by Reply-To, if that is another address */
	const char *original_name, *original; /* by X-Original-From and the like, if another: a group stands in From */
	const char *const *to;                /* addresses of To and Cc */
	int n_to;
	const char *subject;
	const char *date;        /* as it stands there */
	instant_t at;            /* INSTANT_MIN: the date is absent or none */
	bool local;              /* it names no zone: ${at} is what a clock on the wall showed, as if that were UTC */
	const char *text;        /* with quotes and signature; of html, what is to be read */
	const char *files;       /* names of attachments, ", " between */
	const char *const *refs; /* ids of letters it answers, the nearest first */
	int n_refs;
	const char *automatic; /* what says that no person wrote it: a header, or the subject */
	enum mass mass;
	const char *mass_mark;            /* the header that says so */
	const char *list;                 /* List-Post, else List-Id */
	bool html;                        /* the text was one */
	const char *unread;               /* a part that has the text, maybe, and could not be read */
	const struct forwarded *attached; /* the first letter in the letter; NULL */
	enum delivery delivery;
	const char *returned; /* which letter the post reports about: a Message-ID without <> */
	const char *failure;  /* what it says of the reason */
};

/* What reads letters is there: before the first one. CRM_UNAVAILABLE if it is not. */
enum status message_ready(struct why *why);
/* Read ${length} bytes. All of ${message} is in ${arena}. False only if there is no memory. */
bool message_read(struct message *message, const char *bytes, size_t length, struct arena *arena);

#endif
