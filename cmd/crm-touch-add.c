/* crm-touch-add - record calls, letters, meetings, notes */
#include "flow/lead/touch.h"
#include "front/command/front.h"

static const struct field out[] = {{"row", KIND_INT, N_("row")}, {"lead", KIND_INT, N_("lead")},
    {"verdict", KIND_TEXT, N_("verdict")}, {"reason", KIND_TEXT, N_("reason")}, {"touch", KIND_INT, N_("touch")}, {0}};

static const struct command command = {.name = "crm-touch-add",
    .summary = N_("Record touches of leads: calls, letters, meetings, messages, notes."),
    .synopsis = "[options] kind=K [direction=in|out] [column=value ...] [LEAD ...] [-]",
    .kind = COMMAND_WRITES,
    .in = touch_columns,
    .out = out,
    .bare_ids = true,
    .row = flow_touch};

int main(int argc, char **argv)
{
	return front_main(&command, argc, argv);
}
