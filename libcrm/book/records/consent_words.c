/* What people write into a cell about consent, read so that only a clear yes is one. */
#include "base/text/casefold.h"
#include "book/records/consent.h"

/* Cells that are nothing else. All lists are folded: lower case, ё as е, single blanks. */
static const char *const yes_cells[] = {"да", "yes", "y", "true", "t", "1", "on", "ok", "+", "есть", "получено",
    "получен", "дано", "дал", "дала", "given", "granted", "active", "активен", "активна", "checked", "selected",
    "истина", "1.0", "✓", "✔", "☑", "✅", "v", NULL};
static const char *const no_cells[] = {"", "нет", "no", "n", "false", "f", "0", "off", "-", "–", "—", "не", "null",
    "(null)", "none", "nil", "nan", "undefined", "n/a", "na", "#n/a", "н/д", "unchecked", "inactive", "ложь", "0.0",
    "0,0", "never", "никогда", "0000-00-00", "0000-00-00 00:00:00", "☐", "✗", "✘", "❌", "pending", "invited", "new",
    "не задано", "not set", "пусто", NULL};

/* In a column of those who opted out: this one did not. */
static const char *const stays_cells[] = {"allow", "allowed", "subscribed", "active", "можно", "разрешено", "разрешен",
    "разрешена", "подписан", "подписана", "активен", "активна", "не отписан", "не отписана", "не отписался",
    "не отписалась", "not unsubscribed", "not opted out", NULL};

/* Words and phrases in a cell; one that ends in * begins so. They are looked for in this order. */
static const char *const stop_words[] = {"не звон*", "не пис*", "не пиш*", "не беспоко*", "не присыл*", "не отправл*",
    "не слать", "не шлите", "не тревож*", "не надо*", "не хоч*", "не хот*", "не жела*", "не контакт*", "не связ*",
    "opt out", "opt-out", "opted out", "opted-out", "optout", "unsubscrib*", "отпис*", "отзыв*", "отзов*", "отозв*",
    "отказ*", "withdr*", "revok*", "do not *", "don't *", "dont *", "dnc", "dnd", "стоп", "stop", "cleaned",
    "complain*", "blocked", "blacklist*", "заблокир*", "запрещ*", "запрет*", "удалить", "удалите", "уберите", NULL};
/* He did not refuse; whether he agreed is for a person to say. */
static const char *const unclear_words[] = {"не против", "не возража*", "нет возражен*", "без возражен*",
    "не имею ничего против", "ничего против", "no objection*", "don't mind", "dont mind", "doesn't mind", "not opposed",
    NULL};
static const char *const no_words[] = {"не", "ни", "нет", "no", "not", "never", "без", "против", "none", "without",
    "isn't", "doesn't", "didn't", "won't", "cannot", "disagree*", "declin*", "denied", "deny", "refus*", "reject*",
    "несоглас*", "отсутств*", "unknown", "неизвест*", "unconfirm*", "false", "off", "кроме", "except", NULL};
static const char *const yes_words[] = {"да", "yes", "соглас*", "consent*", "agree*", "accept*", "разреш*",
    "подтвержд*", "подтверд*", "подпис*", "subscrib*", "allow*", "permit*", "confirm*", "opt in", "opt-in", "opted in",
    "opted-in", "optin", "granted", "given", "дано", "получено", "true", "on", NULL};
/* Beside a yes: it was asked for, is over, or has yet to come. Such a cell is not understood. */
static const char *const doubt_words[] = {"pending", "await*", "wait*", "requir*", "request*", "need*", "ask*",
    "expir*", "outdated", "lapsed", "to be *", "tbc", "tbd", "maybe", "perhaps", "possibly", "probably", "later",
    "soon", "paus*", "suspend*", "until", "till", "if", "ожида*", "жд*", "запрош*", "запрос*", "требу*", "нужн*",
    "надо", "необходим*", "спрос*", "уточн*", "получить", "взять", "подписать", "подтвердить", "будет", "будут", "бы",
    "возможно", "наверно*", "вероятно", "может", "истек*", "просроч*", "устар*", "приостан*", "отлож*", "позже",
    "потом", "до", "если", "ли", NULL};
/* Between channels they change nothing. */
static const char *const fillers[] = {"только", "only", "по", "на", "через", "by", "via", "for", "and", "и", "или",
    "or", "для", "рассылка", "рассылку", "рассылки", NULL};

static const char apart[] = " \t\n.,;:!?/|()[]\"+";

/* Is ${word}, or what begins with it, a word or phrase of ${text}? */
static bool has_word(const char *text, const char *word)
{
	size_t length = strlen(word);
	bool begins = word[length - 1] == '*';
	length -= begins;
	for (const char *at = text; *at; at++)
		if ((at == text || strchr(apart, at[-1])) && strncmp(at, word, length) == 0 &&
		    (begins || strchr(apart, at[length])))
			return true;
	return false;
}

static bool has_any(const char *text, const char *const *words)
{
	for (; *words; words++)
		if (has_word(text, *words))
			return true;
	return false;
}

/* The channels named in ${text}, as bits. ${alone}: there is nothing else in it. */
static unsigned channels_in(const char *text, bool *alone)
{
	char word[64];
	unsigned bits = 0;
	*alone = true;
	for (const char *at = text + strspn(text, apart); *at; at += strspn(at, apart)) {
		size_t length = strcspn(at, apart);
		int channel = -1;
		if (length < sizeof word) {
			memcpy(word, at, length);
			word[length] = '\0';
			channel = consent_channel_called(word);
			*alone = *alone && (channel >= 0 || text_is_among(word, fillers));
		} else {
			*alone = false;
		}
		if (channel >= 0)
			bits |= 1u << channel;
		at += length;
	}
	*alone = *alone && bits != 0;
	return bits;
}

/* Most cells are one word or a sentence about one thing; a list of channels may say yes to some and no to others. */
static void read_text(const char *text, int about, struct consent_said *said)
{
	bool alone;
	unsigned named = channels_in(text, &alone), whom = about == CONSENT_EVERY && named ? named : 1u << about;
	if (text_is_among(text, yes_cells))
		said->given |= 1u << about;
	else if (text_is_among(text, no_cells))
		said->refused |= 1u << about;
	else if (has_any(text, unclear_words))
		said->unknown = true;
	else if (has_any(text, stop_words))
		said->withdrawn |= whom;
	else if (has_any(text, no_words))
		said->refused |= whom;
	else if (!strchr(text, '?') && !has_any(text, doubt_words) && (alone || has_any(text, yes_words)))
		said->given |= whom;
	else
		said->unknown = true;
}

/* "email: да; sms: нет" */
static void read_parts(char *text, int about, struct consent_said *said)
{
	struct consent_said whole = {0}, parts = {0};
	read_text(text, about, &whole);
	for (char *rest = text, *part; (part = strsep(&rest, ",;|\n")) != NULL;) {
		part += strspn(part, " ");
		if (*part)
			read_text(part, about, &parts);
	}
	/* Parts that are understood one by one; else it was a sentence with commas. */
	const struct consent_said *best = parts.unknown ? &whole : &parts;
	said->given |= best->given;
	said->refused |= best->refused;
	said->withdrawn |= best->withdrawn;
	said->unknown = said->unknown || best->unknown;
}

/* Folded, and with one apostrophe for all: don’t. */
static void put_folded(struct buf *out, const char *cell)
{
	static const char curly[] = "’";
	casefold_put(out, cell);
	for (char *at = out->text; at && (at = strstr(at, curly)) != NULL; at++) {
		*at = '\'';
		memmove(at + 1, at + strlen(curly), strlen(at + strlen(curly)) + 1);
		out->length -= strlen(curly) - 1;
	}
}

void consent_read(const char *cell, int about, struct consent_said *said)
{
	struct buf folded = {0};
	if (!cell)
		return;
	put_folded(&folded, cell);
	if (folded.failed)
		said->unknown = true; /* what cannot be read gives nothing */
	else if (!folded.text || text_is_among(folded.text, no_cells) || !strpbrk(folded.text, ",;|\n"))
		read_text(folded.text ? folded.text : "", about, said);
	else
		read_parts(folded.text, about, said);
	buf_free(&folded);
}

void consent_read_optout(const char *cell, int about, struct consent_said *said)
{
	struct consent_said answer = {0};
	struct buf folded = {0};
	bool no = false;
	if (!cell)
		return;
	put_folded(&folded, cell);
	const char *text = folded.text ? folded.text : "";
	no = !folded.failed && (text_is_among(text, no_cells) || text_is_among(text, stays_cells));
	buf_free(&folded);
	if (no)
		return;
	consent_read(cell, about, &answer);
	said->withdrawn |= about == CONSENT_EVERY && answer.withdrawn ? answer.withdrawn : 1u << about;
	if (about == CONSENT_EVERY && answer.given & ~(1u << about))
		said->withdrawn = (said->withdrawn & ~(1u << about)) | answer.given;
	said->unknown = said->unknown || answer.unknown;
}
