/* How clocks are made. Private to the report on deadlines. */
#ifndef CRM_REPORT_SLA_SLA_PRIVATE_H
#define CRM_REPORT_SLA_SLA_PRIVATE_H

#include "base/time/workline.h"
#include "book/context/absence.h"
#include "book/history/lead_clocks.h"
#include "report/kit/line.h"
#include "report/kit/ordered.h"
#include "report/kit/scan.h"
#include "report/sla/sla.h"

struct sla_maker {
	struct crm *crm;
	const struct query *query;
	const struct sla_search *search;
	enum sla_scope scope;
	instant_t at; /* the moment that is looked at */
	struct ordered ordered;
	struct work_line *line;
	int64_t budget[SLA_POOL]; /* working seconds; 0: no such clock. Of stages: by target_days */
	int64_t day;              /* working seconds of a day */
	instant_t from, to;       /* SLA_DUE_IN: the deadline is in [from, to) */
	int n_away;
	struct absence *away; /* by manager and beginning, none over another; from and to are instants */
	struct wanted tasks;  /* that may have clocks */
	struct wanted apart;  /* leads of which the journal tells */
	struct arena arena;   /* of one lead or task */
};

/* sla.c: one row of the list, as of the manager ${whose}. */
enum status sla_print(struct line *line, const struct sla_clock *clock, int64_t whose, const char *name);
/* --clock; -1: any. */
enum status sla_take_kind(struct crm *crm, int *kind);
extern const char *const sla_kind_words[]; /* by enum sla_kind, NULL at SLA_POOL */
extern const char *const sla_state_words[];

/* sla_clocks.c: the clocks of a lead, of a task, from what happened. A task's history is that of ${n} events, the first
   of which added it. */
enum status sla_lead(void *maker, struct crm *crm, const struct history *history);
enum status sla_task(void *maker, const struct event *const *events, int n);

/* The same from when a clock of a lead began and stopped; owner is known. */
bool sla_judge_lead(struct sla_maker *maker, const struct lead_clock *told, struct sla_clock *clock);

/* sla_judge.c */
struct sla_run {
	enum clock_end end;
	int64_t budget; /* working seconds; of a task the deadline is known instead */
	int64_t away;   /* the manager whose absences do not count; 0: nobody's */
};
/* Deadline, state, left and spent from kind, started and stopped. False if such a clock is not looked for or does not
   count. */
bool sla_judge(struct sla_maker *maker, const struct sla_run *run, struct sla_clock *clock);
/* Working seconds of [from, to) in which the manager is away; 0: nobody is. */
int64_t sla_absent_between(struct sla_maker *maker, int64_t manager, instant_t from, instant_t to);
/* Kept, or handed on, if it passes -m and -u and is wanted. */
enum status sla_keep(struct sla_maker *maker, const struct sla_clock *clock);

/* sla_scan.c: make the clocks from what the tables find, or from the journal as of a moment. */
enum status sla_scan(struct sla_maker *maker);

/* sla_stopped.c: those of ${open}, in order, with a clock that runs and may fall due in the period; all clocks that
   have stopped, but of the leads ${apart}. */
enum status sla_find_running(struct sla_maker *maker, const struct wanted *open, struct wanted *leads);
/* What runs of the leads ${open}, in order, by their rows; those whose rows do not tell all are added to ${rest}. */
enum status sla_scan_running(struct sla_maker *maker, const struct wanted *open, struct wanted *rest);
enum status sla_scan_stopped(struct sla_maker *maker, const struct wanted *apart);

/* sla_order.c: hand on those that were kept. */
enum status sla_hand_on(struct sla_maker *maker);

#endif
