/* crm-quality - which inquiries are real, by source and manager, and who disqualifies unlike the others */
#include "front/command/front.h"
#include "report/quality/quality.h"

static const struct option_spec options[] = {
    {"anomaly", NULL, N_("compare managers: who disqualifies more, or less, than chance explains")}, {0}};

static const struct command command = {.name = "crm-quality",
    .summary = N_("The share of real leads by source and manager; --anomaly: who disqualifies unlike the others."),
    .synopsis = "[--anomaly] [-g A,B] [-p P] [--ids KEY] [-m M] [-u U] [-T T] [options]",
    .listed = {GROUP_REPORTS, 11},
    .kind = COMMAND_REPORTS,
    .of_evening = true,
    .out = quality_fields,
    .options = options,
    .report = quality_report,
    .fails = true,
    .ids_out = quality_lead_fields,
    .default_period = "30d"};

int main(int argc, char **argv)
{
	return front_main(&command, argc, argv);
}
