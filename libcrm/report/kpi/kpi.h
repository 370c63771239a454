/*
 * The report of the day: what was done, against the plan of the month (D6), in the four questions: good or bad, by how
 * much, why, and what to do.
 *
 *	fact        that local day; month_fact: from the first of its month to its end
 *	expected    plan * working days gone, the day itself included / working days of the month
 *	gap         month_fact - expected; in percent of expected; lag_days: in working days of the plan, negative when
 *	            ahead
 *	rate        month_fact / month_fact of the metric before it, with Wilson's 95 % interval
 *	light       by the chance to reach the plan (base/statistics/stats.h, pace): green from kpi.green_pct (70), red below
 *	            kpi.red_pct (30); of the last three months' mean a working day, which counts as five days. Money
 *	            does not come by ones, so that of `amount` goes by gap_pct: green from -5, yellow from -20
 *
 * The plan of who leaves counts the days of the month that he is here, and nobody advises him.
 *
 * The three months begin with the month in which the books do, and a manager's with the day he was hired. Who has no
 * history is taken to work by plan. A lead counts for its first owner, an entry into a stage for who owned the lead
 * when it was recorded.
 *
 * The figures come from the sums by day, so that their cost does not grow with the leads; with -T or --known-at the
 * journal is folded. Both ways give the same figures. Nothing is written.
 */
#ifndef CRM_REPORT_KPI_KPI_H
#define CRM_REPORT_KPI_KPI_H

#include "base/statistics/stats.h"
#include "book/records/query.h"

extern const struct field kpi_fields[];

enum kpi_metric { KPI_LEADS, KPI_QUALIFIED, KPI_MEETINGS, KPI_BOOKINGS, KPI_CONTRACTS, KPI_AMOUNT, KPI_METRICS };
extern const char *const kpi_metric_names[KPI_METRICS]; /* codes; the words for people by _() */

enum kpi_light { KPI_UNLIT, KPI_GREEN, KPI_YELLOW, KPI_RED };
extern const char *const kpi_light_names[]; /* "", green yellow red; for people by _() */

/* Below so many a rate is not compared. */
#define KPI_FEW 20

struct kpi_days {
	day_t day, month, next; /* of the report; first days of its month and of the next one */
	day_t from;             /* where the three months before begin */
	int elapsed, all;       /* working days; all calendar days if the calendar has none at all */
};

/* Counts, or minor units of money. */
struct kpi_sum {
	int64_t day, month, before;
};

struct kpi_line {
	bool counted; /* a stage stands behind the metric; else all is empty */
	struct kpi_sum sum;
	bool planned;
	int64_t plan;
	const char *lacks;        /* of the total: units and managers whose figures are in it, but no plan; NULL */
	const char *below;        /* of the total: what the plans below it add up to, where that is another sum; NULL */
	const char *loose;        /* of the total: what is left of the plans of who has left, nobody's since; NULL */
	double base;              /* a working day of the months before; NAN: no history */
	double expected, gap;     /* as sum */
	double gap_pct, lag_days; /* NAN: of nothing */
	struct stats_pace pace;   /* not of amount */
	int64_t of;               /* the rate's denominator */
	double rate, rate_lo, rate_hi; /* NAN: none */
	double norm;                   /* of the department; of the total: of the months before. NAN: not compared */
	bool low;                      /* the whole interval is below the norm */
	enum kpi_light light;
	const char *reason, *action; /* "" if there is nothing to say or to do */
	const char *cause;           /* the reason to do it, without remarks of the plan */
};

struct kpi_person {
	const struct manager *manager; /* NULL: the total; kpi_is_nobody: what no manager owns */
	struct kpi_line line[KPI_METRICS];
};

struct kpi {
	struct kpi_days days;
	int n;
	/* The total first, then by code, then nobody; one who is asked for alone. In crm->run. */
	struct kpi_person *person;
	struct kpi_person department; /* the same total without -m and -u */
	int64_t unowned;              /* leads of the month that nobody has had */
	bool history;                 /* there is a month to compare with */
	bool any_plan;
};

/* Everything in the report. CRM_USAGE for options that it has no use for. */
enum status kpi_make(struct crm *crm, const struct query *query, struct kpi *kpi);
/* CRM_CONDITION if a line has the light of --fail-on, or a worse one; else CRM_OK. */
enum status kpi_condition(const struct query *query, const struct kpi *kpi);
/* The report as rows. */
enum status kpi_report(struct crm *crm, const struct query *query, struct writer *writer);

/* Not a person: the line of what nobody owns. */
bool kpi_is_nobody(const struct kpi_person *person);
/* Percent: from where a chance is green (KPI_GREEN), below what it is red (KPI_RED). */
int64_t kpi_limit(struct crm *crm, enum kpi_light light);

/* A count, or money in short, as people read it. */
void kpi_value_put(struct buf *buf, enum kpi_metric metric, double value);
/* Is the plan in sight, so that it is only not certain? */
bool kpi_tight(const struct kpi_line *line);
/* The counted metric before it; -1 if there is none, or if it is no step of a funnel. */
int kpi_step_before(const struct kpi_person *person, enum kpi_metric metric);

/* The arithmetic: sum, plan and base in; the rest out. */
struct kpi_limits {
	double green, red; /* chances */
};
void kpi_judge(
    struct kpi_line *line, enum kpi_metric metric, const struct kpi_days *days, const struct kpi_limits *limits);

#endif
