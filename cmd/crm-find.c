/* crm-find - search leads, clients and what was written of them */
#include "front/command/front.h"
#include "report/find/find.h"

static const struct option_spec options[] = {{"limit", "N", N_("at most N rows (20)")},
    {"route", "PHONE", N_("whose is this call: owner and extension, for an exchange")},
    {"refresh", NULL, N_("bring the search index up to date, and find nothing; for cron")}, {0}};

static const struct command command = {.name = "crm-find",
    .summary = N_("Search leads, clients, notes, letters and tasks."),
    .synopsis = "[options] [--limit N] WORD ... | --route PHONE | --refresh",
    .listed = {GROUP_CLIENTS, 1},
    .kind = COMMAND_REPORTS,
    .out = find_fields,
    .other_option = "route",
    .other_out = find_route_fields,
    .options = options,
    .explains = true,
    .report = find_report};

int main(int argc, char **argv)
{
	return front_main(&command, argc, argv);
}
