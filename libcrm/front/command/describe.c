/* What a command says of itself when the list of all is made: crm and its --list know no others. */
#include "front/command/front_private.h"

const char *front_group(int group)
{
	static const char *const names[GROUPS] = {"", N_("Taking in"), N_("A lead's life"), N_("Clients"), N_("Work"),
	    N_("Reports"), N_("Post"), N_("Upkeep")};
	return group > GROUP_NONE && group < GROUPS ? _(names[group]) : "";
}

enum status describe_command(void)
{
	const struct command *c = front.command;
	if (c->listed.group == GROUP_NONE || !c->listed.place)
		return why_set(&front.crm.why, CRM_INTERNAL, "%s has no group, or no place in it", c->name);
	printf("%d\t%d\t%s\t%s\n", (int)c->listed.group, c->listed.place, c->name, c->summary);
	return CRM_NONE;
}
