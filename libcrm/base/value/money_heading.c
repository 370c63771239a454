/* What the heading of a column says of its sums. */
#include <string.h>

#include "base/text/ascii.h"
#include "base/text/casefold.h"
#include "base/value/money_private.h"

/* What a unit is made of. */
struct money_unit {
	const char *own;
	int power;
	char code[CURRENCY_ROOM];
	bool any;
	bool counted; /* the power is said */
	bool letter;  /* by one letter */
};

static const char *after_any(const char *s, const char *const *words)
{
	for (; *words != NULL; words++) {
		const char *after = money_after_word(s, *words);
		if (after != NULL)
			return after;
	}
	return NULL;
}

/* "000", "000s", "x1000", "10^3". */
static const char *take_noughts(const char *s, int *power)
{
	size_t times = *s == 'x' || *s == 'X' ? 1 : strncmp(s, "х", 2) == 0 || strncmp(s, "×", 2) == 0 ? 2 : 0;
	int noughts = 0;

	s += times;
	if (strncmp(s, "10^", 3) == 0 && (s[3] == '3' || s[3] == '6') && !ascii_is_digit(s[4])) {
		*power = s[3] - '0';
		return s + 4;
	}
	s += times > 0 && *s == '1';
	for (; *s == '0' || (noughts > 0 && (*s == ' ' || *s == ',') && strncmp(s + 1, "000", 3) == 0); s++)
		noughts += *s == '0';
	if ((noughts != 3 && noughts != 6) || ascii_is_digit(*s))
		return NULL;
	*power = noughts;
	return s + (*s == 's');
}

/* The next word of a unit; NULL if it is none. */
static const char *take_word(const char *s, struct money_unit *unit)
{
	static const char *const fillers[] = {"в", "in", NULL}, *const cents[] = {"коп", "копейки", "копейках",
	                                                            "копеек", "cents", "kopecks", NULL};
	const char *after, *next;
	char code[CURRENCY_ROOM];
	int power = 0;

	if ((after = after_any(s, fillers)) != NULL)
		return after;
	if ((after = after_any(s, cents)) != NULL) {
		power = -2;
	} else if ((after = money_take_multiple(s, &power)) == s && (after = take_noughts(s, &power)) == NULL) {
		after = currency_take_known(s, unit->own, code);
		if (after == s || unit->code[0] != '\0')
			return NULL;
		memcpy(unit->code, code, sizeof code);
	}
	if (power != 0 && unit->counted)
		return NULL;
	utf8_peek_folded(s, &next);
	unit->letter = unit->letter || (power != 0 && (after == next || (after == next + 1 && *next == '.')));
	unit->power += power;
	unit->counted = unit->counted || power != 0;
	unit->any = true;
	return after;
}

/* Is the end of a heading, with what parts it off, nothing but a unit: «, т.р.», " (USD)"? */
static bool take_unit(const char *tail, struct money_unit *unit)
{
	bool parted = *tail != ' ';

	for (const char *s = tail; s != NULL;) {
		while (*s != '\0' && strchr(" ,()[]:./'\"", *s) != NULL)
			s++;
		/* One letter may be anything: «Сумма к оплате», «Сумма т». */
		if (*s == '\0')
			return unit->any && (!unit->letter || unit->code[0] != '\0' || parted);
		s = take_word(s, unit);
	}
	return false;
}

static bool find_unit(const char *heading, const char *own, struct money_unit *unit)
{
	for (const char *at = strpbrk(heading, " ,(["); at != NULL; at = strpbrk(at + 1, " ,([")) {
		*unit = (struct money_unit){.own = own};
		if (take_unit(at, unit))
			return true;
	}
	return false;
}

bool money_is_unit(const char *tail)
{
	struct money_unit unit = {.own = "RUB"};
	return take_unit(tail, &unit);
}

bool money_heading(const char *heading, const char *own, int *power, char code[CURRENCY_ROOM])
{
	struct money_unit unit;
	const char *next;
	uint32_t before = 'x';

	if (find_unit(heading, own, &unit)) {
		*power = unit.power;
		memcpy(code, unit.code, sizeof unit.code);
		return !unit.letter || unit.code[0] != '\0';
	}
	*power = 0;
	code[0] = '\0';
	for (const char *s = heading; *s != '\0'; s = next) {
		char found[CURRENCY_ROOM];
		uint32_t code_point = utf8_peek_folded(s, &next);
		if (!currency_letter(before) && code[0] == '\0' && currency_take_known(s, own, found) != s)
			memcpy(code, found, sizeof found);
		int times = 0;
		const char *after =
		    currency_letter(before) || !currency_letter(code_point) ? s : money_take_multiple(s, &times);
		if (after != s && currency_letter(utf8_peek_folded(next, &next)) && *power == 0)
			*power = times;
		before = code_point;
		utf8_peek_folded(s, &next);
	}
	return true;
}
