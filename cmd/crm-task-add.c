/* crm-task-add - plan tasks */
#include "flow/lead/task.h"
#include "front/command/front.h"

static const struct field out[] = {{"row", KIND_INT, N_("row")}, {"task", KIND_INT, N_("task")},
    {"verdict", KIND_TEXT, N_("verdict")}, {"reason", KIND_TEXT, N_("reason")}, {"lead", KIND_INT, N_("lead")},
    {"manager", KIND_TEXT, N_("manager")}, {"due", KIND_TIME, N_("due")}, {0}};

static const struct command command = {.name = "crm-task-add",
    .summary = N_("Plan what a manager has to do by a certain time, for a lead or by itself."),
    .synopsis = "[options] kind=K due=WHEN [column=value ...] [LEAD ...] [-]",
    .kind = COMMAND_WRITES,
    .in = task_columns,
    .out = out,
    .bare_ids = true,
    .row = flow_task_add};

int main(int argc, char **argv)
{
	return front_main(&command, argc, argv);
}
