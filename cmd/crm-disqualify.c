/* crm-disqualify - end leads that are none, with a reason */
#include "flow/lead/close.h"
#include "front/command/front.h"

static const struct command command = {.name = "crm-disqualify",
    .summary = N_("End what is not a lead: spam, wrong number, not our customer. A reason is required."),
    .synopsis = "[options] reason=R [at=T] [note=...] [LEAD ...] [-]",
    .listed = {GROUP_LIFE, 2},
    .kind = COMMAND_WRITES,
    .in = close_columns,
    .out = disqualify_fields,
    .bare_ids = true,
    .row = flow_disqualify};

int main(int argc, char **argv)
{
	return front_main(&command, argc, argv);
}
