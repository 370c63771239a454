/* crm-merge - make one client of two records of him, part them again, or say that they are two people */
#include "flow/client/merge.h"
#include "front/command/front.h"

static const struct option_spec options[] = {{"split", NULL, N_("part what was merged: each has his own again")},
    {"refuse", NULL, N_("these are two people, for good and for everyone")}, {0}};

static const struct command command = {.name = "crm-merge",
    .summary = N_("Make one client of two records, part them again, or say that they are two people."),
    .synopsis = "[options] [--force] [--split | --refuse] [keep=N] [CLIENT ...] [-]",
    .listed = {GROUP_CLIENTS, 5},
    .kind = COMMAND_WRITES,
    .in = merge_columns,
    .out = merge_fields,
    .options = options,
    .bare_ids = true,
    .row = flow_merge};

int main(int argc, char **argv)
{
	return front_main(&command, argc, argv);
}
