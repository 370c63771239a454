/*
 * A letter that a site's form has sent: lines «Имя: …», "Phone: …", by the words that are known as headings of columns
 * (share/columns).
 */
#ifndef CRM_POST_MAIL_IN_FORM_LABELS_PRIVATE_H
#define CRM_POST_MAIL_IN_FORM_LABELS_PRIVATE_H

#include "rows/columns/bind.h"

/* The columns a form can fill; as form_label_columns has them. */
enum form_label_column {
	FORM_LABEL_NAME,
	FORM_LABEL_PHONE,
	FORM_LABEL_EMAIL,
	FORM_LABEL_COMPANY,
	FORM_LABEL_PROJECT,
	FORM_LABEL_CAMPAIGN,
	FORM_LABEL_PAYMENT,
	FORM_LABEL_FAMILY,
	FORM_LABEL_AMOUNT,
	FORM_LABEL_TAKEN,
	FORM_LABEL_COMMENT = FORM_LABEL_TAKEN,
	FORM_LABEL_SOURCE,
	FORM_LABEL_CONSENT,
	FORM_LABEL_COLUMNS
};
extern const struct column form_label_columns[FORM_LABEL_COLUMNS + 1];

/* What is known of whoever sent it. */
enum form_sender {
	FORM_OF_PERSON,
	FORM_OF_PROGRAM, /* a label may stand in a line of its own, without a colon, above its value */
	FORM_OF_ROBOT    /* likewise, and it sends nothing but forms */
};

/*
 * The values of ${text} by column, NULL where there is none, in ${arena}. CRM_NONE if it is no form: fewer than two
 * known labels, or, unless a robot sent it, none for the name and other text in plenty (somebody's signature has labels
 * too).
 */
enum status form_labels_read(const char *text, enum form_sender sender, const struct synonyms *synonyms,
    const char *value[FORM_LABEL_COLUMNS], struct arena *arena, struct why *why);

#endif
