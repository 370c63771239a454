/* crm-move - move leads to another stage */
#include "flow/lead/move.h"
#include "front/command/front.h"

static const struct command command = {.name = "crm-move",
    .summary = N_("Move open leads to another stage, forward or back; the last stage wins them."),
    .synopsis = "[options] [--force] stage=S [at=T] [note=...] [LEAD ...] [-]",
    .listed = {GROUP_LIFE, 3},
    .kind = COMMAND_WRITES,
    .in = move_columns,
    .out = move_fields,
    .bare_ids = true,
    .keeps_more = true,
    .row = flow_move};

int main(int argc, char **argv)
{
	return front_main(&command, argc, argv);
}
