/* A small department for tests of the book: its words are put by events, as a department does it. */
#ifndef TESTS_DEPARTMENT_H
#define TESTS_DEPARTMENT_H

#include "scratch.h"

#include "base/core/buf.h"
#include "book/projection/apply.h"
#include "book/projection/record.h"
#include "book/projection/rollup.h"
#include "flow/undo/undo.h"

#define DAY INT64_C(86400)

static inline void must(struct scratch *scratch, enum status status)
{
	if (status != CRM_OK)
		fail_msg("status %d: %s", (int)status, scratch->crm.why.text);
}

/* Begin a batch; its number. */
static inline int64_t begin(struct scratch *scratch)
{
	int64_t batch = 0;
	must(scratch, db_begin(scratch->crm.db));
	must(scratch, journal_begin(scratch->crm.db, &scratch->crm.who, scratch->crm.now, &batch));
	return batch;
}

static inline void end(struct scratch *scratch)
{
	must(scratch, rollup_flush(&scratch->crm));
	must(scratch, journal_end(scratch->crm.db, NULL, true));
	must(scratch, db_commit(scratch->crm.db));
}

static inline void put(struct scratch *scratch, const char *old, const char *new)
{
	struct event event = {.kind = EV_CONF_PUT, .occurred_at = scratch->crm.now, .old = old, .new = new};
	must(scratch, record(&scratch->crm, &event));
}

/* Batch 1. */
static inline void department_open(struct scratch *scratch)
{
	static const char *const rows[] = {
	    "{\"table\":\"setting\",\"key\":\"timezone\",\"value\":\"Europe/Moscow\"}",
	    "{\"table\":\"setting\",\"key\":\"profile.fields\",\"value\":\"name phone email\"}",
	    "{\"table\":\"stage\",\"stage\":\"new\",\"pos\":\"10\",\"kind\":\"new\"}",
	    "{\"table\":\"stage\",\"stage\":\"qualified\",\"pos\":\"20\",\"kind\":\"open\"}",
	    "{\"table\":\"stage\",\"stage\":\"meeting\",\"pos\":\"30\",\"kind\":\"open\"}",
	    "{\"table\":\"stage\",\"stage\":\"booking\",\"pos\":\"40\",\"kind\":\"open\"}",
	    "{\"table\":\"stage\",\"stage\":\"contract\",\"pos\":\"50\",\"kind\":\"won\"}",
	    "{\"table\":\"reason\",\"reason\":\"price\",\"kind\":\"lose\",\"reanimate\":\"1\"}",
	    "{\"table\":\"reason\",\"reason\":\"spam\",\"kind\":\"disqualify\",\"reanimate\":\"0\"}",
	    "{\"table\":\"reason\",\"reason\":\"duplicate\",\"kind\":\"disqualify\",\"reanimate\":\"0\"}",
	    "{\"table\":\"reason\",\"reason\":\"not_target\",\"kind\":\"disqualify\",\"reanimate\":\"0\"}",
	    "{\"table\":\"manager\",\"manager\":\"anna\",\"role\":\"manager\"}",
	    "{\"table\":\"manager\",\"manager\":\"boris\",\"role\":\"manager\"}",
	    "{\"table\":\"manager\",\"manager\":\"vera\",\"role\":\"head\"}",
	};
	scratch_open(scratch);
	must(scratch, crm_load(&scratch->crm));
	begin(scratch);
	for (size_t i = 0; i < COUNT(rows); i++)
		put(scratch, NULL, rows[i]);
	end(scratch);
}

/* Record an event of the running batch; its number. ${client} 0: that of the lead itself. */
static inline int64_t happen(
    struct scratch *scratch, enum event_kind kind, int64_t lead, int64_t client, instant_t at, const char *new)
{
	struct event event = {
	    .kind = kind, .lead = lead, .client = client != 0 ? client : lead, .occurred_at = at, .new = new};
	must(scratch, record(&scratch->crm, &event));
	return event.event;
}

static inline int64_t take_back(struct scratch *scratch, int64_t number, int64_t lead, int64_t client, int64_t ref)
{
	struct event event = {.kind = EV_UNDONE,
	    .lead = lead,
	    .client = client,
	    .ref = ref,
	    .occurred_at = scratch->crm.now,
	    .reverses = number};
	must(scratch, record(&scratch->crm, &event));
	return event.event;
}

/* All rows of ${sql}, cells between blanks, rows between "; ", into ${out}. */
static inline void rows_of(struct scratch *scratch, const char *sql, int columns, char *out, size_t size)
{
	struct stmt *stmt;
	enum status status;
	size_t used = 0;
	out[0] = '\0';
	must(scratch, db_ask(scratch->crm.db, sql, NULL, &stmt));
	while ((status = db_next(stmt)) == CRM_OK)
		for (int i = 0; i < columns; i++) {
			const char *before = used == 0 ? "" : i == 0 ? "; " : " ";
			const char *text = db_null(stmt, i) ? "-" : db_text(stmt, i);
			used += (size_t)snprintf(out + used, size - used, "%s%s", before, text);
			assert_true(used < size);
		}
	assert_int_equal(status, CRM_NONE);
}

static inline void assert_rows(struct scratch *scratch, const char *sql, int columns, const char *rows)
{
	char text[4096];
	rows_of(scratch, sql, columns, text, sizeof text);
	assert_string_equal(text, rows);
}

static inline void complain(void *arg, const char *table, const char *text)
{
	struct buf *all = arg;
	buf_format(all, "%s %s\n", table, text);
}

/* What stands in the tables is what the journal says. */
static inline void assert_replays(struct scratch *scratch)
{
	struct crm copy = {.now = NOON};
	struct buf all = {0};
	int64_t differences = -1;
	must(scratch, db_scratch(scratch->crm.db, &copy.db));
	must(scratch, crm_load(&copy));
	must(scratch, replay(&scratch->crm, &copy));
	must(scratch, derived_compare(&scratch->crm, &copy, 20, complain, &all, &differences));
	if (differences != 0)
		fail_msg("%lld differences:\n%s", (long long)differences, all.text);
	buf_free(&all);
	rollup_free(&copy);
	crm_unload(&copy);
	db_close(copy.db);
	db_rollback(scratch->crm.db);
}

static inline void hash_of(struct scratch *scratch, char out[17])
{
	must(scratch, derived_hash(&scratch->crm, out));
}

/* Take batch back in a batch of its own; how many were rejected. */
static inline int undo(struct scratch *scratch, int64_t batch, struct undone *undone)
{
	struct undone own = {0}, *out = undone != NULL ? undone : &own;
	begin(scratch);
	must(scratch, undo_batch(&scratch->crm, batch, false, out));
	end(scratch);
	int rejected = out->rejected;
	undone_free(&own);
	return rejected;
}

#endif
