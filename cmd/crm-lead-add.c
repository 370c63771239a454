/* crm-lead-add - take inquiries in: every row becomes a lead, or says why not */
#include "flow/intake/intake.h"
#include "front/command/front.h"

static const struct field out[] = {{"row", KIND_INT, N_("row")}, {"lead", KIND_INT, N_("lead")},
    {"verdict", KIND_TEXT, N_("verdict")}, {"reason", KIND_TEXT, N_("reason")}, {"client", KIND_INT, N_("client")},
    {"manager", KIND_TEXT, N_("manager")}, {"match", KIND_TEXT, N_("match")}, {0}};

static const struct command command = {.name = "crm-lead-add",
    .summary = N_("Take inquiries in: match, judge, keep every one."),
    .synopsis = "[options] [column=value ...] [-] < leads.csv",
    .kind = COMMAND_WRITES,
    .in = intake_columns,
    .out = out,
    .keeps_more = true,
    .verdicts = "added repeat duplicate returned existing shareholder spam known",
    .chunk = intake};

int main(int argc, char **argv)
{
	return front_main(&command, argc, argv);
}
