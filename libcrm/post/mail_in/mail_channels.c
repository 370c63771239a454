/* «Не звоните, лучше пишите»: a wish about one way to reach him, and not about all. */
#include "base/text/casefold.h"
#include "book/records/consent.h"
#include "post/mail_in/mail_private.h"

#define BIT(channel) (1u << (channel))
#define CALLS BIT(CONSENT_CALL)
#define MAILS BIT(CONSENT_EMAIL_TO)
#define CHATS BIT(CONSENT_MESSENGER)
#define TEXTS BIT(CONSENT_SMS)
#define PAPER BIT(CONSENT_LETTER)
#define WRITTEN (MAILS | CHATS | TEXTS | PAPER)

/* Beginnings of words, folded; one that ends in a blank is the whole word. */
static const char *const mail_words[] = {"почт", "email ", "имейл", "емейл", "мейл", "mail ", "gmail", "мыло ", NULL};
static const char *const chat_words[] = {"ватсап", "вотсап", "вацап", "ватсапп", "вотсапп", "whatsapp", "вайбер",
    "viber", "телеграм", "телегу ", "телеге ", "telegram", "тг ", "tg ", "вк ", "vk ", "мессендж", "messenger", NULL};
static const char *const text_words[] = {"смс", "sms", NULL};
static const char *const calling[] = {
    "звон", "позвон", "перезвон", "набер", "набрать ", "набирай", "call", "phone", "ring ", NULL};
static const char *const writing[] = {"пиш", "писа", "напиш", "напис", "шли ", "шлите ", "слать ", "присыл", "пришл",
    "отправля", "отправь", "отвеч", "связ", "write", "writing ", "send", "message", "messag", "text ", "texting ",
    "texts ", "mailing ", "emailing ", "contact", "reach ", "reply ", NULL};
static const char *const in_writing[] = {"письменно ", "переписк", "сообщени", "текстом ", "writing ", "text ", NULL};
static const char *const only_words[] = {"только ", "лишь ", "исключительно ", "строго ", "only ", NULL};
static const char *const negations[] = {"не ", "don't ", "dont ", "not ", "never ", "stop ", "no ", "без ", "нельзя ",
    "перестан", "прекрат", "хватит ", NULL};
/* Behind «не» they are the negation of the verb that follows, or stood before. */
static const char *const needs[] = {
    "надо ", "нужно ", "стоит ", "следует ", "хочу ", "need ", "нужны ", "нужен ", NULL};
static const char *const apart[] = {
    ", ", "лучше ", "а ", "но ", "зато ", "but ", "instead ", "rather ", "better ", NULL};

/* What is said so far. */
struct channels_said {
	unsigned refused, asked, only;
	bool write_refused; /* and nothing says by which way */
	bool write_asked, write_only;
	int other_words; /* in clauses that say nothing of it */
};

static size_t word_length(const char *at)
{
	return strcspn(at, " \n");
}

static bool is_word(const char *at, const char *const *words)
{
	size_t length = word_length(at);
	for (; *words; words++) {
		size_t n = strlen(*words);
		bool whole = (*words)[n - 1] == ' ';
		if (whole ? length == n - 1 && strncmp(at, *words, n - 1) == 0
		          : length >= n && strncmp(at, *words, n) == 0)
			return true;
	}
	return false;
}

static unsigned channel_of(const char *at)
{
	return is_word(at, mail_words) ? MAILS : is_word(at, chat_words) ? CHATS : is_word(at, text_words) ? TEXTS : 0;
}

static const char *next_word(const char *at)
{
	at += word_length(at);
	return *at == ' ' ? at + 1 : at;
}

/* A clause, as it is gone through. */
struct clause {
	bool negated; /* the verb to come */
	bool scope;   /* in English also those behind "or" */
	bool only;
	enum { NO_VERB, VERB_CALL, VERB_WRITE } verb;
	bool refuses;      /* that verb */
	bool named;        /* and a way was named with it */
	unsigned loose;    /* ways named before any verb */
	unsigned named_so; /* ways that were not refused */
	bool without;      /* "no", «без» */
	bool about;        /* it says something of it */
	int words;
};

static void end_verb(struct clause *c, struct channels_said *said)
{
	if (c->verb == VERB_WRITE && !c->named) {
		said->write_refused = said->write_refused || c->refuses;
		said->write_asked = said->write_asked || !c->refuses;
	}
	c->verb = NO_VERB;
	c->named = false;
}

static void begin_verb(struct clause *c, struct channels_said *said, bool call)
{
	end_verb(c, said);
	c->verb = call ? VERB_CALL : VERB_WRITE;
	c->refuses = c->negated || c->scope;
	c->negated = false;
	if (call && c->only && !c->refuses)
		said->only |= CALLS;
	else if (call && c->refuses)
		said->refused |= CALLS;
	else if (call)
		said->asked |= CALLS;
}

static void take_channel(struct clause *c, struct channels_said *said, unsigned channel)
{
	bool refuses = c->verb == NO_VERB ? c->without || c->scope : c->refuses;
	c->named = true;
	c->named_so |= refuses ? 0 : channel;
	if (c->only && !refuses)
		said->only |= channel;
	else if (refuses)
		said->refused |= channel;
	else if (c->verb == NO_VERB)
		c->loose |= channel;
	else
		said->asked |= channel;
}

static void end_clause(struct clause *c, struct channels_said *said)
{
	end_verb(c, said);
	said->asked |= c->loose;
	said->other_words += c->about ? 0 : c->words;
	*c = (struct clause){0};
}

/* «звонить не нужно»: the negation stands behind. */
static void refuse_before(struct clause *c, struct channels_said *said)
{
	if (c->verb == VERB_CALL) {
		said->asked &= ~CALLS;
		said->refused |= CALLS;
	}
	c->refuses = true;
}

/* "don't email me", "don't call or email": a verb, and no name of a way. */
static bool is_verb(const struct clause *c, const char *before)
{
	static const char *const joining[] = {"or ", "nor ", "and ", NULL};
	return c->scope && !c->without && (c->verb == NO_VERB || (before && is_word(before, joining)));
}

static void take_word(struct clause *c, struct channels_said *said, const char *at, const char *before)
{
	const char *next = next_word(at);
	unsigned channel = channel_of(at);
	static const char *const texting[] = {"text ", "texting ", "texts ", NULL};
	bool english = (unsigned char)*at < 0x80;
	c->words++;
	c->about = c->about || channel || is_word(at, only_words) || is_word(at, negations) || is_word(at, writing) ||
	           is_word(at, calling);
	if (is_word(at, apart)) {
		c->words--;
		end_clause(c, said);
	} else if (is_word(at, only_words)) {
		c->only = !is_word(next, negations);
		said->only |= english && c->only ? c->named_so : 0; /* "email only" */
	} else if (is_word(at, negations)) {
		c->without = strncmp(at, "no ", 3) == 0 || is_word(at, (const char *const[]){"без ", NULL});
		c->scope = english;
		c->negated = !english;
		if (c->verb != NO_VERB && is_word(next, needs))
			refuse_before(c, said);
	} else if (c->only && is_word(at, in_writing)) {
		said->write_only = true;
	} else if (channel && !(english && channel == MAILS && is_verb(c, before))) {
		take_channel(c, said, channel);
	} else if (channel || is_word(at, writing)) {
		begin_verb(c, said, false);                                    /* "don't email me" */
		bool only = is_word(at, texting) && is_word(next, only_words); /* any way to write */
		said->write_only = said->write_only || only;
		if (is_word(at, texting) && !only)
			take_channel(c, said, TEXTS);
	} else if (is_word(at, calling)) {
		begin_verb(c, said, true);
	} else if (c->negated && !is_word(at, needs) && before && !is_word(before, needs)) {
		c->negated = c->without; /* «не» was of another word */
	}
}

/* Is it worth looking at every word? */
static bool speaks_of_ways(const char *text)
{
	for (const char *at = text; *at; at += *at == '\n') {
		for (; *at && *at != '\n'; at = next_word(at))
			if (is_word(at, negations) || is_word(at, only_words))
				return true;
	}
	return false;
}

static bool only_is_plain(const char *sentence)
{
	int words = 0;
	for (const char *at = sentence; *at && *at != '\n'; at = next_word(at))
		words += *at != ',';
	return words <= 12;
}

static void read_sentence(const char *sentence, struct channels_said *said)
{
	struct clause clause = {0};
	const char *before = NULL;
	struct channels_said one = {0};
	for (const char *at = sentence; *at && *at != '\n'; at = next_word(at)) {
		take_word(&clause, &one, at, before);
		before = at;
	}
	end_clause(&clause, &one);
	if (!only_is_plain(sentence)) {
		one.asked |= one.only;
		one.only = 0;
		one.write_only = false;
	}
	said->refused |= one.refused;
	said->asked |= one.asked;
	said->only |= one.only;
	said->write_refused = said->write_refused || one.write_refused;
	said->write_asked = said->write_asked || one.write_asked;
	said->write_only = said->write_only || one.write_only;
	said->other_words += one.other_words;
}

static unsigned settle(const struct channels_said *said, bool *unnamed)
{
	unsigned refused = said->refused, all = CALLS | WRITTEN;
	*unnamed = false;
	if (said->only)
		refused |= all & ~said->only;
	if (said->write_only)
		refused |= CALLS;
	if (said->write_refused && ((said->asked | said->only) & CALLS))
		refused |= WRITTEN & ~said->asked;
	else if (said->write_refused && ((said->asked | said->only) & WRITTEN))
		refused |= MAILS & ~said->asked;
	else
		*unnamed = said->write_refused;
	return refused & ~(said->only ? said->only : said->refused ? 0 : said->asked);
}

struct mail_channels mail_channels_read(const char *text, bool (*passed_over)(const char *sentence))
{
	struct mail_channels channels = {0};
	struct channels_said said = {0};
	bool unnamed;
	if (!speaks_of_ways(text))
		return channels;
	for (const char *at = text; *at; at += strcspn(at, "\n"), at += *at == '\n') {
		if (!passed_over(at))
			read_sentence(at, &said);
		for (const char *word = at; passed_over(at) && *word && *word != '\n'; word = next_word(word))
			said.other_words += *word != ',';
	}
	channels.other_words = said.other_words;
	unsigned refused = settle(&said, &unnamed);
	channels.all = (refused & CALLS && unnamed) ||
	               (refused & (CALLS | MAILS | CHATS | TEXTS)) == (CALLS | MAILS | CHATS | TEXTS);
	channels.refused = unnamed ? refused & ~WRITTEN : refused;
	channels.instead = said.write_refused && !unnamed;
	return channels;
}
