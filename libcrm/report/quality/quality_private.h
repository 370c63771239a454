/* Inside report/quality: leads as they were judged, and managers compared. */
#ifndef CRM_REPORT_QUALITY_QUALITY_PRIVATE_H
#define CRM_REPORT_QUALITY_QUALITY_PRIVATE_H

#include "base/statistics/outlier.h"
#include "book/records/query.h"

enum verdict_of { NOT_JUDGED, JUDGED_REAL, JUDGED_DISQUALIFIED };

/* A lead judged within the period; or one that only shows that its client came again. */
struct judged_lead {
	struct lead lead; /* as it stands at the moment of the report */
	int64_t home;     /* the client it came to by phone or e-mail, whomever he was merged with since */
	enum verdict_of verdict;
	instant_t at;    /* of the verdict */
	int64_t manager; /* for whom it counts; 0: nobody had it */
	bool boomerang, untouched, hasty;
	bool inquiry; /* no spam and no duplicate */
};

/* Every lead judged in [from, to), those of a client together. Stops when ${each} does not return CRM_OK. */
struct judging_of {
	struct crm *crm;
	const struct query *query;
	instant_t from, to;
	enum status (*each)(void *arg, const struct judged_lead *judged);
	void *arg;
};
enum status judged_each(const struct judging_of *judging);

/* Below so many judged leads nothing is said of anybody. */
#define QUALITY_LEAST 20
/* Of those who are named, so many at most are to be honest (false-discovery rate): among 200 months of 20 honest
   managers one or two name somebody. tests/unit/quality_test.c measures it. */
#define QUALITY_FALSE 0.003

/* How many leads of each source each manager judged, and disqualified. */
struct source_mix {
	int64_t manager, source;
	double k, n;
};
struct manager_comparison {
	struct source_mix *mix;
	size_t n, room;
	int64_t *manager; /* in order; set by comparison_judge, as is the next */
	struct outlier *judged;
	size_t managers;
};
/* All zero at first. Both are false without memory. */
bool comparison_add(struct manager_comparison *comparison, int64_t manager, int64_t source, bool disqualified);
/* Sources of which few leads came are taken together. */
bool comparison_judge(struct manager_comparison *comparison);
/* NULL: he judged nothing. */
const struct outlier *comparison_of(const struct manager_comparison *comparison, int64_t manager);
void comparison_free(struct manager_comparison *comparison);

#endif
