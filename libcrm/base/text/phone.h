/*
 * Telephone numbers: RU KZ BY UA UZ KG AM GE AZ TJ MD TM by table, other countries by their international form.
 */
#ifndef CRM_BASE_TEXT_PHONE_H
#define CRM_BASE_TEXT_PHONE_H

#include <stdint.h>

#include "base/core/buf.h"

struct phone {
	int64_t e164;       /* the digits after the plus, as a number: 79161234567; 0 if the text is not a phone */
	char extension[12]; /* "" or digits after доб. ext. x # */
};

/* ${country}: two letters; decides how a number without a country code is read. Never fails: e164 is 0 when the text is
   not a phone. A leading apostrophe, tel:, p: (Facebook) and any punctuation are understood. */
struct phone phone_parse(const char *text, const char *country);

/* Beginnings of normal forms that ${digits}, the first of a number as somebody may write it in ${country}, can stand
   for: how many. ${plus}: a plus stood before them. */
#define PHONE_BEGUN_MAX 5
int phone_begun(const char *digits, bool plus, const char *country, char begun[PHONE_BEGUN_MAX][24]);

/* Are there rules for numbers without a code of that country, by its two capital letters? All that have them, between
   blanks. */
bool phone_country_known(const char *country);
void phone_countries_put(struct buf *buf);

/* Lower-cased address if it looks like one (one @, a dot in the domain, no blanks, at most 254 bytes), in ${out} of 256
   bytes; else "". mailto: and <> are taken off. */
void email_fold(const char *text, char out[256]);
/* The same for what somebody writes from although no such domain can be: with `_` in it. */
void email_fold_loose(const char *text, char out[256]);

/* The address in whose box letters to ${folded} (of email_fold) arrive, in ${out} of 256 bytes: without a +tag,
   yandex.ru for all names of that house and - for a dot in its logins, gmail.com without dots. The same text if nothing
   of that applies. */
void email_box(const char *folded, char out[256]);

#endif
