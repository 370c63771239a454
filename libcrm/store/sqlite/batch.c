/*
 * Arrays of the program, read by SQL. Each table is a module of its own name, which SQLite takes for a table where the
 * schema has none of that name: nothing is written into a schema for it, not even into that of temp. What is bound
 * lives in the handle and not in the table, because SQLite may disconnect and connect it again.
 */
#include "store/sqlite/engine_private.h"

#define FULL_SCAN 0
#define ONE_ROW 1
#define UNBOUND_ROWS 1000 /* what the planner is told before anything is bound */

struct batch_data {
	struct batch_data *next;
	const char *name, *declared; /* declared: its columns, "a, b" */
	int n_columns, n_rows;
	struct batch_column columns[];
};

struct batch_table {
	sqlite3_vtab base;
	struct batch_data *data;
};

struct batch_cursor {
	sqlite3_vtab_cursor base;
	const struct batch_data *data;
	sqlite3_int64 row, end;
};

static struct batch_data *find_batch(struct db *db, const char *name)
{
	for (struct batch_data *data = sqlite_handle(db)->batches; data; data = data->next)
		if (strcmp(data->name, name) == 0)
			return data;
	return NULL;
}

static int batch_connect(
    sqlite3 *engine, void *data, int n_words, const char *const *words, sqlite3_vtab **table, char **error)
{
	(void)n_words;
	(void)words;
	(void)error;
	struct batch_table *made = calloc(1, sizeof *made);
	char *text = sqlite3_mprintf("CREATE TABLE x(%s)", ((struct batch_data *)data)->declared);
	int result = made && text ? sqlite3_declare_vtab(engine, text) : SQLITE_NOMEM;
	sqlite3_free(text);
	if (result != SQLITE_OK) {
		free(made);
		return result;
	}
	made->data = data;
	*table = &made->base;
	return SQLITE_OK;
}

static int batch_disconnect(sqlite3_vtab *table)
{
	free((struct batch_table *)table);
	return SQLITE_OK;
}

static int batch_plan(sqlite3_vtab *table, sqlite3_index_info *plan)
{
	const struct batch_data *data = ((struct batch_table *)table)->data;
	int rows = data->n_rows > 0 ? data->n_rows : UNBOUND_ROWS;
	plan->idxNum = FULL_SCAN;
	plan->estimatedRows = rows;
	plan->estimatedCost = rows;
	for (int i = 0; i < plan->nConstraint; i++) {
		const struct sqlite3_index_constraint *wanted = &plan->aConstraint[i];
		if (!wanted->usable || wanted->iColumn != -1 || wanted->op != SQLITE_INDEX_CONSTRAINT_EQ)
			continue;
		plan->idxNum = ONE_ROW;
		plan->aConstraintUsage[i].argvIndex = 1;
		plan->estimatedRows = 1;
		plan->estimatedCost = 1;
		plan->idxFlags = SQLITE_INDEX_SCAN_UNIQUE;
		break;
	}
	if (plan->nOrderBy == 1 && plan->aOrderBy[0].iColumn == -1 && !plan->aOrderBy[0].desc)
		plan->orderByConsumed = 1;
	return SQLITE_OK;
}

static int batch_open(sqlite3_vtab *table, sqlite3_vtab_cursor **cursor)
{
	struct batch_cursor *made = calloc(1, sizeof *made);
	if (!made)
		return SQLITE_NOMEM;
	made->data = ((struct batch_table *)table)->data;
	*cursor = &made->base;
	return SQLITE_OK;
}

static int batch_close(sqlite3_vtab_cursor *cursor)
{
	free((struct batch_cursor *)cursor);
	return SQLITE_OK;
}

/* A wanted row that is not an integer is left to SQLite, which compares again: it looks at all. */
static int batch_filter(sqlite3_vtab_cursor *cursor, int plan, const char *text, int n_values, sqlite3_value **values)
{
	struct batch_cursor *at = (struct batch_cursor *)cursor;
	(void)text;
	at->row = 0;
	at->end = at->data->n_rows;
	if (plan == ONE_ROW && n_values == 1 && sqlite3_value_type(values[0]) == SQLITE_INTEGER) {
		sqlite3_int64 row = sqlite3_value_int64(values[0]);
		bool there = row >= 0 && row < at->end;
		at->row = there ? row : at->end;
		at->end = there ? row + 1 : at->end;
	}
	return SQLITE_OK;
}

static int batch_next(sqlite3_vtab_cursor *cursor)
{
	((struct batch_cursor *)cursor)->row++;
	return SQLITE_OK;
}

static int batch_eof(sqlite3_vtab_cursor *cursor)
{
	const struct batch_cursor *at = (struct batch_cursor *)cursor;
	return at->row >= at->end;
}

static int batch_column(sqlite3_vtab_cursor *cursor, sqlite3_context *context, int number)
{
	const struct batch_cursor *at = (struct batch_cursor *)cursor;
	const struct batch_column *column = &at->data->columns[number];
	if (column->texts) /* a NULL pointer gives NULL */
		sqlite3_result_text(
		    context, column->texts[at->row], column->lengths ? column->lengths[at->row] : -1, SQLITE_STATIC);
	else if (column->ints[at->row] != BATCH_NULL)
		sqlite3_result_int64(context, column->ints[at->row]);
	return SQLITE_OK;
}

static int batch_rowid(sqlite3_vtab_cursor *cursor, sqlite3_int64 *row)
{
	*row = ((struct batch_cursor *)cursor)->row;
	return SQLITE_OK;
}

void batch_free(struct db *db)
{
	while (sqlite_handle(db)->batches) {
		struct batch_data *data = sqlite_handle(db)->batches;
		sqlite_handle(db)->batches = data->next;
		free(data);
	}
}

/* Without xCreate no table can be made of it: it is one. */
static const sqlite3_module module = {
    .iVersion = 1,
    .xConnect = batch_connect,
    .xBestIndex = batch_plan,
    .xDisconnect = batch_disconnect,
    .xDestroy = batch_disconnect,
    .xOpen = batch_open,
    .xClose = batch_close,
    .xFilter = batch_filter,
    .xNext = batch_next,
    .xEof = batch_eof,
    .xColumn = batch_column,
    .xRowid = batch_rowid,
};

enum status sqlite_batch_table(struct db *db, const char *table, const char *columns)
{
	struct batch_data *data = find_batch(db, table);
	if (data && strcmp(data->declared, columns) == 0)
		return CRM_OK;
	if (data || !*columns)
		return why_set(
		    db->why, CRM_INTERNAL, _("there is no batch «%s» with the columns «%s»"), table, columns);
	int n = 1;
	for (const char *c = columns; *c; c++)
		n += *c == ',';
	data = calloc(1, sizeof *data + (size_t)n * sizeof *data->columns);
	if (!data)
		return why_memory(db->why);
	*data =
	    (struct batch_data){.next = sqlite_handle(db)->batches, .name = table, .declared = columns, .n_columns = n};
	sqlite_handle(db)->batches = data;
	int result = sqlite3_create_module(sqlite_handle(db)->engine, table, &module, data);
	return result == SQLITE_OK ? CRM_OK : sqlite_error(db, result);
}

enum status sqlite_batch(
    struct db *db, const char *table, const struct batch_column *columns, int n_columns, int n_rows)
{
	struct batch_data *data = find_batch(db, table);
	if (!data || data->n_columns != n_columns)
		return why_set(db->why, CRM_INTERNAL, _("there is no batch «%s» with %d columns"), table, n_columns);
	for (int i = 0; i < n_columns && n_rows > 0; i++)
		if (!columns[i].ints == !columns[i].texts)
			return why_set(
			    db->why, CRM_INTERNAL, _("column %d of the batch «%s» is not one array"), i + 1, table);
	memcpy(data->columns, columns, (size_t)n_columns * sizeof *columns);
	data->n_rows = n_rows;
	return CRM_OK;
}
