#include "report/lights/lights_private.h"

#include "base/text/json.h"
#include "base/text/phone.h"
#include "book/records/erased.h"

#define FIRST_CLIENTS 1024

static size_t slot_of(const struct light_live *live, int64_t client)
{
	size_t at = (size_t)(((uint64_t)client * UINT64_C(0x9E3779B97F4A7C15)) >> 20) & (live->slots - 1);
	while (live->slot[at] && live->client[live->slot[at] - 1].row.client != client)
		at = (at + 1) & (live->slots - 1);
	return at;
}

static bool grow_clients(struct light_live *live)
{
	int room = live->room ? live->room * 2 : FIRST_CLIENTS;
	struct light_client *client = realloc(live->client, (size_t)room * sizeof *client);
	if (!client)
		return false;
	live->client = client;
	int *slot = calloc((size_t)room * 2, sizeof *slot);
	if (!slot)
		return false;
	free(live->slot);
	live->slot = slot;
	live->slots = (size_t)room * 2;
	live->room = room;
	for (int i = 0; i < live->n; i++)
		live->slot[slot_of(live, client[i].row.client)] = i + 1;
	return true;
}

/* The row of a client, made if it is new; NULL without memory. Good until the next one is made. */
static struct light_client *client_of(struct light_live *live, int64_t number)
{
	if (live->n == live->room && !grow_clients(live))
		return NULL;
	size_t at = slot_of(live, number);
	if (!live->slot[at]) {
		live->client[live->n] =
		    (struct light_client){.row = {.client = number, .late = LIGHT_NOT_LATE, .next_task = INSTANT_MAX},
		        .lead_at = INSTANT_MIN};
		live->slot[at] = ++live->n;
	}
	return &live->client[live->slot[at] - 1];
}

static char *mark_of(struct crm *crm, const char *key)
{
	struct buf mark = {0};
	json_quote(&mark, key);
	buf_put(&mark, ":\"");
	char *copy = mark.failed ? NULL : arena_copy(&crm->run, mark.text);
	buf_free(&mark);
	return copy;
}

enum status lights_live_open(struct light_live *live)
{
	const struct light_fields *profile = &live->rules->profile, *contacts = &live->rules->contacts;
	bool failed = false;
	for (int i = 0; i < profile->n; i++)
		failed = !(live->marks.profile[i] = mark_of(live->crm, profile->name[i])) || failed;
	for (int i = 0; i < contacts->n; i++) {
		/* The number itself, if it is one: not what was typed. */
		const char *key = strcmp(contacts->name[i], "phone") == 0 ? "_phone" : contacts->name[i];
		failed = !(live->marks.contacts[i] = mark_of(live->crm, key)) || failed;
	}
	return failed ? why_memory(&live->crm->why)
	              : work_line_new(&live->line, live->crm->calendar, live->crm->zone, &live->crm->why);
}

void lights_live_clear(struct light_live *live)
{
	if (live->slots)
		memset(live->slot, 0, live->slots * sizeof *live->slot);
	live->n = live->n_leads = 0;
	arena_reset(&live->names);
}

static int64_t marked_fields(char *const *marks, int n, const char *new)
{
	int64_t bits = 0;
	for (int i = 0; i < n; i++)
		bits |= (int64_t)(strstr(new, marks[i]) != NULL) << i;
	return bits;
}

/* The text of ${key}, whose mark is given, in live->scratch; *${text} is NULL if there is none. */
static enum status text_of(
    struct light_live *live, const char *new, const char *key, const char *mark, const char **text)
{
	const char *begin = strstr(new, mark);
	struct json json;
	*text = NULL;
	if (!begin)
		return CRM_OK;
	begin += strlen(mark);
	size_t length = strcspn(begin, "\"\\");
	if (begin[length] == '"') {
		*text = arena_text(&live->scratch, begin, length);
		return *text ? CRM_OK : why_memory(&live->crm->why);
	}
	if (json_parse(&json, new, &live->scratch) != 0)
		return json_why(&live->crm->why, &json, _("an event that created a lead cannot be read"));
	*text = json_get(&json, key);
	return CRM_OK;
}

static enum status check_email(struct light_live *live, struct light_row *row, const char *new, int field)
{
	char folded[256];
	const char *text;
	if (row->contacts >> field & 1)
		return CRM_OK;
	enum status status = text_of(live, new, "email", live->marks.contacts[field], &text);
	if (status != CRM_OK || !text)
		return status;
	email_fold(text, folded);
	bool erased = strcmp(text, ERASED_TEXT) == 0; /* there was one */
	row->contacts |= (int64_t)(folded[0] != '\0' || erased) << field;
	return CRM_OK;
}

/* What a row says of its client, but for the name. */
static enum status note_known(struct light_live *live, struct light_row *row, const char *new)
{
	const struct light_fields *contacts = &live->rules->contacts;
	enum status status = CRM_OK;
	row->profile |= marked_fields(live->marks.profile, live->rules->profile.n, new);
	for (int i = 0; i < contacts->n && status == CRM_OK; i++)
		if (strcmp(contacts->name[i], "email") == 0)
			status = check_email(live, row, new, i);
		else
			row->contacts |= (int64_t)(strstr(new, live->marks.contacts[i]) != NULL) << i;
	return status;
}

static enum status take_name(struct light_live *live, struct light_row *row, const char *new)
{
	const char *name;
	enum status status = text_of(live, new, "name", "\"name\":\"", &name);
	if (status != CRM_OK || !name)
		return status;
	row->name = arena_copy(&live->names, name);
	return row->name ? CRM_OK : why_memory(&live->crm->why);
}

static enum status note_lead(struct light_live *live, struct light_client *client, int64_t lead, const char *new)
{
	struct light_row *row = &client->row;
	const char *before = row->name;
	enum status status = note_known(live, row, new);
	if (status != CRM_OK || live->with_leads || (row->name && lead > client->name_lead))
		return status;
	status = take_name(live, row, new);
	if (row->name != before)
		client->name_lead = lead;
	return status;
}

static struct light_row *row_of(const struct light_live *live, int64_t client)
{
	size_t at = live->slots ? slot_of(live, client) : 0;
	return live->slots && live->slot[at] ? &live->client[live->slot[at] - 1].row : NULL;
}

enum status lights_live_put(struct light_live *live, int64_t client, int64_t root, const char *new)
{
	struct light_row *row = row_of(live, root);
	enum status status = row ? note_known(live, row, new) : CRM_OK;
	if (status == CRM_OK && row && !live->with_leads && (client == root || !row->name))
		status = take_name(live, row, new);
	arena_reset(&live->scratch);
	return status;
}

enum status lights_live_name(struct light_live *live, int64_t client, const char *name)
{
	struct light_row *row = row_of(live, client);
	if (!row || !name)
		return CRM_OK;
	row->name = arena_copy(&live->names, name);
	return row->name ? CRM_OK : why_memory(&live->crm->why);
}

static bool is_later(instant_t at, int64_t lead, instant_t than_at, int64_t than)
{
	return at > than_at || (at == than_at && lead > than);
}

static enum status keep_lead(struct light_live *live, const struct lead *lead)
{
	if (live->n_leads == live->leads_room) {
		int room = live->leads_room ? live->leads_room * 2 : FIRST_CLIENTS;
		struct light_lead *grown = realloc(live->lead, (size_t)room * sizeof *grown);
		if (!grown)
			return why_memory(&live->crm->why);
		live->lead = grown;
		live->leads_room = room;
	}
	live->lead[live->n_leads++] = (struct light_lead){.lead = *lead,
	    .row = {.client = lead->client,
	        .manager = lead->manager,
	        .interest = 1,
	        .late = LIGHT_NOT_LATE,
	        .next_task = INSTANT_MAX,
	        .lead = lead->lead}};
	return CRM_OK;
}

enum status lights_live_lead(struct light_live *live, const struct lead *lead, const char *new)
{
	struct light_client *client = client_of(live, lead->client);
	if (!client)
		return why_memory(&live->crm->why);
	struct light_row *row = &client->row;
	if (lead->last_touch > row->last_touch)
		row->last_touch = lead->last_touch;
	if (lead->state == LEAD_OPEN) {
		row->interest++;
		if (is_later(lead->created_at, lead->lead, client->lead_at, row->lead)) {
			row->lead = lead->lead;
			client->lead_at = lead->created_at;
		}
		if (lead->manager && (!client->owner_lead || is_later(lead->created_at, lead->lead, client->owner_at,
		                                                 client->owner_lead))) {
			row->manager = lead->manager;
			client->owner_lead = lead->lead;
			client->owner_at = lead->created_at;
		}
	}
	if (lead->state == LEAD_LOST && lead->lead > row->lost)
		row->lost = lead->lead;
	enum status status = note_lead(live, client, lead->lead, new ? new : "{}");
	arena_reset(&live->scratch);
	return status == CRM_OK && live->with_leads && lead->state == LEAD_OPEN ? keep_lead(live, lead) : status;
}

static int lead_order(const void *a, const void *b)
{
	const struct lead *x = &((const struct light_lead *)a)->lead, *y = &((const struct light_lead *)b)->lead;
	if (x->client != y->client)
		return x->client < y->client ? -1 : 1;
	return x->lead < y->lead ? -1 : x->lead > y->lead;
}

void lights_live_sort(struct light_live *live)
{
	if (live->n_leads)
		qsort(live->lead, (size_t)live->n_leads, sizeof *live->lead, lead_order);
}

static struct light_lead *find_lead(const struct light_live *live, int64_t client, int64_t lead)
{
	const struct light_lead key = {.lead = {.client = client, .lead = lead}};
	return bsearch(&key, live->lead, (size_t)live->n_leads, sizeof key, lead_order);
}

static void note_task(struct light_live *live, struct light_row *row, const struct past_task *task)
{
	if (!row->task) {
		row->task = task->task;
		row->due = task->due;
		if (task->due < live->at)
			row->late = work_line_between(live->line, task->due, live->at);
	}
	if (task->due >= live->at && row->next_task == INSTANT_MAX)
		row->next_task = task->due;
}

enum status lights_live_task(struct light_live *live, const struct past_task *task)
{
	struct light_client *client = client_of(live, task->client);
	if (!client)
		return why_memory(&live->crm->why);
	note_task(live, &client->row, task);
	if (!client->task_manager)
		client->task_manager = task->manager;
	if (!live->n_leads || !client->row.interest)
		return CRM_OK;
	struct light_lead *lead = find_lead(live, task->client, task->lead);
	if (!lead)
		lead = find_lead(live, task->client, client->row.lead);
	note_task(live, &lead->row, task);
	return CRM_OK;
}

void lights_live_free(struct light_live *live)
{
	free(live->client);
	free(live->lead);
	free(live->slot);
	work_line_free(live->line);
	wanted_free(&live->clients);
	arena_free(&live->scratch);
	arena_free(&live->names);
}
