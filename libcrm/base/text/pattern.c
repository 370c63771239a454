#define PCRE2_CODE_UNIT_WIDTH 8
#include "base/text/pattern.h"

#include <pcre2.h>
#include <stdlib.h>
#include <string.h>

#include "base/core/buf.h"
#include "base/text/casefold.h"

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

/*
 * Folding a pattern: its letters become what casefold_put makes of them, but not those that mean something to PCRE2:
 * escapes, names and options of groups, verbs, and classes such as [:upper:].
 */
struct pattern_folding {
	const char *at;
	struct buf out;
	bool in_class, quoted; /* inside [...], inside \Q...\E */
	bool callout;
};

static void copy_bytes(struct pattern_folding *f, size_t length)
{
	buf_add(&f->out, f->at, length);
	f->at += length;
}

/* Copy up to and with the first of ${ends}, or all if there is none. */
static void copy_to(struct pattern_folding *f, const char *ends)
{
	size_t length = strcspn(f->at, ends);

	copy_bytes(f, length + (f->at[length] != '\0'));
}

static uint32_t fold_code(uint32_t code)
{
	code = utf8_lower(code);
	if (code == 0x451)
		return 0x435; /* ё as е */
	return code > 0x7F && utf8_blank(code) ? ' ' : code;
}

static void fold_escape(struct pattern_folding *f)
{
	char c = f->at[1], open = c == '\0' ? '\0' : f->at[2];

	if (c == '\0' || (unsigned char)c >= 0x80) {
		copy_bytes(f, 1); /* the letter after it is folded in its turn */
		return;
	}
	f->quoted = c == 'Q';
	copy_bytes(f, 2);
	if (c == 'c' || ((c == 'p' || c == 'P') && open != '{')) {
		if (open != '\0' && (unsigned char)open < 0x80)
			copy_bytes(f, 1);
	} else if (strchr("pPxoNgk", c) != NULL && open == '{') {
		copy_to(f, "}");
	} else if (strchr("gk", c) != NULL && open == '<') {
		copy_to(f, ">");
	} else if (strchr("gk", c) != NULL && open == '\'') {
		copy_bytes(f, 1);
		copy_to(f, "'");
	}
}

/* After "(?(": a name or a number is copied; an assertion is folded like any group. */
static void condition(struct pattern_folding *f)
{
	if (f->at[1] != '?' && f->at[1] != '*')
		copy_to(f, ")");
}

/* At "(?". */
static void fold_group(struct pattern_folding *f)
{
	copy_bytes(f, 2);
	switch (*f->at) {
	case 'C': f->callout = true; break;
	case '#':
	case '&': copy_to(f, ")"); break;
	case 'P': copy_to(f, f->at[1] == '<' ? ">" : ")"); break;
	case '<':
		if (f->at[1] != '=' && f->at[1] != '!')
			copy_to(f, ">");
		break;
	case '\'':
		copy_bytes(f, 1);
		copy_to(f, "'");
		break;
	case '(': condition(f); break;
	default:
		copy_bytes(f, strspn(f->at, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789^+-"));
		break;
	}
}

/* At "(*": a verb whole, an assertion by name up to its colon. */
static void copy_verb(struct pattern_folding *f)
{
	bool assertion = f->at[2] >= 'a' && f->at[2] <= 'z';

	copy_to(f, assertion ? ":)" : ")");
}

/* At "[". */
static void class_begin(struct pattern_folding *f)
{
	f->in_class = true;
	copy_bytes(f, 1);
	if (*f->at == '^')
		copy_bytes(f, 1);
	if (*f->at == ']')
		copy_bytes(f, 1);
}

static void class_end(struct pattern_folding *f)
{
	f->in_class = false;
	copy_bytes(f, 1);
}

static void put_run(struct buf *out, uint32_t first, uint32_t last)
{
	utf8_put(out, first);
	if (last > first) {
		buf_char(out, '-');
		utf8_put(out, last);
	}
}

/* A range stays as it is, and what its letters fold to is added: [Ё-Я] may not become the impossible [е-я] without а-д.
 */
static void put_range(struct buf *out, uint32_t low, uint32_t high)
{
	uint32_t first = 0, last = 0;

	utf8_put(out, low);
	buf_char(out, '-');
	utf8_put(out, high);
	for (uint32_t code = low; code <= high && code < 0x600; code++) {
		uint32_t to = fold_code(code);
		if (to == code)
			continue;
		if (first != 0 && to == last + 1) {
			last = to;
			continue;
		}
		if (first != 0)
			put_run(out, first, last);
		first = last = to;
	}
	if (first != 0)
		put_run(out, first, last);
}

static void fold_literal(struct pattern_folding *f)
{
	uint32_t code = utf8_next(&f->at);
	const char *end = f->at + 1;

	if (f->in_class && !f->quoted && f->at[0] == '-' && *end != '\0' && strchr("]\\[", *end) == NULL) {
		put_range(&f->out, code, utf8_next(&end));
		f->at = end;
	} else if (!utf8_format(code)) {
		utf8_put(&f->out, fold_code(code));
	}
}

/* Fold one thing. */
static void fold_next(struct pattern_folding *f)
{
	const char *s = f->at;

	if (f->quoted && !(s[0] == '\\' && s[1] == 'E'))
		fold_literal(f);
	else if (s[0] == '\\')
		fold_escape(f);
	else if (f->in_class && s[0] == '[' && s[1] == ':' && strstr(s, ":]") != NULL)
		copy_bytes(f, (size_t)(strstr(s, ":]") - s) + 2);
	else if (f->in_class && s[0] == ']')
		class_end(f);
	else if (f->in_class)
		fold_literal(f);
	else if (s[0] == '[')
		class_begin(f);
	else if (s[0] == '(' && s[1] == '?')
		fold_group(f);
	else if (s[0] == '(' && s[1] == '*')
		copy_verb(f);
	else
		fold_literal(f);
}

/* The character, from 1, of ${text} that stands at ${offset} of the folded pattern. */
static int place_in_pattern(const char *text, size_t offset)
{
	struct pattern_folding f = {.at = text};
	const char *s = text;
	int character = 1;

	while (*f.at != '\0') {
		const char *start = f.at;
		fold_next(&f);
		if (f.out.length > offset || f.out.failed) {
			f.at = start;
			break;
		}
	}
	for (; s < f.at; character++)
		utf8_next(&s);
	buf_free(&f.out);
	return character;
}

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
	return why_set(why, CRM_CONFIG, _("pattern «%s»: character %d: %s"), text, place_in_pattern(text, offset),
	    (const char *)reason);
}

static enum status fold_and_compile(struct pattern *pattern, const char *text, struct why *why)
{
	struct pattern_folding f = {.at = text};
	enum status status;

	buf_add(&f.out, "", 0);
	while (*f.at != '\0' && !f.callout)
		fold_next(&f);
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
