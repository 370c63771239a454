/* crm-return - take lost and disqualified leads back to work */
#include "flow/lead/reopen.h"
#include "front/command/front.h"

static const struct field out[] = {{"row", KIND_INT, N_("row")}, {"lead", KIND_INT, N_("lead")},
    {"verdict", KIND_TEXT, N_("verdict")}, {"reason", KIND_TEXT, N_("reason")}, {"from", KIND_TEXT, N_("from")},
    {"stage", KIND_TEXT, N_("stage")}, {"manager", KIND_TEXT, N_("manager")}, {0}};

static const struct command command = {.name = "crm-return",
    .summary = N_("Take lost and disqualified leads back to work: to their owner, at the stage where they stood."),
    .synopsis = "[options] [manager=M] [stage=S] [at=T] [note=...] [LEAD ...] [-]",
    .kind = COMMAND_WRITES,
    .in = back_columns,
    .out = out,
    .bare_ids = true,
    .row = flow_back};

int main(int argc, char **argv)
{
	return front_main(&command, argc, argv);
}
