#include "book/records/consent.h"

#include "base/text/casefold.h"

#include "book/records/consent.sql.h"

static const char *const channel_names[CONSENT_CHANNELS] = {[CONSENT_EVERY] = CONSENT_ALL,
    [CONSENT_CALL] = "call",
    [CONSENT_EMAIL_TO] = "email",
    [CONSENT_LETTER] = "letter",
    [CONSENT_MESSENGER] = "messenger",
    [CONSENT_SMS] = "sms"};

/* Words: folded as a column name is. */
static const struct {
	const char *word;
	enum consent_to channel;
} words[] = {{"all", CONSENT_EVERY}, {"все", CONSENT_EVERY}, {"any", CONSENT_EVERY}, {"call", CONSENT_CALL},
    {"calls", CONSENT_CALL}, {"phone", CONSENT_CALL}, {"звонок", CONSENT_CALL}, {"звонить", CONSENT_CALL},
    {"звоните", CONSENT_CALL}, {"звонки", CONSENT_CALL}, {"телефон", CONSENT_CALL}, {"телефону", CONSENT_CALL},
    {"email", CONSENT_EMAIL_TO}, {"emails", CONSENT_EMAIL_TO}, {"mail", CONSENT_EMAIL_TO}, {"почта", CONSENT_EMAIL_TO},
    {"почту", CONSENT_EMAIL_TO}, {"почте", CONSENT_EMAIL_TO}, {"letter", CONSENT_LETTER}, {"post", CONSENT_LETTER},
    {"письмо", CONSENT_LETTER}, {"письма", CONSENT_LETTER}, {"messenger", CONSENT_MESSENGER},
    {"мессенджер", CONSENT_MESSENGER}, {"мессенджеры", CONSENT_MESSENGER}, {"telegram", CONSENT_MESSENGER},
    {"телеграм", CONSENT_MESSENGER}, {"whatsapp", CONSENT_MESSENGER}, {"ватсап", CONSENT_MESSENGER},
    {"viber", CONSENT_MESSENGER}, {"max", CONSENT_MESSENGER}, {"sms", CONSENT_SMS}, {"смс", CONSENT_SMS},
    {"text", CONSENT_SMS}};
#define N_WORDS (sizeof words / sizeof *words)

int consent_channel_called(const char *word)
{
	struct buf folded = {0};
	int channel = -1;
	casefold_key_put(&folded, word);
	for (size_t i = 0; i < N_WORDS && !folded.failed && folded.length && channel < 0; i++)
		if (strcmp(words[i].word, folded.text) == 0)
			channel = (int)words[i].channel;
	buf_free(&folded);
	return channel;
}

const char *consent_channel_name(int channel)
{
	return channel_names[channel];
}

const char *consent_channel(const char *word)
{
	int channel = consent_channel_called(word);
	return channel < 0 ? NULL : channel_names[channel];
}

const char *consent_channels(struct arena *arena)
{
	struct buf list = {0};
	for (int i = 0; i < CONSENT_CHANNELS; i++)
		buf_format(&list, "%s%s", i ? " " : "", channel_names[i]);
	const char *copy = list.failed ? NULL : arena_copy(arena, list.text);
	buf_free(&list);
	return copy ? copy : "";
}

void consent_settle(struct consent_said *said)
{
	unsigned every = 1u << CONSENT_EVERY;
	if (said->unknown || (said->refused | said->withdrawn) & every)
		said->given = 0;
	said->given &= ~(said->refused | said->withdrawn);
	if (said->given & every && said->refused) {
		/* All but those refused are the others, one by one. */
		said->given = ((1u << CONSENT_CHANNELS) - 1) & ~(every | said->refused | said->withdrawn);
	}
	if (said->withdrawn & every)
		said->withdrawn = every;
}

void consent_text(const struct consent_said *said, char text[CONSENT_TEXT_MAX])
{
	size_t length = 0;
	snprintf(text, CONSENT_TEXT_MAX, "%s", said->asked ? "none" : "");
	for (int i = 0; i < CONSENT_CHANNELS; i++) {
		const char *sign = said->withdrawn >> i & 1 ? "-" : said->given >> i & 1 ? "+" : NULL;
		if (sign)
			length += (size_t)snprintf(text + length, CONSENT_TEXT_MAX - length, "%s%s%s",
			    length ? " " : "", sign, channel_names[i]);
	}
}

void consent_parse(const char *text, struct consent_said *said)
{
	*said = (struct consent_said){0};
	for (const char *at = text + strspn(text, " "); *at; at += strspn(at, " ")) {
		size_t length = strcspn(at, " ");
		for (int i = 0; i < CONSENT_CHANNELS; i++)
			if (strlen(channel_names[i]) == length - 1 && memcmp(at + 1, channel_names[i], length - 1) == 0)
				*(*at == '-' ? &said->withdrawn : &said->given) |= 1u << i;
		at += length;
	}
}

const char *consent_proof(const char *source, const char *ext_id, struct arena *arena)
{
	if (source && ext_id)
		return arena_format(arena, "%s/%s", source, ext_id);
	return source ? source : ext_id;
}

enum status consent_now(struct crm *crm, int64_t client, const char *channel, enum consent *consent)
{
	int64_t state = CONSENT_UNKNOWN;
	enum status status =
	    db_number(crm->db, sql_consent_now, VALS(V_INT(client), V_TEXT(channel)), CONSENT_UNKNOWN, &state);
	*consent = (enum consent)state;
	return status;
}

enum status consent_hindrance(struct crm *crm, int64_t lead, const char *channel, bool required, const char **why)
{
	int64_t client = 0;
	enum consent consent = CONSENT_UNKNOWN;
	enum status status = db_number(crm->db, sql_consent_client, VALS(V_INT(lead)), 0, &client);
	if (status == CRM_OK && client)
		status = consent_now(crm, client, channel, &consent);
	required = required || setting_int(crm, "consent.required", 0) != 0;
	*why = consent == CONSENT_WITHDRAWN             ? "withdrawn"
	       : consent == CONSENT_UNKNOWN && required ? "no_consent"
	                                                : NULL;
	return status;
}
