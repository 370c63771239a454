/* What is looked for, as an expression of FTS5 and as a question about one word. */
#include "report/find/find_ask_private.h"

#define LETTERS_BEGUN 3 /* a shorter beginning says too little */

static void put_token(struct buf *out, size_t start, char mark, const char *word, bool begun)
{
	if (out->length > start)
		buf_put(out, " OR ");
	buf_char(out, '"');
	if (mark)
		buf_char(out, mark);
	buf_put(out, word);
	buf_put(out, begun ? "\" *" : "\"");
}

static void put_word(struct buf *out, const struct find_word *word, bool names_only, int near)
{
	bool begun = (near & NEAR_BEGUN) && word->letters >= LETTERS_BEGUN;
	buf_char(out, '(');
	size_t start = out->length;
	put_token(out, start, '=', word->text, begun);
	if (!names_only) {
		put_token(out, start, '~', word->stem, false);
		if (begun) {
			put_token(out, start, '~', word->text, true);
			put_token(out, start, '\0', word->text, true);
		}
		if (near & NEAR_ADDRESS)
			put_token(out, start, '@', word->text, false);
		if ((near & NEAR_FAR) && word->cyrillic)
			put_token(out, start, '~', word->cyrillic, false);
		if ((near & NEAR_FAR) && word->latin)
			put_token(out, start, '~', word->latin, false);
	}
	for (int i = 0; i < word->sound.n && (near & NEAR_FAR); i++)
		put_token(out, start, '=', word->sound.text[i], false);
	for (int i = 0; i < word->other_form.n && (near & NEAR_FAR); i++)
		put_token(out, start, '=', word->other_form.text[i], false);
	for (int i = 0; i < word->typo.n && (near & NEAR_TYPO); i++)
		put_token(out, start, '=', word->typo.text[i], false);
	buf_char(out, ')');
}

static void put_reading(struct buf *out, const struct find_reading *reading, bool names_only, int near)
{
	buf_char(out, '(');
	for (int i = 0; i < reading->n; i++) {
		buf_put(out, i ? " AND " : "");
		put_word(out, &reading->word[i], names_only, near);
	}
	buf_char(out, ')');
}

/* A part of an address: its words, the last one perhaps only begun. */
static void put_address(struct buf *out, const struct find_reading *reading)
{
	buf_char(out, '(');
	for (int i = 0; i < reading->n; i++) {
		buf_put(out, i ? " AND " : "");
		put_token(out, out->length, '@', reading->word[i].text, i == reading->n - 1);
	}
	buf_char(out, ')');
}

static bool put_chunk(struct buf *out, const struct find_chunk *chunk, bool names_only, int near)
{
	bool swapped = (near & NEAR_FAR) && chunk->swapped.n > 0;
	if (strchr(chunk->given, '@') && chunk->direct.n > 0) {
		if (!names_only)
			put_address(out, &chunk->direct);
		return !names_only;
	}
	if (chunk->direct.n == 0 && !swapped)
		return false;
	buf_char(out, '(');
	if (chunk->direct.n > 0)
		put_reading(out, &chunk->direct, names_only, near);
	if (swapped) {
		buf_put(out, chunk->direct.n > 0 ? " OR " : "");
		put_reading(out, &chunk->swapped, names_only, 0);
	}
	buf_char(out, ')');
	return true;
}

bool find_ask_expression(const struct find_ask *ask, bool names_only, int near, bool words_only, struct buf *out)
{
	bool some = false;
	buf_clear(out);
	for (int i = 0; i < ask->n; i++) {
		const struct find_chunk *chunk = &ask->chunk[i];
		if (words_only && (*chunk->digits || chunk->address))
			continue;
		buf_put(out, some ? " AND " : "");
		if (!put_chunk(out, chunk, names_only, near))
			return false;
		some = true;
	}
	return some;
}

static bool is_among(const struct find_spellings *spellings, const char *word)
{
	for (int i = 0; i < spellings->n; i++)
		if (strcmp(spellings->text[i], word) == 0)
			return true;
	return false;
}

enum find_way find_word_fits(const struct find_word *wanted, char kind, const char *word, const char *stem)
{
	bool begins = wanted->letters >= LETTERS_BEGUN && strncmp(word, wanted->text, strlen(wanted->text)) == 0;
	if (kind == '@')
		return strcmp(word, wanted->text) == 0 ? WAY_ADDRESS : WAY_NONE;
	if (kind == '=' ? strcmp(word, wanted->text) == 0 : strcmp(stem, wanted->stem) == 0)
		return kind == '=' ? WAY_NAME : WAY_WORD;
	if (begins)
		return WAY_BEGUN;
	if (kind == '=' && is_among(&wanted->sound, word))
		return WAY_SOUND;
	if (kind == '~' && ((wanted->cyrillic && strcmp(stem, wanted->cyrillic) == 0) ||
	                       (wanted->latin && strcmp(stem, wanted->latin) == 0)))
		return WAY_SOUND;
	if (kind == '=' && is_among(&wanted->other_form, word))
		return WAY_SHORT;
	return kind == '=' && is_among(&wanted->typo, word) ? WAY_TYPO : WAY_NONE;
}
