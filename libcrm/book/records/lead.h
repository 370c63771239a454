/*
 * A lead (обращение, then интерес): somebody's interest, from the first inquiry to a contract or a refusal.
 *
 *	open --win--> won             (win again: another amount)
 *	 |  ^          |
 *	 |  +--return--+              the win is annulled by each arrow that leaves it
 *	 |  +--return-- lost          (lose, with a reason; of a won one too)
 *	 +------return-- disqualified (disqualify, with a reason; of a won one too)
 *
 * While open it stands at a stage. Its row is the fold of its events: nobody writes it but book/projection/apply.c and
 * the bulk intake.
 */
#ifndef CRM_BOOK_RECORDS_LEAD_H
#define CRM_BOOK_RECORDS_LEAD_H

#include "base/value/money.h"
#include "book/context/dictionaries.h"
#include "rows/rec.h"

enum lead_state { LEAD_OPEN, LEAD_WON, LEAD_LOST, LEAD_DISQUALIFIED };
const char *lead_state_name(enum lead_state state);                     /* open won lost disqualified */
enum status lead_state_parse(const char *text, enum lead_state *state); /* those words; CRM_DATA otherwise */

#define AMOUNT_NONE INT64_MIN
/* A trillion of the currency. No lead is about more: what is counted of a telephone number in the wrong column is this,
   so that it does not make the sums of all others run over. */
#define AMOUNT_COUNTED_MAX 100000000000000
/* For a manager in events: nobody has it from now on. Without a word its owner would keep it. */
#define LEAD_NOBODY "-"

struct lead {
	int64_t lead, client; /* client: the root, see book/records/client.h */
	int64_t event;        /* the one that created it */
	enum lead_state state;
	int64_t stage;   /* where it stands, or stood when it was decided: by the latest move by its own date */
	int64_t manager; /* 0: nobody yet */
	int64_t source, campaign, project;
	money_t amount; /* AMOUNT_NONE: unknown */
	instant_t created_at, stage_since;
	instant_t decided_at; /* 0 while open */
	instant_t last_touch; /* 0: never */
	int64_t reason;       /* why lost or disqualified */
	int64_t origin;       /* the lead this one repeats */
};

/* Its amount as sums over leads take it, on every road: 0 if unknown. */
static inline money_t lead_amount_counted(const struct lead *lead)
{
	money_t amount = lead->amount == AMOUNT_NONE ? 0 : lead->amount;
	return amount > AMOUNT_COUNTED_MAX    ? AMOUNT_COUNTED_MAX
	       : amount < -AMOUNT_COUNTED_MAX ? -AMOUNT_COUNTED_MAX
	                                      : amount;
}

/* First entry into a stage or any later one. */
struct reach {
	int64_t stage;
	instant_t at;
	int64_t manager; /* who owned the lead then */
	bool skipped;    /* passed over by entering a later stage */
};

/* A stay at a stage that has ended: the lead was moved on or back, to where it stood as well, or decided. What is
   recorded late, and placed later already, makes none. */
struct stay {
	int64_t stage, manager; /* manager: who owned the lead when it ended */
	instant_t since, until; /* until >= since */
	instant_t recorded;     /* when its end was typed in */
	bool closed;            /* the lead was lost or disqualified */
	const struct stay *before;
};

/* Not one that was over before the lead came, or as it came: who comes in lost has never stayed. */
static inline bool stay_counts(const struct lead *lead, const struct stay *stay)
{
	return stay->until > lead->created_at;
}

/* A win that was annulled: the lead was lost, disqualified or returned after it. */
struct annulment {
	instant_t won_at, at;   /* at: when it was annulled */
	int64_t stage, manager; /* entered by winning; who owned the lead then */
	money_t amount;         /* 0: unknown */
	const struct annulment *before;
};

/* A lead as its events tell it, with everything the reports count. */
struct lead_folded {
	bool exists; /* false: never created, or taken back */
	struct lead lead;
	int64_t home;        /* the client it came to; lead.client is under whom he stands now */
	int64_t first_owner; /* the lead counts for him (metric leads) */
	bool placed;         /* by a move, a win or a return, at lead.stage_since */
	int n_reach;
	struct reach reach[STAGES_MAX];   /* without the first stage: that is created_at */
	int64_t won_from, winner;         /* of the latest win: the stage where it stood before, who owned it */
	const struct annulment *annulled; /* the latest; in crm->chunk. NULL: none */
	/* Stays that have ended, the latest first; in crm->chunk. NULL: none. While the lead is open one more runs,
	   since lead.stage_since at lead.stage; one that came in decided never stayed. */
	const struct stay *stays;
	/* for as-of reports and segments: the creating row; borrowed as the events are */
	const char *created_new;
};

/*
 * Fold events, given in the order recorded, into ${folded} (zeroed before the first). Events that a later one of the
 * list reverses must be left out by the caller: see lead_fold. Only words are looked up in ${crm}.
 */
enum status lead_fold_event(struct crm *crm, struct lead_folded *folded, const struct event *event);

/* What counts and what does not, for lead_fold: occurred_at < as_of and recorded_at <= known_at. */
struct horizon {
	instant_t as_of, known_at; /* INSTANT_MAX: all */
	bool coming;               /* leads that are still to come too, as they stand at as_of */
};
/* Fold lead ${id} from the journal. Texts are in crm->chunk. */
enum status lead_fold(struct crm *crm, int64_t id, const struct horizon *horizon, struct lead_folded *folded);
/* Is a move of ${at} recorded late, since the lead was placed later, at ${since}? What is dated by the day alone, at
   its first second, comes after what that day holds. */
bool lead_placed_after(const struct crm *crm, instant_t at, instant_t since);
/* Where a lead goes back to: the stage where it stands; from one of kind won, where it stood before. */
enum status lead_stage_before_win(struct crm *crm, const struct lead *lead, const struct stage **stage);
/* Every lead of the journal in order of number, by the slow road; stops when ${each} does not return CRM_OK. What each
   leaves in crm->chunk goes with its lead. */
enum status lead_fold_all(struct crm *crm, const struct horizon *horizon,
    enum status (*each)(void *arg, struct crm *crm, const struct lead_folded *folded), void *arg);

/* The stored row; CRM_NONE if there is no such lead. */
enum status lead_get(struct crm *crm, int64_t id, struct lead *lead);
enum status lead_put(struct crm *crm, const struct lead *lead); /* insert or replace; for book/projection/apply.c */
/* Of a lead that is there as ${before}: only what differs is written. */
enum status lead_change(struct crm *crm, const struct lead *before, const struct lead *after);
/* Of a lead whose row is as it came: what may have become of it. */
enum status lead_grown(struct crm *crm, const struct lead *lead);
enum status lead_touched(struct crm *crm, int64_t lead, instant_t at);
enum status lead_delete(struct crm *crm, int64_t id);
void lead_row(struct stmt *stmt, struct lead *lead); /* a row that begins with lead_columns, see lead.sql */
int64_t lead_row_number(struct stmt *stmt);          /* whose row it is */

/*
 * Which lead does a row mean? By `lead`, or by `ext_id` with `source` (texts, may be NULL). CRM_NONE with a sentence in
 * crm->why if there is none; CRM_DATA if the number is not one, or an ext_id fits several sources.
 */
enum status lead_resolve(struct crm *crm, const char *lead, const char *ext_id, const char *source, struct lead *out);

#endif
