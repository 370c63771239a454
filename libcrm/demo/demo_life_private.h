/*
 * What becomes of a lead, one act after the other: the next is thought of when the last is done.
 *
 *	assign -> touch -> disqualify
 *	                -> qualify -> lose                                  lose -> return -> lose or win
 *	                           -> move: meeting -> lose
 *	                                            -> move: booking -> lose or win
 *
 * A few go back a stage, or stay where they are for ever. Beside it go touches and tasks. Times are seconds of local
 * time since 1970.
 */
#ifndef CRM_DEMO_DEMO_LIFE_PRIVATE_H
#define CRM_DEMO_DEMO_LIFE_PRIVATE_H

#include "book/context/crm.h"
#include "demo/demo_private.h"
#include "rows/rec.h"

#define DEMO_DAY INT64_C(86400)

typedef int64_t second_t;

/* In the order in which those of one hour are told. */
enum demo_deed {
	DEED_ASSIGN,
	DEED_RETURN,
	DEED_TOUCH,
	DEED_QUALIFY,
	DEED_MOVE,
	DEED_LOSE,
	DEED_DISQUALIFY,
	DEED_WIN,
	DEED_TASK,
	DEED_TASK_DONE,
	DEEDS
};

/* Where the lead will end; what goes beside it has none. */
enum demo_fate { FATE_NONE, FATE_BAD, FATE_LOST, FATE_LOST_MET, FATE_STUCK, FATE_LOST_BOOKED, FATE_WON, FATE_RETURNED };

struct demo_act {
	second_t told; /* not before that */
	second_t at;   /* when it was; of a task, when it is due */
	int64_t lead, task;
	enum demo_deed deed;
	enum demo_fate fate;
	bool been_back;
	const char *word, *more; /* stage, reason or kind; result of a touch. They live for ever. NULL: none */
	int64_t number;          /* minutes of a touch, amount of a win; 0: none */
	struct demo_dice dice;
};

/* A lead has just come in. */
struct demo_act demo_life_begin(int64_t lead, uint64_t seed, second_t came);

/* What follows ${done}, which was told at ${now}. Returns how many. */
#define DEMO_NEXT 3
int demo_life_next(const struct demo_act *done, second_t now, struct demo_act next[DEMO_NEXT]);

/* demo_act_row.c: the row that tells it, in crm->chunk. False: no memory. */
bool demo_act_row(struct crm *crm, const struct demo_act *act, struct rec *rec);

#endif
