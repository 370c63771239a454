/* crm-lead-form - a site's form becomes a lead: a web server runs this program for each POST (CGI/1.1) */
#include "flow/form/form.h"
#include "front/cgi/cgi.h"
#include "front/command/front.h"

#define AGAIN 60 /* seconds after which a busy base is tried again */

/* Tell the visitor, and leave the sentence for the log. */
static enum status refused(struct crm *crm, const struct request *request, int http, int wait)
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
	return refused(crm, request, status == CRM_BUSY ? 503 : 500, status == CRM_BUSY ? AGAIN : 0);
}

static enum status too_often(struct crm *crm, const struct request *request, const struct visit *visit, int wait)
{
	bool proxy = request->forwarded && visit->address == request->address;
	why_set(&crm->why, CRM_BUSY, "%s",
	    proxy ? _("429: too many forms from one address (is it a proxy? see form.proxy)")
	          : _("429: too many forms from one address"));
	return refused(crm, request, 429, wait);
}

/* Asked once more under the lock, where nobody else knocks at the same time. */
static enum status commit(struct crm *crm, const struct visit *visit, struct answer *answer, char counts[64], int *wait)
{
	const struct synonyms *synonyms = synonyms_get();
	enum status status = synonyms ? front_begin(crm) : crm->why.status;
	if (status != CRM_OK)
		return status;
	status = visit_wait(crm, visit, wait);
	if (status == CRM_OK && !*wait)
		status = form_take(crm, visit, synonyms, answer);
	if (status != CRM_OK || *wait || is_rejected(answer) || strcmp(answer->verdict, KNOWN) == 0) {
		front_abandon(crm); /* nothing new: no batch either */
		crm->batch = 0;
		return status;
	}
	snprintf(counts, 64, "read 1 = %s 1", answer->verdict);
	return front_end(crm, counts);
}

static enum status take(struct crm *crm, const struct request *request, const struct form *form)
{
	struct visit visit = {.form = form, .page = request->page};
	struct answer answer = {0};
	char counts[64] = "read 1 = known 1";
	int wait = 0;
	visit.address = visit_address(crm, request->address, request->forwarded);
	enum status status = visit_wait(crm, &visit, &wait);
	if (status == CRM_OK && !wait)
		status = commit(crm, &visit, &answer, counts, &wait);
	if (status != CRM_OK)
		return failed(crm, request, status);
	if (wait)
		return too_often(crm, request, &visit, wait);
	if (is_rejected(&answer)) {
		why_set(&crm->why, CRM_DATA, "422: %.900s", answer.reason);
		return refused(crm, request, 422, 0);
	}
	front_sum(counts, crm->batch);
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
	int http = cgi_read(crm, &request);
	if (http)
		return refused(crm, &request, http, 0);
	enum status status = form_read(&form, request.type, request.body, request.length, &crm->run, &crm->why);
	if (status == CRM_USAGE || status == CRM_DATA)
		return refused(crm, &request, status == CRM_USAGE ? 415 : 400, 0);
	if (status == CRM_OK && form.files)
		front_note(ngettext("%d file of the form is not kept", "%d files of the form are not kept",
		               (unsigned long)form.files),
		    form.files);
	if (status == CRM_OK)
		status = front_need(crm, NEEDS_WRITE);
	return status == CRM_OK ? take(crm, &request, &form) : failed(crm, &request, status);
}

static const struct command command = {.name = "crm-lead-form",
    .summary = N_("Take a form of a site in: a web server runs this (CGI)."),
    .synopsis = "[options]",
    .kind = COMMAND_RUNS,
    .run = run,
    .needs = NEEDS_NOTHING};

int main(int argc, char **argv)
{
	/* A server may put words of the address on the command line: they are a visitor's, and no options. */
	return front_main(&command, cgi_asked() ? 1 : argc, argv);
}
