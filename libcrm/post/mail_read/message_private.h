/* What the files that read a letter share. */
#ifndef CRM_POST_MAIL_READ_MESSAGE_PRIVATE_H
#define CRM_POST_MAIL_READ_MESSAGE_PRIVATE_H

#include "post/mail_read/mime_decode_private.h"
#include "post/mail_read/message.h"
#include "post/mime/mime_library.h"

#define MESSAGE_HEADER_MAX (64u << 10) /* bytes of a header that are looked at */

struct message_reading {
	struct message *message;
	struct arena *arena;
	bool failed; /* no memory */
};

/* Text kept in the arena, without blanks around; NULL if nothing is left of it. */
const char *message_keep(struct message_reading *r, const struct buf *text);

/* The raw value of the first header ${name}, NULL if absent; *length bytes of it are to be looked at. */
const char *message_header_raw(GMimeObject *object, const char *name, size_t *length);
/* The value as text, at most ${most} characters; NULL if absent or empty. */
const char *message_header_text(struct message_reading *r, GMimeObject *object, const char *name, size_t most);

/* The next <id> from *at on, in the arena; NULL at the end. Ids with anything but [!-~], or above 250 bytes, are passed
   over. */
const char *message_next_id(struct message_reading *r, const char **at, const char *end);

/* message_limits.c: the letter as far as it is looked at, for a stream that owns it. */
GByteArray *message_within_limits(const char *bytes, size_t length);

/* message_people.c: who wrote it, to whom, to whom an answer goes. */
void message_read_people(struct message_reading *r, GMimeObject *mime);
/* By From, else Reply-To, else Sender. */
void message_read_sender(struct message_reading *r, GMimeObject *mime, const char **name, const char **address);

/* message_date.c: date, at and local. */
void message_read_date(struct message_reading *r, GMimeMessage *mime);

/* message_body.c: text, files, attached, unread, delivery, returned and failure. */
void message_read_body(struct message_reading *r, GMimeMessage *mime);

/* message_tnef.c: what is to be read in a winmail.dat, and the names of its attachments, a line each; nothing if that
   cannot be told. */
void message_read_tnef(
    struct message_reading *r, const char *bytes, size_t length, struct buf *text, struct buf *names);

/* message_auto.c: automatic, mass, list; delivery of what is written as a letter is. Behind all others. */
void message_read_automatic(struct message_reading *r, GMimeObject *mime);

/* Cut after ${most} characters, never inside one. */
void message_cut(struct buf *text, size_t most);

#endif
