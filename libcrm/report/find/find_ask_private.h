/*
 * What is looked for: operands as numbers, addresses and words, and in what other ways a word may have been meant.
 */
#ifndef CRM_REPORT_FIND_FIND_ASK_PRIVATE_H
#define CRM_REPORT_FIND_FIND_ASK_PRIVATE_H

#include "base/text/phone.h"
#include "report/find/find_index_private.h"

#define FIND_CHUNKS_MAX 16
#define FIND_WORDS_IN_CHUNK 8

/* Other spellings of a word in names of this base. */
struct find_spellings {
	int n;
	const char **text;
};

struct find_word {
	const char *text, *stem;
	int64_t letters;
	const char *cyrillic, *latin;                  /* stems of it in the other letters; NULL: none */
	struct find_spellings sound, typo, other_form; /* looked up when first needed */
};

struct find_reading {
	int n;
	struct find_word word[FIND_WORDS_IN_CHUNK];
};

/* One word of the user's: what stands between blanks, or a number written with blanks in it. */
struct find_chunk {
	const char *given;
	char digits[16]; /* "": not a number that may be a phone */
	int n_begun;     /* beginnings of normal forms that it may be */
	char begun[PHONE_BEGUN_MAX][24];
	bool is_phone;                       /* all digits of one are there */
	const char *address;                 /* folded; NULL: not an address or a part of one */
	struct find_reading direct, swapped; /* swapped: with the other keyboard layout */
};

struct find_ask {
	int n;
	struct find_chunk *chunk;
	const char *key; /* as a name, to be compared with whole names */
};

/* In crm->run. CRM_USAGE if it is too much, or nothing. */
enum status find_ask_read(
    struct crm *crm, struct stemmer *stemmer, const char *const *operands, int n, struct find_ask *ask);

/* How far from what was typed: bits. */
enum { NEAR_BEGUN = 1, NEAR_FAR = 2, NEAR_ADDRESS = 4, NEAR_TYPO = 8 };

/* Look up other spellings for NEAR_FAR and NEAR_TYPO. */
enum status find_ask_spellings(struct find_index *index, struct find_ask *ask);

/* find_short.c: the other forms of first names; after find_ask_read. */
enum status find_short(struct find_index *index, struct find_ask *ask);
/* The words of names in this base that sound so, but ${like}. */
enum status find_ask_sound(struct find_index *index, const char *sound, const char *like, struct find_spellings *found);

/* All chunks as an expression of FTS5, or only those that are no point of contact. False: there can be none. Tokens
   have nothing but letters and digits behind their mark, so that nothing that was typed is taken for an operator. */
bool find_ask_expression(const struct find_ask *ask, bool names_only, int near, bool words_only, struct buf *out);

/* Does a word of a text fit? ${kind}: '=' of a name, '@' of an address, '~' of other text; ${stem}: of the text's word.
 */
enum find_way { WAY_NONE, WAY_TYPO, WAY_ADDRESS, WAY_SHORT, WAY_SOUND, WAY_BEGUN, WAY_WORD, WAY_NAME };
enum find_way find_word_fits(const struct find_word *wanted, char kind, const char *word, const char *stem);

#endif
