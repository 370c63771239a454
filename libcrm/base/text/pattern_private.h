/* The inside of patterns: for pattern.c and pattern_fold.c only. */
#ifndef CRM_BASE_TEXT_PATTERN_PRIVATE_H
#define CRM_BASE_TEXT_PATTERN_PRIVATE_H

#include "base/core/buf.h"

/*
 * Folding a pattern: its letters become what casefold_put makes of them, but not those that mean something to PCRE2:
 * escapes, names and options of groups, verbs, and classes such as [:upper:].
 */
struct pattern_folding {
	const char *at;
	struct buf out;
	bool in_class, quoted; /* inside [...], inside \Q...\E */
	bool callout;
	bool reaches_far; /* (*COMMIT), (*SKIP): what fails here decides where else may be looked */
};

/* Fold one thing: a letter, an escape, the beginning of a group or of a class. */
void pattern_fold_next(struct pattern_folding *f);
/* The character, from 1, of ${text} that stands at ${offset} of the folded pattern. */
int pattern_place(const char *text, size_t offset);

#endif
