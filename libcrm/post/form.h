/*
 * A letter that a site's form has sent: lines «Имя: …», "Phone: …", by the words that are known as headings of columns (share/columns).
 */
#ifndef CRM_POST_FORM_H
#define CRM_POST_FORM_H

#include "rows/bind.h"

/* The columns a form can fill; as form_columns has them. */
enum form_column { FORM_NAME, FORM_PHONE, FORM_EMAIL, FORM_COMPANY, FORM_PROJECT, FORM_CAMPAIGN, FORM_PAYMENT, FORM_FAMILY, FORM_AMOUNT,
	FORM_TAKEN, FORM_COMMENT = FORM_TAKEN, FORM_SOURCE, FORM_CONSENT, FORM_COLUMNS };
extern const struct column form_columns[FORM_COLUMNS + 1];

/*
 * The values of ${text} by column, NULL where there is none, in ${arena}. CRM_NONE if it is no form: fewer than two known labels, or, from a sender who is not known
 * as a ${robot}, none for the name and other text in plenty (somebody's signature has labels too).
 */
enum status form_read(const char *text, bool robot, const struct synonyms *synonyms, const char *value[FORM_COLUMNS], struct arena *arena, struct why *why);

#endif
