/* crm-funnel - how many leads reached each stage, and what became of the rest */
#include "front/command/front.h"
#include "report/funnel/funnel.h"

static enum status report(struct crm *crm, const struct query *query, struct writer *writer, struct buf *page)
{
	const struct funnel_options options = {
	    .mode = option(crm, "mode"), .within = option(crm, "within"), .slow = option(crm, "slow") != NULL};
	(void)page;
	return funnel_report(crm, query, &options, writer);
}

static const struct option_spec options[] = {{"mode", "M", N_("cohort (default), period or snapshot")},
    {"within", "D", N_("cohort: leads at least D old, and what they reached within D")},
    {"slow", NULL, N_("from the leads or the journal instead of the sums by day")}, {0}};

static const struct command command = {.name = "crm-funnel",
    .summary = N_("How many leads reached each stage, and what became of the rest."),
    .synopsis = "[--mode M] [-p PERIOD] [-g A,B] [--within D] [--ids KEY] [options]",
    .listed = {GROUP_REPORTS, 1},
    .kind = COMMAND_REPORTS,
    .of_evening = true,
    .out = funnel_fields,
    .options = options,
    .report = report,
    .ids_out = funnel_ids_fields};

int main(int argc, char **argv)
{
	return front_main(&command, argc, argv);
}
