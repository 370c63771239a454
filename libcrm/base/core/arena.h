/*
 * An arena: many small things that are released together, such as one chunk of rows.
 * What it gives is borrowed, and lives until arena_reset or arena_free.
 */
#ifndef CRM_BASE_CORE_ARENA_H
#define CRM_BASE_CORE_ARENA_H

#include <stddef.h>

struct arena {
	struct arena_block *block;
};

/* All return NULL when there is no memory. Alignment is that of max_align_t (arena_text: none). */
void *arena_get(struct arena *arena, size_t size);
void *arena_zero(struct arena *arena, size_t size);
char *arena_text(struct arena *arena, const char *text, size_t length); /* adds the NUL */
char *arena_copy(struct arena *arena, const char *text);                /* NULL stays NULL */
char *arena_format(struct arena *arena, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* Forget everything but keep the largest block for the next round. */
void arena_reset(struct arena *arena);

/* Release everything; the arena may be used again. Harmless on an empty one. */
void arena_free(struct arena *arena);

#endif
