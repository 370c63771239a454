/* crm - what there is: all commands by group; `crm funnel ...` runs crm-funnel */
#include <errno.h>

#include "front/command/front.h"

static const struct {
	const char *group, *name, *summary;
} commands[] = {
    {N_("Taking in"), "crm-lead-add", N_("Take inquiries in: match, judge, keep every one.")},
    {NULL, "crm-lead-form", N_("Take a form of a site in: a web server runs this (CGI).")},
    {NULL, "crm-mail-in", N_("Take letters in: an answer becomes a touch on its lead, an inquiry a lead.")},
    {NULL, "crm-vcard-in", N_("Take business cards in, vCard 2.1 to 4.0: every card an inquiry.")},
    {NULL, "crm-leads", N_("List leads; -p is about the day they came.")},
    {NULL, "crm-assign", N_("Hand leads out: to the manager named, the owner of the client, else whose turn it is.")},
    {N_("A lead's life"), "crm-qualify",
        N_("Qualify leads that meet the criteria; name what is missing of those that do not.")},
    {NULL, "crm-disqualify", N_("End what is not a lead: spam, wrong number, not our customer. A reason is required.")},
    {NULL, "crm-move", N_("Move open leads to another stage, forward or back; the last stage wins them.")},
    {NULL, "crm-win", N_("End leads as won, with the sum if it is known.")},
    {NULL, "crm-lose", N_("End leads as lost. A reason is required.")},
    {NULL, "crm-return",
        N_("Take lost and disqualified leads back to work: to their owner, at the stage where they stood.")},
    {N_("Clients"), "crm-find", N_("Search leads, clients, notes, letters and tasks.")},
    {NULL, "crm-client", N_("The card of a client: interests, contacts, tasks, touches.")},
    {NULL, "crm-client-add", N_("Put people who are no inquiry: contacts, clients, shareholders, the blocked.")},
    {NULL, "crm-dups", N_("Who may be one person: groups and pairs of clients, with reasons.")},
    {NULL, "crm-merge", N_("Make one client of two records, part them again, or say that they are two people.")},
    {NULL, "crm-consent", N_("Record consents of clients by channel, and their withdrawal, with what proves them.")},
    {NULL, "crm-person", N_("One person's data: export all of it, or erase it for good, with a deed.")},
    {N_("Work"), "crm-touch-add", N_("Record touches of leads: calls, letters, meetings, messages, notes.")},
    {NULL, "crm-task-add", N_("Plan what a manager has to do by a certain time, for a lead or by itself.")},
    {NULL, "crm-task-done", N_("Close tasks; with next_due put them off instead.")},
    {NULL, "crm-tasks", N_("List open tasks, what is overdue first.")},
    {N_("Reports"), "crm-funnel", N_("How many leads reached each stage, and what became of the rest.")},
    {NULL, "crm-reasons", N_("Why leads are disqualified and lost: each reason with its count and share.")},
    {NULL, "crm-lights",
        N_("The traffic light of working clients: what is wrong, how badly, and the command that puts it right.")},
    {NULL, "crm-sla", N_("Deadlines in working time: what runs, what falls due, what is late, and how many were met.")},
    {NULL, "crm-kpi-daily", N_("Was the day good, by how much, why, and what to do; -p names another day than today.")},
    {N_("Post"), "crm-reanimate", N_("Lead lost clients through a programme of letters.")},
    {NULL, "crm-sla-notify", N_("Write to heads before and after a deadline is missed; once of each.")},
    {NULL, "crm-mail-out", N_("Send a report or the letters that wait.")},
    {N_("Upkeep"), "crm-plan-add",
        N_("Set what is to be reached in a month: leads qualified meetings bookings contracts amount.")},
    {NULL, "crm-conf", N_("The settings: list the tables, get or put one as rows, check them all.")},
    {NULL, "crm-log", N_("The journal: who did what, when it happened and when it was recorded.")},
    {NULL, "crm-undo", N_("Take back what one run of a command did, where nothing was changed since.")},
    {NULL, "crm-db", N_("The database as a whole: make it, check it, repair it, copy it.")},
    {NULL, "crm-demo", N_("Make up leads or a whole department to try things on.")},
};

static enum status list(
    struct crm *crm, const struct query *query, const char *const *args, int n_args, struct writer *writer)
{
	(void)query;
	(void)args;
	(void)n_args;
	(void)writer;
	for (size_t i = 0; i < sizeof commands / sizeof *commands; i++) {
		if (commands[i].group)
			printf("%s%s\n", i ? "\n" : "", _(commands[i].group));
		printf("  %-15s %s\n", commands[i].name, _(commands[i].summary));
	}
	printf(_("\n`crm funnel ...` runs crm-funnel. Each has --help and a manual page; crm(7) is the map.\n"));
	return ferror(stdout) ? why_set(&crm->why, CRM_IO, _("cannot write to standard output")) : CRM_OK;
}

static const struct command command = {.name = "crm",
    .summary = N_("A sales department in small commands."),
    .synopsis = "[VERB [...]]",
    .kind = COMMAND_RUNS,
    .run = list,
    .needs = NEEDS_NOTHING};

int main(int argc, char **argv)
{
	const char *verb = argc > 1 && argv[1][0] != '-' ? argv[1] : NULL;
	const char *names[sizeof commands / sizeof *commands + 1];
	size_t n = 0;
	if (!verb)
		return front_main(&command, argc, argv);
	for (; n < sizeof commands / sizeof *commands; n++) {
		names[n] = commands[n].name + 4;
		if (strcmp(names[n], verb) == 0 && front_exec(commands[n].name, argv + 1) != 0)
			return front_usage(&command, "%s: %s", argv[1], strerror(errno));
	}
	names[n] = NULL;
	const char *near = nearest(verb, names);
	if (near)
		return front_usage(&command, _("no command crm-%s: did you mean crm-%s?"), verb, near);
	return front_usage(&command, _("no command crm-%s: crm alone lists them"), verb);
}
