/* crm-pipe - what a manager works on, the worst first, and the command that puts it right */
#include "front/command/front.h"
#include "report/pipe/pipe.h"

static const struct option_spec options[] = {
    {"leads", NULL, N_("only open leads")}, {"clients", NULL, N_("only current clients who have no open lead")}, {0}};

static const struct command command = {.name = "crm-pipe",
    .summary = N_("What a manager works on: open leads and current clients, the worst first; -g counts them."),
    .synopsis = "[--leads] [--clients] [-m M] [-u U] [-T T] [-g A,B] [--ids KEY] [--fail-on LIGHT] [options]",
    .listed = {GROUP_REPORTS, 6},
    .kind = COMMAND_REPORTS,
    .of_evening = true,
    .out = pipe_fields,
    .counted_out = pipe_counts_fields,
    .options = options,
    .report = pipe_report,
    .fails = true,
    .ids_out = pipe_fields};

int main(int argc, char **argv)
{
	return front_main(&command, argc, argv);
}
