/* Whose letter is it, if anybody's? */
#include "base/text/phone.h"
#include "book/history/message_link.h"
#include "book/records/client.h"
#include "book/records/identity_key.h"
#include "post/mail_in/mail_private.h"
#include "post/mail_in/mail_route.sql.h"
#include "post/mail_out/outbox.h"

#define NUMBERS_MOST 5 /* lead numbers of a subject that are looked at */

/* CRM_OK if we sent a letter of that id; *lead is 0 if it was to a colleague. */
static enum status is_ours(struct crm *crm, const char *msgid, int64_t *lead)
{
	enum status status = db_number(crm->db, sql_mail_sent, VALS(V_TEXT(msgid)), -1, lead);
	return status == CRM_OK && *lead < 0 ? CRM_NONE : status;
}

static enum status ignore_because(struct crm *crm, struct answer *answer, const char *why, const char *what)
{
	answer->verdict = "ignored";
	answer->reason = arena_format(&crm->chunk, why, what);
	return answer->reason ? CRM_OK : why_memory(&crm->why);
}

static const struct manager *find_colleague(struct crm *crm, const char *address)
{
	char folded[256];
	for (int i = 0; i < manager_count(crm); i++) {
		email_fold(manager_at(crm, i)->email, folded);
		if (*folded && strcmp(folded, address) == 0)
			return manager_at(crm, i);
	}
	return NULL;
}

static enum status ignore_sender(struct crm *crm, const struct incoming *letter, struct answer *answer)
{
	const char *from, *domain, *address = letter->message.address;
	char folded[256];
	if (!address || letter->robot)
		return CRM_NONE;
	enum status status = outbox_from(crm, &from, &domain);
	if (status != CRM_OK)
		return status;
	email_fold(from, folded);
	bool our_own = strcmp(folded, address) == 0;
	const struct manager *manager = find_colleague(crm, address);
	if (!our_own && !manager && !message_address_of_program(address))
		return CRM_NONE;
	if (letter->form)
		return ignore_because(crm, answer,
		    _("from %s, though it looks like a form: setting mail.robots names those whose forms count"),
		    address);
	if (manager)
		return ignore_because(crm, answer, _("from a colleague: %s"), manager->code);
	return ignore_because(crm, answer, our_own ? _("from our own address %s") : _("from a program: %s"), address);
}

enum status mail_ignore(struct crm *crm, const struct incoming *letter, struct answer *answer)
{
	const struct message *message = &letter->message;
	int64_t lead;
	enum status status = is_ours(crm, message->msgid, &lead);
	if (status == CRM_OK)
		return ignore_because(crm, answer, "%s", _("a letter of our own came back"));
	if (status != CRM_NONE)
		return status;
	if (message->delivery != DELIVERY_NONE)
		return ignore_because(crm, answer, "%s",
		    message->delivery == DELIVERY_FAILED ? _("a bounce") : _("a report about delivery or reading"));
	/* Forms are filled in by people, whatever sends them: but only those that the settings name. */
	if (message->automatic && !(letter->robot && letter->form))
		return ignore_because(crm, answer, _("automatic: %s"), message->automatic);
	return ignore_sender(crm, letter, answer);
}

enum status mail_bounced(struct crm *crm, const struct incoming *letter, struct lead *lead)
{
	const struct message *message = &letter->message;
	int64_t number = 0;
	if (message->delivery != DELIVERY_FAILED)
		return CRM_NONE;
	enum status status = message->returned ? is_ours(crm, message->returned, &number) : CRM_NONE;
	for (int i = 0; i < message->n_refs && status == CRM_NONE; i++)
		status = is_ours(crm, message->refs[i], &number);
	return status == CRM_OK ? number ? lead_get(crm, number, lead) : CRM_NONE : status;
}

static enum status by_thread(struct crm *crm, const struct message *message, struct lead *lead)
{
	enum status status = CRM_NONE;
	for (int i = 0; i < message->n_refs && status == CRM_NONE; i++) {
		int64_t number = 0;
		status = message_link_lead(crm, message->refs[i], &number);
		if (status == CRM_NONE)
			status = is_ours(crm, message->refs[i], &number);
		if (status == CRM_OK)
			status = number ? lead_get(crm, number, lead) : CRM_NONE;
	}
	return status;
}

/* The next lead number of a subject: behind # or №, 0 at the end. */
static int64_t number_in(const char **subject)
{
	for (const char *s = *subject; *s; s++) {
		size_t mark = *s == '#' ? 1 : strncmp(s, "№", strlen("№")) == 0 ? strlen("№") : 0;
		if (!mark)
			continue;
		s += mark;
		s += strspn(s, " ");
		size_t digits = strspn(s, "0123456789");
		*subject = s + digits;
		if (digits > 0 && digits < 16)
			return strtoll(s, NULL, 10);
		s--;
	}
	return 0;
}

static enum status by_number(struct crm *crm, const char *subject, int64_t client, struct lead *lead)
{
	enum status status = CRM_NONE;
	for (int i = 0; subject && i < NUMBERS_MOST && status == CRM_NONE; i++) {
		int64_t root, number = number_in(&subject);
		if (!number)
			return CRM_NONE;
		status = lead_get(crm, number, lead);
		if (status == CRM_OK && (status = client_root(crm, lead->client, &root)) == CRM_OK && root != client)
			status = CRM_NONE;
	}
	return status;
}

static enum status by_sender(struct crm *crm, int64_t client, struct lead *lead)
{
	int64_t number;
	enum status status = db_number(crm->db, sql_mail_open_lead, VALS(V_INT(client)), 0, &number);
	return status == CRM_OK ? number ? lead_get(crm, number, lead) : CRM_NONE : status;
}

/* A shared address names nobody by itself: then the number may still tell, and the intake has its own rules. */
static enum status find_sender(struct crm *crm, const char *address, int64_t *client, bool *shared)
{
	struct stmt *row;
	enum status status = db_ask_one(crm->db, sql_mail_sender, VALS(V_TEXT(address)), &row);
	if (status != CRM_OK)
		return status;
	*client = db_int(row, 0);
	*shared = db_int(row, 1) >= identity_shared_limit(crm);
	db_done(row);
	return CRM_OK;
}

enum status mail_lead(struct crm *crm, const struct incoming *letter, struct lead *lead, const char **match)
{
	int64_t client = 0;
	bool shared = false;
	*match = "thread";
	enum status status = by_thread(crm, &letter->message, lead);
	if (status != CRM_NONE)
		return status;
	status = letter->sender ? find_sender(crm, letter->sender, &client, &shared) : CRM_NONE;
	if (status != CRM_OK)
		return status;
	*match = "number";
	status = by_number(crm, letter->message.subject, client, lead);
	if (status != CRM_NONE || shared)
		return status;
	*match = "email";
	return by_sender(crm, client, lead);
}
