/* A site's form has the field names of whatever made it: which of them is the phone? */
#include "base/text/ascii.h"
#include "base/text/casefold.h"
#include "base/text/phone.h"
#include "flow/form/form_private.h"
#include "rows/columns/cell.h"

/* What a visitor may say of himself. */
enum { HIS_NAME, HIS_PHONE, HIS_EMAIL, HIS_CONSENT, HIS_OTHERS };
static const enum intake_column theirs[] = {[HIS_NAME] = INTAKE_NAME,
    [HIS_PHONE] = INTAKE_PHONE,
    [HIS_EMAIL] = INTAKE_EMAIL,
    [HIS_CONSENT] = INTAKE_CONSENT,
    [HIS_OTHERS] = INTAKE_COMPANY,
    INTAKE_CAMPAIGN,
    INTAKE_PROJECT,
    INTAKE_PAYMENT,
    INTAKE_FAMILY,
    INTAKE_COMMENT};
#define N_THEIRS (sizeof theirs / sizeof *theirs)

/* Fields of the form's own machinery are not the visitor's. */
static bool is_machinery(struct crm *crm, const char *name)
{
	static const char *const names[] = {"_next", "_charset_", "form_id", NULL};
	for (int i = 0; names[i]; i++)
		if (strcmp(name, names[i]) == 0)
			return true;
	return strcmp(name, setting(crm, "form.honeypot", "website")) == 0;
}

static void add_field(struct form_taking *t, const char *name, const struct form_field *field)
{
	t->nested[t->n] = field->nested;
	t->inner[t->n] = field->inner;
	t->name[t->n] = name;
	t->value[t->n++] = field->value;
}

/* Ours come first: a field of the same name gets a number. */
enum status form_fields_list(struct form_taking *t)
{
	struct crm *crm = t->crm;
	const struct form *form = t->visit->form;
	const char *trap = form_body_get(form, setting(crm, "form.honeypot", "website"));
	add_field(t, "consent_proof", &(struct form_field){.value = ""});
	if (trap)
		add_field(t, "honeypot", &(struct form_field){.value = trap});
	for (int i = 0; i < form->n; i++) {
		const char *name = form->field[i].name;
		/* A name that begins so looks like one of our own, and binding would not see the difference. An
		   attribute msgid acts: answers to the letter of that number would come to this lead. */
		if (*name == '_' || strstr(name, "msgid"))
			name = arena_format(&crm->chunk, "field %s", name + strspn(name, "_"));
		if (!name)
			return why_memory(&crm->why);
		if (!is_machinery(crm, form->field[i].name))
			add_field(t, name, &form->field[i]);
	}
	return CRM_OK;
}

static bool is_readable(struct crm *crm, int column, const char *value)
{
	char email[256];
	if (column == HIS_PHONE)
		return phone_parse(value, crm->country).e164 != 0;
	email_fold(value, email);
	return *email != '\0';
}

/* The part of a cell of several numbers or addresses that can be read; NULL: none. */
static const char *readable_part(struct crm *crm, int column, const char *value)
{
	if (is_readable(crm, column, value))
		return value;
	for (const char *rest = value, *part; rest && (part = cell_next(&crm->chunk, &rest)) != NULL;)
		if (is_readable(crm, column, part))
			return part;
	return NULL;
}

/* The first value of a phone or an address that can be read. */
static const char *readable_cell(struct form_taking *t, int column)
{
	const char *part = NULL;
	for (int i = 0; i < t->n && !part; i++)
		if (t->binding.ours[i] == column && *t->value[i])
			part = readable_part(t->crm, column, t->value[i]);
	return part;
}

static bool is_given(const struct form_taking *t, int column)
{
	for (int i = 0; i < t->n; i++)
		if (t->binding.ours[i] == column && *t->value[i])
			return true;
	return false;
}

/* Says nothing by itself: a place in a list, or that this is the value. */
static bool says_nothing(const char *piece, size_t length)
{
	static const char *const words[] = {"value", "full", NULL};
	if (strspn(piece, "0123456789") >= length)
		return true;
	for (int i = 0; words[i]; i++)
		if (strlen(words[i]) == length && strncasecmp(piece, words[i], length) == 0)
			return true;
	return false;
}

/* What stands under a consent is for what it is given: consent[email] is no address. */
static bool speaks_of_consent(const char *piece, size_t length)
{
	static const char *const words[] = {
	    "consent", "agree", "accept", "subscr", "optin", "opt_in", "opt-in", "оглас", "одпис", NULL};
	for (int i = 0; words[i]; i++) {
		size_t n = strlen(words[i]);
		for (size_t at = 0; at + n <= length; at++)
			if (strncasecmp(piece + at, words[i], n) == 0)
				return true;
	}
	return false;
}

/* Without a number at its end: tel-123, Phone_2. */
static size_t without_number(const char *piece, size_t length)
{
	size_t end = length;
	while (end > 0 && ascii_is_digit(piece[end - 1]))
		end--;
	if (end == length)
		return length;
	while (end > 0 && strchr("-_ ", piece[end - 1]))
		end--;
	return end;
}

/* The word that a builder of forms puts brackets and numbers around: PHONE of fields[PHONE][0][VALUE], tel of tel-123.
   "": the name has none but itself. NULL without memory. */
static const char *hidden_word(struct arena *arena, const char *name)
{
	static const char *const pieces[] = {"first", "middle", "last", NULL};
	const char *word = name;
	bool of_consent = false;
	size_t length = 0, n;
	for (const char *piece = name; *piece; piece += n + strspn(piece + n, "[]")) {
		n = strcspn(piece, "[]");
		if (length && says_nothing(piece, n))
			continue;
		if (of_consent)
			return "";
		of_consent = speaks_of_consent(piece, n);
		word = piece;
		length = n;
	}
	n = without_number(word, length);
	if (*word == '_' || (n == length && word == name && name[n] == '\0'))
		return "";
	for (int i = 0; pieces[i]; i++)
		if (strlen(pieces[i]) == n && strncasecmp(word, pieces[i], n) == 0)
			return arena_format(arena, "%s name", pieces[i]);
	return arena_text(arena, word, n);
}

static enum status bind_names(
    struct form_taking *t, const char *const *name, const struct synonyms *synonyms, struct binding *binding)
{
	struct column columns[N_THEIRS + 1] = {{0}};
	for (size_t i = 0; i < N_THEIRS; i++)
		columns[i].name = intake_columns[theirs[i]].name;
	return bind_header(binding, name, t->n, columns, synonyms, &t->crm->chunk, &t->crm->why);
}

static bool is_bound(const struct binding *binding, int i)
{
	return binding->ours[i] >= 0 || binding->use[i] != USE_NONE;
}

/* Fields that nobody knows by their whole name are tried by the word hidden in it. */
static enum status try_hidden_words(struct form_taking *t, const struct synonyms *synonyms)
{
	const char *name[FIELDS_MAX];
	struct binding binding;
	bool any = false;
	for (int i = 0; i < t->n; i++) {
		const char *word =
		    is_bound(&t->binding, i) || t->nested[i] ? "" : hidden_word(&t->crm->chunk, t->name[i]);
		if (!word)
			return why_memory(&t->crm->why);
		name[i] = *word ? word : t->name[i];
		any = any || *word;
	}
	enum status status = any ? bind_names(t, name, synonyms, &binding) : CRM_OK;
	for (int i = 0; any && status == CRM_OK && i < t->n; i++) {
		int ours = binding.ours[i];
		bool unreadable = (ours == HIS_PHONE || ours == HIS_EMAIL) && !readable_part(t->crm, ours, t->value[i]);
		if (name[i] != t->name[i] && is_bound(&binding, i) && !unreadable &&
		    (ours != HIS_CONSENT || !t->inner[i]))
			t->name[i] = name[i];
	}
	return any && status == CRM_OK ? bind_names(t, t->name, synonyms, &t->binding) : status;
}

/* An object or a list is no name, no number and no consent, whatever it is called: it gets another name. Then one that
   stood back for it may come forward. */
static enum status disown_nested(struct form_taking *t, bool *any)
{
	for (int i = 0; i < t->n; i++) {
		if (!t->nested[i] || !is_bound(&t->binding, i))
			continue;
		*any = true;
		if (!(t->name[i] = arena_format(&t->crm->chunk, "field %s", t->name[i])))
			return why_memory(&t->crm->why);
	}
	return CRM_OK;
}

/* Numbers of visits and of counters have as many digits as a phone, but nobody writes them so. */
static bool is_written_as_phone(const char *value)
{
	size_t digits = strspn(value, "0123456789");
	return digits < strlen(value) ||
	       (digits == 11 && (strncmp(value, "79", 2) == 0 || strncmp(value, "89", 2) == 0));
}

/* Addresses that the site's owner puts into his form are no visitor's. */
static bool is_of_the_site(const char *name)
{
	static const char *const words[] = {
	    "recipient", "admin", "manager", "sender", "owner", "from", "mailto", "mail_to", NULL};
	for (int i = 0; words[i]; i++)
		if (strcasestr(name, words[i]))
			return true;
	return strcasecmp(name, "to") == 0 || strncmp(name, "field ", 6) == 0; /* it began with _ */
}

/* Where no name of a field says how to reach him, a value may. */
static void look_for_contacts(struct form_taking *t)
{
	for (int i = 0; i < t->n; i++) {
		if (is_bound(&t->binding, i) || t->nested[i] || is_of_the_site(t->name[i]))
			continue;
		if (is_readable(t->crm, HIS_EMAIL, t->value[i]))
			t->binding.ours[i] = HIS_EMAIL;
		else if (is_written_as_phone(t->value[i]) && is_readable(t->crm, HIS_PHONE, t->value[i]))
			t->binding.ours[i] = HIS_PHONE;
	}
}

static bool is_reachable(struct form_taking *t)
{
	return readable_cell(t, HIS_PHONE) || readable_cell(t, HIS_EMAIL);
}

enum status form_fields_bind(struct form_taking *t, const struct synonyms *synonyms)
{
	enum status status;
	bool again;
	do {
		again = false;
		status = bind_names(t, t->name, synonyms, &t->binding);
		if (status == CRM_OK)
			status = disown_nested(t, &again);
	} while (status == CRM_OK && again);
	if (status == CRM_OK)
		status = try_hidden_words(t, synonyms);
	if (status == CRM_OK && !is_reachable(t))
		look_for_contacts(t);
	if (status == CRM_OK && !is_reachable(t))
		t->refusal = is_given(t, HIS_PHONE)   ? is_given(t, HIS_EMAIL) ? FORM_UNREADABLE : FORM_NO_PHONE
		             : is_given(t, HIS_EMAIL) ? FORM_NO_EMAIL
		                                      : FORM_NO_CONTACT;
	return status;
}

static bool is_part_of_name(const struct form_taking *t, int i)
{
	return t->binding.ours[i] == HIS_NAME || cell_is_piece(&t->binding, i);
}

/* The second value of one of ours is an attribute too. What stands inside an object stands
   in its text already. */
static void sort_field(struct form_taking *t, int i, bool in_name, struct rec *rec)
{
	int ours = t->binding.ours[i];
	const char **cell = ours >= 0 ? &t->cell[theirs[ours]] : NULL;
	if (!*t->value[i] || in_name || (!cell && t->inner[i]) || (cell && *cell && strcmp(*cell, t->value[i]) == 0))
		return;
	if (cell && !*cell) {
		*cell = t->value[i];
		return;
	}
	t->more_name[rec->n_more] = t->binding.name[i];
	t->more_value[rec->n_more++] = t->value[i];
}

/* A name may come in pieces; NAME beside LAST_NAME is one, if it is one word. False without memory. */
static bool name_of(struct form_taking *t, const char **name, bool *joined)
{
	const char *piece[NAME_PIECES] = {0}, *whole = NULL;
	for (int i = 0; i < t->n; i++)
		if (t->binding.ours[i] == HIS_NAME && *t->value[i] && !whole)
			whole = t->value[i];
		else if (t->binding.of[i] == HIS_NAME && cell_is_piece(&t->binding, i) && *t->value[i])
			piece[t->binding.use[i] - USE_FIRST] = t->value[i];
	*name = whole;
	*joined = false;
	if (whole && (strchr(whole, ' ') || piece[0] || !piece[NAME_PIECES - 1]))
		return true;
	if (whole)
		piece[0] = whole;
	*joined = piece[0] || piece[1] || piece[2];
	return !*joined || (*name = cell_name_join(&t->crm->chunk, piece)) != NULL;
}

enum status form_fields_sort(struct form_taking *t, struct rec *rec)
{
	const char *name;
	bool joined;
	*rec = (struct rec){.row = 1, .value = t->cell, .more_name = t->more_name, .more_value = t->more_value};
	if (!name_of(t, &name, &joined))
		return why_memory(&t->crm->why);
	t->cell[INTAKE_NAME] = name;
	t->cell[INTAKE_PHONE] = readable_cell(t, HIS_PHONE);
	t->cell[INTAKE_EMAIL] = readable_cell(t, HIS_EMAIL);
	for (int i = 0; i < t->n; i++)
		sort_field(t, i, joined && is_part_of_name(t, i), rec);
	return CRM_OK;
}
