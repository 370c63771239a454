#include "base/value/currency.h"

#include <string.h>

#include "base/text/casefold.h"

/* clang-format off */
/* Folded, as it may stand beside a sum; a blank is any number of blanks, or none. Longer ones win. */
static const struct {
	const char *word, *code;
} currencies[] = {
    {"₽", "RUB"}, {"руб", "RUB"}, {"рублей", "RUB"}, {"рубля", "RUB"}, {"рубль", "RUB"}, {"рублях", "RUB"},
    {"рубли", "RUB"}, {"рубл", "RUB"}, {"р", "RUB"}, {"rub", "RUB"}, {"rur", "RUB"}, {"rubles", "RUB"},
    {"roubles", "RUB"}, {"ruble", "RUB"}, {"rouble", "RUB"}, {"российский рубль", "RUB"}, {"российских рублей", "RUB"},
    {"рос. руб", "RUB"}, {"руб. рф", "RUB"}, {"рублей рф", "RUB"}, {"russian ruble", "RUB"}, {"russian rouble", "RUB"},
    {"$", "USD"}, {"us$", "USD"},
    {"$us", "USD"}, {"usd", "USD"}, {"долл", "USD"}, {"дол", "USD"}, {"доллар", "USD"}, {"доллара", "USD"},
    {"долларов", "USD"}, {"доллары", "USD"}, {"доллар сша", "USD"}, {"доллара сша", "USD"},
    {"долларов сша", "USD"}, {"доллары сша", "USD"}, {"долл. сша", "USD"}, {"долл сша", "USD"},
    {"дол. сша", "USD"}, {"дол сша", "USD"}, {"dollars", "USD"}, {"dollar", "USD"},
    {"us dollars", "USD"}, {"us dollar", "USD"}, {"u.s. dollar", "USD"}, {"u.s. dollars", "USD"}, {"бакс", "USD"},
    {"баксов", "USD"}, {"бакса", "USD"}, {"bucks", "USD"}, {"usdt", "USDT"}, {"€", "EUR"}, {"eur", "EUR"},
    {"евро", "EUR"}, {"euro", "EUR"}, {"euros", "EUR"}, {"у. е", "у.е."}, {"уе", "у.е."}, {"y. e", "у.е."},
    {"условных единиц", "у.е."}, {"c.u", "у.е."}, {"£", "GBP"}, {"gbp", "GBP"}, {"фунт", "GBP"}, {"фунта", "GBP"},
    {"фунтов", "GBP"}, {"фунт стерлингов", "GBP"}, {"фунтов стерлингов", "GBP"}, {"pounds", "GBP"},
    {"british pound", "GBP"}, {"pound sterling", "GBP"}, {"₸", "KZT"}, {"тг", "KZT"}, {"тнг", "KZT"},
    {"тенге", "KZT"}, {"kzt", "KZT"}, {"tenge", "KZT"}, {"₴", "UAH"}, {"грн", "UAH"}, {"гривна", "UAH"},
    {"гривны", "UAH"}, {"гривен", "UAH"}, {"гривень", "UAH"}, {"гривня", "UAH"}, {"гривні", "UAH"}, {"uah", "UAH"},
    {"hryvnia", "UAH"}, {"br", "BYN"}, {"byn", "BYN"}, {"byr", "BYR"}, {"бел. руб", "BYN"}, {"б. р", "BYN"},
    {"белорусский рубль", "BYN"}, {"белорусских рублей", "BYN"}, {"белорусских руб", "BYN"},
    {"бел. рублей", "BYN"}, {"belarusian ruble", "BYN"}, {"сум", "UZS"}, {"сумов", "UZS"}, {"so'm", "UZS"},
    {"som", "UZS"}, {"uzs", "UZS"}, {"сом", "KGS"}, {"сомов", "KGS"}, {"kgs", "KGS"}, {"֏", "AMD"}, {"др", "AMD"},
    {"драм", "AMD"}, {"драмов", "AMD"}, {"amd", "AMD"}, {"₾", "GEL"}, {"лари", "GEL"}, {"gel", "GEL"},
    {"lari", "GEL"}, {"₼", "AZN"}, {"манат", "AZN"}, {"маната", "AZN"}, {"манатов", "AZN"}, {"azn", "AZN"},
    {"сомони", "TJS"}, {"tjs", "TJS"}, {"лей", "MDL"}, {"леев", "MDL"}, {"лея", "MDL"}, {"mdl", "MDL"},
    {"tmt", "TMT"}, {"¥", "CNY"}, {"￥", "CNY"}, {"元", "CNY"}, {"cny", "CNY"}, {"rmb", "CNY"}, {"юань", "CNY"},
    {"юаня", "CNY"}, {"юаней", "CNY"}, {"yuan", "CNY"}, {"cn¥", "CNY"}, {"円", "JPY"}, {"jpy", "JPY"},
    {"иена", "JPY"}, {"иен", "JPY"}, {"йен", "JPY"}, {"jp¥", "JPY"}, {"zł", "PLN"}, {"zl", "PLN"}, {"pln", "PLN"},
    {"злотых", "PLN"}, {"злотый", "PLN"}, {"₺", "TRY"}, {"tl", "TRY"}, {"try", "TRY"}, {"лир", "TRY"},
    {"лира", "TRY"}, {"₹", "INR"}, {"inr", "INR"}, {"rs", "INR"}, {"рупий", "INR"}, {"aed", "AED"}, {"dh", "AED"},
    {"dhs", "AED"}, {"дирхам", "AED"}, {"дирхамов", "AED"}, {"د.إ", "AED"}, {"₪", "ILS"}, {"ils", "ILS"},
    {"шекель", "ILS"}, {"шекелей", "ILS"}, {"kč", "CZK"}, {"czk", "CZK"}, {"крон", "CZK"}, {"chf", "CHF"},
    {"fr", "CHF"}, {"sfr", "CHF"}, {"₩", "KRW"}, {"krw", "KRW"}, {"฿", "THB"}, {"thb", "THB"}, {"бат", "THB"},
    {"батов", "THB"}, {"₫", "VND"}, {"vnd", "VND"}, {"₮", "MNT"}, {"₿", "BTC"}, {"btc", "BTC"},
    {"a$", "AUD"}, {"au$", "AUD"}, {"aud", "AUD"}, {"c$", "CAD"}, {"ca$", "CAD"}, {"cad", "CAD"},
    {"nz$", "NZD"}, {"nzd", "NZD"}, {"hk$", "HKD"}, {"hkd", "HKD"}, {"s$", "SGD"}, {"sg$", "SGD"}, {"sgd", "SGD"},
    {"r$", "BRL"}, {"brl", "BRL"}, {"mx$", "MXN"}, {"mxn", "MXN"}, {"lei", "RON"}, {"ron", "RON"},
    {"лв", "BGN"}, {"bgn", "BGN"},
};
/* clang-format on */

/* Words that are also said of others. */
static const struct {
	const char *code, *others[10];
} shared[] = {{"RUB", {"BYN"}}, {"USD", {"CAD", "AUD", "NZD", "SGD", "HKD", "MXN", "ARS", "CLP", "COP"}},
    {"GBP", {"EGP"}}, {"CNY", {"JPY"}}, {"CZK", {"SEK", "NOK", "DKK"}}, {"INR", {"PKR", "LKR"}}, {"KGS", {"UZS"}}};

/* What files of accounts call them. */
static const struct {
	const char *number, *code;
} numbered[] = {{"643", "RUB"}, {"810", "RUB"}, {"840", "USD"}, {"978", "EUR"}, {"826", "GBP"}, {"398", "KZT"},
    {"980", "UAH"}, {"933", "BYN"}, {"156", "CNY"}, {"860", "UZS"}, {"417", "KGS"}, {"051", "AMD"}, {"981", "GEL"},
    {"944", "AZN"}, {"972", "TJS"}, {"498", "MDL"}, {"949", "TRY"}, {"784", "AED"}, {"985", "PLN"}, {"356", "INR"}};

bool currency_letter(uint32_t code)
{
	return (code >= 'a' && code <= 'z') || (code >= 0x430 && code <= 0x45F);
}

/* After the word if the text begins with it and no letter follows, else NULL. */
static const char *after_word(const char *s, const char *word)
{
	const char *next = s;
	uint32_t expected = 0;

	while (*word != '\0') {
		expected = utf8_next(&word);
		if (expected == ' ') {
			s = utf8_skip_blanks(s);
			continue;
		}
		if (utf8_peek_folded(s, &next) != expected)
			return NULL;
		s = next;
	}
	uint32_t code = utf8_peek_folded(s, &next);
	if (currency_letter(expected) && code == '.')
		return next;
	return currency_letter(expected) && currency_letter(code) ? NULL : s;
}

/* Three capital letters and no more: a code that the table does not have. */
static const char *take_code(const char *s, char code[CURRENCY_ROOM])
{
	const char *next;

	for (int i = 0; i < 3; i++)
		if (s[i] < 'A' || s[i] > 'Z')
			return s;
	if (currency_letter(utf8_peek_folded(s + 3, &next)))
		return s;
	memcpy(code, s, 3);
	code[3] = '\0';
	return s + 3;
}

/* A code is a code; a word may mean the department's own. */
static const char *own_or(const char *code, const char *own, const char *word, size_t length)
{
	if (own == NULL || strncmp(word, "₽", 3) == 0 ||
	    (length == 3 && strlen(code) == 3 && word[0] >= 'A' && word[0] <= 'Z'))
		return code;
	for (size_t i = 0; i < sizeof shared / sizeof *shared; i++)
		for (int k = 0; strcmp(shared[i].code, code) == 0 && k < 10 && shared[i].others[k] != NULL; k++)
			if (strcmp(shared[i].others[k], own) == 0)
				return own;
	return code;
}

const char *currency_take_known(const char *text, const char *own, char code[CURRENCY_ROOM])
{
	const char *best = text, *next, *found = NULL;
	uint32_t first = utf8_peek_folded(text, &next);
	char letter[4];

	code[0] = '\0';
	if (first == 0 || first == ' ' || (first >= '0' && first <= '9'))
		return text;
	size_t length = utf8_encode(letter, first);
	for (size_t i = 0; i < sizeof currencies / sizeof *currencies; i++) {
		if (*currencies[i].word != *letter || strncmp(currencies[i].word, letter, length) != 0)
			continue;
		const char *after = after_word(text, currencies[i].word);
		if (after == NULL || after <= best)
			continue;
		best = after;
		found = currencies[i].code;
	}
	if (found != NULL) {
		found = own_or(found, own, text, (size_t)(best - text));
		memcpy(code, found, strlen(found) + 1);
	}
	return best;
}

const char *currency_take(const char *text, const char *own, char code[CURRENCY_ROOM])
{
	const char *after = currency_take_known(text, own, code);

	return after != text ? after : take_code(text, code);
}

/* As much of the text as there is room for, whole characters. */
static void keep_beginning(const char *text, char code[CURRENCY_ROOM])
{
	const char *end = text, *next = text;

	while (utf8_next(&next) != 0 && (size_t)(next - text) < CURRENCY_ROOM)
		end = next;
	memcpy(code, text, (size_t)(end - text));
	code[end - text] = '\0';
}

bool currency_named(const char *text, const char *own, char code[CURRENCY_ROOM])
{
	static const char *const none[] = {"-", "—", "–", "нет", "none", "null", "n/a", NULL};
	const char *next;

	text = utf8_skip_blanks(text);
	if (*text == '\0' || text_is_among(text, none))
		return false;
	for (size_t i = 0; i < sizeof numbered / sizeof *numbered; i++) {
		if (strcmp(text, numbered[i].number) != 0)
			continue;
		memcpy(code, numbered[i].code, strlen(numbered[i].code) + 1);
		return true;
	}
	const char *after = currency_take(text, own, code);
	uint32_t behind = utf8_peek_folded(utf8_skip_blanks(after), &next);
	/* "RUB - Russian Ruble", "USD ($)", but not "доллар Австралии" */
	if (after == text || currency_letter(behind))
		keep_beginning(text, code);
	return true;
}
