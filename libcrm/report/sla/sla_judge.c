/* When is it due, and how does it stand? */
#include "report/sla/sla_private.h"

int64_t sla_absent_between(struct sla_maker *maker, int64_t manager, instant_t from, instant_t to)
{
	int64_t seconds = 0;
	int i = 0, n = manager ? maker->n_away : 0;
	for (int end = n; i < end;) {
		int middle = i + (end - i) / 2;
		if (maker->away[middle].manager < manager)
			i = middle + 1;
		else
			end = middle;
	}
	for (; i < n && maker->away[i].manager == manager && maker->away[i].from < to; i++) {
		const struct absence *away = &maker->away[i];
		seconds += work_line_between(
		    maker->line, away->from > from ? away->from : from, away->to < to ? away->to : to);
	}
	return seconds;
}

static int64_t worked_between(struct sla_maker *maker, int64_t away, instant_t from, instant_t to)
{
	return work_line_between(maker->line, from, to) - sla_absent_between(maker, away, from, to);
}

/* The time of an absence is made up for after it, which may reach into the next one. */
static instant_t due_after(struct sla_maker *maker, int64_t away, instant_t from, int64_t seconds)
{
	instant_t due = work_line_add(maker->line, from, seconds);
	int64_t absent = sla_absent_between(maker, away, from, due), counted = 0;
	while (absent > counted) {
		counted = absent;
		due = work_line_add(maker->line, from, seconds + counted);
		absent = sla_absent_between(maker, away, from, due);
	}
	return due;
}

static enum sla_state state_of(const struct sla_run *run, const struct sla_clock *clock, int64_t budget)
{
	bool over = clock->stopped > clock->deadline;
	if (run->end == CLOCK_ENDED)
		return over ? SLA_MET_LATE : SLA_MET;
	if (over)
		return SLA_BREACHED;
	return 4 * clock->spent >= 3 * budget ? SLA_DUE_SOON : SLA_WAITING;
}

bool sla_judge(struct sla_maker *maker, const struct sla_run *run, struct sla_clock *clock)
{
	int64_t budget = run->budget;
	if (maker->scope == SLA_OPEN && run->end != CLOCK_RUNS)
		return false;
	clock->open = run->end == CLOCK_RUNS;
	if (clock->open)
		clock->stopped = maker->at;
	if (clock->stopped < clock->started)
		clock->stopped = clock->started;
	if (clock->kind == SLA_TASK)
		budget = worked_between(maker, 0, clock->started, clock->deadline);
	else
		clock->deadline = due_after(maker, run->away, clock->started, budget);
	if (run->end == CLOCK_CLOSED && clock->stopped <= clock->deadline)
		return false;
	if (maker->scope == SLA_DUE_IN && (clock->deadline < maker->from || clock->deadline >= maker->to))
		return false;
	clock->spent = worked_between(maker, run->away, clock->started, clock->stopped);
	clock->left = worked_between(maker, run->away, clock->stopped, clock->deadline) -
	              worked_between(maker, run->away, clock->deadline, clock->stopped);
	clock->state = state_of(run, clock, budget);
	return true;
}

enum status sla_keep(struct sla_maker *maker, const struct sla_clock *clock)
{
	const struct sla_search *search = maker->search;
	int64_t whose = maker->scope == SLA_OPEN ? clock->owner : clock->manager;
	bool wanted = query_takes(maker->crm, maker->query, whose);
	enum status status = wanted && search->wants ? search->wants(search->arg, clock, &wanted) : CRM_OK;
	if (status != CRM_OK || !wanted)
		return status;
	if (!search->in_order)
		return search->each(search->arg, clock, NULL);
	return ordered_add(&maker->ordered, clock);
}
