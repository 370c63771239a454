/*
 * Phones, addresses and tax numbers: whose they are, and on how many records each stands.
 *
 * A point is that of the first client who has it. When the record by which it is his is taken back it stays his by his
 * next one that has it, or is nobody's while others have it: then it is whose next record has it. So taking back
 * restores what was. One that stands on intake.shared_limit records when another comes is shared: then the name counts
 * too, and the pair of both is kept for the client it came to. So it is with a phone that comes with an extension: that
 * and the name are kept with it, since the next extension is somebody else.
 */
#include "base/text/name.h"
#include "book/records/identity_key.h"
#include "book/history/client_facts.h"
#include "book/records/fingerprint.h"

#include "book/projection/apply_point.sql.h"

struct statements {
	const char *first, *leads, *more, *less, *by, *pass, *gone;
};

static const struct statements *statements_of(enum identity_kind kind)
{
	static const struct statements phone = {sql_phone_first, sql_phone_leads, sql_phone_more, sql_phone_less,
	    sql_phone_by, sql_phone_pass, sql_phone_gone};
	static const struct statements email = {sql_email_first, sql_email_leads, sql_email_more, sql_email_less,
	    sql_email_by, sql_email_pass, sql_email_gone};
	static const struct statements inn = {
	    sql_inn_first, sql_inn_leads, sql_inn_more, sql_inn_less, sql_inn_by, sql_inn_pass, sql_inn_gone};
	return kind == IDENTITY_PHONE ? &phone : kind == IDENTITY_EMAIL ? &email : &inn;
}

static struct val point_value(const struct identity_key *point)
{
	return point->text != NULL ? V_TEXT(point->text) : V_INT(point->number);
}

static bool is_same_point(const struct identity_key *a, const struct identity_key *b)
{
	if (a->kind != b->kind)
		return false;
	return a->text != NULL ? strcmp(a->text, b->text) == 0 : a->number == b->number;
}

int64_t identity_shared_limit(struct crm *crm)
{
	int64_t limit = setting_int(crm, "intake.shared_limit", IDENTITY_SHARED_LIMIT);
	return limit > 0 ? limit : INT64_MAX;
}

int64_t identity_shared_key(const struct identity_key *point, const char *name_key)
{
	char digits[24];
	return fingerprint_named(
	    (char)point->kind, point->text != NULL ? point->text : buf_int_text(digits, point->number), name_key);
}

enum status identity_shared_name(struct crm *crm, const char *name, struct buf *key)
{
	buf_clear(key);
	if (name != NULL)
		name_key_put(key, name);
	return key->failed ? why_memory(&crm->why) : CRM_OK;
}

/* What is kept of a record at a point, one after the other; in the end that a phone has extensions at all. */
enum { MARK_NAME, MARK_EXTENSION, MARK_EXTENDED, MARKS };

static bool is_extended(const struct client_facts *said, const struct identity_key *point)
{
	return point->kind == IDENTITY_PHONE && said->extension != NULL;
}

/* Empty if the record has none. */
static enum status mark_of(
    struct crm *crm, const struct client_facts *said, const struct identity_key *point, int mark, struct buf *key)
{
	if (mark == MARK_NAME)
		return identity_shared_name(crm, said->name, key);
	buf_clear(key);
	if (is_extended(said, point))
		buf_put(key, IDENTITY_EXTENSION);
	if (key->length > 0 && mark == MARK_EXTENSION)
		buf_put(key, said->extension);
	return key->failed ? why_memory(&crm->why) : CRM_OK;
}

static enum status remember_marks(
    struct crm *crm, int64_t client, const struct client_facts *said, const struct identity_key *point)
{
	struct buf key = {0};
	enum status status = CRM_OK;
	for (int mark = 0; mark < MARKS && status == CRM_OK; mark++) {
		status = mark_of(crm, said, point, mark, &key);
		if (status == CRM_OK && key.length > 0)
			status = db_run(crm->db, sql_shared_add,
			    VALS(V_INT(identity_shared_key(point, key.text)), V_INT(client), V_INT(said->event)));
	}
	buf_free(&key);
	return status;
}

/* ${before}: the records on which it stood. Nearly always none. */
static enum status join_point(
    struct crm *crm, int64_t client, const struct client_facts *said, const struct identity_key *point, int64_t *before)
{
	const struct statements *sql = statements_of(point->kind);
	const struct val vals[] = {point_value(point), V_INT(client), V_INT(said->event), {.kind = VAL_END}};
	*before = 0;
	enum status status = db_run(crm->db, sql->first, vals);
	if (status != CRM_OK || db_changed(crm->db) > 0)
		return status;
	status = db_number(crm->db, sql->leads, VALS(point_value(point)), 0, before);
	return status == CRM_OK ? db_run(crm->db, sql->more, vals) : status;
}

enum status apply_points_join(struct crm *crm, int64_t client, const struct client_facts *said)
{
	int64_t limit = identity_shared_limit(crm), before;
	enum status status = CRM_OK;
	for (int i = 0; i < said->n_points && status == CRM_OK; i++) {
		const struct identity_key *point = &said->point[i];
		status = join_point(crm, client, said, point, &before);
		if (status == CRM_OK && (before >= limit || is_extended(said, point)))
			status = remember_marks(crm, client, said, point);
	}
	return status;
}

static bool has_point(const struct client_facts *said, const struct identity_key *point)
{
	for (int i = 0; i < said->n_points; i++)
		if (is_same_point(&said->point[i], point))
			return true;
	return false;
}

/* The next of the records that has the point too. */
static int64_t heir_of(
    const struct client_facts *said, const struct identity_key *point, const struct client_records *rest)
{
	for (int i = 0; i < rest->n; i++)
		if (rest->said[i].event > said->event && has_point(&rest->said[i], point))
			return rest->said[i].event;
	return 0;
}

static enum status leave_point(struct crm *crm, int64_t client, const struct client_facts *said,
    const struct identity_key *point, const struct client_records *rest)
{
	const struct statements *sql = statements_of(point->kind);
	int64_t his;
	enum status status = db_run(crm->db, sql->less, VALS(point_value(point)));
	if (status == CRM_OK)
		status =
		    db_number(crm->db, sql->by, VALS(point_value(point), V_INT(client), V_INT(said->event)), 0, &his);
	if (status == CRM_OK && his != 0) {
		int64_t heir = heir_of(said, point, rest);
		status =
		    db_run(crm->db, sql->pass, VALS(point_value(point), V_INT(heir != 0 ? client : 0), V_INT(heir)));
	}
	return status == CRM_OK ? db_run(crm->db, sql->gone, VALS(point_value(point))) : status;
}

/* The pair goes with the record that brought it, unless a later one of his has it too. */
static enum status forget_mark(struct crm *crm, int64_t client, const struct client_facts *said,
    const struct identity_key *point, const struct client_records *rest, int mark)
{
	struct buf key = {0}, other = {0};
	int64_t brought = 0, heir = 0, hash = 0;
	enum status status = mark_of(crm, said, point, mark, &key);
	if (status == CRM_OK && key.length > 0) {
		hash = identity_shared_key(point, key.text);
		status = db_number(
		    crm->db, sql_shared_of, VALS(V_INT(hash), V_INT(client), V_INT(said->event)), 0, &brought);
	}
	for (int i = 0; i < rest->n && status == CRM_OK && brought != 0 && heir == 0; i++) {
		if (rest->said[i].event < said->event || !has_point(&rest->said[i], point))
			continue;
		status = mark_of(crm, &rest->said[i], point, mark, &other);
		if (status == CRM_OK && other.length > 0 && strcmp(other.text, key.text) == 0)
			heir = rest->said[i].event;
	}
	if (status == CRM_OK && brought != 0)
		status = heir != 0 ? db_run(crm->db, sql_shared_pass, VALS(V_INT(hash), V_INT(heir)))
		                   : db_run(crm->db, sql_shared_delete, VALS(V_INT(hash)));
	buf_free(&key);
	buf_free(&other);
	return status;
}

enum status apply_points_leave(
    struct crm *crm, int64_t client, const struct client_facts *said, const struct client_records *rest)
{
	enum status status = CRM_OK;
	for (int i = 0; i < said->n_points && status == CRM_OK; i++) {
		status = leave_point(crm, client, said, &said->point[i], rest);
		for (int mark = 0; mark < MARKS && status == CRM_OK; mark++)
			status = forget_mark(crm, client, said, &said->point[i], rest, mark);
	}
	return status;
}
