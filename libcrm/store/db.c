/* The handle as everybody sees it: which engine it is, and what is the same for all of them. */
#include "store/engine.h"
#include "store/migrate.h"

/* NULL: there is none for that url. */
static const struct db_ops *engine_of(const char *url)
{
	if (url && (strncmp(url, "postgresql://", 13) == 0 || strncmp(url, "postgres://", 11) == 0))
		return NULL;
	return &sqlite_ops;
}

static enum status choose_engine(const char *url, const struct db_ops **ops, struct why *why)
{
	*ops = engine_of(url);
	return *ops ? CRM_OK : why_set(why, CRM_UNAVAILABLE, _("no PostgreSQL plug-in is installed"));
}

enum status db_open(struct db **db, const char *url, enum db_mode mode, struct why *why)
{
	const struct db_ops *ops;
	*db = NULL;
	enum status status = choose_engine(url, &ops, why);
	return status == CRM_OK ? ops->open(db, url, mode, why) : status;
}

enum status db_create(struct db **db, const char *url, struct why *why)
{
	const struct db_ops *ops;
	int steps;
	*db = NULL;
	enum status status = choose_engine(url, &ops, why);
	if (status == CRM_OK)
		status = ops->create(db, url, why);
	if (status != CRM_OK)
		return status;
	status = schema_upgrade(*db, &steps);
	if (status != CRM_OK) {
		db_close(*db);
		*db = NULL;
		ops->remove(url);
	}
	return status;
}

void db_remove(const char *url)
{
	const struct db_ops *ops = engine_of(url);
	if (ops)
		ops->remove(url);
}

void db_close(struct db *db)
{
	if (!db)
		return;
	free(db->journal);
	db->ops->close(db);
}

const char *db_url(const struct db *db)
{
	return db->url;
}

const char *db_name(const struct db *db)
{
	const char *slash = strrchr(db->url, '/');
	return slash ? slash + 1 : db->url;
}

const char *db_sibling(const char *url, const char *ending, struct arena *arena)
{
	const struct db_ops *ops = engine_of(url);
	return ops ? ops->sibling(url, ending, arena) : NULL;
}

struct why *db_why(struct db *db)
{
	return db->why;
}

void db_patience(struct db *db, int seconds)
{
	db->patience = seconds;
}

enum status db_begin(struct db *db)
{
	return db->ops->begin(db);
}

enum status db_commit(struct db *db)
{
	return db->ops->commit(db);
}

void db_rollback(struct db *db)
{
	db->ops->rollback(db);
}

enum status db_mark(struct db *db)
{
	return db->ops->mark(db);
}

enum status db_keep(struct db *db)
{
	return db->ops->keep(db);
}

enum status db_giveup(struct db *db)
{
	return db->ops->giveup(db);
}

enum status db_run(struct db *db, const char *sql, const struct val *vals)
{
	return db->ops->run(db, sql, vals);
}

int64_t db_written(const struct db *db)
{
	return db->ops->written(db);
}

int64_t db_changed(const struct db *db)
{
	return db->changed;
}

enum status db_ask(struct db *db, const char *sql, const struct val *vals, struct stmt **stmt)
{
	return db->ops->ask(db, sql, vals, stmt);
}

enum status db_next(struct stmt *stmt)
{
	return stmt->ops->next(stmt);
}

void db_done(struct stmt *stmt)
{
	if (stmt)
		stmt->ops->done(stmt);
}

enum status db_ask_one(struct db *db, const char *sql, const struct val *vals, struct stmt **stmt)
{
	enum status status = db_ask(db, sql, vals, stmt);
	if (status == CRM_OK)
		status = db_next(*stmt);
	if (status != CRM_OK)
		*stmt = NULL;
	return status;
}

int64_t db_int(struct stmt *stmt, int column)
{
	return stmt->ops->int_at(stmt, column);
}

const char *db_text(struct stmt *stmt, int column)
{
	return stmt->ops->text_at(stmt, column);
}

bool db_null(struct stmt *stmt, int column)
{
	return stmt->ops->null_at(stmt, column);
}

bool db_same_row(struct stmt *a, struct stmt *b, int n)
{
	return a->ops->same_row(a, b, n);
}

enum status db_number(struct db *db, const char *sql, const struct val *vals, int64_t fallback, int64_t *number)
{
	struct stmt *stmt;
	*number = fallback;
	enum status status = db_ask_one(db, sql, vals, &stmt);
	if (status == CRM_NONE)
		return CRM_OK;
	if (status != CRM_OK)
		return status;
	if (!db_null(stmt, 0))
		*number = db_int(stmt, 0);
	db_done(stmt);
	return CRM_OK;
}

enum status db_prepare_only(struct db *db, const char *sql)
{
	return db->ops->prepare_only(db, sql);
}

enum status db_batch_table(struct db *db, const char *table, const char *columns)
{
	return db->ops->batch_table(db, table, columns);
}

enum status db_batch(struct db *db, const char *table, const struct batch_column *columns, int n_columns, int n_rows)
{
	return db->ops->batch(db, table, columns, n_columns, n_rows);
}

static struct val val_of(const struct batch_column *column, int row)
{
	if (column->texts)
		return V_TEXT(column->texts[row]);
	return column->ints[row] == BATCH_NULL ? V_NULL : V_INT(column->ints[row]);
}

enum status db_run_each(
    struct db *db, const char *sql, const struct batch_column *columns, int n_columns, int from, int to)
{
	struct val vals[BATCH_COLUMNS_MAX + 1];
	enum status status = CRM_OK;
	if (n_columns > BATCH_COLUMNS_MAX)
		return why_set(db->why, CRM_INTERNAL, _("a statement for each row has too many columns"));
	vals[n_columns] = (struct val){.kind = VAL_END};
	for (int row = from; row < to && status == CRM_OK; row++) {
		for (int c = 0; c < n_columns; c++)
			vals[c] = val_of(&columns[c], row);
		status = db_run(db, sql, vals);
	}
	return status;
}

enum status db_integrity(struct db *db, struct why *result)
{
	return db->ops->integrity(db, result);
}

enum status db_backup(struct db *db, const char *file, bool anew)
{
	const struct db_ops *ops;
	enum status status = choose_engine(file, &ops, db->why);
	return status == CRM_OK ? db->ops->backup(db, file, anew) : status;
}

enum status db_restore(const char *from, const char *url, const struct restore_guard *guard, struct why *why)
{
	const struct db_ops *ops;
	enum status status = choose_engine(from, &ops, why);
	if (status == CRM_OK)
		status = choose_engine(url, &ops, why);
	return status == CRM_OK ? ops->restore(from, url, guard, why) : status;
}

enum status db_scratch(struct db *like, struct db **scratch)
{
	int steps;
	enum status status = like->ops->scratch(like, scratch);
	if (status == CRM_OK)
		status = schema_upgrade(*scratch, &steps);
	if (status != CRM_OK) {
		db_close(*scratch);
		*scratch = NULL;
	}
	return status;
}

enum status db_share_journal(struct db *from, struct db *scratch)
{
	return from->ops->share_journal(from, scratch);
}

enum status db_shred(struct db *db)
{
	return db->ops->shred(db);
}

enum status db_file_bytes(struct db *db, int64_t *bytes)
{
	return db->ops->file_bytes(db, bytes);
}

int64_t db_wal_bytes(struct db *db)
{
	return db->ops->wal_bytes(db);
}

const char *db_engine(const struct db *db)
{
	return (db ? db->ops : &sqlite_ops)->engine();
}
