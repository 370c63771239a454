/* Keys in order: as places in the array that is given, so that what stands beside the keys can follow. In an arena;
   NULL without memory. */
#ifndef CRM_BASE_CORE_SORT_INDEX_H
#define CRM_BASE_CORE_SORT_INDEX_H

#include <stdint.h>

#include "base/core/arena.h"

/* None below 0. */
const uint32_t *sort_index_numbers(struct arena *arena, const int64_t *key, int n);
/* By bytes, as SQL compares them. */
const uint32_t *sort_index_texts(struct arena *arena, const char *const *text, int n);

#endif
