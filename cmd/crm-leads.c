/* crm-leads - list leads, also as input for other commands */
#include "front/command/front.h"
#include "report/lists/leads.h"

static const struct option_spec options[] = {{"state", "S", N_("only open, won, lost or disqualified leads")},
    {"stage", "S", N_("only open leads at this stage")},
    {"idle", "SPAN", N_("only open leads about which nothing happened for so long: 30d")},
    {"source", "S", N_("only leads from this source")}, {"project", "P", N_("only leads of this project")},
    {"reason", "R", N_("only leads lost or disqualified for this reason")},
    {"unassigned", NULL, N_("only open leads that nobody has")}, {0}};

static const struct command command = {.name = "crm-leads",
    .summary = N_("List leads; -p is about the day they came."),
    .synopsis = "[options] [LEAD ...]",
    .listed = {GROUP_INTAKE, 5},
    .kind = COMMAND_REPORTS,
    .of_evening = true,
    .out = leads_fields,
    .options = options,
    .report = leads_report};

int main(int argc, char **argv)
{
	return front_main(&command, argc, argv);
}
