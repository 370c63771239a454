#include "post/letters/assigned_letter.h"

#include "post/letters/assigned_letter.sql.h"
#include "post/mail_out/outbox.h"
#include "post/mail_out/recipients.h"
#include "render/page.h"

#define LINES_MAX 40 /* crm-leads has the others */

struct assigned_lead {
	int64_t lead;
	const struct manager *manager;
	int part; /* of his letters: the first is 0 */
	bool now; /* by this chunk */
};

static struct assigned_lead *given_at(const struct assigned_letters *letters, int *n)
{
	*n = (int)(letters->given.length / sizeof(struct assigned_lead));
	return (struct assigned_lead *)(void *)letters->given.text;
}

/* Lead 12, Иван Петров; site, Парк; next task 2026-11-23 19:00. Nothing if he does not have it any more. */
static enum status put_lead(struct crm *crm, const struct assigned_lead *given, struct buf *body, int *n)
{
	struct stmt *row;
	struct buf line = {0}, due = {0};
	enum status status = db_ask_one(crm->db, sql_assigned_lead, VALS(V_INT(given->lead)), &row);
	if (status != CRM_OK)
		return status == CRM_NONE ? CRM_OK : status;
	if (db_int(row, 0) == given->manager->id && ++*n <= LINES_MAX) {
		buf_format(&line, _("lead %lld"), (long long)given->lead);
		if (!db_null(row, 3))
			buf_format(&line, ", %s", db_text(row, 3));
		const char *words[] = {
		    dict_word(crm, DICT_SOURCE, db_int(row, 1)), dict_word(crm, DICT_PROJECT, db_int(row, 2))};
		for (int i = 0; i < 2; i++)
			if (*words[i])
				buf_format(&line, "; %s", words[i]);
		if (!db_null(row, 4)) {
			instant_put(&due, crm->zone, db_int(row, 4));
			buf_format(&line, _("; task due %.10s %.5s"), due.text ? due.text : "",
			    due.length > 16 ? due.text + 11 : "");
		}
		page_text_wrap(body, "  - ", line.text ? line.text : "");
	}
	db_done(row);
	bool failed = line.failed || due.failed;
	buf_free(&line);
	buf_free(&due);
	return failed ? why_memory(&crm->why) : CRM_OK;
}

/* The part of his letters that ${given} belongs to; *n: leads in it. */
static enum status write_letter(struct crm *crm, const struct assigned_letters *letters,
    const struct assigned_lead *given, struct buf *subject, struct buf *body, int *n)
{
	struct buf numbers = {0};
	int all;
	const struct assigned_lead *list = given_at(letters, &all);
	enum status status = CRM_OK;
	buf_format(body, "%s\n\n", _("These leads are yours now:"));
	for (int i = 0; i < all && status == CRM_OK; i++) {
		if (list[i].manager != given->manager || list[i].part != given->part)
			continue;
		status = put_lead(crm, &list[i], body, n);
		if (*n <= LINES_MAX)
			buf_format(&numbers, " %lld", (long long)list[i].lead);
	}
	if (*n > LINES_MAX)
		buf_format(body, _("  and %d more: %s\n"), *n - LINES_MAX, "crm-leads");
	buf_char(body, '\n');
	page_text_wrap(body, "", _("Look at them:"));
	buf_format(body, "    crm-leads%s\n", numbers.text ? numbers.text : "");
	buf_format(subject, _("Leads handed to you: %d"), *n);
	if (numbers.failed)
		status = why_memory(&crm->why);
	buf_free(&numbers);
	return status;
}

/* Queue it as it is now. CRM_NONE: what was queued before has left already. */
static enum status put_letter(
    struct crm *crm, struct assigned_letters *letters, const struct assigned_lead *given, const char *domain)
{
	struct buf subject = {0}, body = {0};
	int n = 0;
	const char *code = given->manager->code;
	struct letter letter = {.address = given->manager->email};
	letter.name = given->part ? arena_format(&crm->chunk, ASSIGNED_LETTERS "/%lld/%s/%d",
	                                (long long)journal_batch(crm->db), code, given->part + 1)
	                          : arena_format(&crm->chunk, ASSIGNED_LETTERS "/%lld/%s",
	                                (long long)journal_batch(crm->db), code);
	enum status status =
	    letter.name ? db_run(crm->db, sql_assigned_forget, VALS(V_TEXT(letter.name))) : why_memory(&crm->why);
	if (status == CRM_OK)
		status = write_letter(crm, letters, given, &subject, &body, &n);
	letter.subject = subject.text;
	letter.body = body.text;
	if (status == CRM_OK && (subject.failed || body.failed))
		status = why_memory(&crm->why);
	if (status == CRM_OK && n)
		status = outbox_put(crm, &letter, domain);
	letters->queued = letters->queued || (status == CRM_OK && n);
	buf_free(&subject);
	buf_free(&body);
	return status;
}

/* What this chunk gave him goes into the next part. */
static void begin_part(struct assigned_letters *letters, const struct manager *manager)
{
	int n;
	struct assigned_lead *given = given_at(letters, &n);
	for (int i = 0; i < n; i++)
		if (given[i].now && given[i].manager == manager)
			given[i].part++;
}

static enum status tell_manager(
    struct crm *crm, struct assigned_letters *letters, const struct assigned_lead *given, const char *domain)
{
	enum status status = CRM_NONE;
	if (!recipient_can_be_told(crm, given->manager)) {
		buf_put(&letters->untold, letters->untold.length ? ", " : "");
		buf_put(&letters->untold, given->manager->code);
		return letters->untold.failed ? why_memory(&crm->why) : CRM_OK;
	}
	while ((status = put_letter(crm, letters, given, domain)) == CRM_NONE)
		begin_part(letters, given->manager);
	return status;
}

/* Of the rows of this chunk; a lead again in the same part is not listed twice. */
static enum status add_given(struct crm *crm, struct assigned_letters *letters, const struct answer *answers, int n)
{
	int had;
	struct assigned_lead *given = given_at(letters, &had);
	for (int i = 0; i < had; i++)
		given[i].now = false;
	for (int i = 0; i < n; i++) {
		const struct answer *answer = &answers[i];
		const char *code = answer->own[ASSIGNED_MANAGER];
		struct assigned_lead one = {.lead = answer->object, .now = true};
		if (!answer->object || !answer->own[ASSIGNED_METHOD] || strcmp(answer->verdict, VERDICT_DONE) != 0)
			continue;
		one.manager = code ? manager_find(crm, code) : NULL;
		bool himself = crm->who.actor && code && strcmp(crm->who.actor, code) == 0;
		given = given_at(letters, &had);
		for (int k = 0; k < had && one.manager; k++) {
			if (given[k].manager == one.manager && given[k].part > one.part)
				one.part = given[k].part;
			if (given[k].manager == one.manager && given[k].lead == one.lead && given[k].now)
				one.manager = NULL;
		}
		if (one.manager && !himself)
			buf_add(&letters->given, (const char *)&one, sizeof one);
	}
	return letters->given.failed ? why_memory(&crm->why) : CRM_OK;
}

enum status assigned_letters_put(struct crm *crm, struct assigned_letters *letters, const struct answer *answers, int n)
{
	const char *from, *domain;
	int all;
	enum status status = letters->mute ? CRM_OK : add_given(crm, letters, answers, n);
	struct assigned_lead *given = given_at(letters, &all);
	if (status != CRM_OK || letters->mute || !all)
		return status;
	if (!setting(crm, "mail.from", NULL)) {
		letters->mute = true;
		return CRM_OK;
	}
	status = outbox_from(crm, &from, &domain);
	for (int i = 0; i < all && status == CRM_OK; i++) {
		bool told = !given[i].now;
		for (int k = 0; k < i && !told; k++)
			told = given[k].now && given[k].manager == given[i].manager;
		if (!told)
			status = tell_manager(crm, letters, &given[i], domain);
	}
	return status;
}

void assigned_letters_note(struct crm *crm, struct assigned_letters *letters)
{
	if (letters->mute && !letters->mute_said)
		note(crm, _("nobody is told: setting mail.from says who writes, and it is not set"));
	if (letters->untold.length)
		note(crm, _("without an e-mail address, and not told: %s"), letters->untold.text);
	letters->mute_said = letters->mute;
	buf_clear(&letters->untold);
}

void assigned_letters_free(struct assigned_letters *letters)
{
	buf_free(&letters->untold);
	buf_free(&letters->given);
}
