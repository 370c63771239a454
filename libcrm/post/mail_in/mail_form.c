/* The person of whom a form's letter tells. */
#include "base/value/money.h"
#include "base/text/phone.h"
#include "flow/intake/intake.h"
#include "post/mail_in/form_labels_private.h"
#include "post/mail_in/mail_private.h"

#define VALUE_MOST 500 /* characters of a value in a form */

static struct synonyms *synonyms; /* read when the first letter has labels */

void mail_form_close(void)
{
	synonyms_free(synonyms);
	synonyms = NULL;
}

static enum status read_form(struct crm *crm, const struct incoming *letter, const char *whole,
    const char *filled[FORM_LABEL_COLUMNS], struct arena *scratch)
{
	enum form_sender sender = letter->from == FROM_ROBOT                                 ? FORM_OF_ROBOT
	                          : letter->from == FROM_PROGRAM || letter->from == FROM_OWN ? FORM_OF_PROGRAM
	                                                                                     : FORM_OF_PERSON;
	if (!whole || (sender == FORM_OF_PERSON && !strpbrk(whole, ":\t")))
		return CRM_NONE;
	if (!synonyms) {
		char *folder = arena_format(&crm->chunk, "%s/columns", crm->share);
		enum status status = folder ? synonyms_open(&synonyms, folder, NULL, &crm->why) : why_memory(&crm->why);
		if (status != CRM_OK)
			return status;
	}
	return form_labels_read(whole, sender, synonyms, filled, scratch, &crm->why);
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
	bool person = letter->from == FROM_PERSON || letter->from == FROM_HOUSE;
	email_fold_loose(filled[FORM_LABEL_EMAIL], folded);
	if (mail_is_ours(crm, folded))
		*folded = '\0';
	bool contact = *folded || phone_parse(filled[FORM_LABEL_PHONE], crm->country).e164;
	if (!*folded)
		filled[FORM_LABEL_EMAIL] = message->reply_to && !mail_is_ours(crm, message->reply_to)
		                               ? message->reply_to
		                           : contact || !person ? NULL
		                                                : message->address;
	bool failed = false;
	for (int i = 0; i < FORM_LABEL_TAKEN; i++)
		value[column[i]] = mail_keep(crm, filled[i], VALUE_MOST, &failed);
	return failed ? why_memory(&crm->why) : CRM_OK;
}

/* A form that nobody has named counts if it says who, and how to reach him: whatever has signed itself so. */
static bool is_form_of_person(struct crm *crm, const struct incoming *letter, const char *filled[FORM_LABEL_COLUMNS])
{
	char folded[256];
	if (letter->from == FROM_PERSON || letter->from == FROM_HOUSE || letter->from == FROM_ROBOT)
		return true;
	email_fold_loose(filled[FORM_LABEL_EMAIL], folded);
	bool reached =
	    (*folded && !mail_is_ours(crm, folded)) || phone_parse(filled[FORM_LABEL_PHONE], crm->country).e164;
	return reached && (filled[FORM_LABEL_NAME] || letter->from == FROM_PROGRAM);
}

enum status mail_form(
    struct crm *crm, struct incoming *letter, const char *whole, const char **value, struct arena *scratch)
{
	const char *filled[FORM_LABEL_COLUMNS];
	enum status status = read_form(crm, letter, whole, filled, scratch);
	if (status != CRM_OK)
		return status;
	return is_form_of_person(crm, letter, filled) ? by_form(crm, letter, filled, value) : CRM_NONE;
}
