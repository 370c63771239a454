#include "book/records/suppress.h"

#include <inttypes.h>

#include "base/core/buf.h"
#include "base/value/keyed.h"
#include "base/text/phone.h"

#include "book/records/suppress.sql.h"

enum status suppress_open(struct crm *crm, struct suppression *suppression)
{
	struct stmt *row;
	*suppression = (struct suppression){0};
	enum status status = db_ask_one(crm->db, sql_suppress_secret, NULL, &row);
	if (status == CRM_NONE)
		return why_set(&crm->why, CRM_INTERNAL, _("the base has no secret of its own: table secret is empty"));
	if (status != CRM_OK)
		return status;
	snprintf(suppression->secret, sizeof suppression->secret, "%s", db_text(row, 0));
	suppression->any = db_int(row, 1) != 0;
	db_done(row);
	return CRM_OK;
}

/* What a text stands for goes in first, so that a phone and an address are never the same. */
static void hash_keyed(const struct suppression *suppression, char kind, const char *text, char key[SUPPRESS_KEY])
{
	char said[300]; /* addresses end at 254 */
	int length = snprintf(said, sizeof said, "%c%s", kind, text);
	keyed_hash(
	    suppression->secret, said, length < (int)sizeof said ? (size_t)length : sizeof said - 1, key, SUPPRESS_KEY);
}

static void hash_number(const struct suppression *suppression, char kind, int64_t number, char key[SUPPRESS_KEY])
{
	char digits[24];
	snprintf(digits, sizeof digits, "%" PRId64, number);
	hash_keyed(suppression, kind, digits, key);
}

void suppress_phone(const struct suppression *suppression, int64_t phone, char key[SUPPRESS_KEY])
{
	hash_number(suppression, 'p', phone, key);
}

void suppress_inn(const struct suppression *suppression, int64_t inn, char key[SUPPRESS_KEY])
{
	hash_number(suppression, 'i', inn, key);
}

void suppress_email(const struct suppression *suppression, const char *email, char key[SUPPRESS_KEY])
{
	char box[256];
	email_box(email, box);
	hash_keyed(suppression, 'e', box, key);
}

enum status suppress_base(struct crm *crm, char key[SUPPRESS_KEY])
{
	static const struct suppression open_to_all = {.secret = "crm"};
	struct stmt *row;
	struct buf text = {0};
	enum status status = db_ask_one(crm->db, sql_suppress_first_batch, NULL, &row);
	if (status != CRM_OK)
		return status == CRM_NONE ? why_set(&crm->why, CRM_INTERNAL, _("the journal is empty")) : status;
	buf_format(
	    &text, "%s %s %s %lld", db_text(row, 0), db_text(row, 1), db_text(row, 2), (long long)db_int(row, 3));
	db_done(row);
	if (text.failed)
		return why_memory(&crm->why);
	hash_keyed(&open_to_all, 'b', text.text, key);
	buf_free(&text);
	return CRM_OK;
}

static enum status is_there(struct crm *crm, const char *key, bool *yes)
{
	int64_t found = 0;
	enum status status = db_number(crm->db, sql_suppressed, VALS(V_TEXT(key)), 0, &found);
	*yes = *yes || found != 0;
	return status;
}

enum status suppress_has(
    struct crm *crm, const struct suppression *suppression, const struct suppress_traits *traits, bool *yes)
{
	char key[SUPPRESS_KEY];
	enum status status = CRM_OK;
	*yes = false;
	if (!suppression->any)
		return CRM_OK;
	if (traits->phone) {
		suppress_phone(suppression, traits->phone, key);
		status = is_there(crm, key, yes);
	}
	if (status == CRM_OK && traits->email && *traits->email) {
		suppress_email(suppression, traits->email, key);
		status = is_there(crm, key, yes);
	}
	if (status == CRM_OK && traits->inn) {
		suppress_inn(suppression, traits->inn, key);
		status = is_there(crm, key, yes);
	}
	return status;
}
