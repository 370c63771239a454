/* A client is what its leads say: the first name among them, every profile field one of them has, the phones and
 * addresses nobody had before. */
#include "base/json.h"
#include "base/phone.h"
#include "book/apply.h"
#include "book/derive.h"

#include "book/apply_client.sql.h"

/* What one lead says of its client. Texts are the arena's. */
struct said {
	const char *name; /* NULL: nothing */
	int64_t filled;
	int64_t phone;   /* 0: none */
	char email[256]; /* "": none */
};

static int64_t filled_by(struct crm *crm, const struct json *json)
{
	const char *fields = setting(crm, "profile.fields", PROFILE_DEFAULT);
	int64_t filled = 0;
	char name[64];
	for (int i = 0; i < PROFILE_MAX && *(fields += strspn(fields, " ")); i++) {
		size_t length = strcspn(fields, " ");
		snprintf(name, sizeof name, "%.*s", (int)length, fields);
		const char *value = json_get(json, name);
		if (value != NULL && *value != '\0')
			filled |= INT64_C(1) << i;
		fields += length;
	}
	return filled;
}

int64_t profile_filled(struct crm *crm, const char *created_new)
{
	struct arena arena = {0};
	struct json json;
	int64_t filled = json_parse(&json, created_new, &arena) == 0 ? filled_by(crm, &json) : 0;
	arena_free(&arena);
	return filled;
}

static enum status listen(struct crm *crm, const char *created_new, struct arena *arena, struct said *said)
{
	struct json json;
	if (json_parse(&json, created_new, arena) != 0)
		return why_set(&crm->why, CRM_INTERNAL, _("a lead.created event does not parse"));
	const char *email = json_get(&json, "email");
	*said = (struct said){.name = json_get(&json, "name"),
	    .filled = filled_by(crm, &json),
	    .phone = json_get_int(&json, "_phone", 0)};
	if (email != NULL)
		email_fold(email, said->email);
	return CRM_OK;
}

static enum status claim(struct crm *crm, const struct said *said, int64_t client)
{
	enum status status = CRM_OK;
	if (said->phone != 0)
		status = db_run(crm->db, sql_phone_claim, VALS(V_INT(said->phone), V_INT(client)));
	if (status == CRM_OK && said->email[0] != '\0')
		status = db_run(crm->db, sql_email_claim, VALS(V_TEXT(said->email), V_INT(client)));
	return status;
}

/* All that the leads of a client say now; *${n} is how many there are. A contact point of ${gone} that one of them has
 * is cleared there. */
static enum status gather(
    struct crm *crm, int64_t client, struct said *gone, struct said *all, struct arena *arena, int *n)
{
	struct stmt *stmt;
	struct said one;
	*n = 0;
	*all = (struct said){0};
	enum status status = db_ask(crm->db, sql_client_leads, VALS(V_INT(client)), &stmt);
	if (status != CRM_OK)
		return status;
	while ((status = db_next(stmt)) == CRM_OK) {
		status = listen(crm, db_text(stmt, 1), arena, &one);
		if (status != CRM_OK) {
			db_done(stmt);
			return status;
		}
		if (all->name == NULL)
			all->name = one.name;
		all->filled |= one.filled;
		if (one.phone == gone->phone)
			gone->phone = 0;
		if (strcmp(one.email, gone->email) == 0)
			gone->email[0] = '\0';
		++*n;
	}
	return status == CRM_NONE ? CRM_OK : status;
}

static enum status put(struct crm *crm, int64_t client, const char *name, int64_t filled)
{
	return db_run(crm->db, sql_client_put, VALS(V_INT(client), V_TEXT(name), V_INT(filled)));
}

/* The newest lead adds to what is known. */
static enum status add(struct crm *crm, int64_t client, const struct said *said)
{
	struct stmt *stmt;
	enum status status = db_ask_one(crm->db, sql_client_row, VALS(V_INT(client)), &stmt);
	if (status == CRM_NONE)
		return put(crm, client, said->name, said->filled);
	if (status != CRM_OK)
		return status;
	bool named = !db_null(stmt, 0);
	int64_t filled = db_int(stmt, 1);
	char *name = named ? strdup(db_text(stmt, 0)) : NULL;
	db_done(stmt);
	if (named && name == NULL)
		return why_memory(&crm->why);
	status = put(crm, client, named ? name : said->name, filled | said->filled);
	free(name);
	return status;
}

enum status client_join(struct crm *crm, const struct folded *folded, bool again)
{
	int64_t client = folded->lead.client;
	struct arena arena = {0};
	struct said said, nobody = {0}, all;
	int n;
	enum status status = listen(crm, folded->created_new, &arena, &said);
	if (status == CRM_OK && !again)
		status = add(crm, client, &said);
	if (status == CRM_OK && again) {
		status = gather(crm, client, &nobody, &all, &arena, &n);
		if (status == CRM_OK)
			status = put(crm, client, all.name, all.filled);
	}
	if (status == CRM_OK)
		status = claim(crm, &said, client);
	arena_free(&arena);
	return status;
}

enum status client_leave(struct crm *crm, const struct folded *folded)
{
	int64_t client = folded->lead.client;
	struct arena arena = {0};
	struct said gone, all;
	int n = 0;
	enum status status = listen(crm, folded->created_new, &arena, &gone);
	if (status == CRM_OK)
		status = gather(crm, client, &gone, &all, &arena, &n);
	if (status == CRM_OK)
		status = n > 0 ? put(crm, client, all.name, all.filled)
		               : db_run(crm->db, sql_client_delete, VALS(V_INT(client)));
	if (status == CRM_OK && gone.phone != 0)
		status = db_run(crm->db, sql_phone_free, VALS(V_INT(gone.phone), V_INT(client)));
	if (status == CRM_OK && gone.email[0] != '\0')
		status = db_run(crm->db, sql_email_free, VALS(V_TEXT(gone.email), V_INT(client)));
	arena_free(&arena);
	return status;
}
