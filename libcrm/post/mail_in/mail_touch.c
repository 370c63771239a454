/* A letter that belongs to a lead: a touch on it, and a lost one comes back. */
#include "flow/lead/lead_action.h"
#include "flow/lead/reopen.h"
#include "post/mail_in/mail_private.h"

const char *mail_number_text(struct crm *crm, int64_t number)
{
	char room[24];
	return number ? arena_copy(&crm->chunk, buf_int_text(room, number)) : NULL;
}

void mail_warn(struct crm *crm, struct answer *answer, const char *text)
{
	if (text)
		answer->reason = answer->reason && *answer->reason
		                     ? arena_format(&crm->chunk, "%s; %s", answer->reason, text)
		                     : text;
}

enum status mail_touch(
    struct crm *crm, const struct incoming *letter, const struct lead *lead, const char *result, struct answer *answer)
{
	const struct message *message = &letter->message;
	const struct manager *colleague = letter->outgoing ? mail_colleague(crm, message->address) : NULL;
	const char *manager = colleague ? colleague->code : manager_code(crm, lead->manager);
	const char *number = mail_number_text(crm, lead->lead), *value[ACTION_OWN + 1] = {[ACTION_LEAD] = number};
	const struct rec rec = {.value = value};
	struct lead_action act;
	if (!number)
		return why_memory(&crm->why);
	enum status status = lead_action_begin(&act, crm, &rec, answer, lead_action_time_text(crm, message->at));
	if (status != CRM_OK)
		return reject_end(answer, status);
	const char *text = result ? message->failure : message->text;
	status = lead_action_record(&act, EV_TOUCH_ADDED, NULL,
	    lead_action_json(
	        &act, PAIRS("kind", "letter", "direction", letter->outgoing ? "out" : "in", "result", result, "text",
	                  text, "subject", message->subject, "from", letter->sender ? letter->sender : message->address,
	                  "files", result ? NULL : message->files, "brought_by", letter->brought_by, "manager", manager,
	                  "msgid", message->msgid)),
	    NULL);
	answer->verdict = "touch";
	answer->own[TAKEN_CLIENT] = mail_number_text(crm, lead->client);
	answer->own[TAKEN_MANAGER] = manager_code(crm, lead->manager);
	return status;
}

/* The client is back: the lost lead goes to work again, to its owner and the stage where it stood. */
static enum status reopen_lead(struct crm *crm, const struct lead *lead, struct answer *answer)
{
	const char *value[REOPEN_NOTE + 2] = {[ACTION_LEAD] = mail_number_text(crm, lead->lead)};
	const struct rec rec = {.value = value};
	struct answer back = {.row = answer->row};
	enum status status = value[ACTION_LEAD] ? flow_reopen(crm, &rec, &back) : why_memory(&crm->why);
	if (status != CRM_OK || answer_is_rejected(&back))
		return status;
	answer->verdict = "returned";
	answer->own[TAKEN_MANAGER] = back.own[BROUGHT_MANAGER];
	mail_warn(crm, answer, back.reason);
	return CRM_OK;
}

enum status mail_belongs(
    struct crm *crm, const struct incoming *letter, const struct lead *lead, const char *match, struct answer *answer)
{
	enum status status = mail_touch(crm, letter, lead, NULL, answer);
	answer->own[TAKEN_MATCH] = match;
	if (status == CRM_OK && !answer_is_rejected(answer) && lead->state == LEAD_LOST && !letter->outgoing)
		status = reopen_lead(crm, lead, answer);
	explain(crm, _("row %ld: %s: lead %lld by %s"), answer->row, answer->verdict, (long long)lead->lead, match);
	return status;
}
