#define PCRE2_CODE_UNIT_WIDTH 8
#include "base/text/pattern.h"

#include <pcre2.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/core/buf.h"
#include "base/text/casefold.h"
#include "base/text/pattern_private.h"

#define MOST_PATTERN 16384  /* bytes */
#define MOST_MATCHES 100000 /* steps of a match from one place before it is given up */
#define MOST_DEPTH 20000
#define MOST_HEAP 8192 /* KiB */

#define SHORT 512        /* bytes: a text that is searched without a clock, */
#define FEW_MATCHES 2000 /* as long as it takes no more steps from one place */
#define LONG 2048        /* bytes: worth compiling the pattern to machine code for, whatever comes after */

#define STACK_LEAST 32768 /* bytes: of the machine code, when that of the processor is too small */
#define STACK_MOST 1048576

#define SLICE_FIRST 32 /* bytes: places to begin at between two looks at the clock */
#define SLICE_MOST 512
#define SLICE_TIME PATTERN_MS

#define STEPS_BYTES 500      /* of the texts on which steps are counted */
#define STEPS_MOST 3000000.0 /* after so many it is slow in any case */

#define CHARS "(*CHARS="

struct pattern {
	pcre2_code *code;
	pcre2_match_data *data;
	pcre2_match_context *context;
	pcre2_jit_stack *stack; /* NULL until needed */
	bool jit, tried_jit;
	bool looks_ahead;
	bool whole; /* its verbs reach beyond a slice: it is searched for in one */
	size_t chars;
};

static enum status compile(
    struct pattern *pattern, const char *text, const char *own, const struct buf *folded_text, struct why *why)
{
	const uint32_t options = PCRE2_UTF | PCRE2_UCP | PCRE2_NEVER_BACKSLASH_C | PCRE2_USE_OFFSET_LIMIT;
	PCRE2_UCHAR reason[160];
	PCRE2_SIZE offset;
	int error;

	pattern->code =
	    pcre2_compile((PCRE2_SPTR)folded_text->text, folded_text->length, options, &error, &offset, NULL);
	if (pattern->code != NULL)
		return CRM_OK;
	if (error == PCRE2_ERROR_NOMEMORY || error == PCRE2_ERROR_HEAP_FAILED)
		return why_memory(why);
	if (pcre2_get_error_message(error, reason, sizeof reason) < 0)
		snprintf((char *)reason, sizeof reason, "%d", error);
	return why_set(why, CRM_CONFIG, _("pattern «%s»: character %d: %s"), text,
	    (int)(own - text) + pattern_place(own, offset), (const char *)reason);
}

/* Takes (*CHARS=…) off. */
static bool read_chars(struct pattern *pattern, const char **text)
{
	size_t digits;

	pattern->chars = PATTERN_CHARS;
	if (strncmp(*text, CHARS, strlen(CHARS)) != 0)
		return true;
	const char *number = *text + strlen(CHARS);
	digits = strspn(number, "0123456789");
	if (digits == 0 || digits > 8 || number[digits] != ')')
		return false;
	pattern->chars = (size_t)strtoul(number, NULL, 10);
	*text = number + digits + 1;
	return pattern->chars > 0;
}

static enum status fold_and_compile(struct pattern *pattern, const char *text, struct why *why)
{
	struct pattern_folding f = {.at = text};
	enum status status;

	if (!read_chars(pattern, &f.at))
		return why_set(why, CRM_CONFIG, _("pattern «%s»: how many characters? (*CHARS=60000)"), text);
	const char *own = f.at;
	buf_add(&f.out, "", 0);
	while (*f.at != '\0' && !f.callout)
		pattern_fold_next(&f);
	pattern->whole = f.reaches_far;
	pattern->looks_ahead = f.looks_ahead;
	if (f.callout)
		status = why_set(why, CRM_CONFIG, _("pattern «%s»: callouts (?C are not allowed"), text);
	else if (f.out.failed)
		status = why_memory(why);
	else
		status = compile(pattern, text, own, &f.out, why);
	buf_free(&f.out);
	return status;
}

static void compile_to_machine_code(struct pattern *pattern)
{
	/* Where there is no JIT the interpreter gives the same answers. */
	pattern->jit = pcre2_jit_compile(pattern->code, PCRE2_JIT_COMPLETE) == 0;
	pattern->tried_jit = true;
}

static enum status make_matcher(struct pattern *pattern, bool jit, struct why *why)
{
	pattern->data = pcre2_match_data_create(1, NULL);
	pattern->context = pcre2_match_context_create(NULL);
	if (pattern->data == NULL || pattern->context == NULL)
		return why_memory(why);
	pcre2_set_match_limit(pattern->context, FEW_MATCHES);
	pcre2_set_depth_limit(pattern->context, MOST_DEPTH);
	pcre2_set_heap_limit(pattern->context, MOST_HEAP);
	if (jit)
		compile_to_machine_code(pattern);
	return CRM_OK;
}

enum status pattern_new(struct pattern **pattern, const char *text, bool jit, struct why *why)
{
	size_t length = strlen(text);
	struct pattern *made;
	enum status status;

	*pattern = NULL;
	if (length > MOST_PATTERN)
		return why_set(why, CRM_CONFIG, _("pattern «%.60s…» is longer than %d bytes"), text, MOST_PATTERN);
	if (!utf8_valid(text, length))
		return why_set(why, CRM_CONFIG, _("pattern is not UTF-8"));
	made = calloc(1, sizeof *made);
	if (made == NULL)
		return why_memory(why);
	status = fold_and_compile(made, text, why);
	if (status == CRM_OK)
		status = make_matcher(made, jit, why);
	if (status != CRM_OK) {
		pattern_free(made);
		return status;
	}
	*pattern = made;
	return CRM_OK;
}

void pattern_free(struct pattern *pattern)
{
	if (pattern == NULL)
		return;
	pcre2_jit_stack_free(pattern->stack);
	pcre2_match_context_free(pattern->context);
	pcre2_match_data_free(pattern->data);
	pcre2_code_free(pattern->code);
	free(pattern);
}

/* Search from ${at} on. */
static int search(struct pattern *pattern, PCRE2_SPTR subject, size_t length, size_t at, uint32_t options)
{
	if (!pattern->jit)
		return pcre2_match(
		    pattern->code, subject, length, at, options | PCRE2_NO_UTF_CHECK, pattern->data, pattern->context);
	int n = pcre2_jit_match(pattern->code, subject, length, at, options, pattern->data, pattern->context);
	/* Machine code has the small stack of the processor, unless it is given one; the interpreter has the heap. */
	if (n == PCRE2_ERROR_JIT_STACKLIMIT && pattern->stack == NULL) {
		pattern->stack = pcre2_jit_stack_create(STACK_LEAST, STACK_MOST, NULL);
		pcre2_jit_stack_assign(pattern->context, NULL, pattern->stack);
		n = pcre2_jit_match(pattern->code, subject, length, at, options, pattern->data, pattern->context);
	}
	if (n == PCRE2_ERROR_JIT_STACKLIMIT)
		n = pcre2_match(pattern->code, subject, length, at, options | PCRE2_NO_JIT | PCRE2_NO_UTF_CHECK,
		    pattern->data, pattern->context);
	return n;
}

static int64_t nanoseconds(clockid_t clock)
{
	struct timespec t;

	clock_gettime(clock, &t);
	return (int64_t)t.tv_sec * 1000 * PATTERN_MS + t.tv_nsec;
}

/* Processor time is what counts, so that a busy machine changes no verdict; but asking for it costs, so the first part
   of what is allowed goes by the clock on the wall. */
struct stopwatch {
	int64_t allowed, began;
	int64_t processor; /* when it began */
};

static struct stopwatch stopwatch_start(int64_t allowed, int64_t now)
{
	return (struct stopwatch){allowed, now, nanoseconds(CLOCK_PROCESS_CPUTIME_ID)};
}

static int64_t time_taken(const struct stopwatch *watch, int64_t now)
{
	int64_t by_wall = now - watch->began;

	return by_wall < watch->allowed / 8 ? by_wall : nanoseconds(CLOCK_PROCESS_CPUTIME_ID) - watch->processor;
}

/* A look ahead may go to the end of the text, from each place of a loop: one search is not short then. */
static int look_at_clock(pcre2_callout_block *block, void *arg)
{
	const struct stopwatch *watch = arg;

	(void)block;
	return watch != NULL && time_taken(watch, nanoseconds(CLOCK_MONOTONIC)) >= watch->allowed ? PCRE2_ERROR_CALLOUT
	                                                                                          : 0;
}

/* Where the next character begins, from ${at} on. */
static size_t character_from(PCRE2_SPTR subject, size_t length, size_t at)
{
	while (at < length && (subject[at] & 0xC0) == 0x80)
		at++;
	return at < length ? at : length;
}

/* A slice at a time: the places at which a match may begin; the match itself may reach beyond. */
static enum pattern_answer search_slices(
    struct pattern *pattern, PCRE2_SPTR subject, size_t length, uint32_t options, struct pattern_budget *budget)
{
	size_t slice = pattern->whole ? length : SLICE_FIRST, at = 0;
	int64_t now = nanoseconds(CLOCK_MONOTONIC), taken = 0;
	struct stopwatch watch = stopwatch_start(budget->left / 2, now);
	int n = PCRE2_ERROR_NOMATCH;
	bool all = false;

	pcre2_set_match_limit(pattern->context, MOST_MATCHES);
	if (pattern->looks_ahead)
		pcre2_set_callout(pattern->context, look_at_clock, &watch);
	while (n == PCRE2_ERROR_NOMATCH && !all && taken < watch.allowed) {
		size_t last = length - at > slice ? character_from(subject, length, at + slice) : length;
		int64_t before = now;
		pcre2_set_offset_limit(pattern->context, last);
		n = search(pattern, subject, length, at, options);
		now = nanoseconds(CLOCK_MONOTONIC);
		taken = time_taken(&watch, now);
		if (now - before < SLICE_TIME / 4 && slice < SLICE_MOST)
			slice *= 4;
		else if (now - before > SLICE_TIME * 4 && slice > 4 && !pattern->whole)
			slice /= 4;
		all = last == length;
		at = character_from(subject, length, last + 1);
	}
	budget->left -= taken;
	pcre2_set_offset_limit(pattern->context, PCRE2_UNSET);
	pcre2_set_match_limit(pattern->context, FEW_MATCHES);
	pcre2_set_callout(pattern->context, NULL, NULL);
	if (n == PCRE2_ERROR_CALLOUT)
		return PATTERN_LATE;
	if (n != PCRE2_ERROR_NOMATCH)
		return n >= 0 ? PATTERN_YES : PATTERN_GAVE_UP;
	return all ? PATTERN_NO : PATTERN_LATE;
}

/* The bytes of the first ${chars} characters. */
static size_t cut(PCRE2_SPTR subject, size_t length, size_t chars)
{
	size_t at = 0;

	if (length <= chars)
		return length;
	while (at < length && chars-- > 0)
		at = character_from(subject, length, at + 1);
	return at;
}

enum pattern_answer pattern_match(
    struct pattern *pattern, const char *folded_text, size_t length, struct pattern_budget *budget)
{
	PCRE2_SPTR subject = (PCRE2_SPTR)(folded_text == NULL ? "" : folded_text);

	if (length <= SHORT && length <= pattern->chars) {
		int n = pattern->jit
		            ? pcre2_jit_match(pattern->code, subject, length, 0, 0, pattern->data, pattern->context)
		            : pcre2_match(pattern->code, subject, length, 0, PCRE2_NO_UTF_CHECK, pattern->data,
		                  pattern->context);
		if (n >= 0)
			return PATTERN_YES;
		if (n == PCRE2_ERROR_NOMATCH)
			return PATTERN_NO;
	}
	size_t seen = cut(subject, length, pattern->chars);
	if (seen > LONG && !pattern->tried_jit)
		compile_to_machine_code(pattern);
	/* What follows is not looked at, but is there. */
	return search_slices(pattern, subject, seen, seen < length ? PCRE2_NOTEOL : 0, budget);
}

/* Counting the steps of a search: every item of the pattern that is tried, and every character that is passed. */
struct step_count {
	double steps;
	size_t at;
};

static int count_step(pcre2_callout_block *block, void *arg)
{
	struct step_count *counting = arg;

	counting->steps += 1;
	if (block->current_position > counting->at)
		counting->steps += (double)(block->current_position - counting->at);
	counting->at = block->current_position;
	return counting->steps > STEPS_MOST ? PCRE2_ERROR_CALLOUT : 0;
}

struct stepping {
	pcre2_code *code;
	pcre2_match_data *data;
	pcre2_match_context *context;
	struct step_count counting;
	struct buf text;
};

/* False: no memory. A pattern that does not compile has no code, and no steps. */
static bool stepping_open(struct stepping *s, const struct buf *folded)
{
	const uint32_t options = PCRE2_UTF | PCRE2_UCP | PCRE2_NEVER_BACKSLASH_C | PCRE2_AUTO_CALLOUT |
	                         PCRE2_NO_AUTO_POSSESS | PCRE2_NO_START_OPTIMIZE;
	int error;
	PCRE2_SIZE offset;

	s->code = pcre2_compile((PCRE2_SPTR)folded->text, folded->length, options, &error, &offset, NULL);
	s->data = pcre2_match_data_create(1, NULL);
	s->context = pcre2_match_context_create(NULL);
	if (s->data == NULL || s->context == NULL ||
	    (s->code == NULL && (error == PCRE2_ERROR_NOMEMORY || error == PCRE2_ERROR_HEAP_FAILED)))
		return false;
	pcre2_set_callout(s->context, count_step, &s->counting);
	pcre2_set_heap_limit(s->context, MOST_HEAP);
	return true;
}

static void stepping_close(struct stepping *s)
{
	pcre2_match_context_free(s->context);
	pcre2_match_data_free(s->data);
	pcre2_code_free(s->code);
	buf_free(&s->text);
}

/* Of text ${i} of about ${bytes}; negative if there is none. */
static double steps_of(struct stepping *s, const struct hostile *hostile, int i, size_t bytes)
{
	s->counting = (struct step_count){0};
	if (!hostile_text(hostile, i, bytes, &s->text) || s->text.failed)
		return -1;
	int n = pcre2_match(s->code, (PCRE2_SPTR)s->text.text, s->text.length, 0, PCRE2_NO_UTF_CHECK | PCRE2_NO_JIT,
	    s->data, s->context);
	/* Stopped by whatever limit: it would have gone on. */
	return n < PCRE2_ERROR_NOMATCH && n != PCRE2_ERROR_PARTIAL ? STEPS_MOST : s->counting.steps;
}

static void find_hardest(struct stepping *s, const struct hostile *hostile, double *steps, struct buf *hard)
{
	double half;

	for (int i = 0; *steps < PATTERN_SLOW && (half = steps_of(s, hostile, i, STEPS_BYTES / 2)) >= 0; i++) {
		double whole = half < STEPS_MOST ? steps_of(s, hostile, i, STEPS_BYTES) : half;
		double grows = half > 0 ? whole / half : 1;
		double all = whole >= STEPS_MOST ? PATTERN_SLOW : whole;
		for (size_t bytes = STEPS_BYTES; bytes < PATTERN_CHARS; bytes *= 2)
			all *= grows;
		if (all <= *steps)
			continue;
		*steps = all;
		buf_clear(hard);
		const char *end = s->text.text;
		for (int letters = 0; *end && letters < 20; letters++)
			utf8_next(&end);
		buf_add(hard, s->text.text, (size_t)(end - s->text.text));
	}
}

enum status pattern_steps(const char *text, double *steps, struct buf *hard, struct why *why)
{
	struct pattern_folding f = {.at = text};
	struct pattern length = {0};
	struct stepping stepping = {0};
	struct hostile hostile;

	*steps = 0;
	if (read_chars(&length, &f.at))
		while (*f.at != '\0')
			pattern_fold_next(&f);
	buf_add(&f.out, "", 0);
	hostile_read(&hostile, f.out.failed ? "" : f.out.text);
	bool opened = !f.out.failed && stepping_open(&stepping, &f.out);
	if (opened && stepping.code != NULL)
		find_hardest(&stepping, &hostile, steps, hard);
	bool failed = !opened || hard->failed || hostile.sample.failed || stepping.text.failed;
	stepping_close(&stepping);
	buf_free(&hostile.sample);
	buf_free(&f.out);
	return failed ? why_memory(why) : CRM_OK;
}
