#include "base/text/stem.h"

#include <libstemmer.h>
#include <stdlib.h>
#include <string.h>

#include "base/core/hash.h"
#include "base/text/casefold.h"

/* People say the same words again and again. */
#define STEMS_KNOWN 4096
#define KNOWN_BYTES 40 /* of a word, and of its stem */

struct known_stem {
	char word[KNOWN_BYTES], stem[KNOWN_BYTES]; /* a free place has the word "" */
};

struct stemmer {
	struct sb_stemmer *russian, *english;
	struct known_stem known[STEMS_KNOWN];
};

static bool is_joint(uint32_t code)
{
	return code == '\'' || code == '`' || code == 0x2BC || code == 0x2018 || code == 0x2019;
}

/* Also what the fold knows nothing of: writing without upper case, and marks above letters. */
static bool is_part(uint32_t code)
{
	if (code < 0x80)
		return (code >= 'a' && code <= 'z') || (code >= '0' && code <= '9');
	return code >= 0xC0 && code != 0xD7 && code != 0xF7 && !(code >= 0x2000 && code < 0x2C00) &&
	       !(code >= 0x3000 && code < 0x3040) && !(code >= 0xFE00 && code < 0xFE70) && code != 0xFFFD &&
	       code < 0x1F000;
}

bool stem_words_each(const char *text, bool (*each)(void *arg, const char *word, size_t length), void *arg)
{
	struct buf folded = {0};
	char word[STEM_WORD_BYTES + 5];
	size_t length = 0;
	bool going = true;

	casefold_put(&folded, text);
	for (const char *s = folded.text; going && s != NULL;) {
		uint32_t code = utf8_next(&s);
		if (is_joint(code) && length > 0)
			continue;
		if (is_part(code)) {
			if (length <= STEM_WORD_BYTES - 4)
				length += utf8_encode(word + length, code);
			continue;
		}
		word[length] = '\0';
		going = length == 0 || each(arg, word, length);
		length = 0;
		if (code == 0)
			break;
	}
	going = going && !folded.failed;
	buf_free(&folded);
	return going;
}

struct stemmer *stemmer_new(void)
{
	struct stemmer *stemmer = calloc(1, sizeof *stemmer);

	if (stemmer == NULL)
		return NULL;
	stemmer->russian = sb_stemmer_new("russian", "UTF_8");
	stemmer->english = sb_stemmer_new("english", "UTF_8");
	if (stemmer->russian != NULL && stemmer->english != NULL)
		return stemmer;
	stemmer_free(stemmer);
	return NULL;
}

void stemmer_free(struct stemmer *stemmer)
{
	if (stemmer == NULL)
		return;
	sb_stemmer_delete(stemmer->russian); /* NULL is harmless */
	sb_stemmer_delete(stemmer->english);
	free(stemmer);
}

static bool has(const char *letters, const char *letter)
{
	return strstr(letters, letter) != NULL;
}

/* «звонок», «скидок», «рассрочек» as «звонк», «скидк», «рассрочк»; «строек» as «стройк». All forms of a word pass here,
   so that it does not matter that «срок» becomes «срк». */
static void put_without_fleeting(struct buf *out, const char *stem, size_t length)
{
	static const struct {
		const char *from, *to;
	} odd[] = {{"денег", "деньг"}, {"окон", "окн"}, {"отец", "отц"}, {"кухон", "кухн"}, {"доч", "дочер"}};
	const char *end = stem + length;
	char before[3] = "", vowel[3] = "";

	for (size_t i = 0; i < sizeof odd / sizeof *odd; i++)
		if (strcmp(stem, odd[i].from) == 0) {
			buf_put(out, odd[i].to);
			return;
		}
	if (length >= 8 && strcmp(end - 2, "к") == 0) {
		memcpy(vowel, end - 4, 2);
		memcpy(before, end - 6, 2);
	}
	if (*vowel == '\0' || !has("ое", vowel)) {
		buf_add(out, stem, length);
		return;
	}
	buf_add(out, stem, length - 4);
	buf_put(out, has("аеиоуыэюя", before) ? "йк" : "к");
}

enum script { SCRIPT_OTHER, SCRIPT_CYRILLIC, SCRIPT_LATIN };

static enum script script_of(const char *word)
{
	enum script script = SCRIPT_OTHER;

	while (*word != '\0') {
		uint32_t code = utf8_next(&word);
		enum script one = code >= 0x430 && code <= 0x44F ? SCRIPT_CYRILLIC
		                  : code >= 'a' && code <= 'z'   ? SCRIPT_LATIN
		                                                 : SCRIPT_OTHER;
		if (one == SCRIPT_OTHER || (script != SCRIPT_OTHER && one != script))
			return SCRIPT_OTHER;
		script = one;
	}
	return script;
}

static void put_stem(struct buf *out, struct stemmer *stemmer, const char *word)
{
	enum script script = script_of(word);
	struct sb_stemmer *with = script == SCRIPT_CYRILLIC ? stemmer->russian : stemmer->english;

	if (script == SCRIPT_OTHER || strcmp(word, "писем") == 0) { /* which would be taken for «писать» */
		buf_put(out, script == SCRIPT_OTHER ? word : "письм");
		return;
	}
	const sb_symbol *stem = sb_stemmer_stem(with, (const sb_symbol *)word, (int)strlen(word));
	if (stem == NULL) {
		out->failed = true;
		return;
	}
	if (script == SCRIPT_CYRILLIC)
		put_without_fleeting(out, (const char *)stem, (size_t)sb_stemmer_length(with));
	else
		buf_put(out, (const char *)stem);
}

void stem_put(struct buf *out, struct stemmer *stemmer, const char *word)
{
	size_t length = strlen(word), before = out->length;
	struct known_stem *known = &stemmer->known[hash_bytes(HASH_SEED_TEXT, word, length) % STEMS_KNOWN];
	if (length > 0 && strcmp(known->word, word) == 0) {
		buf_put(out, known->stem);
		return;
	}
	put_stem(out, stemmer, word);
	if (out->failed || length >= KNOWN_BYTES || out->length - before >= KNOWN_BYTES)
		return;
	memcpy(known->word, word, length + 1);
	memcpy(known->stem, out->text + before, out->length - before);
	known->stem[out->length - before] = '\0';
}
