/* Sixteen bytes looked at in one step, by whatever the machine has for it: for utf8.c and json.c only. */
#ifndef CRM_BASE_TEXT_BYTES16_PRIVATE_H
#define CRM_BASE_TEXT_BYTES16_PRIVATE_H

#include <stdbool.h>
#include <stdint.h>
#include <string.h>

typedef unsigned char bytes16 __attribute__((vector_size(16)));

/* The sixteen at ${text}, which are all there. */
static inline bytes16 bytes16_at(const char *text)
{
	bytes16 v;

	memcpy(&v, text, sizeof v);
	return v;
}

/* The last ones of a text, with blanks behind them. */
static inline bytes16 bytes16_tail(const char *text, size_t length)
{
	char padded[16] = "                ";

	memcpy(padded, text, length);
	return bytes16_at(padded);
}

/* Each a place later, the first one ${before}. */
static inline bytes16 bytes16_later(bytes16 v, unsigned char before)
{
	const bytes16 first = {before};

	return first | __builtin_shufflevector(v, (bytes16){0}, 16, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14);
}

/* Is one of them not zero? */
static inline bool bytes16_any(bytes16 v)
{
	uint64_t half[2];

	memcpy(half, &v, sizeof half);
	return (half[0] | half[1]) != 0;
}

/* The place of the first one that is not zero; 16: all are. */
static inline int bytes16_first(bytes16 v)
{
	uint64_t half[2];

	memcpy(half, &v, sizeof half);
	int before = half[0] ? 0 : 8;
	uint64_t word = half[0] ? half[0] : half[1];
	if (word == 0)
		return 16;
	return before + (__BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__ ? __builtin_ctzll(word) : __builtin_clzll(word)) / 8;
}

#endif
