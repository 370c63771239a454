/*
 * What a command says about a row: its verdict. Collected during the transaction, printed after the commit.
 */
#ifndef CRM_BOOK_CONTEXT_VERDICT_H
#define CRM_BOOK_CONTEXT_VERDICT_H

#include "base/value/money.h"
#include "book/context/crm.h"
#include "rows/rec.h"
#include "rows/writer.h"

#define ANSWER_OWN 6

struct answer {
	long row;                    /* of the input */
	int64_t object;              /* lead, task, plan …; 0: none */
	const char *named;           /* what the object is called when it has no number; NULL */
	const char *verdict;         /* one of the words below or the command's own; never NULL when answered */
	const char *reason;          /* NULL: empty */
	const char *own[ANSWER_OWN]; /* own columns by their names below; NULL: empty. In crm->chunk or constant */
	/* of a rejected row, for the message on stderr */
	const char *column; /* NULL: the row as a whole */
	bool erased;        /* it is of somebody who had himself erased */
};

/*
 * What a flow answers with is written down once, beside it: the columns of every answer, and its own by the names under
 * which it fills them, own[MOVED_TO].
 *	{ANSWER_FIELDS(N_("lead")), [OWN(MOVED_TO)] = {"to", KIND_TEXT, N_("to")}, {0}}
 */
/* clang-format off */
#define ANSWER_FIELDS(object)                                                                                          \
	{"row", KIND_INT, N_("row")}, {object, KIND_INT, object}, {"verdict", KIND_TEXT, N_("verdict")},               \
	{"reason", KIND_TEXT, N_("reason")}
/* clang-format on */
#define OWN(column) (4 + (column))

#define VERDICT_DONE "done"
#define VERDICT_KNOWN "known"
#define VERDICT_REJECTED "rejected"

/* Reject: fills verdict, reason (in crm->chunk) and column. Returns CRM_OK, so that a flow can `return reject(...)`. */
enum status reject(struct crm *crm, struct answer *answer, const char *column, const char *format, ...)
    __attribute__((format(printf, 4, 5)));
/* Reject with the sentence in crm->why. */
enum status reject_why(struct crm *crm, struct answer *answer, const char *column);
/* The same for who looks at the row piece by piece, and shall not go on: they return CRM_DATA, which the flow makes
   CRM_OK again by reject_end. */
enum status reject_cell(struct crm *crm, struct answer *answer, const char *column, const char *format, ...)
    __attribute__((format(printf, 4, 5)));
enum status reject_cell_why(struct crm *crm, struct answer *answer, const char *column);
/* Was the row rejected? */
static inline bool answer_is_rejected(const struct answer *answer)
{
	return answer->verdict && strcmp(answer->verdict, VERDICT_REJECTED) == 0;
}
/* What a flow returns for its row: a rejected one is CRM_OK. */
static inline enum status reject_end(const struct answer *answer, enum status status)
{
	return status == CRM_DATA && answer_is_rejected(answer) ? CRM_OK : status;
}

/* Typed cells. They return CRM_OK and a value, CRM_NONE for an absent one (the value is not touched), CRM_DATA after
   having rejected the row. */
enum status cell_time(struct crm *crm, const char *text, const char *column, instant_t *at, struct answer *answer);
/* The same, and whether it is a day without an hour: then ${at} is its start. */
enum status cell_day_or_time(
    struct crm *crm, const char *text, const char *column, instant_t *at, bool *day_only, struct answer *answer);
/* A day without an hour is the end of its work. */
enum status cell_due(struct crm *crm, const char *text, const char *column, instant_t *at, struct answer *answer);
/* The amount in ${column} of the record, which is called ${name}; one in another currency, or below 0, is none. */
enum status cell_amount(
    struct crm *crm, const struct rec *rec, int column, const char *name, money_t *money, struct answer *answer);
enum status cell_int(struct crm *crm, const char *text, const char *column, int64_t *number, struct answer *answer);

#endif
