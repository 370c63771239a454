/*
 * Patterns of rules (PCRE2). The subject is folded text, patterns are folded when compiled, so that case and ё do not
 * matter and cost nothing.
 *
 * A hostile pattern, or a harmless one on a hostile text, stops, and says so. The limits of PCRE2 hold for each place
 * at which a match may begin, and a text has thousands: so the first PATTERN_CHARS characters are looked at, unless
 * the pattern says otherwise, and a text that is not short is searched in slices; between them, and before each look
 * ahead, a budget of time is looked at. What a short text can cost is little without a clock.
 *
 *	(*CHARS=60000)займ    looks at the first 60,000 characters
 */
#ifndef CRM_BASE_TEXT_PATTERN_H
#define CRM_BASE_TEXT_PATTERN_H

#include <stddef.h>
#include <stdint.h>

#include "base/core/buf.h"
#include "base/core/status.h"

struct pattern;

#define PATTERN_CHARS 8000

enum pattern_answer {
	PATTERN_NO,
	PATTERN_YES,
	PATTERN_GAVE_UP, /* too many steps */
	PATTERN_LATE     /* too much time */
};

/* Processor time for the patterns of one row together; each may take half of what is left. */
struct pattern_budget {
	int64_t left; /* nanoseconds */
};
#define PATTERN_MS 1000000   /* nanoseconds */
#define PATTERN_BUDGET_MS 40 /* so that with the slices that are begun a row takes less than 50 */

/* CRM_CONFIG with the place in the pattern if it does not compile, or uses (?C or \C. Released with pattern_free.
   ${jit}: worth it for more than about a thousand subjects. */
enum status pattern_new(struct pattern **pattern, const char *text, bool jit, struct why *why);
void pattern_free(struct pattern *pattern);
/* ${folded} is what casefold_put made: valid UTF-8, which is not checked again for every rule. */
enum pattern_answer pattern_match(
    struct pattern *pattern, const char *folded, size_t length, struct pattern_budget *budget);

/*
 * How many steps, about, a search through PATTERN_CHARS letters may take, by texts made of the pattern's own letters:
 * it is counted on short ones, and how it grows tells the rest. No clock has a say. From PATTERN_SLOW on it takes
 * tens of milliseconds. *${hard}: how the hardest of the texts begins; the caller releases it.
 */
#define PATTERN_SLOW 20000000.0
enum status pattern_steps(const char *text, double *steps, struct buf *hard, struct why *why);

#endif
