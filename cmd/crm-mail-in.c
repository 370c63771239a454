/* crm-mail-in - letters become leads, or touches on leads */
#include "flow/intake/intake.h"
#include "front/command/front.h"
#include "post/mail_in/mail_in.h"

static struct mail_in *in;

static enum status open(struct crm *crm, const char **name)
{
	*name = option(crm, "maildir");
	if (!option(crm, "leads"))
		return why_set(
		    &crm->why, CRM_USAGE, _("what shall become of the letters? --leads: leads, and touches on leads"));
	return mail_in_open(&in, crm, *name);
}

static enum status next(struct crm *crm, struct rec *rec)
{
	return mail_in_next(in, crm, rec);
}

static enum status settled(struct crm *crm, const struct rec *recs, const struct answer *answers, int n)
{
	return mail_in_settled(in, crm, recs, answers, n);
}

static const struct option_spec options[] = {
    {"leads", NULL, N_("make leads of the letters, or touches on the leads they belong to")},
    {"maildir", "DIR", N_("read the new letters of a Maildir instead of standard input")}, {0}};

static const struct command command = {.name = "crm-mail-in",
    .summary = N_("Take letters in: an answer becomes a touch on its lead, an inquiry a lead."),
    .synopsis = "--leads [options] [column=value ...] < letter | --leads --maildir DIR",
    .listed = {GROUP_INTAKE, 3},
    .kind = COMMAND_WRITES,
    .in = intake_columns,
    .out = mail_in_fields,
    .options = options,
    .keeps_more = true,
    .verdicts = MAIL_IN_VERDICTS,
    .open = open,
    .next = next,
    .settled = settled,
    .before = mail_in_ahead,
    .row = mail_in_row};

int main(int argc, char **argv)
{
	int status = front_main(&command, argc, argv);
	mail_in_close(in);
	return status;
}
