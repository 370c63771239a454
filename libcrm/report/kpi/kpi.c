#include "report/kpi/kpi.h"

#include <math.h>

#include "base/value/number.h"
#include "report/kpi/kpi_private.h"

#define WEIGHT 5 /* days that the months before count as */

const char *const kpi_metric_names[KPI_METRICS] = {
    N_("leads"), N_("qualified"), N_("meetings"), N_("bookings"), N_("contracts"), N_("amount")};
const char *const kpi_light_names[] = {"", N_("green"), N_("yellow"), N_("red")};

void kpi_value_put(struct buf *buf, enum kpi_metric metric, double value)
{
	if (metric == KPI_AMOUNT)
		money_put_short(buf, (money_t)value);
	else
		number_put_short(buf, value);
}

bool kpi_tight(const struct kpi_line *line)
{
	return round(line->pace.forecast) >= (double)line->plan;
}

/* Who owns what nobody does: a line of its own, as if it were a manager's. */
static const struct manager nobody = {.code = "-", .name = N_("nobody"), .hired = INT32_MIN, .left = INT32_MAX};

bool kpi_is_nobody(const struct kpi_person *person)
{
	return person->manager == &nobody;
}

int kpi_step_before(const struct kpi_person *person, enum kpi_metric metric)
{
	int before = (int)metric - 1;

	if (metric == KPI_AMOUNT)
		return -1;
	while (before >= 0 && !person->line[before].counted)
		before--;
	return before;
}

static enum kpi_light light_of(const struct kpi_line *line, enum kpi_metric metric, const struct kpi_limits *limits)
{
	if (metric != KPI_AMOUNT)
		return line->pace.chance >= limits->green ? KPI_GREEN
		       : line->pace.chance >= limits->red ? KPI_YELLOW
		                                          : KPI_RED;
	if (isnan(line->gap_pct))
		return KPI_GREEN;
	return line->gap_pct >= -5 ? KPI_GREEN : line->gap_pct >= -20 ? KPI_YELLOW : KPI_RED;
}

void kpi_judge(
    struct kpi_line *line, enum kpi_metric metric, const struct kpi_days *days, const struct kpi_limits *limits)
{
	double plan = (double)line->plan, fact = (double)line->sum.month;

	line->gap_pct = line->lag_days = NAN;
	if (!line->planned)
		return;
	line->expected = plan * days->elapsed / days->all;
	if (metric == KPI_AMOUNT)
		line->expected = round(line->expected);
	line->gap = fact - line->expected;
	if (line->expected > 0)
		line->gap_pct = line->gap / line->expected * 100;
	if (plan > 0)
		line->lag_days = -line->gap / (plan / days->all);
	if (metric != KPI_AMOUNT)
		line->pace = stats_pace(
		    fact, plan, days->elapsed, days->all, isnan(line->base) ? plan / days->all : line->base, WEIGHT);
	line->light = light_of(line, metric, limits);
}

/* The day the report is about: of the evening of -T or --known-at, else of the clock, unless -p names another. */
static day_t day_of_report(struct crm *crm, const struct query *query)
{
	const struct horizon *horizon = &query->horizon;
	instant_t now = horizon->as_of != INSTANT_MAX ? horizon->as_of - 1 : crm->now;

	if (horizon->known_at < now)
		now = horizon->known_at;
	day_t today = zone_day(crm->zone, now), last = query->period.to - 1;
	if (!query->has_period)
		return today;
	/* Of a month that is not over, the last day so far. */
	return query->period.from <= today && last > today ? today : last;
}

static enum status set_days(struct crm *crm, const struct query *query, struct kpi_days *days)
{
	const struct calendar *calendar = crm_calendar(crm);

	if (!calendar)
		return crm->why.status;
	days->day = day_of_report(crm, query);
	days->month = month_start(days->day);
	days->next = month_next(days->day);
	days->from = days->month;
	for (int i = 0; i < 3; i++)
		days->from = month_start(days->from - 1);
	days->all = calendar_count(calendar, days->month, days->next);
	days->elapsed = calendar_count(calendar, days->month, days->day + 1);
	if (days->all == 0) {
		days->all = days->next - days->month;
		days->elapsed = days->day + 1 - days->month;
	}
	return CRM_OK;
}

/* The mean of the months before, for those of ${person} who were here. */
static void set_base(struct crm *crm, const struct kpi *kpi, struct kpi_person *person, day_t first)
{
	day_t start = month_start(first);
	int64_t all = 0;

	if (first >= kpi->days.month)
		start = kpi->days.month;
	if (start < kpi->days.from)
		start = kpi->days.from;
	if (person->manager && person->manager->hired > start)
		start = person->manager->hired;
	int days = start < kpi->days.month ? calendar_count(crm_calendar(crm), start, kpi->days.month) : 0;
	for (int m = 0; m < KPI_METRICS; m++)
		all += person->line[m].sum.before != 0;
	for (int m = 0; m < KPI_METRICS; m++)
		person->line[m].base = days > 0 && all > 0 ? (double)person->line[m].sum.before / days : NAN;
}

static void set_rates(struct kpi_person *person)
{
	for (int m = 0; m < KPI_METRICS; m++) {
		struct kpi_line *line = &person->line[m];
		int before = kpi_step_before(person, (enum kpi_metric)m);
		line->of = before < 0 ? 0 : person->line[before].sum.month;
		line->rate = line->rate_lo = line->rate_hi = line->norm = NAN;
		if (line->of <= 0 || line->sum.month < 0) /* more was annulled than won */
			continue;
		line->rate = (double)line->sum.month / (double)line->of;
		if (line->sum.month > line->of)
			continue;
		struct stats_interval interval = stats_wilson((double)line->sum.month, (double)line->of);
		line->rate_lo = interval.lo;
		line->rate_hi = interval.hi;
	}
}

/* A manager beside the department of this month, the total beside itself in the months before. */
static void compare_rates(struct kpi *kpi, struct kpi_person *person)
{
	for (int m = 0; m < KPI_METRICS; m++) {
		struct kpi_line *line = &person->line[m];
		int before = kpi_step_before(person, (enum kpi_metric)m);
		if (before < 0 || line->of < KPI_FEW || kpi_is_nobody(person))
			continue;
		int64_t then = person->line[before].sum.before;
		if (person->manager)
			line->norm = kpi->department.line[m].rate;
		else if (then >= KPI_FEW)
			line->norm = (double)line->sum.before / (double)then;
		line->low = line->rate_hi < line->norm;
	}
}

static bool has_lines(const struct kpi_person *person)
{
	for (int m = 0; m < KPI_METRICS; m++)
		if (person->line[m].planned || person->line[m].sum.month)
			return true;
	return false;
}

/* -m for one: he is the whole. */
static bool is_one_asked(struct crm *crm, const struct query *query)
{
	int n = 0;

	for (int i = 0; i < manager_count(crm); i++)
		n += query_takes(crm, query, manager_at(crm, i)->id);
	return query->n_managers && !query->n_units && n == 1;
}

static int by_code(const void *a, const void *b)
{
	const struct kpi_person *x = a, *y = b;

	return strcmp(x->manager->code, y->manager->code);
}

int64_t kpi_limit(struct crm *crm, enum kpi_light light)
{
	int64_t fallback = light == KPI_GREEN ? 70 : 30;
	int64_t pct = setting_int(crm, light == KPI_GREEN ? "kpi.green_pct" : "kpi.red_pct", fallback);

	return pct >= 0 && pct <= 100 ? pct : fallback;
}

/* Working days of [from, to), as set_days counts them. */
static int count_days(struct crm *crm, const struct kpi_days *days, day_t from, day_t to)
{
	bool works = calendar_count(crm_calendar(crm), days->month, days->next) > 0;

	if (to <= from)
		return 0;
	return works ? calendar_count(crm_calendar(crm), from, to) : to - from;
}

bool kpi_days_of(struct crm *crm, const struct kpi_days *days, const struct manager *manager, struct kpi_days *his)
{
	*his = *days;
	if (!manager || manager->left >= his->next)
		return false;
	his->all = count_days(crm, days, his->month, manager->left);
	his->elapsed = count_days(crm, days, his->month, manager->left <= his->day ? manager->left : his->day + 1);
	return true;
}

int64_t kpi_plan_of(const struct kpi_days *days, const struct kpi_days *his, int64_t plan)
{
	return (int64_t)round((double)plan * his->all / days->all);
}

/* Of who leaves in the month or has left before it, the plan counts the days he is here: ${his}. */
static void cut_plan(struct crm *crm, const struct kpi *kpi, struct kpi_person *person, struct kpi_days *his)
{
	if (!kpi_days_of(crm, &kpi->days, person->manager, his))
		return;
	for (int m = 0; m < KPI_METRICS; m++) {
		struct kpi_line *line = &person->line[m];
		line->plan = kpi_plan_of(&kpi->days, his, line->plan);
		line->planned = line->planned && his->all > 0;
	}
}

static void judge_people(struct crm *crm, struct kpi *kpi, day_t first)
{
	const struct kpi_limits limits = {
	    (double)kpi_limit(crm, KPI_GREEN) / 100, (double)kpi_limit(crm, KPI_RED) / 100};

	set_rates(&kpi->department);
	for (int i = 0; i < kpi->n; i++) {
		struct kpi_person *person = &kpi->person[i];
		set_base(crm, kpi, person, first);
		set_rates(person);
		compare_rates(kpi, person);
		struct kpi_days his;
		cut_plan(crm, kpi, person, &his);
		for (int m = 0; m < KPI_METRICS; m++)
			if (person->line[m].counted)
				kpi_judge(&person->line[m], (enum kpi_metric)m, &his, &limits);
	}
	kpi->history = !isnan(kpi->person[0].line[KPI_LEADS].base);
}

static enum status count_people(struct crm *crm, const struct query *query, struct kpi *kpi, struct kpi_person *people)
{
	struct kpi_count count = {.crm = crm,
	    .query = query,
	    .days = &kpi->days,
	    .total = &people[0],
	    .department = &kpi->department,
	    .nobody = &people[manager_count(crm) + 1],
	    .managers = people + 1};
	int n = manager_count(crm);

	kpi->person = people;
	for (int m = 0; m < KPI_METRICS; m++) {
		const struct stage *stage = stage_of_metric(crm, kpi_metric_names[m]);
		count.stage[m] = stage ? stage->id : 0;
		kpi->department.line[m].counted = stage || m == KPI_AMOUNT;
		for (int i = 0; i <= n + 1; i++)
			people[i].line[m].counted = stage || m == KPI_AMOUNT;
	}
	for (int i = 0; i < n; i++)
		people[i + 1].manager = manager_at(crm, i);
	people[n + 1].manager = &nobody;
	enum status status = kpi_scan(&count);
	if (status == CRM_OK)
		status = kpi_read_plans(crm, query, kpi, people + 1);
	if (status != CRM_OK)
		return status;
	bool one = is_one_asked(crm, query);
	kpi->n = one ? 0 : 1;
	for (int i = 1; i <= n; i++)
		if (one ? query_takes(crm, query, people[i].manager->id) : has_lines(&people[i]))
			people[kpi->n++] = people[i];
	if (kpi->n > 2)
		qsort(people + 1, (size_t)kpi->n - 1, sizeof *people, by_code);
	kpi->unowned = people[n + 1].line[KPI_LEADS].sum.month;
	if (query_takes(crm, query, 0) && has_lines(&people[n + 1]))
		people[kpi->n++] = people[n + 1];
	judge_people(crm, kpi, count.first);
	return CRM_OK;
}

enum status kpi_make(struct crm *crm, const struct query *query, struct kpi *kpi)
{
	*kpi = (struct kpi){0};
	if (query->n_by)
		return why_set(&crm->why, CRM_USAGE, _("the report of the day is by manager and metric: no --by"));
	if (query->n_operands)
		return why_set(&crm->why, CRM_USAGE, _("what is «%s»? the day is given as -p DAY"), query->operands[0]);
	if (query->fail_on && strcmp(query->fail_on, "red") != 0 && strcmp(query->fail_on, "yellow") != 0)
		return why_set(&crm->why, CRM_USAGE, _("--fail-on is red or yellow, not «%s»"), query->fail_on);
	struct kpi_person *people = arena_zero(&crm->run, ((size_t)manager_count(crm) + 2) * sizeof *people);
	if (!people)
		return why_memory(&crm->why);
	enum status status = set_days(crm, query, &kpi->days);
	if (status == CRM_OK)
		status = count_people(crm, query, kpi, people);
	return status == CRM_OK ? kpi_words(crm, query, kpi) : status;
}

enum status kpi_condition(const struct query *query, const struct kpi *kpi)
{
	if (!query->fail_on)
		return CRM_OK;
	enum kpi_light limit = strcmp(query->fail_on, "red") == 0 ? KPI_RED : KPI_YELLOW;
	for (int i = 0; i < kpi->n; i++)
		for (int m = 0; m < KPI_METRICS; m++)
			if (kpi->person[i].line[m].light >= limit)
				return CRM_CONDITION;
	return CRM_OK;
}
