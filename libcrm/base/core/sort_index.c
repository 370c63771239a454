#include "base/core/sort_index.h"

#include <endian.h>
#include <stdbool.h>

#define FEW 64

static void insert_few(const int64_t *key, int n, uint32_t *order)
{
	for (int i = 1; i < n; i++)
		for (int j = i; j > 0 && (uint64_t)key[order[j - 1]] > (uint64_t)key[order[j]]; j--) {
			uint32_t swap = order[j];
			order[j] = order[j - 1];
			order[j - 1] = swap;
		}
}

/* Without comparing, 11 bits at a time: keys are spread evenly, and there are many. */
static uint32_t *sort_numbers(struct arena *arena, const int64_t *key, int n)
{
	uint32_t *order = arena_get(arena, ((size_t)n + 1) * sizeof *order);
	uint32_t *spare = arena_get(arena, ((size_t)n + 1) * sizeof *spare);
	if (!order || !spare)
		return NULL;
	for (int i = 0; i < n; i++)
		order[i] = (uint32_t)i;
	if (n <= FEW) {
		insert_few(key, n, order);
		return order;
	}
	for (int shift = 0; shift < 64; shift += 11) {
		uint32_t start[2049] = {0};
		for (int i = 0; i < n; i++)
			start[((uint64_t)key[i] >> shift & 2047) + 1]++;
		if (start[1] == (uint32_t)n)
			continue; /* all zero here */
		for (int digit = 0; digit < 2048; digit++)
			start[digit + 1] += start[digit];
		for (int i = 0; i < n; i++)
			spare[start[(uint64_t)key[order[i]] >> shift & 2047]++] = order[i];
		uint32_t *sorted = spare;
		spare = order;
		order = sorted;
	}
	return order;
}

const uint32_t *sort_index_numbers(struct arena *arena, const int64_t *key, int n)
{
	return sort_numbers(arena, key, n);
}

/* Eight bytes as a number tell most texts apart, and stand together in memory. */
struct sort_key {
	uint64_t head;
	const char *text; /* that begins with them */
	uint32_t at;
};

static int by_text(const void *a, const void *b)
{
	const struct sort_key *x = a, *y = b;
	if (x->head != y->head)
		return x->head < y->head ? -1 : 1;
	return strcmp(x->text, y->text);
}

static uint64_t head_of(const char *text)
{
	char bytes[8] = {0};
	uint64_t head;
	for (int i = 0; i < 8 && text[i] != '\0'; i++)
		bytes[i] = text[i];
	memcpy(&head, bytes, sizeof head);
	return be64toh(head);
}

/* Texts that begin alike, by what follows. */
static void sort_alike(const char *const *text, uint32_t *order, int n, struct sort_key *key)
{
	for (int i = 0; i < n; i++)
		key[i] = (struct sort_key){head_of(text[order[i]] + 8), text[order[i]] + 8, order[i]};
	qsort(key, (size_t)n, sizeof *key, by_text);
	for (int i = 0; i < n; i++)
		order[i] = key[i].at;
}

const uint32_t *sort_index_texts(struct arena *arena, const char *const *text, int n)
{
	struct sort_key *key = arena_get(arena, ((size_t)n + 1) * sizeof *key);
	int64_t *head = arena_get(arena, ((size_t)n + 1) * sizeof *head);
	if (!key || !head)
		return NULL;
	for (int i = 0; i < n; i++)
		head[i] = (int64_t)head_of(text[i]);
	uint32_t *order = sort_numbers(arena, head, n);
	for (int i = 0, end; order && i < n; i = end) {
		int64_t alike = head[order[i]];
		for (end = i + 1; end < n && head[order[end]] == alike; end++)
			;
		if (end > i + 1 && (alike & 0xFF) != 0) /* else they end within the eight, and are the same */
			sort_alike(text, order + i, end - i, key);
	}
	return order;
}
