/* crm-person - one person's data: shown to him, or erased */
#include "front/command/front.h"
#include "flow/privacy/erasure_certificate.h"

static const struct field out[] = {{"client", KIND_INT, N_("client")}, {"table", KIND_TEXT, N_("table")},
    {"rows", KIND_INT, N_("rows")}, {"event", KIND_INT, N_("event")}, {0}};

static const struct option_spec options[] = {
    {"basis", "TEXT", N_("erase: why, such as the number of his letter; required")}, {0}};

#define ONE_DONE "read 1 = done 1"

/* The journal keeps what was done, and not by which words somebody was looked for. */
static enum status name_line(struct crm *crm, const char *verb, const struct person *person)
{
	crm->who.line = arena_format(&crm->run, "crm-person %s %lld", verb, (long long)person->client[0]);
	return crm->who.line ? CRM_OK : why_memory(&crm->why);
}

static enum status export(struct crm *crm, const char *word) {
	struct person person = {0}; struct buf json = {0}; enum status status = person_find(crm, word, &person);
	if (status == CRM_OK) status = name_line(crm, "export", &person);
	if (status == CRM_OK) status = front_begin(crm);
	if (status != CRM_OK) return status;
	status = person_export(crm, &person, &json);
	if (status == CRM_OK) status = person_note_export(crm, &person);
	if (status == CRM_OK) status = front_end(crm, ONE_DONE);
	else front_abandon(crm);
	if (status == CRM_OK && fwrite(json.text, 1, json.length, stdout) != json.length)
	    status = why_set(&crm->why, CRM_IO, _("cannot write to standard output"));
	buf_free(&json);
	if (status == CRM_OK) front_sum(ONE_DONE, crm->batch);
	return status;
}

static enum status print_rows(struct crm *crm, const struct person *person, const struct erasing *erasing)
{
	struct writer *writer = NULL;
	char client[24], rows[24], event[24];
	enum status status = front_writer(out, &writer);
	snprintf(client, sizeof client, "%lld", (long long)person->client[0]);
	snprintf(event, sizeof event, "%lld", (long long)erasing->event);
	for (int i = 0; status == CRM_OK && erasing->rows[i].table; i++) {
		snprintf(rows, sizeof rows, "%lld", (long long)erasing->rows[i].rows);
		status =
		    writer_row(writer, (const char *const[]){client, erasing->rows[i].table, rows, event}, &crm->why);
	}
	return front_finish(crm, writer, status);
}

static enum status print_deed(
    struct crm *crm, const struct person *person, const char *basis, const struct erasing *erasing)
{
	struct buf deed = {0};
	enum status status = deed_write(crm, person, basis, erasing, &deed);
	if (status == CRM_OK && fwrite(deed.text, 1, deed.length, stdout) != deed.length)
		status = why_set(&crm->why, CRM_IO, _("cannot write to standard output"));
	buf_free(&deed);
	return status;
}

/* All of it in one transaction; CRM_NONE leaves no batch behind. */
static enum status erase_in(struct crm *crm, struct person *person, const char *basis, struct erasing *erasing)
{
	enum status status = name_line(crm, "erase", person);
	if (status == CRM_OK)
		status = front_begin(crm);
	if (status != CRM_OK)
		return status;
	status = person_erase(crm, person, basis, erasing);
	if (status == CRM_OK)
		status = person_erase_end(crm);
	if (status == CRM_OK)
		return front_end(crm, ONE_DONE);
	front_abandon(crm);
	return status;
}

/* What is erased is printed even if a reader keeps its traces alive for now. */
static enum status erase(struct crm *crm, const char *word, bool deed)
{
	const char *basis = option(crm, "basis");
	struct person person = {0};
	struct erasing erasing = {0};
	if (!basis || !*basis)
		return why_set(&crm->why, CRM_USAGE, _("why? --basis names the request or the law"));
	enum status status = person_find(crm, word, &person);
	if (status == CRM_OK)
		status = erase_in(crm, &person, basis, &erasing);
	bool before = status == CRM_NONE;
	if (status != CRM_OK && !before)
		return status;
	enum status traces = crm->dry_run ? CRM_OK : erase_traces(crm);
	struct why said = crm->why;
	if (before)
		front_note(_("client %lld was erased before: nothing is left"), (long long)person.client[0]);
	front_sum(before ? "read 1 = known 1" : ONE_DONE, before ? 0 : crm->batch);
	status = deed && !before ? print_deed(crm, &person, basis, &erasing) : print_rows(crm, &person, &erasing);
	if (traces != CRM_OK)
		crm->why = said;
	return traces != CRM_OK ? traces : status;
}

static enum status run(
    struct crm *crm, const struct query *query, const char *const *args, int n, struct writer *writer)
{
	bool exports = n > 0 && strcmp(args[0], "export") == 0, erases = n > 0 && strcmp(args[0], "erase") == 0;
	(void)writer;
	if (!exports && !erases)
		return why_set(&crm->why, CRM_USAGE, _("what is «%s»? crm-person export WHO, crm-person erase WHO"),
		    n ? args[0] : "");
	if (n != 2 || !*args[1])
		return why_set(&crm->why, CRM_USAGE,
		    _("crm-person %s takes one: the number of a client, a phone, an address or a name"), args[0]);
	if (query->format == FORMAT_HTML)
		return why_set(
		    &crm->why, CRM_USAGE, _("%s does not print %s: csv tsv json table"), "crm-person", "html");
	enum status status = person_permitted(crm);
	if (status != CRM_OK)
		return status;
	return exports ? export(crm, args[1]) : erase(crm, args[1], query->format == FORMAT_TEXT);
}

static const struct command command = {.name = "crm-person",
    .summary = N_("One person's data: export all of it, or erase it for good, with a deed."),
    .synopsis = "[options] export WHO\n       crm-person [options] --basis TEXT erase WHO",
    .kind = COMMAND_RUNS,
    .options = options,
    .run = run,
    .prints = true,
    .needs = NEEDS_WRITE};

int main(int argc, char **argv)
{
	return front_main(&command, argc, argv);
}
