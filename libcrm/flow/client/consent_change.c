#include "flow/client/consent_change.h"

#include "base/text/casefold.h"
#include "base/text/json.h"
#include "base/text/phone.h"
#include "book/context/column_reading.h"
#include "book/records/consent.h"
#include "book/history/history.h"
#include "book/projection/record.h"
#include "flow/intake/client_add.h"
#include "flow/client/consent_change.sql.h"

const struct column consent_columns[CONSENT_COLUMNS + 1] = {[CONSENT_LEAD] = {"lead", false, true},
    [CONSENT_CLIENT] = {"client", false, true},
    [CONSENT_PHONE] = {"phone", false, true},
    [CONSENT_EMAIL] = {"email", false, true},
    [CONSENT_EXT_ID] = {"ext_id", false, true},
    [CONSENT_SOURCE] = {"source", false, false},
    [CONSENT_CHANNEL] = {"channel", true, false},
    [CONSENT_STATE] = {"state", false, false},
    [CONSENT_AT] = {"at", false, false},
    [CONSENT_PROOF] = {"proof", false, false},
    [CONSENT_TEXT] = {"text", false, false},
    [CONSENT_COLUMNS] = {0}};
const struct field consent_fields[] = {ANSWER_FIELDS(N_("client")),
    [OWN(CONSENTED_CHANNEL)] = {"channel", KIND_TEXT, N_("channel")},
    [OWN(CONSENTED_STATE)] = {"state", KIND_TEXT, N_("state")}, {0}};

/* One row on its way. The calls that judge it return CRM_DATA after having rejected it. */
struct consent_change {
	struct crm *crm;
	const struct rec *rec;
	struct answer *answer;
	int64_t client;
	const char *channel;
	bool given, dated, day_only;
	instant_t at;
};

static enum status known_by(struct consent_change *saying, const char *sql, struct val key)
{
	const struct val vals[] = {key, {.kind = VAL_END}};
	return db_number(saying->crm->db, sql, vals, 0, &saying->client);
}

/* A list of those who are not to be written to may come before they do: then it is kept with a client of whom nothing
   else is known. */
static enum status by_new_point(struct consent_change *saying, int column, const char *text)
{
	const char *value[CL_COLUMNS] = {0};
	value[column] = text;
	const struct rec rec = {.row = saying->rec->row, .value = value};
	struct answer answer = {.row = saying->answer->row};
	enum status status = flow_client_add(saying->crm, &rec, &answer);
	if (status == CRM_OK && answer_is_rejected(&answer))
		return reject_cell(saying->crm, saying->answer, client_columns[column].name, "%s", answer.reason);
	saying->client = answer.object;
	const char *kept = _("nobody has it yet: kept for whoever comes with it"), *said = saying->answer->reason;
	if (status == CRM_OK)
		saying->answer->reason = said ? arena_format(&saying->crm->chunk, "%s; %s", said, kept) : kept;
	return saying->answer->reason || status != CRM_OK ? status : why_memory(&saying->crm->why);
}

static enum status by_lead(struct consent_change *saying)
{
	const char *const *value = saying->rec->value;
	struct lead lead;
	enum status status =
	    lead_resolve(saying->crm, value[CONSENT_LEAD], value[CONSENT_EXT_ID], value[CONSENT_SOURCE], &lead);
	if (status == CRM_NONE || status == CRM_DATA)
		return reject_cell_why(saying->crm, saying->answer, value[CONSENT_LEAD] ? "lead" : "ext_id");
	saying->client = lead.client;
	return status;
}

static enum status by_client(struct consent_change *saying)
{
	const char *text = saying->rec->value[CONSENT_CLIENT];
	int64_t number = 0;
	enum status status = cell_int(saying->crm, text, "client", &number, saying->answer);
	if (status == CRM_OK)
		status = known_by(saying, sql_consent_is_client, V_INT(number));
	if (status == CRM_OK && !saying->client)
		status = reject_cell(saying->crm, saying->answer, "client", _("nobody has «%.60s»"), text);
	return status;
}

/* Whoever the row names first by client, lead, phone, address. */
static enum status find_client(struct consent_change *saying)
{
	const char *const *value = saying->rec->value, *phone = value[CONSENT_PHONE], *email = value[CONSENT_EMAIL];
	char folded[256];
	if (value[CONSENT_CLIENT])
		return by_client(saying);
	if (value[CONSENT_LEAD] || value[CONSENT_EXT_ID])
		return by_lead(saying);
	int64_t number = phone ? phone_parse(phone, saying->crm->country).e164 : 0;
	bool by_phone = phone && (number || !email);
	/* Also one that no mail can be sent to by rights: letters come from it. */
	email_fold_loose(email ? email : "", folded);
	enum status status = by_phone ? known_by(saying, sql_consent_has_phone, V_INT(number))
	                              : known_by(saying, sql_consent_has_email, V_TEXT(folded));
	if (status != CRM_OK || saying->client)
		return status;
	if (!saying->given && (by_phone ? number != 0 : *folded != '\0'))
		return by_new_point(saying, by_phone ? CL_PHONE : CL_EMAIL, by_phone ? phone : email);
	return reject_cell(saying->crm, saying->answer, by_phone ? "phone" : "email", _("nobody has «%.60s»"),
	    by_phone ? phone : email);
}

static enum status reject_channel(struct consent_change *saying, const char *word)
{
	struct crm *crm = saying->crm;
	const char *near = NULL;
	for (int i = 0, nearest = 3; i < CONSENT_CHANNELS; i++) {
		int distance = text_distance(word, consent_channel_name(i));
		near = distance < nearest ? consent_channel_name(i) : near;
		nearest = distance < nearest ? distance : nearest;
	}
	if (near)
		return reject_cell(crm, saying->answer, "channel", _("no channel «%s»: did you mean %s? there are %s"),
		    word, near, consent_channels(&crm->chunk));
	return reject_cell(
	    crm, saying->answer, "channel", _("no channel «%s»: there are %s"), word, consent_channels(&crm->chunk));
}

/* A withdrawal is never lost to its date: one that is none is now. */
static enum status withdrawn_at(struct consent_change *saying, const char *text)
{
	struct crm *crm = saying->crm;
	if (!text)
		return CRM_OK;
	saying->dated = column_time(crm, "at", text, &saying->at, &saying->day_only) == CRM_OK;
	if (saying->dated)
		return CRM_OK;
	saying->at = crm->now;
	char *reason = arena_format(&crm->chunk, _("at: not a time: «%.60s»: now is taken"), text);
	if (!reason)
		return why_memory(&crm->why);
	utf8_mend(reason);
	saying->answer->reason = reason;
	return CRM_OK;
}

/* Nor to a consent of the very day, when it does not say the hour. */
static enum status stand_after_day(struct consent_change *saying)
{
	struct crm *crm = saying->crm;
	if (saying->given || !saying->day_only)
		return CRM_OK;
	instant_t end = zone_start(crm->zone, zone_day(crm->zone, saying->at) + 1);
	return db_number(crm->db, sql_consent_latest,
	    VALS(V_INT(saying->client), V_TEXT(saying->channel), V_INT(saying->at), V_INT(end)), saying->at,
	    &saying->at);
}

static enum status read_change(struct consent_change *saying, bool withdraws)
{
	struct crm *crm = saying->crm;
	const char *const *value = saying->rec->value, *state = value[CONSENT_STATE];
	saying->channel = consent_channel(value[CONSENT_CHANNEL]);
	if (!saying->channel)
		return reject_channel(saying, value[CONSENT_CHANNEL]);
	saying->given = state ? strcmp(state, "given") == 0 : !withdraws;
	if (state && !saying->given && strcmp(state, "withdrawn") != 0)
		return reject_cell(crm, saying->answer, "state", _("given or withdrawn, not «%s»"), state);
	saying->at = crm->now;
	if (!saying->given)
		return withdrawn_at(saying, value[CONSENT_AT]);
	enum status status = cell_time(crm, value[CONSENT_AT], "at", &saying->at, saying->answer);
	saying->dated = status == CRM_OK;
	return status == CRM_NONE ? CRM_OK : status;
}

static bool is_equal(const char *a, const char *b)
{
	return strcmp(a ? a : "", b ? b : "") == 0;
}

/* Is it the state of that channel already, with that proof, and nothing against it was said since? */
static enum status is_known(struct consent_change *saying, bool *yes)
{
	struct stmt *row;
	enum status status =
	    db_ask_one(saying->crm->db, sql_consent_stands, VALS(V_INT(saying->client), V_TEXT(saying->channel)), &row);
	*yes = false;
	if (status != CRM_OK)
		return status == CRM_NONE ? CRM_OK : status;
	const char *proof = saying->rec->value[CONSENT_PROOF];
	int64_t state = db_int(row, 0), at = db_int(row, 1), event = db_int(row, 3), since = 0;
	*yes = (state == CONSENT_GIVEN) == saying->given && (!saying->dated || at == saying->at) &&
	       (!proof || is_equal(proof, db_text(row, 2)));
	db_done(row);
	if (!*yes || saying->dated)
		return CRM_OK;
	status = db_number(saying->crm->db, sql_consent_since,
	    VALS(V_INT(saying->client), V_TEXT(saying->channel), V_INT(state), V_INT(at), V_INT(event)), 0, &since);
	*yes = since == 0;
	return status;
}

/* Was the very same thing said of that time before, and counts? */
static enum status said_before(struct consent_change *saying, const char *new, bool *yes)
{
	struct crm *crm = saying->crm;
	struct history history;
	enum status status =
	    saying->dated ? history_client(crm, saying->client, HISTORY_END, &crm->chunk, &history) : CRM_NONE;
	if (status != CRM_OK)
		return status == CRM_NONE ? CRM_OK : status;
	history_judge(&history, history.n, &horizon_none);
	for (int i = 0; i < history.n && !*yes; i++) {
		const struct event *event = &history.event[i];
		*yes = history.counts[i] && event->kind == (saying->given ? EV_CONSENT_GIVEN : EV_CONSENT_WITHDRAWN) &&
		       event->occurred_at == saying->at && is_equal(event->new, new);
	}
	return CRM_OK;
}

static enum status record_unless_known(struct consent_change *saying)
{
	const char *const *value = saying->rec->value;
	struct buf new = {0};
	bool known = false;
	json_open(&new);
	json_text(&new, "channel", saying->channel);
	json_text(&new, "proof", value[CONSENT_PROOF]);
	json_text(&new, "text", value[CONSENT_TEXT]);
	json_close(&new);
	struct event event = {.kind = saying->given ? EV_CONSENT_GIVEN : EV_CONSENT_WITHDRAWN,
	    .client = saying->client,
	    .occurred_at = saying->at,
	    .new = new.text};
	enum status status = new.failed ? why_memory(&saying->crm->why) : is_known(saying, &known);
	if (status == CRM_OK && !known)
		status = said_before(saying, new.text, &known);
	if (status == CRM_OK && !known)
		status = record(saying->crm, &event);
	buf_free(&new);
	saying->answer->verdict = known ? VERDICT_KNOWN : VERDICT_DONE;
	saying->answer->own[CONSENTED_CHANNEL] = saying->channel;
	saying->answer->own[CONSENTED_STATE] = saying->given ? "given" : "withdrawn";
	return status;
}

enum status flow_consent(struct crm *crm, const struct rec *rec, struct answer *answer)
{
	struct consent_change saying = {.crm = crm, .rec = rec, .answer = answer};
	enum status status = read_change(&saying, option(crm, "withdraw") != NULL);
	if (status == CRM_OK)
		status = find_client(&saying);
	answer->object = saying.client;
	if (status == CRM_OK)
		status = stand_after_day(&saying);
	if (status == CRM_OK)
		status = record_unless_known(&saying);
	return reject_end(answer, status);
}
