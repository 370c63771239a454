#include "report/client/client_texts.h"

#include "base/text/json.h"
#include "base/text/phone.h"
#include "book/history/event_traits.h"
#include "book/history/history.h"

#include "report/client/client_texts.sql.h"

struct client_texts_reading {
	struct crm *crm;
	struct arena *arena;
	struct client_texts *texts;
};

static struct client_text *add_text(
    struct client_texts_reading *in, enum client_text_kind kind, int64_t id, const char *text)
{
	struct client_texts *texts = in->texts;
	if (texts->n == texts->room) {
		int room = texts->room ? 2 * texts->room : 16;
		struct client_text *grown = arena_get(in->arena, (size_t)room * sizeof *grown);
		if (!grown)
			return NULL;
		if (texts->n)
			memcpy(grown, texts->item, (size_t)texts->n * sizeof *grown);
		texts->item = grown;
		texts->room = room;
	}
	struct client_text *said = &texts->item[texts->n++];
	*said = (struct client_text){.kind = kind, .id = id, .text = text};
	return said;
}

static bool add_phone(struct client_texts_reading *in, const char *text, int64_t number)
{
	struct client_text *said = add_text(in, CLIENT_TEXT_PHONE, in->texts->client, text);
	if (!said)
		return false;
	struct phone phone = phone_parse(text, in->crm->country);
	said->number = number ? number : phone.e164;
	memcpy(said->extension, phone.extension, sizeof said->extension);
	return true;
}

static bool add_email(struct client_texts_reading *in, const char *text)
{
	char folded[256];
	struct client_text *said = add_text(in, CLIENT_TEXT_EMAIL, in->texts->client, text);
	if (!said)
		return false;
	email_fold(text, folded);
	said->folded = arena_copy(in->arena, folded);
	return said->folded != NULL;
}

/* "phone", and the second one of a row: "phone 2". */
static bool is_key(const char *key, const char *name)
{
	size_t length = strlen(name);
	return strncmp(key, name, length) == 0 && (key[length] == '\0' || key[length] == ' ');
}

/* Words of a list, numbers and times say nothing that somebody would look for by word. */
static bool is_text(const char *key)
{
	static const char *const others[] = {
	    "at", "amount", "consent", "manager", "source", "stage", "role", "lead", "client"};
	for (size_t i = 0; i < sizeof others / sizeof *others; i++)
		if (strcmp(key, others[i]) == 0)
			return false;
	return *key != '_';
}

static bool add_field(struct client_texts_reading *in, const struct json *json, int i, int64_t id)
{
	const char *key = json->field[i].key, *value = json->field[i].value;
	if (strcmp(key, "name") == 0)
		return add_text(in, CLIENT_TEXT_NAME, in->texts->client, value) != NULL;
	if (is_key(key, "phone"))
		return add_phone(in, value,
		    strcmp(key, "phone") == 0 && phone_parse(value, in->crm->country).e164
		        ? json_get_int(json, "_phone", 0)
		        : 0);
	if (is_key(key, "email"))
		return add_email(in, value);
	return !is_text(key) || add_text(in, CLIENT_TEXT_LEAD, id, value) != NULL;
}

/* A row as it came: of an inquiry, or of a client. */
static bool add_row(struct client_texts_reading *in, const struct json *json, int64_t id)
{
	for (int i = 0; i < json->n; i++)
		if (!add_field(in, json, i, id))
			return false;
	return true;
}

static bool is_letter(const char *kind)
{
	return kind && (strcmp(kind, "email") == 0 || strcmp(kind, "letter") == 0 || strcmp(kind, "mail") == 0);
}

/* What a person wrote with an event. */
static bool add_words(struct client_texts_reading *in, const struct event *event, const struct json *json)
{
	int64_t task = event_subject(event), id = task ? task : event->event;
	enum client_text_kind kind = task ? CLIENT_TEXT_TASK : CLIENT_TEXT_NOTE;
	char key[32];
	if (event->kind == EV_TOUCH_ADDED && is_letter(json_get(json, "kind")))
		kind = CLIENT_TEXT_LETTER;
	for (const char *words = event_traits(event->kind)->words; *(words += strspn(words, " "));) {
		size_t length = strcspn(words, " ");
		snprintf(key, sizeof key, "%.*s", (int)length, words);
		const char *text = json_get(json, key);
		if (text && !add_text(in, kind, id, text))
			return false;
		words += length;
	}
	return true;
}

static bool add_event(struct client_texts_reading *in, const struct event *event, const struct json *json)
{
	if (event_traits(event->kind)->is_row)
		return add_row(in, json, event->lead ? event->lead : event->client);
	return add_words(in, event, json);
}

static enum status add_history(struct client_texts_reading *in, struct history *history)
{
	history_judge(history, history->n, &horizon_none);
	for (int i = 0; i < history->n; i++) {
		struct event *event = &history->event[i];
		struct json json;
		if (!history->counts[i] || !event_is_searched(event->kind))
			continue;
		if (json_parse(&json, event->new, in->arena) != 0)
			return json_why(&in->crm->why, &json, _("event %lld (%s) does not parse"),
			    (long long)event->event, event_kind_name(event->kind));
		if (!add_event(in, event, &json))
			return why_memory(&in->crm->why);
	}
	return CRM_OK;
}

static enum status add_name(struct client_texts_reading *in, struct stmt *stmt, int column)
{
	const char *name = db_text(stmt, column);
	in->texts->called = arena_copy(in->arena, name);
	db_done(stmt);
	if (name && !in->texts->called)
		return why_memory(&in->crm->why);
	return name && !add_text(in, CLIENT_TEXT_NAME, in->texts->client, in->texts->called) ? why_memory(&in->crm->why)
	                                                                                     : CRM_OK;
}

enum status client_texts_lead(struct crm *crm, int64_t lead, struct arena *arena, struct client_texts *texts)
{
	struct client_texts_reading in = {crm, arena, texts};
	struct history history;
	struct stmt *stmt;
	*texts = (struct client_texts){.lead = lead};
	enum status status = db_ask_one(crm->db, sql_client_texts_of_lead, VALS(V_INT(lead)), &stmt);
	if (status != CRM_OK)
		return status;
	texts->client = db_int(stmt, 0);
	status = add_name(&in, stmt, 1);
	if (status == CRM_OK)
		status = history_lead(crm, lead, HISTORY_END, arena, &history);
	return status == CRM_OK ? add_history(&in, &history) : status;
}

enum status client_texts_client(struct crm *crm, int64_t client, struct arena *arena, struct client_texts *texts)
{
	struct client_texts_reading in = {crm, arena, texts};
	struct history history;
	struct stmt *stmt;
	*texts = (struct client_texts){.client = client};
	enum status status = db_ask_one(crm->db, sql_client_texts_of_client, VALS(V_INT(client)), &stmt);
	if (status != CRM_OK)
		return status;
	status = add_name(&in, stmt, 0);
	int before = texts->n;
	if (status == CRM_OK)
		status = history_client(crm, client, HISTORY_END, arena, &history);
	if (status == CRM_OK)
		status = add_history(&in, &history);
	return status == CRM_OK && texts->n == before ? CRM_NONE : status;
}
