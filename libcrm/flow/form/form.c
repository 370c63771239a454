#include "flow/form/form.h"

#include "base/text/url.h"
#include "base/core/hash.h"
#include "flow/intake/intake.h"
#include "flow/form/rate_limit_private.h"
#include "rows/columns/cell.h"

#define OURS_MAX 2 /* attributes that we add: consent_proof, honeypot */
#define FIELDS_MAX (FORM_FIELDS_MAX + OURS_MAX)
#define ID_MIN 16 /* a shorter form_id is no number of a form, but a name of it */
#define ID_MAX 100

/* What a visitor may say of himself. The name is the first. */
static const enum intake_column theirs[] = {INTAKE_NAME, INTAKE_PHONE, INTAKE_EMAIL, INTAKE_COMPANY, INTAKE_CAMPAIGN,
    INTAKE_PROJECT, INTAKE_PAYMENT, INTAKE_FAMILY, INTAKE_COMMENT, INTAKE_CONSENT};
#define N_THEIRS (sizeof theirs / sizeof *theirs)

struct form_taking {
	struct crm *crm;
	const struct form_visit *visit;
	int n;
	const char *name[FIELDS_MAX], *value[FIELDS_MAX];
	bool nested[FIELDS_MAX];
	const char *cell[INTAKE_COLUMNS];
	const char *more_name[FIELDS_MAX], *more_value[FIELDS_MAX];
};

/* Fields of the form's own machinery are not the visitor's. */
static bool is_machinery(struct crm *crm, const char *name)
{
	static const char *const names[] = {"_next", "_charset_", "form_id", NULL};
	for (int i = 0; names[i]; i++)
		if (strcmp(name, names[i]) == 0)
			return true;
	return strcmp(name, setting(crm, "form.honeypot", "website")) == 0;
}

static void add_attribute(struct form_taking *t, const char *name, const char *value, bool nested)
{
	t->nested[t->n] = nested;
	t->name[t->n] = name;
	t->value[t->n++] = value;
}

/* Ours come first: a field of the same name gets a number. */
static enum status list_fields(struct form_taking *t)
{
	struct crm *crm = t->crm;
	const struct form *form = t->visit->form;
	const char *trap = form_body_get(form, setting(crm, "form.honeypot", "website"));
	add_attribute(t, "consent_proof", "", false);
	if (trap)
		add_attribute(t, "honeypot", trap, false);
	for (int i = 0; i < form->n; i++) {
		const char *name = form->field[i].name;
		/* A name that begins so looks like one of our own, and binding would not see the difference. An
		   attribute msgid
		 * acts: answers to the letter of that number would come to this lead. */
		if (*name == '_' || strstr(name, "msgid"))
			name = arena_format(&crm->chunk, "field %s", name + strspn(name, "_"));
		if (!name)
			return why_memory(&crm->why);
		if (!is_machinery(crm, form->field[i].name))
			add_attribute(t, name, form->field[i].value, form->field[i].nested);
	}
	return CRM_OK;
}

/* An object or a list is no name, no number and no consent, whatever it is called: it gets another name. Then one
 * that stood back for it may come forward. */
static enum status disown_nested(struct form_taking *t, const struct binding *binding, bool *any)
{
	for (int i = 0; i < t->n; i++) {
		if (!t->nested[i] || (binding->ours[i] < 0 && binding->use[i] == USE_NONE))
			continue;
		*any = true;
		if (!(t->name[i] = arena_format(&t->crm->chunk, "field %s", t->name[i])))
			return why_memory(&t->crm->why);
	}
	return CRM_OK;
}

static enum status bind_fields(struct form_taking *t, const struct synonyms *synonyms, struct binding *binding)
{
	struct column columns[N_THEIRS + 1] = {{0}};
	enum status status;
	bool again;
	for (size_t i = 0; i < N_THEIRS; i++)
		columns[i].name = intake_columns[theirs[i]].name;
	do {
		again = false;
		status = bind_header(binding, t->name, t->n, columns, synonyms, &t->crm->chunk, &t->crm->why);
		if (status == CRM_OK)
			status = disown_nested(t, binding, &again);
	} while (status == CRM_OK && again);
	return status;
}

/* Cells of ours, and the rest as attributes; the second value of one of ours is an attribute too. A name may come in
   pieces. */
static bool sort_out(struct form_taking *t, const struct binding *binding, struct rec *rec)
{
	const char *name = NULL;
	bool whole = false;
	*rec = (struct rec){.row = 1, .value = t->cell, .more_name = t->more_name, .more_value = t->more_value};
	for (int i = 0; i < t->n; i++)
		whole = whole || (binding->ours[i] == 0 && *t->value[i]);
	if (!whole && !cell_name_of_pieces(&t->crm->chunk, binding, t->value, t->n, 0, &name))
		return false;
	t->cell[theirs[0]] = name;
	for (int i = 0; i < t->n; i++) {
		int ours = binding->ours[i];
		const char **cell = ours >= 0 ? &t->cell[theirs[ours]] : NULL;
		if (!*t->value[i] || (name && cell_is_piece(binding, i)) ||
		    (cell && *cell && strcmp(*cell, t->value[i]) == 0))
			continue;
		if (cell && !*cell) {
			*cell = t->value[i];
			continue;
		}
		t->more_name[rec->n_more] = binding->name[i];
		t->more_value[rec->n_more++] = t->value[i];
	}
	return true;
}

static const char *now_text(struct crm *crm)
{
	struct buf text = {0};
	instant_put(&text, crm->zone, crm->now);
	const char *copy = text.failed ? NULL : arena_copy(&crm->chunk, text.text);
	buf_free(&text);
	return copy;
}

/* When, where from, in which words he consented: what a proof is made of. */
static const char *consent_proof_text(struct form_taking *t, const char *at)
{
	const char *words = form_body_get(t->visit->form, "consent_text"), *page = t->visit->page,
	           *address = t->visit->address;
	struct buf text = {0};
	buf_format(&text, "form %s", at);
	if (page && url_origin(page))
		buf_format(&text, "; page %s", page);
	if (address)
		buf_format(&text, "; address %s", address);
	if (words)
		buf_format(&text, "; %s", words);
	const char *copy = text.failed ? NULL : arena_copy(&t->crm->chunk, text.text);
	buf_free(&text);
	return copy;
}

/* The contents as a number: who sends the same once more is recognised by it. */
static int64_t contents_number(const struct form_taking *t)
{
	struct buf text = {0};
	for (int i = 0; i < t->n; i++)
		buf_format(&text, "%s\x1f%s\x1e", t->name[i], t->value[i]);
	int64_t number = text.failed || !text.text ? 0 : hash_text(text.text, text.length);
	buf_free(&text);
	return number;
}

static enum status name_inquiry(struct form_taking *t, int64_t number, const char *at)
{
	const char *id = form_body_get(t->visit->form, "form_id");
	struct crm *crm = t->crm;
	t->cell[INTAKE_AT] = at;
	t->cell[INTAKE_SOURCE] = setting(crm, "form.source", "site");
	size_t length = id ? strlen(id) : 0;
	if (length >= ID_MIN && length <= ID_MAX &&
	    !(t->cell[INTAKE_EXT_ID] = arena_format(&crm->chunk, "form:%s:%llx", id, (unsigned long long)number)))
		return why_memory(&crm->why);
	return CRM_OK;
}

static enum status take_fields(struct form_taking *t, const struct synonyms *synonyms, struct answer *answer)
{
	struct crm *crm = t->crm;
	struct binding binding;
	struct rec rec;
	bool same = false;
	const char *at = now_text(crm);
	enum status status = at ? list_fields(t) : why_memory(&crm->why);
	if (status == CRM_OK)
		status = bind_fields(t, synonyms, &binding);
	int64_t number = contents_number(t);
	if (status == CRM_OK)
		status = rate_limit_same(crm, number, &same);
	if (status != CRM_OK)
		return status;
	answer->row = 1;
	if (same) {
		answer->verdict = VERDICT_KNOWN;
		return CRM_OK;
	}
	if (!sort_out(t, &binding, &rec))
		return why_memory(&crm->why);
	if (t->cell[INTAKE_CONSENT]) {
		t->more_name[rec.n_more] = "consent_proof";
		if (!(t->more_value[rec.n_more++] = consent_proof_text(t, at)))
			return why_memory(&crm->why);
	}
	status = name_inquiry(t, number, at);
	if (status == CRM_OK)
		status = rate_limit_count(crm, t->visit->address);
	return status == CRM_OK ? intake(crm, &rec, 1, answer) : status;
}

enum status form_take(
    struct crm *crm, const struct form_visit *visit, const struct synonyms *synonyms, struct answer *answer)
{
	struct form_taking *t = arena_zero(&crm->chunk, sizeof *t);
	if (!t)
		return why_memory(&crm->why);
	t->crm = crm;
	t->visit = visit;
	return take_fields(t, synonyms, answer);
}

enum status form_visit(struct crm *crm, void *arg)
{
	struct visiting *visiting = arg;
	struct answer *answer = &visiting->answer;
	enum status status = form_visit_wait(crm, &visiting->visit, &visiting->wait);
	if (status == CRM_OK && !visiting->wait)
		status = form_take(crm, &visiting->visit, visiting->synonyms, answer);
	if (status != CRM_OK)
		return status;
	if (visiting->wait || answer_is_rejected(answer))
		return CRM_NONE;
	tally_count(&visiting->tally, answer->verdict);
	return strcmp(answer->verdict, VERDICT_KNOWN) == 0 ? CRM_NONE : CRM_OK;
}

const char *form_next(struct crm *crm, const struct form *form)
{
	const char *next = form_body_get(form, "_next"), *thanks = setting(crm, "form.thanks", NULL);
	if (next && url_is_of(next, setting(crm, "form.sites", "")))
		return next;
	return thanks && (url_is_path(thanks) || url_origin(thanks)) ? thanks : NULL;
}
