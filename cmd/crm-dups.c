/* crm-dups - who may be one person */
#include "front/command/front.h"
#include "report/dups/dups.h"

static const struct option_spec options[] = {{"level", "L", N_("only certain, probable, or review")}, {0}};

static const struct command command = {.name = "crm-dups",
    .summary = N_("Who may be one person: groups and pairs of clients, with reasons."),
    .synopsis = "[--level L] [-p PERIOD] [-m M] [-u U] [options]",
    .listed = {GROUP_CLIENTS, 4},
    .kind = COMMAND_REPORTS,
    .out = dups_fields,
    .options = options,
    .report = dups_report};

int main(int argc, char **argv)
{
	return front_main(&command, argc, argv);
}
