#include "post/mail_in/mail_in.h"

#include "base/text/casefold.h"
#include "book/history/message_link.h"
#include "flow/intake/intake.h"
#include "flow/lead/close.h"
#include "post/mail_in/mail_private.h"
#include "post/mail_read/mailbox.h"
#include "post/mail_read/quote_strip.h"

const struct field mail_in_fields[] = {TAKEN_FIELDS, [OWN(MAIL_MSGID)] = {"msgid", KIND_TEXT, N_("message id")}, {0}};

#define A_DAY 86400
#define OLDEST 631152000  /* 1990: what claims to be older has a broken clock */
#define CLOCKS_DIFFER 600 /* seconds that two good clocks may differ */
#define MORE 8

struct mail_in {
	struct mailbox *mailbox;
	struct buf bytes;
	struct arena scratch; /* of the letter at hand */
};

enum status mail_in_open(struct mail_in **out, struct crm *crm, const char *folder)
{
	struct mail_in *in = *out = calloc(1, sizeof *in);
	enum status status = in ? message_ready(&crm->why) : why_memory(&crm->why);
	return status == CRM_OK ? mailbox_open(&in->mailbox, folder, 0, &crm->why) : status;
}

void mail_in_close(struct mail_in *in)
{
	if (!in)
		return;
	mailbox_close(in->mailbox);
	buf_free(&in->bytes);
	arena_free(&in->scratch);
	mail_form_close();
	free(in);
}

static const char *copy_text(struct crm *crm, const char *text, bool *failed)
{
	const char *kept = arena_copy(&crm->chunk, text);
	*failed = *failed || (text && !kept);
	return kept;
}

/* What lives on of a letter; not its whole text. */
static enum status keep_message(struct crm *crm, struct message *message)
{
	struct buf own = {0};
	bool failed = false;
	const char **refs = arena_get(&crm->chunk, ((size_t)message->n_refs + 1) * sizeof *refs);
	for (int i = 0; refs && i < message->n_refs; i++)
		refs[i] = copy_text(crm, message->refs[i], &failed);
	message->refs = refs;
	const char **to = arena_get(&crm->chunk, ((size_t)message->n_to + 1) * sizeof *to);
	for (int i = 0; to && i < message->n_to; i++)
		to[i] = copy_text(crm, message->to[i], &failed);
	message->to = to;
	if (message->text)
		quote_strip_put(&own, message->text);
	message->text = own.length ? mail_keep(crm, own.text, MAIL_IN_TEXT, &failed) : NULL;
	failed = failed || own.failed || !to;
	buf_free(&own);
	const char **texts[] = {&message->msgid, &message->name, &message->address, &message->reply_name,
	    &message->reply_to, &message->original_name, &message->original, &message->subject, &message->date,
	    &message->files, &message->automatic, &message->mass_mark, &message->list, &message->unread,
	    &message->returned, &message->failure};
	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
		*texts[i] = copy_text(crm, *texts[i], &failed);
	return refs && !failed ? CRM_OK : why_memory(&crm->why);
}

/* What is written without a zone is meant in the department's; no letter is of later than now, whatever its clock
   says. */
static enum status put_time(struct crm *crm, struct incoming *letter, const char **value)
{
	struct message *message = &letter->message;
	if (message->local) {
		day_t day = (day_t)(message->at / A_DAY);
		message->at = zone_instant(crm->zone, day, (int)(message->at - (instant_t)day * A_DAY));
	}
	bool odd = message->at < OLDEST || message->at > crm->now + CLOCKS_DIFFER;
	if (odd && message->date)
		letter->warning = arena_format(&crm->chunk, _("taken as of now: its date is «%s»"), message->date);
	if (odd || message->at > crm->now)
		message->at = crm->now;
	struct buf text = {0};
	instant_put(&text, crm->zone, message->at);
	value[INTAKE_AT] = text.failed ? NULL : arena_copy(&crm->chunk, text.text);
	buf_free(&text);
	return value[INTAKE_AT] ? CRM_OK : why_memory(&crm->why);
}

static enum status put_comment(struct crm *crm, const struct message *message, const char **value)
{
	const char *subject = message->subject, *text = message->text;
	value[INTAKE_COMMENT] = subject && text ? arena_format(&crm->chunk, "%s\n\n%s", subject, text)
	                        : subject       ? subject
	                                        : text;
	return (subject || text) && !value[INTAKE_COMMENT] ? why_memory(&crm->why) : CRM_OK;
}

/* Attributes of the lead: its letter's id and attachments, and who really sent a form. */
static enum status put_more(struct crm *crm, const struct incoming *letter, struct rec *rec)
{
	const char **names = arena_get(&crm->chunk, 2 * MORE * sizeof *names);
	const char *address = letter->message.address;
	bool other = letter->form || !letter->sender || !address || strcmp(letter->sender, address) != 0;
	const char *const all[][2] = {{"msgid", letter->message.msgid}, {"files", letter->message.files},
	    {"sent_by", other && !letter->brought_by ? address : NULL}, {"brought_by", letter->brought_by},
	    {"note", letter->note}};
	if (!names)
		return why_memory(&crm->why);
	const char **values = names + MORE;
	rec->more_name = names;
	rec->more_value = values;
	for (size_t i = 0; i < sizeof all / sizeof *all; i++)
		if (all[i][1]) {
			names[rec->n_more] = all[i][0];
			values[rec->n_more++] = all[i][1];
		}
	return CRM_OK;
}

static enum status fill_record(struct mail_in *in, struct crm *crm, struct incoming *letter, struct rec *rec)
{
	const char **value = (const char **)(uintptr_t)rec->value; /* next() is given them to fill */
	struct message *message = &letter->message;
	if (!message_read(message, in->bytes.text ? in->bytes.text : "", in->bytes.length, &in->scratch))
		return why_memory(&crm->why);
	const char *whole = message->text;
	enum status status = keep_message(crm, message);
	value[INTAKE_EXT_ID] = message->msgid;
	if (message->fault)
		return status;
	if (status == CRM_OK)
		status = mail_person(crm, letter, whole, value, &in->scratch);
	if (status == CRM_OK)
		status = put_time(crm, letter, value);
	if (status == CRM_OK && message->unread && !letter->warning)
		letter->warning =
		    arena_format(&crm->chunk, _("the text is in %s and could not be read"), message->unread);
	if (status == CRM_OK)
		status = put_comment(crm, message, value);
	return status == CRM_OK ? put_more(crm, letter, rec) : status;
}

enum status mail_in_next(struct mail_in *in, struct crm *crm, struct rec *rec)
{
	struct incoming *letter = arena_zero(&crm->chunk, sizeof *letter);
	const char *fault;
	if (!letter)
		return why_memory(&crm->why);
	enum status status = mailbox_next(in->mailbox, MESSAGE_MAX, &in->bytes, &fault, &letter->file, &crm->why);
	if (status != CRM_OK)
		return status;
	rec->own = letter;
	if (fault) {
		letter->message.fault = fault;
		((const char **)(uintptr_t)rec->value)[INTAKE_EXT_ID] = letter->file ? letter->file : "-";
	} else {
		status = fill_record(in, crm, letter, rec);
	}
	arena_reset(&in->scratch);
	return status;
}

/* Recorded where somebody may look, and no inquiry: unless we know who it is. */
static enum status set_aside(struct crm *crm, const struct incoming *letter, struct answer *answer)
{
	const char *value[CLOSE_NOTE + 1] = {
	    [ACTION_LEAD] = mail_number_text(crm, answer->object), [CLOSE_REASON] = "spam"};
	const struct rec rec = {.value = value};
	struct answer closed = {.row = answer->row};
	if (!value[ACTION_LEAD])
		return why_memory(&crm->why);
	enum status status = flow_disqualify(crm, &rec, &closed);
	if (status != CRM_OK || answer_is_rejected(&closed))
		return status;
	answer->verdict = "spam";
	mail_warn(crm, answer,
	    arena_format(&crm->chunk, _("from a program that gives a number to call: %s"), letter->message.address));
	return CRM_OK;
}

enum status mail_in_ahead(struct crm *crm, struct rec *recs, int n)
{
	for (int i = 0; i < n; i++) {
		const char **value = (const char **)(uintptr_t)recs[i].value;
		if (!value[INTAKE_SOURCE])
			value[INTAKE_SOURCE] = "mail";
	}
	return intake_ahead(crm, recs, n);
}

static enum status take_inquiry(
    struct crm *crm, const struct incoming *letter, const struct rec *rec, struct answer *answer)
{
	if (!rec->value[INTAKE_NAME] && !rec->value[INTAKE_PHONE] && !letter->sender)
		return reject(crm, answer, NULL, "%s", _("nothing tells who wrote it"));
	enum status status = intake(crm, rec, 1, answer);
	bool added = status == CRM_OK && answer->verdict && strcmp(answer->verdict, "added") == 0;
	return added && mail_is_doubtful(letter) ? set_aside(crm, letter, answer) : status;
}

/* What nobody has to read. But a mail program may unsubscribe its owner, and say that it did so. */
static enum status read_past(struct crm *crm, const struct incoming *letter, struct answer *answer)
{
	bool unsubscribes = false;
	enum status status = letter->from == FROM_PERSON ? mail_unsubscribes(crm, letter, &unsubscribes) : CRM_OK;
	return status != CRM_OK ? status : unsubscribes ? CRM_NONE : mail_ignore(crm, letter, answer);
}

static enum status decide_letter(
    struct crm *crm, const struct incoming *letter, const struct rec *rec, struct answer *answer)
{
	struct lead lead;
	const char *match;
	int64_t near = 0;
	struct mail_wishes wishes = {.wish = WISH_NONE};
	enum status status = message_link_lead(crm, letter->message.msgid, &answer->object);
	if (status == CRM_OK) {
		answer->verdict = VERDICT_KNOWN;
		return CRM_OK;
	}
	if (status == CRM_NONE)
		status = mail_bounced(crm, letter, &lead);
	if (status == CRM_OK)
		return mail_touch(crm, letter, &lead, "bounced", answer);
	if (status == CRM_NONE)
		status = mail_answered(crm, letter, &lead, &match);
	if (status == CRM_OK)
		return mail_belongs(crm, letter, &lead, match, answer);
	if (status == CRM_NONE)
		status = read_past(crm, letter, answer);
	if (status != CRM_NONE)
		return status;
	status = letter->form || mail_is_doubtful(letter) ? CRM_OK : mail_wish(crm, letter, &wishes);
	if (status != CRM_OK)
		return status;
	status = mail_lead(crm, letter, &lead, &match, &near);
	if (wishes.wish != WISH_NONE && !wishes.beside && (status == CRM_OK || status == CRM_NONE))
		return mail_stop(crm, letter, &wishes, status == CRM_OK ? &lead : NULL, match, answer);
	bool belongs = status == CRM_OK;
	if (belongs)
		status = mail_belongs(crm, letter, &lead, match, answer);
	else if (status == CRM_NONE)
		status = take_inquiry(crm, letter, rec, answer);
	if (status == CRM_OK && wishes.beside)
		status = mail_refuse_channels(crm, letter, &wishes, answer);
	if (belongs)
		return status;
	if (status == CRM_OK && near && !answer_is_rejected(answer))
		mail_warn(crm, answer,
		    arena_format(
		        &crm->chunk, _("answers a letter of lead %lld from another address"), (long long)near));
	return status;
}

enum status mail_in_row(struct crm *crm, const struct rec *rec, struct answer *answer)
{
	const struct incoming *letter = rec->own;
	answer->own[MAIL_MSGID] = letter->message.msgid;
	if (letter->message.fault)
		return reject(crm, answer, NULL, "%s", letter->message.fault);
	enum status status = decide_letter(crm, letter, rec, answer);
	answer->own[MAIL_MSGID] = letter->message.msgid;
	if (status == CRM_OK && answer->verdict && strcmp(answer->verdict, "ignored") != 0 &&
	    strcmp(answer->verdict, VERDICT_KNOWN) != 0 && !answer_is_rejected(answer))
		mail_warn(crm, answer, letter->warning);
	return status;
}

enum status mail_in_settled(
    struct mail_in *in, struct crm *crm, const struct rec *recs, const struct answer *answers, int n)
{
	enum status status = CRM_OK;
	for (int i = 0; i < n && status == CRM_OK; i++) {
		const struct incoming *letter = recs[i].own;
		if (letter->file)
			status = mailbox_done(in->mailbox, letter->file, answer_is_rejected(&answers[i]), &crm->why);
	}
	return status;
}
