#include "base/core/hash.h"

#include <endian.h>
#include <string.h>

/* Up to eight bytes as a number, the first one lowest: the same on every machine. */
static uint64_t word_at(const unsigned char *bytes, size_t n)
{
	uint64_t word = 0;
	memcpy(&word, bytes, n);
	return le64toh(word);
}

uint64_t hash_bytes(uint64_t seed, const char *text, size_t length)
{
	const unsigned char *bytes = (const unsigned char *)text;
	uint64_t state = hash_mix(seed + length * UINT64_C(0x9e3779b97f4a7c15));
	for (; length >= 8; length -= 8, bytes += 8)
		state = hash_mix(state ^ word_at(bytes, 8)) + UINT64_C(0x9e3779b97f4a7c15);
	if (length > 0)
		state = hash_mix(state ^ word_at(bytes, length)) + UINT64_C(0x9e3779b97f4a7c15);
	return hash_mix(state ^ seed);
}

int64_t hash_text(const char *text, size_t length)
{
	return hash_positive(hash_bytes(HASH_SEED_TEXT, text, length));
}
