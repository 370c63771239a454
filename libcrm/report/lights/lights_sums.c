/* Lights added up by manager. */
#include "report/lights/lights.h"

static enum light sum_light(const struct light_sum *sum, int64_t norm_pct)
{
	double norm = (double)norm_pct / 100;
	if (sum->bound.lo > norm)
		return LIGHT_RED;
	return sum->share > norm ? LIGHT_YELLOW : LIGHT_GREEN;
}

static void add_up(struct light_sum *sum, int64_t norm_pct)
{
	int64_t all = 0;
	for (int i = 0; i < LIGHTS; i++)
		all += sum->n[i];
	sum->share = all ? (double)sum->n[LIGHT_RED] / (double)all : 0;
	sum->bound = stats_wilson((double)sum->n[LIGHT_RED], (double)all);
	sum->light = sum_light(sum, norm_pct);
}

static int by_manager(const void *a, const void *b)
{
	const struct light_sum *x = a, *y = b;
	return x->manager < y->manager ? -1 : x->manager > y->manager;
}

static int worst_first(const void *a, const void *b)
{
	const struct light_sum *x = a, *y = b;
	if ((x->light == LIGHT_RED) != (y->light == LIGHT_RED))
		return x->light == LIGHT_RED ? -1 : 1;
	if (x->share != y->share)
		return x->share > y->share ? -1 : 1;
	return by_manager(a, b);
}

const struct light_sum *lights_sums(struct crm *crm, struct lights *lights, int *n)
{
	int room = manager_count(crm) + 2, found = 0;
	struct light_sum *sums = arena_zero(&crm->run, (size_t)room * sizeof *sums), total = {.manager = -1};
	*n = 0;
	if (!sums) {
		why_memory(&crm->why);
		return NULL;
	}
	/* Nobody is 0 and comes first; then the managers, who are in order of id. */
	for (int i = 0; i < manager_count(crm); i++)
		sums[i + 1].manager = manager_at(crm, i)->id;
	for (int i = 0; i < lights->n; i++) {
		struct light_row row;
		if (lights_row(crm, lights, i, &row) != CRM_OK)
			return NULL;
		const struct light_sum key = {.manager = row.manager};
		struct light_sum *sum = bsearch(&key, sums, (size_t)room - 1, sizeof key, by_manager);
		if (!sum) /* a manager who is not in the settings any more is nobody */
			sum = &sums[0];
		sum->n[row.light]++;
		total.n[row.light]++;
	}
	for (int i = 0; i < room - 1; i++) {
		add_up(&sums[i], lights->rules.red_norm_pct);
		if (sums[i].n[LIGHT_RED] + sums[i].n[LIGHT_YELLOW] + sums[i].n[LIGHT_GREEN] > 0)
			sums[found++] = sums[i];
	}
	qsort(sums, (size_t)found, sizeof *sums, worst_first);
	add_up(&total, lights->rules.red_norm_pct);
	sums[found] = total;
	*n = found + 1;
	return sums;
}
