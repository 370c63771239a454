/* What stands on a row of the settings, so that it cannot go. */
#include "book/context/route_members.h"
#include "book/settings/conf.h"
#include "book/settings/conf_keeps.sql.h"

#define NAMED_MOST 5 /* rows that are named; how many more there are is said */

/* Where a row of one table names one of another, beside the columns whose `about` says so. */
static const struct {
	const char *table, *column, *of;
} links[] = {{"unit", "parent", "unit"}, {"unit", "head", "manager"}, {"manager", "unit", "unit"},
    {"route", "members", "unit"}, {"route", "members", "manager"}, {"route", "segment", "source"},
    {"step", "segment", "source"}, {NULL, NULL, NULL}};

static bool refers(const struct conf_table *table, const struct conf_column *column, const char *of)
{
	if (column->about && column->type != CONF_CHOICE)
		return strcmp(column->about, of) == 0;
	for (int i = 0; links[i].table; i++)
		if (strcmp(links[i].table, table->name) == 0 && strcmp(links[i].column, column->name) == 0 &&
		    strcmp(links[i].of, of) == 0)
			return true;
	return false;
}

struct looked_for {
	const char *of, *code;
	bool found;
};

static enum status is_member(void *arg, struct crm *crm, const char *code)
{
	struct looked_for *looked = arg;
	(void)crm;
	looked->found = looked->found || strcmp(code, looked->code) == 0;
	return CRM_OK;
}

/* Is ${code} a word of ${words}, between single blanks? */
static bool has_word(const char *words, const char *code)
{
	size_t length = strlen(code);
	for (size_t n; *words; words += n + (words[n] == ' ')) {
		n = strcspn(words, " ");
		if (n == length && memcmp(words, code, n) == 0)
			return true;
	}
	return false;
}

/* source=CODE among the pairs, by its code or its name. */
static enum status segment_has(struct crm *crm, const char *segment, struct looked_for *looked)
{
	char *rest = arena_copy(&crm->chunk, segment), *pair;
	enum status status = rest ? CRM_OK : why_memory(&crm->why);
	while (status == CRM_OK && (pair = strsep(&rest, ";")) != NULL) {
		const char *called[SOURCE_NAMES];
		if (strncmp(pair, "source=", 7) != 0)
			continue;
		status = source_called(crm, pair + 7, called);
		looked->found = looked->found || (status == CRM_OK && strcmp(called[0], looked->code) == 0);
	}
	return status;
}

static enum status cell_names(
    struct crm *crm, const struct conf_column *column, const char *value, struct looked_for *looked)
{
	if (column->type == CONF_SEGMENT)
		return segment_has(crm, value, looked);
	if (strcmp(column->name, "members") == 0)
		return route_members_each(crm, value, is_member, looked);
	looked->found = column->type == CONF_WORDS ? has_word(value, looked->code) : strcmp(value, looked->code) == 0;
	return CRM_OK;
}

/* metric.meetings=STAGE, assign.stage.STAGE=weight, form.source=SOURCE */
static bool setting_names(const char *const *row, const struct looked_for *looked)
{
	if (strcmp(looked->of, "source") == 0)
		return strcmp(row[0], "form.source") == 0 && strcmp(row[1], looked->code) == 0;
	if (strcmp(looked->of, "stage") != 0)
		return false;
	return (strncmp(row[0], "metric.", 7) == 0 && strcmp(row[1], looked->code) == 0) ||
	       (strncmp(row[0], "assign.stage.", 13) == 0 && strcmp(row[0] + 13, looked->code) == 0);
}

static enum status row_names(
    struct crm *crm, const struct conf_table *table, const char *const *row, struct looked_for *looked)
{
	enum status status = CRM_OK;
	looked->found = false;
	if (strcmp(table->name, "setting") == 0)
		looked->found = setting_names(row, looked);
	for (int i = 0; table->column[i].name && !looked->found && status == CRM_OK; i++)
		if (refers(table, &table->column[i], looked->of))
			status = cell_names(crm, &table->column[i], row[i], looked);
	return status;
}

static enum status put_settings(struct buf *text, struct crm *crm, struct looked_for *looked)
{
	enum status status = CRM_OK;
	int more = 0;
	for (int t = 0, n = 0; conf_at(t) && status == CRM_OK; t++) {
		const struct conf_table *table = conf_at(t);
		struct conf_rows rows;
		status = conf_load(crm, table, &rows);
		for (int i = 0; i < rows.n && status == CRM_OK; i++) {
			bool itself = strcmp(table->name, looked->of) == 0 && strcmp(rows.row[i][0], looked->code) == 0;
			status = itself ? CRM_OK : row_names(crm, table, rows.row[i], looked);
			if (status != CRM_OK || itself || !looked->found)
				continue;
			if (n++ < NAMED_MOST)
				buf_format(text, "%s%s %s", text->length ? ", " : "", table->name, rows.row[i][0]);
			else
				more++;
		}
	}
	if (more)
		buf_format(text, _(" and %d more"), more);
	return status;
}

static const char *last_stage(struct crm *crm, const char *code)
{
	const struct stage *stage = stage_find(crm, code);
	int won = 0;
	for (int i = 0; i < stage_count(crm); i++)
		won += stage_at(crm, i)->kind == STAGE_WON;
	if (stage && stage_count(crm) == 1)
		return _("the only stage stays");
	return stage && stage->kind == STAGE_WON && won == 1 ? _("the only stage of kind won stays") : NULL;
}

/* Rows that the work itself cannot do without. */
static const char *needed(struct crm *crm, const struct conf_table *table, const char *code)
{
	static const char *const reasons[] = {"duplicate", "existing", "shareholder", "spam", NULL};
	if (strcmp(table->name, "stage") == 0)
		return last_stage(crm, code);
	for (int i = 0; strcmp(table->name, "reason") == 0 && reasons[i]; i++)
		if (strcmp(code, reasons[i]) == 0)
			return _("crm-lead-add gives this reason itself: it stays");
	return NULL;
}

enum status conf_keeps(struct crm *crm, const struct conf_table *table, const char *const *keys, const char **why)
{
	struct looked_for looked = {.of = table->name, .code = keys[0]};
	struct buf text = {0};
	int64_t leads = 0;
	*why = needed(crm, table, keys[0]);
	if (*why)
		return CRM_OK;
	enum status status = conf_uses_put(&text, crm, table, keys);
	if (status == CRM_OK && strcmp(table->name, "source") == 0)
		status = db_number(crm->db, sql_source_leads, VALS(V_TEXT(keys[0])), 0, &leads);
	if (leads)
		buf_format(&text, "%s %lld", _("leads"), (long long)leads);
	if (status == CRM_OK)
		status = put_settings(&text, crm, &looked);
	if (status == CRM_OK && text.length)
		*why = text.failed
		           ? NULL
		           : arena_format(&crm->chunk, _("%s «%s» is in use: %s"), table->name, keys[0], text.text);
	if (status == CRM_OK && (text.failed || (text.length && !*why)))
		status = why_memory(&crm->why);
	buf_free(&text);
	return status;
}
