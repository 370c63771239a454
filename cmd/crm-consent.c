/* crm-consent - record that clients agree to be written to or called, or do not any more */
#include "flow/client/consent_change.h"
#include "front/command/front.h"

static const struct option_spec options[] = {
    {"withdraw", NULL, N_("rows that do not say are about consents withdrawn")}, {0}};

static const struct command command = {.name = "crm-consent",
    .summary = N_("Record consents of clients by channel, and their withdrawal, with what proves them."),
    .synopsis = "[options] channel=C [proof=P] [column=value ...] [LEAD ...] [-]",
    .listed = {GROUP_CLIENTS, 6},
    .kind = COMMAND_WRITES,
    .in = consent_columns,
    .out = consent_fields,
    .options = options,
    .bare_ids = true,
    .row = flow_consent};

int main(int argc, char **argv)
{
	return front_main(&command, argc, argv);
}
