/* One document of the index: what was said, as tokens, points of contact and words of names. */
#include "base/text/casefold.h"
#include "base/text/name.h"
#include "report/find/find_private.h"

#include "report/find/find_doc.sql.h"

#define TAIL_DIGITS 15
#define BEGUN_DIGITS 15 /* of the longest number there is */
#define SHORTEST_TAIL 4

static uint64_t hash_of(const char *text, size_t length, uint64_t hash)
{
	for (size_t i = 0; i < length; i++)
		hash = (hash ^ (unsigned char)text[i]) * UINT64_C(0x100000001b3);
	return hash;
}
#define HASH_START UINT64_C(0xcbf29ce484222325)

int64_t find_called(const char *name)
{
	return name ? (int64_t)(hash_of(name, strlen(name), HASH_START) >> 1) : -1;
}

void find_tail(const char *digits, int n, int64_t *from, int64_t *to)
{
	int64_t key = 0, step = 1;
	int taken = n < TAIL_DIGITS ? n : TAIL_DIGITS;
	for (int i = 0; i < taken; i++)
		key = key * 10 + (digits[n - 1 - i] - '0');
	for (int i = taken; i < TAIL_DIGITS; i++)
		step *= 10;
	*from = key * step;
	*to = (key + 1) * step;
}

void find_begun(const char *digits, int64_t *from, int64_t *to)
{
	int64_t key = 0, step = 1;
	int n = 0;
	for (; n < BEGUN_DIGITS && digits[n]; n++)
		key = key * 10 + (digits[n] - '0');
	for (; n < BEGUN_DIGITS; n++)
		step *= 10;
	*from = key * step;
	*to = (key + 1) * step;
}

bool find_phone_begun(const struct client_text *said, int64_t *key)
{
	char digits[24];
	int64_t to;
	(void)snprintf(digits, sizeof digits, "%lld", (long long)said->number);
	find_begun(digits, key, &to);
	return said->number != 0;
}

int find_variants(const char *word, int64_t numbers[FIND_VARIANTS_MAX])
{
	int n = 0;
	const char *end = word + strlen(word);
	numbers[n++] = find_called(word);
	for (const char *at = word, *next = word; *at && n < FIND_VARIANTS_MAX; at = next) {
		(void)utf8_next(&next);
		uint64_t hash = hash_of(word, (size_t)(at - word), HASH_START);
		numbers[n++] = (int64_t)(hash_of(next, (size_t)(end - next), hash) >> 1);
	}
	return n;
}

static void put_token(struct find_making *in, char mark, const char *word)
{
	if (in->tokens.length)
		buf_char(&in->tokens, ' ');
	if (mark)
		buf_char(&in->tokens, mark);
	buf_put(&in->tokens, word);
}

static bool text_word(void *arg, const char *word, size_t length)
{
	struct find_making *in = arg;
	size_t before;
	put_token(in, '~', "");
	before = in->tokens.length;
	stem_put(&in->tokens, in->stemmer, word);
	if (in->tokens.failed)
		return false;
	if (in->tokens.length - before != length || memcmp(in->tokens.text + before, word, length) != 0)
		put_token(in, '\0', word);
	return true;
}

static bool address_word(void *arg, const char *word, size_t length)
{
	(void)length;
	put_token(arg, '@', word);
	return true;
}

/* A word of a name that was not seen before can be found by its sound and in spite of a typing error. */
static enum status learn_word(struct find_making *in, const char *word)
{
	struct buf sound = {0};
	int64_t numbers[FIND_VARIANTS_MAX];
	uint64_t hash = hash_of(word, strlen(word), HASH_START);
	if (in->known[hash % FIND_KNOWN_WORDS] == hash)
		return CRM_OK;
	in->known[hash % FIND_KNOWN_WORDS] = hash;
	name_sound_put(&sound, word);
	enum status status =
	    sound.failed ? why_memory(&in->crm->why)
	                 : db_run(in->db, sql_vocab_put, VALS(V_TEXT(word), V_TEXT(sound.text ? sound.text : "")));
	buf_free(&sound);
	if (status != CRM_OK || db_changed(in->db) == 0)
		return status;
	int64_t id;
	int n = find_variants(word, numbers);
	status = db_number(in->db, sql_vocab_word, VALS(V_TEXT(word)), 0, &id);
	for (int i = 0; i < n && status == CRM_OK; i++)
		status = db_run(in->db, sql_variant_put, VALS(V_INT(numbers[i]), V_INT(id)));
	return status;
}

static bool name_word(void *arg, const char *word, size_t length)
{
	struct find_making *in = arg;
	put_token(in, '=', word);
	if (length > 2 && !strpbrk(word, "0123456789"))
		in->status = learn_word(in, word);
	return in->status == CRM_OK;
}

bool find_phone_key(const struct client_text *said, int64_t *key)
{
	char digits[24];
	int n = 0;
	int64_t to;
	if (said->number)
		n = snprintf(digits, sizeof digits, "%lld", (long long)said->number);
	else
		for (const char *c = said->text; *c && n < TAIL_DIGITS; c++)
			if (*c >= '0' && *c <= '9')
				digits[n++] = *c;
	find_tail(digits, n, key, &to);
	return n >= SHORTEST_TAIL;
}

static enum status put_phone(struct find_making *in, const struct client_text *said)
{
	int64_t key;
	enum status status = CRM_OK;
	if (find_phone_key(said, &key))
		status = db_run(in->db, in->anew ? sql_new_phone_put : sql_phone_put, VALS(V_INT(key), V_INT(in->doc)));
	if (status == CRM_OK && find_phone_begun(said, &key))
		status = db_run(
		    in->db, in->anew ? sql_new_phone_begun_put : sql_phone_begun_put, VALS(V_INT(key), V_INT(in->doc)));
	return status;
}

static enum status put_said(struct find_making *in, const struct client_text *said)
{
	bool done = true;
	switch (said->kind) {
	case CLIENT_TEXT_NAME: done = stem_words_each(said->text, name_word, in); break;
	case CLIENT_TEXT_PHONE: return put_phone(in, said);
	case CLIENT_TEXT_EMAIL:
		done = stem_words_each(said->text, address_word, in);
		if (done && *said->folded)
			return db_run(in->db, in->anew ? sql_new_email_put : sql_email_put,
			    VALS(V_TEXT(said->folded), V_INT(in->doc)));
		break;
	case CLIENT_TEXT_LEAD:
	case CLIENT_TEXT_NOTE:
	case CLIENT_TEXT_LETTER:
	case CLIENT_TEXT_TASK: done = stem_words_each(said->text, text_word, in); break;
	}
	return done || in->status != CRM_OK ? in->status : why_memory(&in->crm->why);
}

static enum status put_doc(struct find_making *in, const struct client_texts *texts)
{
	enum status status = db_run(in->db, sql_doc_put,
	    VALS(V_INT(in->doc), V_INT(texts->lead), V_INT(texts->client), V_INT(find_called(texts->called))));
	buf_clear(&in->tokens);
	in->status = CRM_OK;
	for (int i = 0; i < texts->n && status == CRM_OK; i++)
		status = put_said(in, &texts->item[i]);
	if (status == CRM_OK && in->tokens.failed)
		status = why_memory(&in->crm->why);
	if (status != CRM_OK || in->tokens.length == 0)
		return status;
	return db_run(in->db, sql_words_put, VALS(V_INT(in->doc), V_TEXT(in->tokens.text)));
}

enum status find_doc(struct find_making *in, int64_t lead, int64_t client)
{
	struct client_texts texts;
	enum status status = in->anew ? CRM_OK
	                     : lead   ? db_run(in->db, sql_doc_drop_lead, VALS(V_INT(lead)))
	                              : db_run(in->db, sql_doc_drop_client, VALS(V_INT(client)));
	if (status != CRM_OK)
		return status;
	if (!in->anew)
		in->dead += db_changed(in->db);
	status = lead ? client_texts_lead(in->crm, lead, &in->arena, &texts)
	              : client_texts_client(in->crm, client, &in->arena, &texts);
	if (status == CRM_OK) {
		in->doc = (lead ? lead : client) << FIND_DOC_BITS | (in->next++ & FIND_DOC_MASK);
		status = put_doc(in, &texts);
	}
	arena_reset(&in->arena);
	return status == CRM_NONE ? CRM_OK : status;
}
