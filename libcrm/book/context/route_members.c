#include "book/context/route_members.h"

#include "book/context/dictionaries_private.h"

#define BLANKS " \t\r\n"
#define COMMAS ",;|"

typedef enum status route_member_each(void *arg, struct crm *crm, const char *code);

static bool is_code(struct crm *crm, const char *word)
{
	return manager_find(crm, word) || unit_known(crm, word);
}

static char *trim(char *text)
{
	text += strspn(text, BLANKS);
	for (size_t length = strlen(text); length > 0 && strchr(BLANKS, text[length - 1]); length--)
		text[length - 1] = '\0';
	return text;
}

static enum status piece(struct crm *crm, char *text, route_member_each *each, void *arg)
{
	enum status status = CRM_OK;
	char *word;
	text = trim(text);
	if (is_code(crm, text))
		return each(arg, crm, text);
	while (status == CRM_OK && (word = strsep(&text, BLANKS)) != NULL)
		if (*word)
			status = each(arg, crm, word);
	return status;
}

enum status route_members_each(struct crm *crm, const char *members, route_member_each *each, void *arg)
{
	char *rest = arena_copy(&crm->chunk, members), *text;
	enum status status = rest ? CRM_OK : why_memory(&crm->why);
	while (status == CRM_OK && (text = strsep(&rest, COMMAS)) != NULL)
		status = piece(crm, text, each, arg);
	return status;
}

/* The code of the manager or unit called so. */
static enum status member_meant(struct crm *crm, const char *word, const char **code)
{
	int found;
	enum status status = CRM_OK;
	*code = word;
	if (is_code(crm, word))
		return CRM_OK;
	if ((status = meant_find(crm, MEANT_MANAGER, word, &found)) == CRM_OK)
		*code = manager_at(crm, found)->code;
	else if (status == CRM_NONE && (status = meant_find(crm, MEANT_UNIT, word, &found)) == CRM_OK)
		return unit_meant(crm, word, code);
	if (status == CRM_NONE)
		return why_set(&crm->why, CRM_DATA, _("no manager and no unit «%s»: see crm-conf get manager"), word);
	return status;
}

static enum status add_member(struct buf *list, struct crm *crm, const char *word)
{
	const char *code = NULL;
	enum status status = member_meant(crm, word, &code);
	if (status == CRM_OK) {
		buf_put(list, list->length ? ", " : "");
		buf_put(list, code);
	}
	return status;
}

/* A piece is codes between blanks, or a name as a whole, or such names between blanks. */
static enum status piece_meant(struct buf *list, struct crm *crm, const char *text)
{
	const char *code;
	char *rest = arena_copy(&crm->chunk, text), *word;
	bool codes = true;
	for (char *at = rest; codes && (word = strsep(&at, BLANKS)) != NULL;)
		codes = !*word || is_code(crm, word);
	if (rest && *text && (is_code(crm, text) || (!codes && member_meant(crm, text, &code) == CRM_OK)))
		return add_member(list, crm, text);
	rest = arena_copy(&crm->chunk, text);
	enum status status = rest ? CRM_OK : why_memory(&crm->why);
	while (status == CRM_OK && (word = strsep(&rest, BLANKS)) != NULL)
		if (*word)
			status = add_member(list, crm, word);
	return status;
}

static enum status is_known(void *arg, struct crm *crm, const char *code)
{
	(void)arg;
	return is_code(crm, code) ? CRM_OK : CRM_NONE;
}

/* A list of codes stays as it is written. */
enum status route_members_meant(struct crm *crm, const char *members, const char **meant)
{
	struct buf list = {0};
	enum status status = route_members_each(crm, members, is_known, NULL);
	if (status != CRM_NONE) {
		*meant = members;
		return status;
	}
	char *rest = arena_copy(&crm->chunk, members), *text;
	status = rest ? CRM_OK : why_memory(&crm->why);
	while (status == CRM_OK && (text = strsep(&rest, COMMAS)) != NULL)
		status = piece_meant(&list, crm, trim(text));
	if (status == CRM_OK && (list.failed || !(*meant = arena_copy(&crm->chunk, list.text ? list.text : ""))))
		status = why_memory(&crm->why);
	buf_free(&list);
	return status;
}

static enum status take(void *arg, struct crm *crm, const char *code)
{
	bool *takes = arg;
	for (int i = 0; i < manager_count(crm); i++) {
		const struct manager *manager = manager_at(crm, i);
		if (strcmp(manager->code, code) == 0 || unit_within(crm, manager->unit, code))
			takes[i] = true;
	}
	return CRM_OK;
}

enum status route_members_find(struct crm *crm, const char *members, bool *takes)
{
	return route_members_each(crm, members, take, takes);
}
