/* crm-plan-add - plans of managers, units and the company, by month and metric */
#include "book/setup/plan.h"
#include "front/command/front.h"

static const struct column in[] = {{"month", true, false}, {"metric", true, false}, {"value", true, false},
    {.name = "manager"}, {.name = "unit"}, {.name = NULL}};
static const struct field out[] = {ANSWER_FIELDS(N_("plan")), {0}};

static enum status take(struct crm *crm, const struct rec *rec, struct answer *answer)
{
	return plan_put(crm, rec->value, answer);
}

static const struct command command = {.name = "crm-plan-add",
    .summary = N_("Set what is to be reached in a month: leads qualified meetings bookings contracts amount."),
    .synopsis = "[options] [column=value ...] [-] < plans.csv",
    .listed = {GROUP_UPKEEP, 1},
    .kind = COMMAND_WRITES,
    .in = in,
    .out = out,
    .row = take};

int main(int argc, char **argv)
{
	return front_main(&command, argc, argv);
}
