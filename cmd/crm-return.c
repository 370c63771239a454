/* crm-return - take lost and disqualified leads back to work */
#include "flow/lead/reopen.h"
#include "front/command/front.h"

static const struct command command = {.name = "crm-return",
    .summary = N_("Take lost, disqualified and won leads back to work: to their owner, at the stage where they stood."),
    .synopsis = "[options] [manager=M] [stage=S] [at=T] [note=...] [LEAD ...] [-]",
    .listed = {GROUP_LIFE, 6},
    .kind = COMMAND_WRITES,
    .in = reopen_columns,
    .out = reopen_fields,
    .bare_ids = true,
    .row = flow_reopen};

int main(int argc, char **argv)
{
	return front_main(&command, argc, argv);
}
