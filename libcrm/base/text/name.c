#include "base/text/name.h"

#include <stdlib.h>
#include <string.h>

#include "base/text/casefold.h"

#define WORDS_MAX 16 /* of a name that are looked at; the rest stays as one */

/* Words of a folded text, cut up in place. */
struct words_of {
	char *word[WORDS_MAX];
	int n;
};

static bool joins(uint32_t code)
{
	return code == '\'' || code == '`' || code == 0x2BC || code == 0x2019 || code == 0x2018;
}

static bool part_of_word(uint32_t code)
{
	if (code < 0x80)
		return (code >= 'a' && code <= 'z') || (code >= '0' && code <= '9');
	return code >= 0xC0 && code != 0xD7 && code != 0xF7 && !(code >= 0x2000 && code < 0x2C00) &&
	       !(code >= 0x3000 && code < 0x3040) && code != 0xFFFD && code < 0x1F000;
}

/* Letters and digits with a blank for whatever stands between them; an apostrophe inside a word is nothing. */
static void put_words(struct buf *buf, const char *text)
{
	struct buf folded = {0};
	bool gap = false;
	size_t start = buf->length;

	casefold_put(&folded, text);
	buf->failed |= folded.failed;
	for (const char *s = folded.text; s != NULL && *s != '\0';) {
		uint32_t code = utf8_next(&s);
		if (joins(code))
			continue;
		if (!part_of_word(code)) {
			gap = true;
			continue;
		}
		if (gap && buf->length > start)
			buf_char(buf, ' ');
		gap = false;
		utf8_put(buf, code);
	}
	buf_free(&folded);
}

static void cut_into_words(char *text, struct words_of *words)
{
	words->n = 0;
	for (char *next; text != NULL && *text != '\0'; text = next) {
		next = words->n < WORDS_MAX - 1 ? strchr(text, ' ') : NULL;
		if (next != NULL)
			*next++ = '\0';
		words->word[words->n++] = text;
	}
}

static bool ends(const char *word, const char *end)
{
	size_t n = strlen(word), m = strlen(end);
	return n > m && strcmp(word + n - m, end) == 0;
}

static bool is_patronymic(const char *word)
{
	static const char *const end[] = {"ич", "ыч", "вна", "ична", "vich", "vych", "vna", "ichna"};
	for (size_t i = 0; i < sizeof end / sizeof *end; i++)
		if (ends(word, end[i]))
			return true;
	return false;
}

/* «Ахмед оглы»: the father's name and a word that says so. */
static bool son_or_daughter(const char *word)
{
	static const char *const words[] = {
	    "оглы", "оглу", "угли", "улы", "уулу", "кызы", "гызы", "кизи", "ogly", "oglu", "kyzy", "qizi"};
	for (size_t i = 0; i < sizeof words / sizeof *words; i++)
		if (strcmp(word, words[i]) == 0)
			return true;
	return false;
}

static void drop_words(struct words_of *words, int at, int n)
{
	words->n -= n;
	for (int i = at; i < words->n; i++)
		words->word[i] = words->word[i + n];
}

/* A surname may end like a patronymic (Абрамович), and often comes first; of a name of two words both are kept. NULL:
   there is none. */
static const char *drop_patronymic(struct words_of *words)
{
	for (int i = 2; i < words->n && words->n > 3; i++)
		if (son_or_daughter(words->word[i])) {
			const char *father = words->word[i - 1];
			drop_words(words, i - 1, 2);
			return father;
		}
	for (int i = 1; i < words->n && words->n > 2; i++)
		if (is_patronymic(words->word[i])) {
			const char *patronymic = words->word[i];
			drop_words(words, i, 1);
			return patronymic;
		}
	return NULL;
}

void name_patronymic_put(struct buf *buf, const char *name)
{
	struct buf text = {0};
	struct words_of words;

	put_words(&text, name);
	cut_into_words(text.text, &words);
	const char *patronymic = drop_patronymic(&words);
	if (patronymic != NULL)
		buf_put(buf, patronymic);
	buf->failed |= text.failed;
	buf_free(&text);
}

static int by_bytes(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static void put_joined(struct buf *buf, const struct words_of *words)
{
	for (int i = 0; i < words->n; i++) {
		buf_put(buf, i > 0 ? " " : "");
		buf_put(buf, words->word[i]);
	}
}

void name_key_put(struct buf *buf, const char *name)
{
	struct buf text = {0};
	struct words_of words;

	put_words(&text, name);
	cut_into_words(text.text, &words);
	drop_patronymic(&words);
	qsort(words.word, (size_t)words.n, sizeof *words.word, by_bytes);
	put_joined(buf, &words);
	buf->failed |= text.failed;
	buf_free(&text);
}

/* How many words of ${words} at ${at} are a form of organisation; the longest comes first. */
static int form_at(const struct words_of *words, int at)
{
	static const char *const form[] = {"limited liability company", "public joint stock company",
	    "joint stock company", "limited liability partnership", "общество с дополнительной ответственностью",
	    "общество с ограниченной ответственностью", "публичное акционерное общество",
	    "открытое акционерное общество", "закрытое акционерное общество", "непубличное акционерное общество",
	    "акционерное общество", "индивидуальный предприниматель", "товарищество с ограниченной ответственностью",
	    "ооо", "оао", "зао", "пао", "нао", "ао", "ип", "тоо", "одо", "чуп", "уп", "ано", "нко", "гуп", "муп",
	    "фгуп", "фгбу", "гбу", "кфх", "чп", "фоп", "тов", "осоо", "llc", "ltd", "inc", "gmbh", "jsc", "ooo", "oao",
	    "zao", "pao", "nao", "ao", "ano", "pjsc", "cjsc", "ojsc", "corp", "corporation", "incorporated", "limited",
	    "company", "co", "llp", "plc", "srl", "sarl", "sro", "l l c", "o o o", "о о о", "з а о", "о а о",
	    "кооператив", "общество", "фирма", "компания"};
	const char *first = words->word[at];
	for (size_t i = 0; i < sizeof form / sizeof *form; i++) {
		const char *rest = form[i];
		int n = 0;
		if (rest[0] != first[0] || (rest[1] != first[1] && rest[1] != ' ')) /* most are not worth more */
			continue;
		while (*rest != '\0' && at + n < words->n) {
			size_t length = strcspn(rest, " ");
			const char *word = words->word[at + n];
			if (strlen(word) != length || memcmp(word, rest, length) != 0)
				break;
			rest += length + (rest[length] == ' ');
			n++;
		}
		if (*rest == '\0')
			return n;
	}
	return 0;
}

/* True if there was one. */
static bool drop_forms(struct words_of *words)
{
	int n, before = words->n;
	while ((n = words->n > 0 ? form_at(words, 0) : 0) > 0 && n < words->n)
		drop_words(words, 0, n);
	for (int at = words->n - 1; at > 0; at--)
		if ((n = form_at(words, at)) > 0 && at + n == words->n)
			words->n -= n;
	return words->n < before;
}

void organisation_key_put(struct buf *buf, const char *name)
{
	struct buf text = {0};
	struct words_of words;

	put_words(&text, name);
	cut_into_words(text.text, &words);
	(void)drop_forms(&words);
	put_joined(buf, &words);
	buf->failed |= text.failed;
	buf_free(&text);
}

bool organisation_sound_put(struct buf *buf, const char *name)
{
	struct buf text = {0}, key = {0};
	struct words_of words;

	put_words(&text, name);
	cut_into_words(text.text, &words);
	bool formed = drop_forms(&words);
	if (formed)
		put_joined(&key, &words);
	if (key.length > 0)
		name_sound_put(buf, key.text);
	buf->failed |= text.failed || key.failed;
	buf_free(&text);
	buf_free(&key);
	return formed;
}

static int check_digit(const char *digits, const char *weights)
{
	int sum = 0;
	for (int i = 0; weights[i] != '\0'; i++)
		sum += (weights[i] == 'a' ? 10 : weights[i] - '0') * (digits[i] - '0');
	return '0' + sum % 11 % 10;
}

/* Past blanks and the word itself, in either alphabet. */
static const char *before_inn(const char *text)
{
	static const char *const word[] = {"инн", "inn"};
	const char *s = text, *next = text;
	for (uint32_t code = utf8_next(&next); utf8_blank(code) || code == ':' || code == '\''; code = utf8_next(&next))
		s = next;
	for (size_t i = 0; i < sizeof word / sizeof *word; i++) {
		const char *expected = word[i], *at = s;
		while (*expected != '\0' && utf8_lower(utf8_next(&at)) == utf8_next(&expected))
			if (*expected == '\0')
				return before_inn(at);
	}
	return s;
}

int64_t inn_parse(const char *text)
{
	char digits[13];
	int n = 0;
	int64_t number = 0;

	if (text == NULL)
		return 0;
	text = before_inn(text);
	for (; *text >= '0' && *text <= '9' && n < 12; text++)
		digits[n++] = *text;
	for (uint32_t code = utf8_next(&text); code != 0; code = utf8_next(&text))
		if (!utf8_blank(code))
			return 0;
	/* No region is called 00: so ten digits and twelve never make the same number. */
	if ((n != 10 && n != 12) || (digits[0] == '0' && digits[1] == '0'))
		return 0;
	if (n == 10 && check_digit(digits, "24a359468") != digits[9])
		return 0;
	if (n == 12 &&
	    (check_digit(digits, "724a359468") != digits[10] || check_digit(digits, "3724a359468") != digits[11]))
		return 0;
	for (int i = 0; i < n; i++)
		number = number * 10 + (digits[i] - '0');
	return number;
}

#define MOST 128 /* characters that name_jaro_winkler looks at */

static int decode_letters(uint32_t letter[MOST], const char *text)
{
	int n = 0;
	while (*text != '\0' && n < MOST)
		letter[n++] = utf8_next(&text);
	return n;
}

/* Pairs of equal characters not further apart than ${reach}; which of either text are in one. */
static int count_common(const uint32_t *a, int n, const uint32_t *b, int m, bool *in_a, bool *in_b)
{
	int longer = n > m ? n : m, reach = longer / 2 - 1, pairs = 0;
	for (int i = 0; i < n; i++)
		for (int j = i > reach ? i - reach : 0; j < m && j <= i + reach; j++)
			if (!in_b[j] && a[i] == b[j]) {
				in_a[i] = in_b[j] = true;
				pairs++;
				break;
			}
	return pairs;
}

double name_jaro_winkler(const char *a, const char *b)
{
	uint32_t x[MOST], y[MOST];
	bool in_x[MOST] = {false}, in_y[MOST] = {false};
	int n = decode_letters(x, a), m = decode_letters(y, b), out_of_order = 0, prefix = 0;

	if (n == m && memcmp(x, y, (size_t)n * sizeof *x) == 0)
		return 1;
	int pairs = count_common(x, n, y, m, in_x, in_y);
	if (pairs == 0)
		return 0;
	for (int i = 0, j = 0; i < n; i++) {
		if (!in_x[i])
			continue;
		while (!in_y[j])
			j++;
		out_of_order += x[i] != y[j++];
	}
	while (prefix < 4 && prefix < n && prefix < m && x[prefix] == y[prefix])
		prefix++;
	double jaro = ((double)pairs / n + (double)pairs / m + (pairs - out_of_order / 2.0) / pairs) / 3;
	return jaro + prefix * 0.1 * (1 - jaro);
}
