/* crm-client-add - put people: contacts, clients, shareholders, whom not to serve */
#include "flow/intake/client_add.h"
#include "front/command/front.h"

static const struct command command = {.name = "crm-client-add",
    .summary = N_("Put people who are no inquiry: contacts, clients, shareholders, the blocked."),
    .synopsis = "[options] [column=value ...] [-] < people.csv",
    .listed = {GROUP_CLIENTS, 3},
    .kind = COMMAND_WRITES,
    .in = client_columns,
    .out = client_add_fields,
    .keeps_more = true,
    .verdicts = "added done known",
    .row = flow_client_add};

int main(int argc, char **argv)
{
	return front_main(&command, argc, argv);
}
