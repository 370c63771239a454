/* crm-person - one person's data: shown to him, or erased */
#include "flow/privacy/erasure_certificate.h"
#include "flow/privacy/request.h"
#include "front/command/front.h"

static const struct option_spec options[] = {
    {"basis", "TEXT", N_("erase: why, such as the number of his letter; required")}, {0}};

static struct person_request request; /* the one of this run */

static enum status print_text(struct crm *crm, const struct buf *text)
{
	return fwrite(text->text, 1, text->length, stdout) == text->length
	           ? CRM_OK
	           : why_set(&crm->why, CRM_IO, _("cannot write to standard output"));
}

static enum status show_person(struct crm *crm, const char *word)
{
	enum status status = request_begin(crm, "export", word, &request);
	if (status == CRM_OK)
		status = front_batch(crm, request_export, &request, &request.tally);
	if (status == CRM_OK)
		status = print_text(crm, &request.export);
	buf_free(&request.export);
	if (status == CRM_OK)
		front_tally(&request.tally, crm->batch);
	return status;
}

static enum status rows(struct crm *crm, struct writer *writer)
{
	return erasure_rows(crm, &request.subject, request.erasures, request.n_erasures, writer);
}

static enum status print_deed(struct crm *crm)
{
	struct buf deed = {0};
	enum status status =
	    erasure_certificate_write(crm, &request.subject, request.erasures, request.n_erasures, &deed);
	if (status == CRM_OK)
		status = print_text(crm, &deed);
	buf_free(&deed);
	return status;
}

/* What is erased is printed even if a reader keeps its traces alive for now; and again to whoever lost the deed. */
static enum status erase_person(struct crm *crm, const char *word, bool deed)
{
	request.basis = option(crm, "basis");
	if (!request.basis || !*request.basis)
		return why_set(&crm->why, CRM_USAGE, _("why? --basis names the request or the law"));
	enum status status = request_begin(crm, "erase", word, &request);
	if (status == CRM_OK)
		status = front_batch(crm, request_erase, &request, &request.tally);
	bool before = status == CRM_NONE;
	if (status != CRM_OK && !before)
		return status;
	enum status traces = crm->dry_run ? CRM_OK : erase_traces(crm);
	struct why said = crm->why;
	if (before)
		front_note(_("client %lld was erased before: nothing is left"), (long long)request.subject.client[0]);
	front_tally(&request.tally, crm->batch);
	status = deed ? print_deed(crm) : front_print(crm, erased_fields, rows);
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
	enum status status = data_subject_permitted(crm);
	if (status != CRM_OK)
		return status;
	return exports ? show_person(crm, args[1]) : erase_person(crm, args[1], query->format == FORMAT_TEXT);
}

static const struct command command = {.name = "crm-person",
    .summary = N_("One person's data: export all of it, or erase it for good, with a deed."),
    .synopsis = "[options] export WHO\n       crm-person [options] --basis TEXT erase WHO",
    .listed = {GROUP_CLIENTS, 7},
    .kind = COMMAND_RUNS,
    .options = options,
    .run = run,
    .prints = true,
    .needs = NEEDS_WRITE};

int main(int argc, char **argv)
{
	return front_main(&command, argc, argv);
}
