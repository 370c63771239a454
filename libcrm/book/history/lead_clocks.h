/*
 * What of a lead runs by the clock (D3), and since when: report/sla/sla.h says what each clock is, how much time it is
 * given, and what that makes of it. Here is only what happened.
 *
 * The clocks that have stopped, and missed calls that wait, are kept in table clock: so many as a month has are read
 * without the journal. What they hang on: the events of the lead, the order of stages, the zone, and which results of a
 * call are none (setting sla.missed).
 */
#ifndef CRM_BOOK_HISTORY_LEAD_CLOCKS_H
#define CRM_BOOK_HISTORY_LEAD_CLOCKS_H

#include "book/history/history.h"

enum clock_kind { CLOCK_FIRST_RESPONSE, CLOCK_QUALIFY, CLOCK_CALLBACK, CLOCK_STAGE };

/* closed: by the decision about the lead, whose clock counts only where its deadline was over. */
enum clock_end { CLOCK_RUNS, CLOCK_ENDED, CLOCK_CLOSED };

struct lead_clock {
	enum clock_kind kind;
	enum clock_end end;
	int64_t stage;              /* where the lead stayed; 0: of another kind */
	instant_t started, stopped; /* stopped: INSTANT_MAX while it runs */
	int nth;                    /* among those of its kind and stage that began then */
	int64_t manager;            /* whose the lead was when it stopped; 0: nobody's */
	instant_t since;            /* and had been from then on; INSTANT_MIN: ever */
	int64_t former;             /* whose it had been ever before that; CLOCK_OF_MANY: of more than one */
};
#define CLOCK_OF_MANY (-1)

struct owning {
	instant_t at;
	int64_t manager;
};

struct spoken_result {
	instant_t at;
	bool missed; /* else an answer */
};

struct clock_stay {
	int64_t stage;
	instant_t since, until;
	enum clock_end end;
	bool first; /* at the first stage since the lead came */
};

/* A lead, gathered in the order recorded; arrays hold as many as there are events. */
struct lead_life {
	struct crm *crm;
	struct arena *arena;
	struct lead_folded folded;
	bool fresh; /* it came in open, at the first stage */
	bool born_open;
	instant_t decided, pooled; /* the first; INSTANT_MAX: never */
	int n_owners, n_said, n_stays;
	struct owning *owner;
	struct spoken_result *said;
	struct clock_stay *stay;
};

/* Room for the clocks of ${events} events; then each that counts. What they are made of is the arena's. */
enum status lead_life_begin(struct lead_life *life, struct crm *crm, struct arena *arena, int events);
enum status lead_life_event(struct lead_life *life, const struct event *event);
/* Both, of a history that was judged. */
enum status lead_life_read(struct lead_life *life, struct crm *crm, struct arena *arena, const struct history *history);

/* Whose it was: the last word recorded about that moment; before any, the first one. 0: nobody's. */
int64_t lead_life_owner_at(const struct lead_life *life, instant_t at);

/* All its clocks, by kind. Of a lead that exists and counts as one (rollup_counts_as_lead). Stops when ${each}
   does not return CRM_OK. */
enum status lead_life_clocks(
    struct lead_life *life, enum status (*each)(void *arg, const struct lead_clock *clock), void *arg);

/* Since when it has been his who has it now, and whose it had been before, as a clock's: INSTANT_MIN: ever. */
void lead_life_owner(const struct lead_life *life, instant_t *since, int64_t *former);

/* What a touch says to a client who waits. */
enum touch_says { SAYS_NOTHING, SAYS_ANSWER, SAYS_MISSED };
enum status touch_says(struct crm *crm, const struct event *touch, struct arena *arena, enum touch_says *says);
/* Is the result of a call one of the words of sla.missed? Blanks inside it are as underscores. NULL: no. */
enum status call_was_missed(struct crm *crm, const char *result, bool *missed);

/* Of a lead: those that table clock keeps, and what table owning knows of its owner. */
struct kept_clocks {
	int n;
	struct lead_clock *clock; /* the arena's */
	bool owned;               /* somebody else had it before: as of a clock that stops now */
	instant_t since;
	int64_t former;
};
enum status kept_clocks_of(struct lead_life *life, struct kept_clocks *kept);
/* The tables, of a lead that was ${before} and is ${after}. */
enum status kept_clocks_write(
    struct crm *crm, int64_t lead, const struct kept_clocks *before, const struct kept_clocks *after);
/* The same by one event more, of a lead whose rows were ${before} and are to be ${after}. CRM_NONE, and nothing is
   written: its history is needed. */
enum status kept_clocks_step(
    struct crm *crm, const struct event *event, const struct lead_folded *before, const struct lead_folded *after);
/* Can a touch change what the table has of its lead? Else nothing but the moment of the last one changes. */
enum status kept_clocks_hang_on(struct crm *crm, const struct event *touch, bool *hang);

#endif
