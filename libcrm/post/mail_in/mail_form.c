/* Who wrote it: a person by the headers, or the person a form's letter tells of. */
#include "base/text/casefold.h"
#include "base/value/money.h"
#include "base/text/phone.h"
#include "flow/intake/intake.h"
#include "post/mail_in/form_labels_private.h"
#include "post/mail_in/mail_private.h"
#include "post/mail_read/quote_strip.h"

#define VALUE_MOST 500 /* characters of a value in a form */

static struct synonyms *synonyms; /* read when the first letter has labels */

void mail_form_close(void)
{
	synonyms_free(synonyms);
	synonyms = NULL;
}

/* Setting mail.robots: addresses, blanks or commas between; @site.example is all of that domain. */
static bool is_robot(struct crm *crm, const char *address)
{
	const char *list = setting(crm, "mail.robots", "");
	while (address && *list) {
		size_t length = strcspn(list, " ,;\n\t");
		char *one = arena_text(&crm->chunk, list, length), folded[256];
		list += length + (list[length] != '\0');
		if (!one || !*one)
			continue;
		if (*one == '@' && strcmp(strchr(address, '@'), one) == 0)
			return true;
		email_fold(one, folded);
		if (*folded && strcmp(folded, address) == 0)
			return true;
	}
	return false;
}

static enum status read_form(struct crm *crm, const struct incoming *letter, const char *whole,
    const char *filled[FORM_LABEL_COLUMNS], struct arena *scratch)
{
	if (!whole || !strpbrk(whole, ":\t"))
		return CRM_NONE;
	if (!synonyms) {
		char *folder = arena_format(&crm->chunk, "%s/columns", crm->share);
		enum status status = folder ? synonyms_open(&synonyms, folder, NULL, &crm->why) : why_memory(&crm->why);
		if (status != CRM_OK)
			return status;
	}
	return form_labels_read(whole, letter->robot, synonyms, filled, scratch, &crm->why);
}

/* ${text} as the record keeps it. */
static const char *keep_text(struct crm *crm, const char *text, bool *failed)
{
	const char *end = text;
	for (int i = 0; end && *end && i < VALUE_MOST; i++)
		utf8_next(&end);
	const char *copy = text ? arena_text(&crm->chunk, text, (size_t)(end - text)) : NULL;
	*failed = *failed || (text && !copy);
	return copy;
}

/* The form says who; what it leaves out is not resolved from the header of the program that sent it. */
static enum status by_form(
    struct crm *crm, struct incoming *letter, const char *filled[FORM_LABEL_COLUMNS], const char **value)
{
	static const int column[FORM_LABEL_TAKEN] = {[FORM_LABEL_NAME] = INTAKE_NAME,
	    [FORM_LABEL_PHONE] = INTAKE_PHONE,
	    [FORM_LABEL_EMAIL] = INTAKE_EMAIL,
	    [FORM_LABEL_COMPANY] = INTAKE_COMPANY,
	    [FORM_LABEL_PROJECT] = INTAKE_PROJECT,
	    [FORM_LABEL_CAMPAIGN] = INTAKE_CAMPAIGN,
	    [FORM_LABEL_PAYMENT] = INTAKE_PAYMENT,
	    [FORM_LABEL_FAMILY] = INTAKE_FAMILY,
	    [FORM_LABEL_AMOUNT] = INTAKE_AMOUNT};
	const struct message *message = &letter->message;
	char folded[256];
	money_t amount;
	email_fold(filled[FORM_LABEL_EMAIL], folded);
	bool contact = *folded || phone_parse(filled[FORM_LABEL_PHONE], crm->country).e164;
	/* A sum that is none would have the whole letter rejected. */
	if (filled[FORM_LABEL_AMOUNT] && money_parse(filled[FORM_LABEL_AMOUNT], &amount) != CRM_OK)
		filled[FORM_LABEL_AMOUNT] = NULL;
	if (!*folded)
		filled[FORM_LABEL_EMAIL] = message->reply_to          ? message->reply_to
		                           : contact || letter->robot ? NULL
		                                                      : message->address;
	bool failed = false;
	for (int i = 0; i < FORM_LABEL_TAKEN; i++)
		value[column[i]] = keep_text(crm, filled[i], &failed);
	return failed ? why_memory(&crm->why) : CRM_OK;
}

static enum status by_headers(
    struct crm *crm, struct incoming *letter, const char *whole, const char **value, struct arena *scratch)
{
	bool failed = false;
	const struct message *message = &letter->message;
	value[INTAKE_EMAIL] = letter->robot ? message->reply_to : message->address;
	value[INTAKE_NAME] = letter->robot ? NULL : message->name;
	value[INTAKE_PHONE] =
	    whole ? keep_text(crm,
	                quote_strip_phone(message->text, quote_strip_signature(whole, scratch), crm->country, scratch),
	                &failed)
	          : NULL;
	return failed ? why_memory(&crm->why) : CRM_OK;
}

enum status mail_person(
    struct crm *crm, struct incoming *letter, const char *whole, const char **value, struct arena *scratch)
{
	const char *filled[FORM_LABEL_COLUMNS];
	char folded[256];
	letter->robot = is_robot(crm, letter->message.address);
	enum status status = read_form(crm, letter, whole, filled, scratch);
	if (status != CRM_OK && status != CRM_NONE)
		return status;
	letter->form = status == CRM_OK;
	status = letter->form ? by_form(crm, letter, filled, value) : by_headers(crm, letter, whole, value, scratch);
	if (status != CRM_OK)
		return status;
	email_fold_loose(value[INTAKE_EMAIL], folded);
	letter->sender = *folded ? arena_copy(&crm->chunk, folded) : NULL;
	return *folded && !letter->sender ? why_memory(&crm->why) : CRM_OK;
}
