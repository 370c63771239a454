/* crm-task-done - close tasks, or put them off */
#include "flow/lead/task.h"
#include "front/command/front.h"

static const struct command command = {.name = "crm-task-done",
    .summary = N_("Close tasks; with next_due put them off instead."),
    .synopsis = "[options] [result=...] [at=T] [next_due=WHEN] [TASK ...] [-]",
    .listed = {GROUP_WORK, 3},
    .kind = COMMAND_WRITES,
    .in = task_done_columns,
    .out = task_done_fields,
    .bare_ids = true,
    .row = flow_task_done};

int main(int argc, char **argv)
{
	return front_main(&command, argc, argv);
}
