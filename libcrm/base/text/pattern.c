#define PCRE2_CODE_UNIT_WIDTH 8
#include "base/text/pattern.h"

#include <pcre2.h>
#include <stdlib.h>
#include <string.h>

#include "base/core/buf.h"
#include "base/text/casefold.h"
#include "base/text/pattern_private.h"

#define MOST_PATTERN 16384  /* bytes */
#define MOST_MATCHES 100000 /* steps of a match before it is given up */
#define MOST_DEPTH 20000
#define MOST_HEAP 8192 /* KiB */

struct pattern {
	pcre2_code *code;
	pcre2_match_data *data;
	pcre2_match_context *context;
	bool jit;
};

static enum status compile(struct pattern *pattern, const char *text, const struct buf *folded_text, struct why *why)
{
	const uint32_t options = PCRE2_UTF | PCRE2_UCP | PCRE2_NEVER_BACKSLASH_C;
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
	return why_set(why, CRM_CONFIG, _("pattern «%s»: character %d: %s"), text, pattern_place(text, offset),
	    (const char *)reason);
}

static enum status fold_and_compile(struct pattern *pattern, const char *text, struct why *why)
{
	struct pattern_folding f = {.at = text};
	enum status status;

	buf_add(&f.out, "", 0);
	while (*f.at != '\0' && !f.callout)
		pattern_fold_next(&f);
	if (f.callout)
		status = why_set(why, CRM_CONFIG, _("pattern «%s»: callouts (?C are not allowed"), text);
	else if (f.out.failed)
		status = why_memory(why);
	else
		status = compile(pattern, text, &f.out, why);
	buf_free(&f.out);
	return status;
}

static enum status make_matcher(struct pattern *pattern, bool jit, struct why *why)
{
	pattern->data = pcre2_match_data_create(1, NULL);
	pattern->context = pcre2_match_context_create(NULL);
	if (pattern->data == NULL || pattern->context == NULL)
		return why_memory(why);
	pcre2_set_match_limit(pattern->context, MOST_MATCHES);
	pcre2_set_depth_limit(pattern->context, MOST_DEPTH);
	pcre2_set_heap_limit(pattern->context, MOST_HEAP);
	/* Where there is no JIT the interpreter gives the same answers. */
	pattern->jit = jit && pcre2_jit_compile(pattern->code, PCRE2_JIT_COMPLETE) == 0;
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
	pcre2_match_context_free(pattern->context);
	pcre2_match_data_free(pattern->data);
	pcre2_code_free(pattern->code);
	free(pattern);
}

enum pattern_answer pattern_match(struct pattern *pattern, const char *folded_text, size_t length)
{
	PCRE2_SPTR subject = (PCRE2_SPTR)(folded_text == NULL ? "" : folded_text);
	int n = pattern->jit ? pcre2_jit_match(pattern->code, subject, length, 0, 0, pattern->data, pattern->context)
	                     : pcre2_match(pattern->code, subject, length, 0, PCRE2_NO_UTF_CHECK, pattern->data,
	                           pattern->context);

	/* The JIT has a small stack of its own; the interpreter has the heap. */
	if (n == PCRE2_ERROR_JIT_STACKLIMIT)
		n = pcre2_match(pattern->code, subject, length, 0, PCRE2_NO_JIT | PCRE2_NO_UTF_CHECK, pattern->data,
		    pattern->context);
	if (n == PCRE2_ERROR_NOMATCH)
		return PATTERN_NO;
	return n >= 0 ? PATTERN_YES : PATTERN_GAVE_UP;
}
