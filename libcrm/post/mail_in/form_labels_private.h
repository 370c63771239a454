/*
 * A letter that a site's form has sent: lines «Имя: …», "Phone: …", by the words that are known as headings of columns
 * (share/columns).
 */
#ifndef CRM_POST_MAIL_IN_FORM_LABELS_PRIVATE_H
#define CRM_POST_MAIL_IN_FORM_LABELS_PRIVATE_H

#include "rows/bind.h"

/* The columns a form can fill; as label_columns has them. */
enum label_column {
	LABEL_NAME,
	LABEL_PHONE,
	LABEL_EMAIL,
	LABEL_COMPANY,
	LABEL_PROJECT,
	LABEL_CAMPAIGN,
	LABEL_PAYMENT,
	LABEL_FAMILY,
	LABEL_AMOUNT,
	LABEL_TAKEN,
	LABEL_COMMENT = LABEL_TAKEN,
	LABEL_SOURCE,
	LABEL_CONSENT,
	LABEL_COLUMNS
};
extern const struct column label_columns[LABEL_COLUMNS + 1];

/*
 * The values of ${text} by column, NULL where there is none, in ${arena}. CRM_NONE if it is no form: fewer than two
 * known labels, or, from a sender who is not known as a ${robot}, none for the name and other text in plenty
 * (somebody's signature has labels too).
 */
enum status labels_read(const char *text, bool robot, const struct synonyms *synonyms, const char *value[LABEL_COLUMNS],
    struct arena *arena, struct why *why);

#endif
