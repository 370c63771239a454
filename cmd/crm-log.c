/* crm-log - the journal: who did what, when */
#include "front/command/front.h"
#include "report/lists/log.h"

static const struct option_spec options[] = {{"last", "N", N_("only the last N events")}, {0}};

static const struct command command = {.name = "crm-log",
    .summary = N_("The journal: who did what, when it happened and when it was recorded."),
    .synopsis = "[options] [batch=N] [lead=N] [kind=KIND] [user=WHO] [LEAD ...]",
    .listed = {GROUP_UPKEEP, 3},
    .kind = COMMAND_REPORTS,
    .out = log_fields,
    .table_out = log_table_fields,
    .options = options,
    .n_means = "last",
    .report = log_report};

int main(int argc, char **argv)
{
	return front_main(&command, argc, argv);
}
