/*
 * What somebody wrote in a letter himself: without what he quotes and without his signature. Pure functions on UTF-8
 * text.
 */
#ifndef CRM_POST_MAIL_READ_QUOTE_STRIP_H
#define CRM_POST_MAIL_READ_QUOTE_STRIP_H

#include "base/core/arena.h"
#include "base/core/buf.h"

/*
 * Left out: lines that begin with `>` and the line above them that says who wrote it («… пишет:», "On … wrote:"); all
 * below such a line or "-----Original Message-----" where nothing is marked as quoted, and below an Outlook block (От:,
 * Отправлено: …); all below "-- ". If nothing would be left (a letter passed on), everything is kept. Blanks at line
 * ends and more than one empty line go.
 */
void quote_strip_put(struct buf *out, const char *text);

/* The part between "-- " and what is quoted; NULL if there is none. In ${arena}. */
const char *quote_strip_signature(const char *text, struct arena *arena);

/*
 * A telephone number the sender gives: behind a word for it (тел., phone, WhatsApp …) in ${own}, or in a line of its
 * own in the signature or among the last lines. As it stands there, in ${arena}; NULL if there is none. ${country}: two
 * letters.
 */
const char *quote_strip_phone(const char *own, const char *signature, const char *country, struct arena *arena);

#endif
