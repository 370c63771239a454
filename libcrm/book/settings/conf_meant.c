/* What people call the rows of the settings, where other rows name them. */
#include "book/settings/conf.h"

#define BLANKS " \t\r\n"

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

/* A name between commas, or words between blanks. */
static enum status piece_meant(struct buf *list, struct crm *crm, const char *table, char *piece)
{
	const char *whole = piece += strspn(piece, BLANKS);
	enum status status = *piece ? conf_meant(crm, table, &whole) : CRM_OK;
	bool found = status == CRM_OK;
	buf_put(list, !found || !*piece ? "" : list->length ? " " : "");
	buf_put(list, found ? whole : "");
	for (char *word;
	     !found && (status == CRM_OK || status == CRM_DATA) && (word = strsep(&piece, BLANKS)) != NULL;) {
		const char *code = word;
		if (!*word)
			continue;
		status = conf_meant(crm, table, &code);
		buf_put(list, list->length ? " " : "");
		buf_put(list, code);
	}
	return status == CRM_DATA ? CRM_OK : status;
}

static enum status words_meant(struct crm *crm, const char *table, const char **value)
{
	char *rest = arena_copy(&crm->chunk, *value), *piece;
	struct buf list = {0};
	enum status status = rest ? CRM_OK : why_memory(&crm->why);
	while (status == CRM_OK && (piece = strsep(&rest, ",;|")) != NULL)
		status = piece_meant(&list, crm, table, piece);
	if (status == CRM_OK && (list.failed || !(*value = arena_copy(&crm->chunk, list.text ? list.text : ""))))
		status = why_memory(&crm->why);
	buf_free(&list);
	return status;
}

enum status conf_meant_cell(struct crm *crm, const struct conf_column *column, const char **value)
{
	if (!column->about || column->type == CONF_CHOICE || !**value)
		return CRM_OK;
	enum status status =
	    column->type == CONF_WORDS ? words_meant(crm, column->about, value) : conf_meant(crm, column->about, value);
	return status == CRM_DATA || status == CRM_NONE ? CRM_OK : status;
}
