/* crm-move - move leads to another stage */
#include "flow/lead/move.h"
#include "front/command/front.h"

static const struct field out[] = {{"row", KIND_INT, N_("row")}, {"lead", KIND_INT, N_("lead")},
    {"verdict", KIND_TEXT, N_("verdict")}, {"reason", KIND_TEXT, N_("reason")}, {"from", KIND_TEXT, N_("from")},
    {"to", KIND_TEXT, N_("to")}, {0}};

static const struct command command = {.name = "crm-move",
    .summary = N_("Move open leads to another stage, forward or back; the last stage wins them."),
    .synopsis = "[options] [--force] stage=S [at=T] [note=...] [LEAD ...] [-]",
    .kind = COMMAND_WRITES,
    .in = move_columns,
    .out = out,
    .bare_ids = true,
    .keeps_more = true,
    .row = flow_move};

int main(int argc, char **argv)
{
	return front_main(&command, argc, argv);
}
