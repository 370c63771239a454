#include "book/context/route_members.h"

#define BLANKS " \t\r\n"
#define COMMAS ",;|"

typedef enum status route_member_each(void *arg, struct crm *crm, const char *code);

static enum status piece(struct crm *crm, char *text, route_member_each *each, void *arg)
{
	enum status status = CRM_OK;
	char *word;
	text += strspn(text, BLANKS);
	for (size_t length = strlen(text); length > 0 && strchr(BLANKS, text[length - 1]); length--)
		text[length - 1] = '\0';
	if (manager_find(crm, text) || unit_known(crm, text))
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
