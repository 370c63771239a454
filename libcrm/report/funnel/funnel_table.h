/* What a funnel adds up: a cell a group and stage. Private to the funnel. */
#ifndef CRM_REPORT_FUNNEL_FUNNEL_TABLE_H
#define CRM_REPORT_FUNNEL_FUNNEL_TABLE_H

#include "report/funnel/funnel.h"
#include "report/kit/group.h"

enum funnel_mode { FUNNEL_COHORT, FUNNEL_PERIOD, FUNNEL_SNAPSHOT };

struct cell {
	int64_t reached, open, skipped, won;
	money_t amount;
};

struct group_row {
	const char *group;            /* "site/2026-11" */
	struct cell cell[STAGES_MAX]; /* by rank */
	struct group_row *next;       /* in order of text */
};

struct sheet {
	struct crm *crm;
	const struct query *query;
	enum funnel_mode mode;
	instant_t from, to; /* the period as instants; INSTANT_MIN, INSTANT_MAX without one */
	instant_t at;       /* the evening the report is about */
	int64_t within;     /* seconds; 0: not asked */
	struct group_row *first;
	struct group_row *last_found;
	/* --ids */
	const char *ids_group;
	int ids_rank; /* -1: not asked */
	enum { IDS_REACHED, IDS_OPEN, IDS_DROPPED, IDS_SKIPPED } ids_what;
	struct writer *writer;
};

/* The row of the group, made if new (keys.at: when the lead came, or in mode period when the stage was entered); NULL
   and why without memory. */
struct group_row *sheet_group(struct sheet *sheet, const struct keys *keys);

/* Count one lead in, or print it when --ids asks for the cell it is in. */
enum status sheet_lead(struct sheet *sheet, const struct folded *folded);

/* Roads; funnel_roads.c. CRM_NONE from the sums: they cannot answer this question. */
enum status road_sums(struct sheet *sheet);
enum status road_leads(struct sheet *sheet);
enum status road_journal(struct sheet *sheet);

#endif
