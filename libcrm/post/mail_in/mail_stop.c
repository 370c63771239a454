/* «Стоп»: whoever does not want our letters any more says so in a few words, and is not written to again. */
#include "base/text/casefold.h"
#include "flow/client/consent_change.h"
#include "flow/lead/task.h"
#include "post/mail_in/mail_private.h"

#define SHORT 300 /* bytes of a text in which a wish is the whole letter, and not a word in it */

/* The whole of a subject or text. Folded, without signs. */
static const char *const stop_texts[] = {"стоп", "stop", "unsubscribe", "unsubscribe me", "отписка", "отписаться",
    "отпишите", "отпишите меня", "отписать", "отпиши", "отпишись", "хватит", "remove", "remove me", "opt out", "optout",
    "cancel", "quit", "end", "не надо", "не нужно", "не интересно не пишите", "нет стоп", "stop please", "please stop",
    "стоп спасибо", "спасибо стоп", "стоп пожалуйста", "пожалуйста стоп", "stopp", "stop all", "stop it", "unsub",
    NULL};

/* Words of a short text: the beginning of each word counts, so «пиш» is пишите and пишу. */
static const char *const stop_phrases[] = {"не пиш", "не пис", "больше не присыл", "не присыл", "не отправл", "не шли",
    "не слать", "не беспоко", "не тревож", "не надо мне писать", "отпиш", "отписа", "от рассылк", "из рассылк",
    "из списка рассылк", "прекратите писать", "прекратите присыл", "прекратите рассыл", "перестаньте писать",
    "перестаньте присыл", "хватит писать", "хватит спам", "отзываю согласие", "отзываю свое согласие", "это спам",
    "stop writing", "stop sending", "stop email", "stop mail", "stop contacting", "stop spam", "unsubscrib",
    "take me off", "opt me out", "opt out", "do not email", "do not e mail", "do not write", "do not contact",
    "do not send", "don't email", "don't e mail", "don't write", "don't contact", "don't send", "dont write",
    "dont email", "no more email", "no more letters", "no more mail", "withdraw my consent", "remove me from your list",
    "remove my email", "remove my address", "leave me alone", NULL};

/* He wants to be forgotten as well. */
static const char *const erase_phrases[] = {"из базы", "из вашей базы", "из своей базы", "удалите мои данные",
    "удалить мои данные", "удалите меня", "удалите мой", "удалите все данные", "уничтожьте мои", "сотрите мои",
    "уберите мои данные", "забудьте обо мне", "право на забвение", "delete my data", "delete my personal",
    "delete my account", "delete me", "erase my", "erase me", "forget me", "remove my data",
    "remove me from your database", "right to be forgotten", NULL};

/* Letters and digits of ${text} in lower case with single blanks between; lines that are quoted are left out. */
static void put_words(struct buf *out, const char *text)
{
	struct buf line = {0};
	while (text && *text) {
		size_t length = strcspn(text, "\n");
		if (text[0] != '>') {
			buf_add(&line, text, length);
			buf_char(&line, ' ');
		}
		text += length + (text[length] == '\n');
	}
	struct buf folded = {0};
	casefold_put(&folded, line.text ? line.text : "");
	for (const char *at = folded.text ? folded.text : ""; *at;) {
		const char *begin = at;
		uint32_t code = utf8_next(&at);
		bool sign = code < 0x80 ? !strchr("abcdefghijklmnopqrstuvwxyz0123456789'", (int)code)
		                        : code == 0xAB || code == 0xBB || (code >= 0x2010 && code <= 0x205E);
		if (!sign)
			buf_add(out, begin, (size_t)(at - begin));
		else if (out->length && out->text[out->length - 1] != ' ')
			buf_char(out, ' ');
	}
	while (out->length && out->text[out->length - 1] == ' ')
		out->text[--out->length] = '\0';
	out->failed = out->failed || line.failed || folded.failed;
	buf_free(&line);
	buf_free(&folded);
}

static bool has_one_of(const char *text, const char *const *list)
{
	for (; *list; list++)
		for (const char *at = text; (at = strstr(at, *list)) != NULL; at++)
			if (at == text || at[-1] == ' ')
				return true;
	return false;
}

static const char *without_marks(const char *subject)
{
	static const char *const marks[] = {"re ", "fwd ", "fw ", "ответ ", "на ", "отв ", NULL};
	for (int i = 0; marks[i];)
		if (strncmp(subject, marks[i], strlen(marks[i])) == 0) {
			subject += strlen(marks[i]);
			i = 0;
		} else {
			i++;
		}
	return subject;
}

enum status mail_wish(struct crm *crm, const struct incoming *letter, enum mail_wish *wish)
{
	struct buf text = {0}, subject = {0};
	put_words(&text, letter->message.text);
	put_words(&subject, letter->message.subject);
	const char *said = text.text ? text.text : "", *about = without_marks(subject.text ? subject.text : "");
	bool brief = text.length <= SHORT;
	*wish = WISH_NONE;
	if (text_is_among(said, stop_texts) || text_is_among(about, stop_texts) ||
	    (brief && (has_one_of(said, stop_phrases) || (!*said && has_one_of(about, stop_phrases)))))
		*wish = WISH_STOP;
	if ((brief && has_one_of(said, erase_phrases)) || has_one_of(about, erase_phrases))
		*wish = WISH_ERASED;
	bool failed = text.failed || subject.failed;
	buf_free(&text);
	buf_free(&subject);
	return failed ? why_memory(&crm->why) : CRM_OK;
}

/* ${column}: by what he is known; the proof is the letter. */
static enum status withdraw(
    struct crm *crm, const struct incoming *letter, enum consent_column column, const char *text, struct answer *answer)
{
	const struct message *message = &letter->message;
	const char *value[CONSENT_COLUMNS] = {[CONSENT_CHANNEL] = "all", [CONSENT_STATE] = "withdrawn"};
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
	answer->verdict = "withdrawn";
	if (!answer->own[TAKEN_CLIENT])
		answer->own[TAKEN_CLIENT] = mail_number_text(crm, said.object);
	return answer->own[TAKEN_CLIENT] ? CRM_OK : why_memory(&crm->why);
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

enum status mail_stop(struct crm *crm, const struct incoming *letter, enum mail_wish wish, const struct lead *lead,
    const char *match, struct answer *answer)
{
	enum status status = CRM_OK;
	int64_t last = 0;
	if (lead) {
		status = mail_touch(crm, letter, lead, NULL, answer);
		answer->own[TAKEN_MATCH] = match;
		if (status == CRM_OK && !answer_is_rejected(answer))
			status = withdraw(crm, letter, CONSENT_CLIENT, mail_number_text(crm, lead->client), answer);
	}
	/* He may have two boxes: the one he writes from is not to be written to either. */
	if (status == CRM_OK && !answer_is_rejected(answer) && letter->sender)
		status = withdraw(crm, letter, CONSENT_EMAIL, letter->sender, answer);
	if (status == CRM_OK && !lead && !letter->sender)
		status = reject(crm, answer, NULL, "%s", _("nothing tells who wrote it"));
	if (status == CRM_OK && wish == WISH_ERASED && !answer_is_rejected(answer))
		status = mail_last_lead(crm, strtoll(answer->own[TAKEN_CLIENT], NULL, 10), &last);
	if (status == CRM_OK && wish == WISH_ERASED && !answer_is_rejected(answer))
		status = remind_to_erase(crm, lead ? lead->lead : last, answer);
	return status;
}
