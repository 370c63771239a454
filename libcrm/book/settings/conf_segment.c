/* A segment as it is kept: the names of a lead's columns are ours, blanks around the parts are taken off. */
#include "base/text/casefold.h"
#include "book/settings/conf.h"

/* A lead's own columns (flow/intake); a segment may name any other that a row brought along. */
static const struct column lead_columns[] = {{.name = "at"}, {.name = "name"}, {.name = "phone"}, {.name = "email"},
    {.name = "company"}, {.name = "source"}, {.name = "campaign"}, {.name = "project"}, {.name = "payment"},
    {.name = "family"}, {.name = "amount"}, {.name = "comment"}, {.name = "manager"}, {.name = "stage"},
    {.name = "ext_id"}, {.name = "consent"}, {.name = "inn"}, {.name = NULL}};

/* What the lists of words know under that name, as for the heading of a file; -1: nothing. */
static enum status find_synonym(struct crm *crm, const char *name, int *column)
{
	struct synonyms *synonyms = NULL;
	struct binding binding;
	const char *folder = arena_format(&crm->chunk, "%s/columns", crm->share ? crm->share : "");
	enum status status = folder ? synonyms_open(&synonyms, folder, NULL, &crm->why) : why_memory(&crm->why);
	if (status == CRM_OK)
		status = bind_header(&binding, &name, 1, lead_columns, synonyms, &crm->chunk, &crm->why);
	synonyms_free(synonyms);
	if (status == CRM_OK)
		*column = binding.ours[0] >= 0 ? binding.ours[0] : binding.use[0] == USE_MAYBE ? binding.of[0] : -1;
	return status;
}

/* Our column for ${name}; -1 where it is a column of somebody's own, and *near if it looks like one of ours. */
static enum status find_column(struct crm *crm, const char *name, int *column, const char **near)
{
	struct buf key = {0};
	int nearest = strlen(name) < 6 ? 2 : 3;
	*near = NULL;
	*column = -1;
	casefold_key_put(&key, name);
	for (int i = 0; lead_columns[i].name && key.text; i++) {
		struct buf ours = {0};
		casefold_key_put(&ours, lead_columns[i].name);
		int distance = ours.text ? text_distance(ours.text, key.text) : nearest;
		key.failed |= ours.failed;
		buf_free(&ours);
		if (distance >= nearest)
			continue;
		nearest = distance;
		*near = lead_columns[i].name;
		*column = distance == 0 ? i : *column;
	}
	enum status status = key.failed ? why_memory(&crm->why) : CRM_OK;
	buf_free(&key);
	return status == CRM_OK && *column < 0 ? find_synonym(crm, name, column) : status;
}

enum status conf_clean_segment(
    struct crm *crm, const struct conf_column *column, const char *text, const char **clean, struct answer *answer)
{
	char *copy = arena_copy(&crm->chunk, text), *rest = copy;
	struct buf segment = {0};
	enum status status = copy ? CRM_OK : why_memory(&crm->why);

	for (char *part; status == CRM_OK && (part = strsep(&rest, ";")) != NULL;) {
		const char *near;
		int ours;
		part += strspn(part, " \t");
		if (!*part)
			continue;
		size_t length = strlen(part), name = strcspn(part, "=");
		while (part[length - 1] == ' ' || part[length - 1] == '\t')
			part[--length] = '\0';
		if (name == 0 || name + 1 >= length) {
			status = reject_cell(
			    crm, answer, column->name, _("a segment is column=value;column=value, not «%s»"), text);
			break;
		}
		const char *value = part + name + 1 + strspn(part + name + 1, " \t");
		while (name > 0 && (part[name - 1] == ' ' || part[name - 1] == '\t'))
			name--;
		part[name] = '\0';
		status = find_column(crm, part, &ours, &near);
		if (status == CRM_OK && ours < 0 && near)
			status = reject_cell(
			    crm, answer, column->name, _("no column «%s» of a lead: did you mean %s?"), part, near);
		buf_format(&segment, "%s%s=%s", segment.length ? ";" : "",
		    status == CRM_OK && ours >= 0 ? lead_columns[ours].name : part, value);
	}
	if (status == CRM_OK &&
	    (segment.failed || !(*clean = arena_copy(&crm->chunk, segment.text ? segment.text : ""))))
		status = why_memory(&crm->why);
	buf_free(&segment);
	return status;
}
