#include "flow/map.h"

#include "book/seen.h"

int map_open(struct map *map, struct arena *arena, int n)
{
	uint64_t size = 16;
	while (size < (uint64_t)n * 2)
		size *= 2;
	map->mask = size - 1;
	map->slot = arena_zero(arena, size * sizeof *map->slot);
	return map->slot ? 0 : -1;
}

static uint64_t mix(int64_t key)
{
	uint64_t x = (uint64_t)key * 0x9e3779b97f4a7c15u;
	return x ^ x >> 29;
}

int64_t *map_at(struct map *map, int64_t key)
{
	for (uint64_t i = mix(key);; i++) {
		struct map_slot *slot = &map->slot[i & map->mask];
		if (slot->key == 0)
			slot->key = key;
		if (slot->key == key)
			return &slot->value;
	}
}

int64_t *map_at_text(struct map *map, const char *text)
{
	int64_t key = seen_hash_row(text, strlen(text)) | 1;
	for (uint64_t i = mix(key);; i++) {
		struct map_slot *slot = &map->slot[i & map->mask];
		if (slot->key == 0) {
			slot->key = key;
			slot->text = text;
		}
		if (slot->key == key && strcmp(slot->text, text) == 0)
			return &slot->value;
	}
}
