#include "base/statistics/survival.h"

#include <math.h>
#include <stdlib.h>

static bool reach_age(struct survival *survival, int age)
{
	if (age >= survival->room) {
		int room = survival->room ? survival->room : 32;
		while (room <= age)
			room *= 2;
		struct survival_age *grown = reallocarray(survival->age, (size_t)room, sizeof *grown);
		if (!grown)
			return false;
		survival->age = grown;
		survival->room = room;
	}
	for (; survival->ages <= age; survival->ages++)
		survival->age[survival->ages] = (struct survival_age){0};
	return true;
}

bool survival_add(struct survival *survival, int from, int to, bool ended, int64_t n)
{
	from = from < 0 ? 0 : from;
	to = to < from ? from : to;
	if (to >= survival->ages && !reach_age(survival, to))
		return false;
	survival->age[from].joined += n;
	if (ended)
		survival->age[to].ended += n;
	else
		survival->age[to].left += n;
	return true;
}

void survival_free(struct survival *survival)
{
	free(survival->age);
	*survival = (struct survival){0};
}

/* At some age: how many are at risk, what share of all has not ended after it, and Greenwood's sum. */
struct curve {
	const struct survival *survival;
	int age;
	int64_t all, joined, risk;
	double lasting, greenwood;
};

static struct curve curve_start(const struct survival *survival)
{
	struct curve curve = {.survival = survival, .age = -1, .lasting = 1};
	for (int i = 0; i < survival->ages; i++)
		curve.all += survival->age[i].joined;
	return curve;
}

static bool curve_step(struct curve *curve)
{
	const struct survival *survival = curve->survival;
	if (curve->age + 1 >= survival->ages)
		return false;
	if (curve->age >= 0)
		curve->risk -= survival->age[curve->age].ended + survival->age[curve->age].left;
	const struct survival_age *age = &survival->age[++curve->age];
	curve->joined += age->joined;
	curve->risk += age->joined;
	double n = (double)curve->risk, d = (double)age->ended;
	if (d <= 0 || n <= 0 || (curve->joined < curve->all && n < sqrt((double)curve->all)))
		return true;
	curve->lasting *= 1 - d / n;
	curve->greenwood += d < n ? d / (n * (n - d)) : INFINITY;
	return true;
}

double survival_age_by(const struct survival *survival, double share)
{
	struct curve curve = curve_start(survival);
	/* Products of shares do not come out even: 1/2 may be a bit more. */
	while (curve_step(&curve))
		if (curve.lasting <= 1 - share + 1e-12)
			return curve.age;
	return NAN;
}

/* The limits of what lasts, log(-log) transformed, so that they stay within 0 and 1. */
static struct stats_interval lasting_between(const struct curve *curve)
{
	const double z = 1.959963984540054;
	double s = curve->lasting;
	if (s >= 1 || s <= 0)
		return (struct stats_interval){s >= 1, s >= 1};
	double width = z * sqrt(curve->greenwood) / fabs(log(s));
	return (struct stats_interval){pow(s, exp(width)), pow(s, exp(-width))};
}

struct stats_interval survival_age_interval(const struct survival *survival, double share)
{
	struct stats_interval ages = {NAN, NAN};
	struct curve curve = curve_start(survival);
	while (curve_step(&curve)) {
		struct stats_interval lasting = lasting_between(&curve);
		if (isnan(ages.lo) && lasting.lo <= 1 - share + 1e-12)
			ages.lo = curve.age;
		if (isnan(ages.hi) && lasting.hi <= 1 - share + 1e-12)
			ages.hi = curve.age;
	}
	return ages;
}

int64_t survival_ended(const struct survival *survival)
{
	int64_t n = 0;
	for (int i = 0; i < survival->ages; i++)
		n += survival->age[i].ended;
	return n;
}

double survival_ended_mean(const struct survival *survival)
{
	double sum = 0;
	for (int i = 0; i < survival->ages; i++)
		sum += (double)survival->age[i].ended * i;
	int64_t n = survival_ended(survival);
	return n > 0 ? sum / (double)n : NAN;
}

/* Of the one of that rank, from 1. */
static int age_of_rank(const struct survival *survival, int64_t rank)
{
	int64_t n = 0;
	for (int i = 0; i < survival->ages; i++)
		if ((n += survival->age[i].ended) >= rank)
			return i;
	return survival->ages;
}

double survival_ended_age(const struct survival *survival, double share)
{
	int64_t n = survival_ended(survival);
	if (n <= 0)
		return NAN;
	double rank = share * (double)n, up = ceil(rank - 1e-9);
	int64_t least = up < 1 ? 1 : (int64_t)up;
	int age = age_of_rank(survival, least);
	if (share != .5 || n % 2 != 0)
		return age;
	return (age + age_of_rank(survival, least + 1)) / 2.0;
}
