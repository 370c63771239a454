/* From the cells of a row to the values an inquiry is matched and kept by. */
#include "base/text/casefold.h"
#include "base/text/json.h"
#include "base/text/name.h"
#include "base/text/phone.h"
#include "book/context/absence.h"
#include "book/records/fingerprint.h"
#include "flow/intake/inquiry_private.h"

const struct column intake_columns[INTAKE_COLUMNS + 1] = {[INTAKE_AT] = {"at", false, false},
    [INTAKE_NAME] = {"name", false, true},
    [INTAKE_PHONE] = {"phone", false, true},
    [INTAKE_EMAIL] = {"email", false, true},
    [INTAKE_COMPANY] = {"company", false, false},
    [INTAKE_SOURCE] = {"source", false, false},
    [INTAKE_CAMPAIGN] = {"campaign", false, false},
    [INTAKE_PROJECT] = {"project", false, false},
    [INTAKE_PAYMENT] = {"payment", false, false},
    [INTAKE_FAMILY] = {"family", false, false},
    [INTAKE_AMOUNT] = {"amount", false, false},
    [INTAKE_COMMENT] = {"comment", false, false},
    [INTAKE_MANAGER] = {"manager", false, false},
    [INTAKE_STAGE] = {"stage", false, false},
    [INTAKE_EXT_ID] = {"ext_id", false, true},
    [INTAKE_CONSENT] = {"consent", false, false},
    [INTAKE_INN] = {"inn", false, false},
    [IN_CONSENT_CALL] = {"consent_call", false, false},
    [IN_CONSENT_EMAIL] = {"consent_email", false, false},
    [IN_CONSENT_LETTER] = {"consent_letter", false, false},
    [IN_CONSENT_MESSENGER] = {"consent_messenger", false, false},
    [IN_CONSENT_SMS] = {"consent_sms", false, false},
    [IN_OPTOUT] = {"optout", false, false},
    [IN_OPTOUT_CALL] = {"optout_call", false, false},
    [IN_OPTOUT_EMAIL] = {"optout_email", false, false},
    [IN_OPTOUT_LETTER] = {"optout_letter", false, false},
    [IN_OPTOUT_MESSENGER] = {"optout_messenger", false, false},
    [IN_OPTOUT_SMS] = {"optout_sms", false, false},
    [INTAKE_STATE] = {"state", false, false},
    [INTAKE_REASON] = {"reason", false, false},
    [INTAKE_CLOSED] = {"closed", false, false},
    [INTAKE_STAGE_SINCE] = {"stage_since", false, false},
    [INTAKE_COLUMNS] = {0}};

enum status inquiry_warn(struct intake *in, struct inquiry *q, const char *format, ...)
{
	char text[400];
	va_list args;
	va_start(args, format);
	vsnprintf(text, sizeof text, format, args);
	va_end(args);
	utf8_mend(text);
	q->warning =
	    q->warning ? arena_format(&in->crm->chunk, "%s; %s", q->warning, text) : arena_copy(&in->crm->chunk, text);
	return q->warning ? CRM_OK : why_memory(&in->crm->why);
}

static enum status read_phone(struct crm *crm, struct inquiry *q, const char *text)
{
	struct phone phone = phone_parse(text, crm->country);
	q->phone = phone.e164;
	if (phone.extension[0] && !(q->extension = arena_copy(&crm->chunk, phone.extension)))
		return why_memory(&crm->why);
	return CRM_OK;
}

/* A bad phone is a warning: the row goes in while anything else tells who it is. */
enum status inquiry_phone(struct intake *in, struct inquiry *q, const struct rec *rec, int column)
{
	const char *text = rec->value[column];
	if (!text)
		return CRM_OK;
	enum status status = read_phone(in->crm, q, text);
	for (int i = 0; i < rec->n_more && !q->phone && status == CRM_OK; i++)
		if (strcmp(rec->more_name[i], "phone") == 0)
			status = read_phone(in->crm, q, rec->more_value[i]);
	if (!q->phone && status == CRM_OK)
		status = inquiry_warn(in, q, _("phone: not a phone number: «%.60s»"), text);
	return status;
}

enum status inquiry_email(struct intake *in, struct inquiry *q, const char *text)
{
	struct crm *crm = in->crm;
	char folded[256], box[256];
	if (!text)
		return CRM_OK;
	email_fold(text, folded);
	if (!*folded) {
		/* One that no mail can be sent to by rights is still by what he is known again. */
		email_fold_loose(text, box);
		if (*box && !(q->box = arena_copy(&crm->chunk, box)))
			return why_memory(&crm->why);
		return inquiry_warn(in, q,
		    *box ? _("email: an underscore in the domain, kept as text: «%.60s»")
		         : _("email: not an address: «%.60s»"),
		    text);
	}
	if (!(q->email = arena_copy(&crm->chunk, folded)))
		return why_memory(&crm->why);
	if (!in->aliases)
		return CRM_OK;
	email_box(folded, box);
	if (strcmp(box, folded) != 0 && !(q->box = arena_copy(&crm->chunk, box)))
		return why_memory(&crm->why);
	return CRM_OK;
}

enum status inquiry_inn(struct intake *in, struct inquiry *q, const char *text)
{
	if (!text || (q->inn = inn_parse(text)) != 0)
		return CRM_OK;
	return inquiry_warn(in, q, _("inn: not a tax number: «%.60s»"), text);
}

/* Nothing is left that tells who it is: what is wrong with the cells that should have. */
static enum status reject_nobody(struct crm *crm, struct inquiry *q)
{
	const char *phone = q->rec->value[INTAKE_PHONE], *email = q->rec->value[INTAKE_EMAIL];
	if (phone)
		return reject(crm, q->answer, "phone", _("not a phone number: «%.60s»"), phone);
	if (email)
		return reject(crm, q->answer, "email", _("not an e-mail address: «%s»"), email);
	return reject(crm, q->answer, NULL, "%s", _("nothing tells who it is"));
}

/* What came while he was here is his, as history; later he gets nothing, and that loses nobody. */
static enum status give_to(struct intake *in, struct inquiry *q, const struct manager *manager)
{
	struct crm *crm = in->crm;
	if (zone_day(crm->zone, crm->now) < manager->left || zone_day(crm->zone, q->at) < manager->left) {
		q->given = manager;
		return CRM_OK;
	}
	const char *gone = manager_gone(crm, manager);
	return gone ? inquiry_warn(in, q, _("%s: nobody has it"), gone) : CRM_OK;
}

static enum status take_words(struct intake *in, struct inquiry *q)
{
	struct crm *crm = in->crm;
	const char *word = q->rec->value[INTAKE_MANAGER];
	const struct manager *manager = NULL;
	enum status status = word ? manager_meant(crm, word, &manager) : CRM_OK;
	q->unread_manager = status == CRM_DATA ? word : NULL;
	if (status == CRM_DATA)
		return in->surveying ? CRM_OK : reject_why(crm, q->answer, "manager");
	return status == CRM_OK && manager ? give_to(in, q, manager) : status;
}

const char *inquiry_attribute_key(struct crm *crm, const struct column *columns, const struct rec *rec, int i)
{
	const char *name = rec->more_name[i] + strspn(rec->more_name[i], "_");
	int nth = 1;
	for (int c = 0; columns[c].name; c++)
		if (strcmp(name, columns[c].name) == 0)
			nth = 2;
	for (int j = 0; nth > 1 && j < i; j++)
		nth += strcmp(rec->more_name[j], rec->more_name[i]) == 0;
	return nth > 1 ? arena_format(&crm->chunk, "%s %d", name, nth) : *name ? name : "column";
}

/* The row as the journal keeps it, and the number by which the very same row is known again. */
static enum status keep_row(struct intake *in, struct inquiry *q)
{
	const struct rec *rec = q->rec;
	q->json_at = in->json.length;
	json_open(&in->json);
	for (int i = 0; i < INTAKE_COLUMNS; i++)
		if (rec->value[i])
			json_text(&in->json, intake_columns[i].name, rec->value[i]);
	for (int i = 0; i < rec->n_more; i++) {
		const char *key = inquiry_attribute_key(in->crm, intake_columns, rec, i);
		if (!key)
			return why_memory(&in->crm->why);
		json_text(&in->json, key, rec->more_value[i]);
		if (!q->msgid && strcmp(key, "msgid") == 0)
			q->msgid = rec->more_value[i];
	}
	q->json_length = in->json.length - q->json_at;
	if (in->json.failed)
		return why_memory(&in->crm->why);
	if (rec->value[INTAKE_EXT_ID]) {
		buf_clear(&in->scratch);
		casefold_put(&in->scratch, rec->value[INTAKE_SOURCE] ? rec->value[INTAKE_SOURCE] : "");
		if (in->scratch.failed)
			return why_memory(&in->crm->why);
		q->hash = fingerprint_ext(rec->value[INTAKE_EXT_ID], in->scratch.length ? in->scratch.text : "");
		q->hash_any = fingerprint_ext(rec->value[INTAKE_EXT_ID], NULL);
	} else {
		q->hash = fingerprint_document(in->json.text + q->json_at, q->json_length);
	}
	q->hash += q->hash == 0; /* 0 is no key */
	return CRM_OK;
}

enum status intake_load(struct intake *in)
{
	struct crm *crm = in->crm;
	char *list = arena_copy(&crm->chunk, setting(crm, "profile.fields", PROFILE_DEFAULT)), *rest = list, *word;
	if (!list)
		return why_memory(&crm->why);
	while (in->n_profile < PROFILE_MAX && (word = strsep(&rest, " ")) != NULL) {
		int column = 0;
		if (!*word)
			continue;
		while (column < INTAKE_COLUMNS && strcmp(intake_columns[column].name, word) != 0)
			column++;
		in->profile[in->n_profile].column = column;
		in->profile[in->n_profile++].name = word;
	}
	in->aliases = setting_int(crm, "intake.email_aliases", 0) != 0;
	return CRM_OK;
}

static int64_t profile_bits(const struct intake *in, const struct rec *rec)
{
	int64_t bits = 0;
	for (int i = 0; i < in->n_profile; i++) {
		int column = in->profile[i].column;
		bool there = column < INTAKE_COLUMNS && rec->value[column];
		for (int j = 0; column == INTAKE_COLUMNS && j < rec->n_more && !there; j++)
			there = strcmp(rec->more_name[j], in->profile[i].name) == 0;
		bits |= (int64_t)there << i;
	}
	return bits;
}

enum status inquiry_refuse_erased(struct intake *in, struct inquiry *q, const struct rec *rec, struct answer *answer)
{
	struct crm *crm = in->crm;
	bool erased;
	if (!in->suppression.any)
		return CRM_OK;
	enum status status = suppress_has(
	    crm, &in->suppression, &(struct suppress_traits){q->phone, q->email ? q->email : q->box, q->inn}, &erased);
	for (int i = 0; i < rec->n_more && status == CRM_OK && !erased; i++) {
		char email[256];
		email_fold(rec->more_value[i], email);
		const struct suppress_traits traits = {
		    .phone = phone_parse(rec->more_value[i], crm->country).e164, .email = email};
		status = suppress_has(crm, &in->suppression, &traits, &erased);
	}
	if (status != CRM_OK || !erased)
		return status;
	answer->erased = true;
	return reject(crm, answer, NULL, "%s", _("erased on request"));
}

#define NOTHING (-1) /* looked for, and not ours; beside 0, not looked for yet */

/* The manager by what people call him; NOTHING if nobody is called so, or two are. */
static enum status find_manager(struct crm *crm, const char *text, int64_t *id)
{
	const struct manager *manager;
	enum status status = manager_meant(crm, text, &manager);
	*id = status == CRM_OK ? manager->id : NOTHING;
	return status == CRM_DATA ? CRM_OK : status;
}

/* Files say the same few words over and over: each is looked for once in a chunk, while there are not too many. */
static enum status resolve_manager(struct intake *in, const char *text, int64_t *id)
{
	struct intake_resolved *resolved = &in->managers;
	enum status status = CRM_OK;
	if (!resolved->known.slot && hashmap_open_texts(&resolved->known, &in->crm->chunk, INTAKE_RESOLVED_MAX) != 0)
		return why_memory(&in->crm->why);
	int64_t *place = resolved->n < INTAKE_RESOLVED_MAX ? hashmap_at_text(&resolved->known, text) : NULL;
	*id = place ? *place : 0;
	if (!*id) {
		status = find_manager(in->crm, text, id);
		resolved->n++;
	}
	if (place)
		*place = *id;
	return status;
}

static enum status resolve_source(struct crm *crm, struct inquiry *q)
{
	const char *word = q->rec->value[INTAKE_SOURCE], *called[SOURCE_NAMES];
	enum status status = source_called(crm, word, called);
	if (status == CRM_OK && word && strcmp(called[0], word) != 0)
		q->source = called[0];
	return status;
}

/* A source by whatever name the settings have for it, and the manager of another system when he is called as ours is.
 */
static enum status resolve_words(struct intake *in, struct inquiry *q)
{
	const struct rec *rec = q->rec;
	enum status status = resolve_source(in->crm, q);
	for (int i = 0; rec->maybe && i < rec->n_more && status == CRM_OK; i++) {
		int64_t id = NOTHING;
		if (rec->maybe[i] != INTAKE_MANAGER || q->given)
			continue;
		status = resolve_manager(in, rec->more_value[i], &id);
		if (id == NOTHING)
			q->unread_manager = rec->more_value[i];
		else if (status == CRM_OK)
			status = give_to(in, q, manager_id(in->crm, id));
	}
	return status;
}

enum status inquiry_normalise(struct intake *in, struct inquiry *q)
{
	struct crm *crm = in->crm;
	const char *const *value = q->rec->value;
	if (inquiry_is_total_line(in, q->rec))
		return reject(crm, q->answer, NULL, "%s", _("a total line, no inquiry"));
	enum status status = inquiry_at(in, q);
	if (!q->answer->verdict && status == CRM_OK)
		status = inquiry_amount(in, q);
	if (!q->answer->verdict && status == CRM_OK)
		status = take_words(in, q);
	if (!q->answer->verdict && status == CRM_OK)
		status = resolve_words(in, q);
	if (!q->answer->verdict && status == CRM_OK)
		status = inquiry_outcome(in, q);
	if (q->answer->verdict)
		return CRM_OK;
	if (status != CRM_OK)
		return status;
	q->name = value[INTAKE_NAME];
	q->filled = profile_bits(in, q->rec);
	status = inquiry_phone(in, q, q->rec, INTAKE_PHONE);
	if (status == CRM_OK)
		status = inquiry_email(in, q, value[INTAKE_EMAIL]);
	if (status == CRM_OK)
		status = inquiry_inn(in, q, value[INTAKE_INN]);
	if (status == CRM_OK)
		status = inquiry_consent(in, q);
	if (status != CRM_OK)
		return status;
	q->nobody = !q->phone && !q->email && !q->box && !q->inn && !value[INTAKE_NAME] && !value[INTAKE_EXT_ID];
	return q->nobody ? reject_nobody(crm, q) : keep_row(in, q);
}
