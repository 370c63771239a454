/* What a funnel adds up: a cell a group and stage. Private to the funnel. */
#ifndef CRM_REPORT_FUNNEL_FUNNEL_PRIVATE_H
#define CRM_REPORT_FUNNEL_FUNNEL_PRIVATE_H

#include "report/funnel/funnel.h"
#include "report/kit/asked.h"
#include "report/kit/groups.h"
#include "report/kit/line.h"

enum funnel_mode { FUNNEL_COHORT, FUNNEL_PERIOD, FUNNEL_SNAPSHOT };

enum funnel_figure { FIGURE_REACHED, FIGURE_OPEN, FIGURE_DROPPED, FIGURE_SKIPPED };

struct funnel_cell {
	int64_t reached, open, dropped, skipped;
	money_t amount;
};

struct funnel_group {
	struct group_row row;
	struct funnel_cell cell[STAGES_MAX]; /* by rank */
};

struct funnel {
	struct crm *crm;
	const struct query *query;
	enum funnel_mode mode;
	instant_t from, to; /* the period as instants; INSTANT_MIN, INSTANT_MAX without one */
	instant_t at;       /* the evening the report is about */
	int64_t within;     /* seconds; 0: not asked */
	struct groups groups;
	struct asked_ids ids; /* figure: FIGURE_REACHED when none was named */
	int ids_rank;         /* -1: not asked */
	struct line line;
	int sign;    /* of what is counted: 1, and -1 while a lead is taken off the sums */
	bool mended; /* leads were: a group of them alone may be empty */
};

/* funnel_count.c: count one lead in, or print it when --ids asks for the cell it is in. A scan_lead. */
enum status funnel_count(void *funnel, const struct lead_folded *folded, struct stmt *row);

/* The same of a lead that is in the sums, or is to be. */
enum status funnel_mend(void *funnel, const struct lead_folded *folded, bool off);

/* The place of a stage; 0 for one that is in the settings no more. */
int funnel_rank(const struct crm *crm, int64_t stage);

/* funnel_sums.c: fill the cells from the sums by day. CRM_NONE: they cannot answer this question. */
enum status funnel_sums(void *funnel);

#endif
