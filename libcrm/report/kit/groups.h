/*
 * What the rows of a report are grouped by (-g), and the table of the groups found: hashed while they are counted,
 * put in order once.
 */
#ifndef CRM_REPORT_KIT_GROUPS_H
#define CRM_REPORT_KIT_GROUPS_H

#include "book/records/query.h"

/* By what a thing can be grouped. */
struct group_keys {
	int64_t manager, source, project, campaign, stage, reason;
	instant_t at; /* for month, and for week, which is called by its Monday */
};

/* Of a lead that counts for ${manager} at ${at}. */
struct group_keys group_keys_of(const struct lead *lead, int64_t manager, instant_t at);

/* Is -g by that, too? */
bool groups_has(const struct query *query, enum query_group by);

/* The word of a number, 0 is none. The buffer fails where the words cannot be read. */
void group_word_put(struct buf *text, struct crm *crm, enum dict dict, int64_t id);
/* The words of query->by, joined by /: "site/2026-11". "" without groups. */
void group_put(struct buf *text, struct crm *crm, const struct query *query, const struct group_keys *keys);

/* What a report counts of a group begins with this. */
struct group_row {
	const char *name; /* "site/2026-11"; "" without -g */
};

struct groups {
	struct crm *crm;
	const struct query *query;
	size_t size; /* of what is counted, struct group_row at its beginning */
	/* inside */
	struct group_row **slot, *last;
	size_t slots;
	int n;
	struct buf text;
};

/* The group of ${keys}, all zero but its name when it is new. In crm->run. NULL and crm->why without memory. */
void *groups_at(struct groups *groups, const struct group_keys *keys);
/* All of them in the order of their names, as bytes; groups->n of them. In crm->run. NULL and crm->why without
   memory. */
struct group_row **groups_in_order(struct groups *groups);
void groups_close(struct groups *groups);

#endif
