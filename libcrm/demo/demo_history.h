/*
 * A base with a past: the inquiries of two years, and what fifty managers made of them.
 *
 * Nothing is written past the commands: two to seven times a day the inquiries that came are taken in and handed
 * out, and what was done meanwhile is told, each in a batch of the command that people would have called, with the
 * clock of that hour. Of all leads two or three of a hundred are still open in the end, whatever their number. The same
 * seed and the same last day give the same events.
 */
#ifndef CRM_DEMO_DEMO_HISTORY_H
#define CRM_DEMO_DEMO_HISTORY_H

#include "book/context/crm.h"
#include "rows/writer.h"

struct demo_history {
	int64_t leads;
	uint64_t seed;
	const char *lang; /* of the department; NULL: the pack's */
	/* Told at the beginning of each month (2026-11), with so many leads in; NULL: nobody. */
	void (*told)(const char *month, int64_t leads, int64_t all);
};

/* How many rows each command was given. */
extern const struct field demo_history_fields[];

/* Into the base of ${crm}, which is new and empty; the past ends with the last evening (22:00) before crm->now. Commits
   as it goes. CRM_INTERNAL if a command refused one of the rows. */
enum status demo_history(struct crm *crm, const struct demo_history *history, struct writer *writer);

#endif
