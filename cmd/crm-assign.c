/* crm-assign - hand leads out to managers */
#include "flow/assign/assign.h"
#include "front/command/front.h"

static const struct field out[] = {{"row", KIND_INT, N_("row")}, {"lead", KIND_INT, N_("lead")},
    {"verdict", KIND_TEXT, N_("verdict")}, {"reason", KIND_TEXT, N_("reason")}, {"manager", KIND_TEXT, N_("manager")},
    {"method", KIND_TEXT, N_("method")}, {0}};

static const struct command command = {.name = "crm-assign",
    .summary = N_("Hand leads out: to the manager named, the owner of the client, else whose turn it is."),
    .synopsis = "[options] [manager=M] [LEAD ...] [-]",
    .kind = COMMAND_WRITES,
    .in = assign_columns,
    .out = out,
    .bare_ids = true,
    .verdicts = DONE " " POOL " " KNOWN,
    .chunk = flow_assign,
    .at_once = 1000};

int main(int argc, char **argv)
{
	return front_main(&command, argc, argv);
}
