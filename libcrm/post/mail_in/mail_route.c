/* Whose letter is it, if anybody's? */
#include "base/text/json.h"
#include "book/history/history.h"
#include "book/history/message_link.h"
#include "book/records/client.h"
#include "book/records/identity_key.h"
#include "post/mail_in/mail_private.h"
#include "post/mail_in/mail_route.sql.h"
#include "post/mail_out/outbox.h"
#include "post/mail_read/machine_words.h"

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

static enum status ignore_sender(struct crm *crm, const struct incoming *letter, struct answer *answer)
{
	const char *address = letter->message.address;
	switch (letter->from) {
	case FROM_PROGRAM: return ignore_because(crm, answer, _("from a program: %s"), address);
	case FROM_COLLEAGUE:
		return ignore_because(crm, answer, _("from a colleague: %s"), mail_colleague(crm, address)->code);
	case FROM_HOUSE:
	case FROM_OWN: return ignore_because(crm, answer, _("from our own address %s"), address);
	case FROM_PERSON:
	case FROM_ROBOT: break;
	}
	return CRM_NONE;
}

/* Does it answer a letter of ours? */
static enum status answers_us(struct crm *crm, const struct message *message, bool *answers)
{
	enum status status = CRM_NONE;
	int64_t lead;
	for (int i = 0; i < message->n_refs && status == CRM_NONE; i++)
		status = is_ours(crm, message->refs[i], &lead);
	*answers = status == CRM_OK;
	return status == CRM_NONE ? CRM_OK : status;
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

/* A client's letter is his, unless it offers to unsubscribe, or a program says that it made it: his firm may send
   mailings too. */
static enum status client_writes(struct crm *crm, const struct incoming *letter, bool *writes)
{
	int64_t client;
	if (strncmp(letter->message.mass_mark, "Auto-Submitted", strlen("Auto-Submitted")) == 0)
		return CRM_OK;
	bool shared = false, failed = false;
	enum status status = letter->sender ? find_sender(crm, letter->sender, &client, &shared) : CRM_NONE;
	*writes = status == CRM_OK && !shared && !machine_mailing(letter->message.text, &failed);
	return failed ? why_memory(&crm->why) : status == CRM_NONE ? CRM_OK : status;
}

/* One letter for many, unless a person may have written it: through a group of ours, a form, in answer to us. */
static enum status is_for_many(struct crm *crm, const struct incoming *letter, bool *many)
{
	const struct message *message = &letter->message;
	bool answers = false;
	*many = false;
	if (message->mass == MASS_NONE || letter->form || letter->brought_by || mail_is_own_list(crm, message) ||
	    (letter->from == FROM_OWN && letter->person) ||
	    (message->mass == MASS_MARKED && letter->asks && letter->person))
		return CRM_OK;
	enum status status = answers_us(crm, message, &answers);
	if (status == CRM_OK && !answers && message->mass == MASS_MARKED)
		status = client_writes(crm, letter, &answers);
	*many = !answers;
	return status;
}

bool mail_is_doubtful(const struct incoming *letter)
{
	return letter->from == FROM_PROGRAM && !letter->person && letter->asks;
}

enum status mail_ignore(struct crm *crm, const struct incoming *letter, struct answer *answer)
{
	const struct message *message = &letter->message;
	int64_t lead;
	bool many = false;
	enum status status = is_ours(crm, message->msgid, &lead);
	if (status == CRM_OK)
		return ignore_because(crm, answer, "%s", _("a letter of our own came back"));
	if (status != CRM_NONE)
		return status;
	if (message->delivery != DELIVERY_NONE)
		return ignore_because(crm, answer, "%s",
		    message->delivery == DELIVERY_FAILED ? _("a bounce") : _("a report about delivery or reading"));
	/* Forms are filled in by people, whatever sends them: but only those that the settings name. */
	if (message->automatic && !(letter->from == FROM_ROBOT && letter->form))
		return ignore_because(crm, answer, _("automatic: %s"), message->automatic);
	status = is_for_many(crm, letter, &many);
	if (status != CRM_OK)
		return status;
	if (many)
		return ignore_because(crm, answer, _("automatic: %s"), message->mass_mark);
	return letter->person || mail_is_doubtful(letter) ? CRM_NONE : ignore_sender(crm, letter, answer);
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

/* Did the department write it? Its number is by chance then, or a colleague's: who knows it has the letter. */
static enum status is_outgoing(struct crm *crm, int64_t number, bool *outgoing)
{
	struct event event;
	struct json json;
	enum status status = history_event(crm, number, &crm->chunk, &event);
	if (status != CRM_OK)
		return status;
	bool touch = event.kind == EV_TOUCH_ADDED && event.new &&json_parse(&json, event.new, &crm->chunk) == 0;
	const char *direction = touch ? json_get(&json, "direction") : NULL;
	*outgoing = direction && strcmp(direction, "out") == 0;
	return CRM_OK;
}

/* The lead of one letter that it answers: of ours, or of ${client} (0: nobody known; -1: whoever). */
static enum status by_reference(
    struct crm *crm, const char *reference, int64_t client, struct lead *lead, int64_t *near)
{
	int64_t number = 0, event = 0, root = 0;
	bool outgoing = false;
	enum status status = is_ours(crm, reference, &number);
	if (status == CRM_OK)
		return number ? lead_get(crm, number, lead) : CRM_NONE;
	if (status == CRM_NONE)
		status = message_link_event(crm, reference, &number, &event);
	if (status == CRM_OK)
		status = lead_get(crm, number, lead);
	if (status == CRM_OK)
		status = client_root(crm, lead->client, &root);
	if (status != CRM_OK || root == client || client < 0)
		return status;
	status = is_outgoing(crm, event, &outgoing);
	if (status == CRM_OK && !outgoing && !*near)
		*near = number;
	return status == CRM_OK && !outgoing ? CRM_NONE : status;
}

static enum status by_thread(
    struct crm *crm, const struct message *message, int64_t client, struct lead *lead, int64_t *near)
{
	enum status status = CRM_NONE;
	for (int i = 0; i < message->n_refs && status == CRM_NONE; i++)
		status = by_reference(crm, message->refs[i], client, lead, near);
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

enum status mail_lead(
    struct crm *crm, const struct incoming *letter, struct lead *lead, const char **match, int64_t *near)
{
	int64_t client = 0;
	bool shared = false;
	enum status known = letter->sender ? find_sender(crm, letter->sender, &client, &shared) : CRM_NONE;
	if (known != CRM_OK && known != CRM_NONE)
		return known;
	*match = "thread";
	enum status status = by_thread(crm, &letter->message, client, lead, near);
	if (status == CRM_OK)
		*near = 0;
	if (status != CRM_NONE || known != CRM_OK)
		return status;
	*match = "number";
	status = by_number(crm, letter->message.subject, client, lead);
	if (status != CRM_NONE || shared)
		return status;
	*match = "email";
	return by_sender(crm, client, lead);
}

enum status mail_last_lead(struct crm *crm, int64_t client, int64_t *lead)
{
	return db_number(crm->db, sql_mail_last_lead, VALS(V_INT(client)), 0, lead);
}

/* His open lead, else the last he had. */
static enum status by_recipient(struct crm *crm, const char *address, struct lead *lead)
{
	int64_t client, last = 0;
	bool shared = false;
	enum status status = find_sender(crm, address, &client, &shared);
	if (status != CRM_OK || shared)
		return status == CRM_OK ? CRM_NONE : status;
	status = by_sender(crm, client, lead);
	if (status == CRM_NONE)
		status = mail_last_lead(crm, client, &last);
	else
		return status;
	return status == CRM_OK ? last ? lead_get(crm, last, lead) : CRM_NONE : status;
}

enum status mail_answered(struct crm *crm, const struct incoming *letter, struct lead *lead, const char **match)
{
	const struct message *message = &letter->message;
	int64_t near = 0, lead_sent;
	if (!letter->outgoing)
		return CRM_NONE;
	/* What we sent ourselves is known as such. */
	enum status status = is_ours(crm, message->msgid, &lead_sent);
	if (status != CRM_NONE)
		return status == CRM_OK ? CRM_NONE : status;
	*match = "thread";
	status = by_thread(crm, message, -1, lead, &near);
	for (int i = 0; i < message->n_to && status == CRM_NONE; i++) {
		*match = "email";
		if (!mail_is_ours(crm, message->to[i]))
			status = by_recipient(crm, message->to[i], lead);
	}
	return status;
}
