#include "book/history/message_link.h"

#include "base/text/json.h"
#include "book/history/history.h"
#include "book/history/message_link.sql.h"

enum status message_link_lead(struct crm *crm, const char *msgid, int64_t *lead)
{
	enum status status = db_number(crm->db, sql_message_link_lead, VALS(V_TEXT(msgid)), 0, lead);
	return status == CRM_OK && *lead == 0 ? CRM_NONE : status;
}

enum status message_link_event(struct crm *crm, const char *msgid, int64_t *lead, int64_t *event)
{
	struct stmt *row;
	enum status status = db_ask_one(crm->db, sql_message_link_event, VALS(V_TEXT(msgid)), &row);
	if (status != CRM_OK)
		return status;
	*lead = db_int(row, 0);
	*event = db_int(row, 1);
	db_done(row);
	return CRM_OK;
}

enum status message_link_put(struct crm *crm, const char *msgid, int64_t lead, int64_t event)
{
	return db_run(crm->db, sql_letter_put, VALS(V_TEXT(msgid), V_INT(lead), V_INT(event)));
}

static enum status apply_json(struct crm *crm, const struct event *event, const struct json *json, int64_t upto)
{
	const char *msgid = json_get(json, "msgid");
	bool counts;
	if (msgid == NULL)
		return CRM_OK;
	enum status status = history_event_counts(crm, event->event, upto, &counts, NULL);
	if (status != CRM_OK)
		return status;
	if (!counts)
		return db_run(crm->db, sql_letter_delete, VALS(V_TEXT(msgid), V_INT(event->event)));
	int64_t origin = event->kind == EV_LEAD_CREATED ? json_get_int(json, "_origin", 0) : 0;
	return message_link_put(crm, msgid, origin != 0 ? origin : event->lead, event->event);
}

enum status message_link_apply(struct crm *crm, const struct event *event, int64_t upto)
{
	struct arena arena = {0};
	struct json json;
	enum status status = CRM_OK;
	/* Most events say nothing of letters: they are not worth parsing. */
	if (event->new == NULL || strstr(event->new, "\"msgid\":") == NULL)
		return CRM_OK;
	if (json_parse(&json, event->new, &arena) == 0)
		status = apply_json(crm, event, &json, upto);
	else
		status = json_why(&crm->why, &json, _("event %lld (%s) does not parse"), (long long)event->event,
		    event_kind_name(event->kind));
	arena_free(&arena);
	return status;
}
