/* One event in words. */
#include "base/text/casefold.h"
#include "base/text/json.h"
#include "base/value/money.h"
#include "book/history/event_traits.h"
#include "book/history/history.h"
#include "report/lists/log_words.h"

#define TEXT_SHOWN 60 /* characters */

static const char *const happened[EV_KINDS] = {[EV_LEAD_CREATED] = N_("came in"),
    [EV_LEAD_UPDATED] = N_("came again with other values"),
    [EV_LEAD_ASSIGNED] = N_("handed over"),
    [EV_LEAD_QUALIFIED] = N_("is qualified"),
    [EV_LEAD_DISQUALIFIED] = N_("disqualified"),
    [EV_LEAD_MOVED] = "",
    [EV_LEAD_WON] = N_("won"),
    [EV_LEAD_LOST] = N_("lost"),
    [EV_LEAD_RETURNED] = N_("returned to work"),
    [EV_LEAD_CORRECTED] = N_("corrected"),
    [EV_LEAD_POOLED] = N_("waits: nobody may have it now"),
    [EV_TOUCH_ADDED] = N_("touch"),
    [EV_TASK_ADDED] = N_("new task"),
    [EV_TASK_DONE] = N_("task done"),
    [EV_TASK_SET] = N_("task changed"),
    [EV_CONF_PUT] = N_("settings"),
    [EV_PROGRAMME_ENROLLED] = N_("enrolled"),
    [EV_PROGRAMME_SENT] = N_("letter of the programme"),
    [EV_PROGRAMME_ENDED] = N_("programme ended"),
    [EV_UNDONE] = N_("taken back"),
    [EV_CLIENT_PUT] = N_("put by itself"),
    [EV_CLIENT_MERGED] = N_("merged"),
    [EV_CLIENT_SPLIT] = N_("split"),
    [EV_PAIR_REFUSED] = N_("two people, not one"),
    [EV_CONSENT_GIVEN] = N_("consent given"),
    [EV_CONSENT_WITHDRAWN] = N_("consent withdrawn"),
    [EV_PERSON_ERASED] = N_("erased"),
    [EV_PERSON_EXPORTED] = N_("shown all there is about him"),
    [EV_PERSON_READMITTED] = N_("taken in again"),
    [EV_ALERTED] = N_("a head was told of a deadline")};

enum said_as { AS_TEXT, AS_STAGE, AS_MANAGER, AS_REASON, AS_MONEY, AS_TIME };

/* What of an event is said, in this order; of a row as it came only what is text there too. */
static const struct said {
	const char *key, *label;
	enum said_as as;
} sayings[] = {{"stage", N_("stage"), AS_STAGE}, {"name", "", AS_TEXT}, {"source", N_("source"), AS_TEXT},
    {"project", N_("project"), AS_TEXT}, {"manager", N_("manager"), AS_MANAGER}, {"reason", N_("reason"), AS_REASON},
    {"amount", N_("amount"), AS_MONEY}, {"kind", "", AS_TEXT}, {"due", N_("due"), AS_TIME}, {"channel", "", AS_TEXT},
    {"programme", "", AS_TEXT}, {"into", N_("into"), AS_TEXT}, {"subject", "", AS_TEXT}, {"text", "", AS_TEXT},
    {"result", N_("result"), AS_TEXT}, {"next_due", N_("due"), AS_TIME}, {"why", "", AS_TEXT}, {"note", "", AS_TEXT}};

static void put_short(struct buf *out, const char *text)
{
	const char *end = text;
	for (int n = 0; *end && n < TEXT_SHOWN; n++)
		(void)utf8_next(&end);
	buf_add(out, text, (size_t)(end - text));
	buf_put(out, *end ? "…" : "");
}

static void put_value(struct crm *crm, struct buf *out, enum said_as as, const char *value)
{
	const struct stage *stage = as == AS_STAGE ? stage_find(crm, value) : NULL;
	const struct manager *manager = as == AS_MANAGER ? manager_find(crm, value) : NULL;
	const struct reason *reason = as == AS_REASON ? reason_find(crm, value) : NULL;
	const char *name = stage ? stage->name : manager ? manager->name : reason ? reason->name : NULL;
	char *end;
	long long number = strtoll(value, &end, 10);
	bool is_number = *value && !*end;
	if (as == AS_MONEY && is_number)
		money_put(out, (money_t)number);
	else if (as == AS_TIME && is_number)
		log_words_time(crm, out, (instant_t)number);
	else
		put_short(out, name && *name ? name : value);
}

static void put_sayings(
    struct crm *crm, struct buf *out, const struct json *old, const struct json *new, const struct event *event)
{
	const char *before_it = *happened[event->kind] ? ": " : " ";
	for (size_t i = 0; i < sizeof sayings / sizeof *sayings; i++) {
		const struct said *said = &sayings[i];
		enum said_as as = event_traits(event->kind)->is_row && said->as == AS_MONEY ? AS_TEXT : said->as;
		const char *after = json_get(new, said->key), *before = json_get(old, said->key);
		if (!after || !*after || (before && strcmp(before, after) == 0))
			continue;
		buf_put(out, before_it);
		before_it = ", ";
		if (*said->label)
			buf_format(out, "%s ", _(said->label));
		if (before && *before) {
			put_value(crm, out, as, before);
			buf_put(out, " → ");
		}
		put_value(crm, out, as, after);
	}
}

/* A row of settings: its table, and what it has in its first column. */
static void put_setting(struct buf *out, const struct json *old, const struct json *new)
{
	const struct json *row = new->n ? new : old;
	const char *table = json_get(row, "table");
	buf_format(out, " %s", table ? table : "");
	for (int i = 0; i < row->n; i++)
		if (strcmp(row->field[i].key, "table") != 0) {
			buf_char(out, ' ');
			put_short(out, row->field[i].value);
			break;
		}
	buf_put(out, new->n ? "" : _(": dropped"));
}

static void put_subject(struct buf *out, const struct event *event)
{
	int64_t task = event_traits(event->kind)->about == ABOUT_TASK ? event_subject(event) : 0;
	if (event->lead)
		buf_format(out, _("lead %lld:"), (long long)event->lead);
	else if (event->client)
		buf_format(out, _("client %lld:"), (long long)event->client);
	else if (task)
		buf_format(out, _("task %lld:"), (long long)task);
}

static enum status put_deed(struct crm *crm, struct buf *out, const struct event *event, struct arena *arena)
{
	struct json old, new;
	const char *deed = (int)event->kind > 0 && event->kind < EV_KINDS ? happened[event->kind] : NULL;
	if (deed && *deed)
		buf_format(out, "%s%s", out->length ? " " : "", _(deed));
	if (!deed) /* a kind that this program does not know */
		buf_format(out, " %d", (int)event->kind);
	if (event->kind == EV_UNDONE && event->reverses) {
		struct event reversed;
		enum status status = history_event(crm, event->reverses, arena, &reversed);
		buf_char(out, ':');
		return status == CRM_OK ? put_deed(crm, out, &reversed, arena) : status == CRM_NONE ? CRM_OK : status;
	}
	if (json_parse(&old, event->old, arena) != 0)
		return json_why(&crm->why, &old, _("event %lld does not parse"), (long long)event->event);
	if (json_parse(&new, event->new, arena) != 0)
		return json_why(&crm->why, &new, _("event %lld does not parse"), (long long)event->event);
	if (event->kind == EV_CONF_PUT)
		put_setting(out, &old, &new);
	else if (deed)
		put_sayings(crm, out, &old, &new, event);
	return CRM_OK;
}

enum status log_words_event(struct crm *crm, struct buf *out, const struct event *event)
{
	struct arena arena = {0};
	struct buf words = {0};
	put_subject(&words, event);
	enum status status = put_deed(crm, &words, event, &arena);
	if (status == CRM_OK && words.failed)
		status = why_memory(&crm->why);
	buf_put(out, words.text);
	buf_free(&words);
	arena_free(&arena);
	return status;
}
