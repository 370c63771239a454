/* The inside of assign_choose.h: for assign_choose.c, assign_candidates.c and assign_method.c only. */
#ifndef CRM_FLOW_ASSIGN_ASSIGN_PRIVATE_H
#define CRM_FLOW_ASSIGN_ASSIGN_PRIVATE_H

#include "flow/assign/assign_choose_private.h"

enum assign_method { METHOD_RR, METHOD_WEIGHTED, METHOD_LEAST, METHOD_CAPACITY };

/* What stands between a manager and a lead. The first ones do not change while leads are handed out. */
enum assign_hurdle {
	HURDLE_NONE,
	HURDLE_ROLE,
	HURDLE_LEFT,
	HURDLE_NOT_YET,
	HURDLE_AWAY,
	HURDLE_GIVES,
	HURDLE_WEIGHT, /* those before it keep a client's owner from him too */
	HURDLE_WIP,
	HURDLE_DAY_OFF,
	HURDLE_DAY,
	HURDLE_MONTH
};

/* By manager_at. */
struct assign_candidate {
	const struct manager *manager;
	enum assign_hurdle hurdle;
	const char *until;             /* of an absence; NULL: none */
	int64_t open, load;            /* open leads: how many, how heavy */
	int64_t a_day, today, a_month; /* leads he may get a day; that he got today, this month */
	instant_t last;                /* when he got one last; INSTANT_MIN: never */
	uint64_t lot;                  /* today's */
	int64_t score;                 /* for the lead at hand: the highest gets it */
	int64_t part;                  /* of the lead at hand, that is his by weight */
};

struct assign_route {
	const char *name, *segment; /* name NULL: where no route fits */
	enum assign_method method;
	bool *takes;     /* by candidate */
	int64_t turns;   /* leads handed out in turn */
	int64_t *credit; /* by candidate */
};

struct assigner {
	struct crm *crm;
	bool sticky, works_today;
	int n, n_routes; /* the last route is the one without a name */
	struct assign_candidate *who;
	struct assign_route *route;
	int64_t *heavy;            /* by pos of stage */
	int *free, n_free;         /* candidates for the lead at hand */
	struct assign_route *used; /* for the lead at hand */
	/* The list made last for an event, and of whom; the next lead is nearly always handed out among the same. */
	const struct assign_route *listed_of;
	int *listed, n_listed;
	const char *list;
};

/* assign_candidates.c: every manager with his leads and his hurdle, into assigner->who. */
enum status assign_candidates_load(struct assigner *assigner);
/* What keeps him from a lead now: what assign_candidates_load found, else what he has got since. */
enum assign_hurdle assign_candidate_hurdle(const struct assigner *assigner, const struct assign_candidate *who);
/* A code for events, and words for people, in crm->chunk. */
const char *assign_hurdle_code(enum assign_hurdle hurdle);
const char *assign_hurdle_text(
    struct assigner *assigner, const struct assign_candidate *who, enum assign_hurdle hurdle);
int64_t assign_candidate_quota(
    const struct assign_candidate *who); /* leads he may still get today; INT64_MAX without a capacity */
struct assign_candidate *assign_candidate_of(struct assigner *assigner, const struct manager *manager);

#endif
