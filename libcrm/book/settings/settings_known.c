#include "book/settings/settings_known.h"

#include "base/text/json.h"
#include "book/settings/conf.h"
#include "book/settings/settings_known.sql.h"

/* What reports read. */
static const struct {
	const char *table, *copy, *key;
} copies[] = {
    {"manager", sql_known_manager, sql_known_manager_key},
    {"unit", sql_known_unit, sql_known_unit_key},
    {"stage", sql_known_stage, sql_known_stage_key},
    {"reason", sql_known_reason, sql_known_reason_key},
    {"source", sql_known_source, sql_known_source_key},
    {"calendar", sql_known_calendar, sql_known_calendar_key},
    {"absence", sql_known_absence, sql_known_absence_key},
    {"setting", sql_known_setting, sql_known_setting_key},
    {"plan", sql_known_plan, sql_known_plan_key},
};
#define COPIES (sizeof copies / sizeof *copies)

/* Turning back, change by change. */
struct turning {
	struct crm *crm;
	bool copied[COPIES];
	struct arena arena; /* of one change */
};

/* The place of the table an event is about; -1: one that no report reads, or none at all. */
static int place_of(struct turning *turning, const struct event *event)
{
	struct json json;
	const char *text = event->new ? event->new : event->old;
	const char *table = text && json_parse(&json, text, &turning->arena) == 0 ? json_get(&json, "table") : NULL;
	for (size_t i = 0; table && i < COPIES; i++)
		if (strcmp(copies[i].table, table) == 0)
			return (int)i;
	return -1;
}

static enum status copy_table(struct turning *turning, int place)
{
	struct db *db = turning->crm->db;
	if (turning->copied[place])
		return CRM_OK;
	turning->copied[place] = true;
	enum status status = db_run(db, copies[place].copy, NULL);
	return status == CRM_OK ? db_run(db, copies[place].key, NULL) : status;
}

static enum status turn_back(struct turning *turning, const struct event *event)
{
	arena_reset(&turning->arena);
	int place = place_of(turning, event);
	if (place < 0)
		return CRM_OK;
	enum status status = copy_table(turning, place);
	return status == CRM_OK ? conf_turn_back(turning->crm, event->new, event->old) : status;
}

/* Changes are few: all are read before the first is turned back, so that nobody reads while tables are copied. */
static enum status read_changes(struct crm *crm, int64_t after, struct event **changes, int *n)
{
	struct stmt *row;
	int room = 0;
	enum status status = db_ask(crm->db, sql_settings_changes, VALS(V_INT(after)), &row);
	*n = 0;
	if (status != CRM_OK)
		return status;
	while ((status = db_next(row)) == CRM_OK) {
		if (*n == room) {
			room = room ? 2 * room : 64;
			struct event *grown = arena_get(&crm->run, (size_t)room * sizeof *grown);
			if (!grown)
				break;
			if (*n)
				memcpy(grown, *changes, (size_t)*n * sizeof *grown);
			*changes = grown;
		}
		struct event *change = &(*changes)[*n];
		event_row(row, change);
		const char *old = change->old, *new = change->new;
		change->old = arena_copy(&crm->run, old);
		change->new = arena_copy(&crm->run, new);
		if ((old && !change->old) || (new && !change->new))
			break;
		++*n;
	}
	if (status == CRM_OK) { /* broken off */
		db_done(row);
		return why_memory(&crm->why);
	}
	return status == CRM_NONE ? CRM_OK : status;
}

enum status settings_as_known(struct crm *crm, instant_t known_at)
{
	struct turning turning = {.crm = crm};
	struct event *changes = NULL;
	int64_t last;
	int n = 0;
	bool any = false;
	enum status status = db_number(crm->db, sql_settings_last_known, VALS(V_INT(known_at)), 0, &last);
	if (status == CRM_OK && last)
		status = read_changes(crm, last, &changes, &n);
	for (int i = 0; i < n && status == CRM_OK; i++)
		status = turn_back(&turning, &changes[i]);
	for (size_t i = 0; i < COPIES; i++)
		any = any || turning.copied[i];
	arena_free(&turning.arena);
	return status == CRM_OK && any ? crm_reload(crm) : status;
}
