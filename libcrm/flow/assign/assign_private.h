/* The inside of assign_choose.h: for assign_choose.c, assign_candidates.c and assign_method.c only. */
#ifndef CRM_FLOW_ASSIGN_ASSIGN_PRIVATE_H
#define CRM_FLOW_ASSIGN_ASSIGN_PRIVATE_H

#include "flow/assign/assign_choose_private.h"

enum method { METHOD_RR, METHOD_WEIGHTED, METHOD_LEAST, METHOD_CAPACITY };

/* What stands between a manager and a lead. The first ones do not change while leads are handed out. */
enum hurdle {
	HURDLE_NONE,
	HURDLE_ROLE,
	HURDLE_LEFT,
	HURDLE_NOT_YET,
	HURDLE_AWAY,
	HURDLE_WEIGHT, /* those before it keep a client's owner from him too */
	HURDLE_WIP,
	HURDLE_DAY_OFF,
	HURDLE_DAY,
	HURDLE_MONTH
};

/* By manager_at. */
struct candidate {
	const struct manager *manager;
	enum hurdle hurdle;
	day_t until;                   /* of an absence */
	int64_t open, load;            /* open leads: how many, how heavy */
	int64_t a_day, today, a_month; /* leads he may get a day; that he got today, this month */
	instant_t last;                /* when he got one last; INSTANT_MIN: never */
	uint64_t lot;                  /* today's */
	int64_t score;                 /* for the lead at hand: the highest gets it */
	int64_t part;                  /* of the lead at hand, that is his by weight */
};

struct route {
	const char *name, *segment; /* name NULL: where no route fits */
	enum method method;
	bool *takes;     /* by candidate */
	int64_t turns;   /* leads handed out in turn */
	int64_t *credit; /* by candidate */
};

struct handout {
	struct crm *crm;
	bool sticky, works_today;
	int n, n_routes; /* the last route is the one without a name */
	struct candidate *who;
	struct route *route;
	int64_t *heavy;     /* by pos of stage */
	int *free, n_free;  /* candidates for the lead at hand */
	struct route *used; /* for the lead at hand */
};

/* assign_candidates.c: every manager with his leads and his hurdle, into handout->who. */
enum status who_load(struct handout *handout);
/* What keeps him from a lead now: what who_load found, else what he has got since. */
enum hurdle who_hurdle(const struct handout *handout, const struct candidate *who);
/* A code for events, and words for people, in crm->chunk. */
const char *hurdle_code(enum hurdle hurdle);
const char *hurdle_text(struct handout *handout, const struct candidate *who, enum hurdle hurdle);
int64_t who_quota(const struct candidate *who); /* leads he may still get today; INT64_MAX without a capacity */
struct candidate *who_is(struct handout *handout, const struct manager *manager);

#endif
