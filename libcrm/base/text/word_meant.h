/* Our own words (states, metrics, kinds, columns to group by …) as people call them, in Russian and English. */
#ifndef CRM_BASE_TEXT_WORD_MEANT_H
#define CRM_BASE_TEXT_WORD_MEANT_H

/* The place among ${words} (NULL at the end) of the one that ${word} is, or means; -1 if it is none of them, or could
   be two. What is spelled right costs a comparison. */
int word_meant(const char *word, const char *const *words);

/* Kinds of touches and tasks that are called by more than one word; any other is a kind too. */
extern const char *const word_kinds[];

#endif
