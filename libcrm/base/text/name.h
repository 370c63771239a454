/*
 * Names of people and organisations as they are compared, and spellings of one and the same word.
 *
 * What is put is appended, folded (base/text/casefold.h) and NUL-terminated; words stand between single blanks.
 */
#ifndef CRM_BASE_TEXT_NAME_H
#define CRM_BASE_TEXT_NAME_H

#include <stdbool.h>
#include <stdint.h>

#include "base/core/buf.h"

/*
 * The key of a person's name: folded, punctuation and hyphens are blanks, the patronymic of a name of three words or
 * more is dropped («Иванов Иван Иванович» = «иван иванов»), words in order of their bytes. Nothing for a name without
 * letters.
 */
void name_key_put(struct buf *buf, const char *name);

/* The patronymic that the key drops, folded («иванович»; of «Ахмед оглы» the father's name). Nothing if there is
   none. */
void name_patronymic_put(struct buf *buf, const char *name);

/*
 * How many bytes at the beginning of ${text} are the person's ${name}: two of its words or more, or one and initials,
 * in any order, and Russian ones in any case («Белова Анна», «Анне Беловой», «А. Белова» of «Анна Белова»). 0: none.
 */
size_t name_in_text(const char *text, const char *name);

/* The word of a person's name that is the surname, folded; nothing where that cannot be told. */
void name_surname_put(struct buf *buf, const char *name);
/* How many bytes at the beginning of ${text}, where a word begins, are that surname, in any case («Беловой», «Беловы»
   of «белова», and not «Белов»); one that may be a word of every day only with a capital. 0: none. */
size_t surname_in_text(const char *text, const char *surname);
/* Has whoever bears ${name} that surname, in the other gender too? */
bool surname_is_of(const char *surname, const char *name);

/* The key of an organisation's name: folded, without quotes, punctuation and its form (ООО, «акционерное общество»,
   LLC …), words in their own order. A name that is nothing but a form stays. */
void organisation_key_put(struct buf *buf, const char *name);

/* One key for an organisation in whatever form and letters: «ООО "Ромашка"» = «Ромашка, АО» = Romashka LLC. False, and
   nothing is put, if the name has no form of organisation in it: it may be a person's. */
bool organisation_sound_put(struct buf *buf, const char *name);

/* An ИНН of 10 or 12 digits with right check digits, as a number; blanks around and «ИНН» before it are forgiven. 0: it
   is not one. */
int64_t inn_parse(const char *text);

/* Cyrillic letter by letter to Latin (щ shch, х kh, ю yu); what is Latin stays. */
void name_latin_put(struct buf *buf, const char *text);
/* Latin to Cyrillic, the likeliest reading (shch щ, kh х, yu ю); what is Cyrillic stays. */
void name_cyrillic_put(struct buf *buf, const char *text);
/*
 * One key for all ways to write a name with Latin or Cyrillic letters: «Юлия» = Yulia = Iuliia = Julija, «Щукин» =
 * Shchukin = Schukin. For finding, not for deciding: different names may share a key.
 */
void name_sound_put(struct buf *buf, const char *text);

/* What was typed with the other keyboard layout on: «bdfyjd» is «иванов», «шмфтщм» is «ivanov». False, and nothing is
   put, if no letter would change. */
bool name_keyboard_swap_put(struct buf *buf, const char *text);

/* How alike two texts are by characters, 0 to 1: Jaro's measure and Winkler's bonus for up to four equal first
   letters. Characters beyond the first 128 are not looked at. Two empty texts are 1. */
double name_jaro_winkler(const char *a, const char *b);
/* From here on two name keys want a look by a human, if a city, project or source of these days is the same too. */
#define NAME_ALIKE 0.92

#endif
