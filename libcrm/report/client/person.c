#include "report/client/person.h"

#include "report/client/person.sql.h"
#include "report/kit/scan.h"

/* Twice the room, when a list of ${n} items of that size is full. */
static void *grow_list(struct arena *arena, void *list, int n, size_t size)
{
	if (n & (n - 1))
		return list; /* it grows at powers of two only */
	void *more = arena_get(arena, (size_t)(n ? 2 * n : 1) * size);
	if (more && n)
		memcpy(more, list, (size_t)n * size);
	return more;
}

struct person_gathering {
	struct crm *crm;
	struct arena *arena;
	struct person *person;
};

static enum status add_lead(void *arg, struct stmt *row)
{
	const struct person_gathering *in = arg;
	struct person *person = in->person;
	person->lead = grow_list(in->arena, person->lead, person->n_leads, sizeof *person->lead);
	if (!person->lead)
		return why_memory(&in->crm->why);
	lead_row(row, &person->lead[person->n_leads++]);
	return CRM_OK;
}

static enum status add_merged(void *arg, struct stmt *row)
{
	const struct person_gathering *in = arg;
	struct person *person = in->person;
	person->merged = grow_list(in->arena, person->merged, person->n_merged, sizeof *person->merged);
	if (!person->merged)
		return why_memory(&in->crm->why);
	person->merged[person->n_merged++] = db_int(row, 0);
	return CRM_OK;
}

enum status person_get(struct crm *crm, int64_t client, struct arena *arena, struct person *person)
{
	struct stmt *stmt;
	*person = (struct person){0};
	enum status status = db_ask_one(crm->db, sql_person_root, VALS(V_INT(client)), &stmt);
	if (status != CRM_OK)
		return status;
	person->client = db_int(stmt, 0);
	const char *name = db_text(stmt, 1);
	person->name = arena_copy(arena, name);
	bool kept = !name || person->name;
	db_done(stmt);
	if (!kept)
		return why_memory(&crm->why);
	struct person_gathering in = {crm, arena, person};
	status = scan_rows(crm, sql_person_merged, VALS(V_INT(person->client)), add_merged, &in);
	return status == CRM_OK ? scan_rows(crm, sql_person_leads, VALS(V_INT(person->client)), add_lead, &in) : status;
}

enum status person_listen(struct crm *crm, struct person *person, int most, struct arena *arena)
{
	int leads = person->n_leads < most ? person->n_leads : most;
	enum status status = CRM_OK;
	person->n_talks = 0;
	person->talk = arena_get(arena, (size_t)(leads + person->n_merged + 1) * sizeof *person->talk);
	if (!person->talk)
		return why_memory(&crm->why);
	for (int i = 0; i < leads + person->n_merged + 1 && (status == CRM_OK || status == CRM_NONE); i++) {
		struct client_texts *talk = &person->talk[person->n_talks];
		int other = i - leads - 1;
		status = i < leads ? client_texts_lead(crm, person->lead[i].lead, arena, talk)
		                   : client_texts_client(
		                         crm, other < 0 ? person->client : person->merged[other], arena, talk);
		person->n_talks += status == CRM_OK;
	}
	return status == CRM_NONE ? CRM_OK : status;
}

static bool is_real(const struct client_text *said)
{
	return said->kind == CLIENT_TEXT_PHONE ? said->number != 0 : said->kind != CLIENT_TEXT_EMAIL || *said->folded;
}

const struct client_text *person_first(const struct person *person, enum client_text_kind kind)
{
	const struct client_text *first = NULL;
	for (int i = 0; i < person->n_talks; i++)
		for (int k = 0; k < person->talk[i].n; k++) {
			const struct client_text *said = &person->talk[i].item[k];
			if (said->kind != kind)
				continue;
			if (is_real(said))
				return said;
			if (!first)
				first = said;
		}
	return first;
}

const char *client_text_value(const struct client_text *said, struct arena *arena)
{
	if (said->kind == CLIENT_TEXT_PHONE && said->number)
		return arena_format(arena, "+%lld", (long long)said->number);
	return said->kind == CLIENT_TEXT_EMAIL && *said->folded ? said->folded : said->text;
}

enum status person_any_elsewhere(struct crm *crm, bool *some)
{
	int64_t any = 0;
	enum status status = db_number(crm->db, sql_person_any_elsewhere, NULL, 0, &any);
	*some = any != 0;
	return status;
}

/* False without memory. */
static bool find_value(const struct person *person, enum client_text_kind kind, struct arena *arena, const char **value)
{
	const struct client_text *said = *value ? NULL : person_first(person, kind);
	return !said || (*value = client_text_value(said, arena)) != NULL;
}

enum status person_reach(struct crm *crm, int64_t client, struct arena *arena, const char **phone, const char **email)
{
	struct person person;
	int64_t some = 0;
	enum status status = db_number(crm->db, sql_person_elsewhere, VALS(V_INT(client)), 0, &some);
	if (status != CRM_OK || !some)
		return status;
	status = person_get(crm, client, arena, &person);
	if (status == CRM_OK)
		status = person_listen(crm, &person, person.n_leads, arena);
	if (status != CRM_OK)
		return status == CRM_NONE ? CRM_OK : status;
	bool done = find_value(&person, CLIENT_TEXT_PHONE, arena, phone) &&
	            find_value(&person, CLIENT_TEXT_EMAIL, arena, email);
	return done ? CRM_OK : why_memory(&crm->why);
}
