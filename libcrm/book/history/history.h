/*
 * What happened to one thing, as the journal tells it, with what was taken back left out.
 *
 * An event counts unless an event that counts takes it back: an undo of an undo makes the first one count again.
 */
#ifndef CRM_BOOK_HISTORY_HISTORY_H
#define CRM_BOOK_HISTORY_HISTORY_H

#include "book/records/lead.h"

struct history {
	int n, room;
	struct event *event; /* in the order recorded; texts and array are the arena's; `old` is left out */
	bool *counts;        /* set by history_judge */
};

#define HISTORY_END INT64_MAX

/*
 * All events of a lead up to and with number ${upto}, also those of its tasks and enrolments. A lead whose creation was
 * taken back has a history too; nothing is found for a lead that never was: n is 0.
 */
enum status history_lead(struct crm *crm, int64_t lead, int64_t upto, struct arena *arena, struct history *history);

/* Of a task or an enrolment: the event ${first} that made it, what refers to it and what was taken back of that. */
enum status history_ref(struct crm *crm, int64_t first, int64_t upto, struct arena *arena, struct history *history);

/* What is said of a client and of no lead, up to event ${upto}. */
enum status history_client(struct crm *crm, int64_t client, int64_t upto, struct arena *arena, struct history *history);

/* Append an event; its texts are borrowed. */
enum status history_add(struct crm *crm, struct history *history, const struct event *event, struct arena *arena);

/* Append the events of ${sql}, whose columns are those of event_row. What an undo carries is left out. */
enum status history_read(
    struct crm *crm, const char *sql, const struct val *vals, struct arena *arena, struct history *history);

/* Which of the first ${n} events count? What was taken back by the horizon's `known_at` does not, whenever it happened.
 */
void history_judge(struct history *history, int n, const struct horizon *horizon);

/* Fold the first ${n} events, those that count. */
enum status history_fold(struct crm *crm, const struct history *history, int n, struct lead_folded *folded);

/*
 * The history of every lead of the journal in order of number, judged: the slow road. What events carry that do not
 * change a lead is left out. Texts live for the call; stops when ${each} does not return CRM_OK.
 */
enum status lead_fold_histories(struct crm *crm, const struct horizon *horizon,
    enum status (*each)(void *arg, struct crm *crm, const struct history *history), void *arg);

/*
 * A lead as its rows (tables lead and reach) say it, which is all that most events ask for. What they do not say is as
 * of a lead that has just come: whether it was placed, where it was won from and by whom, which wins were annulled. Its
 * owner of now stands for whoever had it first. CRM_NONE: there is no such lead, or its rows are of other stages than
 * those of now.
 */
enum status lead_fold_stored(struct crm *crm, int64_t lead, struct lead_folded *folded);

/* One event, texts in ${arena}; CRM_NONE. */
enum status history_event(struct crm *crm, int64_t number, struct arena *arena, struct event *event);

/* Does an event of the journal count, as of event ${upto}? ${by}: the one that took it back, or 0; may be NULL. */
enum status history_event_counts(struct crm *crm, int64_t number, int64_t upto, bool *counts, int64_t *by);

/* Is anything left of what a batch did? Not of what was taken back, unless that was too. */
enum status history_batch_stands(struct crm *crm, int64_t batch, bool *stands);

/* The row a lead came with (${created_new}), with what differed when it came again. Texts are the arena's. */
struct json;
enum status lead_row_read(
    struct crm *crm, int64_t lead, const char *created_new, struct arena *arena, struct json *row);

extern const struct horizon horizon_none;

#endif
