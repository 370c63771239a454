/* crm-reanimate - lead lost clients through a programme of letters */
#include "front/command/front.h"
#include "post/letters/reanimation.h"

static const struct field out[] = {{"lead", KIND_INT, N_("lead")}, {"programme", KIND_TEXT, N_("programme")},
    {"step", KIND_INT, N_("step")}, {"segment", KIND_TEXT, N_("segment")}, {"channel", KIND_TEXT, N_("channel")},
    {"template", KIND_TEXT, N_("template")}, {"verdict", KIND_TEXT, N_("verdict")}, {"reason", KIND_TEXT, N_("reason")},
    {0}};

/* The one run. */
static struct reanimation reanimation;
static struct reanimated done;
static int withdrawn;

static enum status ready(struct crm *crm, const char *const *args, int n)
{
	if (n)
		return why_set(&crm->why, CRM_USAGE, _("what is «%s»? the settings say who gets a letter"), args[0]);
	return reanimation_open(crm, &reanimation);
}

static enum status run_programmes(struct crm *crm, struct tally *tally)
{
	enum status status = reanimate(crm, reanimation_put, &reanimation, &done);
	if (status == CRM_OK)
		status = reanimation_sweep(crm, &withdrawn);
	for (int i = 0; i < done.n; i++)
		tally_count(tally, done.row[i].verdict);
	return status == CRM_OK && !done.changed && !withdrawn ? CRM_NONE : status;
}

static enum status show_row(struct crm *crm, const struct reanimate_row *row, struct writer *writer)
{
	char lead[24];
	const char *const cells[] = {buf_int_text(lead, row->lead), row->programme, row->step, row->segment,
	    row->channel, row->template, row->verdict, row->reason};
	if (strcmp(row->verdict, VERDICT_REJECTED) == 0)
		note(crm, _("lead %lld, %s step %s: %s"), (long long)row->lead, row->programme, row->step, row->reason);
	return writer_row(writer, cells, &crm->why);
}

static enum status print_rows(struct crm *crm, struct writer *writer)
{
	enum status status = CRM_OK;
	for (int i = 0; i < done.n && status == CRM_OK; i++)
		status = show_row(crm, &done.row[i], writer);
	if (withdrawn)
		note(crm, _("letters withdrawn before they were sent: %d"), withdrawn);
	return status;
}

static const struct command command = {.name = "crm-reanimate",
    .summary = N_("Lead lost clients through a programme of letters."),
    .synopsis = "[options]",
    .listed = {GROUP_POST, 1},
    .kind = COMMAND_MAKES,
    .out = out,
    .verdicts = REANIMATE_VERDICTS,
    .ready = ready,
    .make = run_programmes,
    .show = print_rows};

int main(int argc, char **argv)
{
	return front_main(&command, argc, argv);
}
