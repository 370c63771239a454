/* Words for the end of a deal. All are folded: lower case, ё as е. One that ends in * begins so. */
#include "book/records/outcome.h"

#include "base/text/casefold.h"

static const char *const won_words[] = {"won", "win", "closedwon", "выигр*", "успешн*", "успех*", "побед*",
    "реализован*", "заключен*", "состоял*", "продан*", "подписан*", "142", "sold", "bought", "purchased", "купил*",
    "куплен*", "signed", "successful", "successfully", "success", NULL};
static const char *const lost_words[] = {"lost", "lose", "loss", "closedlost", "apology", "проигр*", "провал*",
    "неуспешн*", "неудач*", "нереализован*", "несостоял*", "отказ*", "потер*", "упущен*", "отмен*", "отклонен*",
    "аннулирован*", "расторгнут*", "сорвал*", "слит", "слита", "слив", "cancelled", "canceled", "declined", "rejected",
    "abandoned", "dead", "unsuccessful*", "failed", "failure", "143", NULL};
static const char *const disqualified_words[] = {"junk", "spam", "спам", "мусор*", "брак", "бракован*", "некачествен*",
    "unqualified", "disqualif*", "дисквалиф*", "нецелев*", "дубль", "дубли*", "duplicate*", "trash", "garbage", "bad",
    "отсеян*", NULL};
static const char *const closed_words[] = {
    "closed", "close", "закрыт*", "завершен*", "completed", "complete", "finished", "архив*", "archived", NULL};
static const char *const open_words[] = {"open", "opened", "открыт*", "new", "нов*", "в", "работе", "процесс*", "in",
    "progress", "process", "working", "active", "активн*", "обработ*", "необработан*", "неразобран*", "contacted",
    "attempted", "attempting", "to", "contact", "converted", "сконвертир*", "nurturing", "pending", "connected",
    "inprocess", "processed", "future", "pre", NULL};
/* With "not" before them somebody is none of ours. */
static const char *const fit_words[] = {"qualified", "целев*", "качествен*", "квалифиц*", NULL};
static const char *const not_words[] = {"не", "нет", "not", "no", "без", NULL};
/* These say nothing by themselves. */
static const char *const fillers[] = {"сделк*", "лид*", "lead", "leads", "deal", "deals", "opportunity", "клиент*",
    "customer", "client", "by", "заявк*", "обращени*", "договор*", "продаж*", "sale", "и", "and", "the", "is", "was",
    "статус", "стадия", "status", "stage", "contract", "анализ", "причин*", "analyze", "analyse", "analysis", "of",
    NULL};

enum { SAYS_NOT, SAYS_DISQUALIFIED, SAYS_LOST, SAYS_WON, SAYS_CLOSED, SAYS_FIT, SAYS_OPEN, SAYS_FILLER, SAYS };

static const char *const *const lists[SAYS] = {[SAYS_NOT] = not_words,
    [SAYS_DISQUALIFIED] = disqualified_words,
    [SAYS_LOST] = lost_words,
    [SAYS_WON] = won_words,
    [SAYS_CLOSED] = closed_words,
    [SAYS_FIT] = fit_words,
    [SAYS_OPEN] = open_words,
    [SAYS_FILLER] = fillers};

static bool is_word(const char *word, size_t length, const char *listed)
{
	size_t wanted = strlen(listed);
	bool begins = listed[wanted - 1] == '*';
	wanted -= begins;
	return strncmp(word, listed, wanted) == 0 && (begins ? length >= wanted : length == wanted);
}

/* What a word says; -1: something else. A pipeline's number before Bitrix24's codes (C1:WON) is none. */
static int says(const char *word, size_t length)
{
	if (length > 1 && *word == 'c' && strspn(word + 1, "0123456789") == length - 1)
		return SAYS_FILLER;
	for (int list = 0; list < SAYS; list++)
		for (const char *const *listed = lists[list]; *listed; listed++)
			if (is_word(word, length, *listed))
				return list;
	return -1;
}

enum outcome outcome_read(const char *text)
{
	static const char apart[] = " \t_-:;,./|()[]\"'!";
	bool said[SAYS] = {false};
	for (text += strspn(text, apart); *text; text += strspn(text, apart)) {
		size_t length = strcspn(text, apart);
		int what = says(text, length);
		/* "Closed Lost to Competition": what stands behind such an end only says more of it. */
		if (what < 0 && said[SAYS_CLOSED] && (said[SAYS_LOST] || said[SAYS_WON]))
			break;
		if (what < 0)
			return OUTCOME_UNKNOWN;
		said[what] = true;
		text += length;
	}
	if (said[SAYS_DISQUALIFIED] || (said[SAYS_NOT] && said[SAYS_FIT]))
		return OUTCOME_DISQUALIFIED;
	/* "Closed - Not Converted" is lost; what is not closed is open. */
	if (said[SAYS_LOST] || (said[SAYS_NOT] && (said[SAYS_WON] || (said[SAYS_CLOSED] && said[SAYS_OPEN]))))
		return OUTCOME_LOST;
	if (said[SAYS_WON])
		return OUTCOME_WON;
	if (said[SAYS_CLOSED])
		return said[SAYS_NOT] ? OUTCOME_OPEN : OUTCOME_CLOSED;
	return said[SAYS_OPEN] || said[SAYS_FIT] ? OUTCOME_OPEN : OUTCOME_UNKNOWN;
}

/* Other words for reasons that the packs bring; keys of casefold_key_put. */
static const struct {
	const char *word, *reason;
} usual[] = {{"высокаяцена", "price"}, {"цена", "price"}, {"неустроилацена", "price"}, {"слишкомдорого", "price"},
    {"дорогодляклиента", "price"}, {"дорого", "price"}, {"expensive", "price"}, {"tooexpensive", "price"},
    {"highprice", "price"}, {"конкурент", "competitor"}, {"ушелкконкурентам", "competitor"},
    {"ушликконкурентам", "competitor"}, {"выбралконкурента", "competitor"}, {"выбралидругого", "competitor"},
    {"wenttocompetitor", "competitor"}, {"lostcompetitor", "competitor"}, {"chosecompetitor", "competitor"},
    {"неотвечает", "no_answer"}, {"недозвонились", "no_answer"}, {"недозвон", "no_answer"},
    {"пересталотвечать", "no_answer"}, {"невыходитнасвязь", "no_answer"}, {"doesntanswer", "no_answer"},
    {"noresponse", "no_answer"}, {"noanswer", "no_answer"}, {"stoppedanswering", "no_answer"},
    {"stoppedresponding", "no_answer"}, {"wenttorivals", "competitor"}, {"unresponsive", "no_answer"},
    {"передумал", "changed_mind"}, {"клиентпередумал", "changed_mind"}, {"changeddecision", "changed_mind"},
    {"несейчас", "timing"}, {"позже", "timing"}, {"отложилпокупку", "timing"}, {"badtiming", "timing"},
    {"notnow", "timing"}, {"неустроилиусловия", "location"}, {"местоположение", "location"},
    {"отказвипотеке", "mortgage_denied"}, {"неодобрилиипотеку", "mortgage_denied"}, {"нетдвижения", "stale"},
    {"спам", "spam"}, {"дубль", "duplicate"}, {"дубликат", "duplicate"}, {"неверныйномер", "wrong_number"},
    {"неправильныйномер", "wrong_number"}, {"ошибсяномером", "wrong_number"}, {"invalidnumber", "wrong_number"},
    {"нецелевой", "not_target"}, {"нецелевойклиент", "not_target"}, {"нецелевойлид", "not_target"},
    {"nontarget", "not_target"}, {"nottarget", "not_target"}, {"nottargetaudience", "not_target"},
    {"unqualified", "not_target"}, {"toopricey", "price"}, {"pricey", "price"}, {"pricetoohigh", "price"},
    {"priceistoohigh", "price"}, {"pricing", "price"}, {"дорогаяцена", "price"}, {"оченьдорого", "price"},
    {"ценавысокая", "price"}, {"неустраиваетцена", "price"}, {"дорогая", "price"}, {"losttocompetitor", "competitor"},
    {"losttocompetition", "competitor"}, {"competition", "competitor"}, {"competitors", "competitor"},
    {"конкуренты", "competitor"}, {"ушелкконкуренту", "competitor"}, {"ушликконкуренту", "competitor"},
    {"выбраликонкурента", "competitor"}, {"выбраликонкурентов", "competitor"}, {"купилуконкурента", "competitor"},
    {"купилуконкурентов", "competitor"}, {"купилиуконкурентов", "competitor"}, {"купилудругих", "competitor"},
    {"купилвдругомместе", "competitor"}, {"boughtelsewhere", "competitor"}, {"неберуттрубку", "no_answer"},
    {"неберетрубку", "no_answer"}, {"небереттрубку", "no_answer"}, {"нетответа", "no_answer"},
    {"нетсвязи", "no_answer"}, {"неудалосьсвязаться", "no_answer"}, {"неотвечаетназвонки", "no_answer"},
    {"unreachable", "no_answer"}, {"передумали", "changed_mind"}, {"передумалпокупать", "changed_mind"},
    {"передумала", "changed_mind"}, {"changedmind", "changed_mind"}, {"changedhismind", "changed_mind"},
    {"changedtheirmind", "changed_mind"}, {"отложил", "timing"}, {"отложили", "timing"}, {"отложенапокупка", "timing"},
    {"покупкаотложена", "timing"}, {"отложено", "timing"}, {"timing", "timing"}, {"wrongtiming", "timing"},
    {"отказбанка", "mortgage_denied"}, {"банкотказал", "mortgage_denied"}, {"ипотеканеодобрена", "mortgage_denied"},
    {"неодобренаипотека", "mortgage_denied"}, {"mortgagerefused", "mortgage_denied"},
    {"mortgagerejected", "mortgage_denied"}, {"неподошлорасположение", "location"}, {"расположение", "location"},
    {"неустроилорасположение", "location"}, {"неподошелрайон", "location"}, {"badlocation", "location"},
    {"wronglocation", "location"}};

/* Without apostrophes either, whichever they are: Doesn't Answer. */
static void put_key(struct buf *key, const char *text)
{
	casefold_key_put(key, text);
	buf_put(key, "");
	if (key->failed)
		return;
	char *to = key->text;
	for (const char *at = key->text; *at;) {
		size_t skip = *at == '\'' ? 1 : strncmp(at, "\xE2\x80\x99", 3) == 0 ? 3 : 0;
		if (!skip)
			*to++ = *at;
		at += skip ? skip : 1;
	}
	*to = '\0';
	key->length = (size_t)(to - key->text);
}

static const struct reason *reason_usual(const struct crm *crm, const char *key)
{
	for (size_t i = 0; i < sizeof usual / sizeof *usual; i++)
		if (strcmp(usual[i].word, key) == 0)
			return reason_find(crm, usual[i].reason);
	return NULL;
}

enum status outcome_reason(struct crm *crm, const char *text, const struct reason **reason)
{
	struct buf key = {0};
	enum status status = reason_meant(crm, text, REASON_ANY, reason);
	if (status != CRM_DATA)
		return status;
	put_key(&key, text);
	status = key.failed ? why_memory(&crm->why) : CRM_OK;
	*reason = status == CRM_OK ? reason_usual(crm, key.text) : NULL;
	buf_free(&key);
	return status;
}
