#include "flow/intake/client_add.h"

#include "base/text/casefold.h"
#include "base/text/word_meant.h"
#include "base/text/json.h"
#include "book/records/client.h"
#include "book/records/erased.h"
#include "book/history/history.h"
#include "book/projection/record.h"
#include "book/records/fingerprint.h"
#include "flow/intake/inquiry_private.h"

#define ROLE_MAX 64

const struct column client_columns[] = {[CL_CLIENT] = {"client", false, true},
    [CL_NAME] = {"name", false, true},
    [CL_PHONE] = {"phone", false, true},
    [CL_EMAIL] = {"email", false, true},
    [CL_ROLE] = {"role", false, false},
    [CL_INN] = {"inn", false, true},
    [CL_COMPANY] = {"company", false, false},
    [CL_NOTE] = {"note", false, false},
    [CL_SOURCE] = {"source", false, false},
    [CL_EXT_ID] = {"ext_id", false, true},
    [CL_COLUMNS] = {NULL, false, false}};
const struct field client_add_fields[] = {
    ANSWER_FIELDS(N_("client")), [OWN(CLIENT_ADDED_MATCH)] = {"match", KIND_TEXT, N_("match")}, {0}};

/* A row on its way. */
struct add {
	struct crm *crm;
	const struct rec *rec;
	struct answer *answer;
	struct intake in;
	struct inquiry q;
	const char *role;
	bool named;     /* by a number of ours, of another system, or by the very same row */
	bool emptied;   /* by the very same row, of which what it said of an erased person is gone */
	struct buf row; /* what the event keeps, and what of it is the row as it came */
	const char *new;
};

/* What a pipeline carries along about another command's work. */
static bool of_pipeline(const char *name)
{
	static const char *const theirs[] = {"row", "lead", "verdict", "reason", "match", NULL};
	for (int i = 0; theirs[i]; i++)
		if (strcmp(theirs[i], name) == 0)
			return true;
	return false;
}

static enum status keep_row(struct add *add)
{
	struct crm *crm = add->crm;
	const struct rec *rec = add->rec;
	struct buf *row = &add->row;
	json_open(row);
	for (int i = CL_NAME; i < CL_COLUMNS; i++)
		json_text(row, client_columns[i].name, i == CL_ROLE ? add->role : rec->value[i]);
	for (int i = 0; i < rec->n_more; i++) {
		const char *key = inquiry_attribute_key(crm, client_columns, rec, i);
		if (!key)
			return why_memory(&crm->why);
		if (!of_pipeline(rec->more_name[i]))
			json_text(row, key, rec->more_value[i]);
	}
	if (add->q.phone)
		json_int(row, "_phone", add->q.phone);
	json_text(row, "_ext", add->q.extension);
	json_text(row, "_email", add->q.box);
	if (add->q.inn)
		json_int(row, "_inn", add->q.inn);
	json_close(row);
	add->new = row->failed ? NULL : arena_text(&crm->chunk, row->text, row->length);
	return add->new ? CRM_OK : why_memory(&crm->why);
}

/* A role of the department's own may be any word, but not one that is nearly one of those with a meaning. */
static enum status known_role(struct add *add, const char *word)
{
	struct crm *crm = add->crm;
	static const char *const roles[] = {"client", "shareholder", "blocked", NULL};
	int meant = word_meant(word, roles);
	for (int i = 0; meant < 0 && roles[i]; i++)
		if (text_distance(word, roles[i]) <= 2)
			return reject(crm, add->answer, "role", _("no role «%s»: did you mean %s?"), word, roles[i]);
	add->role = arena_copy(&crm->chunk, meant < 0 ? word : roles[meant]);
	return add->role ? CRM_OK : why_memory(&crm->why);
}

/* CRM_DATA after having rejected. */
static enum status read_role(struct add *add, const char *text)
{
	struct crm *crm = add->crm;
	struct buf folded = {0};
	enum status status = CRM_OK;
	casefold_put(&folded, text);
	if (folded.failed)
		status = why_memory(&crm->why);
	else if (folded.length == 0 || folded.length > ROLE_MAX || strpbrk(folded.text, " \t\n"))
		status = reject(crm, add->answer, "role",
		    _("one word is expected, such as shareholder or blocked, not «%s»"), text);
	else
		status = known_role(add, folded.text);
	buf_free(&folded);
	return status == CRM_OK && answer_is_rejected(add->answer) ? CRM_DATA : status;
}

static enum status read_row(struct add *add)
{
	const char *const *value = add->rec->value;
	enum status status = CRM_OK;
	add->q.name = value[CL_NAME];
	if (value[CL_ROLE] && strcmp(value[CL_ROLE], "-") == 0)
		add->role = "-";
	else if (value[CL_ROLE])
		status = read_role(add, value[CL_ROLE]);
	if (status == CRM_OK)
		status = inquiry_phone(&add->in, &add->q, add->rec, CL_PHONE);
	if (status == CRM_OK)
		status = inquiry_email(&add->in, &add->q, value[CL_EMAIL]);
	if (status == CRM_OK)
		status = inquiry_inn(&add->in, &add->q, value[CL_INN]);
	if (status == CRM_OK)
		status = inquiry_refuse_erased(&add->in, &add->q, add->rec, add->answer);
	if (status == CRM_OK && answer_is_rejected(add->answer))
		return CRM_DATA;
	return status == CRM_OK ? keep_row(add) : status;
}

/* The client whom the row names by his number; CRM_NONE if it names none. */
static enum status client_by_number(struct add *add, int64_t *client)
{
	struct crm *crm = add->crm;
	const char *text = add->rec->value[CL_CLIENT];
	if (!text)
		return CRM_NONE;
	enum status status = client_resolve(crm, text, client);
	if (status != CRM_NONE && status != CRM_DATA)
		return status;
	return reject_cell_why(crm, add->answer, "client");
}

/* Whom another system calls so, or whom this very row put; CRM_NONE. */
static enum status put_before(struct add *add, int64_t *client)
{
	struct crm *crm = add->crm;
	struct event event;
	int64_t number, hash = fingerprint_of_put(add->new, &crm->chunk);
	if (hash < 0)
		return why_memory(&crm->why);
	enum status status = fingerprint_lead(crm, hash, client, &number);
	if (status == CRM_OK)
		status = history_event(crm, number, &crm->chunk, &event);
	if (status != CRM_OK)
		return status;
	if (strstr(event.new, "\"" ERASED_KEY "\":")) { /* its words are gone, its number is not */
		return reject_cell(crm, add->answer, NULL, "%s", _("erased on request"));
	}
	if (add->rec->value[CL_EXT_ID])
		return CRM_OK;
	if ((add->emptied = strstr(event.new, "\"" ERASED_SEEN "\":") != NULL))
		return CRM_OK;
	size_t length = fingerprint_row_length(event.new);
	bool same = length == fingerprint_row_length(add->new) && memcmp(event.new, add->new, length) == 0;
	return same ? CRM_OK : CRM_NONE;
}

/* By his phone, address, tax number. The row may name somebody else: then it says so, and it is the number that counts.
 */
static enum status recognise_client(struct add *add, int64_t named_client)
{
	struct crm *crm = add->crm;
	struct inquiry *q = &add->q;
	struct intake_match *match = NULL;
	int64_t root = 0;
	enum status status = match_open(&add->in, &match);
	if (status == CRM_OK)
		status = match_points_recognise(match, q);
	match_close(match);
	if (status == CRM_OK && named_client)
		status = client_root(crm, named_client, &root);
	if (status != CRM_OK || !named_client)
		return status;
	if (q->client && q->client != root)
		status = inquiry_warn(
		    &add->in, q, _("%s is that of client %lld"), inquiry_matched_by(crm, q), (long long)q->client);
	if (q->client != root)
		memset(q->by, 0, sizeof q->by);
	add->named = true;
	q->home = named_client;
	q->client = root;
	return status;
}

static enum status find_client(struct add *add)
{
	int64_t client = 0;
	enum status status = client_by_number(add, &client);
	if (status == CRM_NONE)
		status = put_before(add, &client);
	if (status != CRM_OK && status != CRM_NONE)
		return status;
	return recognise_client(add, client);
}

/* What the last of the rows put that speaks of ${key} says; NULL: none does. */
static const char *last_said(const struct json *puts, int n, const char *key)
{
	const char *value = NULL;
	while (n-- > 0 && !value)
		value = json_get(&puts[n], key);
	return value;
}

/* Is it so by what is known otherwise: his name, or what he was recognised by, whose raw text is a way to write it? */
static bool known_otherwise(const struct inquiry *q, const struct json_field *field, const char *name, const char *role)
{
	const char *key = field->key + (field->key[0] == '_');
	if (strcmp(field->key, "name") == 0)
		return name && strcmp(name, field->value) == 0;
	if (strcmp(field->key, "role") == 0)
		return strcmp(role ? role : "-", field->value) == 0;
	if (strcmp(key, "phone") == 0)
		return q->by[INQUIRY_BY_PHONE];
	if (strcmp(key, "email") == 0)
		return q->by[INQUIRY_BY_EMAIL] || q->by[INQUIRY_BY_BOX];
	return strcmp(key, "inn") == 0 && q->by[INQUIRY_BY_INN];
}

static enum status puts_of(struct crm *crm, int64_t client, struct json **puts, int *n)
{
	struct history history;
	*n = 0;
	enum status status = history_client(crm, client, HISTORY_END, &crm->chunk, &history);
	if (status != CRM_OK)
		return status;
	history_judge(&history, history.n, &horizon_none);
	*puts = arena_get(&crm->chunk, ((size_t)history.n + 1) * sizeof **puts);
	if (!*puts)
		return why_memory(&crm->why);
	for (int i = 0; i < history.n; i++)
		if (history.counts[i] && history.event[i].kind == EV_CLIENT_PUT &&
		    json_parse(&(*puts)[(*n)++], history.event[i].new, &crm->chunk) != 0)
			return why_memory(&crm->why);
	return CRM_OK;
}

/* CRM_OK if all that the row says was said before, CRM_NONE if something is new. */
static enum status nothing_new(struct add *add)
{
	struct crm *crm = add->crm;
	struct json row = {0}, *puts = NULL;
	const char *name = NULL, *role = NULL;
	int n = 0;
	enum status status = client_name(crm, add->q.client, &name);
	if (status == CRM_OK)
		status = client_role(crm, add->q.client, &role);
	if (status == CRM_OK)
		status = puts_of(crm, add->q.home, &puts, &n);
	if (status == CRM_OK && json_parse(&row, add->new, &crm->chunk) != 0)
		status = why_memory(&crm->why);
	for (int i = 0; status == CRM_OK && i < row.n; i++) {
		const char *said = last_said(puts, n, row.field[i].key);
		bool same =
		    said && (strcmp(said, row.field[i].value) == 0 || (add->emptied && strstr(said, ERASED_TEXT)));
		if (!same && !known_otherwise(&add->q, &row.field[i], name, role))
			status = CRM_NONE;
	}
	return status;
}

static enum status record_put(struct add *add, const char *verdict)
{
	struct crm *crm = add->crm;
	struct event event = {.kind = EV_CLIENT_PUT, .client = add->q.home, .occurred_at = crm->now, .new = add->new};
	add->answer->verdict = verdict;
	return record(crm, &event);
}

static enum status decide_verdict(struct add *add)
{
	struct crm *crm = add->crm;
	struct answer *answer = add->answer;
	struct inquiry *q = &add->q;
	enum status status;
	if (q->client) {
		status = nothing_new(add);
		if (status == CRM_OK)
			answer->verdict = VERDICT_KNOWN;
		else if (status == CRM_NONE)
			status = record_put(add, VERDICT_DONE);
	} else if (!q->phone && !q->email && !q->box && !q->inn && !q->name && !add->rec->value[CL_EXT_ID]) {
		return reject(crm, answer, NULL, "%s", _("nothing tells who it is"));
	} else {
		q->home = q->client = journal_next_lead(crm->db);
		status = record_put(add, "added");
	}
	answer->object = q->client;
	answer->reason = q->warning;
	answer->own[CLIENT_ADDED_MATCH] = inquiry_matched_by(crm, q);
	if (status == CRM_OK)
		explain(crm, _("row %ld: %s: %s"), answer->row, answer->verdict,
		    add->named ? _("the row says who it is") : inquiry_known_by(q));
	return status;
}

enum status flow_client_add(struct crm *crm, const struct rec *rec, struct answer *answer)
{
	struct add add = {
	    .crm = crm, .rec = rec, .answer = answer, .in = {.crm = crm, .n = 1}, .q = {.rec = rec, .answer = answer}};
	add.in.list = &add.q;
	enum status status = intake_load(&add.in);
	if (status == CRM_OK)
		status = suppress_open(crm, &add.in.suppression);
	if (status == CRM_OK)
		status = read_row(&add);
	if (status == CRM_OK)
		status = find_client(&add);
	if (status == CRM_OK)
		status = decide_verdict(&add);
	buf_free(&add.row);
	return reject_end(answer, status);
}
