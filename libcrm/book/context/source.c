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

static enum status load_sources(struct crm *crm)
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
	enum status status = load_sources(crm);
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
