/* The latest that was said of each channel, by inquiries and by events of consent. */
#include "base/text/json.h"
#include "book/records/consent.h"
#include "book/projection/apply_private.h"
#include "book/records/erased.h"

#include "book/projection/apply_consent.sql.h"

static enum status put_consent(struct crm *crm, const struct event *event, const char *channel, enum consent state,
    instant_t at, const char *proof)
{
	return db_run(crm->db, sql_consent_put,
	    VALS(V_INT(event->client), V_TEXT(channel), V_INT(state), V_INT(at), V_INT(event->event), V_TEXT(proof)));
}

/* Before the journal kept what was understood, it kept the words alone. */
static void read_inquiry(const struct json *json, struct consent_said *said)
{
	const char *kept = json_get(json, CONSENT_KEY);
	*said = (struct consent_said){0};
	if (kept) {
		consent_parse(kept, said);
		return;
	}
	consent_read(json_get(json, "consent"), CONSENT_EVERY, said);
	consent_settle(said);
}

static enum status say_inquiry(struct crm *crm, const struct event *event, const struct json *json, struct arena *arena)
{
	struct consent_said said;
	const char *proof = consent_proof(json_get(json, "source"), json_get(json, "ext_id"), arena);
	instant_t at = consent_time(event->occurred_at, event->recorded_at);
	enum status status = CRM_OK;
	read_inquiry(json, &said);
	for (int i = 0; i < CONSENT_CHANNELS && status == CRM_OK; i++) {
		const char *channel = consent_channel_name(i);
		if (said.withdrawn >> i & 1)
			status = put_consent(crm, event, channel, CONSENT_WITHDRAWN, at, proof);
		else if (said.given >> i & 1)
			/* A row that came again has the date of its inquiry: that is not when the yes was said. */
			status = put_consent(crm, event, channel, CONSENT_GIVEN,
			    event->kind == EV_LEAD_CREATED && json_get(json, "at") ? at : CONSENT_UNDATED, proof);
	}
	return status;
}

/* What an inquiry, or an event of consent, says. One that was emptied says nothing. */
static enum status apply_said(struct crm *crm, const struct event *event)
{
	struct arena arena = {0};
	struct json json;
	const char *channel;
	enum status status = CRM_OK;
	if (json_parse(&json, event->new, &arena) != 0)
		status = json_why(&crm->why, &json, _("event %lld (%s) does not parse"), (long long)event->event,
		    event_kind_name(event->kind));
	else if (json_get(&json, ERASED_KEY))
		status = CRM_OK;
	else if (event->kind == EV_LEAD_UPDATED && !json_get(&json, CONSENT_KEY))
		status = CRM_OK;
	else if (event->kind == EV_LEAD_CREATED || event->kind == EV_LEAD_UPDATED)
		status = say_inquiry(crm, event, &json, &arena);
	else if ((channel = json_get(&json, "channel")) != NULL)
		status = put_consent(crm, event, channel,
		    event->kind == EV_CONSENT_GIVEN ? CONSENT_GIVEN : CONSENT_WITHDRAWN,
		    consent_time(event->occurred_at, event->recorded_at), json_get(&json, "proof"));
	arena_free(&arena);
	return status;
}

/* All that counts of what the inquiries of a client say; his lead is in its table, or is not. */
static enum status say_inquiries(struct crm *crm, int64_t client, int64_t upto)
{
	struct stmt *row;
	enum status status = db_ask(crm->db, sql_consent_leads, VALS(V_INT(client)), &row);
	if (status != CRM_OK)
		return status;
	while ((status = db_next(row)) == CRM_OK) {
		struct event event = {.event = db_int(row, 0),
		    .kind = (enum event_kind)db_int(row, 4),
		    .client = client,
		    .occurred_at = db_int(row, 1),
		    .recorded_at = db_int(row, 2),
		    .new = db_text(row, 3)};
		bool counts = true;
		if (event.kind == EV_LEAD_UPDATED)
			status = history_event_counts(crm, event.event, upto, &counts, NULL);
		if (status == CRM_OK && counts)
			status = apply_said(crm, &event);
		if (status != CRM_OK) {
			db_done(row);
			return status;
		}
	}
	return status == CRM_NONE ? CRM_OK : status;
}

static enum status say_all(struct crm *crm, int64_t client, int64_t upto)
{
	struct arena arena = {0};
	struct history history;
	enum status status = db_run(crm->db, sql_consent_forget, VALS(V_INT(client)));
	if (status == CRM_OK)
		status = say_inquiries(crm, client, upto);
	if (status == CRM_OK)
		status = history_client(crm, client, upto, &arena, &history);
	if (status == CRM_OK)
		history_judge(&history, history.n, &horizon_none);
	for (int i = 0; status == CRM_OK && i < history.n; i++) {
		const struct event *event = &history.event[i];
		if (history.counts[i] && (event->kind == EV_CONSENT_GIVEN || event->kind == EV_CONSENT_WITHDRAWN))
			status = apply_said(crm, event);
	}
	arena_free(&arena);
	return status;
}

enum status apply_consent(struct crm *crm, const struct event *event)
{
	return event->kind == EV_UNDONE ? say_all(crm, event->client, event->event) : apply_said(crm, event);
}

enum status apply_consent_follow(struct crm *crm, const struct event *event, const struct lead_folded *folded)
{
	if (!strstr(folded->created_new, "consent\":")) /* of the row, or ours */
		return CRM_OK;
	return event->kind == EV_UNDONE ? say_all(crm, event->client, event->event) : apply_said(crm, event);
}

enum status apply_consent_updated(struct crm *crm, const struct event *updated, const struct event *event)
{
	if (!strstr(updated->new, "\"" CONSENT_KEY "\":"))
		return CRM_OK;
	return event->kind == EV_UNDONE ? say_all(crm, event->client, event->event) : apply_said(crm, event);
}
