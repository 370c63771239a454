/* «Стоп»: whoever does not want our letters any more says so in a few words, and is not written to again. */
#include "book/records/consent.h"
#include "flow/client/consent_change.h"
#include "flow/lead/task.h"
#include "post/mail_in/mail_private.h"

/* ${channel}: its name; ${column}: by what he is known; the proof is the letter. */
static enum status withdraw_channel(struct crm *crm, const struct incoming *letter, const char *channel,
    enum consent_column column, const char *text, struct answer *answer)
{
	const struct message *message = &letter->message;
	const char *value[CONSENT_COLUMNS] = {[CONSENT_CHANNEL] = channel, [CONSENT_STATE] = "withdrawn"};
	const struct rec rec = {.row = answer->row, .value = value};
	struct answer said = {.row = answer->row};
	value[column] = text;
	value[CONSENT_PROOF] = arena_format(&crm->chunk, "letter %s", message->msgid);
	value[CONSENT_TEXT] = message->text ? message->text : message->subject;
	if (!text || !value[CONSENT_PROOF])
		return why_memory(&crm->why);
	enum status status = flow_consent(crm, &rec, &said);
	if (status != CRM_OK)
		return status;
	if (answer_is_rejected(&said)) {
		*answer = said;
		return CRM_OK;
	}
	if (!answer->own[TAKEN_CLIENT])
		answer->own[TAKEN_CLIENT] = mail_number_text(crm, said.object);
	return answer->own[TAKEN_CLIENT] ? CRM_OK : why_memory(&crm->why);
}

static enum status withdraw(struct crm *crm, const struct incoming *letter, const struct mail_wishes *wishes,
    enum consent_column column, const char *text, struct answer *answer)
{
	if (wishes->wish != WISH_CHANNELS)
		return withdraw_channel(crm, letter, consent_channel_name(CONSENT_EVERY), column, text, answer);
	enum status status = CRM_OK;
	for (int c = 0; c < CONSENT_CHANNELS && status == CRM_OK && !answer_is_rejected(answer); c++)
		if (wishes->refused & 1u << c)
			status = withdraw_channel(crm, letter, consent_channel_name(c), column, text, answer);
	return status;
}

/* For a head: who is to be forgotten is decided by a person. */
static enum status remind_to_erase(struct crm *crm, int64_t lead, struct answer *answer)
{
	const char *value[TASK_TEXT + 1] = {[TASK_KIND] = "erase", [TASK_DUE] = "+1d"};
	const struct rec rec = {.row = answer->row, .value = value};
	struct answer task = {.row = answer->row};
	for (int i = 0; i < manager_count(crm) && !value[TASK_MANAGER]; i++) {
		const struct manager *manager = manager_at(crm, i);
		bool here = manager->left > zone_day(crm->zone, crm->now);
		if (here && manager->role && strcmp(manager->role, "head") == 0)
			value[TASK_MANAGER] = manager->code;
	}
	value[ACTION_LEAD] = lead ? mail_number_text(crm, lead) : NULL;
	value[TASK_TEXT] = arena_format(&crm->chunk, _("asks to be erased: crm-person erase %s"),
	    answer->own[TAKEN_CLIENT] ? answer->own[TAKEN_CLIENT] : "");
	if ((lead && !value[ACTION_LEAD]) || !value[TASK_TEXT])
		return why_memory(&crm->why);
	enum status status = flow_task_add(crm, &rec, &task);
	if (status == CRM_OK)
		mail_warn(
		    crm, answer, answer_is_rejected(&task) ? task.reason : _("asks to be erased: a task for the head"));
	return status;
}

enum status mail_stop(struct crm *crm, const struct incoming *letter, const struct mail_wishes *wishes,
    const struct lead *lead, const char *match, struct answer *answer)
{
	enum status status = CRM_OK;
	int64_t last = 0;
	if (lead) {
		status = mail_touch(crm, letter, lead, NULL, answer);
		answer->own[TAKEN_MATCH] = match;
		if (status == CRM_OK && !answer_is_rejected(answer))
			status =
			    withdraw(crm, letter, wishes, CONSENT_CLIENT, mail_number_text(crm, lead->client), answer);
	}
	/* He may have two boxes: the one he writes from is not to be written to either. */
	if (status == CRM_OK && !answer_is_rejected(answer) && letter->sender)
		status = withdraw(crm, letter, wishes, CONSENT_EMAIL, letter->sender, answer);
	if (status == CRM_OK && !answer_is_rejected(answer))
		answer->verdict = "withdrawn";
	if (status == CRM_OK && !lead && !letter->sender)
		status = reject(crm, answer, NULL, "%s", _("nothing tells who wrote it"));
	if (status == CRM_OK && wishes->wish == WISH_ERASED && !answer_is_rejected(answer))
		status = mail_last_lead(crm, strtoll(answer->own[TAKEN_CLIENT], NULL, 10), &last);
	if (status == CRM_OK && wishes->wish == WISH_ERASED && !answer_is_rejected(answer))
		status = remind_to_erase(crm, lead ? lead->lead : last, answer);
	return status;
}

enum status mail_refuse_channels(
    struct crm *crm, const struct incoming *letter, const struct mail_wishes *wishes, struct answer *answer)
{
	struct answer said = {.row = answer->row};
	struct lead lead;
	if (answer_is_rejected(answer) || !answer->object)
		return CRM_OK;
	enum status status = lead_get(crm, answer->object, &lead);
	if (status != CRM_OK)
		return status == CRM_NONE ? CRM_OK : status;
	status = withdraw(crm, letter, wishes, CONSENT_CLIENT, mail_number_text(crm, lead.client), &said);
	if (status == CRM_OK && letter->sender)
		status = withdraw(crm, letter, wishes, CONSENT_EMAIL, letter->sender, &said);
	if (status != CRM_OK)
		return status;
	struct buf names = {0};
	for (int c = 0; c < CONSENT_CHANNELS; c++)
		if (wishes->refused & 1u << c)
			buf_format(&names, "%s%s", names.length ? ", " : "", consent_channel_name(c));
	if (names.failed)
		status = why_memory(&crm->why);
	else
		mail_warn(
		    crm, answer, arena_format(&crm->chunk, _("asks not to be reached by %s: withdrawn"), names.text));
	buf_free(&names);
	return status;
}
