/* A word of a name, letter by letter. */
#ifndef CRM_BASE_TEXT_NAME_WORD_PRIVATE_H
#define CRM_BASE_TEXT_NAME_WORD_PRIVATE_H

#include <stdbool.h>
#include <stdint.h>

#define NAME_WORDS 6
#define NAME_LETTERS 40

struct name_word {
	uint32_t letter[NAME_LETTERS]; /* folded */
	int n;                         /* 0: there is none, or a longer one than there is room for */
	bool capital;                  /* began with one */
	bool used;                     /* the caller's */
};

/* The letters at ${text}; returns where they end. ${joined}: over a hyphen between two. */
const char *name_word_read(const char *text, bool joined, struct name_word *word);

/* Is ${latin} the word ${name} of Cyrillic letters in one of the usual ways, also mixed: Iuliia, Yuliya, Julija? */
bool name_word_spells(const struct name_word *latin, const struct name_word *name);
/* Or the first letter of it: Yu, J. */
bool name_word_begins(const struct name_word *latin, const struct name_word *name);
/* Is the one Latin, and the other not? */
bool name_word_is_latin(const struct name_word *latin, const struct name_word *name);

#endif
