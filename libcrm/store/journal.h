/*
 * The journal: events in the order in which they were recorded. Append-only.
 *
 * Each event has two times: when it happened and when it was recorded. A batch is one run of one command.
 * old and new are flat JSON objects of texts (base/text/json.h), or NULL.
 */
#ifndef CRM_STORE_JOURNAL_H
#define CRM_STORE_JOURNAL_H

#include "base/time/clock.h"
#include "store/db.h"

enum event_kind {
	EV_LEAD_CREATED =
	    1, /* new: the row as it came, and _phone …, see flow/intake/intake.h; client: the record it came to */
	EV_LEAD_ASSIGNED,  /* new: manager, method [route] [among: a line "weight manager" for each who could get it];
	                      or manager - alone: taken from who is not here */
	EV_LEAD_QUALIFIED, /* new: stage [note] */
	EV_LEAD_DISQUALIFIED, /* new: reason [note] */
	EV_LEAD_MOVED,        /* new: stage [note] */
	EV_LEAD_WON,          /* new: stage [amount in minor units] [note] */
	EV_LEAD_LOST,         /* new: reason [note] */
	EV_LEAD_RETURNED,     /* new: stage manager [note] */
	EV_TOUCH_ADDED,       /* new: kind direction minutes result text manager [msgid subject from files: a letter] */
	EV_TASK_ADDED,        /* the event's number is the task's; new: kind due minutes text manager */
	EV_TASK_DONE,         /* ref: the task; new: result [next_due] [ended: what its lead came to, or merged] */
	EV_CONF_PUT,          /* old, new: the row before and after with "table"; old NULL: it was not there */
	EV_PROGRAMME_ENROLLED, /* the event's number is the enrolment's; new: programme entry [held_out] */
	EV_PROGRAMME_SENT,     /* ref: the enrolment; new: step template segment */
	EV_PROGRAMME_ENDED,    /* ref: the enrolment; new: state (stopped|finished) why */
	EV_UNDONE,             /* reverses: the event taken back; lead, client, ref as there; old, new: swapped */
	EV_CLIENT_PUT,         /* no lead; new: what is said of the client as it came, and _phone _email _ext _inn */
	EV_CLIENT_MERGED,      /* no lead; client: the one that is no record of its own any more; new: into [note] */
	EV_CLIENT_SPLIT,       /* no lead; client: the one that is again; old: into; new: [note] */
	EV_PAIR_REFUSED,       /* no lead; client: the smaller; new: other [note]: two people */
	EV_CONSENT_GIVEN,      /* no lead; new: channel proof [text] */
	EV_CONSENT_WITHDRAWN,  /* no lead; new: channel proof [text] */
	EV_PERSON_ERASED,      /* no lead; new: basis, keys (of table suppressed), rows and events of the deed */
	EV_LEAD_POOLED,        /* new: why: nobody may have it now [route] */
	EV_ALERTED,            /* ref: the task, if it is a task's deadline; new: clock started state [manager] */
	EV_PERSON_EXPORTED,    /* no lead: somebody was shown all there is about the client */
	EV_LEAD_CORRECTED,     /* of a won lead; new: amount in minor units [note] */
	EV_TASK_SET,           /* ref: the task; old, new: what changed of manager due minutes text */
	EV_PERSON_READMITTED,  /* no lead: taken in again; new: proof, keys (key:since, of table suppressed) */
	EV_LEAD_UPDATED, /* client: as of lead.created; new: of a row of its system that came again what differs, and
	                          _phone _ext _email _inn _amount _source _consent; old: what stood there */
	EV_KINDS
};

/* "lead.created" …; NULL for a number that is none. */
const char *event_kind_name(enum event_kind kind);
/* 0 if there is no kind of that name. */
enum event_kind event_kind_find(const char *name);

struct event {
	int64_t event, batch; /* set by journal_add */
	enum event_kind kind;
	int64_t lead, client, ref; /* 0: none */
	instant_t occurred_at, recorded_at;
	int64_t reverses;
	const char *old, *new;
};

struct run {
	const char *command; /* "crm-lose" */
	const char *line;    /* the command line without values of data */
	const char *actor;   /* $CRM_USER or -U, else login */
	const char *login, *host;
};

/* Inside a transaction: begin a batch, or go on with it in a later transaction (batch > 0 already). Learns the next
   numbers. */
enum status journal_begin(struct db *db, const struct run *run, instant_t now, int64_t *batch);
/* Asked before any number is given out: was there never a lead or a client? */
bool journal_is_first(struct db *db);
/* Numbers for what this transaction creates; valid between journal_begin and db_commit. */
int64_t journal_next_event(struct db *db); /* reserves one */
int64_t journal_next_lead(struct db *db);  /* or client: they share the numbers */
/* Append: sets event, batch and recorded_at (= now of journal_begin). */
enum status journal_add(struct db *db, struct event *event);
/* Keep the counts and the range of events with the batch; before db_commit. finished: this was the last transaction. */
enum status journal_end(struct db *db, const char *counts, bool finished);
int64_t journal_batch(struct db *db);
instant_t journal_now(struct db *db);

/* A row that begins with event_columns, see journal.sql, as a struct. Texts are borrowed until the next row. */
void event_row(struct stmt *stmt, struct event *event);

#endif
