#include <stdlib.h>

#include "report/quality/quality_private.h"

/* A source with fewer leads than this is judged together with the others like it: what two or three leads came to at
   somebody else's says nothing of the source. */
#define OWN_STREAM 50
/* At most so many cells are compared; the least sources beyond that are taken together too. */
#define CELLS_MAX 4000000

static int by_manager(const void *a, const void *b)
{
	const struct source_mix *x = a, *y = b;
	if (x->manager != y->manager)
		return x->manager < y->manager ? -1 : 1;
	return x->source < y->source ? -1 : x->source > y->source;
}

/* One of each manager and source. */
static void mix_join(struct manager_comparison *comparison)
{
	size_t kept = 0;
	if (comparison->n > 1)
		qsort(comparison->mix, comparison->n, sizeof *comparison->mix, by_manager);
	for (size_t i = 0; i < comparison->n; i++) {
		struct source_mix *last = kept ? &comparison->mix[kept - 1] : NULL, *next = &comparison->mix[i];
		if (last && by_manager(last, next) == 0) {
			last->k += next->k;
			last->n += next->n;
		} else
			comparison->mix[kept++] = *next;
	}
	comparison->n = kept;
}

bool comparison_add(struct manager_comparison *comparison, int64_t manager, int64_t source, bool disqualified)
{
	if (comparison->n == comparison->room) {
		mix_join(comparison);
		if (comparison->n >= comparison->room / 2) {
			size_t room = comparison->room ? comparison->room * 2 : 4096;
			struct source_mix *grown = reallocarray(comparison->mix, room, sizeof *grown);
			if (!grown)
				return false;
			comparison->mix = grown;
			comparison->room = room;
		}
	}
	comparison->mix[comparison->n++] = (struct source_mix){manager, source, disqualified, 1};
	return true;
}

static int by_source(const void *a, const void *b)
{
	const struct source_mix *x = a, *y = b;
	return x->source < y->source ? -1 : x->source > y->source;
}

static int most_first(const void *a, const void *b)
{
	const struct source_mix *x = a, *y = b;
	if (x->n != y->n)
		return x->n > y->n ? -1 : 1;
	return by_source(a, b);
}

/* The sources that are streams of their own, ${streams} of them in order; all others are stream 0. */
static struct source_mix *own_streams(const struct manager_comparison *comparison, size_t managers, size_t *streams)
{
	struct source_mix *source = calloc(comparison->n + 1, sizeof *source);
	size_t kept = 0;
	if (!source)
		return NULL;
	for (size_t i = 0; i < comparison->n; i++)
		source[i] = comparison->mix[i];
	qsort(source, comparison->n, sizeof *source, by_source);
	for (size_t i = 0; i < comparison->n; i++)
		if (kept && source[kept - 1].source == source[i].source)
			source[kept - 1].n += source[i].n;
		else
			source[kept++] = source[i];
	qsort(source, kept, sizeof *source, most_first);
	*streams = 0;
	while (*streams < kept && source[*streams].n >= OWN_STREAM && (*streams + 2) * managers <= CELLS_MAX)
		++*streams;
	qsort(source, *streams, sizeof *source, by_source);
	return source;
}

static size_t count_managers(const struct manager_comparison *comparison)
{
	size_t managers = 0;
	for (size_t i = 0; i < comparison->n; i++)
		managers += i == 0 || comparison->mix[i - 1].manager != comparison->mix[i].manager;
	return managers;
}

bool comparison_judge(struct manager_comparison *comparison)
{
	mix_join(comparison);
	size_t managers = count_managers(comparison), streams = 0, at = 0;
	struct source_mix *own = own_streams(comparison, managers, &streams);
	struct outlier_cell *cells = calloc(managers * (streams + 1) + 1, sizeof *cells);
	comparison->manager = calloc(managers + 1, sizeof *comparison->manager);
	comparison->judged = calloc(managers + 1, sizeof *comparison->judged);
	comparison->managers = managers;
	bool room = own && cells && comparison->manager && comparison->judged;
	for (size_t i = 0; room && i < comparison->n; i++) {
		const struct source_mix *mix = &comparison->mix[i];
		at += i > 0 && mix->manager != comparison->mix[i - 1].manager;
		comparison->manager[at] = mix->manager;
		const struct source_mix *stream = streams ? bsearch(mix, own, streams, sizeof *own, by_source) : NULL;
		struct outlier_cell *cell = &cells[at * (streams + 1) + (stream ? (size_t)(stream - own) + 1 : 0)];
		cell->k += mix->k;
		cell->n += mix->n;
	}
	room =
	    room && outliers_judge(cells, managers, streams + 1, QUALITY_LEAST, QUALITY_FALSE, comparison->judged) > 0;
	free(own);
	free(cells);
	return room;
}

const struct outlier *comparison_of(const struct manager_comparison *comparison, int64_t manager)
{
	size_t below = 0, above = comparison->managers;
	while (below < above) {
		size_t middle = (below + above) / 2;
		if (comparison->manager[middle] == manager)
			return &comparison->judged[middle];
		if (comparison->manager[middle] < manager)
			below = middle + 1;
		else
			above = middle;
	}
	return NULL;
}

void comparison_free(struct manager_comparison *comparison)
{
	free(comparison->mix);
	free(comparison->manager);
	free(comparison->judged);
	*comparison = (struct manager_comparison){0};
}
