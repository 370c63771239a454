#include "base/statistics/outlier.h"

#include <math.h>
#include <stdlib.h>

#include "base/statistics/distribution.h"

#define WIDE 1.959963984540054 /* 95 % of a normal law lie within */
#define FAR 3.090232306167813  /* 99.8 % */
enum {
	EXACT_BELOW = 10,   /* what must be expected, of one kind and of the other, for a normal law to do */
	BEYOND_DOUBT = 200, /* of what is expected less than ten times */
	WIDENED_BY = 10     /* units at least: among fewer the one sought is much of the spread */
};

struct judging {
	const struct outlier_cell *cells;
	size_t units, streams;
	struct outlier *judged;
	struct outlier_cell *pool; /* of each stream, of all that are not aside */
	double *room;              /* the chances of the first counts of a unit */
	double *sorted;            /* a number for each unit */
	double least;
	double widened;
};

static const struct outlier_cell *cells_of(const struct judging *j, size_t unit)
{
	return &j->cells[unit * j->streams];
}

/* A stream at everybody else who is not aside. */
static struct outlier_cell others_of(const struct judging *j, size_t unit, size_t stream)
{
	struct outlier_cell others = j->pool[stream], own = cells_of(j, unit)[stream];

	if (!j->judged[unit].aside) {
		others.k -= own.k;
		others.n -= own.n;
	}
	return others;
}

/* The rate of it. A stream that nobody else has tells nothing: NAN. */
static double others_rate(const struct judging *j, size_t unit, size_t stream)
{
	struct outlier_cell others = others_of(j, unit, stream);

	return others.n > 0 ? others.k / others.n : NAN;
}

static void pool_streams(struct judging *j)
{
	for (size_t s = 0; s < j->streams; s++) {
		j->pool[s] = (struct outlier_cell){0, 0};
		for (size_t u = 0; u < j->units; u++)
			if (!j->judged[u].aside) {
				j->pool[s].k += cells_of(j, u)[s].k;
				j->pool[s].n += cells_of(j, u)[s].n;
			}
	}
}

/* What is expected of a unit, and how far it is from that. Only streams that others have count. */
static void compare(struct judging *j, size_t unit)
{
	struct outlier *o = &j->judged[unit];
	double variance = 0, of_expected = 0;

	o->k = o->n = o->expected = o->z = o->doubt = 0;
	for (size_t s = 0; s < j->streams; s++) {
		struct outlier_cell own = cells_of(j, unit)[s];
		double p = own.n > 0 ? others_rate(j, unit, s) : NAN;
		if (isnan(p))
			continue;
		o->k += own.k;
		o->n += own.n;
		o->expected += own.n * p;
		variance += own.n * p * (1 - p);
		of_expected += own.n * own.n * p * (1 - p) / others_of(j, unit, s).n;
	}
	if (variance > 0) {
		o->z = (o->k - o->expected) / sqrt(variance);
		o->doubt = of_expected / variance;
	}
}

/* P(count = 0 … top) of a unit, in ${room}: trials of each stream with the others' chance, one by one.
   ${fails}: of those that did not come out so. */
static void exact_chances(struct judging *j, size_t unit, size_t top, bool fails)
{
	double *chance = j->room;

	chance[0] = 1;
	for (size_t i = 1; i <= top; i++)
		chance[i] = 0;
	for (size_t s = 0; s < j->streams; s++) {
		double n = cells_of(j, unit)[s].n, p = n > 0 ? others_rate(j, unit, s) : NAN;
		if (isnan(p))
			continue;
		p = fails ? 1 - p : p;
		for (double trial = 0; trial < n; trial++) {
			for (size_t i = top; i > 0; i--)
				chance[i] = chance[i] * (1 - p) + chance[i - 1] * p;
			chance[0] *= 1 - p;
		}
	}
}

/* The two-sided chance of a unit's count, twice its tail. */
static double exact_chance(struct judging *j, size_t unit)
{
	struct outlier *o = &j->judged[unit];
	bool fails = o->n - o->expected < o->expected; /* count whichever is rarer */
	double count = fails ? o->n - o->k : o->k, below = 0;

	if (count > BEYOND_DOUBT)
		return 0;
	exact_chances(j, unit, (size_t)count, fails);
	for (size_t i = 0; i < (size_t)count; i++)
		below += j->room[i];
	return fmin(1, 2 * fmin(below + j->room[(size_t)count], 1 - below));
}

static void judge(struct judging *j, size_t unit)
{
	struct outlier *o = &j->judged[unit];
	double z = fabs(o->z) / sqrt(j->widened);

	o->chance = 1;
	o->light = OUTLIER_FEW;
	if (o->n < j->least)
		return;
	bool few = o->expected < EXACT_BELOW || o->n - o->expected < EXACT_BELOW;
	o->chance = few ? exact_chance(j, unit) : chance_normal_beyond(z);
	double far = chance_normal_beyond(FAR), wide = chance_normal_beyond(WIDE);
	o->light = o->chance <= far ? OUTLIER_FAR : o->chance <= wide ? OUTLIER_WIDE : OUTLIER_NONE;
	/* Over-dispersion widens the exact limits too: what is not far out by the normal law is not far out. */
	if (few && j->widened > 1 && z < FAR)
		o->light = z < WIDE ? OUTLIER_NONE : OUTLIER_WIDE;
}

static int by_value(const void *a, const void *b)
{
	double one = *(const double *)a, other = *(const double *)b;

	return (one > other) - (one < other);
}

/* The mean square of z among those not aside, a tenth at each end drawn in; 1 if chance explains it. */
static double dispersion(struct judging *j)
{
	size_t n = 0;
	double sum = 0;

	for (size_t u = 0; u < j->units; u++)
		if (j->judged[u].n >= j->least && !j->judged[u].aside)
			j->sorted[n++] = j->judged[u].z;
	qsort(j->sorted, n, sizeof *j->sorted, by_value);
	size_t drawn = n / 10;
	for (size_t i = 0; i < n; i++) {
		double z = j->sorted[i < drawn ? drawn : i >= n - drawn ? n - 1 - drawn : i];
		sum += z * z;
	}
	if (n < WIDENED_BY || chance_chi_square_above(sum, (double)n) > 0.05)
		return 1;
	return fmax(1, sum / (double)n);
}

/* How far out where the rate of the others is not known but estimated. One that has most of all there is stands against
   few others, and would look as far out as the one among these that is. */
static double z_in_doubt(const struct outlier *o)
{
	return fabs(o->z) / sqrt(1 + o->doubt);
}

/* One far out bends the pool, and others look guilty: set the farthest aside, and look again. */
static void set_aside(struct judging *j)
{
	for (size_t left = j->units; left > 2; left--) {
		size_t farthest = j->units;
		pool_streams(j);
		for (size_t u = 0; u < j->units; u++) {
			compare(j, u);
			const struct outlier *o = &j->judged[u];
			if (!o->aside && o->n >= j->least && z_in_doubt(o) >= FAR &&
			    (farthest == j->units || z_in_doubt(o) > z_in_doubt(&j->judged[farthest])))
				farthest = u;
		}
		if (farthest == j->units)
			return;
		j->judged[farthest].aside = true;
	}
	pool_streams(j);
	for (size_t u = 0; u < j->units; u++)
		compare(j, u);
}

/* The chance of a unit's count with that doubt: by the limits of the plot alone two honest ones would be told apart in
   one month of ten. */
static double chance_in_doubt(const struct judging *j, const struct outlier *o)
{
	return fmax(o->chance, chance_normal_beyond(z_in_doubt(o) / sqrt(j->widened)));
}

/* Benjamini and Hochberg: found are those whose chance is not above that of the last below its step. */
static void find(struct judging *j, double rate)
{
	size_t n = 0;
	double most = -1;

	for (size_t u = 0; u < j->units; u++)
		if (j->judged[u].light != OUTLIER_FEW)
			j->sorted[n++] = chance_in_doubt(j, &j->judged[u]);
	qsort(j->sorted, n, sizeof *j->sorted, by_value);
	for (size_t i = 0; i < n; i++)
		if (j->sorted[i] <= rate * (double)(i + 1) / (double)n)
			most = j->sorted[i];
	for (size_t u = 0; u < j->units; u++)
		j->judged[u].found = j->judged[u].light >= OUTLIER_WIDE && chance_in_doubt(j, &j->judged[u]) <= most;
}

double outliers_judge(
    const struct outlier_cell *cells, size_t units, size_t streams, double least, double rate, struct outlier *judged)
{
	for (size_t u = 0; u < units; u++)
		judged[u] = (struct outlier){0};
	struct judging j = {.cells = cells, .units = units, .streams = streams, .judged = judged, .least = least};
	j.pool = calloc(streams + 1, sizeof *j.pool);
	j.room = calloc(BEYOND_DOUBT + 1, sizeof *j.room);
	j.sorted = calloc(units + 1, sizeof *j.sorted);
	bool room = j.pool && j.room && j.sorted;
	if (room) {
		set_aside(&j);
		j.widened = dispersion(&j);
		for (size_t u = 0; u < units; u++)
			judge(&j, u);
		find(&j, rate);
	}
	free(j.pool);
	free(j.room);
	free(j.sorted);
	return room ? j.widened : -1;
}
