/* Somebody was erased: his phones and addresses, as keyed hashes, are not to come again. */
#include "base/text/json.h"
#include "book/projection/apply_private.h"

#include "book/projection/apply_person.sql.h"

static enum status suppress_keys(struct crm *crm, const struct event *event, char *keys)
{
	enum status status = CRM_OK;
	for (char *key; status == CRM_OK && keys && (key = strsep(&keys, " ")) != NULL;)
		if (*key)
			status = db_run(crm->db, sql_suppress_add, VALS(V_TEXT(key), V_INT(event->occurred_at)));
	return status;
}

enum status apply_erased(struct crm *crm, const struct event *event)
{
	struct arena arena = {0};
	struct json json;
	enum status status = CRM_OK;
	if (json_parse(&json, event->new, &arena) != 0)
		status = why_set(&crm->why, CRM_INTERNAL, _("event %lld (%s) does not parse"), (long long)event->event,
		    event_kind_name(event->kind));
	const char *keys = status == CRM_OK ? json_get(&json, "keys") : NULL;
	char *copy = arena_copy(&arena, keys);
	if (keys)
		status = copy ? suppress_keys(crm, event, copy) : why_memory(&crm->why);
	arena_free(&arena);
	return status;
}
