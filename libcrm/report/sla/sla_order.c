/* Clocks by deadline, with the names of their clients. */
#include "report/sla/sla_private.h"

int sla_clock_order(const void *a, const void *b)
{
	const struct sla_clock *x = a, *y = b;
	int64_t keys[][2] = {{x->deadline, y->deadline}, {x->kind, y->kind}, {x->lead, y->lead}, {x->task, y->task},
	    {x->started, y->started}, {x->stage, y->stage}, {x->nth, y->nth}};
	for (size_t i = 0; i < sizeof keys / sizeof *keys; i++)
		if (keys[i][0] != keys[i][1])
			return keys[i][0] < keys[i][1] ? -1 : 1;
	return 0;
}

static enum status hand_on(void *arg, const void *row, const char *name)
{
	const struct sla_search *search = arg;
	return search->each(search->arg, row, name);
}

enum status sla_hand_on(struct sla_maker *maker)
{
	struct sla_search search = *maker->search;
	return ordered_each(&maker->ordered, search.named, hand_on, &search);
}
