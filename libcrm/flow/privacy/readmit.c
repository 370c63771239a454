#include "flow/privacy/readmit.h"

#include "base/text/json.h"
#include "base/text/name.h"
#include "base/text/phone.h"
#include "book/projection/record.h"
#include "book/records/suppress.h"
#include "flow/undo/undo_which.h"

#include "flow/privacy/readmit.sql.h"

#define NUMBER_DIGITS 9 /* longer ones are phones */

struct readmitting {
	struct crm *crm;
	struct readmission *out;
	int64_t number;         /* of a client, or 0 */
	char key[SUPPRESS_KEY]; /* of what he is called by else */
	bool erased, several;   /* somebody was found; more than one */
	struct buf keys;        /* all keys of who was found, between blanks */
	struct buf taken;       /* key:since, of those on the list */
};

static enum status key_of(struct readmitting *work)
{
	struct crm *crm = work->crm;
	const char *word = work->out->word;
	struct suppression suppression;
	char email[256];
	enum status status = suppress_open(crm, &suppression);
	int64_t phone = phone_parse(word, crm->country).e164, inn = inn_parse(word);
	email_fold(word, email);
	work->number = strlen(word) <= NUMBER_DIGITS ? undo_which_number(word) : 0;
	if (status != CRM_OK || work->number)
		return status;
	if (*email)
		suppress_email(&suppression, email, work->key);
	else if (inn)
		suppress_inn(&suppression, inn, work->key);
	else if (phone)
		suppress_phone(&suppression, phone, work->key);
	else
		return why_set(&crm->why, CRM_DATA,
		    _("«%.100s» is neither the number of a client nor a phone, an address or a tax number"), word);
	return CRM_OK;
}

static bool is_meant(const struct readmitting *work, int64_t client, const char *keys)
{
	return work->number ? client == work->number : keys && strstr(keys, work->key);
}

static enum status look_at(struct readmitting *work, int64_t client, const char *document, struct arena *arena)
{
	struct json json;
	if (json_parse(&json, document, arena) != 0)
		return why_memory(&work->crm->why);
	const char *keys = json_get(&json, "keys");
	if (!is_meant(work, client, keys))
		return CRM_OK;
	work->several = work->several || (work->erased && work->out->client != client);
	work->erased = true;
	work->out->client = client;
	buf_format(&work->keys, "%s ", keys ? keys : "");
	return work->keys.failed ? why_memory(&work->crm->why) : CRM_OK;
}

static enum status find_erased(struct readmitting *work)
{
	struct arena arena = {0};
	struct stmt *row;
	enum status status = db_ask(work->crm->db, sql_readmit_erasings, VALS(V_INT(EV_PERSON_ERASED)), &row);
	while (status == CRM_OK && (status = db_next(row)) == CRM_OK) {
		status = look_at(work, db_int(row, 0), db_text(row, 1), &arena);
		if (status != CRM_OK)
			db_done(row);
		arena_reset(&arena);
	}
	arena_free(&arena);
	if (status == CRM_NONE && !work->erased)
		return why_set(
		    &work->crm->why, CRM_DATA, _("nobody who was erased is known by «%.100s»"), work->out->word);
	if (work->several) { /* husband and wife: one consent is not the other's */
		work->out->client = 0;
		buf_clear(&work->keys);
		buf_put(&work->keys, work->key);
	}
	return status == CRM_NONE ? CRM_OK : status;
}

static enum status take_key(struct readmitting *work, const char *key)
{
	int64_t since = 0;
	enum status status = db_number(work->crm->db, sql_readmit_since, VALS(V_TEXT(key)), INSTANT_MAX, &since);
	bool listed = status == CRM_OK && since != INSTANT_MAX;
	if (!listed || (work->taken.length && strstr(work->taken.text, key)))
		return status;
	buf_format(&work->taken, "%s%s:%lld", work->taken.length ? " " : "", key, (long long)since);
	work->out->keys++;
	return work->taken.failed ? why_memory(&work->crm->why) : CRM_OK;
}

static enum status take_keys(struct readmitting *work)
{
	enum status status = CRM_OK;
	char *rest = work->keys.text, *key;
	while (status == CRM_OK && rest && (key = strsep(&rest, " ")) != NULL)
		if (*key)
			status = take_key(work, key);
	return status == CRM_OK && !work->taken.length ? CRM_NONE : status;
}

static enum status record_it(struct readmitting *work)
{
	struct crm *crm = work->crm;
	struct buf new = {0};
	json_open(&new);
	json_text(&new, "proof", work->out->proof);
	json_text(&new, "keys", work->taken.text);
	json_close(&new);
	struct event event = {
	    .kind = EV_PERSON_READMITTED, .client = work->out->client, .occurred_at = crm->now, .new = new.text};
	enum status status = new.failed ? why_memory(&crm->why) : record(crm, &event);
	work->out->event = event.event;
	buf_free(&new);
	return status;
}

enum status readmit(struct crm *crm, struct readmission *readmission)
{
	struct readmitting work = {.crm = crm, .out = readmission};
	enum status status = key_of(&work);
	if (status == CRM_OK)
		status = find_erased(&work);
	if (status == CRM_OK)
		status = take_keys(&work);
	if (status == CRM_OK)
		status = record_it(&work);
	buf_free(&work.keys);
	buf_free(&work.taken);
	return status;
}
