/* A site's form has the field names of whatever made it: which of them is the phone? */
#include "base/text/ascii.h"
#include "base/text/casefold.h"
#include "base/text/phone.h"
#include "flow/form/form_private.h"
#include "rows/columns/bind_cells.h"
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
	email_fold_loose(value, email); /* one with an underscore in its domain can still be written to by hand */
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

static bool is_usual(int column, const char *value)
{
	char email[256] = "";
	if (column == HIS_EMAIL)
		email_fold(value, email);
	return column != HIS_EMAIL || *email != '\0';
}

/* The first value of a phone or an address that can be read: of addresses, one that mail goes to. */
static const char *readable_cell(struct form_taking *t, int column)
{
	const char *first = NULL;
	for (int i = 0; i < t->n; i++) {
		const char *part =
		    t->binding.ours[i] == column && *t->value[i] ? readable_part(t->crm, column, t->value[i]) : NULL;
		if (part && is_usual(column, part))
			return part;
		first = first ? first : part;
	}
	return first;
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

#define PIECES_MAX 8

/* A number of a phone is no phone: phones[0][id]. */
static bool is_of_machinery(const char *piece, size_t length)
{
	return length == 2 && strncasecmp(piece, "id", 2) == 0;
}

/* The word that a builder of forms puts brackets and numbers around: PHONE of fields[PHONE][0][VALUE], tel of tel-123;
   with ${outer}, that many words before it: phone of phone[work]. "": the name has none but itself. NULL without
   memory. */
static const char *hidden_word(struct arena *arena, const char *name, int outer)
{
	static const char *const names[] = {"first", "middle", "last", NULL};
	const char *word[PIECES_MAX] = {name};
	size_t length[PIECES_MAX] = {0}, n;
	int count = 0;
	bool of_consent = false;
	for (const char *piece = name; *piece; piece += n + strspn(piece + n, "[]")) {
		n = strcspn(piece, "[]");
		if (count && says_nothing(piece, n))
			continue;
		if (of_consent || count == PIECES_MAX)
			return "";
		of_consent = speaks_of_consent(piece, n);
		word[count] = piece;
		length[count++] = n;
	}
	if (!count || outer >= count || (outer && is_of_machinery(word[count - 1], length[count - 1])))
		return "";
	const char *said = word[count - 1 - outer];
	n = without_number(said, length[count - 1 - outer]);
	if (*said == '_' || (n == length[count - 1 - outer] && said == name && name[n] == '\0'))
		return "";
	for (int i = 0; names[i] && !outer; i++)
		if (strlen(names[i]) == n && strncasecmp(said, names[i], n) == 0)
			return arena_format(arena, "%s name", names[i]);
	return arena_text(arena, said, n);
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

/* What is said in an object is no consent, and what cannot be read is no phone; a word further out says only how to
   reach him. */
static bool may_be(struct form_taking *t, int ours, int i, int outer)
{
	if (ours == HIS_PHONE || ours == HIS_EMAIL)
		return readable_part(t->crm, ours, t->value[i]) != NULL;
	return !outer && (ours != HIS_CONSENT || !t->inner[i]);
}

/* Fields that nobody knows by their whole name are tried by the word hidden in it. */
static enum status try_hidden_words(struct form_taking *t, const struct synonyms *synonyms, int outer)
{
	const char *name[FIELDS_MAX];
	struct binding binding;
	bool any = false;
	for (int i = 0; i < t->n; i++) {
		const char *word =
		    is_bound(&t->binding, i) || t->nested[i] ? "" : hidden_word(&t->crm->chunk, t->name[i], outer);
		if (!word)
			return why_memory(&t->crm->why);
		name[i] = *word ? word : t->name[i];
		any = any || *word;
	}
	enum status status = any ? bind_names(t, name, synonyms, &binding) : CRM_OK;
	for (int i = 0; any && status == CRM_OK && i < t->n; i++)
		if (name[i] != t->name[i] && is_bound(&binding, i) && may_be(t, binding.ours[i], i, outer))
			t->name[i] = name[i];
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

/* A phone or an address as the whole of a value; -1: neither. */
static int looks_like(struct form_taking *t, int i)
{
	if (is_readable(t->crm, HIS_EMAIL, t->value[i]))
		return HIS_EMAIL;
	return is_written_as_phone(t->value[i]) && is_readable(t->crm, HIS_PHONE, t->value[i]) ? HIS_PHONE : -1;
}

/* «Контакт» is a name, or how to reach him: then another that stood back for it comes forward. */
static void correct_names(struct form_taking *t)
{
	struct binding *b = &t->binding;
	int spare = -1;
	bool named = false;
	for (int i = 0; i < t->n; i++) {
		bool stood_back = b->use[i] == USE_SPARE && b->of[i] == HIS_NAME;
		int column = b->ours[i] == HIS_NAME || stood_back ? looks_like(t, i) : -1;
		if (column >= 0) {
			b->ours[i] = column;
			b->use[i] = USE_NONE;
		} else if (stood_back && spare < 0 && *t->value[i]) {
			spare = i;
		}
		named = named || b->ours[i] == HIS_NAME;
	}
	if (!named && spare >= 0)
		b->ours[spare] = HIS_NAME;
}

/* Where no name of a field says how to reach him, a value may. One that is named as somebody else's only when there is
   nothing better. */
static void look_for_contacts(struct form_taking *t)
{
	bool phone = readable_cell(t, HIS_PHONE), email = readable_cell(t, HIS_EMAIL), reachable = phone || email;
	for (int i = 0; i < t->n && (!phone || !email); i++) {
		if (is_bound(&t->binding, i) || t->nested[i] || is_of_the_site(t->name[i]))
			continue;
		int column = looks_like(t, i);
		if (column < 0 || (column == HIS_PHONE ? phone : email))
			continue;
		const char *name = t->name[i];
		if (!reachable || (!bind_is_of_others(name) && !speaks_of_consent(name, strlen(name))))
			t->binding.ours[i] = column;
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
	for (int outer = 0; outer < 3 && status == CRM_OK; outer++)
		status = try_hidden_words(t, synonyms, outer);
	if (status != CRM_OK)
		return status;
	correct_names(t);
	look_for_contacts(t);
	if (!is_reachable(t))
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
