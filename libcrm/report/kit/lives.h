/*
 * All that happened to leads, one lead after the other: of those that the tables find, or of every one there is. Both
 * ways what was taken back is left out, and what is ahead of the moment that is asked for.
 */
#ifndef CRM_REPORT_KIT_LIVES_H
#define CRM_REPORT_KIT_LIVES_H

#include "book/history/history.h"
#include "report/kit/scan.h"

/* The events of one lead that came in, in the order recorded, judged (history->counts): what created it first; its
   tasks, letters of programmes and alerts are left out. Borrowed for the call; stops when it does not return CRM_OK. */
typedef enum status each_life(void *arg, struct crm *crm, const struct history *history);

struct lives {
	struct crm *crm;
	const struct query *query;
	/* The leads wanted, added to ${leads} in any order, by the tables as they stand; those with something ahead are
	   added by lives_read. CRM_NONE, and NULL: all of them. Not asked where the journal tells. */
	enum status (*find)(void *arg, struct wanted *leads);
	/* One of these: what happened, or the lead that came of it. */
	each_life *life;
	scan_lead *lead;
	void *arg;
};

/* In order of lead. With -T or --known-at the whole journal is read. */
enum status lives_read(const struct lives *lives);

/* Do the tables not tell what is asked for, but for a few leads? */
bool lives_by_journal(const struct query *query);
/* Is this one of the few? */
bool lives_is_ahead(const struct query *query, int64_t lead);

#endif
