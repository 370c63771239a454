/*
 * Words of a text as a search compares them, and the stem under which the forms of one word are found.
 *
 * A word is a run of letters and digits, folded (base/text/casefold.h); an apostrophe inside it is nothing. Names are
 * not stemmed: «Иванов» and «Иванова» would not meet, and «Иванов» would meet «Иван».
 */
#ifndef CRM_BASE_TEXT_STEM_H
#define CRM_BASE_TEXT_STEM_H

#include "base/core/buf.h"

#define STEM_WORD_BYTES 96 /* of a word that count; the rest of a longer one is left out */

/* The words of ${text} in their order to ${each}, which borrows them; stops when it says false. False: that, or no
   memory. */
bool stem_words_each(const char *text, bool (*each)(void *arg, const char *word, size_t length), void *arg);

struct stemmer;

/* NULL without memory. Released with stemmer_free, to which NULL is harmless. */
struct stemmer *stemmer_new(void);
void stemmer_free(struct stemmer *stemmer);

/*
 * The stem of a word from stem_words_each: Russian for Cyrillic letters, English for Latin ones; with digits, or of
 * other or mixed letters, the word itself. Fleeting vowels do not count («звонок» = «звонки», «скидок» = «скидка»). Put
 * into ${out}; borrowed texts may not be ${out}'s.
 */
void stem_put(struct buf *out, struct stemmer *stemmer, const char *word);

#endif
