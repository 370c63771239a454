/* What people write around a sum in words. */
#include <string.h>

#include "base/text/casefold.h"
#include "base/value/money_private.h"

static const char *after_any(const char *s, const char *const *words)
{
	for (; *words != NULL; words++) {
		const char *after = money_after_word(s, *words);
		if (after != NULL)
			return utf8_skip_blanks(after);
	}
	return s;
}

const char *money_skip_about(const char *s)
{
	static const char *const words[] = {"~", "≈", "около", "примерно", "приблизительно", "порядка", "прим", "ок",
	    "about", "approx", "approximately", "around", "circa", "ca", NULL};
	return after_any(s, words);
}

const char *money_skip_tax(const char *s)
{
	static const char *const words[] = {"с ндс", "без ндс", "включая ндс", "вкл. ндс", "в т. ч. ндс", "в т.ч. ндс",
	    "в том числе ндс", "ндс не облагается", "incl. vat", "including vat", "excl. vat", "excluding vat",
	    "with vat", "without vat", "+ vat", "+ ндс", NULL};
	bool bracket = *s == '(';
	const char *after = after_any(s + bracket, words);

	if (after == s + bracket || (bracket && *after != ')'))
		return s;
	return utf8_skip_blanks(after + bracket);
}

/* How the words of numbers begin. */
static bool is_word_of_number(const char *s)
{
	static const char *const stems[] = {"ноль", "один", "одна", "два", "две", "три", "четыр", "пят", "шест", "сем",
	    "восем", "девят", "десят", "сорок", "сто", "двенадцат", "двадцат", "тысяч", "миллион", "миллиард", "one",
	    "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thir", "fif",
	    "twenty", "fort", "hundred", "thousand", "million", "billion", "and", NULL};
	const char *next;

	for (int i = 0; stems[i] != NULL; i++) {
		const char *stem = stems[i], *at = s;
		bool same = true;
		while (*stem != '\0' && same) {
			same = utf8_peek_folded(at, &next) == utf8_next(&stem);
			at = next;
		}
		if (same)
			return true;
	}
	return false;
}

const char *money_skip_spelled(const char *s, const char *own, char code[CURRENCY_ROOM])
{
	const char *at = s + 1, *next;
	bool any = false;

	code[0] = '\0';
	if (*s != '(')
		return s;
	for (at = utf8_skip_blanks(at); *at != '\0' && *at != ')'; at = utf8_skip_blanks(at)) {
		char found[CURRENCY_ROOM];
		const char *after = currency_take_known(at, own, found);
		bool number = is_word_of_number(at);
		if (after == at && !number)
			return s;
		any = any || number;
		if (after != at && !number && code[0] == '\0')
			memcpy(code, found, sizeof found);
		while (currency_letter(utf8_peek_folded(at, &next)) || *at == '.' || *at == '-')
			at = next;
		if (after > at)
			at = after;
	}
	return any && *at == ')' ? utf8_skip_blanks(at + 1) : s;
}
