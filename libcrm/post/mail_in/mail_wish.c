/* What words of a letter say that its writer wants no more of ours. */
#include "base/text/casefold.h"
#include "post/mail_in/mail_private.h"

#define SHORT 500 /* bytes of a text in which a wish is the whole letter, and not a word in it */
#define LONG 4000 /* of one that may be a demand in many words */
#define GAP 4     /* words that ... in a phrase may stand for */

/* A whole sentence. All lists are folded, without signs and without the polite words. */
static const char *const stop_sentences[] = {"стоп", "stop", "стоп стоп", "стоп стоп стоп", "стоп спам",
    "стоп не надо больше", "я отписываюсь", "отписываюсь", "stop stop stop", "stopp", "stop all", "i said stop",
    "stop it", "stop this", "стоп нет", "нет стоп", "unsubscribe", "unsub", "отписка", "отписаться", "отпишите",
    "отпишитесь", "отпиши", "отпишись", "отписать", "opt out", "optout", "не интересно стоп", "неинтересно стоп",
    "not interested stop", "прекратите", "остановитесь", "остановите", "остановите это", "прекратите это", "отстаньте",
    "отвяжитесь", "отвалите", "достали", "вы достали", "remove me", "remove", NULL};

/* The whole of a subject or text: in a longer one they may speak of something else. */
static const char *const stop_texts[] = {"хватит", "хватит уже", "cancel", "quit", "end", "enough", "no more",
    "не надо", "не нужно", "больше не надо", "больше не нужно", "спам", "spam", "хорош писать", "cease and desist",
    NULL};

/* Phrases of a sentence. A word that ends in * begins so; ... are up to GAP words. These are demands by themselves. */
static const char *const demands[] = {"отпишите меня", "отпиши меня", "отписать меня", "меня отпиш*", "меня отписать",
    "отпис* ... от ... вас", "отпиш* ... от ... рассыл*", "отписать* ... от ... рассыл*", "хоч* ... отписаться",
    "хотел* ... отписаться", "как отписаться", "исключ* ... меня из", "исключ* мо* ... из",
    "исключ* ... из ... рассыл*", "уберите меня", "убрать меня", "убер* ... из ... рассыл*", "убер* мо* ... адрес*",
    "убер* мо* ... почт*", "убер* мо* ... email", "удали* ... из ... рассыл*", "удали* ... из ... списк*",
    "сним* ... с ... рассыл*", "вычерк* ... меня", "вычерк* мо*", "прекрат* ... рассыл*", "прекращ* ... рассыл*",
    "прекрат* ... писать", "прекрат* ... присыл*", "прекрат* ... направл*", "прекрат* ... слать",
    "остановите ... рассыл*", "остановите ... письм*", "перестан* ... писать", "перестан* ... слать",
    "перестан* ... присыл*", "хватит ... писать", "хватит ... слать", "хватит ... присыл*", "хватит ... спам*",
    "отзываю ... соглас*", "отозвать ... соглас*", "отзыв соглас*", "отзыв моего соглас*", "отказ* от ... рассыл*",
    "отказ* от ... реклам*", "отказ* от ... писем", "больше не пишите", "больше не пиши", "больше не писать",
    "больше ... не присыл*", "не подписывал* на", "не давал* ... соглас*", "соглас* на ... рассыл* ... не",
    "соглас* на ... реклам* ... не", "сним* ... с ... подписк*", "отмен* ... подписк*", "отключ* ... рассыл*",
    "отключ* ... подписк*", "выпиш* ... из ... рассыл*", "отказываюсь ... получать", "отказываемся ... получать",
    "оставьте ... в покое", "жалоб* ... в фас", "жалов* ... в фас", "жалоб* ... в роскомнадзор",
    "жалов* ... в роскомнадзор", "стоп рассыл*", "unsubscribe me", "unsubscribe us", "unsubscribe ... from",
    "remove me ... from", "remove us from", "remove from ... list", "remove from ... mailing*",
    "remove my ... from ... list", "off the list", "off your ... list", "take this ... off",
    "убрать ... из ... рассыл*", "снять ... с ... рассыл*", "remove ... from ... mailing*", "take me off",
    "take us off", "take my ... off", "opt me out", "opt out of", "like to opt out", "want to opt out",
    "withdraw ... consent", "revoke ... consent", "object to ... processing", "object to ... marketing",
    "not wish to receive", "not want to receive", "don't want ... receive", "don't wish ... receive",
    "don't want ... emails", "no longer wish ... receive", "no longer wish ... hear", "no longer want ... receive",
    "no longer want ... hear", "no longer want ... email*", "leave me alone", "cancel ... subscription",
    "stop ... subscription", "never signed up", "not sign up for", "didn't sign up", "never subscribed",
    "not subscribe to", "didn't subscribe", "lose my email", "lose my e mail", "lose my address", "lose my number",
    NULL};

/* These are about our letters if the text is short and speaks of nothing else. */
static const char *const phrases[] = {"не пишите", "не пиши", "не хо* ... получать", "не хо* ... видеть ... письм*",
    "не жела* ... получать", "не писать", "не надо ... писать", "не надо ... писем", "не надо ... слать",
    "не надо ... присыл*", "не надо ... рассыл*", "не нужно ... писать", "не нужно ... писем", "не нужно ... слать",
    "не нужно ... присыл*", "не нужно ... рассыл*", "не нужна ... рассыл*", "не присылай*", "не присылать",
    "не отправляйте", "не отправлять", "не шлите", "не слать", "не рассылайте", "не направляйте", "не направлять",
    "не спам*", "не надо ... спам*", "не нужны ... письма", "не нужны ... рассылки", "не нужны ... сообщения",
    "не нужна ... реклама", "не беспокойте", "не беспокоить", "не тревожьте", "не тревожить", "отпишите", "отпиши",
    "отписать", "отписаться", "отписывайте", "это спам", "ваш спам", "достали ... письмами", "достали ... рассыл*",
    "достали ... спамом", "unsubscrib*", "unsubcri*", "unsuscri*", "unsubsri*", "unsub", "opt out", "optout",
    "stop writing", "stop sending", "stop email*", "stop e mail*", "stop mail*", "stop contact*", "stop spam*",
    "stop messag*", "stop bother*", "stop text*", "stop letters", "stop the ... email*", "stop the ... mail*",
    "stop these ... email*", "stop these ... mail*", "stop your ... email*", "never ... email me", "never ... mail me",
    "never ... write me", "do not email", "do not e mail", "do not write me", "do not write to me", "do not contact",
    "do not send me", "do not send ... email*", "do not mail me", "not contact me again", "not contact me anymore",
    "don't email me", "don't e mail me", "don't write me", "don't write to me", "don't contact me", "don't contact us",
    "don't send me", "don't send ... email*", "don't mail me", "dont email*", "dont write*", "dont contact*",
    "dont send me", "never contact me", "no more ... email*", "no more letters", "no more mail*", "no more messages",
    "remove me", "remove us", "remove this email", "remove this e mail", "remove this address", "enough emails",
    "remove my email", "remove my e mail", "remove my address", "interested ... remove", "otpish*", "otpisat*",
    "otpisk*", "ne pishi*", "ne prisyl*", "ne shlite", "ne nado pis*", NULL};

/* Of a sentence with one of these, phrases say something else: what not to send, and when. */
static const char *const about_else[] = {"договор*", "документ*", "курьер*", "счет", "счета", "смет*", "пока", "до",
    "после", "днем", "утром", "вечером", "сегодня", "завтра", "сейчас", "когда", "сколько", "цене", "цену", "отписки",
    "отписку", "передумал*", "кроме", "yet", "until", "tomorrow", "today", "contract*", "invoice*", "husband", "wife",
    "мужу", "жене", "ли", "brochure*", "bank", "before", "after", "отпишите ... по", "отпишите мне", "почему", "why",
    "жду", "ждем", "ждал*", "ключ*", "субсиди*", "вычет*", "вариант*", "стар*", "если", "keys", "parking", "old",
    "вы не звоните", "вы ... не звоните", "вы не пишите", NULL};
/* Of one with these, they may be about one way to reach him, and not about all. */
static const char *const another_way[] = {
    "лучше", "позвоните", "напишите", "пришлите", "присылайте на", "пишите на", "почтой", "instead", NULL};

/* A sentence with one of these tells others how to unsubscribe: it stands below what programs send. */
static const char *const advice[] = {"чтобы", "нажмите", "перейдите", "кликните", "вы можете", "для отписки",
    "если вы не хотите", "если вы больше не", "click", "visit", "you can unsubscribe", "you may unsubscribe",
    "if you no longer", "if you do not wish", "if you don't want", "if you do not want",
    "if you would like to unsubscribe", "if you want to unsubscribe", NULL};

/* He wants to be forgotten as well. */
static const char *const erase_demands[] = {"убер* ... из ... баз*", "убрать ... из ... баз*", "удали* ... из ... баз*",
    "исключ* ... из ... баз*", "вычерк* ... из ... баз*", "стереть ... из ... баз*", "сотрите ... из ... баз*",
    "удали* ... данн*", "уничтож* ... данн*", "сотрите ... данн*", "стереть ... данн*", "убер* мо* ... данн*",
    "удали* меня", "удали* мо* ... номер*", "удали* мо* ... телефон*", "удали* мо* ... почт*", "удали* мо* ... адрес*",
    "удали* мо* ... email", "удали* мо* ... контакт*", "удали* мо* ... карточк*", "удали* мо* ... анкет*",
    "прекрат* ... обработк* ... данн*", "забудьте ... обо мне", "забудьте меня", "забудьте мо* ... адрес*",
    "забудьте мо* номер", "право на забвение", "delete ... data", "delete ... information", "delete ... details",
    "delete ... records", "delete me", "delete my account", "delete my email", "delete my e mail", "delete my address",
    "delete my number", "erase ... data", "erase ... information", "erase my", "erase me", "destroy ... data",
    "forget me", "to be forgotten", "be erased", "remove ... data", "remove my ... details",
    "remove my ... information", "remove all ... information", "remove me ... from ... database",
    "remove us from ... database", NULL};

/* Lines that programs put below, and where a letter ends. */
static const char *const footers[] = {"отправлено с ", "отправлено из ", "отправлено через ", "sent from ", "sent via ",
    "sent with ", "get outlook", "скачать outlook", "загрузить outlook", "получить outlook", NULL};
static const char *const farewells[] = {"с уважением", "best regards", "kind regards", "regards", "sincerely",
    "всего доброго", "всего хорошего", "хорошего дня", NULL};

static const char *const polite[] = {"пожалуйста", "плиз", "спасибо", "please", "pls", "plz", "thanks", "thx", "прошу",
    "здравствуйте", "привет", "hello", "hi", "уже", "ну", "просто", "just", "kindly", NULL};

static bool starts(const char *text, size_t length, const char *const *list)
{
	for (; *list; list++)
		if (length >= strlen(*list) && strncmp(text, *list, strlen(*list)) == 0)
			return true;
	return false;
}

/* Letters of one alphabet that stand for the other's: Cтоп with a Latin C. */
static uint32_t twin(uint32_t code)
{
	static const char latin[] = "aceopxyktmbh";
	static const uint16_t cyrillic[] = {
	    0x430, 0x441, 0x435, 0x43E, 0x440, 0x445, 0x443, 0x43A, 0x442, 0x43C, 0x432, 0x43D};
	const char *at = code && code < 0x80 ? strchr(latin, (int)code) : NULL;
	return at ? cyrillic[at - latin] : code;
}

/* The word at the end of ${out}, from ${begin} on: left out if polite, of one alphabet. */
static void end_word(struct buf *out, size_t begin)
{
	struct buf word = {0};
	bool latin = false, cyrillic = false;
	if (out->failed || out->length == begin)
		return;
	for (const char *at = out->text + begin; *at;) {
		uint32_t code = utf8_next(&at);
		latin = latin || (code >= 'a' && code <= 'z');
		cyrillic = cyrillic || (code >= 0x430 && code <= 0x44F);
		utf8_put(&word, twin(code));
	}
	if (latin && cyrillic && !word.failed) {
		out->length = begin;
		buf_put(out, word.text);
	}
	if (text_is_among(out->text + begin, polite)) {
		out->length = begin;
		out->text[begin] = '\0';
	} else {
		buf_char(out, ' ');
	}
	out->failed = out->failed || word.failed;
	buf_free(&word);
}

static void end_sentence(struct buf *out)
{
	if (out->failed || !out->length)
		return;
	if (out->text[out->length - 1] == ' ')
		out->text[--out->length] = '\0';
	if (out->length && out->text[out->length - 1] != '\n')
		buf_char(out, '\n');
}

/* The words of a folded line, with single blanks between; a sentence ends with \n. */
static void put_sentences(struct buf *out, const char *folded, bool commas)
{
	size_t begin = out->length;
	for (const char *at = folded; *at;) {
		const char *from = at;
		uint32_t code = utf8_next(&at);
		bool letter = (code >= 'a' && code <= 'z') || (code >= '0' && code <= '9') || code == '\'' ||
		              (code >= 0xC0 && code < 0x2000 && code != 0xD7) || (code >= 0x3040 && code < 0xFE00);
		if (letter) {
			buf_add(out, from, (size_t)(at - from));
			continue;
		}
		if (code == 0x2019) {
			buf_char(out, '\'');
			continue;
		}
		end_word(out, begin);
		if (commas && (code == ',' || code == 0x2013 || code == 0x2014))
			buf_put(out, ", ");
		if (code == 0x1F6D1)
			buf_put(out, "стоп ");
		if (code < 0x80 && strchr(".!?;:", (int)code))
			end_sentence(out);
		begin = out->length;
	}
	end_word(out, begin);
	end_sentence(out);
}

/* Lines that are quoted are left out. With ${commas} they are words of their own, as dashes are. */
static void put_words(struct buf *out, const char *text, bool commas)
{
	struct buf line = {0}, folded = {0};
	while (text && *text) {
		size_t length = strcspn(text, "\n");
		buf_clear(&line);
		buf_clear(&folded);
		buf_add(&line, text, length);
		casefold_put(&folded, line.text ? line.text : "");
		const char *words = folded.text ? folded.text : "";
		if (out->length && starts(words, folded.length, farewells))
			break;
		if (*words != '>' && !starts(words, folded.length, footers))
			put_sentences(out, words, commas);
		text += length + (text[length] == '\n');
	}
	out->failed = out->failed || line.failed || folded.failed;
	buf_free(&line);
	buf_free(&folded);
}

/* Do words from ${at} on follow ${phrase}? Both are parted by single blanks; a sentence ends at \n. */
static bool follows(const char *at, const char *phrase)
{
	static const char gap[] = "... ";
	if (strncmp(phrase, gap, strlen(gap)) == 0) {
		for (int i = 0; i <= GAP; i++) {
			if (follows(at, phrase + strlen(gap)))
				return true;
			at += strcspn(at, " \n");
			if (*at++ != ' ')
				return false;
		}
		return false;
	}
	size_t length = strcspn(phrase, " "), word = strcspn(at, " \n");
	bool begins = phrase[length - 1] == '*', last = !phrase[length];
	if (strncmp(at, phrase, length - begins) != 0 || (begins ? word < length - 1 : word != length))
		return false;
	return last || (at[word] == ' ' && follows(at + word + 1, phrase + length + 1));
}

/* In the sentence at ${sentence}. */
static bool has_one_of(const char *sentence, const char *const *list)
{
	for (; *list; list++)
		for (const char *at = sentence;; at++) {
			if (follows(at, *list))
				return true;
			at += strcspn(at, " \n");
			if (*at != ' ')
				break;
		}
	return false;
}

static bool is_sentence(const char *sentence, const char *const *list)
{
	size_t length = strcspn(sentence, "\n");
	for (; *list; list++)
		if (strlen(*list) == length && strncmp(sentence, *list, length) == 0)
			return true;
	return false;
}

/* Not even a demand is meant of these. */
static const char *const no_letters[] = {"keys", "parking", "ключ*", "парковк*", NULL};

/* Of one sentence, in a text of ${size} bytes. *${soft} is set where it may be about one way to reach him. */
static enum mail_wish sentence_wish(const char *sentence, size_t size, bool *soft)
{
	if (has_one_of(sentence, advice))
		return WISH_NONE;
	if (size <= LONG && has_one_of(sentence, erase_demands))
		return WISH_ERASED;
	if (size <= LONG && has_one_of(sentence, demands) && !has_one_of(sentence, no_letters))
		return WISH_STOP;
	if (size > SHORT)
		return WISH_NONE;
	if (is_sentence(sentence, stop_sentences))
		return WISH_STOP;
	if (has_one_of(sentence, about_else) || has_one_of(sentence, another_way) || !has_one_of(sentence, phrases))
		return WISH_NONE;
	*soft = true;
	return WISH_STOP;
}

/* The greatest wish of ${text}, sentences parted by \n; *${soft}: by phrases alone. */
static enum mail_wish text_wish(const char *text, bool *soft)
{
	size_t size = strlen(text);
	enum mail_wish wish = WISH_NONE;
	bool only = strchr(text, '\n') == text + size - 1;
	bool hard = false;
	*soft = false;
	if (only && is_sentence(text, stop_texts))
		return WISH_STOP;
	for (const char *at = text; *at; at += strcspn(at, "\n"), at += *at == '\n') {
		bool by_phrase = false;
		enum mail_wish said = sentence_wish(at, size, &by_phrase);
		hard = hard || (said != WISH_NONE && !by_phrase);
		wish = said > wish ? said : wish;
	}
	*soft = wish == WISH_STOP && !hard;
	return wish;
}

static bool is_about_else(const char *sentence)
{
	return has_one_of(sentence, about_else) || has_one_of(sentence, advice);
}

#define FEW_WORDS 3 /* beside a wish: a greeting, a name */

/* Who says so as well, in however few words, waits for an answer. */
static const char *const inquiries[] = {"интерес*", "нужн* ... квартир*", "нужна", "нужен", "хочу", "хотим", "хотел*",
    "ищу", "ищем", "подбер*", "подскаж*", "сколько", "куплю", "купить", "цен*", "стоимость", "прайс*", "планировк*",
    "ипотек*", "запишите", "забронир*", "двушк*", "трешк*", "однушк*", "студи*", "квартир*", "interested", "looking",
    "price*", "quote", "how much", "i need", "we need", "i want to", "would like to", "buy", NULL};

static bool asks_something(const char *text)
{
	bool asks = false;
	for (const char *at = text; *at && !asks; at += strcspn(at, "\n"), at += *at == '\n')
		asks = has_one_of(at, inquiries);
	return asks;
}

/* Where nothing refuses all: which ways to reach him does a short text refuse? ${question}: there is a sign of one. */
static void find_channels(const char *text, bool soft, bool question, struct mail_wishes *wishes)
{
	if (strlen(text) > SHORT || wishes->wish == WISH_ERASED || (wishes->wish == WISH_STOP && !soft))
		return;
	struct mail_channels channels = mail_channels_read(text, is_about_else);
	if (channels.all)
		wishes->wish = WISH_STOP;
	else if (channels.refused)
		*wishes = (struct mail_wishes){WISH_CHANNELS, channels.refused,
		    channels.other_words > FEW_WORDS ||
		        (channels.other_words > 0 && (question || asks_something(text)))};
	else if (channels.instead)
		wishes->wish = WISH_NONE;
}

static const char *without_marks(const char *subject)
{
	static const char *const marks[] = {"re\n", "fwd\n", "fw\n", "ответ\n", "на\n", "отв\n", NULL};
	for (int i = 0; marks[i];)
		if (strncmp(subject, marks[i], strlen(marks[i])) == 0) {
			subject += strlen(marks[i]);
			i = 0;
		} else {
			i++;
		}
	return subject;
}

/* Of a subject alone only what is all of it counts, unless there is no text. */
static enum mail_wish subject_wish(const char *subject, bool alone)
{
	bool only = strchr(subject, '\n') == subject + strlen(subject) - 1;
	bool soft;
	enum mail_wish wish = text_wish(subject, &soft);
	return alone || wish == WISH_ERASED ||
	               (only && (is_sentence(subject, stop_sentences) || is_sentence(subject, stop_texts)))
	           ? wish
	           : WISH_NONE;
}

enum status mail_unsubscribes(struct crm *crm, const struct incoming *letter, bool *is)
{
	const struct message *message = &letter->message;
	struct buf subject = {0};
	if (letter->person && message->delivery == DELIVERY_NONE && (!message->text || strlen(message->text) <= SHORT))
		put_words(&subject, message->subject, false);
	const char *about = subject.text ? subject.text : "";
	*is = strchr(about, '\n') && !strchr(about, '\n')[1] && is_sentence(about, stop_sentences);
	bool failed = subject.failed;
	buf_free(&subject);
	return failed ? why_memory(&crm->why) : CRM_OK;
}

enum status mail_wish(struct crm *crm, const struct incoming *letter, struct mail_wishes *wishes)
{
	struct buf text = {0}, subject = {0}, clauses = {0};
	bool soft;
	*wishes = (struct mail_wishes){WISH_NONE, 0, false};
	put_words(&text, letter->message.text, false);
	put_words(&subject, letter->message.subject, false);
	const char *said = text.text ? text.text : "", *about = without_marks(subject.text ? subject.text : "");
	enum mail_wish by_text = text_wish(said, &soft), by_subject = subject_wish(about, !*said);
	put_words(&clauses, *said ? letter->message.text : letter->message.subject, true);
	wishes->wish = by_text;
	if (clauses.text)
		find_channels(
		    clauses.text, soft, strchr(*said ? letter->message.text : letter->message.subject, '?'), wishes);
	if (by_subject > wishes->wish)
		*wishes = (struct mail_wishes){by_subject, 0, false};
	bool failed = text.failed || subject.failed || clauses.failed;
	buf_free(&text);
	buf_free(&subject);
	buf_free(&clauses);
	return failed ? why_memory(&crm->why) : CRM_OK;
}
