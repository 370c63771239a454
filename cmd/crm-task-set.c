/* crm-task-set - give tasks to somebody else, put them off, say them in other words */
#include "flow/lead/task.h"
#include "front/command/front.h"

static const struct command command = {.name = "crm-task-set",
    .summary = N_("Give tasks to somebody else, put them off, say them in other words."),
    .synopsis = "[options] [manager=M] [due=WHEN] [minutes=N] [text=...] [at=T] [TASK ...] [-]",
    .listed = {GROUP_WORK, 4},
    .kind = COMMAND_WRITES,
    .in = task_set_columns,
    .out = task_set_fields,
    .bare_ids = true,
    .row = flow_task_set};

int main(int argc, char **argv)
{
	return front_main(&command, argc, argv);
}
