/* crm-lead-add - take inquiries in: every row becomes a lead, or says why not */
#include "flow/intake/intake.h"
#include "front/command/front.h"

static const struct option_spec options[] = {
    {"map-template", NULL, N_("print a map to fill in: headings and words of the file that nobody here knows")},
    {"update", NULL, N_("rows known by ext_id and source: take over what differs")},
    {"make", NULL, N_("make the stages, reasons and managers of the file that are not here")}, {0}};

static const struct command command = {.name = "crm-lead-add",
    .summary = N_("Take inquiries in: match, judge, keep every one."),
    .synopsis = "[options] [column=value ...] [-] < leads.csv",
    .listed = {GROUP_INTAKE, 1},
    .kind = COMMAND_WRITES,
    .in = intake_columns,
    .out = intake_fields,
    .options = options,
    .keeps_more = true,
    .verdicts = INTAKE_VERDICTS,
    .survey = intake_survey,
    .propose = intake_proposal,
    .before = intake_read,
    .apart = intake_apart,
    .rejoin = intake_rejoin,
    .chunk = intake};

int main(int argc, char **argv)
{
	return front_main(&command, argc, argv);
}
