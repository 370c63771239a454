/* crm-assign - hand leads out to managers */
#include "flow/assign/assign.h"
#include "front/command/front.h"

static const struct command command = {.name = "crm-assign",
    .summary = N_("Hand leads out: to the manager named, the owner of the client, else whose turn it is."),
    .synopsis = "[options] [manager=M] [LEAD ...] [-]",
    .listed = {GROUP_INTAKE, 6},
    .kind = COMMAND_WRITES,
    .in = assign_columns,
    .out = assign_fields,
    .bare_ids = true,
    .verdicts = VERDICT_DONE " " ASSIGN_POOL " " VERDICT_KNOWN,
    .chunk = flow_assign,
    .at_once = 1000};

int main(int argc, char **argv)
{
	return front_main(&command, argc, argv);
}
