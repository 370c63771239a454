#include "book/context/dictionaries_private.h"

#include "base/text/casefold.h"
#include "book/context/dict.sql.h"

static size_t hash_of(const char *key)
{
	uint64_t hash = 0xcbf29ce484222325; /* FNV-1a: words are short */
	for (; *key; key++)
		hash = (hash ^ (unsigned char)*key) * 0x100000001b3;
	return (size_t)(hash ^ hash >> 32);
}

/* Where ${key} is, or the free slot where it belongs. */
static struct dict_index_slot *slot_of(const struct dict_index *index, const char *key)
{
	size_t mask = index->room - 1, at = hash_of(key) & mask;
	while (index->slot[at].key && strcmp(index->slot[at].key, key) != 0)
		at = (at + 1) & mask;
	return &index->slot[at];
}

static bool grow_index(struct dict_index *index)
{
	struct dict_index larger = {.n = index->n, .room = index->room ? index->room * 2 : 64};
	larger.slot = calloc(larger.room, sizeof *larger.slot);
	if (!larger.slot)
		return false;
	for (size_t i = 0; i < index->room; i++)
		if (index->slot[i].key)
			*slot_of(&larger, index->slot[i].key) = index->slot[i];
	free(index->slot);
	*index = larger;
	return true;
}

bool dict_index_put(struct dict_index *index, const char *key, int64_t value)
{
	if (index->n * 4 >= index->room * 3 && !grow_index(index))
		return false;
	struct dict_index_slot *slot = slot_of(index, key);
	if (!slot->key)
		index->n++;
	*slot = (struct dict_index_slot){key, value};
	return true;
}

int64_t dict_index_find(const struct dict_index *index, const char *key)
{
	if (index->n == 0)
		return -1;
	const struct dict_index_slot *slot = slot_of(index, key);
	return slot->key ? slot->value : -1;
}

void dict_index_free(struct dict_index *index)
{
	free(index->slot);
	*index = (struct dict_index){0};
}

static void forget_cache(struct dict_cache *cache)
{
	arena_free(&cache->text);
	dict_index_free(&cache->ids);
	dict_index_free(&cache->by_fold);
	buf_free(&cache->folded);
	free(cache->word);
	*cache = (struct dict_cache){0};
}

void dictionaries_forget(struct crm *crm)
{
	for (int dict = DICT_SOURCE; crm->dictionaries && dict <= DICT_PROJECT; dict++)
		if (crm->dictionaries->dict[dict].grown)
			forget_cache(&crm->dictionaries->dict[dict]);
}

void dicts_free(struct dictionaries *words)
{
	for (int dict = DICT_SOURCE; dict <= DICT_PROJECT; dict++)
		forget_cache(&words->dict[dict]);
}

static bool make_room(struct dict_cache *cache, int64_t id)
{
	if (id < cache->room)
		return true;
	int64_t room = id < 32 ? 64 : id * 2;
	const char **word = (size_t)room > SIZE_MAX / sizeof *word ? NULL : calloc((size_t)room, sizeof *word);
	if (!word)
		return false;
	if (cache->room > 0)
		memcpy(word, cache->word, (size_t)cache->room * sizeof *word);
	free(cache->word);
	cache->word = word;
	cache->room = room;
	return true;
}

/* ${word} as it is compared, in cache->folded; NULL without memory. */
static const char *fold_word(struct dict_cache *cache, const char *word)
{
	buf_clear(&cache->folded);
	buf_put(&cache->folded, ""); /* a word of blanks is one too */
	casefold_put(&cache->folded, word);
	return cache->folded.failed ? NULL : cache->folded.text;
}

/* The number of a word that is spelled another way; -1 if there is none, -2 without memory. That spelling is known from
   then on. */
static int64_t find_folded(struct dict_cache *cache, const char *word)
{
	const char *key = fold_word(cache, word), *copy;
	int64_t id = key ? dict_index_find(&cache->by_fold, key) : -2;
	if (id < 0)
		return id;
	copy = arena_copy(&cache->text, word);
	return copy && dict_index_put(&cache->ids, copy, id) ? id : -2;
}

static bool remember_word(struct dict_cache *cache, int64_t id, const char *word)
{
	const char *copy = arena_copy(&cache->text, word), *key = fold_word(cache, word);
	if (!copy || !key || !make_room(cache, id) || !dict_index_put(&cache->ids, copy, id))
		return false;
	if (dict_index_find(&cache->by_fold, key) < 0 &&
	    (!(key = arena_copy(&cache->text, key)) || !dict_index_put(&cache->by_fold, key, id)))
		return false;
	cache->word[id] = copy;
	if (id > cache->last)
		cache->last = id;
	return true;
}

static enum status load_dictionary(struct crm *crm, enum dict dict)
{
	struct dict_cache *cache = &crm->dictionaries->dict[dict];
	struct stmt *stmt;
	if (cache->loaded)
		return CRM_OK;
	enum status status = db_ask(crm->db, sql_dict_all, VALS(V_INT(dict)), &stmt);
	if (status != CRM_OK)
		return status;
	while ((status = db_next(stmt)) == CRM_OK) {
		int64_t id = db_int(stmt, 0);
		if (id < 1 || !db_text(stmt, 1))
			continue; /* never written by us: no word has it */
		if (!remember_word(cache, id, db_text(stmt, 1))) {
			db_done(stmt);
			status = why_memory(&crm->why);
			break;
		}
	}
	if (status != CRM_NONE)
		forget_cache(cache);
	else
		cache->loaded = true;
	return status == CRM_NONE ? CRM_OK : status;
}

enum status dict_id(struct crm *crm, enum dict dict, const char *word, int64_t *id)
{
	struct dict_cache *cache = &crm->dictionaries->dict[dict];
	*id = 0;
	if (!word || !*word)
		return CRM_OK;
	enum status status = load_dictionary(crm, dict);
	if (status != CRM_OK)
		return status;
	int64_t known = dict_index_find(&cache->ids, word);
	if (known < 0)
		known = find_folded(cache, word);
	if (known == -2)
		return why_memory(&crm->why);
	if (known < 0) {
		known = cache->last + 1;
		status = db_run(crm->db, sql_dict_add, VALS(V_INT(dict), V_INT(known), V_TEXT(word)));
		cache->grown = true;
		if (status == CRM_OK && !remember_word(cache, known, word)) {
			forget_cache(cache); /* it is in the table: read it from there when asked again */
			status = why_memory(&crm->why);
		}
	}
	if (status == CRM_OK)
		*id = known;
	return status;
}

int64_t dict_find(struct crm *crm, enum dict dict, const char *word)
{
	if (!word || !*word || load_dictionary(crm, dict) != CRM_OK)
		return 0;
	int64_t id = dict_index_find(&crm->dictionaries->dict[dict].ids, word);
	if (id < 0)
		id = find_folded(&crm->dictionaries->dict[dict], word);
	return id < 0 ? 0 : id;
}

const char *dict_word(struct crm *crm, enum dict dict, int64_t id)
{
	const struct dict_cache *cache = &crm->dictionaries->dict[dict];
	if (id < 1 || load_dictionary(crm, dict) != CRM_OK || id >= cache->room || !cache->word[id])
		return "";
	return cache->word[id];
}

int64_t dict_last(struct crm *crm, enum dict dict)
{
	return load_dictionary(crm, dict) == CRM_OK ? crm->dictionaries->dict[dict].last : 0;
}

const char *dict_nearest(struct crm *crm, enum dict dict, const char *word)
{
	const char *near = NULL;
	int nearest = (int)strlen(word) / 3 + 2;
	for (int64_t id = 1; id <= dict_last(crm, dict); id++) {
		const char *other = dict_shown(crm, dict, id);
		int distance = text_distance(word, other);
		if (!*other || distance >= nearest)
			continue;
		nearest = distance;
		near = other;
	}
	return near;
}
