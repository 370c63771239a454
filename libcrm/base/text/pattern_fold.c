/* A pattern is folded like the texts it is held against. */
#include <string.h>

#include "base/text/casefold.h"
#include "base/text/pattern_private.h"

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
	if (c == 'G') { /* where the search begins: the same as \A, but for a slice */
		buf_put(&f->out, "\\A");
		f->at += 2;
		return;
	}
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

/* Before a look ahead; a condition may begin with it too: (?(?C)(?=a)b|c). */
static void put_callout(struct pattern_folding *f)
{
	f->looks_ahead = true;
	buf_put(&f->out, "(?C)");
}

static void begin_group(struct pattern_folding *f)
{
	if (f->at[2] == '=' || f->at[2] == '!')
		put_callout(f);
	fold_group(f);
}

/* "pla:", "negative_lookahead:" … */
static bool is_named_look_ahead(const char *name)
{
	static const char *const names[] = {
	    "pla:", "positive_lookahead:", "nla:", "negative_lookahead:", "napla:", "non_atomic_positive_lookahead:"};

	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		if (strncmp(name, names[i], strlen(names[i])) == 0)
			return true;
	return false;
}

/* At "(*": a verb whole, an assertion by name up to its colon. */
static void copy_verb(struct pattern_folding *f)
{
	bool assertion = f->at[2] >= 'a' && f->at[2] <= 'z';

	if (is_named_look_ahead(f->at + 2))
		put_callout(f);
	f->reaches_far = f->reaches_far || strncmp(f->at, "(*COMMIT", 8) == 0 || strncmp(f->at, "(*SKIP", 6) == 0;
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

void pattern_fold_next(struct pattern_folding *f)
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
		begin_group(f);
	else if (s[0] == '(' && s[1] == '*')
		copy_verb(f);
	else
		fold_literal(f);
}

int pattern_place(const char *text, size_t offset)
{
	struct pattern_folding f = {.at = text};
	const char *s = text;
	int character = 1;

	while (*f.at != '\0') {
		const char *start = f.at;
		pattern_fold_next(&f);
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
