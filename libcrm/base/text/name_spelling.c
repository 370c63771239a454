/* A Cyrillic name in Latin letters: passports, airlines and people do not agree how. */
#include <string.h>

#include "base/text/casefold.h"
#include "base/text/name_word_private.h"

/* Of U+0430 … U+044F, the ways to write each; "-" for none. The й of -ий may be missing, as in Dmitry. */
static const char *const spellings[] = {"a", "b", "v w", "g h", "d", "e ye yo io jo je ie", "zh j z", "z s", "i y ie",
    "y i j -", "k c q", "l", "m", "n", "o", "p", "r", "s ss", "t", "u ou", "f ph", "kh h x", "ts c tz cz",
    "ch tch tsch", "sh sch", "shch sch sh", "ie - y", "y i", "- ie", "e", "yu iu ju u", "ya ia ja a"};

static const char *ways_of(uint32_t code)
{
	return code >= 0x430 && code <= 0x44F ? spellings[code - 0x430] : "";
}

/* How many of the letters are the way at ${way}; -1: they are not. */
static int letters_as(const uint32_t *latin, int n, const char *way, size_t length)
{
	if (length == 1 && *way == '-')
		return 0;
	for (size_t i = 0; i < length; i++)
		if ((int)i == n || latin[i] != (unsigned char)way[i])
			return -1;
	return (int)length;
}

/* All of both. A word has few letters, and most ways end at the first. */
static bool spells(const uint32_t *latin, int n, const uint32_t *name, int m)
{
	if (m == 0)
		return n == 0;
	/* Maxim, Alexey */
	if (m > 1 && name[0] == 0x43A && name[1] == 0x441 && n > 0 && latin[0] == 'x' &&
	    spells(latin + 1, n - 1, name + 2, m - 2))
		return true;
	for (const char *way = ways_of(name[0]); *way != '\0';) {
		size_t length = strcspn(way, " ");
		int used = letters_as(latin, n, way, length);
		if (used >= 0 && spells(latin + used, n - used, name + 1, m - 1))
			return true;
		way += length + (way[length] == ' ');
	}
	return false;
}

bool name_word_is_latin(const struct name_word *latin, const struct name_word *name)
{
	return latin->n > 0 && name->n > 0 && latin->letter[0] < 0x250 && name->letter[0] >= 0x400;
}

bool name_word_spells(const struct name_word *latin, const struct name_word *name)
{
	return name_word_is_latin(latin, name) && spells(latin->letter, latin->n, name->letter, name->n);
}

bool name_word_begins(const struct name_word *latin, const struct name_word *name)
{
	return name_word_is_latin(latin, name) && spells(latin->letter, latin->n, name->letter, 1);
}
