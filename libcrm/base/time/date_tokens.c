#include "base/time/date_tokens_private.h"

#include <string.h>

#include "base/text/ascii.h"
#include "base/text/casefold.h"

#define DIGITS_MAX 18 /* fit an int64_t */

static const char *const month_words[12][4] = {{"january", "январь", "января", "январе"},
    {"february", "февраль", "февраля", "феврале"}, {"march", "март", "марта", "марте"},
    {"april", "апрель", "апреля", "апреле"}, {"may", "май", "мая", "мае"}, {"june", "июнь", "июня", "июне"},
    {"july", "июль", "июля", "июле"}, {"august", "август", "августа", "августе"},
    {"september", "сентябрь", "сентября", "сентябре"}, {"october", "октябрь", "октября", "октябре"},
    {"november", "ноябрь", "ноября", "ноябре"}, {"december", "декабрь", "декабря", "декабре"}};

/* Russian ones without their endings. */
static const char *const weekday_words[7][4] = {{"monday", "понедельник", "пн", "пнд"},
    {"tuesday", "вторник", "вт", "втр"}, {"wednesday", "сред", "ср", "срд"}, {"thursday", "четверг", "чт", "чтв"},
    {"friday", "пятниц", "пт", "птн"}, {"saturday", "суббот", "сб", "сбт"}, {"sunday", "воскресень", "вс", "вск"}};

#define ENDING_MAX 4 /* bytes: two letters */

/* Is ${word} the beginning of ${form}, three letters or more, or all of it? */
static bool is_short_for(const char *word, const char *form)
{
	size_t length = strlen(word), least = (word[0] & 0x80) ? 6 : 3; /* Cyrillic takes two bytes a letter */

	return length >= least ? strncmp(word, form, length) == 0 : strcmp(word, form) == 0;
}

static bool is_declined(const char *word, const char *stem)
{
	size_t length = strlen(stem);

	return (word[0] & 0x80) && length > ENDING_MAX && strncmp(word, stem, length) == 0 &&
	       strlen(word) - length <= ENDING_MAX;
}

int date_month_word(const char *word)
{
	for (int i = 0; i < 12; i++)
		for (int form = 0; form < 4; form++)
			if (is_short_for(word, month_words[i][form]))
				return i + 1;
	return 0;
}

int date_weekday_word(const char *word)
{
	for (int i = 0; i < 7; i++)
		for (int form = 0; form < 4; form++)
			if (is_short_for(word, weekday_words[i][form]) || is_declined(word, weekday_words[i][form]))
				return i + 1;
	return 0;
}

static bool is_letter(uint32_t code)
{
	return (code >= 'a' && code <= 'z') || (code >= 0x430 && code <= 0x44F);
}

static bool take_number(const char **at, struct date_token *token)
{
	token->kind = DATE_NUMBER;
	for (; ascii_is_digit(**at); (*at)++) {
		if (++token->digits > DIGITS_MAX)
			return false;
		token->value = token->value * 10 + (**at - '0');
	}
	return true;
}

static bool take_word(const char **at, struct date_token *token)
{
	size_t length = 0;
	int letters = 0;

	token->kind = DATE_WORD;
	for (;;) {
		const char *next = *at, *after;
		uint32_t code = utf8_fold(utf8_next(&next));
		if (code == '.' && letters > 0) {
			after = next;
			*at = next;
			if (letters == 1 && is_letter(utf8_fold(utf8_next(&after))))
				continue;
			break;
		}
		if (!is_letter(code))
			break;
		if (length + 4 >= sizeof token->word)
			return false;
		length += utf8_encode(token->word + length, code);
		letters++;
		*at = next;
	}
	token->word[length] = '\0';
	return true;
}

/* The sign a character stands for; 0: quotation marks, which say nothing; -1: none that a date has. */
static int sign_of(uint32_t code)
{
	if (code < 0x80)
		return strchr("\"'", (int)code) != NULL               ? 0
		       : strchr("-./:,;|()[]+_@#", (int)code) != NULL ? (int)code
		                                                      : -1;
	switch (code) {
	case 0x2010: /* hyphen */
	case 0x2011:
	case 0x2012:
	case 0x2013: /* en dash */
	case 0x2014: /* em dash */
	case 0x2212: /* minus */ return '-';
	case 0xAB: /* « */
	case 0xBB:
	case 0x201C:
	case 0x201D:
	case 0x201E: return 0;
	default: return -1;
	}
}

bool date_tokens_read(const char *text, struct date_token tokens[DATE_TOKENS])
{
	for (int n = 0; n < DATE_TOKENS - DATE_AHEAD; n++) {
		struct date_token *token = &tokens[n];
		const char *at = utf8_skip_blanks(text), *next = at;
		*token = (struct date_token){.apart = at != text};
		text = at;
		uint32_t code = utf8_next(&next);
		if (code == 0)
			return true;
		if (ascii_is_digit(*at)) {
			if (!take_number(&text, token))
				return false;
		} else if (is_letter(utf8_fold(code))) {
			if (!take_word(&text, token))
				return false;
		} else {
			int sign = sign_of(code);
			if (sign < 0)
				return false;
			token->kind = DATE_SIGN;
			token->sign = (char)sign;
			text = next;
			n -= sign == 0;
		}
	}
	return false;
}

static char unit_of(const char *word)
{
	static const struct {
		char unit;
		const char *word[5], *begins[5];
	} units[] = {{'m', {"m", "м"}, {"min", "мин"}}, {'h', {"h", "ч", "hr", "hrs"}, {"hour", "час"}},
	    {'d', {"d", "д", "дн"}, {"day", "ден", "дне", "дня", "сут"}},
	    {'w', {"w", "н", "нед", "wk"}, {"week", "недел"}}};

	for (size_t i = 0; i < sizeof units / sizeof *units; i++)
		for (int k = 0; k < 5; k++)
			if ((units[i].word[k] != NULL && strcmp(word, units[i].word[k]) == 0) ||
			    (units[i].begins[k] != NULL &&
			        strncmp(word, units[i].begins[k], strlen(units[i].begins[k])) == 0))
				return units[i].unit;
	return '\0';
}

bool date_span(const char *text, int64_t *count, char *unit)
{
	struct date_token token[DATE_TOKENS] = {0};

	if (!date_tokens_read(text, token) || token[0].kind != DATE_NUMBER || token[0].apart || token[0].digits > 9 ||
	    token[1].kind != DATE_WORD || token[2].kind != DATE_END || token[2].apart)
		return false;
	*count = token[0].value;
	*unit = unit_of(token[1].word);
	return *unit != '\0';
}
