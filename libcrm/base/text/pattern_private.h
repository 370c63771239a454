/* The inside of patterns: for pattern.c, pattern_fold.c and pattern_hostile.c only. */
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
	bool callout;          /* one of their own, which is not allowed */
	bool looks_ahead;      /* before each look ahead stands a callout of ours: there the clock is looked at */
	bool reaches_far;      /* (*COMMIT), (*SKIP): what fails here decides where else may be looked */
};

/* Fold one thing: a letter, an escape, the beginning of a group or of a class. */
void pattern_fold_next(struct pattern_folding *f);
/* The character, from 1, of ${text} that stands at ${offset} of the folded pattern. */
int pattern_place(const char *text, size_t offset);

/* pattern_hostile.c: texts that may be hard for a pattern. */
#define HOSTILE_UNITS 24
struct hostile {
	struct buf sample; /* all its letters, one for each class; the caller releases with buf_free */
	size_t run;        /* where in it the run of letters at hand begins */
	bool ended;
	int n;
	char unit[HOSTILE_UNITS][64]; /* its letters, and runs of them */
};
void hostile_read(struct hostile *hostile, const char *folded);
/* Text ${i}, from 0, of about ${bytes}; false when there are no more. */
bool hostile_text(const struct hostile *hostile, int i, size_t bytes, struct buf *text);

#endif
