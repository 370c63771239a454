/* Periods in words. */
#include "base/time/period_private.h"

#include <string.h>

#include "base/time/date_tokens_private.h"

/* Words by their beginnings, which are as long as tells them from others. */
static const struct {
	const char *begins;
	enum period_unit unit;
} units[] = {{"ден", PERIOD_DAY}, {"дня", PERIOD_DAY}, {"дне", PERIOD_DAY}, {"день", PERIOD_DAY}, {"сут", PERIOD_DAY},
    {"недел", PERIOD_WEEK}, {"месяц", PERIOD_MONTH}, {"квартал", PERIOD_QUARTER}, {"год", PERIOD_YEAR},
    {"day", PERIOD_DAY}, {"week", PERIOD_WEEK}, {"month", PERIOD_MONTH}, {"quarter", PERIOD_QUARTER},
    {"year", PERIOD_YEAR}};

static bool begins_with(const struct date_token *token, const char *const *beginnings)
{
	for (; token->kind == DATE_WORD && *beginnings; beginnings++)
		if (strncmp(token->word, *beginnings, strlen(*beginnings)) == 0)
			return true;
	return false;
}

static bool is_any(const struct date_token *token, const char *const *words)
{
	while (*words && !date_is_word(token, *words))
		words++;
	return *words != NULL;
}

static bool is_unit(const struct date_token *token, enum period_unit *unit)
{
	for (size_t i = 0; token->kind == DATE_WORD && i < sizeof units / sizeof *units; i++)
		if (strncmp(token->word, units[i].begins, strlen(units[i].begins)) == 0) {
			*unit = units[i].unit;
			return true;
		}
	return false;
}

/* What says nothing here: «за», «в», «г.», the …, and a dash between words; dates with dashes are written in full. */
static bool is_filler(const struct date_token *tokens, int i)
{
	static const char *const words[] = {"за", "в", "во", "на", "г", "the", "for", "in", "of", NULL};
	const struct date_token *token = &tokens[i];
	if (date_is_sign(token, '-'))
		return i > 0 && tokens[i - 1].kind == DATE_WORD && tokens[i + 1].kind == DATE_WORD;
	return is_any(token, words) || date_is_sign(token, '.') || date_is_sign(token, ',') || date_is_sign(token, '/');
}

static int drop_fillers(const struct date_token *tokens, struct date_token *kept)
{
	int n = 0;
	for (int i = 0; tokens[i].kind != DATE_END; i++)
		if (!is_filler(tokens, i))
			kept[n++] = tokens[i];
	kept[n] = (struct date_token){.kind = DATE_END};
	return n;
}

static bool is_year(const struct date_token *token)
{
	return token->kind == DATE_NUMBER && token->digits == 4 && token->value >= 1970 && token->value < 2200;
}

static bool is_small(const struct date_token *token, int64_t most)
{
	return token->kind == DATE_NUMBER && token->digits <= 2 && token->value >= 1 && token->value <= most;
}

/* «сегодня», «вчера», «неделя», «эта неделя», «прошлый месяц», «с начала года». */
static bool by_today(const struct date_token *t, int n, day_t today, struct period *period)
{
	static const char *const now[] = {"эт", "текущ", "this", "current", NULL};
	static const char *const before[] = {"прошл", "предыдущ", "минувш", "prev", "last", NULL};
	static const char *const yesterday[] = {"вчера", "yesterday", NULL}, *const of_today[] = {
	                                                                         "сегодня", "today", NULL};
	enum period_unit unit = PERIOD_DAY;
	bool previous = n == 2 && begins_with(&t[0], before), this_one = n == 2 && begins_with(&t[0], now);
	bool since = n == 3 && date_is_word(&t[0], "с") && date_is_word(&t[1], "начала") && is_unit(&t[2], &unit);
	if (n == 1 && date_is_word(t, "позавчера")) {
		*period = (struct period){today - 2, today - 1};
		return true;
	}
	if (n == 1 && (is_any(t, yesterday) || is_any(t, of_today)))
		previous = is_any(t, yesterday);
	else if (!since && !((n == 1 || previous || this_one) && is_unit(&t[n - 1], &unit)))
		return false;
	*period = period_around(unit, today);
	if (previous)
		*period = period_around(unit, period->from - 1);
	if (since)
		period->to = today + 1;
	return true;
}

/* «последние 30 дней», «30 дней», «2 недели»: today is one of them. */
static bool by_count(const struct date_token *t, int n, day_t today, struct period *period)
{
	static const char *const last[] = {"последн", "прошл", "last", "past", NULL};
	enum period_unit unit;
	int at = n == 3 && begins_with(&t[0], last);
	if (n != at + 2 || t[at].kind != DATE_NUMBER || t[at].digits > 4 || t[at].value < 1 ||
	    !is_unit(&t[at + 1], &unit) || unit > PERIOD_WEEK)
		return false;
	*period = (struct period){today + 1 - (day_t)t[at].value * (unit == PERIOD_WEEK ? 7 : 1), today + 1};
	return true;
}

/* A quarter, with its year before or behind it or none: «4 квартал 2026», Q4, «2026 4 кв». */
static bool by_quarter(const struct date_token *t, int n, day_t today, struct period *period)
{
	static const char *const quarters[] = {"q", "кв", "квартал", "quarter", NULL};
	static const char *const romans[] = {"i", "ii", "iii", "iv", NULL};
	int64_t year = 0, quarter = 0;
	bool named = false;
	for (int i = 0; i < n; i++) {
		if (is_year(&t[i]) && !year)
			year = t[i].value;
		else if (is_small(&t[i], 4) && !quarter)
			quarter = t[i].value;
		else if (is_any(&t[i], quarters) && !named)
			named = true;
		else if (is_any(&t[i], romans) && !quarter)
			for (quarter = 1; !date_is_word(&t[i], romans[quarter - 1]);)
				quarter++;
		else if (!date_is_word(&t[i], "года") && !date_is_word(&t[i], "год"))
			return false;
	}
	if (!named || !quarter)
		return false;
	int this_year, month, mday;
	day_split(today, &this_year, &month, &mday);
	day_t first = day_of(year ? (int)year : this_year, (int)(quarter * 3 - 2), 1);
	*period = period_around(
	    PERIOD_QUARTER, year || first <= today ? first : day_of(this_year - 1, (int)(quarter * 3 - 2), 1));
	return true;
}

static bool exists(int year, int month, int mday)
{
	day_t first = day_of(year, month, 1);
	return mday >= 1 && mday <= month_next(first) - first;
}

/* A month, or a day of it, with a year or the last there was: «ноябрь 2026», «23 ноября», 23.11.2026, 11.2026, «2026
   год». */
static bool by_date(const struct date_token *t, int n, day_t today, struct period *period)
{
	int this_year, this_month, mday, year = 0, month = 0, day = 0;
	for (int i = 0; i < n; i++) {
		if (is_year(&t[i]) && !year)
			year = (int)t[i].value;
		else if (t[i].kind == DATE_WORD && date_month_word(t[i].word) && !month)
			month = date_month_word(t[i].word);
		else if (is_small(&t[i], 31) && !day)
			day = (int)t[i].value;
		else if (is_small(&t[i], 12) && day && !month && i > 0)
			month = (int)t[i].value;
		else if (!date_is_word(&t[i], "года") && !date_is_word(&t[i], "год"))
			return false;
	}
	if (day && !month && year && n == 2 && day <= 12) { /* 11.2026 */
		month = day;
		day = 0;
	}
	if (day ? !month : !month && !year)
		return false;
	day_split(today, &this_year, &this_month, &mday);
	bool said = year != 0;
	if (!said)
		year = this_year;
	if (!said && day_of(year, month ? month : 1, day ? day : 1) > today)
		year--;
	if (day && !exists(year, month, day))
		return false;
	*period = period_around(day     ? PERIOD_DAY
	                        : month ? PERIOD_MONTH
	                                : PERIOD_YEAR,
	    day_of(year, month ? month : 1, day ? day : 1));
	return true;
}

static bool simple(const char *text, day_t today, struct period *period)
{
	struct date_token all[DATE_TOKENS] = {0}, tokens[DATE_TOKENS];
	if (!date_tokens_read(text, all))
		return false;
	int n = drop_fillers(all, tokens);
	return n > 0 && (by_today(tokens, n, today, period) || by_count(tokens, n, today, period) ||
	                    by_quarter(tokens, n, today, period) || by_date(tokens, n, today, period));
}

/* «с 1 ноября по 15 ноября»: the last one is in. */
static bool from_to(const char *text, day_t today, struct period *period)
{
	const char *to = strstr(text, " по ");
	char from[64];
	struct period first, last;
	if (!to || (strncmp(text, "с ", 3) != 0 && strncmp(text, "С ", 3) != 0) ||
	    (size_t)(to - text) >= sizeof from + 3)
		return false;
	snprintf(from, sizeof from, "%.*s", (int)(to - text - 3), text + 3);
	if (!simple(from, today, &first) || !simple(to + strlen(" по "), today, &last) || last.to <= first.from)
		return false;
	*period = (struct period){first.from, last.to};
	return true;
}

bool period_words(const char *text, day_t today, struct period *period)
{
	return simple(text, today, period) || from_to(text, today, period);
}
