/* A person's name as somebody else wrote it into a text. */
#include <string.h>

#include "base/text/casefold.h"
#include "base/text/name.h"
#include "base/text/name_word_private.h"

static bool is_letter(uint32_t code)
{
	return (code >= 'a' && code <= 'z') || (code >= 0xDF && code <= 0x24F && code != 0xF7) ||
	       (code >= 0x370 && code <= 0x52F);
}

/* A hyphen between two letters. */
static bool is_joint(const struct name_word *word, const char *next)
{
	return word->n > 0 && *next && is_letter(utf8_fold(utf8_next(&next)));
}

const char *name_word_read(const char *text, bool joined, struct name_word *word)
{
	*word = (struct name_word){0};
	for (const char *next = text; *next;) {
		uint32_t code = utf8_next(&next), folded = utf8_fold(code);
		if (!is_letter(folded) && !(joined && code == '-' && is_joint(word, next)))
			break;
		word->capital = word->n ? word->capital : code != utf8_lower(code);
		if (word->n < NAME_LETTERS)
			word->letter[word->n] = folded;
		word->n++;
		text = next;
	}
	if (word->n > NAME_LETTERS)
		word->n = 0;
	return text;
}

static bool is_one_of(uint32_t code, const char *letters)
{
	while (*letters)
		if (utf8_next(&letters) == code)
			return true;
	return false;
}

/* How many letters stay in every case: of белова белов, of белый бел. */
static int stem_of(const struct name_word *name)
{
	int n = name->n;
	if (n < 3 || name->letter[0] < 0x400)
		return n;
	if (n > 4 && is_one_of(name->letter[n - 1], "йя") && is_one_of(name->letter[n - 2], "ыиоая") &&
	    !(name->letter[n - 1] == 0x44F && name->letter[n - 2] == 0x438)) /* Мария keeps its и */
		return n - 2;
	return is_one_of(name->letter[n - 1], "аяйьоеыиую") ? n - 1 : n;
}

static int letters_in(const char *text)
{
	int n = 0;
	for (; *text; n++)
		(void)utf8_next(&text);
	return n;
}

static bool is_ending(const uint32_t *letter, int n)
{
	static const char *const endings[] = {"", "а", "я", "у", "ю", "е", "и", "ы", "о", "ь", "й", "ой", "ей", "ою",
	    "ею", "ом", "ем", "ым", "им", "ый", "ий", "ая", "яя", "ую", "юю", "ого", "его", "ому", "ему", "ых", "их",
	    "ыми", "ими", "ам", "ям", "ами", "ями", "ах", "ях", "ов", "ев", "ью", "ии", "ию", "ией", "ия", "ие", "ием"};
	for (size_t i = 0; i < sizeof endings / sizeof *endings; i++) {
		const char *at = endings[i];
		int k = 0;
		while (*at && k < n && utf8_next(&at) == letter[k])
			k++;
		if (!*at && k == n && k == letters_in(endings[i]))
			return true;
	}
	return false;
}

static bool is_same(const struct name_word *there, const struct name_word *name)
{
	if (name_word_is_latin(there, name))
		return name_word_spells(there, name);
	int stem = stem_of(name);
	if (there->n < stem || memcmp(there->letter, name->letter, (size_t)stem * sizeof *name->letter) != 0)
		return false;
	if (there->n == name->n && memcmp(there->letter, name->letter, (size_t)name->n * sizeof *name->letter) == 0)
		return true;
	return name->letter[0] >= 0x400 && is_ending(there->letter + stem, there->n - stem);
}

static int words_of(const char *name, struct name_word word[NAME_WORDS])
{
	int n = 0;
	while (*name && n < NAME_WORDS) {
		const char *end = name_word_read(name, false, &word[n]);
		n += word[n].n > 0;
		name = end;
		if (*name)
			(void)utf8_next(&name);
	}
	return n;
}

static bool is_initial(const struct name_word *there, const struct name_word *name)
{
	if (name_word_is_latin(there, name))
		return name->n > 1 && there->n <= 2 && name_word_begins(there, name);
	return there->n == 1 && name->n > 1 && there->letter[0] == name->letter[0];
}

/* The word of the name that ${there} is, or whose initial it is; -1: none that is left. */
static int find_word(const struct name_word *there, const struct name_word *name, int n)
{
	for (int i = 0; i < n; i++)
		if (!name[i].used && (is_initial(there, &name[i]) || is_same(there, &name[i])))
			return i;
	return -1;
}

size_t name_in_text(const char *text, const char *name)
{
	struct name_word word[NAME_WORDS], there;
	int n = words_of(name, word), whole = 0, initials = 0;
	const char *at = text, *end = text;
	while (n >= 2) {
		const char *next = name_word_read(at, false, &there);
		int i = there.n ? find_word(&there, word, n) : -1;
		if (i < 0)
			break;
		word[i].used = true;
		bool initial = is_initial(&there, &word[i]);
		whole += !initial;
		initials += initial;
		end = at = next + (initial && *next == '.');
		at += *at == ',' || *at == '-'; /* Smith, John; the other half of a double surname */
		for (const char *blank = at; *blank && utf8_blank(utf8_next(&blank));)
			at = blank;
	}
	return whole >= 2 || (whole == 1 && initials > 0) ? (size_t)(end - text) : 0;
}
