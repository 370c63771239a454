/* Who is in a programme, who comes in, and who has shown a sign of life. */
#include "book/settings/conf.h"
#include "book/history/history.h"
#include "book/projection/record.h"
#include "base/core/hash.h"
#include "flow/reanimate/reanimate_private.h"

#include "flow/reanimate/reanimate.sql.h"

#define A_YEAR 365 /* days */

enum { PROGRAMME, REASONS, COOLDOWN, ENTRIES, HOLDOUT };
enum { STEP_PROGRAMME, STEP_NUMBER, DELAY, CHANNEL, TEMPLATE, SEGMENT };

static enum status load_programmes(struct reanimate_run *run)
{
	struct crm *crm = run->crm;
	struct conf_rows programmes, steps;
	enum status status = conf_load(crm, conf_find("programme"), &programmes);
	if (status == CRM_OK)
		status = conf_load(crm, conf_find("step"), &steps);
	if (status != CRM_OK)
		return status;
	run->programme = arena_zero(&crm->run, (size_t)(programmes.n + 1) * sizeof *run->programme);
	run->step = arena_zero(&crm->run, (size_t)(steps.n + 1) * sizeof *run->step);
	if (!run->programme || !run->step)
		return why_memory(&crm->why);
	run->n_programmes = programmes.n;
	for (int i = 0; i < programmes.n; i++) {
		const char *const *row = programmes.row[i];
		run->programme[i] = (struct reanimate_programme){row[PROGRAMME], row[REASONS],
		    strtoll(row[COOLDOWN], NULL, 10), strtoll(row[ENTRIES], NULL, 10), strtoll(row[HOLDOUT], NULL, 10)};
	}
	run->n_steps = steps.n;
	for (int i = 0; i < steps.n; i++) {
		const char *const *row = steps.row[i];
		run->step[i] = (struct reanimate_step){row[STEP_PROGRAMME], row[STEP_NUMBER], row[CHANNEL],
		    row[TEMPLATE], row[SEGMENT], strtoll(row[STEP_NUMBER], NULL, 10), strtoll(row[DELAY], NULL, 10)};
	}
	return CRM_OK;
}

enum status reanimate_add_row(struct reanimate_run *run, const struct reanimate_row *row)
{
	struct reanimated *out = run->out;
	if (out->n == out->room) {
		int room = out->room ? out->room * 2 : 64;
		struct reanimate_row *grown = arena_get(&run->crm->run, (size_t)room * sizeof *grown);
		if (!grown)
			return why_memory(&run->crm->why);
		if (out->n)
			memcpy(grown, out->row, (size_t)out->n * sizeof *grown);
		out->row = grown;
		out->room = room;
	}
	out->row[out->n++] = *row;
	return CRM_OK;
}

enum status reanimate_record(
    struct reanimate_run *run, struct reanimate_enrolment *enrolment, enum event_kind kind, const char *const *pairs)
{
	struct crm *crm = run->crm;
	struct buf json = {0};
	bool first = kind == EV_PROGRAMME_ENROLLED;
	json_open(&json);
	for (; *pairs; pairs += 2)
		json_text(&json, pairs[0], pairs[1]);
	json_close(&json);
	struct event event = {.kind = kind,
	    .lead = enrolment->lead.lead,
	    .client = enrolment->lead.client,
	    .ref = first ? 0 : enrolment->enrolment,
	    .occurred_at = first ? enrolment->lost_at : crm->now,
	    .new = json.text};
	enum status status = json.failed ? why_memory(&crm->why) : record(crm, &event);
	buf_free(&json);
	if (status == CRM_OK && first)
		enrolment->enrolment = event.event;
	run->out->changed = true;
	return status;
}

/* Numbers of one column, all read before anything is written. In ${arena}. */
static enum status read_numbers(
    struct crm *crm, const char *sql, const struct val *vals, struct arena *arena, int64_t **list, int *n)
{
	struct stmt *stmt;
	int room = 0;
	*list = NULL;
	*n = 0;
	enum status status = db_ask(crm->db, sql, vals, &stmt);
	if (status != CRM_OK)
		return status;
	while ((status = db_next(stmt)) == CRM_OK) {
		if (*n == room) {
			room = room ? room * 2 : 16;
			int64_t *grown = arena_get(arena, (size_t)room * sizeof *grown);
			if (!grown) {
				db_done(stmt);
				return why_memory(&crm->why);
			}
			if (*n)
				memcpy(grown, *list, (size_t)*n * sizeof *grown);
			*list = grown;
		}
		(*list)[(*n)++] = db_int(stmt, 0);
	}
	return status == CRM_NONE ? CRM_OK : status;
}

/* Did the client call, write or come since? */
static enum status came_in(struct crm *crm, int64_t client, instant_t since, bool *yes)
{
	struct stmt *stmt;
	struct arena arena = {0};
	struct json json;
	enum status status =
	    db_ask(crm->db, sql_reanimate_touches, VALS(V_INT(client), V_INT(since), V_INT(EV_TOUCH_ADDED)), &stmt);
	*yes = false;
	if (status != CRM_OK)
		return status;
	while (!*yes && (status = db_next(stmt)) == CRM_OK) {
		const char *direction;
		arena_reset(&arena);
		if (json_parse(&json, db_text(stmt, 1), &arena) != 0)
			status = why_memory(&crm->why);
		else if ((direction = json_get(&json, "direction")) != NULL && strcmp(direction, "in") == 0)
			status = history_event_counts(crm, db_int(stmt, 0), HISTORY_END, yes, NULL);
		if (status != CRM_OK)
			break;
	}
	arena_free(&arena);
	if (status != CRM_NONE)
		db_done(stmt);
	return status == CRM_NONE ? CRM_OK : status;
}

/* A sign of life of the client: his open or won lead, or what he did since he was lost. */
static enum status sign_of_life(struct crm *crm, int64_t client, instant_t since, const char **why)
{
	struct stmt *stmt;
	bool in = false;
	enum status status = db_ask_one(crm->db, sql_reanimate_interest, VALS(V_INT(client)), &stmt);
	if (status == CRM_OK) {
		*why = db_int(stmt, 1) == LEAD_OPEN ? "new_inquiry" : "won";
		db_done(stmt);
		return CRM_OK;
	}
	if (status == CRM_NONE)
		status = came_in(crm, client, since, &in);
	*why = in ? "incoming" : NULL;
	return status;
}

static enum status stop_lead(struct crm *crm, const struct lead *lead, instant_t lost_at, const char **why)
{
	*why = lead->state == LEAD_OPEN ? "reopened" : lead->state == LEAD_WON ? "won" : "no_longer_lost";
	if (lead->state != LEAD_LOST)
		return CRM_OK;
	if (lead->decided_at != lost_at) { /* it was open in between */
		*why = "reopened";
		return CRM_OK;
	}
	return sign_of_life(crm, lead->client, lost_at, why);
}

enum status reanimate_stop(struct crm *crm, int64_t lead_id, instant_t lost_at, const char **why)
{
	struct lead lead;
	enum status status = lead_get(crm, lead_id, &lead);
	*why = "no_longer_lost";
	if (status != CRM_OK)
		return status == CRM_NONE ? CRM_OK : status;
	return stop_lead(crm, &lead, lost_at, why);
}

enum status reanimate_wanted(struct crm *crm, int64_t lead, const struct reanimate_letter *letter, const char **why)
{
	struct stmt *stmt;
	enum status status = db_ask_one(crm->db, sql_reanimate_entry,
	    VALS(V_INT(lead), V_TEXT(letter->programme), V_INT(letter->entry), V_INT(strtoll(letter->step, NULL, 10))),
	    &stmt);
	*why = "undone";
	if (status != CRM_OK)
		return status == CRM_NONE ? CRM_OK : status;
	instant_t lost_at = db_int(stmt, 0);
	bool stopped = db_int(stmt, 1) == 1;
	db_done(stmt);
	if (stopped) {
		*why = "stopped";
		return CRM_OK;
	}
	return reanimate_stop(crm, lead, lost_at, why);
}

static enum status stop_enrolment(struct reanimate_run *run, struct reanimate_enrolment *enrolment, const char *why)
{
	const struct reanimate_row row = {
	    .lead = enrolment->lead.lead, .programme = enrolment->programme, .verdict = "stopped", .reason = why};
	enum status status = reanimate_record(
	    run, enrolment, EV_PROGRAMME_ENDED, (const char *const[]){"state", "stopped", "why", why, NULL});
	return status == CRM_OK ? reanimate_add_row(run, &row) : status;
}

/* One that is running: stopped, or its step. */
static enum status go_on(struct reanimate_run *run, int64_t number)
{
	struct crm *crm = run->crm;
	struct stmt *stmt;
	const char *why = "no_longer_lost";
	enum status status = db_ask_one(crm->db, sql_reanimate_one, VALS(V_INT(number)), &stmt);
	if (status != CRM_OK)
		return status == CRM_NONE ? CRM_OK : status;
	struct reanimate_enrolment enrolment = {.enrolment = db_int(stmt, 0),
	    .lead = {.lead = db_int(stmt, 1)},
	    .programme = arena_copy(&crm->run, db_text(stmt, 2)),
	    .entry = db_int(stmt, 3),
	    .lost_at = db_int(stmt, 4)};
	db_done(stmt);
	if (!enrolment.programme)
		return why_memory(&crm->why);
	status = lead_get(crm, enrolment.lead.lead, &enrolment.lead);
	if (status == CRM_OK)
		status = stop_lead(crm, &enrolment.lead, enrolment.lost_at, &why);
	if (status != CRM_OK && status != CRM_NONE)
		return status;
	return why ? stop_enrolment(run, &enrolment, why) : reanimate_step_due(run, &enrolment);
}

static bool list_has(const char *words, const char *word)
{
	size_t length = strlen(word);
	for (const char *at = words; (at = strstr(at, word)) != NULL; at += length)
		if ((at == words || at[-1] == ' ') && (at[length] == '\0' || at[length] == ' '))
			return true;
	return false;
}

static bool has_steps(const struct reanimate_run *run, const char *programme)
{
	for (int i = 0; i < run->n_steps; i++)
		if (strcmp(run->step[i].programme, programme) == 0)
			return true;
	return false;
}

/* The first by name that takes the reason. */
static const struct reanimate_programme *programme_for(const struct reanimate_run *run, const char *reason)
{
	for (int i = 0; i < run->n_programmes; i++)
		if (list_has(run->programme[i].reasons, reason) && has_steps(run, run->programme[i].name))
			return &run->programme[i];
	return NULL;
}

/* Was the client in programmes too lately, or too often? Counted from the loss, so that it does not depend on the day
   of the run. */
static enum status too_often(
    struct reanimate_run *run, const struct lead *lead, const struct reanimate_programme *programme, bool *yes)
{
	struct crm *crm = run->crm;
	int64_t *at, entries = 0;
	int n;
	day_t day = zone_day(crm->zone, lead->decided_at);
	enum status status =
	    read_numbers(crm, sql_reanimate_enrolments, VALS(V_INT(lead->client)), &crm->chunk, &at, &n);
	*yes = false;
	for (int i = 0; i < n && status == CRM_OK; i++) {
		day_t since = day - zone_day(crm->zone, at[i]);
		*yes = *yes || since < programme->cooldown_days;
		entries += since < A_YEAR;
	}
	if (*yes)
		explain(crm, _("lead %lld: not enrolled: its client was less than %lld days ago"),
		    (long long)lead->lead, (long long)programme->cooldown_days);
	else if (status == CRM_OK && entries >= programme->max_entries)
		explain(crm, _("lead %lld: not enrolled: its client was %lld times in a year"), (long long)lead->lead,
		    (long long)entries);
	*yes = *yes || entries >= programme->max_entries;
	return status;
}

static bool held_out(const struct lead *lead, const struct reanimate_programme *programme)
{
	char key[160];
	int length = snprintf(key, sizeof key, "%lld/%s", (long long)lead->lead, programme->name);
	if (length >= (int)sizeof key)
		length = sizeof key - 1;
	return hash_text(key, (size_t)length) % 100 < programme->holdout_pct;
}

static enum status enrol_lead(
    struct reanimate_run *run, const struct lead *lead, const struct reanimate_programme *programme, const char *reason)
{
	struct crm *crm = run->crm;
	char entry[24];
	bool held = held_out(lead, programme);
	struct reanimate_enrolment enrolment = {
	    .programme = programme->name, .lost_at = lead->decided_at, .lead = *lead};
	const struct reanimate_row row = {.lead = lead->lead,
	    .programme = programme->name,
	    .verdict = held ? "held_out" : "enrolled",
	    .reason = reason};
	enum status status = db_number(
	    crm->db, sql_reanimate_next_entry, VALS(V_INT(lead->lead), V_TEXT(programme->name)), 1, &enrolment.entry);
	if (status != CRM_OK)
		return status;
	snprintf(entry, sizeof entry, "%lld", (long long)enrolment.entry);
	status = reanimate_record(run, &enrolment, EV_PROGRAMME_ENROLLED,
	    (const char *const[]){"programme", programme->name, "entry", entry, "held_out", held ? "1" : NULL, NULL});
	if (status == CRM_OK)
		status = reanimate_add_row(run, &row);
	return status == CRM_OK && !held ? reanimate_step_due(run, &enrolment) : status;
}

/* One that was lost: in, if a programme takes it. */
static enum status consider_lost(struct reanimate_run *run, int64_t number)
{
	struct crm *crm = run->crm;
	struct lead lead;
	const char *why;
	bool often;
	enum status status = lead_get(crm, number, &lead);
	if (status != CRM_OK)
		return status == CRM_NONE ? CRM_OK : status;
	const struct reason *reason = reason_id(crm, lead.reason);
	const struct reanimate_programme *programme =
	    reason && reason->reanimate ? programme_for(run, reason->code) : NULL;
	if (!programme)
		return CRM_OK;
	status = stop_lead(crm, &lead, lead.decided_at, &why);
	if (status == CRM_OK && why)
		explain(crm, _("lead %lld: not enrolled: %s"), (long long)lead.lead, why);
	if (status != CRM_OK || why)
		return status;
	status = too_often(run, &lead, programme, &often);
	return status == CRM_OK && !often ? enrol_lead(run, &lead, programme, reason->code) : status;
}

static enum status for_each_number(struct reanimate_run *run, const char *sql, const struct val *vals,
    enum status (*one)(struct reanimate_run *, int64_t))
{
	int64_t *list;
	int n;
	enum status status = read_numbers(run->crm, sql, vals, &run->crm->run, &list, &n);
	for (int i = 0; i < n && status == CRM_OK; i++) {
		status = one(run, list[i]);
		arena_reset(&run->crm->chunk);
	}
	return status;
}

enum status reanimate(struct crm *crm, reanimate_post *post, void *arg, struct reanimated *out)
{
	struct reanimate_run run = {.crm = crm,
	    .post = post,
	    .arg = arg,
	    .out = out,
	    .today = zone_day(crm->zone, crm->now),
	    .late_days = setting_int(crm, "reanimate.late_days", 14)};
	int64_t back = setting_int(crm, "reanimate.lookback_days", 120);
	*out = (struct reanimated){0};
	enum status status = load_programmes(&run);
	if (status == CRM_OK)
		status = for_each_number(&run, sql_reanimate_running, NULL, go_on);
	if (status != CRM_OK)
		return status;
	instant_t from = zone_start(crm->zone, (day_t)(run.today - (back > 0 && back < 36500 ? back : 36500)));
	return for_each_number(&run, sql_reanimate_lost, VALS(V_INT(from), V_INT(crm->now + 1)), consider_lost);
}
