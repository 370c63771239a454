/* crm-demo - made-up leads by the million, or a whole department to try things on */
#include <errno.h>

#include <unistd.h>

#include "demo/demo.h"
#include "demo/demo_history.h"
#include "flow/upkeep/db_admin.h"
#include "front/command/front.h"

static int64_t rows, seed = 1;

static enum status read_number(struct crm *crm, const char *name, int64_t most, int64_t *out)
{
	const char *text = option(crm, name);
	char *end;
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

static void tell_month(const char *month, int64_t leads, int64_t all)
{
	if (isatty(2))
		front_note(_("%s: %lld of %lld leads"), month, (long long)leads, (long long)all);
}

static enum status write_history(struct crm *crm, struct writer *writer)
{
	return demo_history(crm, &(struct demo_history){rows, (uint64_t)seed, front_lang(), tell_month}, writer);
}

/* A past that breaks off is none: the base is there with all of it, or not at all. */
static enum status make_base(struct crm *crm)
{
	const char *url = front_url();

	if (!url)
		return why_set(&crm->why, CRM_NOINPUT, _("which database? give -d FILE or set CRM_DB"));
	if (front_dry_run())
		return why_set(&crm->why, CRM_USAGE, _("crm-demo --history cannot be tried: leave -n out"));
	enum status status = db_admin_create(url, &crm->why);
	if (status != CRM_OK)
		return status;
	status = front_need(crm, NEEDS_WRITE);
	if (status == CRM_OK)
		status = front_print(crm, demo_history_fields, write_history);
	if (status != CRM_OK)
		db_admin_remove(crm, url);
	return status;
}

static enum status run(
    struct crm *crm, const struct query *query, const char *const *args, int n_args, struct writer *writer)
{
	const char *folder = option(crm, "department");
	bool history = option(crm, "history") != NULL;
	enum status status = read_number(crm, history ? "history" : "leads", DEMO_MOST, &rows);

	(void)query;
	(void)writer;
	if (status == CRM_OK)
		status = read_number(crm, "seed", INT64_MAX, &seed);
	if (status != CRM_OK)
		return status;
	if (n_args)
		return why_set(&crm->why, CRM_USAGE, _("crm-demo takes no operands: «%s»"), args[0]);
	if (!!folder + !!option(crm, "leads") + history != 1)
		return why_set(&crm->why, CRM_USAGE, _("give --leads N, --history N or --department DIR"));
	if (folder && option(crm, "seed"))
		return why_set(
		    &crm->why, CRM_USAGE, _("there is one department: --seed goes with --leads or --history"));
	if (history)
		return make_base(crm);
	return folder ? front_print(crm, demo_file_fields, write_files) : front_print(crm, demo_fields, write_leads);
}

static const struct option_spec options[] = {{"leads", "N", N_("N made-up inquiries as CSV, for crm-lead-add")},
    {"history", "N", N_("a new database (-d) of N inquiries and what became of them in two years")},
    {"seed", "S", N_("other people with another number (1)")},
    {"department", "DIR", N_("the sample department as files in DIR, made if need be; files there are replaced")}, {0}};

static const struct command command = {.name = "crm-demo",
    .summary = N_("Make up leads, a whole department or a database with a past to try things on."),
    .synopsis = "--leads N [--seed S] | --history N [--seed S] [-d FILE] | --department DIR",
    .listed = {GROUP_UPKEEP, 6},
    .kind = COMMAND_RUNS,
    .options = options,
    .run = run,
    .needs = NEEDS_NOTHING};

int main(int argc, char **argv)
{
	return front_main(&command, argc, argv);
}
