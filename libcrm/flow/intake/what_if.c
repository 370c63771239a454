#include "flow/intake/what_if.h"

#include "base/text/json.h"
#include "base/text/phone.h"
#include "book/setup/conf_put.h"
#include "flow/intake/inquiry_private.h"
#include "flow/intake/what_if.sql.h"

struct replaying {
	struct crm *crm;
	struct intake_rules *rules;
	struct what_if_result *replay;
	struct arena row; /* of one inquiry */
};

/* An inquiry as the journal keeps it. */
struct kept {
	int64_t lead, client, batch;
	instant_t known_at;
	struct json json;
	struct rec rec;
	const char *value[INTAKE_COLUMNS];
};

static int column_of(const char *key)
{
	int i = 0;
	while (i < INTAKE_COLUMNS && strcmp(intake_columns[i].name, key) != 0)
		i++;
	return i;
}

/* The row as it came: what the intake itself wrote begins with _. */
static enum status take_row(struct replaying *r, const char *document, struct kept *kept)
{
	struct json *json = &kept->json;
	if (json_parse(json, document, &r->row) != 0)
		return json_why(&r->crm->why, json, _("event %lld cannot be read"), (long long)kept->lead);
	const char **names = arena_get(&r->row, ((size_t)json->n * 2 + 1) * sizeof *names), **values;
	if (!names)
		return why_memory(&r->crm->why);
	values = names + json->n;
	kept->rec = (struct rec){.value = kept->value, .more_name = names, .more_value = values};
	for (int i = 0; i < json->n; i++) {
		const struct json_field *field = &json->field[i];
		int column = column_of(field->key);
		if (*field->key == '_')
			continue;
		if (column < INTAKE_COLUMNS) {
			kept->value[column] = field->value;
			continue;
		}
		names[kept->rec.n_more] = field->key;
		values[kept->rec.n_more++] = field->value;
	}
	return CRM_OK;
}

static bool by_rule(const char *verdict)
{
	return strcmp(verdict, "spam") == 0 || strcmp(verdict, "shareholder") == 0 || strcmp(verdict, "existing") == 0;
}

/* What was said of it then. */
static enum status verdict_then(struct replaying *r, const struct kept *kept, const char **was)
{
	static const char *const words[] = {"spam", "shareholder", "existing"};
	const char *reason = json_get(&kept->json, "_reason");
	int64_t origin = json_get_int(&kept->json, "_origin", 0), returned = 0;
	enum status status = CRM_OK;
	*was = kept->client == kept->lead ? "added" : "repeat";
	if (origin) {
		status =
		    db_number(r->crm->db, sql_what_if_returned, VALS(V_INT(origin), V_INT(kept->batch)), 0, &returned);
		*was = returned ? "returned" : "duplicate";
	}
	for (size_t i = 0; i < sizeof words / sizeof *words; i++)
		if (reason && strcmp(reason, words[i]) == 0)
			*was = words[i];
	return status;
}

/* What the client's history, as it was known then, makes of it: see flow/intake/match.c. */
static enum status history_then(struct replaying *r, const struct kept *kept, const char **would)
{
	struct crm *crm = r->crm;
	struct stmt *stmt;
	struct horizon then = {.as_of = INSTANT_MAX, .known_at = kept->known_at};
	bool open = false, lost = false, won = false;
	enum status folding = CRM_OK;
	enum status status = db_ask(crm->db, sql_what_if_before, VALS(V_INT(kept->client), V_INT(kept->lead)), &stmt);
	while (status == CRM_OK && (status = db_next(stmt)) == CRM_OK) {
		struct lead_folded folded;
		folding = lead_fold(crm, db_int(stmt, 0), &then, &folded);
		if (folding != CRM_OK)
			break;
		open = open || (folded.exists && folded.lead.state == LEAD_OPEN);
		lost = lost || (folded.exists && folded.lead.state == LEAD_LOST);
		won = won || (folded.exists && folded.lead.state == LEAD_WON);
	}
	db_done(stmt);
	if (won && strcmp(setting(crm, "intake.won_client", "existing"), "existing") == 0)
		*would = "existing";
	else if (open || lost)
		*would = open ? "duplicate" : "returned";
	else
		*would = kept->client == kept->lead ? "added" : "repeat";
	return folding != CRM_OK ? folding : status == CRM_NONE ? CRM_OK : status;
}

static enum status keep_difference(struct replaying *r, const struct what_if_difference *difference)
{
	struct what_if_result *replay = r->replay;
	struct arena *run = &r->crm->run;
	if (replay->n == replay->room) {
		int room = replay->room ? replay->room * 2 : 64;
		struct what_if_difference *list = arena_get(run, (size_t)room * sizeof *list);
		if (!list)
			return why_memory(&r->crm->why);
		if (replay->n)
			memcpy(list, replay->list, (size_t)replay->n * sizeof *list);
		replay->list = list;
		replay->room = room;
	}
	struct what_if_difference *kept = &replay->list[replay->n++];
	*kept = *difference;
	kept->rule = arena_copy(run, difference->rule);
	kept->name = arena_copy(run, difference->name);
	return (difference->rule && !kept->rule) || (difference->name && !kept->name) ? why_memory(&r->crm->why)
	                                                                              : CRM_OK;
}

static enum status count_rule(struct replaying *r, const char *rule)
{
	struct what_if_rule **place = &r->replay->rules;
	while (*place && strcmp((*place)->rule, rule) != 0)
		place = &(*place)->next;
	if (!*place) {
		struct what_if_rule *one = arena_zero(&r->crm->run, sizeof *one);
		if (!one || !(one->rule = arena_copy(&r->crm->run, rule)))
			return why_memory(&r->crm->why);
		*place = one;
	}
	(*place)->taken++;
	return CRM_OK;
}

static enum status judge_again(struct replaying *r, struct kept *kept)
{
	struct crm *crm = r->crm;
	struct intake in = {.crm = crm};
	struct inquiry q = {.rec = &kept->rec};
	struct what_if_difference difference = {.lead = kept->lead, .name = kept->value[INTAKE_NAME]};
	char address[256] = "";
	q.phone = json_get_int(&kept->json, "_phone", 0);
	if (kept->value[INTAKE_EMAIL])
		email_fold(kept->value[INTAKE_EMAIL], address);
	q.email = *address ? address : NULL;
	enum status status = intake_rules_judge(r->rules, &in, &q, &q.verdict);
	if (status == CRM_OK && q.by_rule)
		status = count_rule(r, q.judged_by);
	if (status == CRM_OK)
		status = verdict_then(r, kept, &difference.was);
	difference.rule = q.judged_by;
	difference.would = q.verdict == INQUIRY_SPAM          ? "spam"
	                   : q.verdict == INQUIRY_SHAREHOLDER ? "shareholder"
	                   : q.verdict == INQUIRY_EXISTING    ? "existing"
	                                                      : difference.was;
	if (status == CRM_OK && q.verdict == INQUIRY_ADDED && by_rule(difference.was))
		status = history_then(r, kept, &difference.would);
	r->replay->all++;
	return status == CRM_OK && strcmp(difference.was, difference.would) != 0 ? keep_difference(r, &difference)
	                                                                         : status;
}

static enum status judge_all(struct replaying *r, instant_t from, instant_t to)
{
	struct stmt *stmt;
	enum status judging = CRM_OK,
	            status = db_ask(r->crm->db, sql_what_if_leads, VALS(V_INT(from), V_INT(to)), &stmt);
	if (status != CRM_OK)
		return status;
	while (judging == CRM_OK && (status = db_next(stmt)) == CRM_OK) {
		struct kept kept = {.lead = db_int(stmt, 0),
		    .client = db_int(stmt, 1),
		    .batch = db_int(stmt, 3),
		    .known_at = db_int(stmt, 4)};
		judging = take_row(r, db_text(stmt, 2), &kept);
		if (judging == CRM_OK)
			judging = judge_again(r, &kept);
		arena_reset(&r->row);
	}
	db_done(stmt);
	return judging != CRM_OK ? judging : status == CRM_NONE ? CRM_OK : status;
}

static enum status change_settings(struct crm *crm, struct what_if *what)
{
	enum status status = what->instead ? conf_empty(crm, what->table) : CRM_OK;
	for (what->bad = 0; what->bad < what->n && status == CRM_OK; ++what->bad) {
		what->answer = (struct answer){0};
		status = conf_put_rec(crm, what->table, &what->recs[what->bad], &what->answer);
		if (answer_is_rejected(&what->answer))
			break;
	}
	return status;
}

enum status what_if_replay(struct crm *crm, const struct period *period, struct what_if_result *replay)
{
	struct replaying r = {.crm = crm, .replay = replay};
	enum status status = intake_rules_open(crm, true, &r.rules);
	if (status == CRM_OK)
		status = judge_all(&r, zone_start(crm->zone, period->from), zone_start(crm->zone, period->to));
	intake_rules_close(r.rules);
	arena_free(&r.row);
	return status;
}

enum status what_if(struct crm *crm, void *arg)
{
	struct what_if *what = arg;
	enum status status = change_settings(crm, what);
	if (status == CRM_OK && !answer_is_rejected(&what->answer))
		status = what_if_replay(crm, &what->period, &what->replay);
	return status == CRM_OK ? CRM_NONE : status;
}

enum status what_if_shares(struct crm *crm, struct writer *writer)
{
	day_t today = zone_day(crm->zone, crm->now);
	struct what_if_result replay = {0};
	enum status status = what_if_replay(crm, &(struct period){today - 29, today + 1}, &replay);
	for (const struct what_if_rule *one = replay.rules; one && status == CRM_OK; one = one->next) {
		const char *share =
		    arena_format(&crm->run, _("would have taken %ld of the %ld inquiries of the last 30 days (%ld%%)"),
		        one->taken, replay.all, one->taken * 100 / replay.all);
		const char *const cells[] = {
		    "rule", one->rule, one->taken * 2 > replay.all ? "warning" : "note", share};
		status = share ? writer_row(writer, cells, &crm->why) : why_memory(&crm->why);
	}
	return status;
}

const struct field what_if_fields[] = {{"lead", KIND_INT, N_("lead")}, {"was", KIND_TEXT, N_("was")},
    {"would", KIND_TEXT, N_("would be")}, {"rule", KIND_TEXT, N_("rule")}, {"name", KIND_TEXT, N_("name")}, {0}};

enum status what_if_rows(struct crm *crm, const struct what_if_result *replay, struct writer *writer)
{
	char lead[24];
	enum status status = CRM_OK;
	for (int i = 0; i < replay->n && status == CRM_OK; i++) {
		const struct what_if_difference *o = &replay->list[i];
		const char *const cells[] = {buf_int_text(lead, o->lead), o->was, o->would, o->rule, o->name};
		status = writer_row(writer, cells, &crm->why);
	}
	return status;
}

void what_if_sum(const struct what_if_result *replay, char sum[WHAT_IF_SUM])
{
	snprintf(sum, WHAT_IF_SUM, _("replayed %ld = same %ld + otherwise %d"), replay->all, replay->all - replay->n,
	    replay->n);
}
