/* crm-win - end leads as won */
#include "flow/lead/close.h"
#include "front/command/front.h"

static const struct command command = {.name = "crm-win",
    .summary = N_("End leads as won, with the sum if it is known."),
    .synopsis = "[options] [--force] [amount=SUM] [at=T] [note=...] [LEAD ...] [-]",
    .listed = {GROUP_LIFE, 4},
    .kind = COMMAND_WRITES,
    .in = win_columns,
    .out = close_fields,
    .bare_ids = true,
    .row = flow_win};

int main(int argc, char **argv)
{
	return front_main(&command, argc, argv);
}
