#include "book/known/known_private.h"

#include <stdlib.h>

#include "base/core/hash.h"
#include "book/records/fingerprint.h"

#define MANY 1000 /* fewer rows are no load */
#define AT_ONCE 64
#define MOST_BYTES ((size_t)160 << 20) /* the keys of more than a million rows */

static const struct known_table empty[KNOWN_TABLES] = {[KNOWN_PHONES] = {.size = sizeof(struct kept_point)},
    [KNOWN_EMAILS] = {.size = sizeof(struct kept_point), .texts = true},
    [KNOWN_INNS] = {.size = sizeof(struct kept_point)},
    [KNOWN_ROWS] = {.size = sizeof(struct kept_row)},
    [KNOWN_TOUCHES] = {.size = sizeof(struct kept_touch)}};

static enum status open_known(struct crm *crm)
{
	if (crm->known)
		return CRM_OK;
	crm->known = calloc(1, sizeof *crm->known);
	if (!crm->known)
		return why_memory(&crm->why);
	memcpy(crm->known->table, empty, sizeof empty);
	return CRM_OK;
}

static uint64_t hash_of(const struct known_table *table, union known_key key)
{
	return table->texts ? hash_bytes(HASH_SEED_TEXT, key.text, strlen(key.text)) : hash_mix((uint64_t)key.number);
}

static bool same_key(const struct known_table *table, const union known_key *a, union known_key b)
{
	return table->texts ? strcmp(a->text, b.text) == 0 : a->number == b.number;
}

/* The slot of the key, or the free one where it would be. */
static struct known_slot *slot_of(const struct known_table *table, union known_key key, uint64_t hash)
{
	uint32_t tag = (uint32_t)(hash >> 32);
	for (size_t i = (size_t)hash;; i++) {
		struct known_slot *slot = &table->slot[i & (table->slots - 1)];
		if (!slot->place || (slot->tag == tag && same_key(table, known_entry(table, slot->place - 1), key)))
			return slot;
	}
}

/* Slots lie far apart: they are sent for some time before they are looked into. */
static void send_for(const struct known_table *table, uint64_t hash)
{
	__builtin_prefetch(&table->slot[(size_t)hash & (table->slots - 1)]);
}

/* entry + 1; 0: none */
static uint32_t find(const struct known_table *table, union known_key key, uint64_t hash)
{
	return table->indexed ? slot_of(table, key, hash)->place : 0;
}

static void index_entries(struct known_table *table)
{
	uint64_t hash[AT_ONCE];
	while (table->indexed < table->n) {
		size_t n = table->n - table->indexed < AT_ONCE ? table->n - table->indexed : AT_ONCE;
		for (size_t i = 0; i < n; i++) {
			hash[i] = hash_of(table, *(union known_key *)known_entry(table, table->indexed + i));
			send_for(table, hash[i]);
		}
		for (size_t i = 0; i < n; i++, table->indexed++)
			*slot_of(table, *(union known_key *)known_entry(table, table->indexed), hash[i]) =
			    (struct known_slot){(uint32_t)(hash[i] >> 32), (uint32_t)table->indexed + 1};
	}
}

static bool index_table(struct known_table *table)
{
	size_t slots = table->slots ? table->slots : 64;
	while (table->n * 4 > slots * 3)
		slots *= 2;
	if (table->indexed == table->n)
		return true;
	if (slots > table->slots) {
		free(table->slot);
		table->slot = calloc(slots, sizeof *table->slot);
		table->slots = table->slot ? slots : 0;
		table->indexed = 0;
	}
	if (!table->slot)
		return false;
	index_entries(table);
	return true;
}

enum status known_index(struct crm *crm)
{
	for (int i = 0; crm->known && i < KNOWN_TABLES; i++)
		if (!index_table(&crm->known->table[i]))
			return why_memory(&crm->why);
	return CRM_OK;
}

/* NULL without memory. */
static void *add_entry(struct known_table *table, union known_key key)
{
	if (table->n == table->room) {
		size_t room = table->room ? table->room * 2 : 64;
		char *entry = room < UINT32_MAX ? realloc(table->entry, room * table->size) : NULL;
		if (!entry)
			return NULL;
		table->entry = entry;
		table->room = room;
	}
	union known_key *entry = known_entry(table, table->n++);
	*entry = key;
	return entry;
}

/* The entry of a number, found or, then ${made}, with nothing but its key. NULL without memory. */
static void *get_entry(struct known_table *table, int64_t number, bool *made)
{
	const union known_key key = {.number = number};
	*made = false;
	if (!index_table(table))
		return NULL;
	uint32_t place = find(table, key, hash_of(table, key));
	*made = !place;
	return place ? known_entry(table, place - 1) : add_entry(table, key);
}

static int table_of(const struct identity_key *key)
{
	return key->kind == IDENTITY_PHONE ? KNOWN_PHONES : key->kind == IDENTITY_EMAIL ? KNOWN_EMAILS : KNOWN_INNS;
}

static union known_key key_of(const struct identity_key *key)
{
	union known_key own = {.number = key->number};
	if (key->kind == IDENTITY_EMAIL)
		own.text = key->text;
	return own;
}

uint64_t known_send_for(const struct crm *crm, const struct identity_key *key)
{
	const struct known_table *table = crm->known ? &crm->known->table[table_of(key)] : NULL;
	if (!table || !table->indexed)
		return 0;
	uint64_t hash = hash_of(table, key_of(key));
	send_for(table, hash);
	return hash;
}

uint32_t known_point(
    const struct crm *crm, const struct identity_key *key, uint64_t sent_for, struct known_point *point)
{
	const struct known_table *table = crm->known ? &crm->known->table[table_of(key)] : NULL;
	uint32_t place = table ? find(table, key_of(key), sent_for) : 0;
	if (place)
		*point = ((struct kept_point *)known_entry(table, place - 1))->is;
	return place;
}

void known_send_for_row(const struct crm *crm, int64_t hash)
{
	const struct known_table *table = crm->known ? &crm->known->table[KNOWN_ROWS] : NULL;
	if (table && table->indexed)
		send_for(table, hash_mix((uint64_t)hash));
}

bool known_row(const struct crm *crm, int64_t hash, int64_t *lead, int64_t *event)
{
	const struct known_table *table = crm->known ? &crm->known->table[KNOWN_ROWS] : NULL;
	uint32_t place = table ? find(table, (union known_key){.number = hash}, hash_mix((uint64_t)hash)) : 0;
	if (!place)
		return false;
	const struct kept_row *kept = known_entry(table, place - 1);
	*lead = kept->lead;
	*event = kept->event;
	return true;
}

enum status known_put_point(
    struct crm *crm, uint32_t place, const struct identity_key *key, const struct known_point *point)
{
	enum status status = open_known(crm);
	if (status != CRM_OK)
		return status;
	struct known_table *table = &crm->known->table[table_of(key)];
	union known_key own = key_of(key);
	if (!place && table->texts) {
		size_t length = strlen(key->text);
		own.text = arena_text(&crm->known->texts, key->text, length);
		crm->known->text_bytes += length + 1;
		if (!own.text)
			return why_memory(&crm->why);
	}
	struct kept_point *kept = place ? known_entry(table, place - 1) : add_entry(table, own);
	if (!kept)
		return why_memory(&crm->why);
	kept->is = *point;
	return CRM_OK;
}

enum status known_put_row(struct crm *crm, int64_t hash, int64_t lead, int64_t event)
{
	enum status status = open_known(crm);
	if (status != CRM_OK)
		return status;
	struct kept_row *kept = add_entry(&crm->known->table[KNOWN_ROWS], (union known_key){.number = hash});
	if (!kept)
		return why_memory(&crm->why);
	kept->lead = lead;
	kept->event = event;
	return CRM_OK;
}

enum status known_blur_row(struct crm *crm, int64_t hash)
{
	bool made;
	enum status status = open_known(crm);
	if (status != CRM_OK)
		return status;
	struct kept_row *kept = get_entry(&crm->known->table[KNOWN_ROWS], hash, &made);
	if (!kept)
		return why_memory(&crm->why);
	kept->lead = FINGERPRINT_SEVERAL;
	if (made)
		kept->event = 0;
	return CRM_OK;
}

enum status known_put_touch(struct crm *crm, int64_t lead, instant_t at)
{
	bool made;
	enum status status = open_known(crm);
	if (status != CRM_OK)
		return status;
	struct kept_touch *kept = get_entry(&crm->known->table[KNOWN_TOUCHES], lead, &made);
	if (!kept)
		return why_memory(&crm->why);
	if (made || kept->at < at)
		kept->at = at;
	return CRM_OK;
}

static size_t bytes_of(const struct known *known)
{
	size_t bytes = known->text_bytes;
	for (int i = 0; i < KNOWN_TABLES; i++)
		bytes += known->table[i].n * known->table[i].size + known->table[i].slots * sizeof(struct known_slot);
	return bytes;
}

enum status known_settle(struct crm *crm, int rows)
{
	bool stays = rows >= MANY && crm->known && bytes_of(crm->known) < MOST_BYTES;
	return stays ? CRM_OK : known_flush(crm);
}

enum status known_flush(struct crm *crm)
{
	enum status status = crm->known ? known_store(crm, crm->known) : CRM_OK;
	known_clear(crm);
	return status;
}

void known_clear(struct crm *crm)
{
	if (!crm->known)
		return;
	for (int i = 0; i < KNOWN_TABLES; i++) {
		free(crm->known->table[i].entry);
		free(crm->known->table[i].slot);
	}
	arena_free(&crm->known->texts);
	free(crm->known);
	crm->known = NULL;
}
