/*
 * Business cards in: vCard 2.1, 3.0 and 4.0, many in one stream.
 *
 * A card becomes fields called as the columns of the intake are (name, phone, email, company, comment, ext_id), the
 * best value of each first, and attributes (title, address, url …) under the property's name. Pictures, sounds and keys
 * are passed over without being kept. How the stream is cut does not matter.
 */
#ifndef CRM_POST_VCARD_VCARD_H
#define CRM_POST_VCARD_VCARD_H

#include <stdbool.h>

#include "base/core/arena.h"
#include "base/core/status.h"

#define VCARD_MAX (1 << 20) /* bytes of a card, pictures aside */

struct vcards;

/* The next piece of the stream as UTF-8 (or as it came where it is not), borrowed until the next call. CRM_NONE at the
   end. */
typedef enum status vcard_more(void *arg, const char **text, size_t *length, struct why *why);

struct vcards *vcards_new(vcard_more *more, void *arg); /* NULL without memory */
void vcards_free(struct vcards *cards);                 /* NULL is harmless */

struct vcard_field {
	const char *name, *value; /* value is not empty */
};
struct vcard {
	long line;         /* of its BEGIN, from 1 */
	const char *fault; /* why it cannot be taken; NULL */
	bool group;        /* it lists people and is none */
	int n;
	const struct vcard_field *field;
};

/* Is a field of that name a column of the intake? Others are attributes. */
bool vcard_is_column(const char *name);

/* The next card, its texts in ${arena}. CRM_NONE at the end; CRM_DATA if the stream has text and not one card. What
   stands between cards is passed over. */
enum status vcards_next(struct vcards *cards, struct vcard *card, struct arena *arena, struct why *why);

#endif
