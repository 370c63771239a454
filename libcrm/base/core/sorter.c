#include "base/core/sorter.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#define HELD ((size_t)4 << 20)
#define PIECE ((size_t)16 << 10)

/* Records in order, a piece of which is in memory. */
struct sorter_run {
	int64_t at, end; /* bytes of the spool that were not read yet */
	char *piece;
	size_t next, n; /* records in the piece */
};

static bool failed_for_memory(void)
{
	errno = ENOMEM;
	return false;
}

/* At least one. */
static size_t records_in(size_t bytes, const struct sorter *sorter)
{
	return bytes > sorter->size ? bytes / sorter->size : 1;
}

static void sort_held(struct sorter *sorter)
{
	if (sorter->n > 1)
		qsort(sorter->held, sorter->n, sorter->size, sorter->compare);
}

static bool end_run(struct sorter *sorter)
{
	if (sorter->n_runs == sorter->room_runs) {
		size_t room = sorter->room_runs ? 2 * sorter->room_runs : 16;
		struct sorter_run *grown = reallocarray(sorter->run, room, sizeof *grown);

		if (grown == NULL)
			return failed_for_memory();
		sorter->run = grown;
		sorter->room_runs = room;
	}
	int64_t at = spool_length(&sorter->spool);
	size_t bytes = sorter->n * sorter->size, part;
	sort_held(sorter);
	for (size_t done = 0; done < bytes; done += part) {
		part = bytes - done < PIECE ? bytes - done : PIECE;
		if (!spool_add(&sorter->spool, sorter->held + done, part))
			return false;
	}
	sorter->run[sorter->n_runs++] = (struct sorter_run){.at = at, .end = spool_length(&sorter->spool)};
	sorter->n = 0;
	return true;
}

static bool grow_held(struct sorter *sorter, size_t most)
{
	size_t room = sorter->room ? 2 * sorter->room : 256;

	room = room < most ? room : most;
	char *grown = reallocarray(sorter->held, room, sorter->size);
	if (grown == NULL)
		return failed_for_memory();
	sorter->held = grown;
	sorter->room = room;
	return true;
}

bool sorter_add(struct sorter *sorter, const void *record)
{
	size_t most = records_in(HELD, sorter);

	if (sorter->n == sorter->room && !(sorter->room < most ? grow_held(sorter, most) : end_run(sorter)))
		return false;
	memcpy(sorter->held + sorter->n++ * sorter->size, record, sorter->size);
	return true;
}

static bool read_piece(struct sorter *sorter, struct sorter_run *run)
{
	size_t most = records_in(PIECE, sorter), left = (size_t)(run->end - run->at);

	if (run->piece == NULL && (run->piece = malloc(most * sorter->size)) == NULL)
		return failed_for_memory();
	run->next = 0;
	run->n = left / sorter->size < most ? left / sorter->size : most;
	if (!spool_read(&sorter->spool, run->at, run->piece, run->n * sorter->size))
		return false;
	run->at += (int64_t)(run->n * sorter->size);
	return true;
}

static const void *least_of(const struct sorter *sorter, size_t place)
{
	const struct sorter_run *run = &sorter->run[sorter->heap[place]];

	return run->piece + run->next * sorter->size;
}

static void sink(struct sorter *sorter, size_t place)
{
	for (size_t child; (child = 2 * place + 1) < sorter->n_heap; place = child) {
		if (child + 1 < sorter->n_heap &&
		    sorter->compare(least_of(sorter, child + 1), least_of(sorter, child)) < 0)
			child++;
		if (sorter->compare(least_of(sorter, place), least_of(sorter, child)) <= 0)
			return;
		size_t run = sorter->heap[place];
		sorter->heap[place] = sorter->heap[child];
		sorter->heap[child] = run;
	}
}

/* What is held becomes the last run, unless there is no other: then it is all, and stays where it is. */
static bool begin_taking(struct sorter *sorter)
{
	sorter->taking = true;
	if (sorter->n_runs == 0) {
		sort_held(sorter);
		return true;
	}
	if (!end_run(sorter))
		return false;
	free(sorter->held);
	sorter->held = NULL;
	sorter->heap = reallocarray(NULL, sorter->n_runs, sizeof *sorter->heap);
	if (sorter->heap == NULL)
		return failed_for_memory();
	for (size_t i = 0; i < sorter->n_runs; i++) {
		if (!read_piece(sorter, &sorter->run[i]))
			return false;
		sorter->heap[sorter->n_heap++] = i;
	}
	for (size_t i = sorter->n_heap / 2; i-- > 0;)
		sink(sorter, i);
	return true;
}

static bool take_held(struct sorter *sorter, void *record, bool *any)
{
	*any = sorter->taken < sorter->n;
	if (*any)
		memcpy(record, sorter->held + sorter->taken++ * sorter->size, sorter->size);
	return true;
}

bool sorter_take(struct sorter *sorter, void *record, bool *any)
{
	*any = false;
	if (!sorter->taking && !begin_taking(sorter))
		return false;
	if (sorter->n_runs == 0)
		return take_held(sorter, record, any);
	if (sorter->n_heap == 0)
		return true;
	struct sorter_run *run = &sorter->run[sorter->heap[0]];
	*any = true;
	memcpy(record, least_of(sorter, 0), sorter->size);
	if (++run->next == run->n && run->at < run->end && !read_piece(sorter, run))
		return false;
	if (run->next == run->n)
		sorter->heap[0] = sorter->heap[--sorter->n_heap];
	sink(sorter, 0);
	return true;
}

void sorter_free(struct sorter *sorter)
{
	for (size_t i = 0; i < sorter->n_runs; i++)
		free(sorter->run[i].piece);
	free(sorter->run);
	free(sorter->heap);
	free(sorter->held);
	spool_free(&sorter->spool);
	*sorter = (struct sorter){.size = sorter->size, .compare = sorter->compare};
}
