/* What stays of an event when the person it is about is erased. */
#include "base/text/json.h"
#include "book/history/event_traits.h"
#include "book/history/lead_clocks.h"
#include "book/records/erased.h"
#include "book/records/fingerprint.h"
#include "flow/privacy/erase_private.h"

static bool is_among(const char *words, const char *word)
{
	size_t length = strlen(word);
	for (const char *at = words; at && (at = strstr(at, word)) != NULL; at += length)
		if ((at == words || at[-1] == ' ') && (at[length] == '\0' || at[length] == ' '))
			return true;
	return false;
}

/* Words anybody may have made up: a lead may come from «Ivan Petrov». */
static bool is_label(const char *key)
{
	return is_among("source campaign project _source", key);
}

/* There only his whole name is looked for, and so it is in settings: what stands there is no text about him. */
static struct person_patterns whole_names(const struct data_subject *subject)
{
	struct person_patterns patterns = subject->patterns;
	patterns.n_surnames = 0;
	return patterns;
}

/* How a call or a task ended is often one word of a list: answered, no_answer. Such a word tells nothing of the person.
 */
static bool is_code(const char *value)
{
	size_t length = strspn(value, "abcdefghijklmnopqrstuvwxyz_");
	return length > 0 && length <= 20 && value[length] == '\0';
}

static const char *value_left(const struct event *event, const char *key, const char *value, bool missed)
{
	if (is_among(event_traits(event->kind)->kept, key) ||
	    (strcmp(key, "result") == 0 && (missed || is_code(value))))
		return value;
	if (strcmp(key, "_phone") == 0)
		return ERASED_TEXT; /* there was one */
	if (key[0] == '_' || (event->kind == EV_CLIENT_PUT && strcmp(key, "ext_id") == 0))
		return NULL;
	return ERASED_TEXT;
}

/* By these the row is known again when it is fed again. */
static enum status put_seen(
    struct crm *crm, const struct event *event, const char *text, struct arena *arena, struct buf *left)
{
	int64_t hash[2] = {0, 0};
	int n = event->kind == EV_LEAD_CREATED ? fingerprint_of_created(text, arena, hash) : 0;
	if (event->kind == EV_CLIENT_PUT)
		n = (hash[0] = fingerprint_of_put(text, arena)) < 0 ? -1 : 1;
	if (n < 0)
		return why_memory(&crm->why);
	if (n > 0)
		json_int(left, ERASED_SEEN, hash[0]);
	if (n > 1)
		json_int(left, ERASED_SEEN_ANY, hash[1]);
	return CRM_OK;
}

static enum status put_left(struct crm *crm, const struct data_subject *subject, const struct event *event,
    const char *text, struct arena *arena, struct buf *left)
{
	struct person_patterns patterns = whole_names(subject);
	struct buf label = {0};
	struct json json;
	if (json_parse(&json, text, arena) != 0)
		return json_why(&crm->why, &json, _("event %lld (%s) does not parse"), (long long)event->event,
		    event_kind_name(event->kind));
	bool missed = false; /* that a call was missed tells nothing either, in whatever words of the settings */
	enum status status =
	    event->kind == EV_TOUCH_ADDED ? call_was_missed(crm, json_get(&json, "result"), &missed) : CRM_OK;
	json_open(left);
	/* What an undo carries is a copy of what the event has that it takes back. */
	for (int i = 0; i < json.n && event->kind != EV_UNDONE; i++) {
		const char *key = json.field[i].key, *value = value_left(event, key, json.field[i].value, missed);
		buf_clear(&label);
		bool named = value && is_label(key) && person_patterns_scrub(&patterns, value, &label);
		json_text(left, key, named ? label.text : value);
	}
	json_text(left, ERASED_KEY, "1");
	if (status == CRM_OK)
		status = put_seen(crm, event, text, arena, left);
	json_close(left);
	bool failed = left->failed || label.failed;
	buf_free(&label);
	return failed ? why_memory(&crm->why) : status;
}

static enum status keep(struct crm *crm, struct buf *text, struct arena *arena, const char **left)
{
	*left = arena_text(arena, text->text, text->length);
	return *left ? CRM_OK : why_memory(&crm->why);
}

enum status erase_own(struct crm *crm, const struct data_subject *subject, const struct event *event, const char *text,
    struct arena *arena, const char **left)
{
	struct buf buf = {0};
	*left = NULL;
	/* Ours, or done before. */
	if (!text || event->kind == EV_PERSON_ERASED || strstr(text, "\"" ERASED_KEY "\":"))
		return CRM_OK;
	enum status status = put_left(crm, subject, event, text, arena, &buf);
	if (status == CRM_OK)
		status = keep(crm, &buf, arena, left);
	buf_free(&buf);
	return status;
}

/* Another client's own name, phone and address are his, even where they are the same; so are those of the staff, and
   what reports add up stays what it is. Of the settings only rules have words about inquiries. */
static bool is_own_key(const struct event *event, const struct json *json, const char *key)
{
	static const char *const keys[] = {"name", "phone", "email", "ext_id", "company", "inn", NULL};
	const char *table = event->kind == EV_CONF_PUT ? json_get(json, "table") : NULL;
	if (table)
		return strcmp(table, "rule") != 0 || strcmp(key, "rule") == 0;
	if (is_among(event_traits(event->kind)->kept, key))
		return !is_label(key);
	if (!event_traits(event->kind)->is_row && event->kind != EV_UNDONE)
		return false;
	for (int i = 0; keys[i]; i++)
		if (strncmp(key, keys[i], strlen(keys[i])) == 0)
			return true;
	return key[0] == '_';
}

/* A list holds him by what he is known by: something else must stand there, the same wherever it stood. */
static bool is_listed(struct crm *crm, const struct data_subject *subject, const struct json *json)
{
	const char *table = json_get(json, "table"), *value = json_get(json, "value");
	return table && value && strcmp(table, "list") == 0 && person_patterns_match(crm, &subject->patterns, value);
}

static const char *listed_left(const struct data_subject *subject, const char *key, const char *value, char room[40])
{
	if (strcmp(key, "value") == 0 || strcmp(key, "norm") == 0) {
		snprintf(room, 40, "erased client %lld", (long long)subject->client[0]);
		return room;
	}
	return strcmp(key, "note") == 0 ? ERASED_TEXT : value;
}

enum status erase_foreign(struct crm *crm, const struct data_subject *subject, const struct event *event,
    const char *text, struct arena *arena, const char **left)
{
	struct buf out = {0}, scrubbed = {0};
	struct json json;
	bool any = false;
	char room[40];
	*left = NULL;
	if (!text || !person_patterns_scrub(&subject->patterns, text, &scrubbed)) /* a quick look at all of it */
		return CRM_OK;
	if (json_parse(&json, text, arena) != 0) {
		buf_free(&scrubbed);
		return json_why(&crm->why, &json, _("event %lld (%s) does not parse"), (long long)event->event,
		    event_kind_name(event->kind));
	}
	const struct person_patterns whole = whole_names(subject), *all = &subject->patterns;
	bool listed = is_listed(crm, subject, &json);
	json_open(&out);
	for (int i = 0; i < json.n; i++) {
		const char *key = json.field[i].key, *value = json.field[i].value;
		buf_clear(&scrubbed);
		if (listed)
			value = listed_left(subject, key, value, room);
		else if (!is_own_key(event, &json, key) &&
		         person_patterns_scrub(
		             is_label(key) || event->kind == EV_CONF_PUT ? &whole : all, value, &scrubbed))
			value = scrubbed.text;
		any = any || value != json.field[i].value;
		json_text(&out, key, value);
	}
	enum status status = json_get(&json, ERASED_SEEN) ? CRM_OK : put_seen(crm, event, text, arena, &out);
	json_close(&out);
	if (status == CRM_OK && (out.failed || scrubbed.failed))
		status = why_memory(&crm->why);
	if (status == CRM_OK && any)
		status = keep(crm, &out, arena, left);
	buf_free(&out);
	buf_free(&scrubbed);
	return status;
}
