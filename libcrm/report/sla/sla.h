/*
 * Deadlines in working time (D3): what has to be done by when, and was it?
 *
 * A clock runs from `started` to its deadline, which is that much working time of the department's calendar later:
 *
 *	first_response  the lead came -> the first answer: an outgoing touch but no note, or a call, meeting or visit in
 *	                which the client was spoken to.                         Budget: setting sla.first_response (1h)
 *	qualify         the lead came -> it is qualified, or decided in any way.       Budget: setting sla.qualify (1d)
 *	callback        a call of the client that was missed -> the next attempt, which is an answer as above; more
 *	                missed calls until then start nothing.                              Budget: setting sla.callback
 *	                                                                                    (20m)
 *	stage           the lead came to a stage -> it left it; the first stay at the first stage is the clock qualify.
 *	                                                                                     Budget: stage.target_days
 *	task            the task was added, or put off -> it is done; the deadline is its due
 *
 * A call is missed when it is of the client's and its result is one of the words of setting sla.missed.
 *
 * Spam and duplicates have no clocks. Nor has what was decided as it came in, and a lead that came in at a later stage,
 * taken over from another system, has the first two not. A lead that is lost or disqualified closes its clocks: one
 * whose deadline has not come does not count at all (qualify is met by it), one whose deadline is over stays breached.
 * To win closes first_response and callback in the same way, and meets the clock of the stage. A task that is put off
 * before it is due begins anew, one that is put off later leaves a breached clock behind. Nothing that happened after
 * the decision starts or meets a clock.
 *
 * While the owner of a lead is away (table absence), its clocks qualify and stage stand still, unless setting
 * sla.absences is 0; a client who waits for an answer waits for the department.
 *
 *	waiting   runs               due_soon  runs, and three quarters of its working time are over
 *	breached  runs, or was closed, and the deadline is over
 *	met       in time            met_late  not in time
 *
 * With -T and --known-at the journal tells. Otherwise what has stopped is in table clock, as it happened: budgets, the
 * calendar and absences are laid on it here, so that no change of them leaves anything stale; for what runs the events
 * of its lead are read. Both ways give the same clocks.
 */
#ifndef CRM_REPORT_SLA_SLA_H
#define CRM_REPORT_SLA_SLA_H

#include "book/records/query.h"

/* As CONF_CLOCKS. pool: open leads that nobody may have; it has no deadline, and only alerts speak of it. */
enum sla_kind { SLA_FIRST_RESPONSE, SLA_QUALIFY, SLA_CALLBACK, SLA_STAGE, SLA_TASK, SLA_POOL, SLA_KINDS };
enum sla_state { SLA_WAITING, SLA_DUE_SOON, SLA_BREACHED, SLA_MET, SLA_MET_LATE, SLA_STATES };

/* The words of CONF_CLOCKS and pool; waiting due_soon breached met met_late. */
const char *sla_kind_name(enum sla_kind kind);

extern const struct field sla_fields[];
extern const struct field sla_sums_fields[];

struct sla_clock {
	enum sla_kind kind;
	enum sla_state state;
	bool open; /* it runs */
	int64_t lead, task, client;
	int64_t owner;   /* whose the lead or task is */
	int64_t manager; /* whose it was when the clock stopped or fell due, whichever came first */
	int64_t source, project, campaign, reason,
	    stage; /* of a lead's clock; stage: that of the stay, else where the lead stands */
	instant_t started, deadline;
	instant_t stopped; /* met or closed; the moment looked at while it runs */
	int64_t left;      /* working seconds from then to the deadline; below 0: late by so many */
	int64_t spent;     /* working seconds from the start until then */
	int64_t nth;       /* among those of its kind of the lead or task */
};

/* By deadline, kind, lead, task. */
int sla_clock_order(const void *a, const void *b);

/* What is looked for. */
enum sla_scope {
	SLA_OPEN,   /* clocks that run */
	SLA_ALL,    /* all */
	SLA_DUE_IN, /* those whose deadline falls into the period of the query */
};

struct sla_search {
	enum sla_scope scope;
	/* Is it one of those that are asked for? NULL: all are. Asked as they are found, in no order. */
	enum status (*wants)(void *arg, const struct sla_clock *clock, bool *wanted);
	/* Each, by sla_clock_order if ${in_order}. ${name}: of the client, if ${named}; NULL: unknown. Both are
	   borrowed for the call. Stops when it does not return CRM_OK. */
	enum status (*each)(void *arg, const struct sla_clock *clock, const char *name);
	void *arg;
	bool in_order, named; /* named goes with in_order */
	bool narrow;          /* of a lead's clock nothing is asked for but kind, state, manager, times and lead */
};

/* The clocks that pass -m and -u: by owner if scope is SLA_OPEN and the clock runs, else by manager. However many they
   are, only a few MiB of them are in memory. */
enum status sla_each(struct crm *crm, const struct query *query, const struct sla_search *search);

/* The rows of crm-sla, and of crm-sla --compliance. CRM_CONDITION as --fail-on says. */
enum status sla_report(struct crm *crm, const struct query *query, struct writer *writer, struct buf *page);
enum status sla_compliance(struct crm *crm, const struct query *query, struct writer *writer, struct buf *page);

#endif
