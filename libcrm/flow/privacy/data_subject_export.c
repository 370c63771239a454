/* All there is about a person, as JSON. */
#include "base/text/json.h"
#include "book/projection/record.h"
#include "book/records/lead.h"
#include "flow/privacy/data_subject.h"

#include "flow/privacy/data_subject_export.sql.h"

struct export
{
	struct crm *crm;
	struct buf *json;
	int n; /* of the running list */
};

static void begin_list(struct export *export, const char *name)
{
	buf_format(export->json, ",\n\"%s\":[", name);
	export->n = 0;
}

static void begin_item(struct export *export)
{
	buf_put(export->json, export->n++ ? ",\n{" : "\n{");
}

static void put_key(struct buf *json, const char *key)
{
	if (json->length && json->text[json->length - 1] != '{')
		buf_char(json, ',');
	json_quote(json, key);
	buf_char(json, ':');
}

static void put_text(struct buf *json, const char *key, const char *text)
{
	if (!text || !*text)
		return;
	put_key(json, key);
	json_quote(json, text);
}

static void put_int(struct buf *json, const char *key, int64_t number)
{
	if (number == 0)
		return;
	put_key(json, key);
	buf_int(json, number);
}

static void put_time(struct export *export, const char *key, instant_t at)
{
	struct buf text = {0};
	if (at == 0)
		return;
	instant_put(&text, export->crm->zone, at);
	put_text(export->json, key, text.text);
	export->json->failed = export->json->failed || text.failed;
	buf_free(&text);
}

static void put_person(struct export *export, const struct data_subject *subject)
{
	struct buf *json = export->json;
	const struct person_patterns *patterns = &subject->patterns;
	buf_put(json, "{\"person\":{\"clients\":[");
	for (int i = 0; i < subject->n_clients; i++)
		buf_format(json, "%s%lld", i ? "," : "", (long long)subject->client[i]);
	buf_put(json, "],\"names\":[");
	for (int i = 0; i < patterns->n_names; i++) {
		buf_put(json, i ? "," : "");
		json_quote(json, patterns->name[i]);
	}
	buf_put(json, "],\"phones\":[");
	for (int i = 0; i < patterns->n_phones; i++)
		buf_format(json, "%s\"+%lld\"", i ? "," : "", (long long)patterns->phone[i]);
	buf_put(json, "],\"emails\":[");
	for (int i = 0; i < patterns->n_emails; i++) {
		buf_put(json, i ? "," : "");
		json_quote(json, patterns->email[i]);
	}
	buf_put(json, "]}");
	put_time(export, "exported_at", export->crm->now);
	put_text(json, "exported_by", export->crm->who.actor);
}

static void put_lead(struct export *export, const struct lead *lead)
{
	struct crm *crm = export->crm;
	struct buf *json = export->json;
	const struct stage *stage = stage_id(crm, lead->stage);
	const struct reason *reason = reason_id(crm, lead->reason);
	begin_item(export);
	put_int(json, "lead", lead->lead);
	put_int(json, "client", lead->client);
	put_text(json, "state", lead_state_name(lead->state));
	put_text(json, "stage", stage ? stage->code : NULL);
	put_text(json, "reason", reason ? reason->code : NULL);
	put_text(json, "manager", manager_code(crm, lead->manager));
	put_text(json, "source", dict_shown(crm, DICT_SOURCE, lead->source));
	put_text(json, "campaign", dict_word(crm, DICT_CAMPAIGN, lead->campaign));
	put_text(json, "project", dict_word(crm, DICT_PROJECT, lead->project));
	if (lead->amount != AMOUNT_NONE) {
		put_key(json, "amount");
		money_put(json, lead->amount);
	}
	put_time(export, "created_at", lead->created_at);
	put_time(export, "decided_at", lead->decided_at);
	put_time(export, "last_touch", lead->last_touch);
	buf_char(json, '}');
}

static enum status put_leads(struct export *export, const struct data_subject *subject)
{
	enum status status = CRM_OK;
	begin_list(export, "leads");
	for (int i = 0; i < subject->n_leads && (status == CRM_OK || status == CRM_NONE); i++) {
		struct lead lead;
		status = lead_get(export->crm, subject->lead[i], &lead);
		if (status == CRM_OK)
			put_lead(export, &lead);
	}
	buf_char(export->json, ']');
	return status == CRM_NONE ? CRM_OK : status;
}

/* Rows of ${sql} for each client or lead; ${put} writes one. */
static enum status put_rows(struct export *export, const char *name, const char *sql, const int64_t *key, int n,
    void (*put)(struct export *export, struct stmt *row))
{
	enum status status = CRM_OK;
	begin_list(export, name);
	for (int i = 0; i < n && status == CRM_OK; i++) {
		struct stmt *row;
		status = db_ask(export->crm->db, sql, VALS(V_INT(key[i])), &row);
		while (status == CRM_OK && (status = db_next(row)) == CRM_OK) {
			begin_item(export);
			put(export, row);
			buf_char(export->json, '}');
		}
		if (status == CRM_NONE)
			status = CRM_OK;
	}
	buf_char(export->json, ']');
	return status;
}

static void put_consent(struct export *export, struct stmt *row)
{
	put_text(export->json, "channel", db_text(row, 0));
	put_text(export->json, "state", db_int(row, 1) ? "given" : "withdrawn");
	put_time(export, "at", db_int(row, 2));
	put_text(export->json, "proof", db_text(row, 3));
}

static void put_task(struct export *export, struct stmt *row)
{
	put_int(export->json, "task", db_int(row, 0));
	put_int(export->json, "lead", db_int(row, 1));
	put_text(export->json, "manager", manager_code(export->crm, db_int(row, 2)));
	put_text(export->json, "kind", db_text(row, 3));
	put_time(export, "due", db_int(row, 4));
	put_text(export->json, "text", db_text(row, 5));
	put_time(export, "done_at", db_int(row, 6));
	put_text(export->json, "result", db_text(row, 7));
}

static void put_letter(struct export *export, struct stmt *row)
{
	static const char *const states[] = {"queued", "sending", "sent", "held"};
	int64_t state = db_int(row, 6);
	put_text(export->json, "name", db_text(row, 0));
	put_int(export->json, "lead", db_int(row, 1));
	put_text(export->json, "msgid", db_text(row, 2));
	put_text(export->json, "to", db_text(row, 3));
	put_text(export->json, "subject", db_text(row, 4));
	put_text(export->json, "body", db_text(row, 5));
	put_text(export->json, "state", state >= 0 && state < 4 ? states[state] : NULL);
	put_time(export, "queued_at", db_int(row, 7));
}

/* Letters about his leads, and whatever else went to his addresses. */
static enum status put_letters(struct export *export, const struct data_subject *subject)
{
	const struct person_patterns *patterns = &subject->patterns;
	struct crm *crm = export->crm;
	struct stmt *row;
	enum status status =
	    put_rows(export, "letters", sql_export_letters, subject->lead, subject->n_leads, put_letter);
	export->json->length -= !export->json->failed; /* the list goes on */
	for (int i = 0; i < patterns->n_emails && status == CRM_OK; i++) {
		status = db_ask(crm->db, sql_export_letters_to, VALS(V_TEXT(patterns->email[i])), &row);
		while (status == CRM_OK && (status = db_next(row)) == CRM_OK) {
			begin_item(export);
			put_letter(export, row);
			buf_char(export->json, '}');
		}
		if (status == CRM_NONE)
			status = CRM_OK;
	}
	buf_char(export->json, ']');
	return status;
}

static enum status put_lists(struct export *export, const struct data_subject *subject)
{
	struct crm *crm = export->crm;
	struct stmt *row;
	enum status status = db_ask(crm->db, sql_export_lists, NULL, &row);
	begin_list(export, "lists");
	while (status == CRM_OK && (status = db_next(row)) == CRM_OK) {
		if (!person_patterns_match(crm, &subject->patterns, db_text(row, 1)))
			continue;
		begin_item(export);
		put_text(export->json, "list", db_text(row, 0));
		put_text(export->json, "value", db_text(row, 1));
		put_text(export->json, "note", db_text(row, 2));
		buf_char(export->json, '}');
	}
	buf_char(export->json, ']');
	return status == CRM_NONE ? CRM_OK : status;
}

/* What it carried is JSON already. */
static enum status put_event(void *arg, const struct event *event, const struct run *by, bool own)
{
	struct export *export = arg;
	struct buf *json = export->json;
	if (!own)
		return CRM_OK;
	begin_item(export);
	put_int(json, "event", event->event);
	put_text(json, "kind", event_kind_name(event->kind));
	put_int(json, "lead", event->lead);
	put_int(json, "client", event->client);
	put_int(json, "reverses", event->reverses);
	put_time(export, "occurred_at", event->occurred_at);
	put_time(export, "recorded_at", event->recorded_at);
	put_text(json, "user", by->actor);
	put_text(json, "login", by->login);
	put_text(json, "command", by->command);
	const char *const texts[] = {"old", event->old, "new", event->new};
	for (int i = 0; i < 4; i += 2)
		if (texts[i + 1]) {
			put_key(json, texts[i]);
			buf_put(json, texts[i + 1]);
		}
	buf_char(json, '}');
	return json->failed ? why_memory(&export->crm->why) : CRM_OK;
}

enum status data_subject_export(struct crm *crm, struct data_subject *subject, struct buf *json)
{
	struct export export = {.crm = crm, .json = json};
	put_person(&export, subject);
	enum status status = put_leads(&export, subject);
	if (status == CRM_OK)
		status = put_rows(
		    &export, "consents", sql_export_consents, subject->client, subject->n_clients, put_consent);
	if (status == CRM_OK)
		status = put_rows(&export, "tasks", sql_export_tasks, subject->lead, subject->n_leads, put_task);
	if (status == CRM_OK)
		status = put_letters(&export, subject);
	if (status == CRM_OK)
		status = put_lists(&export, subject);
	begin_list(&export, "events");
	if (status == CRM_OK)
		status = data_subject_walk_own(crm, subject, put_event, &export);
	buf_put(json, "]}\n");
	return status == CRM_OK && json->failed ? why_memory(&crm->why) : status;
}

enum status data_subject_note_export(struct crm *crm, const struct data_subject *subject)
{
	struct event event = {.kind = EV_PERSON_EXPORTED, .client = subject->client[0], .occurred_at = crm->now};
	return record(crm, &event);
}
