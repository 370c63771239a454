/* crm-lights - is anything wrong with the work on a client, how badly, and what puts it right */
#include "base/text/word_meant.h"
#include "front/command/front.h"
#include "report/lights/lights_page.h"

static enum status answer_query(
    struct crm *crm, const struct query *query, struct lights *lights, struct writer *writer, struct buf *page)
{
	if (query->ids)
		return lights_ids(crm, query, lights, writer);
	return writer ? lights_rows(crm, lights, writer) : lights_page(crm, query, lights, page);
}

static enum status report(struct crm *crm, const struct query *query, struct writer *writer, struct buf *page)
{
	static const char *const variants[] = {"clients", NULL};
	const char *variant = option(crm, "variant");
	struct lights lights;
	if (variant && word_meant(variant, variants) < 0)
		return why_set(&crm->why, CRM_USAGE, _("no variant «%s»: clients"), variant);
	enum status status = lights_make(crm, query, &lights);
	if (status == CRM_OK)
		status = answer_query(crm, query, &lights, writer, page);
	if (status == CRM_OK)
		status = lights_condition(query, &lights);
	lights_free(&lights);
	return status;
}

static const struct option_spec options[] = {{"variant", "V", N_("what a row is about: clients (default)")}, {0}};

static const struct command command = {.name = "crm-lights",
    .summary =
        N_("The traffic light of working clients: what is wrong, how badly, and the command that puts it right."),
    .synopsis = "[--variant V] [-m M] [-u U] [-T T] [--ids red|yellow|green] [--fail-on LIGHT] [-f text|html|csv|...] "
                "[options]",
    .listed = {GROUP_REPORTS, 3},
    .kind = COMMAND_REPORTS,
    .of_evening = true,
    .out = lights_fields,
    .options = options,
    .report = report,
    .prints = true,
    .ids_out = lights_ids_fields};

int main(int argc, char **argv)
{
	return front_main(&command, argc, argv);
}
