/* crm-reasons - why leads end without a contract, and how often */
#include "front/command/front.h"
#include "report/lists/reasons.h"

static const struct command command = {.name = "crm-reasons",
    .summary = N_("Why leads are disqualified and lost: each reason with its count and share."),
    .synopsis = "[-p PERIOD] [-g A,B] [--ids KEY] [options]",
    .listed = {GROUP_REPORTS, 2},
    .kind = COMMAND_REPORTS,
    .of_evening = true,
    .out = reasons_fields,
    .report = reasons_report,
    .ids_out = reasons_ids_fields};

int main(int argc, char **argv)
{
	return front_main(&command, argc, argv);
}
