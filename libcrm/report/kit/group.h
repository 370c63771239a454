/* What the rows of a report are grouped by (-g). */
#ifndef CRM_REPORT_KIT_GROUP_H
#define CRM_REPORT_KIT_GROUP_H

#include "book/records/query.h"

struct keys {
	int64_t manager, source, project, campaign, stage;
	instant_t at; /* for month */
};

struct keys keys_of(const struct lead *lead, int64_t manager, instant_t at);

/* The words of query->by, joined by /: "site/2026-11". "" without groups. */
void group_put(struct buf *text, struct crm *crm, const struct query *query, const struct keys *keys);

#endif
