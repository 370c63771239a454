#include "book/context/absence.h"
#include "book/context/dictionaries_private.h"

#include "book/context/absence.sql.h"

#define DAY_MINUTES 1440
#define DAYS_MAX 1000000 /* the year 4707: a greater bound is a minute */

bool absence_bound_is_minute(int64_t bound)
{
	return bound > DAYS_MAX;
}

int64_t absence_bound_from(int64_t bound)
{
	return absence_bound_is_minute(bound) ? bound : bound * DAY_MINUTES;
}

int64_t absence_bound_to(int64_t bound)
{
	return absence_bound_is_minute(bound) ? bound : (bound + 1) * DAY_MINUTES;
}

enum status absence_bound_parse(const char *text, int64_t *bound)
{
	char date[11];
	int hour, minute, end = 0;
	day_t day;
	snprintf(date, sizeof date, "%s", text);
	if (day_parse(date, &day) != CRM_OK)
		return CRM_DATA;
	*bound = day;
	if (strlen(text) <= 10)
		return CRM_OK;
	if (sscanf(text + 10, " %2d:%2d%n", &hour, &minute, &end) != 2 || text[10 + end] || hour < 0 || hour > 24 ||
	    minute < 0 || minute > 59)
		return CRM_DATA;
	*bound = (int64_t)day * DAY_MINUTES + hour * 60 + minute;
	return CRM_OK;
}

/* A minute that is midnight ends the day before: where it begins an absence it is written as a day. */
void absence_bound_put(struct buf *buf, int64_t bound)
{
	int64_t minute = absence_bound_from(bound) % DAY_MINUTES;
	if (!absence_bound_is_minute(bound) || minute == 0) {
		day_put(buf, (day_t)(absence_bound_is_minute(bound) ? bound / DAY_MINUTES - 1 : bound));
		return;
	}
	day_put(buf, (day_t)(bound / DAY_MINUTES));
	buf_format(buf, " %02d:%02d", (int)(minute / 60), (int)(minute % 60));
}

instant_t absence_instant(struct zone *zone, int64_t minute)
{
	return zone_instant(zone, (day_t)(minute / DAY_MINUTES), (int)(minute % DAY_MINUTES) * 60);
}

static int by_beginning(const void *a, const void *b)
{
	const struct absence *x = a, *y = b;
	if (x->manager != y->manager)
		return x->manager < y->manager ? -1 : 1;
	return x->from < y->from ? -1 : x->from > y->from;
}

/* What begins before another has ended goes on as one. */
static int join_overlaps(struct absence *absence, int n)
{
	int kept = 0;
	for (int i = 0; i < n; i++) {
		struct absence *last = kept ? &absence[kept - 1] : NULL;
		if (!last || last->manager != absence[i].manager || absence[i].from > last->to)
			absence[kept++] = absence[i];
		else if (absence[i].to > last->to)
			last->to = absence[i].to;
	}
	return kept;
}

enum status absences_read(struct crm *crm, struct arena *arena, struct absence **absences, int *n)
{
	struct buf rows = {0};
	struct stmt *row;
	*absences = NULL;
	*n = 0;
	enum status status = db_ask(crm->db, sql_absences, NULL, &row);
	while (status == CRM_OK && (status = db_next(row)) == CRM_OK) {
		struct absence one = {
		    db_int(row, 0), absence_bound_from(db_int(row, 1)), absence_bound_to(db_int(row, 2))};
		buf_add(&rows, (const char *)&one, sizeof one);
	}
	if (status == CRM_NONE)
		status = rows.failed ? why_memory(&crm->why) : CRM_OK;
	if (status == CRM_OK && rows.length && !(*absences = arena_get(arena, rows.length)))
		status = why_memory(&crm->why);
	if (status == CRM_OK && rows.length) {
		*n = (int)(rows.length / sizeof **absences);
		memcpy(*absences, rows.text, rows.length);
		qsort(*absences, (size_t)*n, sizeof **absences, by_beginning);
		*n = join_overlaps(*absences, *n);
	}
	buf_free(&rows);
	return status;
}

/* Those of now, once. */
static enum status read_away(struct crm *crm)
{
	struct dictionaries *words = crm->dictionaries;
	struct absence *absence;
	int n;
	if (words->away_read)
		return CRM_OK;
	int64_t now = (crm->now + zone_offset(crm->zone, crm->now)) / 60;
	enum status status = absences_read(crm, &words->text, &absence, &n);
	words->n_away = 0;
	words->away = status == CRM_OK ? arena_get(&words->text, ((size_t)n + 1) * sizeof *words->away) : NULL;
	if (status == CRM_OK && !words->away)
		status = why_memory(&crm->why);
	for (int i = 0; i < n && status == CRM_OK; i++) {
		struct buf until = {0};
		if (absence[i].from > now || absence[i].to <= now)
			continue;
		absence_bound_put(&until, absence[i].to);
		const char *text = until.failed ? NULL : arena_copy(&words->text, until.text);
		buf_free(&until);
		words->away[words->n_away++] = (struct away){absence[i].manager, text};
		status = text ? CRM_OK : why_memory(&crm->why);
	}
	words->away_read = status == CRM_OK;
	return status;
}

enum status manager_away(struct crm *crm, const struct manager *manager, const char **until)
{
	const struct dictionaries *words = crm->dictionaries;
	enum status status = read_away(crm);
	for (int i = 0; i < words->n_away && status == CRM_OK; i++)
		if (words->away[i].manager == manager->id) {
			*until = words->away[i].until;
			return CRM_OK;
		}
	return status == CRM_OK ? CRM_NONE : status;
}

bool manager_here(const struct crm *crm, const struct manager *manager)
{
	day_t today = zone_day(crm->zone, crm->now);
	return manager->hired <= today && today < manager->left;
}

static const char *day_text(struct crm *crm, day_t day)
{
	struct buf buf = {0};
	day_put(&buf, day);
	const char *text = buf.failed ? NULL : arena_copy(&crm->chunk, buf.text);
	buf_free(&buf);
	return text ? text : "";
}

const char *manager_gone(struct crm *crm, const struct manager *manager)
{
	day_t today = zone_day(crm->zone, crm->now);
	const char *text = NULL;
	if (today >= manager->left)
		text = arena_format(&crm->chunk, _("%s left on %s"), manager->code, day_text(crm, manager->left));
	else if (today < manager->hired)
		text = arena_format(&crm->chunk, _("%s comes on %s"), manager->code, day_text(crm, manager->hired));
	else
		return NULL;
	return text ? text : "";
}

enum status manager_missing(struct crm *crm, const struct manager *manager, const char **why)
{
	const char *until;
	if ((*why = manager_gone(crm, manager)))
		return CRM_OK;
	enum status status = manager_away(crm, manager, &until);
	if (status != CRM_OK)
		return status == CRM_NONE ? CRM_OK : status;
	*why = arena_format(&crm->chunk, _("%s is absent until %s"), manager->code, until);
	return *why ? CRM_OK : why_memory(&crm->why);
}
