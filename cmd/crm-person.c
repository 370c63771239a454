/* crm-person - one person's data: shown to him, or erased; and how he is taken in again */
#include "flow/privacy/erasure_certificate.h"
#include "flow/privacy/request.h"
#include "front/command/front.h"

static const struct option_spec options[] = {
    {"basis", "TEXT", N_("erase: why, such as the number of his letter; required")},
    {"proof", "TEXT", N_("readmit: the paper on which he consented anew; required")}, {0}};

static const struct person_verb {
	const char *name;
	enum status (*work)(struct crm *crm, void *request);
	enum status (*after)(struct crm *crm); /* the commit */
	const char *option, *asks;             /* what it cannot do without */
	const char *known;                     /* it was done before */
} verbs[] = {{"export", request_export, NULL, NULL, NULL, NULL},
    {"erase", request_erase, erase_traces, "basis", N_("why? --basis names the request or the law"),
        N_("client %lld was erased before: nothing is left")},
    {"readmit", request_readmit, erase_list_write, "proof", N_("what is the consent? --proof names the paper"),
        N_("he may be taken in already")},
    {0}};

static struct person_request request; /* the one of this run */

static enum status rows(struct crm *crm, struct writer *writer)
{
	return erasure_rows(crm, &request.subject, request.erasures, request.n_erasures, writer);
}

static enum status print(struct crm *crm, const struct person_verb *verb, bool deed)
{
	if (deed && verb->work == request_erase) {
		enum status status = erasure_certificate_write(
		    crm, &request.subject, request.erasures, request.n_erasures, &request.text);
		if (status != CRM_OK)
			return status;
	} else if (verb->option) {
		return front_print(crm, erased_fields, rows);
	}
	bool whole = fwrite(request.text.text, 1, request.text.length, stdout) == request.text.length;
	buf_free(&request.text);
	return whole ? CRM_OK : why_set(&crm->why, CRM_IO, _("cannot write to standard output"));
}

/* What is erased is printed even if a reader keeps its traces alive for now; and again to whoever lost the deed. */
static enum status do_verb(struct crm *crm, const struct person_verb *verb, bool deed)
{
	enum status status = front_batch(crm, verb->work, &request, &request.tally);
	bool known = status == CRM_NONE;
	if (status != CRM_OK && !known)
		return status;
	enum status after = crm->dry_run || !verb->after ? CRM_OK : verb->after(crm);
	struct why said = crm->why;
	if (known)
		front_note(_(verb->known), (long long)request.subject.client[0]);
	front_tally(&request.tally, crm->batch);
	status = print(crm, verb, deed);
	if (after != CRM_OK)
		crm->why = said;
	return after != CRM_OK ? after : status;
}

static enum status run(
    struct crm *crm, const struct query *query, const char *const *args, int n, struct writer *writer)
{
	const struct person_verb *verb = verbs;
	(void)writer;
	while (verb->name && strcmp(verb->name, n > 0 ? args[0] : "") != 0)
		verb++;
	if (!verb->name)
		return why_set(
		    &crm->why, CRM_USAGE, _("what is «%s»? export WHO, erase WHO or readmit WHO"), n ? args[0] : "");
	if (n != 2 || !*args[1])
		return why_set(&crm->why, CRM_USAGE,
		    _("crm-person %s takes one: the number of a client, a phone, an address or a name"), args[0]);
	if (query->format == FORMAT_HTML)
		return why_set(
		    &crm->why, CRM_USAGE, _("%s does not print %s: csv tsv json table"), "crm-person", "html");
	const char *given = verb->option ? option(crm, verb->option) : NULL;
	enum status status = data_subject_permitted(crm);
	if (status == CRM_OK && verb->option && (!given || !*given))
		return why_set(&crm->why, CRM_USAGE, "%s", _(verb->asks));
	if (status == CRM_OK)
		status = request_begin(crm, verb->name, args[1], given, &request);
	return status == CRM_OK ? do_verb(crm, verb, query->format == FORMAT_TEXT) : status;
}

static const struct command command = {.name = "crm-person",
    .summary = N_("One person's data: export all of it, or erase it for good, with a deed."),
    .synopsis = "[options] export WHO\n       crm-person [options] --basis TEXT erase WHO\n"
                "       crm-person [options] --proof TEXT readmit WHO",
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
