#include "base/value/keyed.h"

#include <stdio.h>
#include <string.h>

#include <nettle/hmac.h>

void keyed_hash(const char *key, const void *bytes, size_t length, char *hex, size_t size)
{
	struct hmac_sha256_ctx context;
	uint8_t digest[SHA256_DIGEST_SIZE];
	hmac_sha256_set_key(&context, strlen(key), (const uint8_t *)key);
	hmac_sha256_update(&context, length, bytes);
	hmac_sha256_digest(&context, sizeof digest, digest);
	for (size_t i = 0; i < size / 2; i++)
		snprintf(hex + 2 * i, 3, "%02x", digest[i]);
}
