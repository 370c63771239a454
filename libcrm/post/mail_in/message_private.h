/* What the files that read a letter share. */
#ifndef CRM_POST_MAIL_IN_MESSAGE_PRIVATE_H
#define CRM_POST_MAIL_IN_MESSAGE_PRIVATE_H

#include <gmime/gmime.h>

#include "post/mail_in/mime_decode_private.h"
#include "post/mail_in/message.h"

#define HEADER_MAX (64u << 10) /* bytes of a header that are looked at */

struct reading {
	struct message *message;
	struct arena *arena;
	bool failed; /* no memory */
};

/* Text kept in the arena, without blanks around; NULL if nothing is left of it. */
const char *keep(struct reading *r, const struct buf *text);

/* The raw value of the first header ${name}, NULL if absent; *length bytes of it are to be looked at. */
const char *header_raw(GMimeObject *object, const char *name, size_t *length);
/* The value as text, at most ${most} characters; NULL if absent or empty. */
const char *header_text(struct reading *r, GMimeObject *object, const char *name, size_t most);

/* The next <id> from *at on, in the arena; NULL at the end. Ids with anything but [!-~], or above 250 bytes, are passed
   over. */
const char *next_id(struct reading *r, const char **at, const char *end);

/* message_limits.c: the letter as far as it is looked at, for a stream that owns it. */
GByteArray *within_limits(const char *bytes, size_t length);

/* message_body.c: text, files, delivery, returned and failure. */
void read_body(struct reading *r, GMimeMessage *mime);

/* message_auto.c: automatic. */
void read_automatic(struct reading *r, GMimeObject *mime);

/* Cut after ${most} characters, never inside one. */
void cut_characters(struct buf *text, size_t most);

#endif
