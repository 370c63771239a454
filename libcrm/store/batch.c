/*
 * The table module `batch`: arrays of the program, read by SQL. What is bound to a name lives in the handle and not in
 * the table, because SQLite disconnects and connects tables again when a schema changes.
 */
#include "store/engine.h"

#include "base/buf.h"

#define FULL_SCAN 0
#define ONE_ROW 1
#define UNBOUND_ROWS 1000 /* what the planner is told before anything is bound */

struct batch_data {
	struct batch_data *next;
	int n_columns, n_rows;
	struct batch_column *columns;
	char name[];
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

static struct batch_data *find(struct db *db, const char *name)
{
	for (struct batch_data *data = db->batches; data; data = data->next)
		if (strcmp(data->name, name) == 0)
			return data;
	return NULL;
}

static int set_columns(struct batch_data *data, int n_columns)
{
	struct batch_column *columns = calloc((size_t)n_columns, sizeof *columns);
	if (!columns)
		return SQLITE_NOMEM;
	free(data->columns);
	data->columns = columns;
	data->n_columns = n_columns;
	data->n_rows = 0;
	return SQLITE_OK;
}

static int find_or_add(struct db *db, const char *name, int n_columns, struct batch_data **data)
{
	*data = find(db, name);
	if (*data)
		return (*data)->n_columns == n_columns ? SQLITE_OK : set_columns(*data, n_columns);
	struct batch_data *made = calloc(1, sizeof *made + strlen(name) + 1);
	if (!made || set_columns(made, n_columns) != SQLITE_OK) {
		free(made);
		return SQLITE_NOMEM;
	}
	memcpy(made->name, name, strlen(name) + 1);
	made->next = db->batches;
	db->batches = made;
	*data = made;
	return SQLITE_OK;
}

/* From the fourth argument on: the columns. */
static int declare(sqlite3 *engine, int n_words, const char *const *words)
{
	struct buf text = {0};
	buf_put(&text, "CREATE TABLE x(");
	for (int i = 3; i < n_words; i++) {
		buf_put(&text, i > 3 ? ", " : "");
		buf_put(&text, words[i]);
	}
	buf_put(&text, ")");
	int result = text.failed ? SQLITE_NOMEM : sqlite3_declare_vtab(engine, text.text);
	buf_free(&text);
	return result;
}

static int batch_connect(
    sqlite3 *engine, void *handle, int n_words, const char *const *words, sqlite3_vtab **table, char **error)
{
	if (n_words < 4) {
		*error = sqlite3_mprintf("a batch has no columns");
		return SQLITE_ERROR;
	}
	struct batch_table *made = calloc(1, sizeof *made);
	if (!made)
		return SQLITE_NOMEM;
	int result = declare(engine, n_words, words);
	if (result == SQLITE_OK)
		result = find_or_add(handle, words[2], n_words - 3, &made->data);
	if (result != SQLITE_OK) {
		free(made);
		return result;
	}
	*table = &made->base;
	return SQLITE_OK;
}

/* Not the same function as batch_connect, or SQLite would offer a table "batch" without being asked. */
static int batch_create(
    sqlite3 *engine, void *handle, int n_words, const char *const *words, sqlite3_vtab **table, char **error)
{
	return batch_connect(engine, handle, n_words, words, table, error);
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
		sqlite3_result_text(context, column->texts[at->row], -1, SQLITE_STATIC);
	else if (column->ints[at->row] != BATCH_NULL)
		sqlite3_result_int64(context, column->ints[at->row]);
	return SQLITE_OK;
}

static int batch_rowid(sqlite3_vtab_cursor *cursor, sqlite3_int64 *row)
{
	*row = ((struct batch_cursor *)cursor)->row;
	return SQLITE_OK;
}

int batch_register(struct db *db)
{
	static const sqlite3_module module = {
	    .iVersion = 1,
	    .xCreate = batch_create,
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
	return sqlite3_create_module(db->engine, "batch", &module, db);
}

void batch_free(struct db *db)
{
	while (db->batches) {
		struct batch_data *data = db->batches;
		db->batches = data->next;
		free(data->columns);
		free(data);
	}
}

enum status db_batch(struct db *db, const char *table, const struct batch_column *columns, int n_columns, int n_rows)
{
	struct batch_data *data = find(db, table);
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
