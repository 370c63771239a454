/*
 * SQLite's memory. To read a schema and to prepare statements is thousands of small pieces, asked for and given back by
 * one thread: what comes back goes to a list of its size, for the next one of that size. Large pieces are malloc's.
 */
#include "store/sqlite/engine_private.h"

#define STEP 16          /* between two sizes */
#define SIZES 64         /* what is longer than so many steps is large */
#define BLOCK (32 << 10) /* small pieces are cut from one, which stays */

/* Before what SQLite sees of it; a multiple of eight bytes, as SQLite wants its pieces to lie. */
struct memory_piece {
	union {
		int64_t size;              /* of what follows */
		struct memory_piece *next; /* one that was given back */
	};
};

static struct memory_piece *given_back[SIZES + 1];
static char *rest;
static int left;

static int round_up(int size)
{
	return (size + STEP - 1) & ~(STEP - 1);
}

/* A piece that was never used, at the end of the block; what is left of a block goes with it. */
static struct memory_piece *cut(int size)
{
	int whole = size + (int)sizeof(struct memory_piece);
	if (left < whole) {
		char *block = malloc(BLOCK);
		if (!block)
			return NULL;
		rest = block;
		left = BLOCK;
	}
	struct memory_piece *piece = (struct memory_piece *)(void *)rest;
	rest += whole;
	left -= whole;
	return piece;
}

static void *take(int size)
{
	size = round_up(size);
	struct memory_piece **list = size <= STEP * SIZES ? &given_back[size / STEP] : NULL,
	                    *piece = list ? *list : NULL;
	if (piece)
		*list = piece->next;
	else
		piece = list ? cut(size) : malloc((size_t)size + sizeof *piece);
	if (!piece)
		return NULL;
	piece->size = size;
	return piece + 1;
}

static int size_of(void *memory)
{
	return memory ? (int)((struct memory_piece *)memory - 1)->size : 0;
}

static void give_back(void *memory)
{
	struct memory_piece *piece = (struct memory_piece *)memory - 1;
	if (piece->size > STEP * SIZES) {
		free(piece);
		return;
	}
	struct memory_piece **list = &given_back[piece->size / STEP];
	piece->next = *list;
	*list = piece;
}

static void *resize(void *memory, int size)
{
	int had = size_of(memory);
	size = round_up(size);
	if (size == had)
		return memory;
	if (size > STEP * SIZES && had > STEP * SIZES) {
		struct memory_piece *piece = realloc((struct memory_piece *)memory - 1, (size_t)size + sizeof *piece);
		if (!piece)
			return NULL;
		piece->size = size;
		return piece + 1;
	}
	void *other = take(size);
	if (!other)
		return NULL;
	memcpy(other, memory, (size_t)(had < size ? had : size));
	give_back(memory);
	return other;
}

static int begin(void *unused)
{
	(void)unused;
	return SQLITE_OK;
}

static void end(void *unused)
{
	(void)unused;
}

void memory_configure(void)
{
	static const sqlite3_mem_methods methods = {.xMalloc = take,
	    .xFree = give_back,
	    .xRealloc = resize,
	    .xSize = size_of,
	    .xRoundup = round_up,
	    .xInit = begin,
	    .xShutdown = end};
#ifndef __SANITIZE_ADDRESS__ /* which looks after pieces of malloc only */
	(void)sqlite3_config(SQLITE_CONFIG_MALLOC, &methods);
#else
	(void)methods;
#endif
}
