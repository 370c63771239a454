/* crm-forgotten - open leads that nobody works on, and the command that ends it */
#include "front/command/front.h"
#include "report/forgotten/forgotten.h"

static const struct option_spec options[] = {{"list", "L", N_("only forgotten, overdue or unassigned")}, {0}};

static const struct command command = {.name = "crm-forgotten",
    .summary = N_("Open leads that nobody works on, in three lists: forgotten, overdue, unassigned; -g counts them."),
    .synopsis = "[--list L] [-g A,B] [--ids KEY] [-m M] [-u U] [-T T] [options]",
    .listed = {GROUP_REPORTS, 7},
    .kind = COMMAND_REPORTS,
    .of_evening = true,
    .out = forgotten_fields,
    .counted_out = forgotten_counts_fields,
    .options = options,
    .report = forgotten_report,
    .ids_out = forgotten_fields};

int main(int argc, char **argv)
{
	return front_main(&command, argc, argv);
}
