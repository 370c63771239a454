/* What the files of money share, and nobody else. */
#ifndef CRM_BASE_VALUE_MONEY_PRIVATE_H
#define CRM_BASE_VALUE_MONEY_PRIVATE_H

#include "base/value/money.h"

/* After ${word}, folded, and a dot behind it; NULL if the text does not begin with it. Letters behind it must be a
   currency. */
const char *money_after_word(const char *text, const char *word);

/* "млн", "тыс.", "k", or the exponent of 5e6. The text itself if there is none. */
const char *money_take_multiple(const char *text, int *power);

/* Words that make a sum not quite what is written, "~", «около», «с НДС»: after them, the text itself if there are
   none. */
const char *money_skip_about(const char *text);
const char *money_skip_tax(const char *text);

/* «(один миллион двести тысяч рублей)»: the same sum in words, after it; ${code}: the currency named there, "" for
   none. The text itself if there is none. */
const char *money_skip_spelled(const char *text, const char *own, char code[CURRENCY_ROOM]);

#endif
