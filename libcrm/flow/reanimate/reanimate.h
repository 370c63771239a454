/*
 * Reanimation: letters to clients who were lost, by programme and step (settings tables `programme` and `step`).
 *
 *	lost --enrol--> running --the last step is over--> finished
 *	  |                |
 *	  |                +--any sign of life----------> stopped
 *	  +--hold-out--> held out: gets nothing, to see what the letters are worth
 *
 * An enrolment is dated from the loss, and so are its steps: run it every day or once a week, the same letter is meant.
 * A step is recorded once, also when it is passed over because it is too late or a later one is due already (`skipped`
 * in its event): otherwise it would come back every day, and a long-past letter would follow a newer one. A step that
 * lacks something which can still be given (consent, address, a channel) is not recorded and is asked again until it is
 * too late.
 */
#ifndef CRM_FLOW_REANIMATE_REANIMATE_H
#define CRM_FLOW_REANIMATE_REANIMATE_H

#include "base/text/json.h"
#include "book/records/lead.h"

/* In the order of the sum line; rejected besides. */
#define REANIMATE_VERDICTS "sent enrolled held_out skipped stopped finished"

struct reanimate_letter {
	const struct lead *lead;
	const struct json *row; /* what the lead came with */
	const char *programme, *step, *template, *address;
	int64_t entry; /* which time this lead is in the programme, from 1 */
};

/*
 * Puts a letter where it will be sent from, in the transaction that is open. CRM_OK; CRM_NONE if it is there already;
 * CRM_CONFIG or CRM_DATA with crm->why if it cannot be written: then the step is `rejected` and stays due, and the run
 * goes on. Anything else ends the run.
 */
typedef enum status reanimate_post(void *arg, struct crm *crm, const struct reanimate_letter *letter);

/* One row of the answer; NULL: empty. Texts are in crm->run or constant. */
struct reanimate_row {
	int64_t lead;
	const char *programme, *step, *segment, *channel, *template, *verdict, *reason;
};

struct reanimated {
	int n, room;
	struct reanimate_row *row; /* in crm->run */
	bool changed;              /* something was recorded */
};

/* Do what is due on the local day of crm->now. Inside a batch. Forgets crm->chunk. */
enum status reanimate(struct crm *crm, reanimate_post *post, void *arg, struct reanimated *out);

/* Why nothing more may be sent to a lead that was lost at ${lost_at}: reopened, new_inquiry, won, incoming or
   no_longer_lost; NULL if it may. */
enum status reanimate_stop(struct crm *crm, int64_t lead, instant_t lost_at, const char **why);

/* The same for a letter that waits (lead, programme, entry and step of it): it may also be undone, or its enrolment
   stopped. */
enum status reanimate_wanted(struct crm *crm, int64_t lead, const struct reanimate_letter *letter, const char **why);

#endif
