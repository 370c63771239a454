#include "report/find/find_ask_private.h"

#include "base/text/casefold.h"
#include "base/text/name.h"
#include "base/text/phone.h"
#include "report/find/find_ask.sql.h"
#include "report/kit/scan.h"

#define SPELLINGS_MAX 64
#define LETTERS_TYPO 4

struct splitting {
	struct crm *crm;
	struct stemmer *stemmer;
	struct find_reading *into;
	bool too_many;
};

static const char *keep_text(struct crm *crm, struct buf *buf)
{
	const char *text = buf->failed ? NULL : arena_text(&crm->run, buf->text ? buf->text : "", buf->length);
	buf_clear(buf);
	return text;
}

static int64_t letters_of(const char *word)
{
	int64_t n = 0;
	while (*word) {
		(void)utf8_next(&word);
		n++;
	}
	return n;
}

/* The stem of the word in other letters, if that is another word. */
static bool other_letters(
    struct splitting *in, void (*put)(struct buf *, const char *), const char *word, struct buf *buf, const char **stem)
{
	put(buf, word);
	const char *other = keep_text(in->crm, buf);
	if (!other || strcmp(other, word) == 0 || !*other || strchr(other, ' '))
		return other != NULL;
	stem_put(buf, in->stemmer, other);
	*stem = keep_text(in->crm, buf);
	return *stem != NULL;
}

static bool take_word(void *arg, const char *word, size_t length)
{
	struct splitting *in = arg;
	struct buf buf = {0};
	in->too_many = in->into->n == FIND_WORDS_IN_CHUNK;
	if (in->too_many)
		return false;
	struct find_word *wanted = &in->into->word[in->into->n++];
	*wanted = (struct find_word){.text = arena_text(&in->crm->run, word, length), .letters = letters_of(word)};
	stem_put(&buf, in->stemmer, word);
	wanted->stem = keep_text(in->crm, &buf);
	bool done = wanted->text && wanted->stem &&
	            other_letters(in, name_cyrillic_put, word, &buf, &wanted->cyrillic) &&
	            other_letters(in, name_latin_put, word, &buf, &wanted->latin);
	buf_free(&buf);
	return done;
}

static enum status split_words(struct splitting *in, const char *text, struct find_reading *into)
{
	in->into = into;
	if (stem_words_each(text, take_word, in))
		return CRM_OK;
	return in->too_many ? why_set(&in->crm->why, CRM_USAGE, _("too much to look for at once: «%.60s»"), text)
	                    : why_memory(&in->crm->why);
}

/* Digits of what is a number and nothing else; how many, -1 if it is something else. */
static int digits_of(const char *text, char digits[16])
{
	int n = 0;
	for (const char *next = text; *text; text = next) {
		uint32_t code = utf8_next(&next);
		if (code >= '0' && code <= '9') {
			if (n == 15)
				return -1;
			digits[n++] = (char)code;
		} else if (code >= 0x80 ? !utf8_blank(code) && !utf8_format(code) && (code < 0x2010 || code > 0x2015)
		                        : !strchr("+-()./ \t", (int)code)) {
			return -1;
		}
	}
	digits[n] = '\0';
	return n;
}

/* A whole phone in any spelling, or the last digits of one, or the first. */
static void take_number(struct crm *crm, struct find_chunk *chunk)
{
	int64_t number = phone_parse(chunk->given, crm->country).e164;
	int n = number ? 0 : digits_of(chunk->given, chunk->digits);
	chunk->is_phone = number != 0;
	if (number)
		(void)snprintf(chunk->digits, sizeof chunk->digits, "%lld", (long long)number);
	else if (n > 10)
		memmove(chunk->digits, chunk->digits + n - 10, 11);
	else if (n < 4)
		chunk->digits[0] = '\0';
	if (!number && n >= 4 && n <= 10)
		chunk->n_begun = phone_begun(chunk->digits, *chunk->given == '+', crm->country, chunk->begun);
}

static enum status take_address(struct crm *crm, struct find_chunk *chunk)
{
	struct buf folded = {0};
	const char *at = strchr(chunk->given, '@');
	if (!at || at == chunk->given)
		return CRM_OK;
	casefold_put(&folded, chunk->given);
	chunk->address = keep_text(crm, &folded);
	buf_free(&folded);
	return chunk->address ? CRM_OK : why_memory(&crm->why);
}

static enum status take_chunk(struct splitting *in, struct find_ask *ask, const char *text)
{
	struct crm *crm = in->crm;
	struct buf swapped = {0};
	if (ask->n == FIND_CHUNKS_MAX)
		return why_set(&crm->why, CRM_USAGE, _("too much to look for at once: «%.60s»"), text);
	struct find_chunk *chunk = &ask->chunk[ask->n];
	*chunk = (struct find_chunk){.given = text};
	take_number(crm, chunk);
	enum status status = take_address(crm, chunk);
	if (status == CRM_OK)
		status = split_words(in, text, &chunk->direct);
	if (status == CRM_OK && !*chunk->digits && !strchr(text, '@') && name_keyboard_swap_put(&swapped, text))
		status = swapped.failed ? why_memory(&crm->why) : split_words(in, swapped.text, &chunk->swapped);
	buf_free(&swapped);
	if (status == CRM_OK && chunk->direct.n + chunk->swapped.n > 0)
		ask->n++;
	return status;
}

/* Is this what a number is written with between its blanks: «8», «(916)», «123-45-67»? */
static bool is_part_of_number(const char *text)
{
	char digits[16];
	return digits_of(text, digits) > 0;
}

/* Pieces of a number that were given with blanks between them: how many of ${text} are one. ${alone}: nothing else is
   asked for. Two pieces of four digits may be years, so that «020 7946 0958» is one only if it begins with less. */
static int number_of_pieces(struct crm *crm, char **text, int n, bool alone)
{
	char digits[16];
	struct buf all = {0};
	int run = 0, whole = 1, longest = 0, first = 0;
	while (run < n && is_part_of_number(text[run])) {
		int here = digits_of(text[run], digits);
		longest = here > longest ? here : longest;
		first = run == 0 ? here : first;
		buf_put(&all, text[run++]);
		int total = all.failed ? -1 : digits_of(all.text, digits);
		if (run > 1 &&
		    (phone_parse(all.text, crm->country).e164 || (longest <= 3 && total >= 4 && total <= 10) ||
		        (alone && run == n && first <= 3 && longest <= 4 && total >= 7)))
			whole = run;
	}
	buf_free(&all);
	return whole;
}

/* Cut ${text} at blanks. */
static int cut_at_blanks(char *text, char **pieces, int room)
{
	int n = 0;
	char *piece = NULL;
	for (const char *at = text, *next = text;; at = next) {
		char *here = text + (at - text);
		uint32_t code = utf8_next(&next);
		bool blank = code == 0 || utf8_blank(code);
		if (!blank && !piece)
			piece = here;
		if (blank && piece) {
			if (n == room)
				return -1;
			pieces[n++] = piece;
			piece = NULL;
		}
		if (code == 0)
			return n;
		if (blank)
			*here = '\0';
	}
}

static enum status take_text(struct splitting *in, struct find_ask *ask, char *text)
{
	char *pieces[4 * FIND_CHUNKS_MAX];
	int n = cut_at_blanks(text, pieces, 4 * FIND_CHUNKS_MAX);
	enum status status = CRM_OK;
	if (n < 0)
		return why_set(&in->crm->why, CRM_USAGE, _("too much to look for at once: «%.60s»"), text);
	for (int i = 0, run; i < n && status == CRM_OK; i += run) {
		struct buf joined = {0};
		run = number_of_pieces(in->crm, pieces + i, n - i, i == 0);
		for (int k = i; k < i + run; k++)
			buf_put(&joined, pieces[k]);
		const char *whole = keep_text(in->crm, &joined);
		buf_free(&joined);
		status = whole ? take_chunk(in, ask, whole) : why_memory(&in->crm->why);
	}
	return status;
}

static bool is_of_phones(void *none, const char *word, size_t length)
{
	static const char *const words[] = {"тел", "телефон", "моб", "мобильный", "сот", "сотовый", "раб", "рабочий",
	    "дом", "домашний", "факс", "доб", "добавочный", "вн", "внутр", "внутренний", "х", "tel", "phone", "mob",
	    "mobile", "cell", "home", "work", "office", "fax", "ext", "x", "p"};
	(void)none;
	size_t digits = strcspn(word, "0123456789");
	length = digits < length ? digits : length;
	bool known = length == 0;
	for (size_t i = 0; i < sizeof words / sizeof *words && !known; i++)
		known = strlen(words[i]) == length && strncmp(word, words[i], length) == 0;
	return known;
}

/* Is it one number, with nothing beside it but what numbers are announced with: «тел. 8 916 123-45-67 доб. 15»? */
static bool is_a_number(struct crm *crm, const char *operand)
{
	return strchr(operand, ' ') && phone_parse(operand, crm->country).e164 &&
	       stem_words_each(operand, is_of_phones, NULL);
}

enum status find_ask_read(
    struct crm *crm, struct stemmer *stemmer, const char *const *operands, int n, struct find_ask *ask)
{
	struct splitting in = {.crm = crm, .stemmer = stemmer};
	struct buf all = {0}, key = {0};
	enum status status = CRM_OK;
	*ask = (struct find_ask){.chunk = arena_get(&crm->run, FIND_CHUNKS_MAX * sizeof *ask->chunk)};
	if (!ask->chunk)
		return why_memory(&crm->why);
	/* A number that one operand is by itself; else words, also across operands. */
	for (int i = 0; i < n && status == CRM_OK; i++) {
		if (is_a_number(crm, operands[i])) {
			status = take_chunk(&in, ask, operands[i]);
			continue;
		}
		buf_put(&all, operands[i]);
		buf_char(&all, ' ');
	}
	name_key_put(&key, all.text ? all.text : "");
	ask->key = keep_text(crm, &key);
	if (all.failed || !ask->key)
		status = why_memory(&crm->why);
	if (status == CRM_OK && all.text)
		status = take_text(&in, ask, all.text);
	buf_free(&all);
	buf_free(&key);
	return status;
}

struct looking {
	struct find_index *index;
	const char *like;
	bool close; /* one edit from it at most */
	struct find_spellings *found;
};

static enum status add_spelling(void *arg, struct stmt *row)
{
	const struct looking *in = arg;
	struct find_spellings *found = in->found;
	const char *text = db_text(row, 0);
	bool known = strcmp(text, in->like) == 0 || found->n == SPELLINGS_MAX ||
	             (in->close && text_distance(text, in->like) != 1);
	for (int i = 0; i < found->n && !known; i++)
		known = strcmp(text, found->text[i]) == 0;
	if (known)
		return CRM_OK;
	found->text[found->n] = arena_copy(&in->index->crm->run, text);
	return found->text[found->n++] ? CRM_OK : why_memory(&in->index->crm->why);
}

static enum status look_up(
    struct find_index *index, const char *sql, struct val key, const char *like, struct find_spellings *found)
{
	struct crm *crm = index->crm;
	struct looking in = {index, like, key.kind == VAL_INT, found};
	if (!found->text && !(found->text = arena_get(&crm->run, SPELLINGS_MAX * sizeof *found->text)))
		return why_memory(&crm->why);
	return scan_rows_of(index->db, sql, VALS(key), add_spelling, &in);
}

enum status find_ask_sound(struct find_index *index, const char *sound, const char *like, struct find_spellings *found)
{
	return look_up(index, sql_ask_sound, V_TEXT(sound), like, found);
}

static enum status spellings_of(struct find_index *index, struct find_word *word)
{
	struct buf sound = {0};
	int64_t numbers[FIND_VARIANTS_MAX];
	enum status status = CRM_OK;
	name_sound_put(&sound, word->text);
	if (sound.failed)
		status = why_memory(&index->crm->why);
	else if (sound.length)
		status = find_ask_sound(index, sound.text, word->text, &word->sound);
	buf_free(&sound);
	if (word->letters < LETTERS_TYPO || strpbrk(word->text, "0123456789"))
		return status;
	int n = find_variants(word->text, numbers);
	for (int i = 0; i < n && status == CRM_OK; i++)
		status = look_up(index, sql_ask_variant, V_INT(numbers[i]), word->text, &word->typo);
	return status;
}

enum status find_ask_spellings(struct find_index *index, struct find_ask *ask)
{
	enum status status = CRM_OK;
	for (int i = 0; i < ask->n; i++)
		for (int k = 0; k < ask->chunk[i].direct.n && status == CRM_OK; k++)
			status = spellings_of(index, &ask->chunk[i].direct.word[k]);
	return status == CRM_OK ? find_short(index, ask) : status;
}
