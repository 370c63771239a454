/* What became of the rows, added up: "read 3 = done 2 + rejected 1". What is kept of it has the same words in every
   language; what is told has the reader's. */
#ifndef CRM_BOOK_CONTEXT_TALLY_H
#define CRM_BOOK_CONTEXT_TALLY_H

#include "book/context/crm.h"

#define VERDICTS_MAX 12

struct tally {
	long read, count[VERDICTS_MAX];
	const char *verdict[VERDICTS_MAX]; /* in the order of the sum; the last is rejected */
	int n;
};

/* ${verdicts}: the words, with blanks between, without rejected; NULL: done and known. */
enum status tally_open(struct crm *crm, struct tally *tally, const char *verdicts);
void tally_count(struct tally *tally, const char *verdict);
bool tally_rejected(const struct tally *tally);              /* any? */
void tally_put(struct buf *buf, const struct tally *tally);  /* to be kept */
void tally_tell(struct buf *buf, const struct tally *tally); /* to be told */

#endif
