#include "front/command/send.h"
#include "post/letters/reanimation.h"

enum status front_send(struct crm *crm, const char *prefix, struct dispatch *d, int *n)
{
	const char *mailer = getenv("CRM_SENDMAIL"), *seconds = getenv("CRM_SENDMAIL_SECONDS");
	struct letter *letters;
	d->mailer = mailer && *mailer ? mailer : "sendmail -t -i";
	d->wanted = reanimation_wanted;
	d->seconds = seconds ? (int)strtol(seconds, NULL, 10) : 120;
	enum status status = outbox_open(crm, prefix, &letters, n);
	if (status == CRM_OK)
		status = dispatch(crm, d, letters, *n);
	if (status != CRM_OK)
		return status;
	if (d->failed && d->sent)
		return why_set(&crm->why, CRM_IO, _("%d of %d letters were sent; the others wait"), d->sent, *n);
	return d->failed ? d->worst : CRM_OK;
}
