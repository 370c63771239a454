/* crm-task-done - close tasks, or put them off */
#include "flow/lead/task.h"
#include "front/command/front.h"

static const struct field out[] = {{"row", KIND_INT, N_("row")}, {"task", KIND_INT, N_("task")},
    {"verdict", KIND_TEXT, N_("verdict")}, {"reason", KIND_TEXT, N_("reason")}, {"lead", KIND_INT, N_("lead")}, {0}};

static const struct command command = {.name = "crm-task-done",
    .summary = N_("Close tasks; with next_due put them off instead."),
    .synopsis = "[options] [result=...] [at=T] [next_due=WHEN] [TASK ...] [-]",
    .kind = COMMAND_WRITES,
    .in = task_done_columns,
    .out = out,
    .bare_ids = true,
    .row = flow_task_done};

int main(int argc, char **argv)
{
	return front_main(&command, argc, argv);
}
