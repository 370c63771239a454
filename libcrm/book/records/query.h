/*
 * What a report is asked: the options of contract section 1, read.
 */
#ifndef CRM_BOOK_RECORDS_QUERY_H
#define CRM_BOOK_RECORDS_QUERY_H

#include "book/records/lead.h"
#include "rows/writer.h"

#define QUERY_GROUPS 4

enum query_group {
	QUERY_BY_NONE,
	QUERY_BY_MANAGER,
	QUERY_BY_UNIT,
	QUERY_BY_SOURCE,
	QUERY_BY_PROJECT,
	QUERY_BY_CAMPAIGN,
	QUERY_BY_STAGE,
	QUERY_BY_MONTH,
	QUERY_BY_WEEK,
	QUERY_BY_REASON
};

struct query {
	int n_managers, n_units;
	const char **managers; /* codes that exist; -m */
	const char **units;    /* -u */
	bool has_period;
	struct period period; /* -p, or what the report takes by default */
	bool has_horizon;     /* -T or --known-at was given, or something recorded has not happened yet */
	bool of_evening;      /* the horizon is that of crm->now: what is shown is what is shown on that evening */
	struct horizon horizon;
	/* With of_evening: all that is ahead is of these leads, in order, each once; all others stand in the tables as
	   they did. NULL: it is of more, or not of leads alone. */
	const int64_t *ahead;
	int n_ahead;
	int n_by;
	enum query_group by[QUERY_GROUPS];
	const char *ids;     /* --ids KEY or NULL */
	const char *fail_on; /* --fail-on: a light; NULL */
	bool in_words;       /* a table for people: the columns are those of table_out */
	enum format format;  /* text and html too */
	const char *const *operands;
	int n_operands;
};

/* manager of that code passes -m and -u (units with their sub-units). 0, nobody, passes only without filters. */
bool query_takes(struct crm *crm, const struct query *query, int64_t manager);

#endif
