/*
 * A letter that somebody passes on in the text of his own: "---------- Forwarded message", «Пересылаемое сообщение»,
 * Outlook's «От: … Отправлено: …». Pure functions on UTF-8 text.
 */
#ifndef CRM_POST_MAIL_READ_FORWARDED_H
#define CRM_POST_MAIL_READ_FORWARDED_H

#include <stdbool.h>

#include "base/core/arena.h"

struct forwarded {
	const char *name, *address; /* who wrote it; the address folded. One of them may be NULL */
	const char *subject;        /* NULL */
	const char *text;           /* what stands below; "" */
	const char *before;         /* what the one who passes it on says himself; NULL */
};

/* The first letter passed on in ${text}, in ${arena}; false if there is none. *failed: no memory. */
bool forwarded_find(struct forwarded *forwarded, const char *text, struct arena *arena, bool *failed);

/* Does a subject say that the letter is passed on (Fwd:, Fw:, ПС:, Пересл.: …)? */
bool forwarded_subject(const char *subject);
/* A subject without the marks of answers and of letters passed on in front; "" if nothing else is there. */
const char *forwarded_bare_subject(const char *subject);

#endif
