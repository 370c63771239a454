/* One word, other letters: Cyrillic and Latin, and the keyboard with the wrong layout on. */
#include <string.h>

#include "base/text/casefold.h"
#include "base/text/name.h"

/* U+0430 … U+044F. */
static const char *const latin[] = {"a", "b", "v", "g", "d", "e", "zh", "z", "i", "y", "k", "l", "m", "n", "o", "p",
    "r", "s", "t", "u", "f", "kh", "ts", "ch", "sh", "shch", "", "y", "", "e", "yu", "ya"};

/* What neighbours of Russia write beside these. */
static const struct {
	uint32_t code;
	const char *latin;
} more_latin[] = {{0x454, "ye"}, {0x456, "i"}, {0x457, "yi"}, {0x491, "g"}, {0x45E, "u"}, {0x4D9, "a"}, {0x493, "g"},
    {0x49B, "k"}, {0x4A3, "n"}, {0x4E9, "o"}, {0x4B1, "u"}, {0x4AF, "u"}, {0x4BB, "h"}};

static const char *latin_of(uint32_t code)
{
	if (code >= 0x430 && code <= 0x44F)
		return latin[code - 0x430];
	for (size_t i = 0; i < sizeof more_latin / sizeof *more_latin; i++)
		if (more_latin[i].code == code)
			return more_latin[i].latin;
	return NULL;
}

static void put_latin(struct buf *buf, const char *folded)
{
	while (folded != NULL && *folded != '\0') {
		uint32_t code = utf8_next(&folded);
		const char *word = latin_of(code);
		if (word != NULL)
			buf_put(buf, word);
		else
			utf8_put(buf, code);
	}
}

void name_latin_put(struct buf *buf, const char *text)
{
	struct buf folded = {0};
	casefold_put(&folded, text);
	put_latin(buf, folded.text);
	buf_put(buf, "");
	buf->failed |= folded.failed;
	buf_free(&folded);
}

struct swap {
	const char *from, *to;
};

/* After the longest piece of ${swaps} that ${text} begins with; *${swap} is NULL if there is none. */
static const char *find_longest(const char *text, const struct swap *swaps, size_t n, const struct swap **swap)
{
	size_t best = 0;
	*swap = NULL;
	for (size_t i = 0; i < n; i++) {
		size_t length = strlen(swaps[i].from);
		if (length > best && strncmp(text, swaps[i].from, length) == 0) {
			best = length;
			*swap = &swaps[i];
		}
	}
	return text + best;
}

static void put_swapped(struct buf *buf, const char *text, const struct swap *swaps, size_t n)
{
	while (text != NULL && *text != '\0') {
		const struct swap *swap;
		const char *next = find_longest(text, swaps, n, &swap);
		if (swap != NULL)
			buf_put(buf, swap->to);
		else
			utf8_put(buf, utf8_next(&next));
		text = next;
	}
	buf_put(buf, "");
}

void name_cyrillic_put(struct buf *buf, const char *text)
{
	static const struct swap swaps[] = {{"shch", "щ"}, {"sch", "щ"}, {"zh", "ж"}, {"kh", "х"}, {"ts", "ц"},
	    {"ch", "ч"}, {"sh", "ш"}, {"yu", "ю"}, {"iu", "ю"}, {"ju", "ю"}, {"ya", "я"}, {"ia", "ия"}, {"iia", "ия"},
	    {"ja", "я"}, {"yo", "е"}, {"jo", "е"}, {"ye", "е"}, {"je", "е"}, {"yi", "ый"}, {"iy", "ий"}, {"ij", "ий"},
	    {"yy", "ый"}, {"ey", "ей"}, {"ay", "ай"}, {"oy", "ой"}, {"uy", "уй"}, {"ck", "к"}, {"ph", "ф"}, {"th", "т"},
	    {"a", "а"}, {"b", "б"}, {"v", "в"}, {"g", "г"}, {"d", "д"}, {"e", "е"}, {"z", "з"}, {"i", "и"}, {"j", "й"},
	    {"k", "к"}, {"l", "л"}, {"m", "м"}, {"n", "н"}, {"o", "о"}, {"p", "п"}, {"r", "р"}, {"s", "с"}, {"t", "т"},
	    {"u", "у"}, {"f", "ф"}, {"h", "х"}, {"c", "к"}, {"w", "в"}, {"x", "кс"}, {"y", "ы"}, {"q", "к"}, {"'", ""},
	    {"`", ""}};
	struct buf folded = {0};
	casefold_put(&folded, text);
	put_swapped(buf, folded.text, swaps, sizeof swaps / sizeof *swaps);
	buf->failed |= folded.failed;
	buf_free(&folded);
}

/* The letters about which systems of transliteration disagree become one, and what is doubled is single. */
void name_sound_put(struct buf *buf, const char *text)
{
	static const struct swap swaps[] = {{"shch", "s"}, {"sch", "s"}, {"sh", "s"}, {"zh", "z"}, {"kh", "h"},
	    {"ch", "c"}, {"ts", "c"}, {"tz", "c"}, {"cz", "c"}, {"yu", "u"}, {"iu", "u"}, {"ju", "u"}, {"ya", "a"},
	    {"ia", "a"}, {"iia", "a"}, {"iya", "a"}, {"ija", "a"}, {"ja", "a"}, {"yo", "e"}, {"io", "e"}, {"jo", "e"},
	    {"ye", "e"}, {"je", "e"}, {"ie", "e"}, {"iy", "i"}, {"yi", "i"}, {"ij", "i"}, {"yy", "i"}, {"ii", "i"},
	    {"iyu", "u"}, {"iiu", "u"}, {"y", "i"}, {"j", "i"}, {"w", "v"}, {"x", "ks"}, {"ks", "ks"}, {"ck", "k"},
	    {"q", "k"}, {"ph", "f"}, {"th", "t"}, {"'", ""}, {"`", ""}, {"é", "e"}, {"ü", "u"}, {"ö", "o"}, {"ä", "a"}};
	struct buf whole = {0}, swapped = {0};
	name_latin_put(&whole, text);
	put_swapped(&swapped, whole.text, swaps, sizeof swaps / sizeof *swaps);
	for (size_t i = 0; i < swapped.length; i++)
		if (i == 0 || swapped.text[i] != swapped.text[i - 1])
			buf_char(buf, swapped.text[i]);
	buf_put(buf, "");
	buf->failed |= whole.failed || swapped.failed;
	buf_free(&whole);
	buf_free(&swapped);
}

/* Keys of both layouts in the same order; ё is е, as folded. */
static const char keys_latin[] = "qwertyuiop[]asdfghjkl;'zxcvbnm,.`";
static const char keys_russian[] = "йцукенгшщзхъфывапролджэячсмитьбюе";

/* The ${n}-th letter of the Russian row; each is two bytes. */
static int russian_key(uint32_t code)
{
	const char *s = keys_russian;
	for (int n = 0; *s != '\0'; n++)
		if (utf8_next(&s) == code)
			return n;
	return -1;
}

bool name_keyboard_swap_put(struct buf *buf, const char *text)
{
	struct buf folded = {0};
	bool cyrillic = false, changed = false;
	casefold_put(&folded, text);
	for (const char *s = folded.text; s != NULL && *s != '\0';)
		cyrillic |= russian_key(utf8_next(&s)) >= 0;
	for (const char *s = folded.text; s != NULL && *s != '\0' && !cyrillic; s++)
		changed |= *s >= 'a' && *s <= 'z';
	changed |= cyrillic;
	for (const char *s = folded.text; s != NULL && *s != '\0' && changed;) {
		uint32_t code = utf8_next(&s);
		int russian = cyrillic ? russian_key(code) : -1;
		const char *key = !cyrillic && code < 0x80 ? strchr(keys_latin, (int)code) : NULL;
		if (russian >= 0)
			buf_char(buf, keys_latin[russian]);
		else if (key != NULL)
			buf_add(buf, keys_russian + 2 * (key - keys_latin), 2);
		else
			utf8_put(buf, code);
	}
	buf->failed |= folded.failed;
	buf_free(&folded);
	return changed;
}
