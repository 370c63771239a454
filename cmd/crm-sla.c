/* crm-sla - deadlines in working time: three commands under one name, for a report never writes */
#include <errno.h>

#include "front/command/front.h"
#include "report/sla/sla.h"

static const struct option_spec options[] = {
    {"clock", "C", N_("only first_response, qualify, callback, stage or task")},
    {"state", "S", N_("only waiting, due_soon, breached, met or met_late")},
    {"due", "SPAN", N_("only what falls due within so much working time: 15m, 4h, 2d")},
    {"all", NULL, N_("also clocks that have stopped")},
    {"compliance", NULL, N_("how many of those due in the period were met; takes -g and --ids")},
    {"notify", NULL, N_("write to heads: crm-sla-notify")}, {0}};

#define SUMMARY N_("Deadlines in working time: what runs, what falls due, what is late, and how many were met.")
#define SYNOPSIS                                                                                                       \
	"[--clock C] [--state S] [--due SPAN] [--all] [-p PERIOD] [-m M] [-u U] [-T T] [--fail-on STATE] "             \
	"[--compliance] [-g A,B] [--ids KEY] [--notify] [options]"

/* Reached when the word of the option was cut short, or --notify came after `--`. */
static enum status list_clocks(struct crm *crm, const struct query *query, struct writer *writer, struct buf *page)
{
	if (option(crm, "compliance") || option(crm, "notify"))
		return why_set(&crm->why, CRM_USAGE, _("--compliance and --notify are written in full"));
	return sla_report(crm, query, writer, page);
}

static const struct command running = {.name = "crm-sla",
    .summary = SUMMARY,
    .synopsis = SYNOPSIS,
    .listed = {GROUP_REPORTS, 4},
    .kind = COMMAND_REPORTS,
    .of_evening = true,
    .out = sla_fields,
    .options = options,
    .report = list_clocks,
    .fails = true};

static const struct command compliance = {.name = "crm-sla",
    .summary = SUMMARY,
    .synopsis = SYNOPSIS,
    .listed = {GROUP_REPORTS, 4},
    .kind = COMMAND_REPORTS,
    .of_evening = true,
    .out = sla_sums_fields,
    .options = options,
    .report = sla_compliance,
    .ids_out = sla_fields,
    .default_period = "mtd"};

int main(int argc, char **argv)
{
	int notify = front_has_option(argc, argv, "--notify");
	if (!notify && front_has_option(argc, argv, "--compliance"))
		return front_main(&compliance, argc, argv);
	if (!notify && front_has_option(argc, argv, "--ids"))
		return front_usage(&running, _("--ids goes with --compliance: clocks that run are a list already"));
	if (!notify)
		return front_main(&running, argc, argv);
	for (int i = notify; i < argc; i++)
		argv[i] = argv[i + 1];
	front_exec("crm-sla-notify", argv);
	return front_usage(&running, "crm-sla-notify: %s", strerror(errno));
}
