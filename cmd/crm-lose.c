/* crm-lose - end leads as lost, with a reason */
#include "flow/lead/close.h"
#include "front/command/front.h"

static const struct command command = {.name = "crm-lose",
    .summary = N_("End leads as lost. A reason is required."),
    .synopsis = "[options] reason=R [at=T] [note=...] [LEAD ...] [-]",
    .listed = {GROUP_LIFE, 5},
    .kind = COMMAND_WRITES,
    .in = close_columns,
    .out = close_fields,
    .bare_ids = true,
    .row = flow_lose};

int main(int argc, char **argv)
{
	return front_main(&command, argc, argv);
}
