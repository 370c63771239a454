/* crm-log - the journal: who did what, when */
#include "front/command/front.h"
#include "report/lists/log.h"

static const struct field out[] = {{"event", KIND_INT, N_("event")}, {"kind", KIND_TEXT, N_("kind")},
    {"lead", KIND_INT, N_("lead")}, {"occurred_at", KIND_TIME, N_("happened")},
    {"recorded_at", KIND_TIME, N_("recorded")}, {"user", KIND_TEXT, N_("user")}, {"batch", KIND_INT, N_("batch")},
    {"old", KIND_TEXT, N_("before")}, {"new", KIND_TEXT, N_("after")}, {"client", KIND_INT, N_("client")},
    {"ref", KIND_INT, N_("of event")}, {"reverses", KIND_INT, N_("takes back")}, {"login", KIND_TEXT, N_("login")},
    {0}};

static const struct command command = {.name = "crm-log",
    .summary = N_("The journal: who did what, when it happened and when it was recorded."),
    .synopsis = "[options] [batch=N] [lead=N] [kind=KIND] [user=WHO] [LEAD ...]",
    .listed = {GROUP_UPKEEP, 3},
    .kind = COMMAND_REPORTS,
    .out = out,
    .report = log_report};

int main(int argc, char **argv)
{
	return front_main(&command, argc, argv);
}
