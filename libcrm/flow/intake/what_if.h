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
struct what_if_difference {
	int64_t lead;
	const char *was, *would;
	const char *rule; /* the rule or list that would decide; NULL: the client's history */
	const char *name; /* of the inquiry; NULL */
};

/* How many inquiries a rule decided on. */
struct what_if_rule {
	const char *rule;
	long taken;
	struct what_if_rule *next;
};

struct what_if_result {
	long all;
	struct what_if_rule *rules; /* those that decided on any; in crm->run */
	int n, room;
	struct what_if_difference *list; /* in order of lead; in crm->run */
};

struct what_if {
	const struct conf_table *table; /* of the settings: rule or list */
	struct rec *recs;               /* rows as for conf_put_rec, on top of those that are there, */
	int n;
	bool instead;         /* or instead of them */
	struct period period; /* in which the inquiries came */

	struct what_if_result replay; /* what would become of them */
	struct answer answer;         /* if it is rejected, row `bad` was, and nothing is replayed */
	int bad;
};

/* By the rules and lists as they are; changes nothing. */
enum status what_if_replay(struct crm *crm, const struct period *period, struct what_if_result *replay);
/* Inside a transaction: CRM_NONE when all is done, for nothing of it may stay. */
enum status what_if(struct crm *crm, void *what);

extern const struct field what_if_fields[];
/* "replayed 3 = same 2 + otherwise 1" */
#define WHAT_IF_SUM 160
void what_if_sum(const struct what_if_result *replay, char sum[WHAT_IF_SUM]);
/* What share each rule would have taken of the inquiries of the last 30 days, as rows of book/setup/lint.h: a warning
   where it is more than half. */
enum status what_if_shares(struct crm *crm, struct writer *writer);
enum status what_if_rows(struct crm *crm, const struct what_if_result *replay, struct writer *writer);

#endif
