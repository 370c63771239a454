/*
 * What if the rules or lists were others? Inquiries that came in a period are judged again by changed settings, and
 * those are named that would be judged otherwise than they were.
 *
 * Where no rule and no list has a say any more, it is the client's history that decides, as it was known when the
 * inquiry came.
 */
#ifndef CRM_FLOW_INTAKE_WHAT_IF_H
#define CRM_FLOW_INTAKE_WHAT_IF_H

#include "book/settings/conf.h"

/* Texts in crm->run or constant. Verdicts are those of crm-lead-add. */
struct otherwise {
	int64_t lead;
	const char *was, *would;
	const char *rule; /* the rule or list that would decide; NULL: the client's history */
	const char *name; /* of the inquiry; NULL */
};

struct replay {
	long all;
	int n, room;
	struct otherwise *list; /* in order of lead; in crm->run */
};

struct what_if {
	const struct conf_table *table; /* of the settings: rule or list */
	const struct rec *recs;         /* rows as for conf_put_rec, on top of those that are there, */
	int n;
	bool instead;         /* or instead of them */
	struct period period; /* in which the inquiries came */
};

/* Inside a transaction that the caller rolls back. If ${answer} is rejected, row ${bad} was, and nothing is replayed.
 */
enum status what_if(
    struct crm *crm, const struct what_if *what, struct replay *replay, struct answer *answer, int *bad);

#endif
