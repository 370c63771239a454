/* crm-mail-out - send a report to colleagues, or the letters that wait */
#include <strings.h>

#include "front/command/front.h"
#include "front/command/send.h"
#include "post/mail_out/recipients.h"

#define REPORT_MAX (16u << 20)
#define LOCK_SECONDS 300

static const struct field out[] = {{"msgid", KIND_TEXT, N_("message id")}, {"to", KIND_TEXT, N_("recipient")},
    {"verdict", KIND_TEXT, N_("verdict")}, {"reason", KIND_TEXT, N_("reason")}, {0}};

static enum status print(void *arg, struct crm *crm, const struct letter *letter, enum status status)
{
	const char *cells[] = {letter->msgid, letter->address, status == CRM_OK ? DONE : REJECTED,
	    status == CRM_OK ? NULL : crm->why.text};
	enum status printed = writer_row(arg, cells, &crm->why);
	return printed == CRM_OK ? writer_flush(arg, &crm->why) : printed;
}

/* "KPI {date}" */
static const char *dated(struct crm *crm, const char *subject)
{
	struct buf text = {0};
	const char *place = strstr(subject, "{date}");
	if (!place)
		return subject;
	buf_add(&text, subject, (size_t)(place - subject));
	day_put(&text, zone_day(crm->zone, crm->now));
	buf_put(&text, place + 6);
	const char *copy = text.failed ? NULL : arena_copy(&crm->run, text.text);
	buf_free(&text);
	return copy;
}

static bool looks_like_html(const char *text)
{
	text += strspn(text, " \t\r\n");
	return strncasecmp(text, "<!doctype html", 14) == 0 || strncasecmp(text, "<html", 5) == 0;
}

/* Those who have it are told so; the others' letters are open now. */
static enum status queue_report(
    struct crm *crm, const struct letter *like, const struct manager *const *to, int n, struct writer *writer)
{
	struct letter *letters;
	enum status status = outbox_report(crm, like, to, n, &letters);
	for (int i = 0; i < n && status == CRM_OK; i++) {
		bool sent = letters[i].state >= OUTBOX_SENT;
		const char *cells[] = {
		    letters[i].msgid, letters[i].address, sent ? KNOWN : DONE, sent ? _("sent before") : _("dry run")};
		if (sent || crm->dry_run)
			status = writer_row(writer, cells, &crm->why);
	}
	return status;
}

static enum status send_open(struct crm *crm, const char *prefix, struct writer *writer)
{
	struct dispatch d = {.settled = print, .arg = writer};
	int n = 0;
	enum status status = front_send(crm, prefix, &d, &n);
	if (status != CRM_OK && !d.failed)
		return status;
	front_note("read %d = sent %d + waiting %d + held %d + failed %d", n, d.sent, d.waiting, d.held, d.failed);
	return status == CRM_OK && d.held ? why_set(&crm->why, CRM_DATA, _("%d letters are held"), d.held) : status;
}

static enum status report_in(struct crm *crm, struct letter *like, const struct manager ***to, int *n)
{
	char *text;
	size_t length;
	const char *subject = option(crm, "subject"), *name = option(crm, "name"), *whom = option(crm, "to");
	enum status status = recipients(crm, whom ? whom : "", to, n);
	if (status == CRM_OK)
		status = front_stdin(crm, REPORT_MAX, &text, &length);
	if (status == CRM_OK && strlen(text) != length)
		status = why_set(&crm->why, CRM_DATA, _("the report has NUL bytes: it is no text"));
	if (status != CRM_OK)
		return status;
	*like = (struct letter){
	    .subject = dated(crm, subject ? subject : "crm {date}"), .html = looks_like_html(text), .body = text};
	like->name = name ? name : arena_format(&crm->run, "mail/%s", like->subject ? like->subject : "");
	return like->subject && like->name ? CRM_OK : why_memory(&crm->why);
}

/* "2026-11-23", the day of kpi/2026-11-23/…: nightly scripts ask what was the last. */
static enum status print_last(struct crm *crm, const char *prefix)
{
	const char *name;
	enum status status = outbox_last(crm, prefix, &name);
	if (status == CRM_OK) {
		name += strlen(prefix) + 1;
		printf("%.*s\n", (int)strcspn(name, "/"), name);
	}
	return status == CRM_NONE ? CRM_OK : status;
}

static enum status send_report(struct crm *crm, struct writer *writer)
{
	struct letter like = {0};
	const struct manager **to;
	int n, lock;
	enum status status = report_in(crm, &like, &to, &n);
	if (status == CRM_OK)
		status = post_lock(crm, LOCK_SECONDS, &lock);
	if (status != CRM_OK)
		return status;
	status = queue_report(crm, &like, to, n, writer);
	if (status == CRM_OK && !crm->dry_run)
		status = send_open(crm, like.name, writer);
	post_unlock(lock);
	return status;
}

static enum status send_queue(struct crm *crm, struct writer *writer)
{
	int lock;
	enum status status = post_lock(crm, LOCK_SECONDS, &lock);
	if (status != CRM_OK)
		return status;
	status = send_open(crm, NULL, writer);
	post_unlock(lock);
	return status;
}

static enum status run(
    struct crm *crm, const struct query *query, const char *const *args, int n_args, struct writer *none)
{
	struct writer *writer;
	(void)query;
	(void)none;
	if (n_args)
		return why_set(&crm->why, CRM_USAGE, _("what is «%s»? the report comes on standard input"), args[0]);
	if (option(crm, "last"))
		return print_last(crm, option(crm, "last"));
	if (option(crm, "queue") && crm->dry_run)
		return why_set(&crm->why, CRM_USAGE, _("--queue sends: it has no dry run"));
	enum status status = front_writer(out, &writer);
	if (status == CRM_OK)
		status = option(crm, "queue") ? send_queue(crm, writer) : send_report(crm, writer);
	struct why said = crm->why;
	enum status closing = writer_close(writer, &crm->why);
	if (status != CRM_OK)
		crm->why = said;
	return status != CRM_OK ? status : closing;
}

static const struct option_spec options[] = {
    {"to", "WHO", N_("managers' codes, @heads, @managers, @admins, @all, @UNIT; separated by commas")},
    {"subject", "S", N_("subject; {date} becomes today")},
    {"name", "N", N_("name of the report, such as kpi/2026-11-23: the same name is sent once")},
    {"queue", NULL, N_("send the letters that wait, and no new one")},
    {"last", "PREFIX", N_("print the day of the newest report whose name begins so")}, {0}};

static const struct command command = {.name = "crm-mail-out",
    .summary = N_("Send a report or the letters that wait."),
    .synopsis = "--to WHO [--subject S] [--name N] < report | --queue | --last PREFIX",
    .kind = COMMAND_RUNS,
    .options = options,
    .run = run,
    .needs = NEEDS_WRITE};

int main(int argc, char **argv)
{
	return front_main(&command, argc, argv);
}
