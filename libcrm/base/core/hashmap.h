/* Hash tables from numbers, or from texts, to numbers, of a size known beforehand. In an arena. */
#ifndef CRM_BASE_CORE_HASHMAP_H
#define CRM_BASE_CORE_HASHMAP_H

#include "base/core/arena.h"

#include <stdint.h>

struct hashmap {
	struct hashmap_slot {
		int64_t key, value;
	} * slot;
	const char **text; /* of a table of texts: what the key of the slot is made of */
	uint64_t mask;
};

/* Room for ${n} entries. -1 without memory. Keys must not be 0. */
int hashmap_open(struct hashmap *map, struct arena *arena, int n);
int hashmap_open_texts(struct hashmap *map, struct arena *arena, int n);
/* Where the key stands, or would: the value is 0 if it was not there. Then the caller may set it. */
int64_t *hashmap_at(struct hashmap *map, int64_t key);
int64_t *hashmap_at_text(struct hashmap *map, const char *text); /* the text is borrowed */
/* The value, or 0; takes no room. */
int64_t hashmap_get(const struct hashmap *map, int64_t key);
int64_t hashmap_get_text(const struct hashmap *map, const char *text);

#endif
