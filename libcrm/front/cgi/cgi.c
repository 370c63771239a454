#include "front/cgi/cgi.h"

#include <errno.h>
#include <poll.h>
#include <strings.h>
#include <unistd.h>

#include "base/text/json.h"
#include "front/command/front.h"
#include "rows/form_body.h"

#define PATIENCE 30 /* seconds without a byte of the body */

static const struct {
	int status;
	const char *phrase, *title, *text;
} answers[] = {
    {200, "OK", N_("Thank you"), N_("We have received your message and will get in touch with you.")},
    {303, "See Other", N_("Thank you"), N_("We have received your message and will get in touch with you.")},
    {400, "Bad Request", N_("The form did not arrive whole"), N_("Please go back and send it once more.")},
    {404, "Not Found", N_("Nothing to see here"), N_("This address takes forms of the site.")},
    {405, "Method Not Allowed", N_("Nothing to see here"), N_("This address takes forms of the site.")},
    {408, "Request Timeout", N_("The form did not arrive whole"), N_("Please go back and send it once more.")},
    {411, "Length Required", N_("The form did not arrive whole"), N_("Please go back and send it once more.")},
    {413, "Content Too Large", N_("The form is too long"),
        N_("Please go back and make it shorter; files cannot be sent here.")},
    {415, "Unsupported Media Type", N_("The form did not arrive whole"),
        N_("It came in a way that cannot be read here.")},
    {422, "Unprocessable Content", NULL, NULL}, /* why, the caller says */
    {429, "Too Many Requests", N_("Too many messages"),
        N_("Your last message was not taken. Please wait some minutes, go back and send it once more.")},
    {500, "Internal Server Error", N_("The message was not taken"),
        N_("The form is out of order. Please reach us in another way.")},
    {503, "Service Unavailable", N_("The message was not taken"),
        N_("Please wait a minute, go back and send it once more.")},
};

static const char *environment(const char *name)
{
	const char *value = getenv(name);
	return value && *value ? value : NULL;
}

bool cgi_asked(void)
{
	return environment("REQUEST_METHOD") != NULL;
}

/* The first of the languages we have; how much he likes it is seldom told, and then they come in order. */
static const char *language_of(const char *accept)
{
	for (const char *s = accept; s && *s; s += *s == ',') {
		s += strspn(s, " \t");
		bool whole = strchr("-;,", s[0] && s[1] ? s[2] : 'x') != NULL; /* with the end of the text */
		if (whole && strncasecmp(s, "ru", 2) == 0)
			return "ru";
		if (whole && strncasecmp(s, "en", 2) == 0)
			return "en";
		s += strcspn(s, ",");
	}
	return NULL;
}

static int refuse_request(struct crm *crm, int status, const char *text)
{
	why_set(&crm->why, CRM_DATA, "%s", text);
	return status;
}

/* The bytes that were announced, and no more. */
static int read_body(struct crm *crm, struct request *request)
{
	struct pollfd wait = {.fd = 0, .events = POLLIN};
	size_t got = 0;
	while (got < request->length) {
		int ready = poll(&wait, 1, PATIENCE * 1000);
		if (ready < 0 && errno == EINTR)
			continue;
		if (ready == 0)
			return refuse_request(crm, 408, _("408: the body does not come"));
		ssize_t n = read(0, request->body + got, request->length - got);
		if (n < 0 && errno == EINTR)
			continue;
		if (n <= 0)
			return refuse_request(crm, 400, _("400: the body ends too early"));
		got += (size_t)n;
	}
	request->body[got] = '\0';
	return 0;
}

static int take_length(struct crm *crm, struct request *request)
{
	const char *text = environment("CONTENT_LENGTH");
	if (!text)
		return refuse_request(crm, 411, _("411: a form without a length"));
	if (strspn(text, "0123456789") != strlen(text))
		return refuse_request(crm, 400, _("400: the length is no number"));
	text += strspn(text, "0");
	if (strlen(text) > 6 || strtol(text, NULL, 10) > CGI_BODY_MAX)
		return refuse_request(crm, 413, _("413: the form is too long"));
	request->length = (size_t)strtol(text, NULL, 10);
	request->body = arena_get(&crm->run, request->length + 1);
	return request->body ? 0 : refuse_request(crm, 500, _("no memory"));
}

int cgi_read(struct crm *crm, struct request *request, bool may_ask)
{
	const char *method = environment("REQUEST_METHOD"), *accept = environment("HTTP_ACCEPT");
	*request = (struct request){.type = environment("CONTENT_TYPE"),
	    .address = environment("REMOTE_ADDR"),
	    .forwarded = environment("HTTP_X_FORWARDED_FOR"),
	    .page = environment("HTTP_REFERER"),
	    .query = environment("QUERY_STRING"),
	    .lang = language_of(environment("HTTP_ACCEPT_LANGUAGE"))};
	request->json = form_body_is(request->type, "application/json") ||
	                (accept && strstr(accept, "application/json") && !strstr(accept, "text/html"));
	request->head = method && strcmp(method, "HEAD") == 0;
	request->asks = request->head || (method && strcmp(method, "GET") == 0);
	if (request->asks && may_ask)
		return 0;
	if (!method || strcmp(method, "POST") != 0)
		return refuse_request(crm, 405, _("405: only POST brings a form"));
	int status = take_length(crm, request);
	return status ? status : read_body(crm, request);
}

static void put_page(struct buf *out, const char *lang, const char *title, const char *text, const char *button)
{
	buf_format(out,
	    "<!DOCTYPE html>\n<html lang=\"%s\">\n<head>\n<meta charset=\"utf-8\">\n"
	    "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>%s</title>\n</head>\n"
	    "<body>\n<main>\n<h1>%s</h1>\n<p>%s</p>\n",
	    lang, title, title, text);
	if (button)
		buf_format(out, "<form method=\"post\"><button>%s</button></form>\n", button);
	buf_put(out, "</main>\n</body>\n</html>\n");
}

/* Everything but the page itself; ${next}: where to go instead. */
static void put_head(struct buf *out, const struct request *request, int status, const char *phrase, const char *next,
    const char *allow, int wait)
{
	buf_format(out, "Status: %d %s\r\n", status, phrase);
	buf_format(out, "Content-Type: %s; charset=utf-8\r\n", request->json ? "application/json" : "text/html");
	if (next)
		buf_format(out, "Location: %s\r\n", next);
	if (status == 405)
		buf_format(out, "Allow: %s\r\n", allow);
	if (wait)
		buf_format(out, "Retry-After: %d\r\n", wait);
	buf_put(out, "Cache-Control: no-store\r\nX-Content-Type-Options: nosniff\r\nContent-Security-Policy: "
	             "default-src 'none'\r\n\r\n");
}

static enum status send(struct crm *crm, struct buf *out)
{
	bool sent = !out->failed && fwrite(out->text, 1, out->length, stdout) == out->length && fflush(stdout) == 0;
	buf_free(out);
	return sent ? CRM_OK : why_errno(&crm->why, CRM_IO, _("cannot write to standard output"));
}

static const char *setup_language(const struct crm *crm, const struct request *request)
{
	return request->lang ? request->lang : crm->lang ? crm->lang : "ru";
}

static const char *phrase_of(int status)
{
	size_t i = 0;
	while (answers[i].status != status)
		i++;
	return answers[i].phrase;
}

enum status cgi_page(
    struct crm *crm, const struct request *request, int status, const char *title, const char *text, const char *button)
{
	const char *lang = setup_language(crm, request);
	struct buf out = {0};
	struct request plain = *request;
	plain.json = false;
	put_head(&out, &plain, status, phrase_of(status), NULL, "GET, HEAD, POST", 0);
	front_language(lang);
	if (!request->head)
		put_page(&out, lang, _(title), _(text), button ? _(button) : NULL);
	front_language(NULL);
	return send(crm, &out);
}

/* What is wrong goes into one line for a script; the rest of the world gets a page. */
static void put_answer(struct buf *out, const struct request *request, const char *lang, const struct cgi_words *words)
{
	if (!request->json) {
		put_page(out, lang, _(words->title), _(words->text), NULL);
		return;
	}
	buf_put(out, "{\"accepted\":false,\"error\":");
	json_quote(out, _(words->field ? words->text : words->title));
	if (words->field)
		buf_format(out, ",\"field\":\"%s\"", words->field);
	buf_put(out, "}\n");
}

static enum status answer(struct crm *crm, const struct request *request, int status, const struct cgi_words *words,
    const char *next, int wait)
{
	const char *lang = setup_language(crm, request);
	struct buf out = {0};
	put_head(&out, request, status, phrase_of(status), next, "POST", wait);
	front_language(lang);
	if (!request->head && request->json && status == 200)
		buf_put(&out, "{\"accepted\":true}\n");
	else if (!request->head)
		put_answer(&out, request, lang, words);
	front_language(NULL);
	return send(crm, &out);
}

enum status cgi_answer(struct crm *crm, const struct request *request, int status, const char *next, int wait)
{
	size_t i = 0;
	status = status == 200 && next && !request->json ? 303 : status;
	while (answers[i].status != status)
		i++;
	return answer(crm, request, status, &(struct cgi_words){answers[i].title, answers[i].text, NULL},
	    status == 303 ? next : NULL, wait);
}

enum status cgi_refuse(struct crm *crm, const struct request *request, const struct cgi_words *words)
{
	return answer(crm, request, 422, words, NULL, 0);
}
