#include "book/records/fingerprint.h"

#include "base/core/hash.h"
#include "base/text/json.h"
#include "book/records/erased.h"

#include "book/records/fingerprint.sql.h"

/* What a number stands for is mixed in first. These constants are in every database: they never change. */
#define SEED_EXT UINT64_C(0x6578746964303031)
#define SEED_SOURCE UINT64_C(0x736f757263653031)
#define SEED_NAMED UINT64_C(0x6e616d6564303031)
#define SEED_PERSON UINT64_C(0x706572736f6e3031)
#define SEED_ANY_SOURCE UINT64_C(0x616e79736f757263)

int64_t fingerprint_ext(const char *ext_id, const char *source)
{
	uint64_t state = hash_bytes(SEED_EXT, ext_id, strlen(ext_id));
	if (!source)
		return hash_positive(hash_mix(state ^ SEED_ANY_SOURCE));
	return hash_positive(hash_bytes(state ^ SEED_SOURCE, source, strlen(source)));
}

int64_t fingerprint_named(char kind, const char *point, const char *name_key)
{
	uint64_t state = hash_bytes(SEED_NAMED ^ (uint64_t)(unsigned char)kind, point, strlen(point));
	int64_t key = hash_positive(hash_bytes(state, name_key, strlen(name_key)));
	return key + (key == 0);
}

static int number_of(const char *digits, int n)
{
	int number = 0;
	for (; n > 0; n--, digits++) {
		if (*digits < '0' || *digits > '9')
			return -1;
		number = number * 10 + (*digits - '0');
	}
	return number;
}

/* 2026-11-23… or 23.11.2026… as a number that grows with the date; 0 for anything else. Below 2^20 until the year
   2818. */
static int64_t date_of(const char *text, size_t length)
{
	static const char key[] = "{\"at\":\"";
	const char *at = text + sizeof key - 1;
	int year, month, day;
	if (length < sizeof key + 10 || memcmp(text, key, sizeof key - 1) != 0)
		return 0;
	if (at[4] == '-' && at[7] == '-') {
		year = number_of(at, 4);
		month = number_of(at + 5, 2);
		day = number_of(at + 8, 2);
	} else {
		day = number_of(at, 2);
		month = number_of(at + 3, 2);
		year = number_of(at + 6, 4);
	}
	if (year < 0 || year > 2800 || month < 0 || month > 12 || day < 0 || day > 31)
		return 0;
	return ((int64_t)year * 12 + month) * 31 + day;
}

int64_t fingerprint_document(const char *document, size_t length)
{
	int64_t date = date_of(document, length), low = (INT64_C(1) << 43) - 1;
	int64_t hashed = hash_positive(hash_bytes(HASH_SEED_TEXT, document, length)) & low;
	return date << 43 | (hashed ? hashed : 1);
}

/* Keys of the intake begin with `_`, and inside a value a quote is escaped: ,"_ stands only before them. */
size_t fingerprint_row_length(const char *document)
{
	const char *added = strstr(document, ",\"_");
	return added ? (size_t)(added - document) : strlen(document) - 1;
}

int64_t fingerprint_of_put(const char *new, struct arena *arena)
{
	struct json json;
	if (json_parse(&json, new, arena) != 0)
		return -1;
	if (json_get(&json, ERASED_SEEN) != NULL)
		return json_get_int(&json, ERASED_SEEN, 0);
	const char *ext_id = json_get(&json, "ext_id"), *source = json_get(&json, "source");
	if (ext_id == NULL)
		return hash_positive(hash_bytes(SEED_PERSON, new, fingerprint_row_length(new)));
	uint64_t state = hash_bytes(SEED_PERSON ^ SEED_EXT, ext_id, strlen(ext_id));
	return hash_positive(
	    source != NULL ? hash_bytes(state ^ SEED_SOURCE, source, strlen(source)) : hash_mix(state));
}

enum status fingerprint_lead(struct crm *crm, int64_t hashed, int64_t *lead, int64_t *event)
{
	struct stmt *stmt;
	enum status status = db_ask_one(crm->db, sql_seen, VALS(V_INT(hashed)), &stmt);
	if (status != CRM_OK)
		return status;
	*lead = db_int(stmt, 0);
	*event = db_int(stmt, 1);
	db_done(stmt);
	return CRM_OK;
}
