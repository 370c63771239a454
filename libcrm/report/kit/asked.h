/* What reports are asked in the same words: their period, their moment, and the cell behind a count (--ids). */
#ifndef CRM_REPORT_KIT_ASKED_H
#define CRM_REPORT_KIT_ASKED_H

#include "book/context/dictionaries.h"
#include "book/records/query.h"

/* CRM_USAGE with the operand's word if there is one: reports without operands. */
enum status asked_options_only(struct crm *crm, const struct query *query);

/* CRM_USAGE with -p: reports on what is open at a moment, which would pass it over. */
enum status asked_no_period(struct crm *crm, const struct query *query);

/* The period as instants, [from, to); INSTANT_MIN and INSTANT_MAX without one. */
void asked_period(struct crm *crm, const struct query *query, instant_t *from, instant_t *to);

/* The evening the report is about: that of -T, else now; where -T lies ahead, now. */
instant_t asked_moment(const struct crm *crm, const struct query *query);

/* A number of a lead, a batch …: digits, 1 or more. False: it is none. */
bool asked_number(const char *word, int64_t *number);

/* Which of ${n} numbers are not there: by ${there}, which gives a row for one that is, they are named in ${sentence}
   (of them, and of the last there is, by ${last}). CRM_NONE with that sentence; CRM_OK when all are there. */
struct asked_numbers {
	const int64_t *number;
	int n;
	const char *there, *last;
	const char *sentence; /* "no lead %s: the last is %lld" */
};
enum status asked_absent(struct crm *crm, const struct asked_numbers *asked);

/* The number of a word, as source_find and dict_find have it, and the word as it is shown. One that nobody used and no
   setting has is CRM_DATA, with the nearest; of one that only the settings have the number is 0. */
enum status asked_word(struct crm *crm, enum dict dict, const char *word, int64_t *id, const char **shown);

/*
 * --ids [GROUP/]THING[.FIGURE]: a count, and the list of what was counted. The same code that counts asks asked_for, so
 * that the count and the list cannot differ.
 */
struct asked_ids {
	const char *group; /* NULL: none was named */
	const char *thing; /* a stage, a reason, a clock …; the caller looks it up. NULL: --ids was not given */
	int figure;        /* the place among the figures; -1: none was named */
};

/* In crm->run, the group as reports show it, by whatever it may be called; one that cannot be is CRM_USAGE, with the
   nearest. ${figures}: their names, NULL at the end, or NULL where a thing has one figure; ${usage}: the sentence,
   with %s for what was given, when a figure is none of them (CRM_USAGE). */
enum status asked_ids(
    struct crm *crm, const struct query *query, const char *const *figures, const char *usage, struct asked_ids *ids);

#endif
