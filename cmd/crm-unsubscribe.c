/* crm-unsubscribe - the button «unsubscribe» of a mail program (RFC 8058): a web server runs this (CGI/1.1) */
#include "front/cgi/cgi.h"
#include "front/command/front.h"
#include "post/mail_out/unsubscribe.h"

static enum status tell(struct crm *crm, const struct request *request, int http)
{
	static const struct {
		int http;
		const char *title, *text, *button;
	} pages[] = {{200, N_("No more letters"), N_("We shall not write to you by e-mail any more."), NULL},
	    {404, N_("Nothing to see here"),
	        N_("This address is none of ours. An answer with the word stop is understood too."), NULL},
	    {503, N_("Not yet"), N_("Please try once more in a minute, or answer the letter with the word stop."),
	        NULL},
	    {0, N_("No more letters?"), N_("Press the button, and we shall not write to you by e-mail any more."),
	        N_("Do not write to me")}};
	size_t i = 0;
	while (pages[i].http && pages[i].http != http)
		i++;
	return cgi_page(crm, request, http ? http : 200, pages[i].title, pages[i].text, pages[i].button);
}

struct click {
	struct answer answer;
	struct tally tally;
	int64_t lead;
};

static enum status withdraw(struct crm *crm, void *arg)
{
	struct click *click = arg;
	enum status status = unsubscribe(crm, click->lead, &click->answer);
	if (status == CRM_OK)
		tally_count(&click->tally, click->answer.verdict);
	return status == CRM_OK && strcmp(click->answer.verdict, VERDICT_DONE) != 0 ? CRM_NONE : status;
}

/* Asked is only shown; only what is posted acts. */
static enum status take(struct crm *crm, const struct request *request, int *http)
{
	struct click click = {0};
	enum status status = front_need(crm, NEEDS_WRITE);
	if (status == CRM_OK)
		status = unsubscribe_lead(crm, request->query, &click.lead);
	*http = status == CRM_NONE ? 404 : 0;
	if (status == CRM_NONE)
		return why_set(&crm->why, CRM_DATA, "%s", _("404: the address is not signed by this base"));
	if (status != CRM_OK || request->asks)
		return status;
	status = tally_open(crm, &click.tally, NULL);
	if (status == CRM_OK)
		status = front_batch(crm, withdraw, &click, &click.tally);
	if (status != CRM_OK && status != CRM_NONE)
		return status;
	*http = 200;
	front_tally(&click.tally, crm->batch);
	return CRM_OK;
}

static enum status run(
    struct crm *crm, const struct query *query, const char *const *args, int n, struct writer *writer)
{
	struct request request;
	int http = 0;
	(void)query;
	(void)args;
	(void)n;
	(void)writer;
	if (!cgi_asked())
		return why_set(
		    &crm->why, CRM_USAGE, _("a web server runs this program: see man %s"), "crm-unsubscribe");
	if (cgi_read(crm, &request, true))
		return tell(crm, &request, 404);
	enum status status = take(crm, &request, &http);
	const struct why said = crm->why;
	enum status told = tell(crm, &request, http || status == CRM_OK ? http : 503);
	crm->why = said;
	return status == CRM_OK ? told : status;
}

static const struct command command = {.name = "crm-unsubscribe",
    .summary = N_("Take clients off who press «unsubscribe» in a letter: a web server runs this (CGI)."),
    .synopsis = "[options]",
    .listed = {GROUP_POST, 5},
    .kind = COMMAND_RUNS,
    .run = run,
    .needs = NEEDS_NOTHING};

int main(int argc, char **argv)
{
	return front_main(&command, cgi_asked() ? 1 : argc, argv);
}
