/* A keyed hash, HMAC-SHA-256 (RFC 2104): who does not have the key learns nothing from it. The one room of Nettle. */
#ifndef CRM_BASE_VALUE_KEYED_H
#define CRM_BASE_VALUE_KEYED_H

#include <stddef.h>

/* The first ${size} / 2 bytes of the hash of ${length} bytes by ${key}, as hex with a NUL; ${size} is odd and at most
   65. */
void keyed_hash(const char *key, const void *bytes, size_t length, char *hex, size_t size);

#endif
