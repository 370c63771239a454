/* crm-task-add - plan tasks */
#include "flow/lead/task.h"
#include "front/command/front.h"

static const struct command command = {.name = "crm-task-add",
    .summary = N_("Plan what a manager has to do by a certain time, for a lead or by itself."),
    .synopsis = "[options] kind=K due=WHEN [column=value ...] [LEAD ...] [-]",
    .listed = {GROUP_WORK, 2},
    .kind = COMMAND_WRITES,
    .in = task_columns,
    .out = task_fields,
    .bare_ids = true,
    .row = flow_task_add};

int main(int argc, char **argv)
{
	return front_main(&command, argc, argv);
}
