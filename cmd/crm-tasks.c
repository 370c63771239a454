/* crm-tasks - what has to be done, what is overdue first */
#include "front/command/front.h"
#include "report/lists/tasks.h"

static const struct field out[] = {{"task", KIND_INT, N_("task")}, {"lead", KIND_INT, N_("lead")},
    {"client", KIND_INT, N_("client")}, {"name", KIND_TEXT, N_("name")}, {"manager", KIND_TEXT, N_("manager")},
    {"kind", KIND_TEXT, N_("kind")}, {"due", KIND_TIME, N_("due")}, {"late_hours", KIND_INT, N_("late, hours")},
    {"text", KIND_TEXT, N_("text")}, {0}};

static const struct option_spec options[] = {{"kind", "K", N_("only tasks of this kind")},
    {"overdue", NULL, N_("only what is overdue")},
    {"due", "WHEN", N_("only what is due up to then: today, 2026-11-30, +2h")}, {0}};

static const struct command command = {.name = "crm-tasks",
    .summary = N_("List open tasks, what is overdue first."),
    .synopsis = "[options]",
    .listed = {GROUP_WORK, 4},
    .kind = COMMAND_REPORTS,
    .out = out,
    .options = options,
    .report = tasks_report};

int main(int argc, char **argv)
{
	return front_main(&command, argc, argv);
}
