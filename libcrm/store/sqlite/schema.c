#include "store/migrate.h"

#include "base/core/buf.h"
#include "store/sqlite/engine_private.h"

/* A step is one long text; the limit of ISO C for literals is for other machines. */
#pragma GCC diagnostic ignored "-Woverlength-strings"
#include "store/sqlite/0002-sqlite.sql.h"

/* What only this engine spells so, after the step of that number. */
static const char *const own_steps[] = {NULL, sql_step_0002_sqlite, NULL, NULL, NULL, NULL};
_Static_assert(sizeof own_steps / sizeof *own_steps == SCHEMA_VERSION, "one for each step");

static const struct {
	const char *macro, *spelled;
} macros[] = {{"@ID@", "INTEGER PRIMARY KEY"}, {"@INT@", "INTEGER"}, {"@STRICT@", "STRICT"},
    {"@KEYED@", "WITHOUT ROWID, STRICT"}};

/* What SQLite calls the macro that begins at ${at}; ${length} is how much text it takes. */
static const char *macro_text(const char *at, size_t *length)
{
	for (size_t i = 0; i < sizeof macros / sizeof *macros; i++) {
		*length = strlen(macros[i].macro);
		if (strncmp(at, macros[i].macro, *length) == 0)
			return macros[i].spelled;
	}
	return NULL;
}

static enum status expand_macros(const char *step, struct buf *script, struct why *why)
{
	while (*step) {
		size_t length = strcspn(step, "@");
		buf_add(script, step, length);
		step += length;
		if (!*step)
			break;
		const char *spelled = macro_text(step, &length);
		if (!spelled)
			return why_set(why, CRM_INTERNAL, _("a step of the schema has an unknown macro"));
		buf_put(script, spelled);
		step += length;
	}
	return script->failed ? why_memory(why) : CRM_OK;
}

static enum status run_script(struct db *db, const char *text)
{
	struct buf script = {0};
	enum status status = expand_macros(text, &script, db->why);
	if (status == CRM_OK)
		status = engine_exec(db, script.text);
	buf_free(&script);
	return status;
}

enum status sqlite_schema_step(struct db *db, int number, const char *shared)
{
	enum status status = run_script(db, shared);
	return status == CRM_OK && own_steps[number] ? run_script(db, own_steps[number]) : status;
}

enum status sqlite_schema_read_version(struct db *db, int64_t *version)
{
	int result = engine_number(db, "PRAGMA user_version", version);
	return result == SQLITE_OK ? CRM_OK : sqlite_error(db, result);
}

enum status sqlite_schema_put_version(struct db *db, int version)
{
	char script[96];
	(void)snprintf(
	    script, sizeof script, "PRAGMA application_id=%d; PRAGMA user_version=%d", CRM_APPLICATION_ID, version);
	return engine_exec(db, script);
}
