/* What was found, and who that is. For find.c and its files. */
#ifndef CRM_REPORT_FIND_FIND_HITS_PRIVATE_H
#define CRM_REPORT_FIND_FIND_HITS_PRIVATE_H

#include "book/records/query.h"
#include "report/find/find_ask_private.h"

#define FIND_CANDIDATES 500 /* looked at in one way: the newest */
#define FIND_CANDIDATES_FILTERED 5000

struct find_hit {
	int64_t lead, client;  /* as the document says: lead 0, it is of the client */
	int64_t root, manager; /* who the client is now, whose the lead is */
	int score;
	bool by_client;   /* found by name or point of contact: one row for the client */
	bool open, whole; /* whole: all of the name fits */
	bool shown;       /* as a row of the client */
};

struct find_hits {
	struct crm *crm;
	const struct query *query;
	struct find_index index;
	struct find_ask ask;
	int n, room, limit;
	struct find_hit *hit; /* in crm->run */
};

/* Gather, in order of rank; at least ${limit} if there are so many. */
enum status find_hits_find(struct find_hits *hits);

/* A row for each. */
enum status find_hits_show(struct find_hits *hits, struct writer *writer);

/* Who calls from ${phone}, and whose he is: a row, or none for a number that nobody has. What is no number gets a
   note. */
enum status find_route(struct crm *crm, const char *phone, struct writer *writer);

#endif
