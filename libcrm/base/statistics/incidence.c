#include "base/statistics/incidence.h"

#include <math.h>
#include <stdlib.h>

static int by_time(const void *a, const void *b)
{
	double one = ((const struct incidence_life *)a)->time, other = ((const struct incidence_life *)b)->time;

	return (one > other) - (one < other);
}

/* What happened at one time: who was at risk just before it, and who came to which end. */
struct ends {
	double at_risk, ended, asked;
};

/* The time at ${from}; returns where the next one begins. Those that end go first. */
static size_t ends_at(const struct incidence_life *lives, size_t n, size_t from, int end, struct ends *m)
{
	size_t i = from;

	*m = (struct ends){.at_risk = (double)(n - from)};
	for (; i < n && lives[i].time == lives[from].time; i++) {
		m->ended += lives[i].end != 0;
		m->asked += lives[i].end == end;
	}
	return i;
}

/* Choudhury (2002), eq. 2.4, for the share that is ${whole} at the horizon. */
static double variance_of(const struct incidence_life *lives, size_t n, int end, double horizon, double whole)
{
	double sum = 0, survived = 1, share = 0;
	struct ends m;

	for (size_t i = 0, next; i < n && lives[i].time <= horizon; i = next) {
		next = ends_at(lives, n, i, end, &m);
		share += survived * m.asked / m.at_risk;
		double left = whole - share, alone = m.at_risk - m.ended;
		if (alone > 0)
			sum += left * left * m.ended / (m.at_risk * alone);
		sum += survived * survived * m.asked * (m.at_risk - m.asked) / pow(m.at_risk, 3);
		sum -= 2 * left * survived * m.asked / (m.at_risk * m.at_risk);
		survived *= alone / m.at_risk;
	}
	return sum;
}

struct incidence incidence_of(struct incidence_life *lives, size_t n, int end, double horizon)
{
	const double z = 1.959963984540054;
	struct incidence in = {.range = {0, 1}, .watched = (double)n};
	double survived = 1;
	size_t i = 0, next;
	struct ends m;

	if (n > 0)
		qsort(lives, n, sizeof *lives, by_time);
	for (; i < n && lives[i].time <= horizon; i = next) {
		next = ends_at(lives, n, i, end, &m);
		in.share += survived * m.asked / m.at_risk;
		survived *= (m.at_risk - m.ended) / m.at_risk;
	}
	in.watched = (double)(n - i);
	double variance = variance_of(lives, n, end, horizon, in.share);
	if (!(in.share > 0) || in.share >= 1 || !(variance > 0)) {
		in.range = in.share > 0 && n > 0 ? in.range : stats_wilson(0, (double)n);
		return in;
	}
	double half = z * sqrt(variance) / (in.share * fabs(log(in.share)));
	in.range.lo = pow(in.share, exp(half));
	in.range.hi = pow(in.share, exp(-half));
	return in;
}
