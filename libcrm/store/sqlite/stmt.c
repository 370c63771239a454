#include "store/sqlite/engine_private.h"

/*
 * Statements are prepared once and kept by the address of their text. One that is asked again while it is in use
 * (a recursion) gets a twin, which is kept beside it for the next time.
 */
struct sqlite_kept {
	struct stmt head;
	const char *sql;
	sqlite3_stmt *vm;
	struct sqlite_kept *next;
	bool busy;
	int n_values;
	int index[]; /* of $1, $2, …: SQLite counts them in the order of appearance */
};

static struct sqlite_kept *kept_of(struct stmt *stmt)
{
	return (struct sqlite_kept *)stmt;
}

static struct sqlite_kept **bucket_of(struct db *db, const char *sql)
{
	uint64_t key = (uint64_t)(uintptr_t)sql * UINT64_C(0x9e3779b97f4a7c15);
	return &sqlite_handle(db)->kept[key >> 58];
}
_Static_assert(STMT_BUCKETS == 64, "six bits choose the bucket");

static enum status number_placeholders(struct sqlite_kept *stmt)
{
	char name[16];
	for (int i = 0; i < stmt->n_values; i++) {
		(void)snprintf(name, sizeof name, "$%d", i + 1);
		stmt->index[i] = sqlite3_bind_parameter_index(stmt->vm, name);
		if (stmt->index[i] == 0)
			return why_set(stmt->head.db->why, CRM_INTERNAL, _("a statement has no placeholder %s"), name);
	}
	return CRM_OK;
}

static enum status compile_statement(struct db *db, const char *sql, sqlite3_stmt **vm)
{
	const char *rest;
	int result = sqlite3_prepare_v3(sqlite_handle(db)->engine, sql, -1, SQLITE_PREPARE_PERSISTENT, vm, &rest);
	if (result != SQLITE_OK)
		return sqlite_error(db, result);
	if (*vm && rest[strspn(rest, " \t\n;")] == '\0')
		return CRM_OK;
	(void)sqlite3_finalize(*vm);
	return why_set(db->why, CRM_INTERNAL, _("a statement must be exactly one"));
}

static enum status prepare_statement(struct db *db, const char *sql, struct sqlite_kept **made)
{
	sqlite3_stmt *vm = NULL;
	enum status status = compile_statement(db, sql, &vm);
	if (status != CRM_OK)
		return status;
	int n_values = sqlite3_bind_parameter_count(vm);
	struct sqlite_kept *stmt = calloc(1, sizeof *stmt + (size_t)n_values * sizeof *stmt->index);
	if (!stmt) {
		(void)sqlite3_finalize(vm);
		return why_memory(db->why);
	}
	*stmt = (struct sqlite_kept){.head = {&sqlite_ops, db}, .sql = sql, .vm = vm, .n_values = n_values};
	status = number_placeholders(stmt);
	if (status != CRM_OK) {
		(void)sqlite3_finalize(vm);
		free(stmt);
		return status;
	}
	struct sqlite_kept **bucket = bucket_of(db, sql);
	stmt->next = *bucket;
	*bucket = stmt;
	*made = stmt;
	return CRM_OK;
}

static enum status get_prepared(struct db *db, const char *sql, struct sqlite_kept **stmt)
{
	for (struct sqlite_kept *kept = *bucket_of(db, sql); kept; kept = kept->next)
		if (kept->sql == sql && !kept->busy) {
			*stmt = kept;
			return CRM_OK;
		}
	return prepare_statement(db, sql, stmt);
}

static int bind_one(sqlite3_stmt *vm, int index, const struct val *val)
{
	switch (val->kind) {
	case VAL_INT: return sqlite3_bind_int64(vm, index, val->i);
	case VAL_TEXT: /* a NULL pointer binds NULL */ return sqlite3_bind_text(vm, index, val->t, -1, SQLITE_STATIC);
	case VAL_NULL:
	case VAL_END: break;
	}
	return sqlite3_bind_null(vm, index);
}

static enum status bind_all(struct sqlite_kept *stmt, const struct val *vals)
{
	int n = 0;
	for (; n < stmt->n_values && vals && vals[n].kind != VAL_END; n++) {
		int result = bind_one(stmt->vm, stmt->index[n], &vals[n]);
		if (result != SQLITE_OK)
			return sqlite_error(stmt->head.db, result);
	}
	if (n < stmt->n_values || (vals && vals[n].kind != VAL_END))
		return why_set(stmt->head.db->why, CRM_INTERNAL,
		    _("a statement with %d placeholders got another number of values"), stmt->n_values);
	return CRM_OK;
}

static void release(struct sqlite_kept *stmt)
{
	(void)sqlite3_reset(stmt->vm); /* repeats what the last step said */
	if (stmt->n_values)
		(void)sqlite3_clear_bindings(stmt->vm); /* borrowed texts end here */
}

enum status sqlite_ask(struct db *db, const char *sql, const struct val *vals, struct stmt **stmt)
{
	struct sqlite_kept *got;
	*stmt = NULL;
	enum status status = get_prepared(db, sql, &got);
	if (status != CRM_OK)
		return status;
	status = bind_all(got, vals);
	if (status != CRM_OK) {
		release(got);
		return status;
	}
	got->busy = true;
	sqlite_handle(db)->in_use++;
	*stmt = &got->head;
	return CRM_OK;
}

enum status sqlite_next(struct stmt *stmt)
{
	int result = sqlite3_step(kept_of(stmt)->vm);
	if (result == SQLITE_ROW)
		return CRM_OK;
	enum status status = result == SQLITE_DONE ? CRM_NONE : sqlite_error(stmt->db, result);
	sqlite_done(stmt);
	return status;
}

void sqlite_done(struct stmt *stmt)
{
	struct sqlite_kept *kept = kept_of(stmt);
	if (!kept->busy)
		return;
	release(kept);
	kept->busy = false;
	sqlite_handle(stmt->db)->in_use--;
}

enum status sqlite_run(struct db *db, const char *sql, const struct val *vals)
{
	struct stmt *stmt;
	int64_t before = sqlite3_total_changes64(sqlite_handle(db)->engine);
	db->changed = 0;
	enum status status = sqlite_ask(db, sql, vals, &stmt);
	if (status != CRM_OK)
		return status;
	status = sqlite_next(stmt);
	if (status == CRM_OK) {
		sqlite_done(stmt);
		return why_set(db->why, CRM_INTERNAL, _("a statement that should give no rows gave one"));
	}
	if (status != CRM_NONE)
		return status;
	if (sqlite3_total_changes64(sqlite_handle(db)->engine) != before)
		db->changed = sqlite3_changes64(sqlite_handle(db)->engine);
	return CRM_OK;
}

int64_t sqlite_written(const struct db *db)
{
	return sqlite3_total_changes64(((const struct sqlite_db *)db)->engine);
}

int64_t sqlite_int_at(struct stmt *stmt, int column)
{
	return sqlite3_column_int64(kept_of(stmt)->vm, column);
}

const char *sqlite_text_at(struct stmt *stmt, int column)
{
	return (const char *)sqlite3_column_text(kept_of(stmt)->vm, column);
}

bool sqlite_null_at(struct stmt *stmt, int column)
{
	return sqlite3_column_type(kept_of(stmt)->vm, column) == SQLITE_NULL;
}

static bool same_value(sqlite3_value *a, sqlite3_value *b)
{
	int type = sqlite3_value_type(a);
	if (type != sqlite3_value_type(b))
		return false;
	if (type == SQLITE_INTEGER)
		return sqlite3_value_int64(a) == sqlite3_value_int64(b);
	if (type != SQLITE_TEXT)
		return type == SQLITE_NULL;
	const void *x = sqlite3_value_blob(a), *y = sqlite3_value_blob(b);
	int length = sqlite3_value_bytes(a);
	return length == sqlite3_value_bytes(b) && (length == 0 || (x && y && memcmp(x, y, (size_t)length) == 0));
}

/* One thread: a column may be looked at where it is. */
bool sqlite_same_row(struct stmt *a, struct stmt *b, int n)
{
	sqlite3_stmt *x = kept_of(a)->vm, *y = kept_of(b)->vm;
	for (int i = 0; i < n; i++)
		if (!same_value(sqlite3_column_value(x, i), sqlite3_column_value(y, i)))
			return false;
	return true;
}

enum status sqlite_prepare_only(struct db *db, const char *sql)
{
	struct sqlite_kept *stmt;
	return get_prepared(db, sql, &stmt);
}

void stmts_free(struct db *db)
{
	for (int i = 0; i < STMT_BUCKETS; i++)
		while (sqlite_handle(db)->kept[i]) {
			struct sqlite_kept *stmt = sqlite_handle(db)->kept[i];
			sqlite_handle(db)->kept[i] = stmt->next;
			(void)sqlite3_finalize(stmt->vm);
			free(stmt);
		}
	sqlite_handle(db)->in_use = 0;
}
