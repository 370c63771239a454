#include "post/mail_read/machine_words.h"

#include "base/text/casefold.h"

#define LOCAL_MOST 128
#define WORDS_MOST 24

/* Anywhere in the name of a box, what parts its words left out: sc-noreply, noreply-dmarc-support. */
static const char *const anywhere[] = {"noreply", "noreplies", "donotreply", "dontreply", "neverreply", "notreply",
    "noresponse", "donotrespond", "noanswer", "donotanswer", "unattended", "unmonitored", "notmonitored", "neotvechat",
    "neotvechay", "neotvechaite", "neotvechayte", "неотвечать", "неотвечайте", "nichtantworten", "keineantwort",
    "noresponder", "noresponda", "norespondas", "nonrispondere", "nepasrepondre", "naoresponda", "nieodpowiadaj",
    "nevidpovidaty", "mailerdaemon", "postmaster", "bounce", "bounces", "notification", "notifications", "autoreply",
    "autoconfirm", "noreplay", "mailrobot", "autoresponder", "autoresponse", "automailer", "newsletter", "newsletters",
    "dmarc", "dmarcreport", "dmarcreports", "tlsrpt", NULL};

/* The whole name of a box, digits and what stands behind + left out. */
static const char *const whole[] = {"notify", "notifier", "notice", "notices", "alert", "alerts", "robot", "bot",
    "invitations", "accountupdate", "news", "promo", "promotions", "offers", "updates", "mailer", "mailing", "mailings",
    "rassylka", "rassylki", "podpiska", "subscription", "subscriptions", "digest", "wordpress", "wwwdata", "apache",
    "nginx", "httpd", "nobody", "root", "cron", "crond", "daemon", "listserv", "majordomo", "mailman", "scanner",
    "scan", "printer", "backup", "backups", "system", "server", "nagios", "zabbix", "monitoring", "uucp", NULL};

/* What stands glued behind noreply. */
static const char *const behind[] = {"mail", "email", "bot", "robot", "service", "services", "support", "info",
    "sender", "system", "site", "shop", "admin", "team", "dmarc", "report", "reports", "billing", "order", "orders",
    "help", "crm", "web", "message", "messages", "news", "notify", "notification", "notifications", "reply", NULL};

/* ${one}: it is a word by itself, and noreply may be its end as well. */
static bool is_word_of_noreply(const char *word, bool one)
{
	static const char *const roots[] = {"noreply", "donotreply", NULL};
	size_t length = strlen(word);
	for (int i = 0; roots[i]; i++) {
		size_t n = strlen(roots[i]);
		if (one && length > n && strcmp(word + length - n, roots[i]) == 0)
			return true;
		if (length > n && strncmp(word, roots[i], n) == 0 && text_is_among(word + n, behind))
			return true;
	}
	return false;
}

/* ${name}: words parted by NUL, ${n} of them. Words that follow each other may be one: do-not-reply. */
static bool has_word_of_program(const char *const *words, int n)
{
	char joined[LOCAL_MOST + 1];
	for (int i = 0; i < n; i++) {
		joined[0] = '\0';
		for (int j = i; j < n && j < i + 4 && strlen(joined) + strlen(words[j]) < sizeof joined; j++) {
			strncat(joined, words[j], sizeof joined - strlen(joined) - 1);
			if (text_is_among(joined, anywhere) || is_word_of_noreply(joined, i == j))
				return true;
		}
	}
	return false;
}

/* The words of ${length} bytes: letters parted by anything else. */
static int part_words(char *text, size_t length, const char **words)
{
	int n = 0;
	for (size_t i = 0; i < length; i++) {
		bool letter = (text[i] >= 'a' && text[i] <= 'z') || (unsigned char)text[i] >= 0x80;
		bool before = i > 0 && text[i - 1] != '\0';
		if (letter && !before && n < WORDS_MOST)
			words[n++] = text + i;
		if (!letter)
			text[i] = '\0';
	}
	return n;
}

static bool is_box_of_program(const char *local, size_t length)
{
	char copy[LOCAL_MOST + 1], *plus;
	const char *words[WORDS_MOST] = {NULL};
	length = length < LOCAL_MOST ? length : LOCAL_MOST;
	memcpy(copy, local, length);
	copy[length] = '\0';
	int n_words = part_words(copy, length, words);
	if (has_word_of_program(words, n_words))
		return true;
	memcpy(copy, local, length);
	if ((plus = strpbrk(copy, "+=")))
		*plus = '\0';
	size_t n = 0;
	for (const char *s = copy; *s; s++)
		if (!strchr("-_.0123456789", *s))
			copy[n++] = *s;
	copy[n] = '\0';
	return text_is_among(copy, whole);
}

bool machine_address(const char *address)
{
	static const char *const labels[] = {
	    "noreply", "no-reply", "donotreply", "do-not-reply", "bounce", "bounces", NULL};
	const char *at = strchr(address, '@');
	size_t local = at ? (size_t)(at - address) : strlen(address);
	if (is_box_of_program(address, local))
		return true;
	for (const char *s = at ? at + 1 : ""; *s;) {
		char label[32];
		size_t n = strcspn(s, ".");
		if (n < sizeof label) {
			memcpy(label, s, n);
			label[n] = '\0';
			if (text_is_among(label, labels))
				return true;
		}
		s += n + (s[n] == '.');
	}
	return false;
}

/* How subjects of automatic answers begin; no person begins so. Folded. */
static const char *const automatic[] = {"[автоответ", "[auto", "[out of office", "outofoffice", "ответ автоответчика",
    "уведомление об отпуске", "уведомление об отсутствии", "сообщение об отсутствии", "сообщение об отпуске",
    "ваше письмо получено", "ваше сообщение получено", "мы получили ваше письмо", "мы получили ваше сообщение",
    "ваше обращение зарегистрировано", "ваше обращение принято", "ваше письмо зарегистрировано",
    "спасибо за ваше обращение", "we have received your", "we received your", "your request has been received",
    "your message has been received", "thank you for contacting",
    "прочитано:", "не прочитано:", "read:", "not read:", "автоответ", "авто-ответ", "авто ответ",
    "автоматический ответ", "автоматическое сообщение", "автоматическое уведомление", "отсутствие на рабочем месте",
    "отсутствие в офисе", "отсутствие на работе", "отсутствую на рабочем месте", "отсутствую в офисе",
    "уведомление об отсутствии", "automatic reply", "automatic response", "automated reply", "automated response",
    "auto reply", "auto-reply", "autoreply", "auto response", "auto-response", "autoresponse", "auto:", "[auto-reply]",
    "[autoreply]", "out of office", "out-of-office", "out of the office", "ooo:", "ooo re:", "[ooo]", "vacation reply",
    "vacation response", "vacation notice", "automatische antwort", "automatische rückmeldung", "abwesenheit",
    "ich bin nicht im büro", "réponse automatique", "reponse automatique", "absence du bureau", "absent du bureau",
    "message d'absence", "notification d'absence", "respuesta automática", "respuesta automatica",
    "contestación automática", "fuera de la oficina", "fuera de oficina", "risposta automatica", "fuori sede",
    "fuori ufficio", "assente dall'ufficio", "automatyczna odpowiedź", "odpowiedź automatyczna", "autoodpowiedź",
    "autoresponder", "poza biurem", "автоматична відповідь", "автовідповідь", "автовідповідач", "поза офісом",
    "otomatik yanıt", "otomatik cevap", "ofis dışında", "ofis dışındayım", "автоматты жауап", "автожауап",
    "кеңседен тыс", "кеңседе жоқ", "自动回复", "自動回覆", "自動回复", "自动答复", "自動答覆", "不在办公室",
    "不在辦公室", "resposta automática", "resposta automatica", "fora do escritório", "ausência do escritório",
    "automatisch antwoord", "afwezigheid", "automatická odpověď", "automatická odpoveď", "automatické odpovědi",
    "mimo kancelář", "automatiskt svar", "automatisk svar", "autosvar", "frånvaromeddelande", "fraværsmelding",
    "automaattinen vastaus", "poissaoloilmoitus", "automatikus válasz", "házon kívül", "răspuns automat",
    "автоматичен отговор", "аўтаматычны адказ", "automātiskā atbilde", "automatinis atsakymas", "automaatvastus",
    "ავტომატური პასუხი", "ավտոմատ պատասխան", "avtomatik cavab", "avtomatik javob", "自動応答", "自動返信", "不在通知",
    "자동 회신", "부재중", "trả lời tự động", "رد تلقائي", "מענה אוטומטי", "αυτόματη απάντηση", NULL};

/* How people begin such a subject, and others too. */
static const char *const absent[] = {"отсутствую", "отсутствие", "нет на работе", "нет на месте", "нет в офисе",
    "меня нет в офисе", "меня нет на работе", "вне офиса", "вне работы", "не в офисе", "я в отпуске", "в отпуске",
    "отпуск", "нахожусь в отпуске", "нахожусь в командировке", "ушел в отпуск", "ушла в отпуск", "на больничном",
    "больничный", "в командировке", "командировка", "в декрете", "декретный отпуск", "уволился", "уволилась",
    "больше не работаю", "больше не работаю в компании", "больше не работаю здесь", "сотрудник уволен",
    "я на больничном", "меня нет на рабочем месте", "меня нет на месте", "отсутствие на рабочем месте",
    "away from office", "i am currently out of the office", "i'm currently out of the office",
    "currently out of the office", "i have left the company", "i no longer work", "holiday notice", "away",
    "away from my desk", "away from the office", "i am away", "i'm away", "i am out of the office",
    "i'm out of the office", "on vacation", "on holiday", "on leave", "on annual leave", "annual leave", "vacation",
    "holiday", "holidays", "maternity leave", "business trip", "on business trip", "urlaub", "im urlaub", "außer haus",
    "nicht im büro", "abwesend", "en vacances", "vacances", "congés", "en congé", "en congés", "absent", "absence",
    "vacaciones", "de vacaciones", "ausente", "ausencia", "ferie", "in ferie", "in vacanza", "assente", "assenza",
    "urlop", "na urlopie", "nieobecny", "nieobecna", "nieobecność", "у відпустці", "я у відпустці", "відпустка",
    "відсутній", "відсутня", "немає на роботі", "izinde", "izindeyim", "izinliyim", "tatildeyim", "демалыстамын",
    "демалыста", "іссапарда", "休假", "年假", "外出", "出差", "不在", "em férias", "férias", "op vakantie", "afwezig",
    "na dovolené", "dovolená", "semester", "poissa", NULL};

/* What may follow there: until when, or from which day on. */
static const char *const until[] = {
    "до", "until", "till", "bis", "jusqu'au", "hasta", "fino", "do", "re", "fw", "дейін", NULL};
static const char *const from_day[] = {"с", "со", "по", "на", "from", "to", "through", "vom", "von", "ab", "du", "au",
    "del", "desde", "dal", "al", "od", "від", "з", NULL};

static const char *const undelivered[] = {"undelivered mail", "undeliverable", "undelivered:", "mail delivery failed",
    "mail delivery failure", "delivery status notification", "delivery failure", "delivery failed",
    "delivery has failed", "delivery notification", "failure notice", "returned mail", "mail system error",
    "message could not be delivered", "could not deliver", "message undeliverable", "nondeliverable", "non-delivery",
    "returned to sender", "недоставленное сообщение", "недоставленное письмо", "недоставлено", "не доставлено",
    "не доставлено:", "письмо не доставлено", "сообщение не доставлено", "ваше сообщение не доставлено",
    "ваше письмо не доставлено", "не удалось доставить", "невозможно доставить", "ошибка доставки", "сбой доставки",
    "ошибка при доставке", "доставка не удалась", "уведомление о недоставке", "уведомление о невозможности доставки",
    "уведомление о состоянии доставки", "уведомление о статусе доставки", "уведомление о доставке",
    "отчет о недоставке", "отчет о доставке", "возврат письма", "возвращенное письмо", "статус доставки",
    "недоставлене", "не доставлено", "unzustellbar", "nicht zustellbar", "échec de la remise", "échec de la livraison",
    "non remis", "no se puede entregar", "mancato recapito", "niedostarcz", "teslim edilemedi", NULL};

static const char *const reports[] = {"report domain:", "[preview] report domain", "dmarc aggregate report",
    "dmarc report", "отчет dmarc", "tls report", "smtp tls report", "cron <", "anacron job", "logwatch for",
    "abuse report", NULL};

static const char *const mailing[] = {"unsubscribe", "opt out", "opt-out", "отписаться", "отписка", "отпишитесь",
    "отказаться от рассылки", "отказаться от получения", "управление подпиской", "настройки подписки",
    "вы получили это письмо", "вы получили это сообщение", "view in browser", "view this email in", "view online",
    "открыть в браузере", "посмотреть в браузере", "веб-версия", "web version", "manage preferences",
    "you received this email because", "you are receiving this", NULL};

static const char *const person[] = {"меня зовут", "я хочу", "мы хотим", "хочу купить", "хочу посмотреть",
    "хочу узнать", "хочу записаться", "хотим купить", "хотим посмотреть", "хотел бы", "хотела бы", "хотели бы",
    "меня интересует", "нас интересует", "меня интересуют", "подскажите", "скажите, пожалуйста", "скажите пожалуйста",
    "сколько стоит", "сколько будет стоить", "какая цена", "есть ли", "можно ли", "когда можно", "как записаться",
    "ищу ", "ищем ", "мне нуж", "нам нуж", "куплю ", "перезвоните", "мой телефон", "мой номер", "жду звонка",
    "жду ответа", "ответьте, пожалуйста", "my name is", "my phone", "i am looking", "i'm looking", "we are looking",
    "i want", "i would like", "i'd like", "how much is", "how much does", "do you have", "could you", "can you",
    "is it possible", "please call", "call me", "i am interested", "i'm interested", NULL};

static const char *begun_with(const char *text, const char *const *list)
{
	const char *longest = NULL;
	for (; *list; list++)
		if (strncmp(text, *list, strlen(*list)) == 0 && (!longest || text + strlen(*list) > longest))
			longest = text + strlen(*list);
	return longest;
}

/* Is a subject at an end at ${rest}, but for until when? */
static bool says_no_more(const char *rest)
{
	char word[24] = "";
	if (*rest && !strchr(" :.,!()/-", *rest) && strncmp(rest, "–", 3) != 0 && strncmp(rest, "—", 3) != 0)
		return false;
	while (*rest && (strchr(" :.,!()/-", *rest) || strncmp(rest, "–", 3) == 0 || strncmp(rest, "—", 3) == 0))
		rest += (unsigned char)*rest < 0x80 ? 1 : 3;
	size_t n = strcspn(rest, " :.,!()");
	if (n < sizeof word)
		memcpy(word, rest, n);
	const char *next = rest + n + strspn(rest + n, " ");
	bool day = (*rest >= '0' && *rest <= '9') || (text_is_among(word, from_day) && *next >= '0' && *next <= '9');
	return !*rest || day || text_is_among(word, until);
}

static const char *folded(struct buf *room, const char *text, bool *failed)
{
	casefold_put(room, text ? text : "");
	*failed = *failed || room->failed;
	return room->text && !room->failed ? room->text : "";
}

/* In a line that is not quoted. */
static bool has_question(const char *text)
{
	for (const char *line = text; line && *line; line += strcspn(line, "\n"), line += *line == '\n') {
		const char *begin = line + strspn(line, " \t");
		size_t length = strcspn(begin, "\n");
		if (*begin != '>' && (memchr(begin, '?', length) || memmem(begin, length, "？", 3)))
			return true;
	}
	return false;
}

bool machine_absence(const char *subject, const char *text, bool told, bool *failed)
{
	struct buf room = {0};
	const char *about = folded(&room, subject, failed), *rest = begun_with(about, absent);
	bool asks = has_question(text);
	bool is = begun_with(about, automatic) || (rest && (told || (says_no_more(rest) && !asks)));
	buf_free(&room);
	return is;
}

static bool begins(const char *subject, const char *const *list, bool *failed)
{
	struct buf room = {0};
	bool is = begun_with(folded(&room, subject, failed), list) != NULL;
	buf_free(&room);
	return is;
}

bool machine_undelivered(const char *subject, bool *failed)
{
	return begins(subject, undelivered, failed);
}

bool machine_report(const char *subject, bool *failed)
{
	return begins(subject, reports, failed);
}

static bool has(const char *text, const char *const *list, bool *failed)
{
	struct buf room = {0};
	const char *all = folded(&room, text, failed);
	bool is = false;
	for (int i = 0; list[i] && !is; i++)
		is = strstr(all, list[i]) != NULL;
	buf_free(&room);
	return is;
}

bool machine_mailing(const char *text, bool *failed)
{
	return has(text, mailing, failed);
}

bool machine_person(const char *text, bool *failed)
{
	return has(text, person, failed);
}
