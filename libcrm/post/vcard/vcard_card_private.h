/* The fields of one business card, gathered property by property. Private to the reader of cards. */
#ifndef CRM_POST_VCARD_VCARD_CARD_PRIVATE_H
#define CRM_POST_VCARD_VCARD_CARD_PRIVATE_H

#include "post/vcard/vcard.h"
#include "post/vcard/vcard_line_private.h"

#define VCARD_FIELDS_MAX 500

struct vcard_entry {
	const char *name, *value;
	int rank; /* among those of one name: less is better */
	const char *group;
};

struct vcard_card {
	bool old;   /* version 2.1 */
	bool group; /* it lists people */
	int n;
	struct vcard_entry entry[VCARD_FIELDS_MAX];
	const char *pieces; /* the name that N makes; NULL */
};

/* False without memory. Texts in ${arena}. What does not fit is passed over: a card is about a person, not a list. */
bool vcard_card_add(struct vcard_card *card, const struct vcard_line *line, struct arena *arena);

/* The fields, best values first; false without memory. */
bool vcard_card_end(struct vcard_card *card, struct vcard *out, struct arena *arena);

#endif
