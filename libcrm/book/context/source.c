/* One source, many spellings: what the settings call it. */
#include "base/text/casefold.h"
#include "book/context/dictionaries_private.h"

#include "book/context/source.sql.h"

static enum status source_row(struct crm *crm, struct stmt *stmt, void *item)
{
	struct source_row *row = item;
	const char *name = db_text(stmt, 1);
	row->code = arena_copy(&crm->dictionaries->text, db_text(stmt, 0));
	row->name = name && *name ? arena_copy(&crm->dictionaries->text, name) : NULL;
	return row->code && (row->name || !name || !*name) ? CRM_OK : why_memory(&crm->why);
}

void sources_free(struct dictionaries *words)
{
	dict_index_free(&words->source_of);
	free(words->source_shown);
	buf_free(&words->folded);
}

static const char *fold_word(struct dictionaries *words, const char *word)
{
	buf_clear(&words->folded);
	buf_put(&words->folded, "");
	casefold_put(&words->folded, word);
	return words->folded.failed ? NULL : words->folded.text;
}

/* Codes come before names, and of two rows with one name the first has it. */
static enum status add_source_word(struct crm *crm, const char *word, int64_t row)
{
	struct dictionaries *words = crm->dictionaries;
	const char *key = fold_word(words, word);
	if (!key)
		return why_memory(&crm->why);
	if (dict_index_find(&words->source_of, key) >= 0)
		return CRM_OK;
	key = arena_copy(&words->text, key);
	return key && dict_index_put(&words->source_of, key, row) ? CRM_OK : why_memory(&crm->why);
}

enum status sources_load(struct crm *crm)
{
	static const struct dictionaries_list list = {sql_sources, sizeof(struct source_row), source_row};
	struct dictionaries *words = crm->dictionaries;
	void *items = NULL;
	if (words->sources_loaded)
		return CRM_OK;
	enum status status = dictionaries_read(crm, &list, &items, &words->n_sources);
	words->sources = items;
	for (int i = 0; i < words->n_sources && status == CRM_OK; i++)
		status = add_source_word(crm, words->sources[i].code, i);
	for (int i = 0; i < words->n_sources && status == CRM_OK; i++)
		if (words->sources[i].name)
			status = add_source_word(crm, words->sources[i].name, i);
	words->sources_loaded = status == CRM_OK;
	return status;
}

enum status source_called(struct crm *crm, const char *word, const char *called[SOURCE_NAMES])
{
	called[0] = word;
	called[1] = NULL;
	if (!word || !*word)
		return CRM_OK;
	enum status status = sources_load(crm);
	if (status != CRM_OK || crm->dictionaries->n_sources == 0)
		return status;
	const char *key = fold_word(crm->dictionaries, word);
	if (!key)
		return why_memory(&crm->why);
	int64_t i = dict_index_find(&crm->dictionaries->source_of, key);
	if (i < 0)
		return CRM_OK;
	called[0] = crm->dictionaries->sources[i].code;
	called[1] = crm->dictionaries->sources[i].name;
	return CRM_OK;
}

/* Where what is shown of ${id} is kept; NULL without memory. */
static const char **shown_place(struct dictionaries *words, int64_t id)
{
	if (id >= words->source_room) {
		int64_t room = id < 32 ? 64 : id * 2;
		const char **grown =
		    (size_t)room > SIZE_MAX / sizeof *grown ? NULL : calloc((size_t)room, sizeof *grown);
		if (!grown)
			return NULL;
		if (words->source_room)
			memcpy(grown, words->source_shown, (size_t)words->source_room * sizeof *grown);
		free(words->source_shown);
		words->source_shown = grown;
		words->source_room = room;
	}
	return &words->source_shown[id];
}

const char *dict_shown(struct crm *crm, enum dict dict, int64_t id)
{
	const char *word = dict_word(crm, dict, id), *called[SOURCE_NAMES];
	if (dict != DICT_SOURCE || !*word)
		return word;
	const char **place = shown_place(crm->dictionaries, id);
	if (!place || *place)
		return place ? *place : "";
	if (source_called(crm, word, called) != CRM_OK)
		return "";
	return called[0] == word ? word : (*place = called[0]);
}

int64_t source_find(struct crm *crm, const char *word, const char **shown)
{
	const char *called[SOURCE_NAMES];
	int64_t found = 0;
	if (source_called(crm, word, called) != CRM_OK)
		return 0;
	int64_t last = dict_last(crm, DICT_SOURCE), itself = dict_find(crm, DICT_SOURCE, called[0]);
	*shown = itself ? dict_shown(crm, DICT_SOURCE, itself) : called[0];
	for (int64_t id = 1; id <= last; id++)
		if (strcmp(dict_shown(crm, DICT_SOURCE, id), *shown) == 0)
			found = found ? SOURCE_SEVERAL : id;
	return found;
}
