/* crm-qualify - take leads over as qualified, if they meet the criteria */
#include "flow/lead/qualify.h"
#include "front/command/front.h"

static const struct command command = {.name = "crm-qualify",
    .summary = N_("Qualify leads that meet the criteria; name what is missing of those that do not."),
    .synopsis = "[options] [--force] [column=value ...] [LEAD ...] [-]",
    .listed = {GROUP_LIFE, 1},
    .kind = COMMAND_WRITES,
    .in = qualify_columns,
    .out = qualify_fields,
    .bare_ids = true,
    .keeps_more = true,
    .row = flow_qualify};

int main(int argc, char **argv)
{
	return front_main(&command, argc, argv);
}
