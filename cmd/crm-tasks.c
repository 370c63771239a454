/* crm-tasks - what has to be done, what is overdue first */
#include "front/command/front.h"
#include "report/lists/tasks.h"

static const struct option_spec options[] = {{"kind", "K", N_("only tasks of this kind")},
    {"overdue", NULL, N_("only what is overdue")},
    {"today", NULL, N_("what is due today, and what is overdue: --due today")},
    {"due", "WHEN", N_("only what is due up to then: today, 2026-11-30, +2h")}, {0}};

static const struct command command = {.name = "crm-tasks",
    .summary = N_("List open tasks, what is overdue first."),
    .synopsis = "[options]",
    .listed = {GROUP_WORK, 5},
    .kind = COMMAND_REPORTS,
    .of_evening = true,
    .out = tasks_fields,
    .options = options,
    .report = tasks_report};

int main(int argc, char **argv)
{
	return front_main(&command, argc, argv);
}
