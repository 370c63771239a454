/*
 * What all acts on a lead share: which lead a row means, when it happened, and whether the journal has that very act
 * already.
 *
 * The calls that judge a row return CRM_DATA after having rejected it, like the cells of book/context/verdict.h; a flow
 * then ends with reject_end, which makes CRM_OK of that.
 */
#ifndef CRM_FLOW_LEAD_LEAD_ACTION_H
#define CRM_FLOW_LEAD_LEAD_ACTION_H

#include "book/context/absence.h"
#include "book/context/verdict.h"
#include "book/records/lead.h"
#include "rows/columns/bind.h"

/* The first columns of each command on a lead. A lead is named by its number, or by another system's. */
enum { ACTION_LEAD, ACTION_EXT_ID, ACTION_SOURCE, ACTION_OWN };
/* clang-format off */
#define LEAD_ACTION_COLUMNS {.name = "lead", .any = true}, {.name = "ext_id", .any = true}, {.name = "source"}
/* clang-format on */

struct lead_action {
	struct crm *crm;
	const struct rec *rec;
	struct answer *answer;
	struct lead lead;
	int64_t ref; /* the event's ref: a task */
	instant_t at;
	bool dated;     /* the row itself says when */
	bool day_only;  /* without an hour: at the end of what that day holds */
	uint64_t taken; /* which of rec->more go into the event although they look like columns of ours */
};

/* Fill ${act}: the lead the row means, and ${at} (a cell; NULL: now). Warns of a time that cannot be. */
enum status lead_action_begin(
    struct lead_action *act, struct crm *crm, const struct rec *rec, struct answer *answer, const char *at);
/* Only the time, for rows that need no lead; act->lead is zero. */
enum status lead_action_time(struct lead_action *act, const char *at);
/* The lead the row names; CRM_NONE if it names none. */
enum status lead_action_lead(struct lead_action *act);

/* One more remark in the column reason; the row is taken all the same. */
void lead_action_warn(struct lead_action *act, const char *format, ...) __attribute__((format(printf, 2, 3)));
/* The verdict known. ${reason} may be NULL. */
enum status lead_action_known(struct lead_action *act, const char *reason);
/* "open", "won", "lost: price", "disqualified: spam". In crm->chunk. */
const char *lead_action_state(struct lead_action *act);
/* Reject what needs an open lead. */
enum status lead_action_closed(struct lead_action *act);

/* The lead is won, and will not be any more: a remark says of what win. */
void lead_action_annuls(struct lead_action *act);

/* The JSON of an event: ${pairs} is key, value, key, value, …, NULL; a value that is NULL or empty is left out.
   lead_action_json_more adds what the row carries beside our columns. In crm->chunk; NULL when there is no memory. */
const char *lead_action_json(struct lead_action *act, const char *const *pairs);
const char *lead_action_json_more(struct lead_action *act, const char *const *pairs);
#define PAIRS(...)                                                                                                     \
	(const char *const[])                                                                                          \
	{                                                                                                              \
		__VA_ARGS__, NULL                                                                                      \
	}

/* CRM_OK if the lead has an event of that kind, time and JSON that nobody took back: the same row again. For rows
   without a time CRM_NONE. */
enum status lead_action_same(struct lead_action *act, enum event_kind kind, const char *new);

/*
 * The lead's events of a kind, not taken back, oldest first, until ${look} does not return CRM_NONE. ${at} is the time
 * it must have happened, or its day when the row says no hour; INSTANT_MIN for any. Returns CRM_NONE or what ${look}
 * returned.
 */
enum status lead_action_seek(struct lead_action *act, enum event_kind kind, instant_t at,
    enum status (*look)(void *arg, struct lead_action *act, const struct event *event), void *arg);

/* Record the event of this act, with the verdict done. ${old} may be NULL. ${event}, if not NULL, gets its number. */
enum status lead_action_record(
    struct lead_action *act, enum event_kind kind, const char *old, const char *new, int64_t *event);

/*
 * What the row wishes in ${column}: its cell, unless that only says what ${stands}. A list that is fed on says of each
 * thing how it is, and that is no wish: then it is what the operands say, if they say anything.
 */
const char *lead_action_wish(const struct lead_action *act, int column, bool stands);
/* Is it the operands' wish? */
bool lead_action_is_asked(const struct lead_action *act, int column);

/* The code of the stage that the row wishes in ${column}; NULL if it wishes none. */
const char *lead_action_wish_stage(const struct lead_action *act, int column);

/* The manager that cell names, or CRM_NONE for an empty one. */
enum status lead_action_manager(struct lead_action *act, const char *code, const struct manager **manager);
/* The manager whom the row wishes in ${column}, where ${owner} (NULL: nobody) has it now; CRM_NONE: none. */
enum status lead_action_wish_manager(
    struct lead_action *act, int column, const struct manager *owner, const struct manager **manager);
/* Who acts (-U), if he is a manager; else NULL. */
const struct manager *manager_acting(struct crm *crm);
/* As people and files read it, in crm->chunk. */
const char *lead_action_day_text(struct crm *crm, day_t day);
const char *lead_action_time_text(struct crm *crm, instant_t at);

#endif
