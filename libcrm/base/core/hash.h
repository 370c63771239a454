/*
 * Numbers that stand for texts. They are in every database and do not depend on the machine: they never change.
 * Two texts may share a number.
 */
#ifndef CRM_BASE_CORE_HASH_H
#define CRM_BASE_CORE_HASH_H

#include <stddef.h>
#include <stdint.h>

/* Every bit of the result depends on every bit of ${x}, and no two are alike: the finisher of splitmix64
   (Steele, Lea, Flood: Fast splittable pseudorandom number generators, 2014). */
static inline uint64_t hash_mix(uint64_t x)
{
	x = (x ^ x >> 30) * UINT64_C(0xbf58476d1ce4e5b9);
	x = (x ^ x >> 27) * UINT64_C(0x94d049bb133111eb);
	return x ^ x >> 31;
}

/* Of ${length} bytes, and of what they stand for: ${seed} is a constant of the caller's. */
uint64_t hash_bytes(uint64_t seed, const char *text, size_t length);

/* Of a text as it is: from 0 to 2^63 - 1. */
int64_t hash_text(const char *text, size_t length);

#define HASH_SEED_TEXT UINT64_C(0x6c656164726f7731)

/* A hash as a number for a column: from 0 to 2^63 - 1. */
static inline int64_t hash_positive(uint64_t hashed)
{
	return (int64_t)(hashed >> 1);
}

#endif
