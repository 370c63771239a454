#include "base/core/arena.h"

#include <stdarg.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define FIRST_ROOM ((size_t)64 << 10)
#define MOST_ROOM ((size_t)4 << 20)

struct arena_block {
	struct arena_block *next;
	size_t used, room;
	max_align_t data[];
};

static char *bytes(struct arena_block *block)
{
	return (char *)block->data;
}

static struct arena_block *block_new(size_t room)
{
	struct arena_block *block;

	if (room > SIZE_MAX - sizeof *block || (block = malloc(sizeof *block + room)) == NULL)
		return NULL;
	block->next = NULL;
	block->used = 0;
	block->room = room;
	return block;
}

/* A large piece goes behind the current block, so that what is left of the current one is still used. */
static char *get_new(struct arena *arena, size_t size)
{
	struct arena_block *head = arena->block, *block;
	size_t room = head == NULL ? FIRST_ROOM : head->room * 2;

	if (room > MOST_ROOM)
		room = MOST_ROOM;
	if (room < FIRST_ROOM)
		room = FIRST_ROOM;
	bool large = head != NULL && size > room / 2;
	block = block_new(large || size > room ? size : room);
	if (block == NULL)
		return NULL;
	block->used = size;
	if (large) {
		block->next = head->next;
		head->next = block;
	} else {
		block->next = head;
		arena->block = block;
	}
	return bytes(block);
}

static char *take_aligned(struct arena *arena, size_t size, size_t align)
{
	struct arena_block *block = arena->block;

	if (block != NULL) {
		size_t at = (block->used + align - 1) & ~(align - 1);
		if (at <= block->room && size <= block->room - at) {
			block->used = at + size;
			return bytes(block) + at;
		}
	}
	return get_new(arena, size);
}

void *arena_get(struct arena *arena, size_t size)
{
	return take_aligned(arena, size, _Alignof(max_align_t));
}

void *arena_zero(struct arena *arena, size_t size)
{
	void *place = arena_get(arena, size);

	return place == NULL ? NULL : memset(place, 0, size);
}

char *arena_text(struct arena *arena, const char *text, size_t length)
{
	char *copy = length == SIZE_MAX ? NULL : take_aligned(arena, length + 1, 1);

	if (copy == NULL)
		return NULL;
	if (length > 0)
		memcpy(copy, text, length);
	copy[length] = '\0';
	return copy;
}

char *arena_copy(struct arena *arena, const char *text)
{
	return text == NULL ? NULL : arena_text(arena, text, strlen(text));
}

char *arena_format(struct arena *arena, const char *format, ...)
{
	va_list args;
	int length;
	char *text;

	va_start(args, format);
	length = vsnprintf(NULL, 0, format, args);
	va_end(args);
	if (length < 0 || (text = take_aligned(arena, (size_t)length + 1, 1)) == NULL)
		return NULL;
	va_start(args, format);
	vsnprintf(text, (size_t)length + 1, format, args);
	va_end(args);
	return text;
}

void arena_reset(struct arena *arena)
{
	struct arena_block *block, *next, *largest = arena->block;

	for (block = arena->block; block != NULL; block = block->next)
		if (block->room > largest->room)
			largest = block;
	for (block = arena->block; block != NULL; block = next) {
		next = block->next;
		if (block != largest)
			free(block);
	}
	if (largest != NULL) {
		largest->next = NULL;
		largest->used = 0;
	}
	arena->block = largest;
}

void arena_free(struct arena *arena)
{
	struct arena_block *block, *next;

	for (block = arena->block; block != NULL; block = next) {
		next = block->next;
		free(block);
	}
	arena->block = NULL;
}
