/* crm - what there is: all commands by group; `crm funnel ...` runs crm-funnel */
#include <errno.h>

#include "front/command/front.h"

/* What each command says of itself, gathered when they are built (Makefile). */
static const struct {
	int group;
	const char *name, *summary;
} commands[] = {
#include "commands.h"
};
#define N_COMMANDS (sizeof commands / sizeof *commands)

static void list_for_eyes(void)
{
	for (size_t i = 0; i < N_COMMANDS; i++) {
		if (i == 0 || commands[i].group != commands[i - 1].group)
			printf("%s%s\n", i ? "\n" : "", front_group(commands[i].group));
		printf("  %-15s %s\n", commands[i].name, _(commands[i].summary));
	}
	printf(_("\n`crm funnel ...` runs crm-funnel. Each has --help and a manual page; crm(7) is the map.\n"));
}

static void list_for_programs(void)
{
	for (size_t i = 0; i < N_COMMANDS; i++)
		printf("%s\t%s\t%s\n", commands[i].name, front_group(commands[i].group), _(commands[i].summary));
}

static enum status list_commands(
    struct crm *crm, const struct query *query, const char *const *args, int n_args, struct writer *writer)
{
	(void)query;
	(void)args;
	(void)n_args;
	(void)writer;
	if (option(crm, "list"))
		list_for_programs();
	else
		list_for_eyes();
	return ferror(stdout) ? why_set(&crm->why, CRM_IO, _("cannot write to standard output")) : CRM_OK;
}

static const struct option_spec options[] = {
    {"list", NULL, N_("name, group and summary of each, with tabs between, for programs")}, {0}};

static const struct command command = {.name = "crm",
    .summary = N_("A sales department in small commands."),
    .synopsis = "[--list] [VERB [...]]",
    .kind = COMMAND_RUNS,
    .options = options,
    .run = list_commands,
    .needs = NEEDS_NOTHING};

int main(int argc, char **argv)
{
	const char *verb = argc > 1 && argv[1][0] != '-' ? argv[1] : NULL;
	const char *names[N_COMMANDS + 1];
	size_t n = 0;
	if (!verb)
		return front_main(&command, argc, argv);
	for (; n < N_COMMANDS; n++) {
		names[n] = commands[n].name + 4;
		if (strcmp(names[n], verb) == 0 && front_exec(commands[n].name, argv + 1) != 0)
			return front_usage(&command, "%s: %s", argv[1], strerror(errno));
	}
	names[n] = NULL;
	const char *near = options_nearest(verb, names);
	if (near)
		return front_usage(&command, _("no command crm-%s: did you mean crm-%s?"), verb, near);
	return front_usage(&command, _("no command crm-%s: crm alone lists them"), verb);
}
