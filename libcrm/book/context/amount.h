/* What a row says of a sum of money, and in which currency. */
#ifndef CRM_BOOK_CONTEXT_AMOUNT_H
#define CRM_BOOK_CONTEXT_AMOUNT_H

#include "base/value/money.h"
#include "book/context/crm.h"
#include "rows/rec.h"

/* More than this is a slip of the pen, in minor units; sums of so many still add up. */
#define AMOUNT_MOST INT64_C(10000000000000000) /* 100 trillion */

enum amount_kind { AMOUNT_ABSENT, AMOUNT_GOOD, AMOUNT_UNREADABLE, AMOUNT_DOUBTFUL, AMOUNT_FOREIGN, AMOUNT_NEGATIVE };

struct amount_said {
	money_t money;
	char currency[CURRENCY_ROOM]; /* of a foreign one, and the department's in ${own} */
	const char *own;
	bool unsure; /* rounded, or perhaps not what was meant: the row says what is taken */
};

/*
 * The sum in ${column} of the record, which is called ${name} ("amount"). Its currency is what stands beside it, else
 * what another column says of it (rec->maybe), else its heading; nothing is the department's own. A sum of nothing is
 * in every currency.
 */
enum amount_kind amount_read(
    struct crm *crm, const struct rec *rec, int column, const char *name, struct amount_said *said);

/* Why it cannot be taken, in crm->chunk or constant; NULL: it can. */
const char *amount_fault(struct crm *crm, enum amount_kind kind, const char *text, const struct amount_said *said);

#endif
