/* crm-demo - made-up leads by the million, or a whole department to try things on */
#include <errno.h>

#include "demo/demo.h"
#include "front/command/front.h"

static int64_t rows, seed;

static enum status read_number(struct crm *crm, const char *name, int64_t most, int64_t fallback, int64_t *out)
{
	const char *text = option(crm, name);
	char *end;

	*out = fallback;
	if (!text)
		return CRM_OK;
	errno = 0;
	*out = strtoll(text, &end, 10);
	if (errno || end == text || *end || *out < 0 || *out > most)
		return why_set(
		    &crm->why, CRM_USAGE, _("--%s is a number from 0 to %lld, not «%s»"), name, (long long)most, text);
	return CRM_OK;
}

static enum status write_leads(struct crm *crm, struct writer *writer)
{
	return demo_leads(rows, (uint64_t)seed, writer, &crm->why);
}

static enum status write_files(struct crm *crm, struct writer *writer)
{
	return demo_files(option(crm, "department"), writer, &crm->why);
}

static enum status run(
    struct crm *crm, const struct query *query, const char *const *args, int n_args, struct writer *writer)
{
	const char *folder = option(crm, "department");
	enum status status = read_number(crm, "leads", DEMO_MOST, 0, &rows);

	(void)query;
	(void)writer;
	if (status == CRM_OK)
		status = read_number(crm, "seed", INT64_MAX, 1, &seed);
	if (status != CRM_OK)
		return status;
	if (n_args)
		return why_set(&crm->why, CRM_USAGE, _("crm-demo takes no operands: «%s»"), args[0]);
	if (!folder == !option(crm, "leads"))
		return why_set(&crm->why, CRM_USAGE, _("give --leads N or --department DIR"));
	if (folder && option(crm, "seed"))
		return why_set(&crm->why, CRM_USAGE, _("there is one department: --seed goes with --leads"));
	return folder ? front_print(crm, demo_file_fields, write_files) : front_print(crm, demo_fields, write_leads);
}

static const struct option_spec options[] = {{"leads", "N", N_("N made-up inquiries as CSV, for crm-lead-add")},
    {"seed", "S", N_("other people with another number (1)")},
    {"department", "DIR", N_("the sample department as files in DIR, made if need be; files there are replaced")}, {0}};

static const struct command command = {.name = "crm-demo",
    .summary = N_("Make up leads or a whole department to try things on."),
    .synopsis = "--leads N [--seed S] | --department DIR",
    .listed = {GROUP_UPKEEP, 6},
    .kind = COMMAND_RUNS,
    .options = options,
    .run = run,
    .needs = NEEDS_NOTHING};

int main(int argc, char **argv)
{
	return front_main(&command, argc, argv);
}
