#include "report/client/card.h"

#include "report/kit/asked.h"

#include "base/text/json.h"
#include "book/records/client.h"
#include "book/records/consent.h"
#include "book/history/history.h"
#include "report/client/card.sql.h"
#include "report/kit/scan.h"

struct card_making {
	struct crm *crm;
	struct arena *arena;
	struct card *card;
	int tasks_room, consents_room, points_room;
};

static void *grow_list(struct arena *arena, void *list, int n, int *room, size_t size)
{
	if (n < *room)
		return list;
	*room = *room ? 2 * *room : 8;
	void *more = arena_get(arena, (size_t)*room * size);
	if (more && n)
		memcpy(more, list, (size_t)n * size);
	return more;
}

static enum status add_task(void *arg, struct stmt *row)
{
	struct card_making *in = arg;
	struct card *card = in->card;
	const char *kind = db_text(row, 3), *text = db_text(row, 4);
	card->task = grow_list(in->arena, card->task, card->n_tasks, &in->tasks_room, sizeof *card->task);
	if (!card->task)
		return why_memory(&in->crm->why);
	struct card_task *task = &card->task[card->n_tasks++];
	*task = (struct card_task){.task = db_int(row, 0),
	    .lead = db_int(row, 1),
	    .manager = db_int(row, 2),
	    .kind = arena_copy(in->arena, kind),
	    .text = arena_copy(in->arena, text),
	    .due = db_int(row, 5)};
	return task->kind && (task->text || !text) ? CRM_OK : why_memory(&in->crm->why);
}

static bool overrules(const struct card_consent *a, const struct card_consent *b)
{
	bool about = strcmp(a->channel, b->channel) == 0 || strcmp(a->channel, CONSENT_ALL) == 0;
	return about && (a->at != b->at ? a->at > b->at : a->event > b->event);
}

/* Each of those who are one person has said something: what is overruled, by himself or by the others, is left out. */
static enum status add_consent(void *arg, struct stmt *row)
{
	struct card_making *in = arg;
	struct card *card = in->card;
	const char *channel = db_text(row, 0), *proof = db_text(row, 3);
	struct card_consent consent = {
	    .channel = channel, .given = db_int(row, 1) == 1, .at = db_int(row, 2), .event = db_int(row, 4)};
	consent.told = consent.at == CONSENT_UNDATED ? db_int(row, 5) : consent.at;
	int kept = 0;
	for (int i = 0; i < card->n_consents; i++) {
		if (overrules(&card->consent[i], &consent))
			return CRM_OK;
		if (!overrules(&consent, &card->consent[i]))
			card->consent[kept++] = card->consent[i];
	}
	card->n_consents = kept;
	card->consent = grow_list(in->arena, card->consent, kept, &in->consents_room, sizeof *card->consent);
	consent.channel = arena_copy(in->arena, channel);
	consent.proof = arena_copy(in->arena, proof);
	if (!card->consent || !consent.channel || (proof && !consent.proof))
		return why_memory(&in->crm->why);
	card->consent[card->n_consents++] = consent;
	return CRM_OK;
}

static int by_due(const void *a, const void *b)
{
	const struct card_task *x = a, *y = b;
	return x->due != y->due ? (x->due > y->due) - (x->due < y->due) : (x->task > y->task) - (x->task < y->task);
}

/* Of the person: what stands under him, and under those he was. */
static enum status scan_person(
    struct card_making *in, const char *sql, enum status (*each)(void *arg, struct stmt *row))
{
	const struct person *person = &in->card->person;
	enum status status = scan_rows(in->crm, sql, VALS(V_INT(person->client)), each, in);
	for (int i = 0; i < person->n_merged && status == CRM_OK; i++)
		status = scan_rows(in->crm, sql, VALS(V_INT(person->merged[i])), each, in);
	return status;
}

static enum status add_tasks(struct card_making *in)
{
	struct card *card = in->card;
	enum status status = scan_person(in, sql_card_free_tasks, add_task);
	for (int i = 0; i < card->person.n_leads && status == CRM_OK; i++)
		status = scan_rows(in->crm, sql_card_tasks, VALS(V_INT(card->person.lead[i].lead)), add_task, in);
	if (card->n_tasks)
		qsort(card->task, (size_t)card->n_tasks, sizeof *card->task, by_due);
	return status;
}

/* Among the newest, or forgotten. */
static enum status add_touch(struct card_making *in, const struct event *event)
{
	struct card *card = in->card;
	struct json json;
	int at = card->n_touches;
	while (at > 0 && card->touch[at - 1].at < event->occurred_at)
		at--;
	if (at == CARD_TOUCHES)
		return CRM_OK;
	if (json_parse(&json, event->new, in->arena) != 0)
		return why_memory(&in->crm->why);
	if (card->n_touches < CARD_TOUCHES)
		card->n_touches++;
	memmove(card->touch + at + 1, card->touch + at, (size_t)(card->n_touches - 1 - at) * sizeof *card->touch);
	card->touch[at] = (struct card_touch){.event = event->event,
	    .lead = event->lead,
	    .at = event->occurred_at,
	    .kind = json_get(&json, "kind"),
	    .direction = json_get(&json, "direction"),
	    .text = json_get(&json, "text"),
	    .result = json_get(&json, "result"),
	    .manager = json_get(&json, "manager")};
	return CRM_OK;
}

/* A sum in another currency stands beside the row that made the lead. */
static enum status add_foreign(struct card_making *in, int lead, const struct event *event)
{
	struct json json;
	if (!strstr(event->new, ",\"_foreign\":"))
		return CRM_OK;
	if (json_parse(&json, event->new, in->arena) != 0)
		return why_memory(&in->crm->why);
	in->card->foreign[lead] = json_get(&json, "_foreign");
	return CRM_OK;
}

/* What the histories of his leads tell. */
static enum status add_told(struct card_making *in)
{
	const struct person *person = &in->card->person;
	in->card->foreign = arena_zero(in->arena, ((size_t)person->n_leads + 1) * sizeof *in->card->foreign);
	enum status status = in->card->foreign ? CRM_OK : why_memory(&in->crm->why);
	for (int i = 0; i < person->n_leads && status == CRM_OK; i++) {
		struct history history;
		status = history_lead(in->crm, person->lead[i].lead, HISTORY_END, in->arena, &history);
		if (status == CRM_OK)
			history_judge(&history, history.n, &horizon_none);
		for (int k = 0; k < history.n && status == CRM_OK; k++)
			if (history.counts[k] && history.event[k].kind == EV_TOUCH_ADDED)
				status = add_touch(in, &history.event[k]);
			else if (history.counts[k] && history.event[k].kind == EV_LEAD_CREATED)
				status = add_foreign(in, i, &history.event[k]);
	}
	return status;
}

static bool is_known(const struct card *card, enum client_text_kind kind, const char *value)
{
	for (int i = 0; i < card->n_points; i++)
		if (card->point[i].said->kind == kind && strcmp(card->point[i].value, value) == 0)
			return true;
	return false;
}

static enum status add_points(struct card_making *in)
{
	struct card *card = in->card;
	enum status status = person_listen(in->crm, &card->person, card->person.n_leads, in->arena);
	for (int i = 0; i < card->person.n_talks && status == CRM_OK; i++)
		for (int k = 0; k < card->person.talk[i].n; k++) {
			const struct client_text *said = &card->person.talk[i].item[k];
			if (said->kind != CLIENT_TEXT_PHONE && said->kind != CLIENT_TEXT_EMAIL)
				continue;
			const char *value = client_text_value(said, in->arena);
			if (value && is_known(card, said->kind, value))
				continue;
			card->point =
			    grow_list(in->arena, card->point, card->n_points, &in->points_room, sizeof *card->point);
			if (!value || !card->point)
				return why_memory(&in->crm->why);
			card->point[card->n_points++] = (struct card_point){said, value, card->person.talk[i].lead};
		}
	return status;
}

static enum status resolve(struct crm *crm, const char *id, int64_t *client)
{
	enum status status = client_resolve(crm, id, client);
	if (status == CRM_NONE || status == CRM_DATA)
		return why_set(
		    &crm->why, status == CRM_NONE ? CRM_DATA : CRM_USAGE, "%s", arena_copy(&crm->run, crm->why.text));
	return status;
}

enum status card_make(struct crm *crm, const char *id, struct arena *arena, struct card *card)
{
	struct card_making in = {.crm = crm, .arena = arena, .card = card};
	int64_t client;
	*card = (struct card){0};
	enum status status = resolve(crm, id, &client);
	if (status == CRM_OK)
		status = person_get(crm, client, arena, &card->person);
	if (status == CRM_NONE)
		return why_set(&crm->why, CRM_DATA, _("no client %s"), id);
	if (status == CRM_OK)
		status = client_role(crm, card->person.client, &card->role);
	if (status == CRM_OK)
		status = add_points(&in);
	if (status == CRM_OK)
		status = add_tasks(&in);
	if (status == CRM_OK)
		status = scan_person(&in, sql_card_consents, add_consent);
	return status == CRM_OK ? add_told(&in) : status;
}

#define PHONE_BEGUN 4 /* digits */

enum status card_by_numbers(struct crm *crm, const struct query *query, bool *yes)
{
	struct arena arena = {0};
	enum status status = CRM_OK;
	*yes = true;
	for (int i = 0; i < query->n_operands && status == CRM_OK && *yes; i++) {
		const char *word = query->operands[i];
		struct person person;
		int64_t client;
		*yes = asked_number(word, &client);
		if (!*yes || strlen(word) < PHONE_BEGUN)
			continue;
		status = person_get(crm, client, &arena, &person);
		*yes = status != CRM_NONE;
		status = status == CRM_NONE ? CRM_OK : status;
		arena_reset(&arena);
	}
	arena_free(&arena);
	return status;
}
