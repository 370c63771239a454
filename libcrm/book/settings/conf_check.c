/* What may stand in a cell of the settings. */
#include "base/text/casefold.h"
#include "base/text/pattern.h"
#include "base/text/phone.h"
#include "base/web/url.h"
#include "base/text/word_meant.h"
#include "book/context/absence.h"
#include "book/settings/conf.h"

#define COUNT_MAX 1000000000
#define COUNTRY_IN 2 /* letters of a country */
#define CHOICES_MAX 16
#define MONTHS_BACK 200 /* days: a month further back is the one that comes */

/* A sentence in crm->why about the value, unless it is about us. */
static enum status refused_why(
    struct crm *crm, const struct conf_column *column, enum status status, struct answer *answer)
{
	if (status != CRM_CONFIG && status != CRM_DATA)
		return status;
	return reject_cell_why(crm, answer, column->name);
}

static enum status keep_clean(struct crm *crm, struct buf *text, const char **clean)
{
	*clean = text->failed ? NULL : arena_copy(&crm->chunk, text->text ? text->text : "");
	buf_free(text);
	return *clean ? CRM_OK : why_memory(&crm->why);
}

static enum status clean_code(
    struct crm *crm, const struct conf_column *column, const char *text, struct answer *answer)
{
	for (const char *c = text; *c; c++)
		if ((unsigned char)*c < 0x20 || *c == 0x7f)
			return reject_cell(crm, answer, column->name, "%s", _("has characters that cannot be seen"));
	if (column->type == CONF_WORD && (*text == '.' || strpbrk(text, " ,;|/\\")))
		return reject_cell(crm, answer, column->name,
		    _("must be one word without blanks, commas and slashes, not «%s»"), text);
	return CRM_OK;
}

static enum status clean_words(struct crm *crm, const char *text, const char **clean)
{
	struct buf words = {0};

	for (size_t length; text += strspn(text, " \t\r\n,;|"), length = strcspn(text, " \t\r\n,;|"), length > 0;
	     text += length) {
		if (words.length)
			buf_char(&words, ' ');
		buf_add(&words, text, length);
	}
	return keep_clean(crm, &words, clean);
}

/* The nearest of ${words}; NULL if none is near. */
static const char *nearest_word(const char *const *words, const char *text)
{
	int nearest = strlen(text) < 6 ? (int)strlen(text) / 3 + 2 : 4;
	const char *near = NULL;

	for (; *words; words++) {
		int distance = text_distance(*words, text);
		if (distance < nearest) {
			nearest = distance;
			near = *words;
		}
	}
	return near;
}

static enum status clean_choice(
    struct crm *crm, const struct conf_column *column, const char *text, const char **clean, struct answer *answer)
{
	const char *words[CHOICES_MAX + 1] = {0}, *near;
	char *rest = arena_copy(&crm->chunk, column->about);
	struct buf folded = {0};
	enum status status;

	if (!rest)
		return why_memory(&crm->why);
	for (int i = 0; i < CHOICES_MAX && rest; i++)
		words[i] = strsep(&rest, " ");
	int meant = word_meant(text, words);
	*clean = meant < 0 ? NULL : words[meant];
	if (*clean)
		return CRM_OK;
	casefold_put(&folded, text);
	status = keep_clean(crm, &folded, clean);
	if (status != CRM_OK)
		return status;
	near = nearest_word(words, *clean);
	if (near)
		return reject_cell(crm, answer, column->name, _("must be one of %s, not «%s»: did you mean %s?"),
		    column->about, text, near);
	return reject_cell(crm, answer, column->name, _("must be one of %s, not «%s»"), column->about, text);
}

static enum status clean_number(
    struct crm *crm, const struct conf_column *column, const char *text, const char **clean, struct answer *answer)
{
	int64_t most = column->type == CONF_FLAG   ? 1
	               : column->type == CONF_PCT  ? 100
	               : column->type == CONF_HOUR ? 24
	                                           : COUNT_MAX;
	size_t length = strspn(text, "0123456789");
	struct buf number = {0};
	int64_t value = length > 0 && length < 12 && !text[length] ? strtoll(text, NULL, 10) : -1;

	if (value < 0 || value > most)
		return reject_cell(crm, answer, column->name, _("must be a whole number from 0 to %lld, not «%s»"),
		    (long long)most, text);
	buf_int(&number, value);
	return keep_clean(crm, &number, clean);
}

static enum status clean_day(
    struct crm *crm, const struct conf_column *column, const char *text, const char **clean, struct answer *answer)
{
	struct buf date = {0};
	instant_t at;
	day_t day;

	if (day_parse(text, &day) != CRM_OK) {
		if (!crm->zone || instant_parse(text, crm->zone, crm->dates, &at) != CRM_OK)
			return reject_cell(crm, answer, column->name, _("not a date: «%s»"), text);
		day = zone_day(crm->zone, at);
	}
	day_put(&date, day);
	return keep_clean(crm, &date, clean);
}

/* «ноябрь», «прошлый месяц»: of a month without a year the nearest, for plans are made ahead. */
static bool month_in_words(struct crm *crm, const char *text, day_t *day)
{
	struct period month;
	struct why ignored;

	if (!crm->zone || period_parse(text, crm->zone, crm->now, &month, &ignored) != CRM_OK ||
	    month.from != month_start(month.from) || month.to != month_next(month.from))
		return false;
	*day = month.from;
	if (!text[strcspn(text, "0123456789")] && month.from < zone_day(crm->zone, crm->now) - MONTHS_BACK)
		*day = month_start(month.from + 366);
	return true;
}

/* A day, or a minute of local time. An absence until midnight ends with the day before. */
static enum status clean_bound(
    struct crm *crm, const struct conf_column *column, const char *text, const char **clean, struct answer *answer)
{
	struct buf bound = {0};
	instant_t at;

	if (!strchr(text, ':'))
		return clean_day(crm, column, text, clean, answer);
	if (!crm->zone || instant_parse(text, crm->zone, crm->dates, &at) != CRM_OK)
		return reject_cell(crm, answer, column->name, _("not a date or a time: «%s»"), text);
	int64_t minute = (at + zone_offset(crm->zone, at)) / 60;
	bool midnight = minute % (24 * 60) == 0;
	absence_bound_put(&bound, midnight && column->type == CONF_FROM ? minute / (24 * 60) : minute);
	return keep_clean(crm, &bound, clean);
}

/* 2026-11, and any day of it. */
static enum status clean_month(
    struct crm *crm, const struct conf_column *column, const char *text, const char **clean, struct answer *answer)
{
	char date[16];
	struct buf month = {0};
	day_t day;

	snprintf(date, sizeof date, strlen(text) == 7 ? "%.7s-01" : "%.12s", text);
	if (day_parse(date, &day) != CRM_OK && !month_in_words(crm, text, &day))
		return reject_cell(crm, answer, column->name, _("not a month like 2026-11: «%s»"), text);
	month_put(&month, day);
	return keep_clean(crm, &month, clean);
}

/* The process has one zone at a time: after a look at another one ours is opened again. */
static enum status clean_zone(
    struct crm *crm, const struct conf_column *column, const char *text, struct answer *answer)
{
	const char *ours = crm->zone ? arena_copy(&crm->chunk, zone_name(crm->zone)) : NULL;
	struct zone *zone = NULL;
	struct why lost;
	enum status status = zone_open(&zone, text, &crm->why);

	zone_free(zone);
	if (ours) {
		zone_free(crm->zone);
		crm->zone = NULL;
		enum status again = zone_open(&crm->zone, ours, &lost);
		if (again != CRM_OK)
			return why_set(&crm->why, again, "%s", lost.text);
	}
	return status == CRM_OK ? CRM_OK : refused_why(crm, column, status, answer);
}

static enum status clean_pattern(
    struct crm *crm, const struct conf_column *column, const char *text, struct answer *answer)
{
	struct pattern *pattern = NULL;
	enum status status = pattern_new(&pattern, text, false, &crm->why);

	pattern_free(pattern);
	return status == CRM_OK ? CRM_OK : refused_why(crm, column, status, answer);
}

static enum status clean_hours(
    struct crm *crm, const struct conf_column *column, const char *text, struct answer *answer)
{
	struct calendar *calendar = NULL;
	enum status status = calendar_new(&calendar, text, &crm->why);

	calendar_free(calendar);
	return status == CRM_OK ? CRM_OK : refused_why(crm, column, status, answer);
}

static enum status clean_span(
    struct crm *crm, const struct conf_column *column, const char *text, struct answer *answer)
{
	int64_t seconds;

	if (work_parse(text, 1, &seconds) == CRM_OK)
		return CRM_OK;
	return reject_cell(
	    crm, answer, column->name, _("not a span of working time: «%s» (15m, 4h, 2d; 0m is none)"), text);
}

static enum status clean_country(
    struct crm *crm, const struct conf_column *column, const char *text, const char **clean, struct answer *answer)
{
	struct buf code = {0};

	for (const char *c = text; *c; c++)
		buf_char(&code, *c >= 'a' && *c <= 'z' ? (char)(*c - 'a' + 'A') : *c);
	enum status status = keep_clean(crm, &code, clean);
	if (status == CRM_OK &&
	    (strlen(text) != COUNTRY_IN || strspn(*clean, "ABCDEFGHIJKLMNOPQRSTUVWXYZ") != COUNTRY_IN))
		return reject_cell(crm, answer, column->name, _("a country is two letters such as RU, not «%s»"), text);
	if (status != CRM_OK || phone_country_known(*clean))
		return status;
	struct buf known = {0};
	phone_countries_put(&known);
	status = known.failed ? why_memory(&crm->why)
	                      : reject_cell(crm, answer, column->name,
	                            _("no phone rules for «%s», only for %s: numbers of other countries are read with "
	                              "their plus and code"),
	                            *clean, known.text);
	buf_free(&known);
	return status;
}

static enum status clean_email(
    struct crm *crm, const struct conf_column *column, const char *text, const char **clean, struct answer *answer)
{
	char address[256];

	email_fold(text, address);
	if (!address[0])
		return reject_cell(crm, answer, column->name, _("not an e-mail address: «%s»"), text);
	*clean = arena_copy(&crm->chunk, address);
	return *clean ? CRM_OK : why_memory(&crm->why);
}

static enum status clean_page(
    struct crm *crm, const struct conf_column *column, const char *text, struct answer *answer)
{
	if (url_origin(text) || url_is_path(text))
		return CRM_OK;
	return reject_cell(crm, answer, column->name,
	    _("not the address of a page such as https://site.example/thanks or /thanks: «%s»"), text);
}

static enum status clean_https(
    struct crm *crm, const struct conf_column *column, const char *text, struct answer *answer)
{
	if (strncmp(text, "https://", 8) == 0 && url_origin(text) && text[strcspn(text, " <>\"\\,")] == '\0')
		return CRM_OK;
	return reject_cell(crm, answer, column->name,
	    _("not an address such as https://site.example/cgi-bin/crm-unsubscribe: «%s»"), text);
}

static enum status clean_sites(
    struct crm *crm, const struct conf_column *column, const char *text, const char **clean, struct answer *answer)
{
	enum status status = clean_words(crm, text, clean);
	const char *word = *clean;

	for (size_t n; status == CRM_OK && *word; word += n + (word[n] == ' ')) {
		n = strcspn(word, " ");
		const char *site = arena_text(&crm->chunk, word, n);
		if (!site)
			return why_memory(&crm->why);
		size_t origin = url_origin(site);
		if (!origin || (origin != n && (origin + 1 != n || site[origin] != '/')))
			return reject_cell(
			    crm, answer, column->name, _("not a site such as https://site.example: «%s»"), site);
	}
	return status;
}

static enum status clean_figure(struct crm *crm, const struct conf_column *column, const char *text,
    const char *const *row, const char **clean, struct answer *answer)
{
	const struct rec rec = {.value = &text};
	struct buf figure = {0};
	money_t money = 0;

	if (!row || strcmp(row[1], "amount") != 0)
		return clean_number(crm, column, text, clean, answer);
	enum status status = cell_amount(crm, &rec, 0, column->name, &money, answer);
	if (status != CRM_OK)
		return status;
	money_put(&figure, money);
	return keep_clean(crm, &figure, clean);
}

enum status conf_clean(struct crm *crm, const struct conf_column *column, const char *text, const char *const *row,
    const char **clean, struct answer *answer)
{
	text += strspn(text, " \t\r\n");
	size_t length = strlen(text);
	while (length > 0 && strchr(" \t\r\n", text[length - 1]))
		length--;
	*clean = text = arena_text(&crm->chunk, text, length);
	if (!text)
		return why_memory(&crm->why);
	if (length == 0)
		return CRM_OK;
	switch (column->type) {
	case CONF_TEXT: return CRM_OK;
	case CONF_CODE:
	case CONF_WORD: return clean_code(crm, column, text, answer);
	case CONF_WORDS: return clean_words(crm, text, clean);
	case CONF_CHOICE: return clean_choice(crm, column, text, clean, answer);
	case CONF_COUNT:
	case CONF_FLAG:
	case CONF_PCT:
	case CONF_HOUR: return clean_number(crm, column, text, clean, answer);
	case CONF_DAY: return clean_day(crm, column, text, clean, answer);
	case CONF_FROM:
	case CONF_UNTIL: return clean_bound(crm, column, text, clean, answer);
	case CONF_MONTH: return clean_month(crm, column, text, clean, answer);
	case CONF_PATTERN: return clean_pattern(crm, column, text, answer);
	case CONF_HOURS: return clean_hours(crm, column, text, answer);
	case CONF_ZONE: return clean_zone(crm, column, text, answer);
	case CONF_COUNTRY: return clean_country(crm, column, text, clean, answer);
	case CONF_EMAIL: return clean_email(crm, column, text, clean, answer);
	case CONF_SPAN: return clean_span(crm, column, text, answer);
	case CONF_PAGE: return clean_page(crm, column, text, answer);
	case CONF_HTTPS: return clean_https(crm, column, text, answer);
	case CONF_SITES: return clean_sites(crm, column, text, clean, answer);
	case CONF_SEGMENT: return conf_clean_segment(crm, column, text, clean, answer);
	case CONF_FIGURE: return clean_figure(crm, column, text, row, clean, answer);
	}
	return CRM_OK;
}
