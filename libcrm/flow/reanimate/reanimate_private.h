/* The inside of reanimate.h: for reanimate.c and reanimate_step.c only. */
#ifndef CRM_FLOW_REANIMATE_REANIMATE_PRIVATE_H
#define CRM_FLOW_REANIMATE_REANIMATE_PRIVATE_H

#include "flow/reanimate/reanimate.h"

struct reanimate_programme {
	const char *name, *reasons;
	int64_t cooldown_days, max_entries, holdout_pct;
};

/* One row of the table: the letter of a step for a segment. Steps come in order. */
struct reanimate_step {
	const char *programme, *number, *channel, *template, *segment;
	int64_t step, delay_days;
};

/* One run. */
struct reanimate_run {
	struct crm *crm;
	reanimate_post *post;
	void *arg;
	struct reanimated *out;
	day_t today;
	int64_t late_days;
	int n_programmes, n_steps;
	struct reanimate_programme *programme;
	struct reanimate_step *step;
};

struct reanimate_enrolment {
	int64_t enrolment, entry;
	const char *programme; /* as the settings call it */
	instant_t lost_at;
	struct lead lead;
};

/* reanimate.c. One row more; texts must outlive the run. */
enum status reanimate_add_row(struct reanimate_run *run, const struct reanimate_row *row);
/* Record an event of an enrolment: ${pairs} is key, value, …, NULL. Sets enrolment->enrolment for the one that makes
   it. */
enum status reanimate_record(
    struct reanimate_run *run, struct reanimate_enrolment *enrolment, enum event_kind kind, const char *const *pairs);

/* reanimate_step.c: the step that is due, if one is, and the end if nothing is left to come. */
enum status reanimate_step_due(struct reanimate_run *run, struct reanimate_enrolment *enrolment);

#endif
