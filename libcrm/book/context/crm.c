#include "book/context/column_reading.h"
#include "book/context/dictionaries_private.h"

#include "book/context/crm.sql.h"

#include <errno.h>

#define TOLD_EVERY 50000

#define DEFAULT_ZONE "Europe/Moscow"
#define DEFAULT_LANG "ru"
#define DEFAULT_COUNTRY "RU"
#define DEFAULT_HOURS "09:00-18:00"

static enum status setting_row(struct crm *crm, struct stmt *stmt, void *item)
{
	struct setting *row = item;
	row->name = arena_copy(&crm->dictionaries->text, db_text(stmt, 0));
	row->value = arena_copy(&crm->dictionaries->text, db_text(stmt, 1));
	return row->name && row->value ? CRM_OK : why_memory(&crm->why);
}

/* Sorted here and not by the database: strcmp must agree with the order. */
static int setting_order(const void *a, const void *b)
{
	return strcmp(((const struct setting *)a)->name, ((const struct setting *)b)->name);
}

enum status settings_load(struct crm *crm)
{
	static const struct dictionaries_list list = {sql_settings, sizeof(struct setting), setting_row};
	struct dictionaries *words = crm->dictionaries;
	void *items = NULL;
	enum status status = dictionaries_read(crm, &list, &items, &words->n_settings);
	words->settings = items;
	if (words->n_settings > 0)
		qsort(words->settings, (size_t)words->n_settings, sizeof *words->settings, setting_order);
	if (status == CRM_OK)
		crm->country = setting(crm, "country", DEFAULT_COUNTRY); /* its text goes with the others */
	return status;
}

const char *setting(struct crm *crm, const char *name, const char *fallback)
{
	const struct dictionaries *words = crm->dictionaries;
	const struct setting key = {.name = name}, *found;
	if (!words || words->n_settings == 0)
		return fallback;
	found = bsearch(&key, words->settings, (size_t)words->n_settings, sizeof key, setting_order);
	return found ? found->value : fallback;
}

int64_t setting_int(struct crm *crm, const char *name, int64_t fallback)
{
	const char *text = setting(crm, name, NULL);
	if (!text)
		return fallback;
	char *end;
	errno = 0;
	long long number = strtoll(text, &end, 10);
	return errno || end == text || *end ? fallback : number;
}

/* The language of the front stays; ours must outlive the settings it was read from. */
static void choose_language(struct crm *crm)
{
	if (!crm->lang)
		crm->lang = strcmp(setting(crm, "lang", DEFAULT_LANG), "en") == 0 ? "en" : DEFAULT_LANG;
}

/* The zone that is open already stays, and so do the pointers to it. */
static enum status choose_zone(struct crm *crm, const char *name)
{
	struct zone *zone;
	if (crm->zone && strcmp(zone_name(crm->zone), name) == 0)
		return CRM_OK;
	enum status status = zone_open(&zone, name, &crm->why);
	if (status != CRM_OK)
		return status;
	zone_free(crm->zone);
	crm->zone = zone;
	return CRM_OK;
}

enum status crm_reload(struct crm *crm)
{
	enum status status = dictionaries_load(crm);
	if (status != CRM_OK)
		return status;
	free(crm->shares);
	crm->shares = NULL;
	choose_language(crm);
	if (!crm->dates_given)
		crm->dates = strcmp(setting(crm, "dates", "dmy"), "mdy") == 0 ? DATES_MDY : DATES_DMY;
	calendar_free(crm->calendar);
	crm->calendar = NULL;
	return choose_zone(crm, setting(crm, "timezone", DEFAULT_ZONE));
}

enum status crm_load(struct crm *crm)
{
	return crm_reload(crm);
}

enum status crm_lend(struct crm *crm, struct crm *reader)
{
	size_t size = (size_t)crm->n_readings * sizeof *crm->readings;
	*reader = (struct crm){.now = crm->now,
	    .dates = crm->dates,
	    .dates_given = crm->dates_given,
	    .lang = crm->lang,
	    .country = crm->country,
	    .share = crm->share,
	    .dry_run = crm->dry_run,
	    .explain = crm->explain,
	    .force = crm->force,
	    .given = crm->given};
	enum status status = zone_open(&reader->zone, zone_name(crm->zone), &crm->why);
	if (status == CRM_OK)
		status = dictionaries_lend(crm, reader);
	if (status == CRM_OK && crm->readings) {
		if (!(reader->readings = arena_get(&reader->run, size + 1)))
			return why_memory(&crm->why);
		memcpy(reader->readings, crm->readings, size);
		reader->n_readings = crm->n_readings;
	}
	return status;
}

void crm_unload(struct crm *crm)
{
	calendar_free(crm->calendar);
	crm->calendar = NULL;
	zone_free(crm->zone);
	crm->zone = NULL;
	crm->country = NULL;
	crm->readings = NULL;
	crm->n_readings = 0;
	dictionaries_close(crm);
	free(crm->shares);
	crm->shares = NULL;
	buf_free(&crm->explained);
	buf_free(&crm->noted);
	arena_free(&crm->chunk);
	arena_free(&crm->run);
}

void note_runaway(struct crm *crm, const char *rule, bool late)
{
	struct runaway **place = &crm->runaways;
	while (*place && ((*place)->late != late || strcmp((*place)->rule, rule) != 0))
		place = &(*place)->next;
	struct runaway *one = *place ? *place : arena_zero(&crm->run, sizeof *one);
	if (one && !one->rule)
		one->rule = arena_copy(&crm->run, rule);
	if (!one || !one->rule)
		return; /* the row says it in any case */
	one->late = late;
	one->rows++;
	*place = one;
}

#define UNREAD_MAX 200

void note_unread(struct crm *crm, const char *column, const char *word)
{
	struct unread **place = &crm->unread;
	int n = 0;
	for (; *place && n < UNREAD_MAX; place = &(*place)->next, n++)
		if (strcmp((*place)->column, column) == 0 && strcmp((*place)->word, word) == 0)
			break;
	struct unread *one = *place ? *place : arena_zero(&crm->run, sizeof *one);
	if (one && !one->rows) {
		one->column = column;
		one->word = n < UNREAD_MAX ? arena_copy(&crm->run, word) : NULL;
	}
	if (!one)
		return; /* the row says it in any case */
	one->rows++;
	*place = one;
}

void said_mark(struct crm *crm)
{
	crm->said = (struct said_at_mark){crm->explained.length, crm->noted.length};
	for (struct runaway *one = crm->runaways; one; one = one->next)
		one->rows_at_mark = one->rows;
	for (struct unread *one = crm->unread; one; one = one->next)
		one->rows_at_mark = one->rows;
}

void said_giveup(struct crm *crm)
{
	buf_cut(&crm->explained, crm->said.explained);
	buf_cut(&crm->noted, crm->said.noted);
	struct runaway **runaway = &crm->runaways;
	struct unread **unread = &crm->unread;
	for (; *runaway && (*runaway)->rows_at_mark; runaway = &(*runaway)->next)
		(*runaway)->rows = (*runaway)->rows_at_mark;
	for (; *unread && (*unread)->rows_at_mark; unread = &(*unread)->next)
		(*unread)->rows = (*unread)->rows_at_mark;
	*runaway = NULL; /* what is new since stands at the end */
	*unread = NULL;
}

static enum status calendar_row(struct crm *crm, struct calendar *calendar, struct stmt *stmt)
{
	enum day_kind kind;
	const char *text = db_text(stmt, 1);
	if (day_kind_parse(text, &kind) != CRM_OK)
		return why_set(&crm->why, CRM_CONFIG, _("not a kind of day: «%s»"), text);
	return calendar_set(calendar, (day_t)db_int(stmt, 0), kind, db_text(stmt, 2), &crm->why);
}

static enum status read_days(struct crm *crm, struct calendar *calendar)
{
	struct stmt *stmt;
	enum status status = db_ask(crm->db, sql_calendar_days, NULL, &stmt);
	if (status != CRM_OK)
		return status;
	while ((status = db_next(stmt)) == CRM_OK) {
		status = calendar_row(crm, calendar, stmt);
		if (status != CRM_OK) {
			db_done(stmt);
			return status == CRM_DATA ? CRM_CONFIG : status;
		}
	}
	return status == CRM_NONE ? CRM_OK : status;
}

struct calendar *crm_calendar(struct crm *crm)
{
	struct calendar *calendar;
	if (crm->calendar)
		return crm->calendar;
	if (calendar_new(&calendar, setting(crm, "workday", DEFAULT_HOURS), &crm->why) != CRM_OK)
		return NULL;
	enum status status = read_days(crm, calendar);
	if (status != CRM_OK) {
		crm->why.status = status;
		calendar_free(calendar);
		return NULL;
	}
	return crm->calendar = calendar;
}

static void add_line(struct buf *buf, const char *format, va_list args)
{
	va_list again;
	va_copy(again, args);
	int length = vsnprintf(NULL, 0, format, again);
	va_end(again);
	if (length < 0 || !buf_reserve(buf, (size_t)length + 1))
		return;
	vsnprintf(buf->text + buf->length, (size_t)length + 1, format, args);
	buf->length += (size_t)length;
	buf_char(buf, '\n');
}

const char *option(const struct crm *crm, const char *name)
{
	for (const struct given *given = crm->given; given && given->name; given++)
		if (strcmp(given->name, name) == 0)
			return given->value;
	return NULL;
}

void explain(struct crm *crm, const char *format, ...)
{
	va_list args;
	if (!crm->explain)
		return;
	va_start(args, format);
	add_line(&crm->explained, format, args);
	va_end(args);
}

void tell_progress(struct crm *crm, const char *format, int64_t done, int64_t all)
{
	char line[160];
	int64_t step = all / 20 > TOLD_EVERY ? all / 20 : TOLD_EVERY;
	if (crm->told == NULL || done % step != 0)
		return;
	snprintf(line, sizeof line, _(format), (long long)done, (long long)all);
	crm->told(line);
}

void note(struct crm *crm, const char *format, ...)
{
	va_list args;
	va_start(args, format);
	add_line(&crm->noted, format, args);
	va_end(args);
}
