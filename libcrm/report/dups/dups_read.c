/* Everybody, and what his records say. */
#include "base/text/casefold.h"
#include "base/text/json.h"
#include "base/text/name.h"
#include "base/text/phone.h"
#include "book/history/history.h"
#include "book/records/identity_key.h"
#include "report/dups/dups.sql.h"
#include "report/dups/dups_private.h"
#include "report/kit/scan.h"

bool dups_grow(void *list, size_t n, size_t *room, size_t size)
{
	void **items = list, *grown;
	if (n < *room)
		return true;
	grown = realloc(*items, (*room ? 2 * *room : 1024) * size);
	if (!grown)
		return false;
	*items = grown;
	*room = *room ? 2 * *room : 1024;
	return true;
}

int64_t dups_place(const struct dups *dups, int64_t client)
{
	int64_t from = 0, to = dups->n_clients;
	while (from < to) {
		int64_t middle = (from + to) / 2;
		if (dups->client[middle].client < client)
			from = middle + 1;
		else
			to = middle;
	}
	return from < dups->n_clients && dups->client[from].client == client ? from : -1;
}

uint64_t dups_hash(const char *text, size_t length)
{
	uint64_t hash = UINT64_C(0xcbf29ce484222325);
	for (size_t i = 0; i < length; i++)
		hash = (hash ^ (unsigned char)text[i]) * UINT64_C(0x100000001b3);
	return hash;
}

/* A name of one word is what many are called, but for an organisation's. */
static enum status learn_name(struct dups *dups, const char *name, struct known_name *known)
{
	struct buf key = {0}, organisation = {0};
	*known = (struct known_name){.name = arena_copy(&dups->text, name)};
	if (dups->levels[DUP_REVIEW]) {
		name_key_put(&key, name);
		(void)organisation_sound_put(&organisation, name);
	}
	bool words = key.length && strchr(key.text, ' ');
	if (words)
		known->key = arena_text(&dups->text, key.text, key.length);
	if (organisation.length)
		known->organisation = arena_text(&dups->text, organisation.text, organisation.length);
	bool kept = known->name && !key.failed && !organisation.failed && (known->key || !words) &&
	            (known->organisation || !organisation.length);
	buf_free(&key);
	buf_free(&organisation);
	return kept ? CRM_OK : why_memory(&dups->crm->why);
}

static enum status take_name(struct dups *dups, struct dup_client *client, const char *name)
{
	if (!name)
		return CRM_OK;
	if (!dups->known && !(dups->known = calloc(KNOWN_NAMES, sizeof *dups->known)))
		return why_memory(&dups->crm->why);
	struct known_name *known = &dups->known[dups_hash(name, strlen(name)) % KNOWN_NAMES];
	enum status status = CRM_OK;
	if (!known->name || strcmp(known->name, name) != 0)
		status = learn_name(dups, name, known);
	client->name = known->name;
	client->key = known->key;
	client->organisation = known->organisation;
	return status;
}

static enum status take_client(void *arg, struct stmt *row)
{
	struct dups *dups = arg;
	if (!dups_grow(&dups->client, dups->n_clients, &dups->clients_room, sizeof *dups->client))
		return why_memory(&dups->crm->why);
	struct dup_client *client = &dups->client[dups->n_clients];
	*client = (struct dup_client){.client = db_int(row, 0), .group = dups->n_clients++};
	return take_name(dups, client, db_text(row, 1));
}

static bool add_point(struct dups *dups, uint32_t client, char kind, uint64_t hash, const char *said)
{
	if (!dups_grow(&dups->point, dups->n_points, &dups->points_room, sizeof *dups->point))
		return false;
	const char *kept = arena_copy(&dups->text, said);
	dups->point[dups->n_points++] = (struct dup_point){.hash = hash, .said = kept, .client = client, .kind = kind};
	return kept || !said;
}

static bool add_email(struct dups *dups, uint32_t client, const char *address)
{
	return add_point(dups, client, IDENTITY_EMAIL, dups_hash(address, strlen(address)), address);
}

#define TAIL_DIGITS 10
#define TAIL UINT64_C(10000000000)

/* The last ten digits of a phone of which it is unclear whose it is. */
static bool add_tail(struct dups *dups, uint32_t client, const char *text)
{
	char digits[24];
	uint64_t tail = 0;
	int n = 0;
	for (const char *c = text; *c && n < 20; c++)
		if (*c >= '0' && *c <= '9')
			digits[n++] = *c;
	if (n < TAIL_DIGITS || n > 18)
		return true;
	for (int i = n - TAIL_DIGITS; i < n; i++)
		tail = tail * 10 + (uint64_t)(digits[i] - '0');
	return add_point(dups, client, 'u', tail, NULL);
}

static int by_number(const void *a, const void *b)
{
	uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;
	return (x > y) - (x < y);
}

/* Clear phones are looked at by their end only where an unclear one has the same. */
static enum status add_clear_tails(struct dups *dups)
{
	uint64_t *tail = NULL;
	size_t n = 0, room = 0;
	bool kept = true;
	for (uint32_t i = 0; i < dups->n_points && kept; i++)
		if (dups->point[i].kind == 'u' && (kept = dups_grow(&tail, n, &room, sizeof *tail)))
			tail[n++] = dups->point[i].hash;
	if (n > 0)
		qsort(tail, n, sizeof *tail, by_number);
	for (uint32_t i = 0, all = dups->n_points; i < all && n > 0 && kept; i++) {
		const struct dup_point point = dups->point[i];
		uint64_t end = point.hash % TAIL;
		if (point.tails == 0 || point.hash < TAIL / 10 || !bsearch(&end, tail, n, sizeof *tail, by_number))
			continue;
		for (int k = 0; k < point.tails && kept; k++)
			kept = add_point(dups, point.client, 't', end, NULL);
	}
	free(tail);
	return kept ? CRM_OK : why_memory(&dups->crm->why);
}

static bool is_key(const char *key, const char *name)
{
	size_t length = strlen(name);
	return strncmp(key, name, length) == 0 && (key[length] == '\0' || key[length] == ' ');
}

/* ${kept}: what the intake took, which is a point already at ${place}. */
static bool take_phone(struct dups *dups, uint32_t client, const char *text, int64_t kept, uint32_t place)
{
	int64_t number = phone_parse(text, dups->crm->country).e164;
	if (!number)
		return !dups->levels[DUP_PROBABLE] || add_tail(dups, client, text);
	if (number != kept) {
		place = dups->n_points;
		if (!add_point(dups, client, IDENTITY_PHONE, (uint64_t)number, NULL))
			return false;
	}
	dups->point[place].tails += dups->point[place].tails < UINT16_MAX;
	return true;
}

static bool take_email(struct dups *dups, uint32_t client, const char *text)
{
	char folded[256];
	email_fold(text, folded);
	return !*folded || add_email(dups, client, folded);
}

/* A record: what the intake made of it, and more phones and addresses than one. */
static bool take_points(struct dups *dups, uint32_t client, const struct json *json)
{
	int64_t phone = json_get_int(json, "_phone", 0), inn = json_get_int(json, "_inn", 0);
	const char *box = json_get(json, "_email");
	uint32_t place = dups->n_points;
	bool kept = (!phone || add_point(dups, client, IDENTITY_PHONE, (uint64_t)phone, json_get(json, "_ext"))) &&
	            (!inn || add_point(dups, client, IDENTITY_INN, (uint64_t)inn, NULL)) &&
	            (!box || add_email(dups, client, box));
	for (int i = 0; i < json->n && kept; i++) {
		const struct json_field *field = &json->field[i];
		if (is_key(field->key, "phone"))
			kept = take_phone(dups, client, field->value, phone, place);
		else if (is_key(field->key, "email"))
			kept = take_email(dups, client, field->value);
	}
	return kept;
}

/* A number for the city, 0 without one. False without memory. */
static bool take_city(const struct json *json, uint32_t *number)
{
	struct buf folded = {0};
	const char *city = json_get(json, "city");
	if (city)
		casefold_put(&folded, city);
	*number = folded.length ? (uint32_t)(dups_hash(folded.text, folded.length) >> 32) | 1 : 0;
	bool kept = !folded.failed;
	buf_free(&folded);
	return kept;
}

/* Leads come by number, and most are the first of their client. */
static int64_t place_of_lead(struct dups *dups, int64_t client)
{
	int64_t next = dups->next;
	int64_t place = next < dups->n_clients && dups->client[next].client == client ? next : dups_place(dups, client);
	if (place >= next)
		dups->next = place + 1;
	return place;
}

static enum status take_lead(void *arg, struct stmt *row)
{
	struct dups *dups = arg;
	struct crm *crm = dups->crm;
	struct json json;
	uint32_t city;
	int64_t place = place_of_lead(dups, db_int(row, 0));
	if (place < 0)
		return CRM_OK;
	struct dup_client *client = &dups->client[place];
	day_t day = zone_day(crm->zone, db_int(row, 1));
	arena_reset(&dups->row);
	if (json_parse(&json, db_text(row, 5), &dups->row) != 0 || !take_points(dups, (uint32_t)place, &json) ||
	    !take_city(&json, &city) || !dups_grow(&dups->lead, dups->n_leads, &dups->leads_room, sizeof *dups->lead))
		return why_memory(&crm->why);
	dups->lead[dups->n_leads++] = (struct dup_lead){.client = (uint32_t)place,
	    .day = day,
	    .source = (int32_t)db_int(row, 2),
	    .project = (int32_t)db_int(row, 3),
	    .city = city};
	client->n_leads++;
	client->wanted |= query_takes(crm, dups->query, db_int(row, 4));
	client->in_period |=
	    !dups->query->has_period || (day >= dups->query->period.from && day < dups->query->period.to);
	return CRM_OK;
}

static enum status take_put(void *arg, struct stmt *row)
{
	struct dups *dups = arg;
	struct crm *crm = dups->crm;
	struct json json;
	bool counts = true;
	int64_t place = dups_place(dups, db_int(row, 0));
	enum status status = history_event_counts(crm, db_int(row, 1), HISTORY_END, &counts, NULL);
	if (status != CRM_OK || place < 0 || !counts)
		return status;
	struct dup_client *client = &dups->client[place];
	client->wanted |= query_takes(crm, dups->query, 0);
	client->in_period |= !dups->query->has_period;
	arena_reset(&dups->row);
	if (json_parse(&json, db_text(row, 2), &dups->row) != 0 || !take_points(dups, (uint32_t)place, &json))
		return why_memory(&crm->why);
	return CRM_OK;
}

static enum status take_refused(void *arg, struct stmt *row)
{
	struct dups *dups = arg;
	int64_t a = db_int(row, 0), b = db_int(row, 1);
	if (!dups_grow(&dups->refused, dups->n_refused, &dups->refused_room, sizeof *dups->refused))
		return why_memory(&dups->crm->why);
	dups->refused[dups->n_refused++] = a < b ? (struct dup_refused){a, b} : (struct dup_refused){b, a};
	return CRM_OK;
}

static int by_pair(const void *a, const void *b)
{
	const struct dup_refused *x = a, *y = b;
	return x->a != y->a ? (x->a > y->a) - (x->a < y->a) : (x->b > y->b) - (x->b < y->b);
}

bool dups_refused(const struct dups *dups, uint32_t a, uint32_t b)
{
	int64_t x = dups->client[a].client, y = dups->client[b].client;
	const struct dup_refused pair = x < y ? (struct dup_refused){x, y} : (struct dup_refused){y, x};
	return dups->n_refused && bsearch(&pair, dups->refused, dups->n_refused, sizeof pair, by_pair);
}

static int by_client(const void *a, const void *b)
{
	const struct dup_lead *x = a, *y = b;
	return x->client != y->client ? (x->client > y->client) - (x->client < y->client)
	                              : (x->day > y->day) - (x->day < y->day);
}

enum status dups_read(struct dups *dups)
{
	enum status status = scan_rows(dups->crm, sql_dups_clients, NULL, take_client, dups);
	if (status == CRM_OK)
		status = scan_rows(dups->crm, sql_dups_leads, NULL, take_lead, dups);
	if (status == CRM_OK)
		status = scan_rows(dups->crm, sql_dups_puts, VALS(V_INT(EV_CLIENT_PUT)), take_put, dups);
	if (status == CRM_OK)
		status = add_clear_tails(dups);
	if (status == CRM_OK)
		status = scan_rows(dups->crm, sql_dups_refused, NULL, take_refused, dups);
	if (dups->n_refused)
		qsort(dups->refused, dups->n_refused, sizeof *dups->refused, by_pair);
	if (status == CRM_OK && dups->n_leads)
		qsort(dups->lead, dups->n_leads, sizeof *dups->lead, by_client);
	for (uint32_t i = 0; i < dups->n_leads && status == CRM_OK; i++)
		if (i == 0 || dups->lead[i].client != dups->lead[i - 1].client)
			dups->client[dups->lead[i].client].lead = i;
	return status;
}
