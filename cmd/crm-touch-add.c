/* crm-touch-add - record calls, letters, meetings, notes */
#include "flow/lead/touch.h"
#include "front/command/front.h"

static const struct command command = {.name = "crm-touch-add",
    .summary = N_("Record touches of leads: calls, letters, meetings, messages, notes."),
    .synopsis = "[options] kind=K [direction=in|out] [column=value ...] [LEAD ...] [-]",
    .listed = {GROUP_WORK, 1},
    .kind = COMMAND_WRITES,
    .in = touch_columns,
    .out = touch_fields,
    .bare_ids = true,
    .row = flow_touch};

int main(int argc, char **argv)
{
	return front_main(&command, argc, argv);
}
