#include "base/core/hashmap.h"

#include "base/core/hash.h"

int hashmap_open(struct hashmap *map, struct arena *arena, int n)
{
	uint64_t size = 16;
	while (size < (uint64_t)n + (uint64_t)n / 2)
		size *= 2;
	map->mask = size - 1;
	map->text = NULL;
	map->slot = arena_zero(arena, size * sizeof *map->slot);
	return map->slot ? 0 : -1;
}

int hashmap_open_texts(struct hashmap *map, struct arena *arena, int n)
{
	if (hashmap_open(map, arena, n) != 0)
		return -1;
	map->text = arena_get(arena, (map->mask + 1) * sizeof *map->text);
	return map->text ? 0 : -1;
}

static uint64_t mix(int64_t key)
{
	uint64_t x = (uint64_t)key * 0x9e3779b97f4a7c15u;
	return x ^ x >> 32;
}

int64_t *hashmap_at(struct hashmap *map, int64_t key)
{
	for (uint64_t i = mix(key);; i++) {
		struct hashmap_slot *slot = &map->slot[i & map->mask];
		if (slot->key == 0)
			slot->key = key;
		if (slot->key == key)
			return &slot->value;
	}
}

int64_t hashmap_get(const struct hashmap *map, int64_t key)
{
	for (uint64_t i = mix(key);; i++) {
		const struct hashmap_slot *slot = &map->slot[i & map->mask];
		if (slot->key == key || slot->key == 0)
			return slot->value;
	}
}

/* Of a text; never 0. */
static int64_t key_of(const char *text)
{
	return hash_text(text, strlen(text)) | 1;
}

int64_t hashmap_get_text(const struct hashmap *map, const char *text)
{
	int64_t key = key_of(text);
	for (uint64_t i = mix(key);; i++) {
		const struct hashmap_slot *slot = &map->slot[i & map->mask];
		if (slot->key == 0 || (slot->key == key && strcmp(map->text[i & map->mask], text) == 0))
			return slot->value;
	}
}

int64_t *hashmap_at_text(struct hashmap *map, const char *text)
{
	int64_t key = key_of(text);
	for (uint64_t i = mix(key);; i++) {
		struct hashmap_slot *slot = &map->slot[i & map->mask];
		const char **own = &map->text[i & map->mask];
		if (slot->key == 0) {
			slot->key = key;
			*own = text;
		}
		if (slot->key == key && strcmp(*own, text) == 0)
			return &slot->value;
	}
}
