/*
 * Who is here? A manager works here from the day he was hired and up to the day he left, and in between he may be
 * absent (table absence): whole days, or from and to an hour of local time.
 *
 * A bound of an absence is a text in settings: 2026-11-20, or 2026-11-20 14:00. In the table it is a number: the day
 * since 1970, or the minute since then, which is a thousand times greater. A day begins an absence with its midnight
 * and ends it with the next one.
 */
#ifndef CRM_BOOK_CONTEXT_ABSENCE_H
#define CRM_BOOK_CONTEXT_ABSENCE_H

#include "book/context/dictionaries.h"

/* Works here at the local day of crm->now: hired, not left. */
bool manager_here(const struct crm *crm, const struct manager *manager);
/* "kim left on 2026-11-20", "kim comes on 2026-12-01"; NULL if he works here now. In crm->chunk. */
const char *manager_gone(struct crm *crm, const struct manager *manager);
/* CRM_OK and until when, as people read it, if he is absent now, else CRM_NONE. Read once; borrowed until the settings
   change. */
enum status manager_away(struct crm *crm, const struct manager *manager, const char **until);
/* Why nobody should wait for him: gone, or "kim is absent until 2026-11-30"; NULL if he is here. In crm->chunk. */
enum status manager_missing(struct crm *crm, const struct manager *manager, const char **why);

/* Minutes of local time since 1970, half-open. */
struct absence {
	int64_t manager, from, to;
};
/* All of them by manager and beginning, none over another, in ${arena}. */
enum status absences_read(struct crm *crm, struct arena *arena, struct absence **absences, int *n);
instant_t absence_instant(struct zone *zone, int64_t minute);

/* Of the table. CRM_DATA if the text is no bound. */
enum status absence_bound_parse(const char *text, int64_t *bound);
void absence_bound_put(struct buf *buf, int64_t bound);
bool absence_bound_is_minute(int64_t bound);
/* The minute with which an absence that has this bound begins, or ends. */
int64_t absence_bound_from(int64_t bound);
int64_t absence_bound_to(int64_t bound);

#endif
