/* crm-lead-form - a site's form becomes a lead: a web server runs this program for each POST (CGI/1.1) */
#include "flow/form/form.h"
#include "flow/intake/taken.h"
#include "front/cgi/cgi.h"
#include "front/command/front.h"

#define AGAIN 60 /* seconds after which a busy base is tried again */

/* Tell the visitor, and leave the sentence for the log. */
static enum status refuse_visitor(struct crm *crm, const struct request *request, int http, int wait)
{
	const struct why said = crm->why;
	enum status status = cgi_answer(crm, request, http, NULL, wait);
	if (status != CRM_OK)
		return status;
	crm->why = said;
	return said.status == CRM_USAGE ? CRM_DATA : said.status; /* who called us wrongly is the visitor */
}

static enum status failed(struct crm *crm, const struct request *request, enum status status)
{
	crm->why.status = status;
	return refuse_visitor(crm, request, status == CRM_BUSY ? 503 : 500, status == CRM_BUSY ? AGAIN : 0);
}

static enum status too_often(struct crm *crm, const struct request *request, const struct form_visit *visit, int wait)
{
	bool proxy = request->forwarded && visit->address == request->address;
	why_set(&crm->why, CRM_BUSY, "%s",
	    proxy ? _("429: too many forms from one address (is it a proxy? see form.proxy)")
	          : _("429: too many forms from one address"));
	return refuse_visitor(crm, request, 429, wait);
}

static enum status refuse_form(struct crm *crm, const struct request *request, const struct visiting *visiting)
{
	enum status status = visiting->refusal == FORM_ERASED ? form_count_refused(crm, &visiting->visit) : CRM_OK;
	if (status != CRM_OK)
		return failed(crm, request, status);
	const struct form_words *words = &form_refusals[visiting->refusal];
	status = cgi_refuse(crm, request, &(struct cgi_words){words->title, words->text, words->field});
	return status == CRM_OK ? why_set(&crm->why, CRM_DATA, "422: %.900s", visiting->answer.reason) : status;
}

static enum status take_form(struct crm *crm, const struct request *request, const struct form *form)
{
	struct visiting visiting = {.visit = {.form = form, .page = request->page}};
	enum status status = tally_open(crm, &visiting.tally, INTAKE_VERDICTS);
	visiting.visit.address = form_visit_address(crm, request->address, request->forwarded);
	if (status == CRM_OK)
		status = form_visit_wait(crm, &visiting.visit, &visiting.wait);
	if (status == CRM_OK && !visiting.wait && !(visiting.synonyms = front_synonyms(crm)))
		status = crm->why.status;
	if (status == CRM_OK && !visiting.wait)
		status = form_prepare(crm, &visiting);
	if (status == CRM_OK && !visiting.wait)
		status = front_batch(crm, form_visit, &visiting, &visiting.tally);
	if (status != CRM_OK && status != CRM_NONE)
		return failed(crm, request, status);
	if (visiting.wait)
		return too_often(crm, request, &visiting.visit, visiting.wait);
	if (visiting.refusal)
		return refuse_form(crm, request, &visiting);
	front_tally(&visiting.tally, crm->batch);
	return cgi_answer(crm, request, 200, form_next(crm, form), 0);
}

static enum status run(
    struct crm *crm, const struct query *query, const char *const *args, int n, struct writer *writer)
{
	struct request request;
	struct form form;
	(void)query;
	(void)args;
	(void)n;
	(void)writer;
	if (!cgi_asked())
		return why_set(&crm->why, CRM_USAGE, _("a web server runs this program: see man crm-lead-form"));
	int http = cgi_read(crm, &request, false);
	if (http)
		return refuse_visitor(crm, &request, http, 0);
	enum status status = form_body_read(&form, request.type, request.body, request.length, &crm->run, &crm->why);
	if (status == CRM_USAGE || status == CRM_DATA)
		return refuse_visitor(crm, &request, status == CRM_USAGE ? 415 : 400, 0);
	if (status == CRM_OK && form.files)
		front_note(ngettext("%d file of the form is not kept", "%d files of the form are not kept",
		               (unsigned long)form.files),
		    form.files);
	if (status == CRM_OK)
		status = front_need(crm, NEEDS_WRITE);
	return status == CRM_OK ? take_form(crm, &request, &form) : failed(crm, &request, status);
}

static const struct command command = {.name = "crm-lead-form",
    .summary = N_("Take a form of a site in: a web server runs this (CGI)."),
    .synopsis = "[options]",
    .listed = {GROUP_INTAKE, 2},
    .kind = COMMAND_RUNS,
    .run = run,
    .needs = NEEDS_NOTHING};

int main(int argc, char **argv)
{
	/* A server may put words of the address on the command line: they are a visitor's, and no options. */
	return front_main(&command, cgi_asked() ? 1 : argc, argv);
}
