/* Texts that are hard for a pattern are made of what it is made of itself. */
#include <string.h>

#include "base/text/casefold.h"
#include "base/text/pattern_private.h"

static const char *const tails[] = {"!", " "}; /* what ends a run of letters, and a run of anything but blanks */

static void add_unit(struct hostile *h, const char *text, size_t length)
{
	if (length == 0 || length >= sizeof *h->unit || h->n == HOSTILE_UNITS)
		return;
	for (int i = 0; i < h->n; i++)
		if (strlen(h->unit[i]) == length && memcmp(h->unit[i], text, length) == 0)
			return;
	memcpy(h->unit[h->n], text, length);
	h->unit[h->n++][length] = '\0';
}

/* A letter, or one that stands for its class: by itself, and at the end of the run it continues. */
static void add_letter(struct hostile *h, const char *text, size_t length, bool starts_run)
{
	if (starts_run) {
		add_unit(h, h->sample.text ? h->sample.text + h->run : "", h->sample.length - h->run);
		h->run = h->sample.length;
	}
	add_unit(h, text, length);
	buf_add(&h->sample, text, length);
}

static const char *class_letter(char c)
{
	switch (c) {
	case 'w':
	case 'S':
	case 'D':
	case 'p':
	case 'P':
	case 'X':
	case 'N': return "a";
	case 'd': return "5";
	case 's':
	case 'h':
	case 'v':
	case 'R': return " ";
	case 'W': return "-";
	default: return NULL;
	}
}

/* After "\"; returns what follows. */
static const char *read_escape(struct hostile *h, const char *at)
{
	const char *letter = class_letter(*at), *end = at;

	if (letter)
		add_letter(h, letter, strlen(letter), true);
	else if (*at && strchr("bBAzZGQEKkgx0123456789", *at) == NULL) {
		utf8_next(&end);
		add_letter(h, at, (size_t)(end - at), false);
		return end;
	}
	if (*at)
		at++;
	if (*at == '{' && at[-1] != 'E') {
		size_t length = strcspn(at, "}");
		at += length + (at[length] != '\0');
	}
	return at;
}

/* After "[": its first letter stands for all; of a negated class "a", unless that is what it excludes. */
static const char *read_class(struct hostile *h, const char *at)
{
	bool negated = *at == '^';
	const char *first, *end, *name = NULL;

	at += negated;
	first = end = at;
	if (*first == '\\')
		name = class_letter(first[1]);
	utf8_next(&end);
	if (negated)
		add_letter(h, *first == 'a' ? "c" : "a", 1, true);
	else if (name)
		add_letter(h, name, strlen(name), true);
	else
		add_letter(h, first, (size_t)(end - first), true);
	at = *at == '\\' && at[1] ? at + 2 : end;
	while (*at && *at != ']')
		at += *at == '\\' && at[1] ? 2 : 1;
	return *at ? at + 1 : at;
}

/* After "(". */
static const char *read_group(const char *at)
{
	if (*at == '*')
		return at + strcspn(at, ":)");
	if (*at != '?')
		return at;
	at++;
	at += strspn(at, "P");
	if (*at == '<' && at[1] != '=' && at[1] != '!')
		return at + strcspn(at, ">") + (at[strcspn(at, ">")] != '\0');
	at += strcspn(at, ":=!>)|(");
	return *at && strchr(":=!>|", *at) ? at + 1 : at;
}

void hostile_read(struct hostile *h, const char *folded)
{
	const char *at = folded, *end;

	*h = (struct hostile){0};
	buf_add(&h->sample, "", 0);
	while (*at) {
		if (*at == '\\') {
			at = read_escape(h, at + 1);
		} else if (*at == '[') {
			at = read_class(h, at + 1);
		} else if (*at == '(') {
			at = read_group(at + 1);
		} else if (*at == '{' && at[1] >= '0' && at[1] <= '9') {
			at += strcspn(at, "}");
		} else if (*at == '.') {
			add_letter(h, "a", 1, true);
			at++;
		} else if (strchr("*+?|)^${}", *at)) {
			at++;
		} else {
			end = at;
			utf8_next(&end);
			add_letter(h, at, (size_t)(end - at), false);
			at = end;
		}
		if (*at && strchr("|)(.[", *at))
			h->ended = true;
		if (h->ended) {
			add_unit(h, h->sample.text + h->run, h->sample.length - h->run);
			h->run = h->sample.length;
			h->ended = false;
		}
	}
	add_unit(h, h->sample.text ? h->sample.text + h->run : "", h->sample.length - h->run);
}

static void repeat(struct buf *text, const char *unit, const char *between, size_t bytes)
{
	while (!text->failed && *unit && text->length < bytes) {
		buf_put(text, unit);
		buf_put(text, between);
	}
}

/* The kinds: a unit over and over, with blanks and without; all that the pattern is made of and then a unit over and
   over; and that over and over. Each with either tail. */
bool hostile_text(const struct hostile *h, int i, size_t bytes, struct buf *text)
{
	int kind = i / 2 % 3, unit = i / 6;

	buf_clear(text);
	if (unit > h->n || (unit == h->n && kind > 0))
		return false;
	if (unit == h->n) {
		repeat(text, h->sample.text, "", bytes);
	} else {
		if (kind == 2)
			buf_put(text, h->sample.text);
		repeat(text, h->unit[unit], kind == 1 ? " " : "", bytes);
	}
	buf_put(text, tails[i % 2]);
	return true;
}
