#include "base/text/typed.h"

#include <string.h>

#include "base/text/casefold.h"
#include "base/text/name.h"

#define WORDS 12
#define LETTERS 48

struct typed_word {
	uint32_t letter[LETTERS];
	int n;
	bool used;
};

static bool is_digit(uint32_t code)
{
	return code >= '0' && code <= '9';
}

static bool is_letter(uint32_t code)
{
	return (code >= 'a' && code <= 'z') ||
	       (code >= 0xDF && code != 0xF7 && !(code >= 0x2000 && code < 0x2C00) && code < 0xFE00);
}

/* What is in brackets is left out if ${people}, and digits are none of a name. -1: more than there is room for. */
static int words_of(const char *text, bool people, struct typed_word word[WORDS])
{
	int n = 0, depth = 0;
	bool inside = false;
	while (*text) {
		uint32_t code = utf8_fold(utf8_next(&text));
		depth += people && (code == '(' || code == '[' || code == '<');
		depth -= depth && (code == ')' || code == ']' || code == '>');
		if (utf8_format(code))
			continue;
		if (depth || !(is_letter(code) || (!people && is_digit(code)))) {
			inside = false;
			continue;
		}
		if (!inside && n == WORDS)
			return -1;
		if (!inside) {
			word[n] = (struct typed_word){0};
			n++;
		}
		inside = true;
		if (word[n - 1].n == LETTERS)
			return -1;
		word[n - 1].letter[word[n - 1].n++] = code;
	}
	return n;
}

static bool is_same(const struct typed_word *a, const struct typed_word *b)
{
	return a->n == b->n && memcmp(a->letter, b->letter, (size_t)a->n * sizeof *a->letter) == 0;
}

/* Do the letters run through both alike, wherever words end? */
static bool is_same_run(const struct typed_word *a, int n_a, const struct typed_word *b, int n_b)
{
	int i = 0, j = 0, at_a = 0, at_b = 0;
	for (;;) {
		for (; i < n_a && at_a == a[i].n; i++)
			at_a = 0;
		for (; j < n_b && at_b == b[j].n; j++)
			at_b = 0;
		if (i == n_a || j == n_b)
			return i == n_a && j == n_b;
		if (a[i].letter[at_a++] != b[j].letter[at_b++])
			return false;
	}
}

static bool is_text(const uint32_t *letter, int n, const char *text, size_t length)
{
	const char *end = text + length;
	for (int i = 0; i < n; i++)
		if (text >= end || utf8_next(&text) != letter[i])
			return false;
	return text == end;
}

static bool has_ending(const char *endings, const uint32_t *letter, int n)
{
	for (size_t length; *endings; endings += length + (endings[length] == ' ')) {
		length = strcspn(endings, " ");
		if (is_text(letter, n, endings, length == 1 && *endings == '-' ? 0 : length))
			return true;
	}
	return false;
}

/* Endings of one and of many; `-` is none. In each row any may stand for any, with a vowel that comes and goes. */
static const char *const endings[] = {("- а я о е ь й ы и у ю ов ев ей ий ый ой ые ие ая яя ое "
                                       "ее ого его ых их ам ям ом ем"),
    "ок ек к ка ко ки ков ку ком ек кам", "ец ца цы цев цов", "ость ости остей", "ия ии ий ие", "- s es", "y ies"};

static bool is_form(const struct typed_word *a, const struct typed_word *b)
{
	int same = 0;
	while (same < a->n && same < b->n && a->letter[same] == b->letter[same])
		same++;
	if (same == a->n && same == b->n)
		return true;
	for (size_t i = 0; i < sizeof endings / sizeof *endings; i++)
		for (int stem = same; stem >= 3 && stem >= same - 1; stem--)
			if (has_ending(endings[i], a->letter + stem, a->n - stem) &&
			    has_ending(endings[i], b->letter + stem, b->n - stem))
				return true;
	return false;
}

enum typed typed_thing(const char *text, const char *name)
{
	struct typed_word a[WORDS], b[WORDS];
	int n_a = text ? words_of(text, false, a) : 0, n_b = name ? words_of(name, false, b) : 0;
	if (n_a < 1 || n_b < 1)
		return text && name && *text && strcmp(text, name) == 0 ? TYPED_SAME : TYPED_NOT;
	if (is_same_run(a, n_a, b, n_b))
		return TYPED_SAME;
	for (int i = 0; i < n_a; i++)
		if (n_a != n_b || !is_form(&a[i], &b[i]))
			return TYPED_NOT;
	return TYPED_NEARLY;
}

/* A word of ${name} that is left and is ${word}, or whose initial is; -1. */
static int find_word(const struct typed_word *word, const struct typed_word *name, int n, bool initial)
{
	for (int i = 0; i < n; i++)
		if (!name[i].used && (initial ? (word->n == 1 || name[i].n == 1) && word->letter[0] == name[i].letter[0]
		                              : is_same(word, &name[i])))
			return i;
	return -1;
}

/* How many of ${words} are words of ${name}, or their initials, as ${initial} says. Both are used up. */
static int count_words(struct typed_word *words, int n_words, struct typed_word *name, int n, bool initial)
{
	int count = 0;
	for (int i = 0; i < n_words; i++) {
		int at = words[i].used ? -1 : find_word(&words[i], name, n, initial);
		if (at < 0)
			continue;
		words[i].used = name[at].used = true;
		count++;
	}
	return count;
}

static enum typed compare_people(const char *text, const char *name)
{
	struct typed_word a[WORDS], b[WORDS];
	int n_a = words_of(text, true, a), n_b = words_of(name, true, b);
	int whole = count_words(a, n_a, b, n_b, false), initials = count_words(a, n_a, b, n_b, true);
	bool more = whole + initials < n_a, more_words = false;
	for (int i = 0; i < n_a; i++)
		more_words |= !a[i].used && a[i].n > 1;
	if (whole == 0 || more_words || (more && whole + initials < n_b))
		return TYPED_NOT;
	return whole == n_a && whole == n_b ? TYPED_SAME : TYPED_NEARLY;
}

/* The name without what is in brackets, and without its patronymic if ${shorter}. */
static void key_put(struct buf *key, const struct typed_word *word, int n, bool shorter)
{
	struct buf bare = {0};
	buf_put(&bare, "");
	for (int i = 0; i < n; i++) {
		buf_put(&bare, i ? " " : "");
		for (int k = 0; k < word[i].n; k++)
			utf8_put(&bare, word[i].letter[k]);
	}
	buf_put(key, "");
	if (!bare.failed && shorter)
		name_key_put(key, bare.text);
	else if (!bare.failed)
		buf_put(key, bare.text);
	key->failed |= bare.failed;
	buf_free(&bare);
}

/* One has a patronymic that the other lacks, or other letters. Two patronymics are two people. */
static bool is_same_key(const char *text, const char *name)
{
	struct typed_word words[WORDS], name_words[WORDS];
	struct buf a = {0}, b = {0}, sound_a = {0}, sound_b = {0};
	int n = words_of(text, true, words), n_name = words_of(name, true, name_words);
	key_put(&a, words, n, n != n_name);
	key_put(&b, name_words, n_name, n != n_name);
	bool ok = !a.failed && !b.failed && a.length, same = ok && strcmp(a.text, b.text) == 0;
	/* One word that only sounds so may be another's, misspelt. */
	if (ok && !same && n > 1) {
		name_sound_put(&sound_a, a.text);
		name_sound_put(&sound_b, b.text);
		same = !sound_a.failed && !sound_b.failed && strchr(sound_a.text, ' ') &&
		       compare_people(sound_a.text, sound_b.text) != TYPED_NOT;
	}
	buf_free(&a);
	buf_free(&b);
	buf_free(&sound_a);
	buf_free(&sound_b);
	return same;
}

enum typed typed_person(const char *text, const char *name)
{
	enum typed typed = text && name ? compare_people(text, name) : TYPED_NOT;
	return typed == TYPED_NOT && text && name && is_same_key(text, name) ? TYPED_NEARLY : typed;
}
