/* crm-mail-out - send a report to colleagues, or the letters that wait */
#include "front/command/front.h"
#include "front/command/send.h"
#include "post/mail_out/recipients.h"
#include "post/mail_out/report_letter.h"

#define REPORT_MAX (16u << 20)
#define LOCK_SECONDS 300

static enum status send_open(struct crm *crm, const char *prefix, struct writer *writer)
{
	struct dispatch d = {.settled = report_letter_settled, .arg = writer};
	int n = 0;
	enum status status = front_send(crm, prefix, &d, &n);
	if (status != CRM_OK && !d.failed)
		return status;
	front_note(_("read %d = sent %d + waiting %d + held %d + failed %d"), n, d.sent, d.waiting, d.held, d.failed);
	return status == CRM_OK && d.held ? why_set(&crm->why, CRM_DATA, _("%d letters are held"), d.held) : status;
}

static enum status report_in(struct crm *crm, struct letter *like, const struct manager ***to, int *n)
{
	char *text;
	size_t length;
	const char *subject = option(crm, "subject"), *whom = option(crm, "to");
	enum status status = recipients(crm, whom ? whom : "", to, n);
	if (status == CRM_OK)
		status = front_stdin(crm, REPORT_MAX, &text, &length);
	return status == CRM_OK
	           ? report_letter(crm, subject ? subject : "crm {date}", option(crm, "name"), text, length, like)
	           : status;
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

/* The report of standard input, or with --queue what waits. */
static enum status send_letters(struct crm *crm, struct writer *writer)
{
	struct letter like = {.name = option(crm, "name")};
	const struct manager **to;
	int n, lock;
	bool queue = option(crm, "queue");
	enum status status = queue ? CRM_OK : report_in(crm, &like, &to, &n);
	if (status == CRM_OK)
		status = dispatch_lock(crm, LOCK_SECONDS, &lock);
	if (status != CRM_OK)
		return status;
	if (!queue)
		status = report_queue(crm, &like, to, n, writer);
	if (status == CRM_OK && !crm->dry_run)
		status = send_open(crm, like.name, writer);
	dispatch_unlock(lock);
	return status;
}

/* What was sent is printed even when another letter failed. */
static enum status send_and_tell(struct crm *crm, struct writer *writer)
{
	enum status status = send_letters(crm, writer);
	struct why said = crm->why;
	enum status flushed = writer_flush(writer, &crm->why);
	if (status != CRM_OK)
		crm->why = said;
	return status != CRM_OK ? status : flushed;
}

static enum status run(
    struct crm *crm, const struct query *query, const char *const *args, int n_args, struct writer *writer)
{
	(void)query;
	(void)writer;
	if (n_args)
		return why_set(&crm->why, CRM_USAGE, _("what is «%s»? the report comes on standard input"), args[0]);
	if (option(crm, "last"))
		return print_last(crm, option(crm, "last"));
	if (option(crm, "queue") && crm->dry_run)
		return why_set(&crm->why, CRM_USAGE, _("--queue sends: it has no dry run"));
	return front_print(crm, report_letter_fields, send_and_tell);
}

static const struct option_spec options[] = {
    {"to", "WHO", N_("managers' codes, @heads, @managers, @admins, @all, @UNIT; separated by commas")},
    {"subject", "S", N_("subject; {date} becomes today")},
    {"name", "N", N_("name of the report, such as kpi/2026-11-23: the same name is sent once")},
    {"queue", NULL, N_("send the letters that wait (--name: whose names begin so), and no new one")},
    {"last", "PREFIX", N_("print the day of the newest report whose name begins so")}, {0}};

static const struct command command = {.name = "crm-mail-out",
    .summary = N_("Send a report or the letters that wait."),
    .synopsis = "--to WHO [--subject S] [--name N] < report | --queue [--name N] | --last PREFIX",
    .listed = {GROUP_POST, 3},
    .kind = COMMAND_RUNS,
    .options = options,
    .run = run,
    .needs = NEEDS_WRITE};

int main(int argc, char **argv)
{
	return front_main(&command, argc, argv);
}
