#include "flow/upkeep/db_admin.h"

#include <inttypes.h>
#include <unistd.h>

#include "book/projection/apply.h"
#include "book/projection/rollup.h"
#include "flow/privacy/data_subject.h"
#include "store/migrate.h"

#include "flow/upkeep/db_admin.sql.h"

#define DIFFERENCES_TOLD 20
#define LARGE_FILE (INT64_C(256) << 20) /* bytes: to look it over takes seconds */

const struct field db_admin_fields[] = {
    {"check", KIND_TEXT, N_("check")}, {"result", KIND_TEXT, N_("result")}, {"detail", KIND_TEXT, N_("detail")}, {0}};

enum status db_admin_put(const struct upkeep *upkeep, const char *check, bool good, const char *detail)
{
	const char *const cells[] = {check, good ? "ok" : "bad", detail};
	return writer_row(upkeep->writer, cells, &upkeep->crm->why);
}

enum status db_admin_create(const char *url, struct why *why)
{
	struct db *db;
	enum status status = db_create(&db, url, why);
	if (status == CRM_OK)
		db_close(db);
	return status;
}

void db_admin_remove(struct crm *crm, const char *url)
{
	db_close(crm->db);
	crm->db = NULL;
	db_remove(url);
}

/* A check on its way. */
struct telling {
	struct crm *crm;
	const struct upkeep *upkeep;
	enum status status; /* of telling */
	int64_t bad;
};

static void tell_line(struct telling *telling, const char *check, bool good, const char *detail)
{
	telling->bad += !good;
	if (telling->status == CRM_OK)
		telling->status = db_admin_put(telling->upkeep, check, good, detail);
}

static enum status tell_number(const struct upkeep *upkeep, const char *check, const char *sql)
{
	char text[24];
	int64_t number;
	enum status status = db_number(upkeep->crm->db, sql, NULL, 0, &number);
	snprintf(text, sizeof text, "%" PRId64, number);
	return status == CRM_OK ? db_admin_put(upkeep, check, true, text) : status;
}

static enum status first_event(struct telling *telling, const char *sql, const char *format)
{
	char text[256];
	int64_t event;
	enum status status = db_number(telling->crm->db, sql, NULL, 0, &event);
	if (status != CRM_OK || event == 0)
		return status;
	snprintf(text, sizeof text, format, (long long)event);
	tell_line(telling, "journal", false, text);
	return CRM_OK;
}

/* "read 12 = added 9 + known 3": does it add up? Counts of another shape are nobody's business. */
static bool adds_up(const char *counts)
{
	const char *equals = strchr(counts, '=');
	const char *space = equals != NULL ? strchr(counts, ' ') : NULL;
	if (space == NULL || space > equals)
		return true;
	long long all = strtoll(space, NULL, 10), sum = 0;
	for (const char *word = equals + 1; word != NULL; word = strchr(word + 1, '+')) {
		word += strspn(word, " +");
		const char *number = word + strcspn(word, " ");
		sum += strtoll(number, NULL, 10);
	}
	return sum == all;
}

static enum status check_counts(struct telling *telling)
{
	struct stmt *row;
	enum status status = db_ask(telling->crm->db, sql_batch_counts, NULL, &row);
	if (status != CRM_OK)
		return status;
	while ((status = db_next(row)) == CRM_OK) {
		char text[512];
		if (adds_up(db_text(row, 1)))
			continue;
		snprintf(
		    text, sizeof text, _("batch %lld does not add up: %s"), (long long)db_int(row, 0), db_text(row, 1));
		tell_line(telling, "journal", false, text);
	}
	return status == CRM_NONE ? CRM_OK : status;
}

static enum status check_journal(struct telling *telling)
{
	int64_t before = telling->bad;
	enum status status = first_event(telling, sql_strays, _("event %lld is not among those of its batch"));
	if (status == CRM_OK)
		status = first_event(telling, sql_undone_before, _("event %lld takes back what was not there"));
	if (status == CRM_OK)
		status = first_event(telling, sql_left_open, _("event %lld is left open to changes"));
	if (status == CRM_OK)
		status = check_counts(telling);
	if (status != CRM_OK || telling->bad != before)
		return status;
	return tell_number(telling->upkeep, "journal", sql_count_events);
}

static void differ(void *arg, const char *table, const char *text)
{
	tell_line(arg, table, false, text);
}

static enum status replay_into(struct telling *telling, struct crm *copy)
{
	struct crm *crm = telling->crm;
	char text[64];
	int64_t differences = 0;
	enum status status = replay(crm, copy);
	if (status == CRM_OK)
		status = derived_compare(crm, copy, DIFFERENCES_TOLD, differ, telling, &differences);
	if (status != CRM_OK)
		return status;
	snprintf(text, sizeof text, _("%lld differences"), (long long)differences);
	tell_line(telling, "replay", differences == 0, text);
	return telling->status;
}

static enum status check_replay(struct telling *telling)
{
	struct crm *crm = telling->crm;
	struct crm copy = {
	    .now = crm->now, .lang = crm->lang, .dates = crm->dates, .share = crm->share, .told = crm->told};
	enum status status = db_scratch(crm->db, &copy.db);
	if (status == CRM_OK) {
		status = crm_load(&copy);
		if (status != CRM_OK && copy.why.text[0] != '\0')
			crm->why = copy.why;
	}
	if (status == CRM_OK)
		status = replay_into(telling, &copy);
	rollup_free(&copy);
	crm_unload(&copy);
	db_close(copy.db);
	return status;
}

/* The tables are right all the same: it is told, and whoever writes next ends it. */
static enum status check_erasing(struct telling *telling)
{
	char text[160];
	int64_t event;
	enum status status = erase_unfinished(telling->crm, &event);
	if (status != CRM_OK || !event)
		return status;
	snprintf(text, sizeof text, _("event %lld: its traces are in the files still"), (long long)event);
	if (telling->status == CRM_OK)
		telling->status = db_admin_put(telling->upkeep, "erasing", false, text);
	return telling->status == CRM_OK
	           ? why_set(&telling->crm->why, CRM_BUSY,
	                 _("an erasing is not finished: crm-db rewrite ends it, or the next command that writes"))
	           : telling->status;
}

/* The engine does not say how far it is. */
static void tell_before_integrity(struct crm *crm)
{
	int64_t bytes;
	if (crm->told != NULL && db_file_bytes(crm->db, &bytes) == CRM_OK && bytes > LARGE_FILE)
		crm->told(_("first the file is looked over"));
}

static enum status check_tables(const struct upkeep *upkeep)
{
	struct crm *crm = upkeep->crm;
	struct telling telling = {crm, upkeep, CRM_OK, 0};
	struct why whole = {0};
	tell_before_integrity(crm);
	enum status status = db_integrity(crm->db, &whole);
	if (status == CRM_IO) {
		tell_line(&telling, "integrity", false, whole.text);
		crm->why = whole;
		return telling.status == CRM_OK ? status : telling.status;
	}
	if (status == CRM_OK)
		status = db_begin(crm->db);
	if (status != CRM_OK)
		return status;
	tell_line(&telling, "integrity", true, db_engine(crm->db));
	status = check_journal(&telling);
	db_rollback(crm->db); /* a replay begins with a moment of its own */
	if (status == CRM_OK)
		status = check_replay(&telling);
	if (status == CRM_OK)
		status = telling.status;
	if (status == CRM_OK && telling.bad > 0)
		status = why_set(&crm->why, CRM_INTERNAL,
		    _("the tables are not what the journal says: crm-db rebuild makes them again"));
	if (status == CRM_OK)
		status = check_erasing(&telling);
	db_rollback(crm->db);
	return status;
}

static enum status tell_hash(const struct upkeep *upkeep)
{
	struct crm *crm = upkeep->crm;
	char text[17];
	enum status status = db_begin(crm->db);
	if (status == CRM_OK)
		status = derived_hash(crm, text);
	db_rollback(crm->db);
	return status == CRM_OK ? db_admin_put(upkeep, "hash", true, text) : status;
}

enum status db_admin_check(const struct upkeep *upkeep)
{
	struct crm *crm = upkeep->crm;
	enum status status = option(crm, "hash") ? tell_hash(upkeep) : check_tables(upkeep);
	struct why said = crm->why;
	if (status == CRM_IO || status == CRM_INTERNAL || status == CRM_BUSY) {
		(void)writer_flush(upkeep->writer, &crm->why);
		crm->why = said;
	}
	return status;
}

enum status db_admin_rebuild(const struct upkeep *upkeep)
{
	enum status status = replay_rebuild(upkeep->crm);
	return status == CRM_OK ? tell_number(upkeep, "rebuild", sql_count_events) : status;
}

static enum status tell_bytes(const struct upkeep *upkeep, const char *check, int64_t bytes)
{
	char text[24];
	snprintf(text, sizeof text, "%" PRId64, bytes);
	return db_admin_put(upkeep, check, true, text);
}

enum status db_admin_stats(const struct upkeep *upkeep)
{
	struct crm *crm = upkeep->crm;
	static const struct {
		const char *name, *sql;
	} counts[] = {{"leads", sql_count_leads}, {"open", sql_count_open}, {"clients", sql_count_clients},
	    {"events", sql_count_events}, {"batches", sql_count_batches}};
	char version[24];
	int64_t bytes;
	enum status status = db_begin(crm->db);
	for (size_t i = 0; i < sizeof counts / sizeof *counts && status == CRM_OK; i++)
		status = tell_number(upkeep, counts[i].name, counts[i].sql);
	db_rollback(crm->db);
	if (status == CRM_OK)
		status = db_file_bytes(crm->db, &bytes);
	if (status == CRM_OK)
		status = tell_bytes(upkeep, "file_bytes", bytes);
	if (status == CRM_OK)
		status = tell_bytes(upkeep, "wal_bytes", db_wal_bytes(crm->db));
	snprintf(version, sizeof version, "%d", SCHEMA_VERSION);
	if (status == CRM_OK)
		status = db_admin_put(upkeep, "engine", true, db_engine(crm->db));
	if (status == CRM_OK)
		status = db_admin_put(upkeep, "schema", true, version);
	return status == CRM_OK ? db_admin_put(upkeep, "timezone", true, zone_name(crm->zone)) : status;
}

enum status db_admin_rewrite(const struct upkeep *upkeep)
{
	struct crm *crm = upkeep->crm;
	int64_t unfinished;
	enum status status = erase_unfinished(crm, &unfinished);
	if (status == CRM_OK)
		status = unfinished ? erase_traces(crm) : db_shred(crm->db);
	return status == CRM_OK ? db_admin_put(upkeep, "rewrite", true, upkeep->url) : status;
}

enum status db_admin_backup(const struct upkeep *upkeep)
{
	int64_t unfinished; /* what an erasing has left in the pages is not copied */
	enum status status = erase_unfinished(upkeep->crm, &unfinished);
	if (status == CRM_OK)
		status = db_backup(upkeep->crm->db, upkeep->file, unfinished != 0);
	return status == CRM_OK ? db_admin_put(upkeep, "backup", true, upkeep->file) : status;
}

/* A database that a backup is put over. */
struct replacing {
	const struct upkeep *upkeep;
	const char *keep;
	bool there;
	int64_t gone; /* events it has and the backup has not */
};

static bool same_event(struct stmt *a, struct stmt *b)
{
	for (int i = 0; i < 4; i++)
		if (db_int(a, i) != db_int(b, i))
			return false;
	return true;
}

static enum status skip_to(struct stmt *row, int64_t event, enum status status)
{
	while (status == CRM_OK && db_int(row, 0) < event)
		status = db_next(row);
	return status;
}

/* Both journals, event by event. */
static enum status count_gone(struct replacing *replacing, struct db *old, struct db *backup)
{
	struct stmt *mine, *its;
	enum status status = db_ask(old, sql_events_in_order, NULL, &mine), other;
	if (status != CRM_OK)
		return status;
	other = db_ask(backup, sql_events_in_order, NULL, &its);
	if (other != CRM_OK) {
		db_done(mine);
		return other;
	}
	for (other = db_next(its); (status = db_next(mine)) == CRM_OK;) {
		other = skip_to(its, db_int(mine, 0), other);
		replacing->gone += other != CRM_OK || !same_event(mine, its);
	}
	if (other == CRM_OK)
		db_done(its);
	return status == CRM_NONE && (other == CRM_OK || other == CRM_NONE) ? CRM_OK
	       : status != CRM_NONE                                         ? status
	                                                                    : other;
}

/* One whose journal cannot be read any more is just the one that needs a backup. */
static enum status may_replace(void *arg, struct db *old, struct db *backup)
{
	struct replacing *replacing = arg;
	const struct upkeep *upkeep = replacing->upkeep;
	replacing->there = true;
	enum status status = count_gone(replacing, old, backup);
	if (status != CRM_OK && status != CRM_IO)
		return status;
	if (replacing->gone && !option(upkeep->crm, "force"))
		return why_set(&upkeep->crm->why, CRM_CANTCREATE,
		    ngettext(
		        "«%.300s» has %lld event that the backup has not, and it would go: --force restores all the "
		        "same, and keeps the old one as %.300s",
		        "«%.300s» has %lld events that the backup has not, and they would go: --force restores all the "
		        "same, and keeps the old one as %.300s",
		        (unsigned long)replacing->gone),
		    upkeep->url, (long long)replacing->gone, replacing->keep);
	return CRM_OK;
}

/* crm.db-before-20261123T150000Z, or the next name that is free. */
static enum status name_kept(struct crm *crm, const char *url, const char **keep)
{
	struct zone *utc;
	struct buf at = {0};
	char digits[32];
	size_t n = 0;
	enum status status = zone_open(&utc, "UTC", &crm->why);
	if (status != CRM_OK)
		return status;
	instant_put(&at, utc, crm->now);
	zone_free(utc);
	for (const char *c = at.failed ? "" : at.text; *c && *c != '+' && n < sizeof digits - 1; c++)
		if (*c != '-' && *c != ':')
			digits[n++] = *c;
	digits[n] = '\0';
	buf_free(&at);
	const char *ending = arena_format(&crm->run, "-before-%sZ", digits);
	*keep = ending ? db_sibling(url, ending, &crm->run) : NULL;
	for (int i = 2; *keep && access(*keep, F_OK) == 0; i++)
		*keep = (ending = arena_format(&crm->run, "-before-%sZ-%d", digits, i)) != NULL
		            ? db_sibling(url, ending, &crm->run)
		            : NULL;
	return *keep ? CRM_OK : why_memory(&crm->why);
}

enum status db_admin_restore(const struct upkeep *upkeep)
{
	struct crm *crm = upkeep->crm;
	struct replacing replacing = {.upkeep = upkeep};
	char text[24];
	enum status status = name_kept(crm, upkeep->url, &replacing.keep);
	const struct restore_guard guard = {replacing.keep, may_replace, &replacing};
	if (status == CRM_OK)
		status = db_restore(upkeep->file, upkeep->url, &guard, &crm->why);
	if (status == CRM_OK)
		status = db_admin_put(upkeep, "restore", true, upkeep->url);
	if (status == CRM_OK && replacing.there)
		status = db_admin_put(upkeep, "kept", true, replacing.keep);
	if (status == CRM_OK && replacing.gone)
		status = db_admin_put(upkeep, "gone", true, buf_int_text(text, replacing.gone));
	return status;
}

/* New tables and columns are filled as everything derived is: from the journal. */
static enum status fill_anew(void *arg)
{
	struct crm *crm = arg;
	enum status status = crm_load(crm);
	return status == CRM_OK ? replay_rebuild_within(crm) : status;
}

enum status db_admin_upgrade(const struct upkeep *upkeep)
{
	struct crm crm = {.told = upkeep->crm->told};
	char text[64];
	int steps = 0;
	enum status status = db_open(&crm.db, upkeep->url, DB_UPGRADE, &crm.why);
	if (status == CRM_OK)
		status = schema_upgrade_with(crm.db, &steps, fill_anew, &crm);
	rollup_free(&crm);
	crm_unload(&crm);
	db_close(crm.db);
	upkeep->crm->why = crm.why;
	snprintf(text, sizeof text, _("version %d, %d steps"), SCHEMA_VERSION, steps);
	return status == CRM_OK ? db_admin_put(upkeep, "upgrade", true, text) : status;
}
