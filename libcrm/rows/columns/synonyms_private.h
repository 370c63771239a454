/* The words of share/columns and of --map, as bind.c looks them up. Internal to rows/. */
#ifndef CRM_ROWS_COLUMNS_SYNONYMS_PRIVATE_H
#define CRM_ROWS_COLUMNS_SYNONYMS_PRIVATE_H

#include "rows/columns/bind.h"

struct synonym {
	const char *key;  /* theirs, by casefold_key_put */
	const char *ours; /* ours, by casefold_key_put; "": somebody else's */
	int file;         /* files are numbered in order; a later one wins */
	int rank; /* among the words of its file for the same column: of two input columns, the better word's is taken
	           */
};

/* A row of the map, as it was read: a heading, or (with a column) a word that stands in cells. */
struct map_row {
	const char *column, *from, *to; /* as they stand there; column "": of a heading */
	const char *column_key, *from_key;
};
int synonyms_map_rows(const struct synonyms *synonyms, const struct map_row **rows);

/* NULL if nobody listed it, nor (with a * at the end) a beginning of it. ${synonyms} may be NULL. */
const struct synonym *synonyms_find(const struct synonyms *synonyms, const char *key);

/* Where the nearest word that is less than ${least} letters away leads; NULL if none is. */
const char *synonyms_nearest(const struct synonyms *synonyms, const char *key, int least);

bool synonyms_mapped(const struct synonyms *synonyms, const struct synonym *word); /* it comes from --map */
bool synonyms_known(
    const struct synonyms *synonyms, const char *ours); /* a file of share/columns leads to that column */

/* ${text} by casefold_key_put, in ${arena}; NULL if there is no memory. */
const char *synonyms_key(struct arena *arena, const char *text);

#endif
