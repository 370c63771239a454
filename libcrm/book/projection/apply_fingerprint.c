#include "base/text/casefold.h"
#include "base/text/json.h"
#include "book/projection/apply_private.h"
#include "book/records/erased.h"
#include "book/records/fingerprint.h"

#include "book/projection/apply_fingerprint.sql.h"

int fingerprint_of_created(const char *created_new, struct arena *arena, int64_t hashes[2])
{
	struct json json;
	if (json_parse(&json, created_new, arena) != 0)
		return -1;
	if (json_get(&json, ERASED_SEEN) != NULL) {
		hashes[0] = json_get_int(&json, ERASED_SEEN, 0);
		hashes[1] = json_get_int(&json, ERASED_SEEN_ANY, 0);
		return hashes[1] != 0 ? 2 : 1;
	}
	const char *ext_id = json_get(&json, "ext_id"), *source = json_get(&json, "source");
	if (ext_id == NULL) {
		hashes[0] = fingerprint_document(created_new, fingerprint_row_length(created_new));
		return 1;
	}
	struct buf folded = {0};
	casefold_put(&folded, source != NULL ? source : "");
	bool failed = folded.failed;
	hashes[0] = fingerprint_ext(ext_id, folded.text != NULL ? folded.text : "");
	hashes[1] = fingerprint_ext(ext_id, NULL);
	buf_free(&folded);
	return failed ? -1 : 2;
}

static enum status hashes_of(struct crm *crm, const struct lead_folded *folded, int *n, int64_t hashes[2])
{
	struct arena arena = {0};
	*n = fingerprint_of_created(folded->created_new, &arena, hashes);
	arena_free(&arena);
	return *n < 0 ? why_set(&crm->why, CRM_INTERNAL, _("event %lld does not parse, or there is no memory"),
	                    (long long)folded->lead.event)
	              : CRM_OK;
}

struct owners {
	int n;
	int64_t lead, event; /* the first */
};

static enum status ask_owner(struct crm *crm, int64_t hash, struct owners *owners)
{
	int64_t lead, event;
	enum status status = fingerprint_lead(crm, hash, &lead, &event);
	if (status != CRM_OK)
		return status == CRM_NONE ? CRM_OK : status;
	if (owners->n > 0 && owners->lead == lead)
		return CRM_OK; /* two spellings of one source */
	if (owners->n++ == 0 || event < owners->event) {
		owners->lead = lead;
		owners->event = event;
	}
	return CRM_OK;
}

/* Who has this ext_id is found by asking for every source there is. */
static enum status any_again(struct crm *crm, const char *ext_id)
{
	struct owners owners = {0};
	struct buf folded = {0};
	int64_t any = fingerprint_ext(ext_id, NULL);
	enum status status = ask_owner(crm, fingerprint_ext(ext_id, ""), &owners);
	for (int64_t id = 1; status == CRM_OK; id++) {
		const char *source = dict_word(crm, DICT_SOURCE, id);
		if (*source == '\0')
			break;
		buf_clear(&folded);
		casefold_put(&folded, source);
		status = folded.failed ? why_memory(&crm->why)
		                       : ask_owner(crm, fingerprint_ext(ext_id, folded.text), &owners);
	}
	buf_free(&folded);
	if (status != CRM_OK)
		return status;
	if (owners.n == 0)
		return db_run(crm->db, sql_fingerprint_delete, VALS(V_INT(any)));
	return db_run(crm->db, sql_fingerprint_put,
	    VALS(V_INT(any), V_INT(owners.n == 1 ? owners.lead : FINGERPRINT_SEVERAL), V_INT(owners.event)));
}

static enum status ext_again(struct crm *crm, const struct lead_folded *folded)
{
	struct arena arena = {0};
	struct json json;
	enum status status = CRM_INTERNAL;
	if (json_parse(&json, folded->created_new, &arena) == 0)
		status = any_again(crm, json_get(&json, "ext_id"));
	arena_free(&arena);
	return status;
}

enum status apply_fingerprint_join(struct crm *crm, const struct lead_folded *folded, bool again)
{
	const struct lead *lead = &folded->lead;
	int64_t hash[2];
	int n;
	enum status status = hashes_of(crm, folded, &n, hash);
	if (status == CRM_OK)
		status =
		    db_run(crm->db, sql_fingerprint_add, VALS(V_INT(hash[0]), V_INT(lead->lead), V_INT(lead->event)));
	if (status != CRM_OK || n < 2)
		return status;
	if (again)
		return ext_again(crm, folded);
	return db_run(crm->db, sql_fingerprint_add_any, VALS(V_INT(hash[1]), V_INT(lead->lead), V_INT(lead->event)));
}

enum status apply_fingerprint_leave(struct crm *crm, const struct lead_folded *folded)
{
	const struct lead *lead = &folded->lead;
	int64_t hash[2], named = 0, event;
	int n;
	enum status status = hashes_of(crm, folded, &n, hash);
	if (status == CRM_OK)
		status = db_run(crm->db, sql_fingerprint_delete_own, VALS(V_INT(hash[0]), V_INT(lead->event)));
	if (status != CRM_OK || n < 2)
		return status;
	status = fingerprint_lead(crm, hash[1], &named, &event);
	if (status == CRM_NONE)
		return CRM_OK;
	if (status == CRM_OK && named == lead->lead)
		return db_run(crm->db, sql_fingerprint_delete, VALS(V_INT(hash[1])));
	return status == CRM_OK ? ext_again(crm, folded) : status;
}
