/* What people call the rows of the settings, where other rows name them. */
#include "book/settings/conf.h"

enum status conf_meant(struct crm *crm, const char *table, const char **word)
{
	const char *called[SOURCE_NAMES], *unit;
	const struct stage *stage;
	const struct manager *manager;
	const struct reason *reason;
	enum status status = CRM_NONE;
	if (strcmp(table, "stage") == 0 && (status = stage_meant(crm, *word, &stage)) == CRM_OK)
		*word = stage->code;
	else if (strcmp(table, "manager") == 0 && (status = manager_meant(crm, *word, &manager)) == CRM_OK)
		*word = manager->code;
	else if (strcmp(table, "reason") == 0 && (status = reason_meant(crm, *word, REASON_ANY, &reason)) == CRM_OK)
		*word = reason->code;
	else if (strcmp(table, "unit") == 0 && (status = unit_meant(crm, *word, &unit)) == CRM_OK)
		*word = unit;
	else if (strcmp(table, "source") == 0 && (status = source_called(crm, *word, called)) == CRM_OK)
		*word = called[0];
	/* Words of the books are gone when a row changes them. */
	if (status == CRM_OK && !(*word = arena_copy(&crm->chunk, *word)))
		return why_memory(&crm->why);
	return status;
}

static enum status words_meant(struct crm *crm, const char *table, const char **value)
{
	char *rest = arena_copy(&crm->chunk, *value), *piece;
	struct buf words = {0};
	enum status status = rest ? CRM_OK : why_memory(&crm->why);
	while (status == CRM_OK && (piece = strsep(&rest, " ")) != NULL) {
		const char *word = piece;
		status = conf_meant(crm, table, &word);
		buf_put(&words, words.length ? " " : "");
		buf_put(&words, word);
	}
	if (status == CRM_OK && (words.failed || !(*value = arena_copy(&crm->chunk, words.text))))
		status = why_memory(&crm->why);
	buf_free(&words);
	return status;
}

enum status conf_meant_cell(
    struct crm *crm, const struct conf_column *column, const char **value, struct answer *answer)
{
	if (!column->about || column->type == CONF_CHOICE || !**value)
		return CRM_OK;
	enum status status =
	    column->type == CONF_WORDS ? words_meant(crm, column->about, value) : conf_meant(crm, column->about, value);
	return status == CRM_DATA ? reject_cell_why(crm, answer, column->name) : status == CRM_NONE ? CRM_OK : status;
}
