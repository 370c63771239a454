#include "flow/form/form.h"

#include "base/web/url.h"
#include "base/core/hash.h"
#include "flow/form/form_private.h"
#include "flow/form/rate_limit_private.h"

#define ID_MIN 16 /* a shorter form_id is no number of a form, but a name of it */
#define ID_MAX 100

/* Whose phone or address it is may be somebody else: nothing says that he was ever ours. */
const struct form_words form_refusals[] = {
    [FORM_NO_CONTACT] = {N_("Something is missing"),
        N_("Please go back and tell how to reach you: a phone number or an e-mail address."), "contact"},
    [FORM_NO_PHONE] = {N_("We cannot call you back"),
        N_("The phone number cannot be read. Please go back and write all its digits with the code, such as "
           "+7 916 123-45-67, or give an e-mail address."),
        "phone"},
    [FORM_NO_EMAIL] = {N_("We cannot write to you"),
        N_("The e-mail address cannot be read. Please go back and write all of it, such as name@example.com, or give "
           "a phone number."),
        "email"},
    [FORM_UNREADABLE] = {N_("We cannot reach you"),
        N_("Neither the phone number nor the e-mail address can be read. Please go back and write one of them whole, "
           "such as +7 916 123-45-67 or name@example.com."),
        "contact"},
    [FORM_ERASED] = {N_("The message was not taken"),
        N_("We may keep the phone number or the e-mail address of this form only with the consent of its owner on "
           "paper. If it is yours, please call us or come to us and sign it: then we can answer you."),
        "consent"},
};

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

static int64_t contents_number(const struct form_taking *t)
{
	struct buf text = {0};
	for (int i = 0; i < t->n; i++)
		buf_format(&text, "%s\x1f%s\x1e", t->name[i], t->value[i]);
	int64_t number = text.failed || !text.text ? 0 : hash_text(text.text, text.length);
	buf_free(&text);
	return number;
}

static enum status name_inquiry(struct form_taking *t, const char *at)
{
	const char *id = form_body_get(t->visit->form, "form_id");
	struct crm *crm = t->crm;
	t->cell[INTAKE_AT] = at;
	t->cell[INTAKE_SOURCE] = arena_copy(&crm->chunk, setting(crm, "form.source", "site"));
	size_t length = id ? strlen(id) : 0;
	if (!t->cell[INTAKE_SOURCE] || (length >= ID_MIN && length <= ID_MAX &&
	                                   !(t->cell[INTAKE_EXT_ID] = arena_format(
	                                         &crm->chunk, "form:%s:%llx", id, (unsigned long long)t->number))))
		return why_memory(&crm->why);
	return CRM_OK;
}

/* What he gave instead of a phone or an address, for whoever reads the log. */
static enum status reject_unreachable(struct form_taking *t, struct answer *answer)
{
	struct crm *crm = t->crm;
	for (int i = 0; i < t->n; i++)
		if (t->binding.ours[i] >= 0 && *t->value[i] && strcmp(t->binding.name[i], "phone") == 0)
			return reject(crm, answer, "phone", _("not a phone number: «%.60s»"), t->value[i]);
		else if (t->binding.ours[i] >= 0 && *t->value[i] && strcmp(t->binding.name[i], "email") == 0)
			return reject(crm, answer, "email", _("not an e-mail address: «%s»"), t->value[i]);
	return reject(crm, answer, NULL, "%s", _("nothing tells how to reach the visitor"));
}

static enum status make_record(struct form_taking *t, const char *at)
{
	enum status status = form_fields_sort(t, &t->rec);
	if (status != CRM_OK)
		return status;
	if (t->cell[INTAKE_CONSENT]) {
		t->more_name[t->rec.n_more] = "consent_proof";
		if (!(t->more_value[t->rec.n_more++] = consent_proof_text(t, at)))
			return why_memory(&t->crm->why);
	}
	return name_inquiry(t, at);
}

static enum status take_in(struct form_taking *t, struct answer *answer)
{
	struct crm *crm = t->crm;
	enum status status = rate_limit_count(crm, t->visit->address);
	if (status == CRM_OK)
		status = intake(crm, &t->rec, 1, answer);
	if (status == CRM_OK && answer_is_rejected(answer))
		t->refusal = answer->erased ? FORM_ERASED : FORM_NO_CONTACT;
	return status;
}

static enum status take_fields(struct form_taking *t, struct answer *answer)
{
	bool same = false;
	enum status status = rate_limit_same(t->crm, t->number, &same);
	if (status != CRM_OK)
		return status;
	answer->row = 1;
	if (same) {
		answer->verdict = VERDICT_KNOWN;
		return CRM_OK;
	}
	return t->refusal ? reject_unreachable(t, answer) : take_in(t, answer);
}

static enum status form_take(struct visiting *visiting)
{
	enum status status = take_fields(visiting->taking, &visiting->answer);
	visiting->refusal = visiting->taking->refusal;
	return status;
}

/* A builder of forms asks so whether anybody listens, before it sends the first one. */
static bool is_trial(const struct form *form)
{
	return form->n == 1 && strcmp(form->field[0].name, "test") == 0 && strcmp(form->field[0].value, "test") == 0;
}

enum status form_prepare(struct crm *crm, struct visiting *visiting)
{
	const char *at = now_text(crm);
	struct form_taking *t = visiting->taking = arena_zero(&crm->chunk, sizeof *t);
	if (!t || !at)
		return why_memory(&crm->why);
	t->crm = crm;
	t->visit = &visiting->visit;
	enum status status = form_fields_list(t);
	t->number = contents_number(t); /* under the names with which they came */
	if (status == CRM_OK)
		status = form_fields_bind(t, visiting->synonyms);
	if (status == CRM_OK && !t->refusal)
		status = make_record(t, at);
	return status == CRM_OK && !t->refusal ? intake_ahead(crm, &t->rec, 1) : status;
}

enum status form_visit(struct crm *crm, void *arg)
{
	struct visiting *visiting = arg;
	struct answer *answer = &visiting->answer;
	if (is_trial(visiting->visit.form)) {
		answer->verdict = VERDICT_KNOWN;
		return CRM_NONE;
	}
	enum status status = form_visit_wait(crm, &visiting->visit, &visiting->wait);
	if (status == CRM_OK && !visiting->wait)
		status = form_take(visiting);
	if (status != CRM_OK)
		return status;
	if (visiting->wait || answer_is_rejected(answer))
		return CRM_NONE;
	tally_count(&visiting->tally, answer->verdict);
	return strcmp(answer->verdict, VERDICT_KNOWN) == 0 ? CRM_NONE : CRM_OK;
}

/* Who is refused without a trace could ask about every phone there is. */
enum status form_count_refused(struct crm *crm, const struct form_visit *visit)
{
	enum status status = db_begin(crm->db);
	if (status == CRM_OK)
		status = rate_limit_count(crm, visit->address);
	if (status == CRM_OK)
		return db_commit(crm->db);
	db_rollback(crm->db);
	return status;
}

const char *form_next(struct crm *crm, const struct form *form)
{
	const char *next = form_body_get(form, "_next"), *thanks = setting(crm, "form.thanks", NULL);
	if (next && url_is_of(next, setting(crm, "form.sites", "")))
		return next;
	return thanks && (url_is_path(thanks) || url_origin(thanks)) ? thanks : NULL;
}
