/* crm-kpi-daily - was the day good, by how much, why, and what to do */
#include "front/command/front.h"
#include "report/kpi/kpi_page.h"

static enum status report(struct crm *crm, const struct query *query, struct writer *writer, struct buf *page)
{
	return writer ? kpi_report(crm, query, writer) : kpi_page(crm, query, page);
}

static const struct command command = {.name = "crm-kpi-daily",
    .summary = N_("Was the day good, by how much, why, and what to do; -p names another day than today."),
    .synopsis = "[-p DAY] [-m M] [-u U] [-T T] [--fail-on red|yellow] [-f text|html|csv|...] [options]",
    .listed = {GROUP_REPORTS, 5},
    .kind = COMMAND_REPORTS,
    .of_evening = true,
    .out = kpi_fields,
    .report = report,
    .prints = true};

int main(int argc, char **argv)
{
	return front_main(&command, argc, argv);
}
