#include "post/mail_out/report_letter.h"

#include <strings.h>

#include "book/context/verdict.h"

/* "KPI {date}" */
static const char *subject_with_date(struct crm *crm, const char *subject)
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

enum status report_letter(
    struct crm *crm, const char *subject, const char *name, const char *text, size_t length, struct letter *letter)
{
	if (strlen(text) != length)
		return why_set(&crm->why, CRM_DATA, _("the report has NUL bytes: it is no text"));
	*letter =
	    (struct letter){.subject = subject_with_date(crm, subject), .html = looks_like_html(text), .body = text};
	letter->name = name ? name : arena_format(&crm->run, "mail/%s", letter->subject ? letter->subject : "");
	return letter->subject && letter->name ? CRM_OK : why_memory(&crm->why);
}

const struct field report_letter_fields[] = {{"msgid", KIND_TEXT, N_("message id")}, {"to", KIND_TEXT, N_("recipient")},
    {"verdict", KIND_TEXT, N_("verdict")}, {"reason", KIND_TEXT, N_("reason")}, {0}};

enum status report_letter_settled(void *arg, struct crm *crm, const struct letter *letter, enum status status)
{
	const char *cells[] = {letter->msgid, letter->address, status == CRM_OK ? VERDICT_DONE : VERDICT_REJECTED,
	    status == CRM_OK ? NULL : crm->why.text};
	enum status printed = writer_row(arg, cells, &crm->why);
	return printed == CRM_OK ? writer_flush(arg, &crm->why) : printed;
}

enum status report_queue(
    struct crm *crm, const struct letter *like, const struct manager *const *to, int n, struct writer *writer)
{
	struct letter *letters;
	enum status status = outbox_report(crm, like, to, n, &letters);
	for (int i = 0; i < n && status == CRM_OK; i++) {
		bool sent = letters[i].state >= OUTBOX_SENT;
		const char *cells[] = {letters[i].msgid, letters[i].address, sent ? VERDICT_KNOWN : VERDICT_DONE,
		    sent ? _("sent before") : _("dry run")};
		if (sent || crm->dry_run)
			status = writer_row(writer, cells, &crm->why);
	}
	return status;
}
