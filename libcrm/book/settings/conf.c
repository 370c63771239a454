#include "book/settings/conf.h"

#include "base/text/casefold.h"
#include "base/text/json.h"
#include "book/context/absence.h"

/* The metric stands before the figure. */
static bool is_money(const char *const *row)
{
	return strcmp(row[1], "amount") == 0;
}

/* A cell as text, in ${arena}; NULL without memory. */
static const char *cell_text(
    struct arena *arena, const struct conf_column *column, struct stmt *stmt, int i, const char *const *row)
{
	struct buf text = {0};
	const char *copy;

	if (db_null(stmt, i))
		return "";
	if (column->type == CONF_DAY)
		day_put(&text, (day_t)db_int(stmt, i));
	else if (column->type == CONF_FROM || column->type == CONF_UNTIL)
		absence_bound_put(&text, db_int(stmt, i));
	else if (column->type == CONF_MONTH)
		month_put(&text, (day_t)db_int(stmt, i));
	else if (column->type == CONF_FIGURE && is_money(row))
		money_put(&text, db_int(stmt, i));
	else if (column->type == CONF_FIGURE || conf_is_number(column->type))
		buf_int(&text, db_int(stmt, i));
	else
		return arena_copy(arena, db_text(stmt, i));
	copy = text.failed ? NULL : arena_copy(arena, text.text);
	buf_free(&text);
	return copy;
}

static enum status take_row(
    struct crm *crm, struct arena *arena, const struct conf_table *table, struct stmt *stmt, const char **row)
{
	for (int i = 0; table->column[i].name; i++) {
		row[i] = cell_text(arena, &table->column[i], stmt, i, row);
		if (!row[i])
			return why_memory(&crm->why);
	}
	return CRM_OK;
}

/* A text as it is kept, for the statements. */
static enum status to_val(
    struct crm *crm, const struct conf_column *column, const char *const *row, int i, struct val *val)
{
	const char *text = row[i];
	enum status status = CRM_OK;
	int64_t number = 0;
	day_t day = 0;
	char *end = NULL;

	if (*text == '\0') {
		*val = column->flags || column->fallback ? V_TEXT("") : V_NULL;
		return CRM_OK;
	}
	if (column->type == CONF_DAY || column->type == CONF_MONTH) {
		char date[24];
		snprintf(date, sizeof date, column->type == CONF_DAY ? "%.20s" : "%.20s-01", text);
		status = day_parse(date, &day);
		number = day;
	} else if (column->type == CONF_FROM || column->type == CONF_UNTIL) {
		status = absence_bound_parse(text, &number);
		/* The table compares the two as they are. */
		if (column->type == CONF_UNTIL && strlen(row[i - 1]) > 10)
			number = absence_bound_to(number);
	} else if (column->type == CONF_FIGURE && is_money(row)) {
		status = money_parse(text, &number);
	} else if (column->type == CONF_FIGURE || conf_is_number(column->type)) {
		number = strtoll(text, &end, 10);
		status = *end ? CRM_DATA : CRM_OK;
	} else {
		*val = V_TEXT(text);
		return CRM_OK;
	}
	*val = V_INT(number);
	return status == CRM_OK ? CRM_OK
	                        : why_set(&crm->why, CRM_DATA, _("setting %s: cannot read «%s»"), column->name, text);
}

/* All columns, or only those of the key; ends with VAL_END. */
static enum status to_vals(
    struct crm *crm, const struct conf_table *table, const char *const *row, bool keys_only, struct val *vals)
{
	enum status status = CRM_OK;

	for (int i = 0; table->column[i].name && status == CRM_OK; i++)
		if (!keys_only || (table->column[i].flags & CONF_KEY))
			status = to_val(crm, &table->column[i], row, i, vals++);
	*vals = (struct val){.kind = VAL_END};
	return status;
}

enum status conf_one(struct crm *crm, const struct conf_table *table, const char *const *keys, const char **row)
{
	struct val vals[CONF_WIDTH + 1];
	struct stmt *stmt;
	enum status status = to_vals(crm, table, keys, true, vals);

	if (status == CRM_OK)
		status = db_ask_one(crm->db, table->one, vals, &stmt);
	if (status != CRM_OK)
		return status;
	status = take_row(crm, &crm->chunk, table, stmt, row);
	db_done(stmt);
	return status;
}

/* Room for one row more; the array doubles. */
static const char **next_row(struct crm *crm, struct conf_rows *rows, int *room)
{
	if (rows->n == *room) {
		int more = *room ? *room * 2 : 32;
		const char *const **grown = arena_get(&crm->run, (size_t)more * sizeof *grown);
		if (!grown)
			return NULL;
		if (rows->n)
			memcpy(grown, rows->row, (size_t)rows->n * sizeof *grown);
		rows->row = grown;
		*room = more;
	}
	return arena_get(&crm->run, CONF_WIDTH * sizeof(const char *));
}

enum status conf_load(struct crm *crm, const struct conf_table *table, struct conf_rows *rows)
{
	struct stmt *stmt;
	int room = 0;
	enum status status = db_ask(crm->db, table->get, NULL, &stmt);

	*rows = (struct conf_rows){0};
	if (status != CRM_OK)
		return status;
	while ((status = db_next(stmt)) == CRM_OK) {
		const char **row = next_row(crm, rows, &room);
		status = row ? take_row(crm, &crm->run, table, stmt, row) : why_memory(&crm->why);
		if (status != CRM_OK) {
			db_done(stmt);
			return status;
		}
		rows->row[rows->n++] = row;
	}
	return status == CRM_NONE ? CRM_OK : status;
}

enum status conf_get(struct crm *crm, const struct conf_table *table, struct writer *writer)
{
	struct conf_rows rows;
	enum status status = conf_load(crm, table, &rows);

	for (int i = 0; i < rows.n && status == CRM_OK; i++)
		status = writer_row(writer, rows.row[i], &crm->why);
	return status;
}

const struct field conf_list_fields[] = {{"table", KIND_TEXT, N_("table")}, {"rows", KIND_INT, N_("rows")}, {0}};

enum status conf_list(struct crm *crm, struct writer *writer)
{
	enum status status = CRM_OK;

	for (int i = 0; conf_at(i) && status == CRM_OK; i++) {
		struct conf_rows rows;
		char count[24];
		status = conf_load(crm, conf_at(i), &rows);
		if (status == CRM_OK)
			status = writer_row(
			    writer, (const char *const[]){conf_at(i)->name, buf_int_text(count, rows.n)}, &crm->why);
	}
	return status;
}

static enum status put_row(struct crm *crm, const struct conf_table *table, const char *const *row)
{
	struct val vals[CONF_WIDTH + 1];
	enum status status = to_vals(crm, table, row, false, vals);

	return status == CRM_OK ? db_run(crm->db, table->put, vals) : status;
}

enum status conf_uses_put(struct buf *text, struct crm *crm, const struct conf_table *table, const char *const *keys)
{
	static const char *const whats[] = {N_("leads"), N_("leads in the past"), N_("tasks"), N_("days of results"),
	    N_("turns"), N_("letters"), NULL}; /* what the statements say */
	struct stmt *stmt;
	enum status status = table->uses ? db_ask(crm->db, table->uses, VALS(V_TEXT(keys[0])), &stmt) : CRM_NONE;

	while (status == CRM_OK && (status = db_next(stmt)) == CRM_OK)
		if (db_int(stmt, 1) > 0 && text_is_among(db_text(stmt, 0), whats))
			buf_format(text, "%s%s %lld", text->length ? ", " : "", _(db_text(stmt, 0)),
			    (long long)db_int(stmt, 1));
	return status == CRM_NONE ? CRM_OK : status;
}

static enum status del_row(struct crm *crm, const struct conf_table *table, const char *const *row)
{
	struct val vals[CONF_WIDTH + 1];
	struct buf uses = {0};
	enum status status = to_vals(crm, table, row, true, vals);

	if (status == CRM_OK)
		status = conf_uses_put(&uses, crm, table, row);
	if (status == CRM_OK && uses.failed)
		status = why_memory(&crm->why);
	if (status == CRM_OK && uses.length)
		status = why_set(&crm->why, CRM_DATA, _("%s «%s» is in use: %s"), table->name, row[0], uses.text);
	buf_free(&uses);
	return status == CRM_OK ? db_run(crm->db, table->del, vals) : status;
}

enum status conf_empty(struct crm *crm, const struct conf_table *table)
{
	struct conf_rows rows;
	enum status status = conf_load(crm, table, &rows);

	for (int i = 0; i < rows.n && status == CRM_OK; i++)
		status = del_row(crm, table, rows.row[i]);
	return status;
}

/* The table and the row, in ${arena}, that an event's text tells of. */
static enum status read_row(
    struct crm *crm, const char *text, struct arena *arena, const struct conf_table **table, const char **row)
{
	struct json json = {0};
	if (!text || json_parse(&json, text, arena) != 0)
		return json_why(&crm->why, &json, "%s", _("an event of settings cannot be read"));
	const char *name = json_get(&json, "table");
	*table = conf_find(name);
	if (!*table)
		return why_set(&crm->why, CRM_INTERNAL, _("an event names the settings table «%s»"), name ? name : "");
	for (int i = 0; (*table)->column[i].name; i++) {
		const char *value = json_get(&json, (*table)->column[i].name), *fallback = (*table)->column[i].fallback;
		row[i] = value ? value : fallback ? fallback : "";
	}
	return CRM_OK;
}

enum status conf_apply(struct crm *crm, const char *new_json, const char *old_json)
{
	const char *row[CONF_WIDTH] = {0};
	struct arena arena = {0};
	const struct conf_table *table;
	enum status status = read_row(crm, new_json ? new_json : old_json, &arena, &table, row);

	if (status == CRM_OK)
		status = new_json ? put_row(crm, table, row) : del_row(crm, table, row);
	arena_free(&arena);
	return status;
}

enum status conf_turn_back(struct crm *crm, const char *new_json, const char *old_json)
{
	const char *row[CONF_WIDTH] = {0};
	struct arena arena = {0};
	struct val keys[CONF_WIDTH + 1];
	const struct conf_table *table;
	enum status status = read_row(crm, old_json ? old_json : new_json, &arena, &table, row);

	if (status == CRM_OK && old_json)
		status = put_row(crm, table, row);
	else if (status == CRM_OK && (status = to_vals(crm, table, row, true, keys)) == CRM_OK)
		status = db_run(crm->db, table->del, keys);
	arena_free(&arena);
	return status;
}
