/* Currencies as people write them beside a sum, and in a column of their own. */
#ifndef CRM_BASE_VALUE_CURRENCY_H
#define CRM_BASE_VALUE_CURRENCY_H

#include <stdbool.h>
#include <stdint.h>

#define CURRENCY_ROOM 48

/*
 * The currency with which the text begins, if it begins with one: what comes after it, and its code into ${code}:
 * "₽", "руб.", "RUB" are RUB; three capital letters that nobody knows are a code of their own. A word that several
 * countries have for theirs, "$" or "руб.", is ${own} where that is one of these (NULL: nobody's). ${text} itself if
 * there is none.
 */
const char *currency_take(const char *text, const char *own, char code[CURRENCY_ROOM]);
/* The same without codes that nobody knows: for headings, where three capital letters may be anything. */
const char *currency_take_known(const char *text, const char *own, char code[CURRENCY_ROOM]);

/*
 * What a whole cell calls a currency: its code where that is known ("Доллар США", "RUB - Russian Ruble", "643"), else
 * the beginning of the text as it stands: another currency than ours all the same. False for an empty cell or a dash.
 */
bool currency_named(const char *text, const char *own, char code[CURRENCY_ROOM]);

/* Is the folded character one of those that words of money are made of: Latin, Cyrillic? */
bool currency_letter(uint32_t code);

#endif
