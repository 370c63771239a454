/* crm-stages - how long leads stay at each stage: three commands under one name, for each has columns of its own */
#include "front/command/front.h"
#include "report/stages/stages.h"

static const struct option_spec options[] = {
    {"over", NULL, N_("open leads over the target of their stage, or not seen for too long")},
    {"lag", NULL, N_("whether a stage looks slow because moves are typed in late")},
    {"slow", NULL, N_("from the journal instead of the sums by day")}, {0}};

#define SUMMARY                                                                                                        \
	N_("How long leads stay at each stage, also those that are still there; who is over, what is typed in late.")
#define SYNOPSIS "[-p PERIOD] [-g A,B] [--over] [--lag] [--ids KEY] [-m M] [-u U] [-T T] [options]"

/* Reached when the word of an option was cut short, or came after `--`. */
static enum status report(struct crm *crm, const struct query *query, struct writer *writer, struct buf *page)
{
	if (option(crm, "over") || option(crm, "lag"))
		return why_set(&crm->why, CRM_USAGE, _("--over and --lag are written in full, one of them"));
	return stages_report(crm, query, writer, page);
}

static const struct command stays = {.name = "crm-stages",
    .summary = SUMMARY,
    .synopsis = SYNOPSIS,
    .listed = {GROUP_REPORTS, 8},
    .kind = COMMAND_REPORTS,
    .of_evening = true,
    .out = stages_fields,
    .options = options,
    .report = report,
    .ids_out = stages_ids_fields};

static const struct command over = {.name = "crm-stages",
    .summary = SUMMARY,
    .synopsis = SYNOPSIS,
    .listed = {GROUP_REPORTS, 8},
    .kind = COMMAND_REPORTS,
    .of_evening = true,
    .out = stages_over_fields,
    .counted_out = stages_over_counts_fields,
    .options = options,
    .report = stages_over,
    .ids_out = stages_over_fields};

static const struct command lag = {.name = "crm-stages",
    .summary = SUMMARY,
    .synopsis = SYNOPSIS,
    .listed = {GROUP_REPORTS, 8},
    .kind = COMMAND_REPORTS,
    .of_evening = true,
    .out = stages_lag_fields,
    .options = options,
    .report = stages_lag,
    .ids_out = stages_lag_ids_fields,
    .default_period = "30d"};

int main(int argc, char **argv)
{
	bool is_over = front_has_option(argc, argv, "--over"), is_lag = front_has_option(argc, argv, "--lag");
	return front_main(is_over && !is_lag ? &over : is_lag && !is_over ? &lag : &stays, argc, argv);
}
