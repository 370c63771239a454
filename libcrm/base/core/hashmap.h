/* Hash tables from numbers, or from texts, to numbers, of a size known beforehand. In an arena. */
#ifndef CRM_BASE_CORE_HASHMAP_H
#define CRM_BASE_CORE_HASHMAP_H

#include "base/core/arena.h"

#include <stdint.h>

struct map {
	struct map_slot {
		int64_t key, value;
	} * slot;
	const char **text; /* of a table of texts: what the key of the slot is made of */
	uint64_t mask;
};

/* Room for ${n} entries. -1 without memory. Keys must not be 0. */
int map_open(struct map *map, struct arena *arena, int n);
int map_open_texts(struct map *map, struct arena *arena, int n);
/* Where the key stands, or would: the value is 0 if it was not there. Then the caller may set it. */
int64_t *map_at(struct map *map, int64_t key);
int64_t *map_at_text(struct map *map, const char *text); /* the text is borrowed */
/* The value, or 0; takes no room. */
int64_t map_get(const struct map *map, int64_t key);
int64_t map_get_text(const struct map *map, const char *text);

#endif
