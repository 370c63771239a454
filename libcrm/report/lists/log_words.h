/* What the journal holds, in words for people: short local times, a run of a command in a line. */
#ifndef CRM_REPORT_LISTS_LOG_WORDS_H
#define CRM_REPORT_LISTS_LOG_WORDS_H

#include "book/context/dictionaries.h"

/* "today 12:05", "yesterday 09:30", the day and month in this year, else the whole date; local. */
void log_words_time(struct crm *crm, struct buf *out, instant_t at);

/* "lead 12: stage New → Meeting": what the event is about, what happened, and what it says, by the names of the
   department. */
enum status log_words_event(struct crm *crm, struct buf *out, const struct event *event);

/* "today 12:05 ivanov crm-lose: 14 leads", and whether it was taken back. Memory is why_memory; a batch that is not
   there is CRM_NONE. */
enum status log_words_batch(struct crm *crm, struct buf *out, int64_t batch);

#endif
