/* A keyed hash (SipHash-2-4, Aumasson and Bernstein 2012): who does not have the key learns nothing from the number. */
#ifndef CRM_BASE_SIPHASH_H
#define CRM_BASE_SIPHASH_H

#include <stddef.h>
#include <stdint.h>

struct sipkey {
	uint64_t k[2];
};

uint64_t siphash(const struct sipkey *key, const void *bytes, size_t length);

#endif
