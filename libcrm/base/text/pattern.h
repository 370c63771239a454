/*
 * Patterns of rules (PCRE2). The subject is folded text, patterns are folded when compiled, so that case and ё do not
 * matter and cost nothing. Match, depth and heap limits are always set: a hostile pattern stops, and says so.
 */
#ifndef CRM_BASE_TEXT_PATTERN_H
#define CRM_BASE_TEXT_PATTERN_H

#include <stddef.h>

#include "base/core/status.h"

struct pattern;

enum pattern_answer { PATTERN_NO, PATTERN_YES, PATTERN_GAVE_UP };

/* CRM_CONFIG with the place in the pattern if it does not compile, or uses (?C or \C. Released with pattern_free.
   ${jit}: worth it for more than about a thousand subjects. */
enum status pattern_new(struct pattern **pattern, const char *text, bool jit, struct why *why);
void pattern_free(struct pattern *pattern);
/* ${folded} is what casefold_put made: valid UTF-8, which is not checked again for every rule. */
enum pattern_answer pattern_match(struct pattern *pattern, const char *folded, size_t length);

#endif
