#include "store/migrate.h"

#include "base/core/buf.h"
#include "store/sqlite/engine_private.h"

/* A step is one long text; the limit of ISO C for literals is for other machines. */
#pragma GCC diagnostic ignored "-Woverlength-strings"
#include "store/0001-base.sql.h"
#include "store/0002-intake.sql.h"
#include "store/sqlite/0002-sqlite.sql.h"

/* Append only: the number of steps is the version. What cannot be said in the words that engines share comes last. */
static const struct {
	const char *shared, *own; /* own: NULL, or what only this engine spells so */
} steps_of_schema[] = {{sql_step_0001, NULL}, {sql_step_0002, sql_step_0002_sqlite}};

static const struct {
	const char *macro, *spelled;
} macros[] = {{"@ID@", "INTEGER PRIMARY KEY"}, {"@INT@", "INTEGER"}, {"@STRICT@", "STRICT"},
    {"@KEYED@", "WITHOUT ROWID, STRICT"}};

int schema_version(void)
{
	return (int)(sizeof steps_of_schema / sizeof *steps_of_schema);
}

/* What SQLite calls the macro that begins at ${at}; ${length} is how much text it takes. */
static const char *spell(const char *at, size_t *length)
{
	for (size_t i = 0; i < sizeof macros / sizeof *macros; i++) {
		*length = strlen(macros[i].macro);
		if (strncmp(at, macros[i].macro, *length) == 0)
			return macros[i].spelled;
	}
	return NULL;
}

static enum status expand(const char *step, struct buf *script, struct why *why)
{
	while (*step) {
		size_t length = strcspn(step, "@");
		buf_add(script, step, length);
		step += length;
		if (!*step)
			break;
		const char *spelled = spell(step, &length);
		if (!spelled)
			return why_set(why, CRM_INTERNAL, _("a step of the schema has an unknown macro"));
		buf_put(script, spelled);
		step += length;
	}
	return script->failed ? why_memory(why) : CRM_OK;
}

static enum status take(struct db *db, const char *text)
{
	struct buf script = {0};
	enum status status = expand(text, &script, db->why);
	if (status == CRM_OK)
		status = engine_exec(db, script.text);
	buf_free(&script);
	return status;
}

static enum status take_step(struct db *db, int version)
{
	enum status status = take(db, steps_of_schema[version].shared);
	if (status == CRM_OK && steps_of_schema[version].own)
		status = take(db, steps_of_schema[version].own);
	return status;
}

static enum status note_version(struct db *db)
{
	char script[96];
	(void)snprintf(script, sizeof script, "PRAGMA application_id=%d; PRAGMA user_version=%d", CRM_APPLICATION_ID,
	    schema_version());
	return engine_exec(db, script);
}

static enum status current(struct db *db, int64_t *version)
{
	int result = engine_number(db, "PRAGMA user_version", version);
	return result == SQLITE_OK ? CRM_OK : trouble(db, result);
}

enum status schema_upgrade(struct db *db, int *steps)
{
	return schema_upgrade_with(db, steps, NULL, NULL);
}

enum status schema_upgrade_with(struct db *db, int *steps, enum status (*finish)(void *arg), void *arg)
{
	int64_t version = 0;
	*steps = 0;
	enum status status = current(db, &version);
	if (status != CRM_OK || version >= schema_version())
		return status;
	status = db_begin(db);
	if (status != CRM_OK)
		return status;
	status = current(db, &version); /* now that nobody else can be upgrading it */
	int first = (int)version;
	for (; status == CRM_OK && version < schema_version(); version++)
		status = take_step(db, (int)version);
	if (status == CRM_OK)
		status = note_version(db);
	if (status == CRM_OK && finish && first < (int)version)
		status = finish(arg);
	if (status != CRM_OK) {
		db_rollback(db);
		return status;
	}
	status = db_commit(db);
	if (status == CRM_OK)
		*steps = schema_version() - first;
	return status;
}
