#include "book/records/lead.h"

#include <errno.h>

#include "base/text/casefold.h"
#include "base/text/json.h"
#include "base/text/word_meant.h"
#include "book/records/lead.sql.h"
#include "book/records/fingerprint.h"

static const char *const state_names[] = {
    [LEAD_OPEN] = "open", [LEAD_WON] = "won", [LEAD_LOST] = "lost", [LEAD_DISQUALIFIED] = "disqualified", NULL};

#define STATES (sizeof state_names / sizeof *state_names - 1)

const char *lead_state_name(enum lead_state state)
{
	return (size_t)state < STATES ? state_names[state] : "";
}

enum status lead_state_parse(const char *text, enum lead_state *state)
{
	int meant = word_meant(text, state_names);
	if (meant >= 0)
		*state = (enum lead_state)meant;
	return meant >= 0 ? CRM_OK : CRM_DATA;
}

void lead_row(struct stmt *stmt, struct lead *lead)
{
	*lead = (struct lead){
	    .lead = db_int(stmt, LEAD_COLUMN_lead),
	    .client = db_int(stmt, LEAD_COLUMN_client),
	    .event = db_int(stmt, LEAD_COLUMN_event),
	    .state = (enum lead_state)db_int(stmt, LEAD_COLUMN_state),
	    .stage = db_int(stmt, LEAD_COLUMN_stage),
	    .manager = db_int(stmt, LEAD_COLUMN_manager),
	    .source = db_int(stmt, LEAD_COLUMN_source),
	    .campaign = db_int(stmt, LEAD_COLUMN_campaign),
	    .project = db_int(stmt, LEAD_COLUMN_project),
	    .amount = db_null(stmt, LEAD_COLUMN_amount) ? AMOUNT_NONE : db_int(stmt, LEAD_COLUMN_amount),
	    .created_at = db_int(stmt, LEAD_COLUMN_created_at),
	    .stage_since = db_int(stmt, LEAD_COLUMN_stage_since),
	    .decided_at = db_int(stmt, LEAD_COLUMN_decided_at),
	    .last_touch = db_int(stmt, LEAD_COLUMN_last_touch),
	    .reason = db_int(stmt, LEAD_COLUMN_reason),
	    .origin = db_int(stmt, LEAD_COLUMN_origin),
	};
}

int64_t lead_row_number(struct stmt *stmt)
{
	return db_int(stmt, LEAD_COLUMN_lead);
}

enum status lead_get(struct crm *crm, int64_t id, struct lead *lead)
{
	struct stmt *stmt;
	enum status status = db_ask_one(crm->db, sql_lead_get, VALS(V_INT(id)), &stmt);
	if (status != CRM_OK)
		return status;
	lead_row(stmt, lead);
	db_done(stmt);
	return CRM_OK;
}

enum status lead_put(struct crm *crm, const struct lead *lead)
{
	const struct val vals[LEAD_COLUMNS + 1] = {
	    [LEAD_COLUMN_lead] = V_INT(lead->lead),
	    [LEAD_COLUMN_client] = V_INT(lead->client),
	    [LEAD_COLUMN_event] = V_INT(lead->event),
	    [LEAD_COLUMN_state] = V_INT(lead->state),
	    [LEAD_COLUMN_stage] = V_INT(lead->stage),
	    [LEAD_COLUMN_manager] = V_ID(lead->manager),
	    [LEAD_COLUMN_source] = V_ID(lead->source),
	    [LEAD_COLUMN_campaign] = V_ID(lead->campaign),
	    [LEAD_COLUMN_project] = V_ID(lead->project),
	    [LEAD_COLUMN_amount] = lead->amount == AMOUNT_NONE ? V_NULL : V_INT(lead->amount),
	    [LEAD_COLUMN_created_at] = V_INT(lead->created_at),
	    [LEAD_COLUMN_stage_since] = V_INT(lead->stage_since),
	    [LEAD_COLUMN_decided_at] = V_ID(lead->decided_at),
	    [LEAD_COLUMN_last_touch] = V_ID(lead->last_touch),
	    [LEAD_COLUMN_reason] = V_ID(lead->reason),
	    [LEAD_COLUMN_origin] = V_ID(lead->origin),
	    [LEAD_COLUMNS] = {.kind = VAL_END},
	};
	return db_run(crm->db, sql_lead_put, vals);
}

static bool same_origin(const struct lead *a, const struct lead *b)
{
	return a->lead == b->lead && a->client == b->client && a->event == b->event && a->created_at == b->created_at &&
	       a->origin == b->origin;
}

static bool same_standing(const struct lead *a, const struct lead *b)
{
	return a->state == b->state && a->stage == b->stage && a->manager == b->manager && a->source == b->source &&
	       a->campaign == b->campaign && a->project == b->project && a->amount == b->amount &&
	       a->stage_since == b->stage_since && a->decided_at == b->decided_at && a->reason == b->reason &&
	       a->last_touch == b->last_touch;
}

static enum status write_change(struct crm *crm, const struct lead *lead)
{
	return db_run(crm->db, sql_lead_change,
	    VALS(V_INT(lead->lead), V_INT(lead->state), V_INT(lead->stage), V_ID(lead->manager), V_ID(lead->source),
	        V_ID(lead->campaign), V_ID(lead->project), lead->amount == AMOUNT_NONE ? V_NULL : V_INT(lead->amount),
	        V_INT(lead->stage_since), V_ID(lead->decided_at), V_ID(lead->last_touch), V_ID(lead->reason)));
}

enum status lead_change(struct crm *crm, const struct lead *before, const struct lead *after)
{
	if (!same_origin(before, after))
		return lead_put(crm, after);
	if (same_standing(before, after))
		return CRM_OK;
	enum status status = write_change(crm, after);
	return status == CRM_OK && db_changed(crm->db) == 0 ? lead_put(crm, after) : status;
}

enum status lead_grown(struct crm *crm, const struct lead *lead)
{
	enum status status = write_change(crm, lead);
	return status == CRM_OK && db_changed(crm->db) == 0 ? lead_put(crm, lead) : status;
}

enum status lead_touched(struct crm *crm, int64_t lead, instant_t at)
{
	return db_run(crm->db, sql_lead_touched, VALS(V_INT(lead), V_INT(at)));
}

enum status lead_delete(struct crm *crm, int64_t id)
{
	return db_run(crm->db, sql_lead_delete, VALS(V_INT(id)));
}

static enum status resolve_number(struct crm *crm, const char *text, struct lead *out)
{
	char *end;
	errno = 0;
	long long id = *text >= '0' && *text <= '9' ? strtoll(text, &end, 10) : 0;
	if (id < 1 || errno || *end)
		return why_set(&crm->why, CRM_DATA, _("not a lead number: «%s»"), text);
	enum status status = lead_get(crm, id, out);
	if (status == CRM_NONE)
		return why_set(&crm->why, CRM_NONE, _("no lead %lld"), id);
	return status;
}

/* Two ids may share a hash: does the event really speak of this one? ${source}: folded; NULL: of any source. CRM_NONE
   if not. */
static enum status really_is(struct crm *crm, int64_t event, const char *ext_id, const char *source)
{
	struct stmt *stmt;
	struct json json;
	enum status status = db_ask_one(crm->db, sql_created_new, VALS(V_INT(event)), &stmt);
	if (status != CRM_OK)
		return status;
	int failed = json_parse(&json, db_text(stmt, 0), &crm->chunk);
	db_done(stmt);
	if (failed)
		return json_why(&crm->why, &json, _("event %lld cannot be read"), (long long)event);
	const char *its_id = json_get(&json, "ext_id"), *its_source = json_get(&json, "source");
	if (!its_id || strcmp(its_id, ext_id) != 0)
		return CRM_NONE;
	if (!source)
		return CRM_OK;
	struct buf folded = {0};
	casefold_put(&folded, its_source ? its_source : "");
	status = folded.failed ? why_memory(&crm->why)
	         : strcmp(folded.text ? folded.text : "", source) == 0 ? CRM_OK
	                                                               : CRM_NONE;
	buf_free(&folded);
	return status;
}

static enum status find_ext(struct crm *crm, const char *ext_id, const char *source, struct lead *out)
{
	int64_t lead, event;
	enum status status = fingerprint_lead(crm, fingerprint_ext(ext_id, source), &lead, &event);
	if (status == CRM_OK)
		status = really_is(crm, event, ext_id, source);
	if (status != CRM_OK)
		return status;
	if (lead == FINGERPRINT_SEVERAL)
		return why_set(
		    &crm->why, CRM_DATA, _("ext_id «%s» is used by several sources: give source too"), ext_id);
	return lead_get(crm, lead, out);
}

/* By the source as it is called here, or by another name that the settings have for it. */
static enum status find_called(struct crm *crm, const char *ext_id, const char *source, struct lead *out)
{
	const char *called[SOURCE_NAMES], *word[SOURCE_NAMES + 1] = {source};
	struct buf folded = {0};
	enum status status = source_called(crm, source, called);
	for (int i = 0; i < SOURCE_NAMES; i++)
		word[i + 1] = called[i];
	if (status == CRM_OK)
		status = CRM_NONE;
	for (int i = 0; i <= SOURCE_NAMES && status == CRM_NONE; i++) {
		if (!word[i])
			continue;
		buf_clear(&folded);
		casefold_put(&folded, word[i]);
		status =
		    folded.failed ? why_memory(&crm->why) : find_ext(crm, ext_id, folded.text ? folded.text : "", out);
	}
	buf_free(&folded);
	return status;
}

static enum status resolve_ext(struct crm *crm, const char *ext_id, const char *source, struct lead *out)
{
	bool named = source && *source;
	enum status status = named ? find_called(crm, ext_id, source, out) : find_ext(crm, ext_id, "", out);
	if (status == CRM_NONE && !named)
		status = find_ext(crm, ext_id, NULL, out);
	if (status != CRM_NONE)
		return status;
	if (named)
		return why_set(&crm->why, CRM_NONE, _("no lead with ext_id «%s» of source «%s»"), ext_id, source);
	return why_set(&crm->why, CRM_NONE, _("no lead with ext_id «%s»"), ext_id);
}

enum status lead_resolve(struct crm *crm, const char *lead, const char *ext_id, const char *source, struct lead *out)
{
	if (lead && *lead)
		return resolve_number(crm, lead, out);
	if (ext_id && *ext_id)
		return resolve_ext(crm, ext_id, source, out);
	return why_set(&crm->why, CRM_DATA, _("neither lead nor ext_id says which lead"));
}
