#include "post/letters/reanimation.h"

#include "book/records/consent.h"
#include "render/template.h"

#include "post/letters/reanimation.sql.h"

#define PREFIX "reanimate"

enum { NAME, PROJECT, MANAGER, DEPARTMENT, LEAD, OURS };
static const char *const ours[OURS] = {"name", "project", "manager", "department", "lead"};

enum status reanimation_open(struct crm *crm, struct reanimation *reanimation)
{
	const char *from;
	if (!*setting(crm, "mail.from", "")) {
		/* They may be queued: what sends them refuses. */
		reanimation->domain = "localhost.localdomain";
		return CRM_OK;
	}
	return outbox_from(crm, &from, &reanimation->domain);
}

/* Whoever has left does not remember the talk. */
static const char *manager_name(struct crm *crm, const struct lead *lead)
{
	const struct manager *manager = manager_id(crm, lead->manager);
	return manager && manager->left > zone_day(crm->zone, crm->now) ? manager->name : NULL;
}

static enum status client_name(struct crm *crm, int64_t client, const char **name)
{
	struct stmt *stmt;
	enum status status = db_ask_one(crm->db, sql_reanimation_name, VALS(V_INT(client)), &stmt);
	*name = NULL;
	if (status != CRM_OK)
		return status == CRM_NONE ? CRM_OK : status;
	bool named = !db_null(stmt, 0);
	*name = named ? arena_copy(&crm->chunk, db_text(stmt, 0)) : NULL;
	db_done(stmt);
	return named && !*name ? why_memory(&crm->why) : CRM_OK;
}

/* The row's own without what is not for strangers, then ours: the last one of a name counts. */
static enum status fields_of(struct crm *crm, const struct reanimate_letter *letter, struct json *fields)
{
	const struct lead *lead = letter->lead;
	const struct json *row = letter->row;
	const char *value[OURS] = {[PROJECT] = dict_word(crm, DICT_PROJECT, lead->project),
	    [MANAGER] = manager_name(crm, lead),
	    [DEPARTMENT] = setting(crm, "department", NULL),
	    [LEAD] = arena_format(&crm->chunk, "%lld", (long long)lead->lead)};
	enum status status = client_name(crm, lead->client, &value[NAME]);
	if (status != CRM_OK)
		return status;
	fields->field = arena_get(&crm->chunk, ((size_t)row->n + OURS) * sizeof *fields->field);
	if (!fields->field || !value[LEAD])
		return why_memory(&crm->why);
	fields->n = 0;
	for (int i = 0; i < row->n; i++)
		if (row->field[i].key[0] != '_')
			fields->field[fields->n++] = row->field[i];
	for (int i = 0; i < OURS; i++)
		fields->field[fields->n++] = (struct json_field){ours[i], value[i] ? value[i] : ""};
	return CRM_OK;
}

/* The text of the letter, in crm->chunk. */
static enum status write_letter(struct crm *crm, const struct reanimate_letter *letter, char **text)
{
	struct json fields;
	struct buf out = {0};
	char *template;
	const char *folder = arena_format(&crm->chunk, "%s/templates", crm->share);
	enum status status = folder ? fields_of(crm, letter, &fields) : why_memory(&crm->why);
	if (status == CRM_OK)
		status = template_read(folder, letter->template, &crm->chunk, &template, &crm->why);
	if (status == CRM_OK && (status = template_render(template, &fields, &out, &crm->why)) == CRM_CONFIG) {
		struct why said = crm->why;
		why_set(&crm->why, CRM_CONFIG, _("template %s, %.800s"), letter->template, said.text);
	}
	*text = status == CRM_OK ? arena_copy(&crm->chunk, out.text ? out.text : "") : NULL;
	buf_free(&out);
	return status == CRM_OK && !*text ? why_memory(&crm->why) : status;
}

enum status reanimation_put(void *arg, struct crm *crm, const struct reanimate_letter *what)
{
	const struct reanimation *reanimation = arg;
	struct letter letter = {.address = what->address, .stranger = true, .lead = what->lead->lead};
	char *text;
	letter.name = arena_format(&crm->chunk, PREFIX "/%s/%lld/%lld/%s", what->programme, (long long)what->lead->lead,
	    (long long)what->entry, what->step);
	enum status status = letter.name ? write_letter(crm, what, &text) : why_memory(&crm->why);
	if (status == CRM_OK)
		status = template_split_letter(text, &letter.subject, &letter.body, &crm->why);
	return status == CRM_OK ? outbox_put(crm, &letter, reanimation->domain) : status;
}

/* reanimate/PROGRAMME/LEAD/ENTRY/STEP. False if it is not. */
static bool parse_letter_name(struct crm *crm, const char *name, struct reanimate_letter *letter)
{
	char *rest = arena_copy(&crm->chunk, name), *part[5];
	int n = 0;
	for (char *at; rest && n < 5 && (at = strsep(&rest, "/")) != NULL;)
		part[n++] = at;
	if (n != 5 || rest || strcmp(part[0], PREFIX) != 0)
		return false;
	*letter = (struct reanimate_letter){.programme = part[1], .step = part[4], .entry = strtoll(part[3], NULL, 10)};
	return true;
}

enum status reanimation_wanted(struct crm *crm, const struct letter *letter, const char **why)
{
	struct reanimate_letter what;
	enum status status = CRM_OK;
	*why = NULL;
	if (parse_letter_name(crm, letter->name, &what))
		status = reanimate_wanted(crm, letter->lead, &what, why);
	/* Whatever the letter is, a client who has said no gets none. */
	if (status == CRM_OK && !*why && letter->stranger)
		status = consent_hindrance(crm, letter->lead, "email", false, why);
	return status;
}

static enum status withdraw_letter(struct crm *crm, const struct letter *letter, const char *why, int *withdrawn)
{
	enum status status = db_run(crm->db, sql_reanimation_forget, VALS(V_INT(letter->outbox)));
	if (status == CRM_OK && !db_changed(crm->db))
		status = db_run(crm->db, sql_reanimation_hold, VALS(V_INT(letter->outbox), V_TEXT(why)));
	if (status == CRM_OK)
		*withdrawn += db_changed(crm->db) != 0;
	return status;
}

enum status reanimation_sweep(struct crm *crm, int *withdrawn)
{
	struct letter *letters;
	int n;
	*withdrawn = 0;
	enum status status = outbox_open(crm, PREFIX, &letters, &n);
	for (int i = 0; i < n && status == CRM_OK; i++) {
		const char *why;
		status = reanimation_wanted(crm, &letters[i], &why);
		if (status == CRM_OK && why)
			status = withdraw_letter(crm, &letters[i], why, withdrawn);
		arena_reset(&crm->chunk);
	}
	return status;
}
