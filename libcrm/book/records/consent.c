#include "book/records/consent.h"

#include "base/text/casefold.h"

#include "book/records/consent.sql.h"

static const struct {
	const char *word, *channel; /* word: folded as a column name is */
} words[] = {{"all", CONSENT_ALL}, {"все", CONSENT_ALL}, {"call", "call"}, {"phone", "call"}, {"звонок", "call"},
    {"звонки", "call"}, {"телефон", "call"}, {"email", "email"}, {"mail", "email"}, {"почта", "email"},
    {"letter", "letter"}, {"письмо", "letter"}, {"письма", "letter"}, {"messenger", "messenger"},
    {"мессенджер", "messenger"}, {"telegram", "messenger"}, {"whatsapp", "messenger"}, {"viber", "messenger"},
    {"max", "messenger"}, {"sms", "sms"}, {"смс", "sms"}};
#define N_WORDS (sizeof words / sizeof *words)

static const char *channel_of(const char *text, size_t length)
{
	char copy[64];
	struct buf folded = {0};
	const char *channel = NULL;
	if (length >= sizeof copy)
		return NULL;
	memcpy(copy, text, length);
	copy[length] = '\0';
	fold_key_put(&folded, copy);
	for (size_t i = 0; i < N_WORDS && !folded.failed && folded.length && !channel; i++)
		if (strcmp(words[i].word, folded.text) == 0)
			channel = words[i].channel;
	buf_free(&folded);
	return channel;
}

const char *consent_channel(const char *word)
{
	return channel_of(word, strlen(word));
}

const char *consent_channels(struct arena *arena)
{
	struct buf list = {0};
	for (size_t i = 0; i < N_WORDS; i++)
		if (i == 0 || strcmp(words[i].channel, words[i - 1].channel) != 0)
			buf_format(&list, "%s%s", i ? " " : "", words[i].channel);
	const char *copy = list.failed ? NULL : arena_copy(arena, list.text);
	buf_free(&list);
	return copy ? copy : "";
}

static bool is_no(const char *cell)
{
	static const char *const noes[] = {"", "no", "нет", "0", "false", "не", "-", NULL};
	struct buf folded = {0};
	bool no = false;
	fold_put(&folded, cell);
	for (int i = 0; noes[i] && !no; i++)
		no = strcmp(folded.text ? folded.text : "", noes[i]) == 0;
	no = no || folded.failed;
	buf_free(&folded);
	return no;
}

/* One word that is no channel makes it a sentence, and a sentence is about all of them. */
int consent_read(const char *cell, const char *channel[CONSENT_CHANNELS_MAX])
{
	static const char between[] = " ,;/+|";
	int n = 0;
	if (!cell || is_no(cell))
		return 0;
	for (const char *at = cell + strspn(cell, between); *at; at += strspn(at, between)) {
		size_t length = strcspn(at, between);
		const char *one = channel_of(at, length);
		bool twice = false;
		for (int i = 0; i < n && one; i++)
			twice = twice || strcmp(channel[i], one) == 0;
		if (!one || (!twice && n == CONSENT_CHANNELS_MAX)) {
			n = 0;
			break;
		}
		if (!twice)
			channel[n++] = one;
		at += length;
	}
	if (n == 0)
		channel[n++] = CONSENT_ALL;
	return n;
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
