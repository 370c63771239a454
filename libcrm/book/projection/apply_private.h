/*
 * The inside of apply: one file for each kind of thing, and what they share. For book/ only.
 *
 * Derived tables are a function of the events that count and of the settings as they are now. A change of settings that
 * changes what was counted (the order of stages, the zone, the fields of a profile, which calls were missed) makes the
 * sums and clocks stale, and they are made again before the commit.
 */
#ifndef CRM_BOOK_PROJECTION_APPLY_PRIVATE_H
#define CRM_BOOK_PROJECTION_APPLY_PRIVATE_H

#include "book/history/lead_clocks.h"

/* apply_lead.c: the row of a lead, what it reached, what is counted, and with its coming and going its client and its
   row in `seen`. */
enum status apply_lead(struct crm *crm, const struct event *event);

/* apply_assigned.c: who got a lead when, whose turn it is, who is owed what. ${sign} -1: that was taken back. */
enum status apply_assigned_count(struct crm *crm, const struct event *event, int sign);

/* apply_fingerprint.c: the row a lead came with is known from now on, or is not any more. ${again}: it was known
   before. */
enum status apply_fingerprint_join(struct crm *crm, const struct lead_folded *folded, bool again);
enum status apply_fingerprint_leave(struct crm *crm, const struct lead_folded *folded);

/* apply_client.c: a lead comes to its client, by event ${upto}. ${again}: it was here before, others may have come
   after it. */
enum status apply_client_join(struct crm *crm, const struct lead_folded *folded, int64_t upto, bool again);
/* It goes; its row is gone already. ${folded} is what it was. */
enum status apply_client_leave(struct crm *crm, const struct lead_folded *folded, int64_t upto);
/* A row that came again, event ${updated}, counts (${sign} 1) or does not any more, as of event ${upto}: what it says
   of its client. */
enum status apply_client_updated(struct crm *crm, const struct event *updated, int64_t upto, int sign);
/* Of all whom leads alone do not make what they are. */
enum status apply_clients_refresh(struct crm *crm);

/* apply_put.c: a row of crm-client-add, and an undo of one: ${event} is the newest of client.put ${put}. */
enum status apply_put(struct crm *crm, const struct event *put, const struct event *event);

/* apply_merge.c: under whom ${client} stands, by its events up to ${upto}; which pairs are two people. */
enum status apply_merge(struct crm *crm, int64_t client, int64_t upto);
enum status apply_refusal(struct crm *crm, const struct event *refused, int64_t upto);

/* apply_consent.c: what an event of consent says, or what is left when one is taken back. */
enum status apply_consent(struct crm *crm, const struct event *event);
/* A lead came or went by ${event}: so did what its inquiry says of consent. */
enum status apply_consent_follow(struct crm *crm, const struct event *event, const struct lead_folded *folded);
/* The same of a row that came again. */
enum status apply_consent_updated(struct crm *crm, const struct event *updated, const struct event *event);

/* apply_person.c: who is erased is not to come again. */
enum status apply_erased(struct crm *crm, const struct event *event);
/* And may come again; ${sign} < 0: not any more, as before. */
enum status apply_readmitted(struct crm *crm, const struct event *event, int sign);

/* apply_task.c: the rows that events ${first} made, up to ${event}. */
enum status apply_task(struct crm *crm, int64_t first, const struct event *event);
enum status apply_enrolment(struct crm *crm, int64_t first, const struct event *event);

/* apply_alert.c: what heads were told of, as event ${first} says it, up to event ${upto}. */
enum status apply_alert(struct crm *crm, int64_t first, int64_t upto);

/* apply_conf.c: a row of settings as ${event} leaves it. */
enum status apply_conf(struct crm *crm, const struct event *event);

/* What the tables have of a lead. */
struct lead_made {
	struct lead_folded folded;
	struct kept_clocks clocks; /* the arena's */
};
/* As a history says that was judged. */
enum status apply_lead_make(
    struct crm *crm, const struct history *history, struct arena *arena, struct lead_made *made);
/* The stored rows and what is counted of a lead, from what it was to what it is. rollup.c counts, this writes. */
enum status apply_lead_write(struct crm *crm, const struct lead_made *was, const struct lead_made *is);

/* What is counted was counted by other settings: rollup_flush counts anew. Defined in rollup.c. */
enum status rollup_stale(struct crm *crm);

/* apply_conf.c: all leads, what they reached and the profiles of clients by the settings as they are now; adds to the
   rollups, whose tables it empties. */
enum status apply_settings_again(struct crm *crm);

#endif
