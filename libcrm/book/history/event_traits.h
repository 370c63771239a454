/*
 * What each kind of event is to the book: one row a kind, so that a new kind is one row here and not a case in every
 * switch. What it is called and what it carries stands in store/journal.h; what is made of it in projection/apply.c.
 */
#ifndef CRM_BOOK_HISTORY_EVENT_TRAITS_H
#define CRM_BOOK_HISTORY_EVENT_TRAITS_H

#include "store/journal.h"

enum event_about {
	ABOUT_LEAD = 1,
	ABOUT_CLIENT, /* and no lead */
	ABOUT_TASK,
	ABOUT_ENROLMENT,
	ABOUT_SETTING,
	ABOUT_EVENT /* an undo is about whatever the event is about that it takes back */
};

/* Of a client, a later event stands in the way of taking one back only if it is of the same matter. */
enum event_matter { MATTER_NONE, MATTER_TASK, MATTER_TASK_NEWS, MATTER_ROW, MATTER_MERGE, MATTER_CONSENT };

enum event_undo {
	UNDO_NEVER = 1,
	UNDO_FREELY,    /* nothing stands on it */
	UNDO_UNCHANGED, /* while nobody changed what it is about since */
	UNDO_RECORD,    /* of a record of a client: flow/undo/undo_client.h knows what stands on it */
	UNDO_SETTING,   /* while the row stands as it left it */
	UNDO_AS_ROOT    /* an undo: as what it takes back in the end */
};

struct event_traits {
	enum event_about about;
	enum event_undo undo;
	enum event_matter matter;
	bool makes;        /* a task or an enrolment, which has the event's number; later events have that as ref */
	bool changes_lead; /* lead_fold.c folds it */
	bool is_row;       /* new is a row as it came: it says who somebody is, and is known when it comes again */
	bool is_remark;    /* somebody was told or shown something: that changes nothing */
	bool regroups;     /* a client's leads may stand under somebody else from now on */
	/* Keys of new, between blanks. words: what a person wrote, which is searched; of a row all is. kept: words and
	   numbers of the department's own, which stay when the person is erased; all else goes. */
	const char *words, *kept;
};

/* Never NULL; for a number that is no kind, a row with nothing in it (about 0). */
const struct event_traits *event_traits(enum event_kind kind);

/* Are both about one matter? */
bool event_same_matter(enum event_kind a, enum event_kind b);

/* Will anybody look for a word of it? */
bool event_is_searched(enum event_kind kind);

/* The number of the task or enrolment that it makes or is about; 0: neither. Not for an undo, only for its root. */
int64_t event_subject(const struct event *event);

#endif
