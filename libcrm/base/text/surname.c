/* Which word of a name is the surname, and that word alone in somebody's text. */
#include <string.h>

#include "base/text/casefold.h"
#include "base/text/name.h"
#include "base/text/name_word_private.h"

static int words_of(const char *name, struct name_word word[NAME_WORDS])
{
	int n = 0;
	while (*name && n < NAME_WORDS) {
		const char *end = name_word_read(name, true, &word[n]);
		n += word[n].n > 1; /* an initial tells nothing */
		name = end;
		if (*name)
			(void)utf8_next(&name);
	}
	return n;
}

/* How many letters ${text} has, if the ${n} letters end with it; else 0. */
static int ends_with(const uint32_t *letter, int n, const char *text)
{
	uint32_t end[NAME_LETTERS] = {0};
	int k = 0;
	while (*text && k < NAME_LETTERS)
		end[k++] = utf8_next(&text);
	return k <= n && memcmp(letter + n - k, end, (size_t)k * sizeof *end) == 0 ? k : 0;
}

static bool is_among(const struct name_word *word, const char *const *list)
{
	for (; *list; list++)
		if (ends_with(word->letter, word->n, *list) == word->n)
			return true;
	return false;
}

static bool is_patronymic(const struct name_word *word)
{
	static const char *const endings[] = {
	    "ович", "евич", "ильич", "овна", "евна", "ична", "ovich", "evich", "ovna", "evna", "ichna"};
	for (size_t i = 0; i < sizeof endings / sizeof *endings; i++)
		if (ends_with(word->letter, word->n, endings[i]))
			return true;
	return false;
}

/* The commonest, and those that end like a surname. */
static bool is_given(const struct name_word *word)
{
	static const char *const names[] = {"александр", "александра", "алексей", "алена", "алина", "алиса", "алла",
	    "альберт", "альбина", "анастасия", "анатолий", "ангелина", "андрей", "анжела", "анна", "антон", "антонина",
	    "арина", "аркадий", "арсений", "артем", "артур", "богдан", "борис", "вадим", "валентин", "валентина",
	    "валерий", "валерия", "варвара", "василий", "василиса", "вениамин", "вера", "вероника", "виктор",
	    "виктория", "виталий", "влад", "владимир", "владислав", "вячеслав", "галина", "геннадий", "георгий",
	    "герман", "глеб", "григорий", "давид", "даниил", "данила", "дарья", "демьян", "денис", "диана", "дина",
	    "дмитрий", "ева", "евгений", "евгения", "егор", "екатерина", "елена", "елизавета", "жанна", "захар",
	    "зинаида", "зоя", "иван", "игорь", "илья", "инна", "ирина", "карина", "касьян", "кира", "кирилл", "клавдия",
	    "константин", "кристина", "ксения", "лариса", "лев", "леонид", "лидия", "лилия", "лукьян", "любовь",
	    "людмила", "майя", "макар", "максим", "маргарита", "марина", "мария", "марк", "мартин", "матвей", "михаил",
	    "надежда", "наталия", "наталья", "никита", "николай", "нина", "оксана", "олег", "олеся", "ольга", "павел",
	    "петр", "полина", "раиса", "регина", "римма", "роберт", "родион", "роман", "ростислав", "руслан", "рустам",
	    "савелий", "светлана", "святослав", "семен", "сергей", "снежана", "софия", "софья", "станислав", "степан",
	    "таисия", "тамара", "татьяна", "тимофей", "тимур", "тихон", "ульяна", "федор", "филипп", "эдуард", "элина",
	    "эльвира", "эмма", "юлия", "юрий", "яков", "ян", "яна", "ярослав", NULL};
	return is_among(word, names);
}

/* What ends so is a surname, and no word of every day. */
static bool has_surname_ending(const struct name_word *word)
{
	static const char *const endings[] = {"ов", "ев", "ин", "ын", "ова", "ева", "ина", "ына", "ский", "цкий",
	    "ская", "цкая", "ской", "цкой", "енко", "чук", "щук", "дзе", "швили", "янц", "унян", "осян", "анян", "ov",
	    "ev", "ova", "eva", "sky", "skiy", "skaya", "enko"};
	for (size_t i = 0; i < sizeof endings / sizeof *endings && !is_given(word); i++)
		if (word->n >= 4 && ends_with(word->letter, word->n, endings[i]))
			return true;
	return false;
}

/* -1: none can be told. */
static int find_surname(const struct name_word *word, int n)
{
	int patronymic = -1, one = -1, many = 0;
	for (int i = 1; i < n && n > 2 && patronymic < 0; i++)
		if (is_patronymic(&word[i]))
			patronymic = i;
	for (int i = 0; i < n && patronymic >= 0; i++)
		if (i != patronymic && i != patronymic - 1)
			return i;
	for (int i = 0; i < n; i++)
		if (has_surname_ending(&word[i])) {
			one = i;
			many++;
		}
	if (many)
		return many == 1 ? one : -1;
	for (int i = 0; i < n && n == 2; i++)
		if (is_given(&word[i]))
			return is_given(&word[1 - i]) || is_patronymic(&word[1 - i]) ? -1 : 1 - i;
	return n == 2 && word[1].letter[0] < 0x400 ? 1 : -1; /* John Smith */
}

void name_surname_put(struct buf *buf, const char *name)
{
	struct name_word word[NAME_WORDS];
	int n = words_of(name, word), found = find_surname(word, n);
	for (int i = 0; found >= 0 && i < word[found].n; i++)
		utf8_put(buf, word[found].letter[i]);
}

/* How a surname that ends so is declined, with its plural; the longest ending first. The stem is without it. */
static const struct declension {
	const char *ending, *forms; /* "0": the stem itself */
} declensions[] = {
    {"ская", "ская ской скую скою ские ских ским скими"},
    {"цкая", "цкая цкой цкую цкою цкие цких цким цкими"},
    {"ский", "ский ского скому ским ском ские ских скими"},
    {"цкий", "цкий цкого цкому цким цком цкие цких цкими"},
    {"ской", "ской ского скому ским ском ские ских скими"},
    {"цкой", "цкой цкого цкому цким цком цкие цких цкими"},
    {"ова", "ова овой ову овою овы овых овым овыми"},
    {"ева", "ева евой еву евою евы евых евым евыми"},
    {"ина", "ина иной ину иною ины иных иным иными"},
    {"ына", "ына ыной ыну ыною ыны ыных ыным ыными"},
    {"ов", "ов ова ову овым овом ове овы овых овыми"},
    {"ев", "ев ева еву евым евом еве евы евых евыми"},
    {"ин", "ин ина ину иным ином ине ины иных иными"},
    {"ын", "ын ына ыну ыным ыном ыне ыны ыных ыными"},
    {"ая", "ая ой ую ою ые ых ым ыми ие их им ими"},
    {"ый", "ый ого ому ым ом ые ых ыми"},
    {"ий", "ий его ему ого ому им ем ом ия ию ии ие их ими"},
    {"ой", "ой ого ому ым им ом ые ие ых их ыми ими оя ою ое"},
    {"ец", "ец ца цу цем цом це цы цев цам цами цах"},
    {"а", "а ы и е у ой ою ей ею ам ами ах 0"},
    {"я", "я и е ю ей ею ям ями ях"},
    {"ь", "ь я ю ем ём е и ей ям ями ях"},
    {"й", "й я ю ем ём е и ев ям ями ях"},
    {"о", "о"},
    {"е", "е"},
    {"и", "и"},
    {"у", "у"},
    {"ю", "ю"},
    {"э", "э"},
    {"ы", "ы"},
    {"х", "х"},
    {"", "0 а у ом ем е ы и ов ей ам ами ах"},
};

static const struct declension *declension_of(const struct name_word *name)
{
	size_t i = 0;
	while (*declensions[i].ending && !ends_with(name->letter, name->n, declensions[i].ending))
		i++;
	return &declensions[i];
}

static int letters_in(const char *text)
{
	int n = 0;
	for (; *text; n++)
		(void)utf8_next(&text);
	return n;
}

/* Is the rest of a word one of the ${forms}? */
static bool is_form(const uint32_t *rest, int n, const char *forms)
{
	while (*forms) {
		int k = 0;
		bool same = true, whole = *forms == '0';
		for (; *forms && *forms != ' '; k++) {
			uint32_t code = utf8_next(&forms);
			same = same && (whole || (k < n && rest[k] == code));
		}
		if (same && n == (whole ? 0 : k))
			return true;
		forms += *forms == ' ';
	}
	return false;
}

static bool is_declined(const struct name_word *there, const struct name_word *name)
{
	if (name->letter[0] < 0x400)
		return there->n == name->n &&
		       memcmp(there->letter, name->letter, (size_t)name->n * sizeof *name->letter) == 0;
	const struct declension *declension = declension_of(name);
	int stem = name->n - letters_in(declension->ending);
	return there->n >= stem && memcmp(there->letter, name->letter, (size_t)stem * sizeof *name->letter) == 0 &&
	       is_form(there->letter + stem, there->n - stem, declension->forms);
}

size_t surname_in_text(const char *text, const char *surname)
{
	struct name_word name, there;
	(void)name_word_read(surname, true, &name);
	const char *end = name_word_read(text, true, &there);
	if (there.capital && name_word_spells(&there, &name))
		return (size_t)(end - text);
	if (!name.n || !there.n || there.letter[0] != name.letter[0] || !is_declined(&there, &name))
		return 0;
	return there.capital || has_surname_ending(&name) ? (size_t)(end - text) : 0;
}

/* Of husband and wife, Белов and Белова, the stem is the same. */
static int family_stem(const struct name_word *name)
{
	static const char *const endings[] = {"ая", "ий", "ый", "ой", "а", "я", "ь", "й"};
	for (size_t i = 0; i < sizeof endings / sizeof *endings; i++) {
		int k = ends_with(name->letter, name->n, endings[i]);
		if (k && name->n - k >= 2)
			return name->n - k;
	}
	return name->n;
}

/* Belov and Belova. */
static bool is_latin_of_family(const struct name_word *latin, const struct name_word *name)
{
	struct name_word one = *latin, other = *name;
	if (!name_word_is_latin(latin, name))
		return false;
	other.n -= name->n > 3 && name->letter[name->n - 1] == 0x430;
	one.n -= latin->n > 3 && latin->letter[latin->n - 1] == 'a';
	return name_word_spells(&one, &other);
}

bool surname_is_of(const char *surname, const char *name)
{
	struct name_word one, word[NAME_WORDS];
	int n = words_of(name, word);
	(void)name_word_read(surname, true, &one);
	int stem = family_stem(&one);
	for (int i = 0; i < n; i++)
		if (is_latin_of_family(&word[i], &one) ||
		    (family_stem(&word[i]) == stem &&
		        memcmp(word[i].letter, one.letter, (size_t)stem * sizeof *one.letter) == 0))
			return true;
	return false;
}
