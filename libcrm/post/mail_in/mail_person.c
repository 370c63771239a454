/* Who may be a client in a letter: its sender, or whom a colleague, a group or a form's program writes for. */
#include "base/text/casefold.h"
#include "base/text/phone.h"
#include "flow/intake/intake.h"
#include "post/mail_in/mail_private.h"
#include "post/mail_read/machine_words.h"
#include "post/mail_read/quote_strip.h"

#define PHONE_MOST 500 /* characters */
#define NOTE_MOST 500
#define NAME_MOST 250
#define FORWARDED_MOST 5
#define ASKING_MOST 2000 /* bytes of a text in which one person asks */

const char *mail_keep(struct crm *crm, const char *text, int most, bool *failed)
{
	const char *end = text;
	for (int i = 0; end && *end && i < most; i++)
		utf8_next(&end);
	const char *copy = text ? arena_text(&crm->chunk, text, (size_t)(end - text)) : NULL;
	*failed = *failed || (text && !copy);
	return copy;
}

static enum status by_headers(struct crm *crm, struct incoming *letter, const char *whole, const char *name,
    const char *address, const char **value, struct arena *scratch)
{
	bool failed = false;
	value[INTAKE_EMAIL] = address;
	value[INTAKE_NAME] = name;
	value[INTAKE_PHONE] = whole ? mail_keep(crm,
	                                  quote_strip_phone(letter->message.text, quote_strip_signature(whole, scratch),
	                                      crm->country, scratch),
	                                  PHONE_MOST, &failed)
	                            : NULL;
	return failed ? why_memory(&crm->why) : CRM_OK;
}

/* "'Igor' via Sales", «Игорь через Отдел продаж»: Igor. The same name if nothing of that applies. */
static const char *without_via(struct crm *crm, const char *name, bool *failed)
{
	const char *via = name ? strstr(name, " via ") : NULL;
	if (name && !via)
		via = strstr(name, " через ");
	if (!via)
		return name;
	const char *begin = name + (*name == '\'' || *name == '"');
	size_t length = (size_t)(via - begin);
	const char *alone = arena_text(&crm->chunk, begin, length - (length && strchr("'\"", begin[length - 1])));
	*failed = *failed || !alone;
	return alone;
}

/* For whom a box or a program stands in From. */
static void find_other(
    struct crm *crm, const struct incoming *letter, const char **name, const char **address, bool *failed)
{
	const struct message *message = &letter->message;
	bool program = letter->from == FROM_PROGRAM;
	const char *called = program ? NULL : without_via(crm, message->name, failed);
	if (message->original && !mail_is_ours(crm, message->original) && !machine_address(message->original)) {
		*address = message->original;
		*name = message->original_name ? message->original_name : called;
	} else if (mail_is_outside(crm, message, message->reply_to)) {
		*address = message->reply_to;
		*name = message->reply_name ? message->reply_name : called;
	} else if (letter->from == FROM_OWN && called != message->name) {
		/* A group that tells no address still tells a name. */
		*name = called;
	}
}

/* For whom the sender of the headers writes, if it is no person itself. */
static enum status find_person(struct crm *crm, struct incoming *letter, const char **name, const char **address)
{
	const struct message *message = &letter->message;
	bool failed = false;
	*name = *address = NULL;
	letter->person = true;
	switch (letter->from) {
	case FROM_PERSON:
	case FROM_HOUSE:
		*name = message->name;
		*address = message->address;
		break;
	case FROM_ROBOT: *address = message->reply_to; break;
	case FROM_COLLEAGUE:
	case FROM_OWN:
	case FROM_PROGRAM:
		find_other(crm, letter, name, address, &failed);
		letter->person = *address || *name;
		break;
	}
	return failed ? why_memory(&crm->why) : CRM_OK;
}

/* The letter inside one that a colleague passes on, the innermost that somebody outside wrote. */
static bool find_forwarded(struct crm *crm, const struct incoming *letter, const char *whole, struct forwarded *found,
    struct arena *scratch, bool *failed)
{
	bool marked = forwarded_subject(letter->message.subject);
	bool ours = letter->from == FROM_COLLEAGUE || letter->from == FROM_OWN || letter->from == FROM_HOUSE;
	/* What he answers a client has the same head below. */
	if (!ours || (!marked && mail_goes_outside(crm, &letter->message)))
		return false;
	bool any = letter->message.attached != NULL;
	if (any)
		*found = *letter->message.attached;
	else
		any = whole && forwarded_find(found, whole, scratch, failed);
	const char *before = any ? found->before : NULL;
	for (int i = 0; any && i < FORWARDED_MOST && mail_is_ours(crm, found->address); i++)
		any = forwarded_find(found, found->text, scratch, failed);
	found->before = before;
	return any && !mail_is_ours(crm, found->address);
}

/* From now on the letter is the one inside. */
static enum status unwrap(struct crm *crm, struct incoming *letter, const struct forwarded *found, const char **whole)
{
	struct message *message = &letter->message;
	const struct manager *colleague = mail_colleague(crm, message->address);
	struct buf own = {0}, note = {0};
	const char *said = found->before ? found->before : message->attached ? message->text : NULL;
	bool failed = false;
	quote_strip_put(&own, found->text);
	if (said)
		quote_strip_put(&note, said);
	letter->brought_by = colleague ? colleague->code : message->address;
	letter->note = note.length ? mail_keep(crm, note.text, NOTE_MOST, &failed) : NULL;
	message->text = own.length ? mail_keep(crm, own.text, MAIL_IN_TEXT, &failed) : NULL;
	message->subject = mail_keep(
	    crm, found->subject ? found->subject : forwarded_bare_subject(message->subject), PHONE_MOST, &failed);
	*whole = found->text;
	failed = failed || own.failed || note.failed;
	buf_free(&own);
	buf_free(&note);
	return failed ? why_memory(&crm->why) : CRM_OK;
}

static bool is_outgoing(struct crm *crm, const struct incoming *letter)
{
	bool ours = mail_is_ours(crm, letter->message.address);
	bool nobody = !letter->form && !letter->brought_by && ((ours && !letter->person) || letter->from == FROM_HOUSE);
	return nobody && !letter->message.automatic && mail_goes_outside(crm, &letter->message);
}

/* A number for calls to a firm is no client's. */
static bool is_toll_free(int64_t e164)
{
	return e164 / 10000000 == 7800 || e164 / 10000000 == 7804;
}

/* A short text that nobody can leave a list by, and that says what people say; a number to call is enough where no
   markup is, and in what a program has sent. */
static enum status judge_asking(struct crm *crm, struct incoming *letter, const char *whole, const char *phone)
{
	bool failed = false;
	int64_t number = phone_parse(phone, crm->country).e164;
	bool called = number && !is_toll_free(number), program = letter->from == FROM_PROGRAM;
	if (strlen(whole) > ASKING_MOST || machine_mailing(whole, &failed))
		letter->asks = false;
	else if (program || (called && !letter->message.html))
		letter->asks = called;
	else
		letter->asks = machine_person(letter->message.text, &failed);
	return failed ? why_memory(&crm->why) : CRM_OK;
}

enum status mail_person(
    struct crm *crm, struct incoming *letter, const char *whole, const char **value, struct arena *scratch)
{
	const char *name, *address;
	struct forwarded inside = {0};
	char folded[256];
	bool failed = false;
	letter->from = mail_from_of(crm, &letter->message);
	enum status status = find_person(crm, letter, &name, &address);
	if (status == CRM_OK && find_forwarded(crm, letter, whole, &inside, scratch, &failed)) {
		status = unwrap(crm, letter, &inside, &whole);
		name = mail_keep(crm, inside.name, NAME_MOST, &failed);
		address = mail_keep(crm, inside.address, NAME_MOST, &failed);
		letter->person = !address || !machine_address(address);
	}
	letter->message.attached = NULL; /* it lives as long as the letter is read */
	if (failed)
		status = why_memory(&crm->why);
	if (status != CRM_OK)
		return status;
	status = mail_form(crm, letter, whole, value, scratch);
	letter->form = status == CRM_OK;
	letter->person = letter->person || letter->form;
	letter->outgoing = is_outgoing(crm, letter);
	letter->person = letter->person && !letter->outgoing;
	if (status == CRM_NONE)
		status = by_headers(crm, letter, whole, name, address, value, scratch);
	if (status == CRM_OK && whole)
		status = judge_asking(crm, letter, whole, value[INTAKE_PHONE]);
	if (status != CRM_OK)
		return status;
	email_fold_loose(value[INTAKE_EMAIL], folded);
	letter->sender = *folded ? arena_copy(&crm->chunk, folded) : NULL;
	return *folded && !letter->sender ? why_memory(&crm->why) : CRM_OK;
}
