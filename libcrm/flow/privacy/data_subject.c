/* Who is meant, and what is his. */
#include "flow/privacy/data_subject.h"

#include "base/text/casefold.h"
#include "base/text/json.h"
#include "base/text/phone.h"
#include "book/context/dictionaries.h"
#include "book/history/event_traits.h"
#include "flow/lead/lead_action.h"
#include "flow/undo/undo_which.h"

#include "flow/privacy/data_subject.sql.h"

#define NUMBER_DIGITS 9 /* longer ones are phones */

static bool leads_people(const struct manager *manager)
{
	return strcmp(manager->role, "head") == 0 || strcmp(manager->role, "admin") == 0;
}

enum status data_subject_permitted(struct crm *crm)
{
	const struct manager *me = manager_acting(crm);
	bool any = false;
	for (int i = 0; i < manager_count(crm); i++)
		any = any || leads_people(manager_at(crm, i));
	if (!any || (me && leads_people(me) && manager_here(crm, me)))
		return CRM_OK;
	return why_set(&crm->why, CRM_NOPERM, _("only a head or an admin may do that, and «%s» is none"),
	    crm->who.actor ? crm->who.actor : "");
}

static enum status add_number(struct crm *crm, int64_t **list, int *n, int64_t number)
{
	for (int i = 0; i < *n; i++)
		if ((*list)[i] == number)
			return CRM_OK;
	if ((*n & (*n - 1)) == 0) { /* a power of two: full */
		int64_t *grown = arena_get(&crm->run, (size_t)(*n ? *n * 2 : 1) * sizeof *grown);
		if (!grown)
			return why_memory(&crm->why);
		if (*n)
			memcpy(grown, *list, (size_t)*n * sizeof *grown);
		*list = grown;
	}
	(*list)[(*n)++] = number;
	return CRM_OK;
}

/* What people are looked for by, one of them. */
struct person_wanted {
	struct crm *crm;
	int64_t phone;
	char email[256];
	struct buf name; /* folded */
	int64_t *root;   /* who was found */
	int n;
};

static bool same_name(const struct person_wanted *wanted, const char *name)
{
	struct buf folded = {0};
	casefold_put(&folded, name);
	bool same = !folded.failed && folded.length == wanted->name.length &&
	            memcmp(folded.text, wanted->name.text, folded.length) == 0;
	buf_free(&folded);
	return same;
}

static bool is_wanted(const struct person_wanted *wanted, const struct json *json)
{
	char email[256];
	for (int i = 0; i < json->n; i++) {
		const char *key = json->field[i].key, *value = json->field[i].value;
		bool phone = strncmp(key, "phone", 5) == 0 || strcmp(key, "_phone") == 0;
		if (wanted->phone && phone && phone_parse(value, wanted->crm->country).e164 == wanted->phone)
			return true;
		if (wanted->phone && strcmp(key, "_phone") == 0 && strtoll(value, NULL, 10) == wanted->phone)
			return true;
		if (*wanted->email && strncmp(key, "email", 5) == 0) {
			email_fold_loose(value, email);
			if (strcmp(email, wanted->email) == 0)
				return true;
		}
		if (wanted->name.length && strcmp(key, "name") == 0 && same_name(wanted, value))
			return true;
	}
	return false;
}

static enum status root_of(struct crm *crm, int64_t client, int64_t *root)
{
	return db_number(crm->db, sql_person_root, VALS(V_INT(client)), client, root);
}

static enum status look_at(struct person_wanted *wanted, const struct event *event, struct arena *arena)
{
	struct crm *crm = wanted->crm;
	struct json json;
	int64_t root;
	if (json_parse(&json, event->new, arena) != 0)
		return why_memory(&crm->why);
	if (!is_wanted(wanted, &json))
		return CRM_OK;
	enum status status = root_of(crm, event->client, &root);
	return status == CRM_OK ? add_number(crm, &wanted->root, &wanted->n, root) : status;
}

static enum status look_up_word(struct person_wanted *wanted)
{
	struct crm *crm = wanted->crm;
	struct arena arena = {0};
	struct stmt *row;
	struct event event;
	enum status status = db_ask(
	    crm->db, sql_person_rows, VALS(V_INT(EV_LEAD_CREATED), V_INT(EV_CLIENT_PUT), V_INT(EV_LEAD_UPDATED)), &row);
	while (status == CRM_OK && (status = db_next(row)) == CRM_OK) {
		event_row(row, &event);
		status = look_at(wanted, &event, &arena);
		if (status != CRM_OK)
			db_done(row);
		arena_reset(&arena);
	}
	arena_free(&arena);
	return status == CRM_NONE ? CRM_OK : status;
}

static enum status tell_several(const struct person_wanted *wanted, const char *word)
{
	struct crm *crm = wanted->crm;
	struct buf list = {0};
	for (int i = 0; i < wanted->n && i < 20; i++)
		buf_format(&list, "%s%lld", i ? " " : "", (long long)wanted->root[i]);
	enum status status =
	    list.failed ? why_memory(&crm->why)
	                : why_set(&crm->why, CRM_DATA,
	                      _("«%.100s» is more than one person: name a client by number: %s"), word, list.text);
	buf_free(&list);
	return status;
}

static enum status by_words(struct crm *crm, const char *word, int64_t *root)
{
	struct person_wanted wanted = {.crm = crm, .phone = phone_parse(word, crm->country).e164};
	email_fold_loose(word, wanted.email);
	if (!wanted.phone && !*wanted.email)
		casefold_put(&wanted.name, word);
	enum status status = wanted.name.failed ? why_memory(&crm->why) : look_up_word(&wanted);
	buf_free(&wanted.name);
	if (status == CRM_OK && wanted.n > 1)
		return tell_several(&wanted, word);
	if (status == CRM_OK && wanted.n == 0)
		return why_set(&crm->why, CRM_DATA, _("nobody is known by «%.100s»"), word);
	if (status == CRM_OK)
		*root = wanted.root[0];
	return status;
}

static enum status by_number(struct crm *crm, int64_t number, int64_t *root)
{
	int64_t known = 0;
	enum status status = db_number(crm->db, sql_person_known, VALS(V_INT(number)), 0, &known);
	if (status == CRM_OK && !known)
		return why_set(&crm->why, CRM_DATA, _("no client %lld"), (long long)number);
	return status == CRM_OK ? root_of(crm, number, root) : status;
}

static enum status add_group(struct crm *crm, struct data_subject *subject, int64_t root)
{
	struct stmt *row;
	enum status status = add_number(crm, &subject->client, &subject->n_clients, root);
	if (status == CRM_OK)
		status = db_ask(crm->db, sql_person_members, VALS(V_INT(root)), &row);
	while (status == CRM_OK && (status = db_next(row)) == CRM_OK) {
		status = add_number(crm, &subject->client, &subject->n_clients, db_int(row, 0));
		if (status != CRM_OK)
			db_done(row);
	}
	return status == CRM_NONE ? CRM_OK : status;
}

struct gathering {
	struct crm *crm;
	struct data_subject *subject;
};

static enum status gather_patterns(void *arg, const struct event *event, const struct run *by, bool own)
{
	const struct gathering *gathering = arg;
	(void)by;
	if (!own || !event_traits(event->kind)->is_row)
		return CRM_OK;
	return person_patterns_add_event(gathering->crm, &gathering->subject->patterns, event->new);
}

enum status data_subject_find(struct crm *crm, const char *word, struct data_subject *subject)
{
	struct gathering gathering = {crm, subject};
	int64_t number = strlen(word) <= NUMBER_DIGITS ? undo_which_number(word) : 0, root = 0;
	*subject = (struct data_subject){.patterns = {.arena = &crm->run}};
	enum status status = number ? by_number(crm, number, &root) : by_words(crm, word, &root);
	if (status == CRM_OK)
		status = add_group(crm, subject, root);
	return status == CRM_OK ? data_subject_walk_own(crm, subject, gather_patterns, &gathering) : status;
}

static bool has_number(const int64_t *list, int n, int64_t number)
{
	for (int i = 0; i < n; i++)
		if (list[i] == number)
			return true;
	return false;
}

/* A lead is his by the event that created it, whatever client it stood under later; the rest of it follows. */
static enum status claim_event(struct crm *crm, struct data_subject *subject, const struct event *event, bool *own)
{
	bool his = event->client && has_number(subject->client, subject->n_clients, event->client);
	if (event->kind == EV_LEAD_CREATED && his) {
		*own = true;
		return add_number(crm, &subject->lead, &subject->n_leads, event->lead);
	}
	*own = event->lead ? has_number(subject->lead, subject->n_leads, event->lead) : his;
	return CRM_OK;
}

/* One event, with who recorded it. */
static enum status tell_event(
    struct crm *crm, struct data_subject *subject, struct stmt *row, data_subject_each *each, void *arg)
{
	struct event event;
	bool own = false;
	event_row(row, &event);
	const struct run by = {.actor = db_text(row, EVENT_COLUMNS),
	    .login = db_text(row, EVENT_COLUMNS + 1),
	    .command = db_text(row, EVENT_COLUMNS + 2)};
	enum status status = claim_event(crm, subject, &event, &own);
	return status == CRM_OK ? each(arg, &event, &by, own) : status;
}

/* All events of ${sql}. */
static enum status tell_events(struct crm *crm, struct data_subject *subject, const char *sql, const struct val *vals,
    data_subject_each *each, void *arg)
{
	struct stmt *row;
	enum status status = db_ask(crm->db, sql, vals, &row);
	while (status == CRM_OK && (status = db_next(row)) == CRM_OK) {
		status = tell_event(crm, subject, row, each, arg);
		if (status != CRM_OK)
			db_done(row);
	}
	return status == CRM_NONE ? CRM_OK : status;
}

enum status data_subject_walk(struct crm *crm, struct data_subject *subject, data_subject_each *each, void *arg)
{
	return tell_events(crm, subject, sql_person_events, NULL, each, arg);
}

/* Numbers of events, and the leads that some of them speak of; int64_t in a row. */
struct own_events {
	struct buf event, lead;
};

static enum status gather_own(struct crm *crm, const char *sql, int64_t key, struct own_events *own)
{
	struct stmt *row;
	enum status status = db_ask(crm->db, sql, VALS(V_INT(key)), &row);
	while (status == CRM_OK && (status = db_next(row)) == CRM_OK) {
		int64_t event = db_int(row, 0), lead = db_int(row, 1);
		buf_add(&own->event, (const char *)&event, sizeof event);
		if (lead)
			buf_add(&own->lead, (const char *)&lead, sizeof lead);
	}
	if (status == CRM_NONE)
		status = own->event.failed || own->lead.failed ? why_memory(&crm->why) : CRM_OK;
	return status;
}

static int by_number_of(const void *a, const void *b)
{
	int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;
	return (x > y) - (x < y);
}

/* In order, each once: how many. */
static int sort_numbers(const struct buf *numbers, int64_t **number)
{
	int n = (int)(numbers->length / sizeof **number), kept = 0;
	*number = (int64_t *)(void *)numbers->text;
	if (n > 0)
		qsort(*number, (size_t)n, sizeof **number, by_number_of);
	for (int i = 0; i < n; i++)
		if (kept == 0 || (*number)[i] != (*number)[kept - 1])
			(*number)[kept++] = (*number)[i];
	return kept;
}

/* What brought his leads, also those that were taken back; what is said of him without a lead; what came of the leads.
 */
static enum status find_own(struct crm *crm, const struct data_subject *subject, struct own_events *own)
{
	static const char *const of_client[] = {sql_person_leads, sql_person_leads_undone, sql_person_leadless};
	struct own_events rest = {0};
	int64_t *lead;
	enum status status = CRM_OK;
	for (int i = 0; i < subject->n_clients; i++)
		for (int k = 0; k < 3 && status == CRM_OK; k++)
			status = gather_own(crm, of_client[k], subject->client[i], own);
	int n = sort_numbers(&own->lead, &lead);
	for (int i = 0; i < n && status == CRM_OK; i++)
		status = gather_own(crm, sql_person_lead_later, lead[i], &rest);
	buf_add(&own->event, rest.event.text, rest.event.length);
	buf_free(&rest.event);
	buf_free(&rest.lead);
	return status == CRM_OK && own->event.failed ? why_memory(&crm->why) : status;
}

enum status data_subject_walk_own(struct crm *crm, struct data_subject *subject, data_subject_each *each, void *arg)
{
	struct own_events own = {0};
	int64_t *event;
	enum status status = find_own(crm, subject, &own);
	int n = status == CRM_OK ? sort_numbers(&own.event, &event) : 0;
	for (int i = 0; i < n && status == CRM_OK; i++)
		status = tell_events(crm, subject, sql_person_event, VALS(V_INT(event[i])), each, arg);
	buf_free(&own.event);
	buf_free(&own.lead);
	return status;
}
