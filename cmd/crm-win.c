/* crm-win - end leads as won */
#include "flow/lead/close.h"
#include "front/command/front.h"

static const struct field out[] = {{"row", KIND_INT, N_("row")}, {"lead", KIND_INT, N_("lead")},
    {"verdict", KIND_TEXT, N_("verdict")}, {"reason", KIND_TEXT, N_("reason")}, {"stage", KIND_TEXT, N_("stage")}, {0}};

static const struct command command = {.name = "crm-win",
    .summary = N_("End leads as won, with the sum if it is known."),
    .synopsis = "[options] [amount=SUM] [at=T] [note=...] [LEAD ...] [-]",
    .kind = COMMAND_WRITES,
    .in = win_columns,
    .out = out,
    .bare_ids = true,
    .row = flow_win};

int main(int argc, char **argv)
{
	return front_main(&command, argc, argv);
}
