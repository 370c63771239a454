/*
 * What of a lead is counted by the day (metrics, funnel of a period): that it came, its first entry into each stage,
 * each win after an annulled one, and each annulment. The sums by day and the reports that fold the journal count the
 * same.
 *
 * A win stays in the day on which the lead was won, with the amount it had; its annulment counts on its own day,
 * against whom the win had counted for. What is corrected about the amount is corrected in the win.
 */
#ifndef CRM_BOOK_HISTORY_LEAD_ENTRIES_H
#define CRM_BOOK_HISTORY_LEAD_ENTRIES_H

#include "book/records/lead.h"

struct lead_entry {
	int64_t stage;
	instant_t at;
	int64_t manager; /* for whom it counts; 0: nobody */
	money_t amount;  /* 0 where nothing was won; of an annulment below 0 */
	bool skipped;    /* passed over by entering a later stage */
	bool annulled;   /* the win of that stage is annulled */
};

/* All of them, the coming first; stops when ${each} does not return CRM_OK. CRM_CONFIG if there are no stages. */
enum status lead_entries(struct crm *crm, const struct lead_folded *folded,
    enum status (*each)(void *arg, const struct lead_entry *entry), void *arg);

#endif
