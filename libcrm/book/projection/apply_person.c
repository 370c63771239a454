/* Somebody was erased: his phones and addresses, as keyed hashes, are not to come again; or may again. */
#include "base/text/json.h"
#include "book/projection/apply_private.h"

#include "book/projection/apply_person.sql.h"

/* What is done with one of the keys of an event; ${since} stands behind its colon, 0: nothing does. */
typedef enum status key_work(struct crm *crm, const struct event *event, const char *key, instant_t since);

static enum status suppress_key(struct crm *crm, const struct event *event, const char *key, instant_t since)
{
	return db_run(crm->db, sql_suppress_add, VALS(V_TEXT(key), V_INT(since ? since : event->occurred_at)));
}

/* Not who was erased once more since: that stands. */
static enum status release_key(struct crm *crm, const struct event *event, const char *key, instant_t since)
{
	(void)since;
	return db_run(crm->db, sql_suppress_release, VALS(V_TEXT(key), V_INT(event->occurred_at)));
}

static enum status each_key(struct crm *crm, const struct event *event, key_work *work)
{
	struct arena arena = {0};
	struct json json;
	enum status status = CRM_OK;
	if (json_parse(&json, event->new, &arena) != 0)
		status = json_why(&crm->why, &json, _("event %lld (%s) does not parse"), (long long)event->event,
		    event_kind_name(event->kind));
	const char *keys = status == CRM_OK ? json_get(&json, "keys") : NULL;
	char *rest = arena_copy(&arena, keys), *key;
	if (keys && !rest)
		status = why_memory(&crm->why);
	while (status == CRM_OK && rest && (key = strsep(&rest, " ")) != NULL) {
		char *colon = strchr(key, ':');
		if (colon)
			*colon++ = '\0';
		if (*key)
			status = work(crm, event, key, colon ? strtoll(colon, NULL, 10) : 0);
	}
	arena_free(&arena);
	return status;
}

enum status apply_erased(struct crm *crm, const struct event *event)
{
	return each_key(crm, event, suppress_key);
}

enum status apply_readmitted(struct crm *crm, const struct event *event, int sign)
{
	return each_key(crm, event, sign > 0 ? release_key : suppress_key);
}
